"""The way between two noisy tracks over a stretch, as a line with noise about it (O7). Pure.

Two who are apart are so in one direction, or in one that turns while one of them walks round a
corner; a line from where the way was at first to where it is now tells both. It is told under each
kind of noise, weighed by how well that kind foretells the way from moment to moment. Places are
metres, east + north i; times are seconds, but along a stretch time goes from -1 to 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, hypot, log, sqrt
from typing import NamedTuple

from console.domain.field.pair_noise import KINDS, Between, Kind, median

LEAST_NOISE_M = 2.0
CLAIM_WORTH = 80.0
USUAL_M = 14.2
"""So many squares of the tracks' own noise are worth as much as the claim of a usual noise."""
BEYOND = 2.0
NEIGHBOURS = 5
LEAST_CLEANED = 6
OF_LINE = 2
"""So many moments make a line, and leave no noise about it."""
FAR = 3.2
"""So many times the noise from its neighbours a moment hangs on a fix that is none."""


class Line(NamedTuple):
    """Sums of what each moment adds to the ones before it, for one kind of noise of variance one.

    `ones`, `slants` and `times` are what the moments are worth for the middle of a line, for both
    and for its slant; `way` and `late` are what they tell of the two (m). `squares` are those of
    the ways (m2), `spread` is the logarithm of what was unknown.
    """

    ones: float = 0.0
    slants: float = 0.0
    times: float = 0.0
    way: complex = 0j
    late: complex = 0j
    squares: float = 0.0
    spread: float = 0.0

    @property
    def steady(self) -> complex:
        """The one way that fits best all along."""
        return self.way / self.ones

    @property
    def steady_squares(self) -> float:
        """The squares that the one way takes away (m2)."""
        return _square(self.way) / self.ones

    @property
    def turning(self) -> tuple[complex, complex]:
        """The line that fits best: its middle, and what it gains to its end."""
        ones, slants, times, own = self.ones, self.slants, self.times, self.own
        middle = (self.way * times - self.late * slants) / own
        return middle, (self.late * ones - self.way * slants) / own

    @property
    def turning_squares(self) -> float:
        """The squares that the line takes away (m2)."""
        middle, gain = self.turning
        return (middle.conjugate() * self.way + gain.conjugate() * self.late).real

    @property
    def own(self) -> float:
        """How well the two of a line are told apart."""
        return max(1e-12, self.ones * self.times - self.slants**2)


def line_of(moments: Sequence[Between], kind: Kind) -> Line:
    """The sums over a stretch of at least two moments."""
    first_s, half_s = moments[0].at_s, max(1.0, (moments[-1].at_s - moments[0].at_s) / 2)
    doubt, at_s, slow, slow_one, slow_time = 1.0, first_s, 0j, 0.0, 0.0
    ones = slants = times = squares = spread = 0.0
    way = late = 0j
    for each in moments:
        kept = kind.kept(each.at_s - at_s) if each.at_s > at_s else 0.0
        at_s = each.at_s
        doubt = kept * kept * doubt + (1 - kept * kept) * (1 - kind.fresh)
        unknown = max(doubt + kind.fresh, 1e-6)
        gain = doubt / unknown
        doubt *= 1 - gain
        # What is new against what the slow part of the noise foretold.
        slow, slow_one, slow_time = kept * slow, kept * slow_one, kept * slow_time
        new = complex(each.east, each.north) - slow
        new_one, new_time = 1 - slow_one, (at_s - first_s) / half_s - 1 - slow_time
        slow, slow_one = slow + gain * new, slow_one + gain * new_one
        slow_time += gain * new_time
        worth_one, worth_time = new_one / unknown, new_time / unknown
        ones, slants = ones + worth_one * new_one, slants + worth_one * new_time
        times += worth_time * new_time
        way, late = way + worth_one * new, late + worth_time * new
        squares, spread = squares + _square(new) / unknown, spread + log(unknown)
    return Line(ones, slants, times, way, late, squares, spread)


@dataclass(frozen=True, slots=True)
class Noise:
    """One kind, how likely it is (`weight`), and the noise per axis it comes with (m).

    `worth` is of how many squares that noise is told, `kept` what the next moment keeps of it;
    `line` are the sums over the stretch.
    """

    kind: Kind
    weight: float
    sigma_m: float
    worth: float
    kept: float
    line: Line

    def error_m(self, number: int) -> float:
        """Standard error per axis of the mean of so many neighbouring moments."""
        return self.sigma_m * sqrt(self.kind.share(self.kept, number))


