"""Where an event that brings no place happened: at its bell or shelter, else beside a camera.

Engine thread only. Knows places by id and nothing else of the site. Never replaces a place that was
brought.
"""

from collections.abc import Iterable, Mapping
from itertools import islice

from console.domain.places.geo import Place, distance_m

TOGETHER_M = 200.0
"""Cameras of one device within this stand around one place; a recorder's are all over the city."""
MOST_COMPARED = 16

Found = tuple[Place | None, str]


class CameraPlaces:
    """The site's cameras, and its facilities that may be devices: id -> place."""

    def __init__(
        self,
        places: Mapping[str, Place] | None = None,
        facilities: Mapping[str, Place] | None = None,
    ) -> None:
        self._places = places or {}
        self._facilities = facilities or {}

    def __len__(self) -> int:
        return len(self._places)

    def with_facilities(self, places: Mapping[str, Place]) -> "CameraPlaces":
        """The same cameras with these facilities."""
        return CameraPlaces(self._places, places)

    def with_cameras(self, places: Mapping[str, Place]) -> "CameraPlaces":
        """The same facilities with these cameras."""
        return CameraPlaces(places, self._facilities)

    def standing(self, facility: str | None) -> Found:
        """Where a facility stands; (None, "") for an id that the site does not know as one."""
        place = self._facilities.get(facility) if facility else None
        return (place, facility or "") if place is not None else (None, "")

    def beside(self, named: Iterable[str], registered: Iterable[str] = ()) -> Found:
        """The place and the camera it is taken from; (None, "") when no camera says it.

        `named` are cameras in the order of trust: the first that the site knows decides. The
        `registered` ones of a device count when they stand together.
        """
        if not self._places:
            return None, ""
        for camera in named:
            if place := self._places.get(camera):
                return place, camera
        return self._around(registered)

    def _around(self, registered: Iterable[str]) -> Found:
        known = [each for each in islice(registered, MOST_COMPARED + 1) if each in self._places]
        if not known or len(known) > MOST_COMPARED:
            return None, ""
        first = self._places[known[0]]
        if any(distance_m(first, self._places[each]) > TOGETHER_M for each in known[1:]):
            return None, ""
        return first, known[0]
