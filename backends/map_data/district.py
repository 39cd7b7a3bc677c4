"""The district that imported places are held against. Pure.

The borders of its dongs, widened: coarse borders are tens of metres off and things of a district
stand on the roads around it.
"""

from collections.abc import Iterable

import numpy as np
import shapely

from console.domain.places.geo import Place, distance_m
from console.domain.site import Site

NEAR_M = 500.0
_BASE_M = 4_000.0
"""How far beyond the district the ground is still drawn."""
_METRES_PER_DEGREE = 111_195.0
Box = tuple[float, float, float, float]


class District:
    """Where a site is: its borders widened by `NEAR_M`, and the box that its map covers."""

    def __init__(self, borders: Iterable[shapely.Geometry]) -> None:
        whole = shapely.make_valid(shapely.union_all(list(borders)))
        self._borders = shapely.buffer(whole, NEAR_M / _METRES_PER_DEGREE, quad_segs=4)
        shapely.prepare(self._borders)
        self._whole = whole
        west, south, east, north = (float(each) for each in whole.bounds)
        more = _BASE_M / _METRES_PER_DEGREE
        self.box: Box = (west - more * 1.25, south - more, east + more * 1.25, north + more)

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a place lies in the district or just beyond its border."""
        return bool(shapely.intersects_xy(self._borders, lon, lat))

    def meets(self, geometry: shapely.Geometry) -> bool:
        """Whether any part of a shape lies in the district or just beyond its border."""
        return bool(shapely.intersects(self._borders, geometry))

    def distance_m(self, lon: float, lat: float) -> float:
        """How far outside of the border a place is; 0 inside."""
        line = shapely.shortest_line(self._whole, shapely.Point(lon, lat))
        (from_lon, from_lat), (to_lon, to_lat) = shapely.get_coordinates(line).tolist()
        return distance_m(Place(from_lat, from_lon), Place(to_lat, to_lon))


def district_of(site: Site) -> District | None:
    """The district of a site; None for one without dongs and cameras."""
    rings = [
        shapely.Polygon(shape[0], shape[1:])
        for layer in site.layers
        if layer.kind == "dong"
        for shape in layer.shapes
        if shape and all(len(ring) > 3 for ring in shape)
    ]
    if rings:
        return District(shapely.make_valid(np.array(rings)))
    places = [(c.place.lon, c.place.lat) for c in site.cameras.values()]
    return District([shapely.MultiPoint(places).envelope.buffer(0.001)]) if places else None
