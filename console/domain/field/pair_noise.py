"""How far two noisy tracks are from each other, and how much that is worth (O7). Pure.

Street noise drifts: twenty fixes of one drift are no better than one. So the noise is told from
the tracks themselves: how much neighbouring moments differ (what is fresh in it), and how much
moments a minute or two apart do (all of it). Medians everywhere, so that a leap of a receiver, or
the moment in which the two part, does not count as noise. Places are metres, times are seconds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, hypot, log, sqrt

LEAST_NOISE_M = 4.0
MOST_MEMORY = 0.98
LONG_LAGS_S = (120.0, 90.0, 60.0)
SHORT_LAGS_S = (40.0, 30.0, 20.0)
MIDDLE_LAG_S = 25.0
LEAST_PAIRS = 12
TELLS = 0.3
"""A correlation below this, told by some dozens of pairs, may as well be none."""
USUAL_MEMORY_S = 5.8
PRIOR_PAIRS = 8
PRIOR_DRIFTS = 12
PIECE_S = 20.0
WIDE_M = 35.0
LEAP_M = 70.0
_HALF = 4 * log(2)
"""The median of a squared step in the plane, in units of half the step's variance per axis."""


@dataclass(frozen=True, slots=True)
class Between:
    """The way from the first member to the second at one moment, and the noise claimed (m)."""

    at_s: float
    east: float
    north: float
    sigma_m: float


@dataclass(frozen=True, slots=True)
class Noise:
    """Noise per axis (m), and how much of it neighbouring moments share (0: all is fresh)."""

    sigma_m: float
    memory: float

    def error_m(self, number: int) -> float:
        """Standard error per axis of the mean of so many neighbouring moments."""
        return self.sigma_m * sqrt(_weight(self.memory, number) / number)

    def fresh(self, number: int, each: int) -> float:
        """How many of so many neighbouring means of `each` moments count as independent."""
        return number / _weight(self.memory**each, number)


def middle(samples: Sequence[Between]) -> Between:
    """Where the samples are, leaps left out; at the time of the newest."""
    east = median(each.east for each in samples)
    north = median(each.north for each in samples)
    weights = [_trust(hypot(each.east - east, each.north - north)) for each in samples]
    whole = sum(weights)
    sigma = median(each.sigma_m for each in samples)
    if not whole:
        return Between(samples[-1].at_s, east, north, sigma)
    return Between(
        samples[-1].at_s,
        sum(w * each.east for w, each in zip(weights, samples, strict=True)) / whole,
        sum(w * each.north for w, each in zip(weights, samples, strict=True)) / whole,
        sigma,
    )


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


def noise_of(before: Sequence[Between], inside: Sequence[Between]) -> Noise:
    """The noise in two stretches that touch; what lies across their border is no noise."""
    stretches = (before, inside)
    claimed = inside[-1].sigma_m ** 2
    fresh, pairs = _half_step(stretches, 1)
    spacing = _spacing(stretches)
    if fresh is None or spacing <= 0:
        return Noise(sqrt(claimed), 0.5)
    told = min(max(_sill(stretches, spacing, claimed), LEAST_NOISE_M**2), claimed)
    memory = _memory(stretches, spacing, fresh, pairs, told)
    whole = _believed(told, claimed, memory, pairs)
    return Noise(sqrt(whole), _memory(stretches, spacing, fresh, pairs, whole))


def _memory(
    stretches: Sequence[Sequence[Between]], spacing: float, fresh: float, pairs: int, whole: float
) -> float:
    told = min(max(1 - fresh / whole, 0.0), MOST_MEMORY)
    usual = exp(-spacing / USUAL_MEMORY_S)
    memory: float = (pairs * told + PRIOR_PAIRS * usual) / (pairs + PRIOR_PAIRS)
    return max(memory, _slow_part(stretches, spacing, whole))


def _believed(told: float, claimed: float, memory: float, pairs: int) -> float:
    """What the tracks tell of their noise counts by how many drifts they have shown."""
    drifts = pairs * (1 - memory) / (1 + memory)
    return (drifts * told + PRIOR_DRIFTS * claimed) / (drifts + PRIOR_DRIFTS)


def _slow_part(stretches: Sequence[Sequence[Between]], spacing: float, whole: float) -> float:
    """The memory that moments half a minute apart betray under fresh noise on top."""
    steps: int = round(MIDDLE_LAG_S / spacing)
    half, pairs = _half_step(stretches, steps) if steps > 1 else (None, 0)
    kept: float = 0.0 if half is None or pairs < LEAST_PAIRS else 1 - half / whole
    if kept <= TELLS:
        return 0.0
    return min(exp(log(kept) / steps), MOST_MEMORY)


def _sill(stretches: Sequence[Sequence[Between]], spacing: float, claimed: float) -> float:
    for lags in (LONG_LAGS_S, SHORT_LAGS_S):
        steps = {max(1, round(lag / spacing)) for lag in lags}
        halves = [_half_step(stretches, each) for each in steps]
        told = [half for half, pairs in halves if half is not None and pairs >= LEAST_PAIRS]
        if told:
            return sum(told) / len(told)
    return claimed


def _half_step(stretches: Sequence[Sequence[Between]], steps: int) -> tuple[float | None, int]:
    """Half the variance per axis of the way so many moments apart, and of how many pairs."""
    squares = [
        (b.east - a.east) ** 2 + (b.north - a.north) ** 2
        for stretch in stretches
        for a, b in zip(stretch, stretch[steps:], strict=False)
    ]
    return (median(squares) / _HALF, len(squares)) if squares else (None, 0)


def _spacing(stretches: Sequence[Sequence[Between]]) -> float:
    gaps = [b.at_s - a.at_s for stretch in stretches for a, b in pairwise(stretch)]
    return median(gaps) if gaps else 0.0


def _weight(memory: float, number: int) -> float:
    """How many times less the mean of so many is worth than if each were fresh."""
    if memory <= 0:
        return 1.0
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
