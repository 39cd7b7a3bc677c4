"""Whether a team of two is together (O7): two noisy tracks in, one verdict out. Pure.

Alone in an alley is what a team of two exists to prevent, and one bad fix is not a separation. So
the two tracks are compared at one moment (the later one is interpolated), the *vector* between them
is averaged, because averaging distances would add the noise instead of cancelling it, and being
apart has to last. Places are metres in one plane, times are seconds of one monotonic clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from math import hypot, sqrt
from statistics import fmean as mean

APART_M = 30.0
TOGETHER_M = 20.0
LASTS_S = 60.0
DARK_S = 60.0
FRESH_S = 30.0
SMOOTH_S = 20.0
LEAST_SAMPLES = 6
MOST_S = 90.0
SIGMA_M = 10.0
"""Noise assumed of a fix that does not tell its own accuracy, metres per axis."""
DOUBT = 1.25
"""How many standard errors beyond `APART_M` begin a separation."""
MOST_MEMORY = 0.98
_KEPT = 2


class Unity(StrEnum):
    """What can be said of a team of two."""

    UNKNOWN = "unknown"
    TOGETHER = "together"
    APART = "apart"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Fix:
    """A member at (`east`, `north`) m at `at_s` s; `accuracy_m` as the device claims it."""

    at_s: float
    east: float
    north: float
    accuracy_m: float | None = None


@dataclass(frozen=True, slots=True)
class Between:
    """The way from the first member to the second at one moment, and the noise in it (m)."""

    at_s: float
    east: float
    north: float
    sigma_m: float


@dataclass(frozen=True, slots=True)
class Pair:
    """What is remembered of two tracks. `apart_since` and `joined_since` are seconds, or None.

    `began_s` is when anything was first heard: a member not heard since is dark from then.
    """

    first: tuple[Fix, ...] = ()
    second: tuple[Fix, ...] = ()
    between: tuple[Between, ...] = ()
    apart_since: float | None = None
    joined_since: float | None = None
    is_apart: bool = False
    began_s: float | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict of a moment. `dark` is 0 or 1, the member not heard; `since_s` when it began."""

    unity: Unity
    distance_m: float | None = None
    since_s: float | None = None
    dark: int | None = None


def heard(pair: Pair, member: int, fix: Fix) -> Pair:
    """One more fix of member 0 or 1. An older one than the newest held changes nothing."""
    track = pair.second if member else pair.first
    if track and fix.at_s <= track[-1].at_s:
        return pair
    if pair.began_s is None:
        pair = replace(pair, began_s=fix.at_s)
    track = (*track, fix)[-_KEPT:]
    pair = replace(pair, second=track) if member else replace(pair, first=track)
    sample = _between(pair)
    if sample is None or (pair.between and sample.at_s <= pair.between[-1].at_s):
        return pair
    kept = tuple(each for each in pair.between if sample.at_s - each.at_s <= MOST_S)
    return _judged(replace(pair, between=(*kept, sample)))


def finding(pair: Pair, now_s: float) -> Finding:
    """What stands at `now_s`, which may be later than the newest fix."""
    if pair.began_s is None:
        return Finding(Unity.UNKNOWN)
    heard_s = [track[-1].at_s if track else pair.began_s for track in (pair.first, pair.second)]
    ages = [now_s - each for each in heard_s]
    if dark := _dark(ages, now_s):
        return dark
    if not pair.between or max(ages) > DARK_S:
        return Finding(Unity.UNKNOWN)
    apart_m, _ = _smoothed(pair.between)
    if pair.is_apart:
        return Finding(Unity.APART, apart_m, pair.apart_since)
    return Finding(Unity.TOGETHER, apart_m)


def _dark(ages: list[float], now_s: float) -> Finding | None:
    for member, age in enumerate(ages):
        if age > DARK_S and ages[1 - member] <= FRESH_S:
            return Finding(Unity.DARK, since_s=now_s - age, dark=member)
    return None


