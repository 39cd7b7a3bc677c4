"""Rows of plane coordinates to WGS 84 degrees, many at once. Pure.

The same series as `console.domain.places.grids`, in numpy.
"""

import numpy as np
import numpy.typing as npt

from console.domain.places import korea_1985
from console.domain.places.grids import AXIS_M, Degrees, Grid, Plane, WebMercator

Rows = npt.NDArray[np.float64]


def to_lon_lat(rows: Rows, plane: Plane) -> Rows:
    """Rows (x, y) of a plane to rows (longitude, latitude)."""
    found = _as_said(rows, plane)
    return _shifted(found) if plane.old else found


def _as_said(rows: Rows, plane: Plane) -> Rows:
    """Degrees of whatever datum the plane is of."""
    if isinstance(plane, Degrees):
        return rows
    if isinstance(plane, WebMercator):
        turned: Rows = np.arctan(np.sinh(np.clip(rows[:, 1] / AXIS_M, -30, 30)))
        return np.column_stack((np.degrees(rows[:, 0] / AXIS_M), np.degrees(turned)))
    with np.errstate(over="ignore", invalid="ignore"):
        return _from_grid(rows, plane)


def _from_grid(rows: Rows, grid: Grid) -> Rows:
    size = grid.scale * grid.series.radius
    eta = (rows[:, 0] - grid.false_east) / size
    xi = (rows[:, 1] - grid.false_north + grid.north_0) / size
    up, right = xi.copy(), eta.copy()
    for order, beta in enumerate(grid.series.beta, 1):
        up -= beta * np.sin(2 * order * xi) * np.cosh(2 * order * eta)
        right -= beta * np.cos(2 * order * xi) * np.sinh(2 * order * eta)
    sphere = np.arcsin(np.clip(np.sin(up) / np.cosh(right), -1, 1))
    lat = sphere.copy()
    for order, delta in enumerate(grid.series.delta, 1):
        lat += delta * np.sin(2 * order * sphere)
    lon = np.arctan2(np.sinh(right), np.cos(up))
    return np.column_stack((grid.lon_0 + np.degrees(lon), np.degrees(lat)))


def _shifted(rows: Rows) -> Rows:
    """Rows of (longitude, latitude) of the datum of 1985 in WGS 84; what is no place stays."""
    shifted = rows.copy()
    sound = np.isfinite(rows).all(axis=1) & (np.abs(rows) <= 360).all(axis=1)
    for at in np.flatnonzero(sound).tolist():
        lat, lon = korea_1985.to_world(rows[at, 1], rows[at, 0])
        shifted[at] = lon, lat
    return shifted
