"""How far two noisy tracks are from each other, and how much that is worth (O7). Pure.

Street noise drifts: twenty fixes of one drift are no better than one, and nobody knows beforehand
for how long it drifts, and how much of it is drawn anew. So several kinds of noise are reckoned
with side by side, each weighed by how well it foretells the way between the two from moment to
moment. A kind that may be there counts as far as it may. Places are metres, times are seconds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, hypot, log
from typing import NamedTuple

PIECE_S = 20.0
WIDE_M = 35.0
LEAP_M = 70.0
ONE = 0.9999
"""A memory this long forgets nothing: so many are worth no more than one."""


class Kind(NamedTuple):
    """A kind of noise: it decays over `memory_s` but for the part `fresh` of its variance.

    `usual` is how usual it is, before the tracks have told.
    """

    memory_s: float
    fresh: float
    usual: float

    def kept(self, seconds: float) -> float:
        """The part of the slow noise that is left after some seconds."""
        return exp(-seconds / self.memory_s) if self.memory_s else 0.0

    def share(self, kept: float, number: int) -> float:
        """Variance of the mean of so many neighbouring moments, of the noise's own."""
        return (self.fresh + (1 - self.fresh) * _weight(kept, number)) / number


KINDS = (
    *(Kind(0.0, 0.0, 0.25), Kind(6.0, 0.0, 0.2), Kind(12.0, 0.0, 0.15), Kind(24.0, 0.0, 0.12)),
    *(Kind(48.0, 0.0, 0.06), Kind(96.0, 0.0, 0.02), Kind(24.0, 0.5, 0.08), Kind(60.0, 0.5, 0.06)),
    *(Kind(60.0, 0.8, 0.06),),
)


class Tally(NamedTuple):
    """Sums of what each moment adds to the ones before it, for one kind of noise of variance one.

    The first four are what is known of the slow part: of the way's, of a mean's, and how well.
    `ones` is what the moments are worth for a mean, `spread` the logarithm of what was unknown.
    """

    slow_east: float = 0.0
    slow_north: float = 0.0
    slow_one: float = 0.0
    doubt: float = 1.0
    ones: float = 0.0
    east: float = 0.0
    north: float = 0.0
    squares: float = 0.0
    spread: float = 0.0

    def plus(self, kind: Kind, kept: float, east: float, north: float) -> "Tally":
        """With one more moment; `kept` is what is left of the slow part by then."""
        doubt = kept * kept * self.doubt + (1 - kept * kept) * (1 - kind.fresh)
        unknown = max(doubt + kind.fresh, 1e-6)
        gain = doubt / unknown
        slow_east, slow_north = kept * self.slow_east, kept * self.slow_north
        slow_one = kept * self.slow_one
        new_east, new_north, new_one = east - slow_east, north - slow_north, 1.0 - slow_one
        return Tally(
            slow_east + gain * new_east,
            slow_north + gain * new_north,
            slow_one + gain * new_one,
            (1 - gain) * doubt,
            self.ones + new_one * new_one / unknown,
            self.east + new_one * new_east / unknown,
            self.north + new_one * new_north / unknown,
            self.squares + (new_east * new_east + new_north * new_north) / unknown,
            self.spread + log(unknown),
        )

    def minus(self, other: "Tally") -> "Tally":
        """What came after `other`."""
        return Tally(*self[:4], *(a - b for a, b in zip(self[4:], other[4:], strict=True)))

    @property
    def rest(self) -> float:
        """The squares that a mean leaves."""
        return max(0.0, self.squares - (self.east**2 + self.north**2) / self.ones)

    @property
    def length_m(self) -> float:
        """How long the mean way is."""
        return hypot(self.east, self.north) / self.ones


@dataclass(frozen=True, slots=True)
class Between:
    """The way from the first member to the second at one moment, and the noise claimed (m).

    `number` is of how many samples it is the middle; `tallies` the sums up to it, per kind.
    """

    at_s: float
    east: float
    north: float
    sigma_m: float
    number: int = 1
    tallies: tuple[Tally, ...] = ()


def noted(before: Between | None, moment: Between) -> Between:
    """The moment with its sums, which go on from those of the moment before it."""
    gap_s = moment.at_s - before.at_s if before else 0.0
    tallies = before.tallies if before else (Tally(),) * len(KINDS)
    going = zip(KINDS, tallies, strict=True)
    sums = tuple(
        tally.plus(kind, kind.kept(gap_s) if before else 0.0, moment.east, moment.north)
        for kind, tally in going
    )
    return Between(moment.at_s, moment.east, moment.north, moment.sigma_m, moment.number, sums)


def middle(samples: Sequence[Between]) -> Between:
    """Where the samples are, leaps left out; at the time of the newest."""
    east = median(each.east for each in samples)
    north = median(each.north for each in samples)
    weights = [_trust(hypot(each.east - east, each.north - north)) for each in samples]
    whole = sum(weights)
    sigma = median(each.sigma_m for each in samples)
    if whole:
        east = sum(w * each.east for w, each in zip(weights, samples, strict=True)) / whole
        north = sum(w * each.north for w, each in zip(weights, samples, strict=True)) / whole
    return Between(samples[-1].at_s, east, north, sigma, len(samples))


def pieces(samples: Sequence[Between]) -> list[Between]:
    """Means of a few seconds each, the newest first.

    Short enough that two people cannot turn about each other within one.
    """
    found: dict[int, list[Between]] = {}
    for each in reversed(samples):
        found.setdefault(int((samples[-1].at_s - each.at_s) / PIECE_S), []).append(each)
    return [each[0] if len(each) == 1 else mean(each) for each in found.values()]


def mean(samples: Sequence[Between]) -> Between:
    """The plain mean, at the time of the first."""
    number, first = len(samples), samples[0]
    east = sum(each.east for each in samples) / number
    north = sum(each.north for each in samples) / number
    return Between(first.at_s, east, north, first.sigma_m)


def mean_square(samples: Sequence[Between]) -> float:
    """Mean of the squared distances (m2), noise included."""
    return sum(each.east**2 + each.north**2 for each in samples) / len(samples)


def steady_square(parts: Sequence[Between]) -> float:
    """The same, of a stretch: the farthest third counts as far as the next one, for leaps."""
    squares = sorted(each.east**2 + each.north**2 for each in parts)
    kept = squares[: len(squares) - len(squares) // 3]
    return (sum(kept) + kept[-1] * (len(squares) - len(kept))) / len(squares)


def _weight(memory: float, number: int) -> float:
    """How many times less the mean of so many is worth than if each were fresh."""
    if memory <= 0 or number <= 1:
        return 1.0
    if memory > ONE:
        return number
    sum_of_shares = memory * (
        (number - 1) - memory * number + memory**number
    ) / (number * (1 - memory) ** 2)  # fmt: skip
    return 1 + 2 * sum_of_shares


def median(values: Iterable[float]) -> float:
    """The middle one of the values, of which there is at least one."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _trust(off_m: float) -> float:
    if off_m > LEAP_M:
        return 0.0
    return 1.0 if off_m <= WIDE_M else WIDE_M / off_m
