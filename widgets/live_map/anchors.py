"""Where a name can stand inside a polygon: points with much room around them, best first.

Pure numpy, any thread; run once per site.
"""

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]


def inside(points: Points, rings: list[Points]) -> NDArray[np.bool_]:
    """Even-odd rule: which of the points lie in the polygon made of closed rings."""
    found = np.zeros(len(points), dtype=bool)
    x, y = points[:, 0][:, None], points[:, 1][:, None]
    for ring in rings:
        ax, ay, bx, by = ring[:-1, 0], ring[:-1, 1], ring[1:, 0], ring[1:, 1]
        crosses = (ay > y) != (by > y)
        rise = np.where(by == ay, 1.0, by - ay)
        at = (bx - ax) * (y - ay) / rise + ax
        found ^= np.count_nonzero(crosses & (x < at), axis=1) % 2 == 1
    return found


def clearance(points: Points, rings: list[Points]) -> Points:
    """Distance of each point to the nearest side of any ring, in metres."""
    best = np.full(len(points), np.inf)
    x, y = points[:, 0][:, None], points[:, 1][:, None]
    for ring in rings:
        start, way = ring[:-1], np.diff(ring, axis=0)
        dx, dy = way[:, 0], way[:, 1]
        length = np.maximum(dx * dx + dy * dy, 1e-9)
        east, north = x - start[:, 0], y - start[:, 1]
        share = np.clip((east * dx + north * dy) / length, 0.0, 1.0)
        east -= share * dx
        north -= share * dy
        best = np.minimum(best, np.sqrt((east * east + north * north).min(axis=1)))
    return best


def _meets(other: Points, low: Points, high: Points) -> bool:
    return bool((other.min(axis=0) <= high).all() and (other.max(axis=0) >= low).all())


def anchors(rings: list[Points], avoid: list[list[Points]], most: int, grid: int = 16) -> Points:
    """At most `most` points of a grid inside `rings` and outside every polygon of `avoid`."""
    corners = np.vstack(rings)
    low, high = corners.min(axis=0), corners.max(axis=0)
    steps = (np.arange(grid) + 0.5) / grid
    east, north = np.meshgrid(*(low + (high - low) * steps[:, None]).T)
    points = np.column_stack((east.ravel(), north.ravel()))
    keep = inside(points, rings)
    avoid = [other for other in avoid if _meets(np.vstack(other), low, high)]
    for other in avoid:
        keep &= ~inside(points, other)
    points = points[keep]
    if not len(points):
        return np.asarray([corners.mean(axis=0)], dtype=np.float64)
    borders = rings + [ring for other in avoid for ring in other]
    room = np.round(clearance(points, borders))
    off = np.hypot(*(points - points.mean(axis=0)).T)
    order = np.lexsort((off, -room))
    return points[order[:most]]
