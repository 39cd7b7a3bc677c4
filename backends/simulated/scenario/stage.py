"""Where the cast of a scenario stands in a real district, chosen by seed. Pure.

Places near cameras that have pictures are preferred, so that an alert of the demonstration has
something to show. The same site and seed always give the same choice.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest

from backends.simulated.scenario.scenario import Role
from backends.simulated.scenario.units_walk import WALKING_MPS, StreetNet, Walk, lines_of, shifted
from console.domain.places.geo import Place, distance_m
from console.domain.site import Camera, Site

NEAR_M = 250.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one device is: the id of the thing it is fixed to (if any), and its walk."""

    thing: str
    walk: Walk


class Stage:
    """Hands out spots; never the same fixed thing twice."""

    def __init__(self, site: Site, seed: int) -> None:
        self._site = site
        self._seed = seed
        self._net = StreetNet(site)
        self._taken: set[str] = set()
        shown = set(site.wall)
        self._shown = [c for c in site.cameras.values() if c.streams is not None or c.id in shown]

    def cameras_near(self, place: Place, most: int = 4) -> tuple[str, ...]:
        """Camera ids by distance, those with pictures within 250 m first."""
        shown = [c for c in self._shown if distance_m(c.place, place) <= NEAR_M]
        first = nsmallest(most, shown, key=lambda c: distance_m(c.place, place))
        ids = {camera.id for camera in first}
        rest = (c for c in self._site.cameras.values() if c.id not in ids)
        others = nsmallest(most - len(first), rest, key=lambda c: distance_m(c.place, place))
        return tuple(camera.id for camera in (*first, *others))

    def spot(self, role: Role, others: dict[str, Spot]) -> Spot:
        """The spot of one role."""
        dice = random.Random(f"{self._seed}/{self._site.id}/{role.name}")
        if role.at.startswith("near:"):
            there = others[role.at.removeprefix("near:")].walk.at(0)[0]
            return self._mobile(role, shifted(there, dice.uniform(15, 40), 20), dice)
        if role.at == "camera":
            return self._at_camera(dice)
        if role.at == "route":
            return Spot("", self._route(dice))
        if role.at == "street":
            return self._mobile(role, self._somewhere(dice), dice)
        return self._at_facility(role.at, dice)

    def _mobile(self, role: Role, place: Place, dice: random.Random) -> Spot:
        if role.unit is None:
            return Spot("", Walk([place], 0))
        return Spot("", self.street_walk(place, dice))

    def street_walk(self, near: Place, dice: random.Random) -> Walk:
        """A walk along streets at walking pace."""
        return Walk(self._net.wander(near, dice), WALKING_MPS * dice.uniform(0.9, 1.1))

    def _route(self, dice: random.Random) -> Walk:
        lines = lines_of(self._site, "patrol_route")
        if not lines:
            return self.street_walk(self._somewhere(dice), dice)
        return Walk(dice.choice(lines), WALKING_MPS, dice.uniform(0, 400))

    def route_walks(self, count: int, dice: random.Random) -> list[Walk]:
        """Walks spread over all patrol routes."""
        lines = lines_of(self._site, "patrol_route")
        if not lines:
            return [self._route(dice) for _ in range(count)]
        dice.shuffle(lines)
        walks = []
        for index in range(count):
            pace = WALKING_MPS * dice.uniform(0.9, 1.1)
            walks.append(Walk(lines[index % len(lines)], pace, dice.uniform(0, 800)))
        return walks

    def _at_camera(self, dice: random.Random) -> Spot:
        camera = self._choose_camera(dice)
        if camera is None:
            return Spot("", Walk([self._somewhere(dice)], 0))
        self._taken.add(camera.id)
        return Spot(camera.id, Walk([camera.place], 0))

    def _choose_camera(self, dice: random.Random) -> Camera | None:
        everything = list(self._site.cameras.values())
        for choice in (self._shown, [c for c in everything if c.intelligent], everything):
            free = [camera for camera in choice if camera.id not in self._taken]
            if free:
                return dice.choice(free)
        return None

    def _at_facility(self, kind: str, dice: random.Random) -> Spot:
        free = [f for f in self._site.facilities if f.kind == kind and f.id not in self._taken]
        if not free:
            return Spot("", Walk([self._somewhere(dice)], 0))
        watched = [f for f in free if self._is_watched(f.place)]
        chosen = dice.choice(watched or free)
        self._taken.add(chosen.id)
        return Spot(chosen.id, Walk([chosen.place], 0))

    def _is_watched(self, place: Place) -> bool:
        return any(distance_m(camera.place, place) <= NEAR_M for camera in self._shown)

    def somewhere(self, dice: random.Random) -> Place:
        """A place in the district, near a camera."""
        return self._somewhere(dice)

    def _somewhere(self, dice: random.Random) -> Place:
        cameras: Sequence[Camera] = self._shown or list(self._site.cameras.values())
        at = dice.choice(cameras).place if cameras else self._site.centre
        return shifted(at, dice.uniform(-60, 60), dice.uniform(-60, 60))
