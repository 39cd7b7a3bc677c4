"""Loose rings to areas: which is an outer border, which a hole of which. Pure.

By what lies in what, not by the sense of turning, which half of the world's files have wrong.
"""

from collections.abc import Sequence

import numpy as np
import shapely

from backends.map_data.formats.feature import Coords

_MANY = 4_000
"""So many rings are grouped by the sense of turning: comparing each with each takes too long."""


def grouped(rings: Sequence[Coords]) -> list[list[Coords]]:
    """Outer rings, each followed by its holes."""
    if len(rings) < 2:
        return [[ring] for ring in rings]
    if len(rings) > _MANY or any(len(r) < 4 or not np.isfinite(r).all() for r in rings):
        return by_turning(rings)
    order = sorted(range(len(rings)), key=lambda each: -abs(turning(rings[each])))
    held: list[int | None] = []
    depth: list[int] = []
    solids = [shapely.Polygon(rings[each]) for each in order]
    boxes = np.array([solid.bounds for solid in solids])
    for place, solid in enumerate(solids):
        holder = _holder(place, solid, solids, boxes)
        held.append(holder)
        depth.append(0 if holder is None else depth[holder] + 1)
    parts: dict[int, list[Coords]] = {}
    for place, each in enumerate(order):
        holder = held[place]
        if depth[place] % 2 and holder is not None:
            parts[holder].append(rings[each])
        else:
            parts[place] = [rings[each]]
    return list(parts.values())


def _holder(
    place: int, solid: shapely.Polygon, solids: Sequence[shapely.Polygon], boxes: Coords
) -> int | None:
    """The smallest larger ring that the ring lies in."""
    box = boxes[place]
    wider = boxes[:place]
    hits = np.flatnonzero(
        (wider[:, 0] <= box[0]) & (wider[:, 1] <= box[1])
        & (wider[:, 2] >= box[2]) & (wider[:, 3] >= box[3])
    )  # fmt: skip
    corners = shapely.get_coordinates(solid)[:-1]
    for each in hits[::-1].tolist():
        # Neighbours touch at corners, so most corners decide.
        if shapely.intersects_xy(solids[each], corners[:, 0], corners[:, 1]).mean() > 0.5:
            return int(each)
    return None


def by_turning(rings: Sequence[Coords]) -> list[list[Coords]]:
    """Clockwise rings are outer ones, as shapefiles ask; others are holes of the last such."""
    parts: list[list[Coords]] = []
    for ring in rings:
        if turning(ring) <= 0 or not parts:
            parts.append([ring])
        else:
            parts[-1].append(ring)
    return parts


def turning(ring: Coords) -> float:
    """Twice the area of a ring, positive when it turns to the left."""
    x, y = ring[:, 0], ring[:, 1]
    return float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))
