"""What an emulated load consists of: when events are made, which, and what goes wrong. Pure.

The same plan and seed give the same events and faults.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

LIFE = "sos.app"
PLAIN = ("analytics.loitering", "analytics.crowd", "analytics.intrusion", "patrol.checkpoint")


@dataclass(frozen=True, slots=True)
class Load:
    """Events: `rate` a second for `seconds` (or `total`), and `burst` at once half-way.

    `life_share` of them is life-safety, and `burst_life` of the burst. `drop`, `repeat` and
    `reorder` are numbers of events that are never sent, sent twice, sent after their successor.
    """

    rate: float
    seconds: float
    total: int | None = None
    burst: int = 0
    burst_life: int = 0
    life_share: float = 0.0
    positions: bool = False
    drop: int = 0
    repeat: int = 0
    reorder: int = 0
    seed: int = 1

    @property
    def steady(self) -> int:
        """Events outside the burst."""
        return self.total if self.total is not None else round(self.rate * self.seconds)


@dataclass(frozen=True, slots=True)
class Making:
    """One event to make: seconds after the start, its type, and what happens to it."""

    at_s: float
    type: str
    fault: str = ""


@dataclass(slots=True)
class Losses:
    """Numbers that were never sent, as ranges: what the engine has to name."""

    numbers: dict[str, list[int]] = field(default_factory=dict)

    def add(self, device: str, number: int) -> None:
        """A number of a device that was made and not sent."""
        self.numbers.setdefault(device, []).append(number)

    def ranges(self) -> Iterator[tuple[str, int, int]]:
        """Device, first and last of each hole."""
        for device, numbers in sorted(self.numbers.items()):
            first = last = numbers[0]
            for number in numbers[1:]:
                if number != last + 1:
                    yield device, first, last
                    first = number
                last = number
            yield device, first, last


def makings(load: Load) -> Iterator[Making]:
    """Every event of the load, by time."""
    chance = random.Random(load.seed)
    faults = _faults(load, chance)
    middle = load.steady // 2
    for index in range(load.steady):
        if index == middle and load.burst:
            yield from _burst(load, index / load.rate, chance)
        kind = LIFE if chance.random() < load.life_share else chance.choice(PLAIN)
        yield Making(index / load.rate, kind, faults.get(index, ""))
    if load.burst and not load.steady:
        yield from _burst(load, 0.0, chance)


def _burst(load: Load, at_s: float, chance: random.Random) -> Iterator[Making]:
    urgent = set(chance.sample(range(load.burst), min(load.burst_life, load.burst)))
    for index in range(load.burst):
        yield Making(at_s, LIFE if index in urgent else chance.choice(PLAIN))


def _faults(load: Load, chance: random.Random) -> dict[int, str]:
    wanted = {"drop": load.drop, "repeat": load.repeat, "reorder": load.reorder}
    chosen = chance.sample(range(load.steady), min(sum(wanted.values()), load.steady))
    faults: dict[int, str] = {}
    for fault, count in wanted.items():
        faults.update(dict.fromkeys(chosen[:count], fault))
        chosen = chosen[count:]
    return faults
