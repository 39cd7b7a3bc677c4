"""How far two noisy tracks are from each other, and how much that is worth (O7). Pure.

Street noise drifts: twenty fixes of one drift are no better than one, and nobody knows beforehand
for how long it drifts, and how much of it is drawn anew. So several kinds of noise are reckoned
with side by side, each weighed by how well it foretells the way between the two from moment to
moment. A kind that may be there counts as far as it may. Places are metres, times are seconds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, hypot, log, sqrt
from typing import NamedTuple

LEAST_NOISE_M = 2.0
CLAIM_WORTH = 80.0
USUAL_M = 14.2
"""So many squares of the tracks' own noise are worth as much as the claim of a usual noise."""
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


@dataclass(frozen=True, slots=True)
class Noise:
    """One kind, how likely it is (`weight`), and the noise per axis it comes with (m).

    `worth` is of how many squares that noise is told, `kept` what the next moment keeps of it;
    `sums` are those over the stretch.
    """

    kind: Kind
    weight: float
    sigma_m: float
    worth: float
    kept: float
    sums: Tally

    def error_m(self, number: int) -> float:
        """Standard error per axis of the mean of so many neighbouring moments."""
        return self.sigma_m * sqrt(self.kind.share(self.kept, number))

    def independent(self, number: int, each: int) -> float:
        """How many squares of so many neighbouring means of `each` moments are independent."""
        slow = 1 - self.kind.fresh / each / self.kind.share(self.kept, each)
        return number / _weight((slow * self.kept**each) ** 2, number)


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


def _over(moments: Sequence[Between], kind: Kind) -> Tally:
    """The sums over neighbouring moments by themselves."""
    tally, at_s = Tally(), moments[0].at_s
    for each in moments:
        kept = kind.kept(each.at_s - at_s) if each.at_s > at_s else 0.0
        tally, at_s = tally.plus(kind, kept, each.east, each.north), each.at_s
    return tally


def noises_of(before: Sequence[Between], inside: Sequence[Between]) -> list[Noise]:
    """What the noise may be, told by two stretches; what lies across their border is no noise."""
    spacing_s = (inside[-1].at_s - inside[0].at_s) / max(1, len(inside) - 1)
    number = max(each.number for each in inside[-2:])
    logs, found = [], []
    # Who claims to be very wrong is mostly not so wrong: it takes less to know better.
    faith = CLAIM_WORTH * min(1.0, (USUAL_M / inside[-1].sigma_m) ** 2)
    for index, kind in enumerate(KINDS):
        sums = _over(inside, kind)
        parts = [(sums, len(inside))]
        if len(before) > 2:
            told = before[-1].tallies[index].minus(before[0].tallies[index])
            parts.append((told, len(before) - 1))
        claimed = inside[-1].sigma_m ** 2 * kind.share(kind.kept(spacing_s / number), number)
        whole = faith * claimed + sum(each.rest for each, _ in parts)
        worth = faith + sum(2.0 * (many - 1) for _, many in parts)
        fits = (faith * log(claimed) - worth * log(whole)) / 2
        fits -= sum(each.spread + log(each.ones) for each, _ in parts)
        logs.append(log(kind.usual) + fits)
        sigma_m = max(LEAST_NOISE_M, sqrt(whole / worth))
        found.append((sigma_m, worth, kind.kept(spacing_s), sums))
    most = max(logs)
    likely = [exp(each - most) for each in logs]
    whole = sum(likely)
    return [
        Noise(kind, each / whole, *noise)
        for kind, each, noise in zip(KINDS, likely, found, strict=True)
    ]


def chance(excess: float, squares: float, worth: float) -> float:
    """At most how often `squares` of a noise known from `worth` others have so large a mean.

    `excess` is that mean against what is expected; Chernoff's bound of the F distribution.
    """
    if excess <= 1:
        return 1.0
    whole = squares + worth
    return exp((squares * log(excess) + whole * log(whole / (squares * excess + worth))) / 2)


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