def noises_of(before: Sequence[Between], inside: Sequence[Between]) -> list[Noise]:
    """What the noise may be, told by two stretches; what lies across their border is no noise."""
    told = [_told(before, inside, index) for index in range(len(KINDS))]
    spacing_s = (inside[-1].at_s - inside[0].at_s) / max(1, len(inside) - 1)
    number = max(each.number for each in inside[-2:])
    claimed = [
        inside[-1].sigma_m ** 2 * kind.share(kind.kept(spacing_s / number), number)
        for kind in KINDS
    ]
    faith = _faith(inside[-1].sigma_m, told[0].rest / claimed[0], told[0].worth)
    worth = faith + told[0].worth
    wholes = [faith * usual + own.rest for usual, own in zip(claimed, told, strict=True)]
    fits = [
        log(kind.usual) + own.fit + (faith * log(usual) - worth * log(whole)) / 2
        for kind, own, usual, whole in zip(KINDS, told, claimed, wholes, strict=True)
    ]
    most = max(fits)
    likely = [exp(each - most) for each in fits]
    shares = [each / sum(likely) for each in likely]
    return [
        Noise(
            kind,
            share,
            max(LEAST_NOISE_M, sqrt(whole / worth)),
            worth,
            kind.kept(spacing_s),
            own.line,
        )
        for kind, share, whole, own in zip(KINDS, shares, wholes, told, strict=True)
    ]


class _Own(NamedTuple):
    """What the tracks tell under one kind: the noise's squares, how many, and how well it fits."""

    line: Line
    rest: float
    worth: float
    fit: float


def _told(before: Sequence[Between], inside: Sequence[Between], index: int) -> _Own:
    line = line_of(inside, KINDS[index])
    rest = max(0.0, line.squares - line.turning_squares) if len(inside) > OF_LINE else 0.0
    worth, fit = 2.0 * max(0, len(inside) - OF_LINE), -line.spread - log(line.own)
    if len(before) <= OF_LINE:
        return _Own(line, rest, worth, fit)
    told = before[-1].tallies[index].minus(before[0].tallies[index])
    fit -= told.spread + log(told.ones)
    return _Own(line, rest + told.rest, worth + 2.0 * (len(before) - OF_LINE), fit)


def _faith(sigma_m: float, squares: float, worth: float) -> float:
    """Of how many squares a claim is worth: of few if the tracks tell that it is too small.

    `squares` of them, `worth` that many, are multiples of what is claimed.
    """
    # Who claims to be very wrong is mostly not so wrong: it takes less to know better.
    faith = CLAIM_WORTH * min(1.0, (USUAL_M / sigma_m) ** 2)
    beyond = max(0.0, squares / worth - 1) if worth else 0.0
    return faith / (1 + BEYOND * beyond**2)


def chance(squares: float, of: int, worth: float) -> float:
    """How often `of` (2 or 4) of a noise known from `worth` others have so large a sum.

    `squares` is that sum as a multiple of the noise's variance; the tail of the F distribution.
    """
    left = worth / (worth + squares)
    tail: float = left ** (worth / 2)
    return tail if of == 2 else tail * (1 + worth / 2 * (1 - left))


def cleaned(inside: Sequence[Between]) -> list[Between]:
    """The moments, of which those far from their neighbours are put where these are."""
    if len(inside) < LEAST_CLEANED:
        return list(inside)
    return [_cleaned(inside, index) for index in range(len(inside))]


def _cleaned(inside: Sequence[Between], index: int) -> Between:
    first = max(0, min(index - NEIGHBOURS // 2, len(inside) - NEIGHBOURS))
    near, each = inside[first : first + NEIGHBOURS], inside[index]
    east, north = median(one.east for one in near), median(one.north for one in near)
    if hypot(each.east - east, each.north - north) <= FAR * each.sigma_m:
        return each
    return Between(each.at_s, east, north, each.sigma_m, each.number, each.tallies)


def _square(way: complex) -> float:
    return way.real**2 + way.imag**2
