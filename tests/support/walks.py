"""Places some metres from others, for tracks in tests."""

from math import cos, radians

from console.domain.places.geo import Place

_METRE_DEG = 1 / 111_195


def shifted(place: Place, east_m: float, north_m: float) -> Place:
    """A place so many metres away."""
    east = east_m * _METRE_DEG / cos(radians(place.lat))
    return Place(place.lat + north_m * _METRE_DEG, place.lon + east)
