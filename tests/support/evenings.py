"""Evenings of several happenings, each of several signals, labelled with what belongs together."""

from dataclasses import dataclass
from random import Random

from console.domain.places.geo import LocalPlane, Place

PLANE = LocalPlane(Place(37.5635, 127.0365))
PLACED = (
    *("bell.pressed", "sos.app", "sos.watch", "analytics.fall", "analytics.fight"),
    *("analytics.loitering", "analytics.crowd", "order.violation", "patrol.incident"),
)
NOISE = ("device.silent", "device.low_battery", "locker.overdue")


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal: when (s) and where (WGS 84), and which happening it belongs to."""

    kind: str
    at_s: float
    place: Place
    label: int


def evening(dice: Random, *, apart_s: float = 3_600.0, shift_m: float = 0.0) -> list[Signal]:
    """Two to four happenings well apart, each of up to four signals within two minutes.

    A receiver's error of 10 m (sigma) around a scene of 40 m; noise of devices beside it.
    """
    found: list[Signal] = []
    for label in range(dice.randint(2, 4)):
        east, north = label * 700.0 + shift_m, dice.uniform(-50, 50)
        begin = dice.uniform(0, apart_s)
        for _ in range(dice.randint(1, 4)):
            at = begin + dice.uniform(0, 120)
            where = (east + _off(dice), north + _off(dice))
            found.append(Signal(dice.choice(PLACED), at, PLANE.to_place(*where), label))
    for number in range(dice.randint(0, 3)):
        where = (shift_m + dice.uniform(0, 2_000), 0.0)
        at = dice.uniform(0, apart_s)
        found.append(Signal(dice.choice(NOISE), at, PLANE.to_place(*where), 100 + number))
    return sorted(found, key=lambda each: each.at_s)


def is_grouped(pairs: list[tuple[int, int]]) -> bool:
    """Whether (incident, label) pairs are the same parting under two names."""
    both = set(pairs)
    return len(both) == len({one for one, _ in both}) == len({other for _, other in both})


def _off(dice: Random) -> float:
    return dice.uniform(-40, 40) + dice.gauss(0, 10)