def _between(pair: Pair) -> Between | None:
    """The way between them at the newest moment both are known for."""
    if not pair.first or not pair.second:
        return None
    at = min(pair.first[-1].at_s, pair.second[-1].at_s)
    a, b = _at(pair.first, at), _at(pair.second, at)
    if a is None or b is None:
        return None
    sigma = hypot(_sigma(a), _sigma(b))
    return Between(at, b.east - a.east, b.north - a.north, sigma)


def _at(track: tuple[Fix, ...], at_s: float) -> Fix | None:
    last = track[-1]
    if last.at_s == at_s:
        return last
    before = track[0]
    if len(track) < _KEPT or before.at_s > at_s or last.at_s - before.at_s > DARK_S:
        return None
    share = (at_s - before.at_s) / (last.at_s - before.at_s)
    east = before.east + (last.east - before.east) * share
    north = before.north + (last.north - before.north) * share
    return Fix(at_s, east, north, last.accuracy_m)


def _sigma(fix: Fix) -> float:
    # A receiver that boasts is not believed: street canyons make 3 m claims 10 m off.
    return max(SIGMA_M, fix.accuracy_m or 0.0)


def _smoothed(samples: tuple[Between, ...]) -> tuple[float, float]:
    """Distance (m) of the mean vector over the newest samples, and its standard error (m)."""
    newest = samples[-1].at_s
    recent = [each for each in samples if newest - each.at_s <= SMOOTH_S]
    if len(recent) < LEAST_SAMPLES:
        recent = list(samples[-LEAST_SAMPLES:])
    number = len(recent)
    east = sum(each.east for each in recent) / number
    north = sum(each.north for each in recent) / number
    error = sqrt(sum(each.sigma_m * each.sigma_m for each in recent)) / number
    return hypot(east, north), min(error * _memory_of_noise(recent), recent[-1].sigma_m)


def _memory_of_noise(samples: Sequence[Between]) -> float:
    """How much less a mean is worth when neighbouring samples err together (1: not at all).

    Street noise drifts for tens of seconds: twenty samples of one drift are no better than one.
    The lag-one correlation, told twice, by the samples' own spread and by the noise they claim;
    the smaller counts, as a true separation makes the first large and calm air the second.
    """
    if len(samples) < 2 * LEAST_SAMPLES:
        return 1.0
    steps = mean((b.east - a.east) ** 2 + (b.north - a.north) ** 2 for a, b in pairwise(samples))
    east, north = mean(each.east for each in samples), mean(each.north for each in samples)
    spread = mean((each.east - east) ** 2 + (each.north - north) ** 2 for each in samples)
    claimed = 2 * samples[-1].sigma_m ** 2
    kept = min(1 - steps / (2 * max(spread, 1e-9)), 1 - steps / (2 * claimed), MOST_MEMORY)
    return sqrt((1 + kept) / (1 - kept)) if kept > 0 else 1.0


def _judged(pair: Pair) -> Pair:
    apart_m, error_m = _smoothed(pair.between)
    now_s = pair.between[-1].at_s
    if pair.is_apart:
        return _rejoined(pair, apart_m, now_s)
    if pair.apart_since is None:
        if apart_m <= APART_M + DOUBT * error_m:
            return pair
        return replace(pair, apart_since=_began(pair), joined_since=None)
    if apart_m < TOGETHER_M:
        return replace(pair, apart_since=None)
    # The mean must be beyond the limit now too: a walk back is not a separation that lasts.
    lasts = now_s - pair.apart_since >= LASTS_S and apart_m > APART_M
    return replace(pair, is_apart=True) if lasts else pair


def _began(pair: Pair) -> float:
    """The mean looks back: what it shows now began half of its span ago."""
    now_s = pair.between[-1].at_s
    return now_s - min(SMOOTH_S, now_s - pair.between[0].at_s) / 2


def _rejoined(pair: Pair, apart_m: float, now_s: float) -> Pair:
    if apart_m >= TOGETHER_M:
        return replace(pair, joined_since=None)
    since = pair.joined_since if pair.joined_since is not None else now_s
    if now_s - since < SMOOTH_S:
        return replace(pair, joined_since=since)
    return replace(pair, is_apart=False, apart_since=None, joined_since=None)
