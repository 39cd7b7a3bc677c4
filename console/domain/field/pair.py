"""Whether a team of two is together (O7): two noisy tracks in, one verdict out. Pure.

Alone in an alley is what a team of two exists to prevent, and one bad fix is not a separation. So
the two tracks are compared at one moment (the later one is interpolated) and the *vector* between
them is kept, because averaging distances would add the noise instead of cancelling it. Stretches
of one to five minutes up to now are asked whether the two were apart all along: a short one tells
it with good fixes, a longer one with bad ones. Places are metres in one plane, times are seconds
of one monotonic clock.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from math import hypot, sqrt

from console.domain.field.pair_noise import (
    Between,
    Noise,
    chance,
    mean,
    mean_square,
    median,
    middle,
    noises_of,
    noted,
    pieces,
    steady_square,
)

APART_M = 30.0
CLEAR_M = 28.0
"""A mean as far as this is 30 m: the rest is left to what noise takes away."""
BESIDE_M = 10.0
"""As far from each other as people are who walk together."""
TOGETHER_M = 20.0
DARK_S = 60.0
BRIDGED_S = 90.0
FRESH_S = 30.0
MISSED = 3.2
"""A phone that tells where it is every half minute may be out of reach for three times."""
JOINED_S = 20.0
MOMENT_S = 5.0
"""Fixes closer in time than this are one moment: their noise is nearly one."""
IN_STEP = 0.75
STRETCHES_S = (70.0, 90.0, 120.0, 150.0, 180.0, 240.0, 300.0)
GUARD_S = 320.0
LEARNED_S = 240.0
FILLED = 0.9
LEAST_MOMENTS = 5
MOST_S = 1_800.0
SIGMA_M = 10.0
"""Noise assumed of a fix that does not tell its own accuracy, metres per axis."""
MOST_SIGMA_M = 15.0
RADIAL = 1.5
DOUBT_PER_S = 2e-4
"""How likely a stretch may be of two who walk together, for each second to the next look."""
LEAP_DOUBT = 3.5
HURRY_MPS = 2.0
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
class Pair:
    """What is remembered of two tracks. `apart_since` and `joined_since` are seconds, or None.

    `samples` are those of the newest moment, `moments` one for each, the newest last;
    `apart_m` is the way between the two over the last minute, `doubted` a leap of each.
    `began_s` is when anything was first heard: a member not heard since is dark from then.
    """

    first: tuple[Fix, ...] = ()
    second: tuple[Fix, ...] = ()
    samples: tuple[Between, ...] = ()
    moments: tuple[Between, ...] = ()
    apart_m: float = 0.0
    doubted: tuple[Fix | None, Fix | None] = (None, None)
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
    doubted = pair.doubted[member]
    if track and _is_leap(track[-1], fix) and (doubted is None or _is_leap(doubted, fix)):
        # Heard all the same, so that its sender is not dark; two that agree are believed.
        return _doubting(pair, member, fix)
    track = (fix,) if doubted and track and _is_leap(track[-1], fix) else (*track, fix)[-_KEPT:]
    pair = _doubting(replace(pair, second=track) if member else replace(pair, first=track), member)
    sample = _between(pair)
    if sample is None or (pair.samples and sample.at_s <= pair.samples[-1].at_s):
        return pair
    return _noted(pair, sample)


def _is_leap(before: Fix, fix: Fix) -> bool:
    """Whether nobody on foot gets there, noise granted."""
    noise_m = LEAP_DOUBT * hypot(_sigma(before), _sigma(fix))
    far_m = hypot(fix.east - before.east, fix.north - before.north)
    return far_m > noise_m + HURRY_MPS * (fix.at_s - before.at_s)


def _doubting(pair: Pair, member: int, fix: Fix | None = None) -> Pair:
    first, second = pair.doubted
    return replace(pair, doubted=(first, fix) if member else (fix, second))


def _noted(pair: Pair, sample: Between) -> Pair:
    """With one more sample; a moment that is complete is judged."""
    if pair.samples and sample.at_s - pair.samples[0].at_s < _moment_s(pair):
        samples, earlier = (*pair.samples, sample), pair.moments[:-1]
        moment = noted(earlier[-1] if earlier else None, middle(samples))
        return replace(pair, samples=samples, moments=(*earlier, moment))
    kept = tuple(each for each in pair.moments if sample.at_s - each.at_s <= MOST_S)
    moment = noted(kept[-1] if kept else None, sample)
    return _judged(replace(pair, samples=(sample,), moments=(*kept, moment)))


def _moment_s(pair: Pair) -> float:
    """For how long samples are one moment: two phones out of step give two for each fix."""
    tracks = (pair.first, pair.second)
    step_s = min(track[-1].at_s - track[0].at_s for track in tracks)
    return max(MOMENT_S, min(IN_STEP * step_s, FRESH_S))


def finding(pair: Pair, now_s: float) -> Finding:
    """What stands at `now_s`, which may be later than the newest fix."""
    if pair.began_s is None:
        return Finding(Unity.UNKNOWN)
    ages = [now_s - _last_heard(pair, member, pair.began_s) for member in (0, 1)]
    if dark := _dark(ages, now_s, max(DARK_S, MISSED * _look_s(pair.moments))):
        return dark
    if not pair.moments or max(ages) > DARK_S:
        return Finding(Unity.UNKNOWN)
    if pair.is_apart:
        return Finding(Unity.APART, pair.apart_m, pair.apart_since)
    return Finding(Unity.TOGETHER, pair.apart_m)


def _last_heard(pair: Pair, member: int, began_s: float) -> float:
    track, doubted = (pair.second if member else pair.first), pair.doubted[member]
    newest = track[-1].at_s if track else began_s
    return max(newest, doubted.at_s) if doubted is not None else newest


def _dark(ages: list[float], now_s: float, dark_s: float) -> Finding | None:
    for member, age in enumerate(ages):
        if age > dark_s and ages[1 - member] <= FRESH_S:
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
    if len(track) < _KEPT or before.at_s > at_s or last.at_s - before.at_s > BRIDGED_S:
        return None
    share = (at_s - before.at_s) / (last.at_s - before.at_s)
    east = before.east + (last.east - before.east) * share
    north = before.north + (last.north - before.north) * share
    return Fix(at_s, east, north, last.accuracy_m)


def _sigma(fix: Fix) -> float:
    # A receiver that boasts is not believed: street canyons make 3 m claims 10 m off. What they
    # claim is the radius that holds two fixes of three.
    return max(SIGMA_M, min((fix.accuracy_m or 0.0) / RADIAL, MOST_SIGMA_M))


def _judged(pair: Pair) -> Pair:
    now_s = pair.moments[-1].at_s
    parts = pieces(_newest(pair.moments, STRETCHES_S[-1]))
    pair = replace(pair, apart_m=_distance(pair.moments, parts))
    if pair.is_apart:
        return _rejoined(pair, now_s)
    look_s = _look_s(pair.moments)
    for stretch_s in STRETCHES_S:
        recent = [each for each in parts if now_s - each.at_s < stretch_s]
        if mean_square(recent) < CLEAR_M**2:
            continue
        if doubt_of(pair.moments, recent, stretch_s) < DOUBT_PER_S * look_s:
            return replace(pair, is_apart=True, apart_since=now_s - stretch_s, joined_since=None)
    return pair


def _look_s(moments: tuple[Between, ...]) -> float:
    """How often the pair is looked at (s), lately; 0 while that is not known."""
    gaps = [b.at_s - a.at_s for a, b in pairwise(moments[-8:])]
    return min(median(gaps), FRESH_S) if gaps else 0.0


def doubt_of(moments: tuple[Between, ...], parts: Sequence[Between], stretch_s: float) -> float:
    """How likely it is that they were not apart all along the stretch up to the newest moment."""
    inside = _newest(moments, stretch_s)
    span_s = inside[-1].at_s - inside[0].at_s
    slack_s = max((1 - FILLED) * stretch_s, IN_STEP * _look_s(moments))
    if len(inside) < LEAST_MOMENTS or span_s < stretch_s - slack_s:
        return 1.0
    noises = noises_of(_before(moments, inside), inside)
    each = max(1, len(inside) // len(parts))
    third = max(1, len(parts) // 3)
    # A walk round a corner and back fills a part of the stretch only.
    error_m = _error(noises, each)
    if any(_reach(part, error_m) < TOGETHER_M for part in (parts[:third], parts[-third:])):
        return 1.0
    far_m = max(_length(middle(inside)), _reach(parts, error_m))
    return _chance(inside, parts, noises) if far_m > CLEAR_M else 1.0


def _before(moments: tuple[Between, ...], inside: Sequence[Between]) -> Sequence[Between]:
    """What tells the noise apart from the stretch: old enough that the two had not parted then."""
    old = len(moments) - len(_newest(moments, GUARD_S))
    settled = old if old and moments[old - 1].at_s - moments[0].at_s >= LEARNED_S else 0
    return moments[: settled or len(moments) - len(inside)]


def _chance(inside: Sequence[Between], parts: Sequence[Between], noises: list[Noise]) -> float:
    """How likely two who walk together seem as far apart as these do."""
    turned_m = max(0.0, sqrt(steady_square(parts)) - BESIDE_M)
    middle_m = _length(middle(inside))
    each = max(1, len(inside) // len(parts))
    whole = 0.0
    for noise in noises:
        steady_m = max(0.0, min(noise.sums.length_m, middle_m) - BESIDE_M)
        steady = steady_m**2 * noise.sums.ones / (2 * noise.sigma_m**2)
        # One may walk ahead of the other round corners: their mean would be in the middle.
        turned = turned_m**2 / (2 * noise.error_m(each) ** 2)
        squares = 2 * noise.independent(len(parts), each)
        least = min(chance(steady, 2.0, noise.worth), chance(turned, squares, noise.worth))
        whole += noise.weight * least
    return whole


def _error(noises: list[Noise], number: int) -> float:
    return sqrt(sum(each.weight * each.error_m(number) ** 2 for each in noises))


def _distance(moments: tuple[Between, ...], parts: Sequence[Between]) -> float:
    """How far apart they were over the last minute (m)."""
    now_s, minute_s = moments[-1].at_s, STRETCHES_S[0]
    recent = [each for each in parts if now_s - each.at_s < minute_s]
    steady_m = _length(mean(recent))
    if mean_square(recent) < TOGETHER_M**2:
        return steady_m
    inside = _newest(moments, minute_s)
    noises = noises_of(_before(moments, inside), inside)
    return max(steady_m, _reach(recent, _error(noises, max(1, len(inside) // len(recent)))))


def _reach(parts: Sequence[Between], error_m: float) -> float:
    """How far they are from each other wherever the other one is, noise taken away."""
    return sqrt(max(0.0, steady_square(parts) - 2 * error_m**2))


def _newest(moments: tuple[Between, ...], stretch_s: float) -> tuple[Between, ...]:
    first = bisect_left(moments, moments[-1].at_s - stretch_s, key=_moment_of)
    return moments[first:]


def _moment_of(between: Between) -> float:
    return between.at_s


def _length(between: Between) -> float:
    return hypot(between.east, between.north)


def _rejoined(pair: Pair, now_s: float) -> Pair:
    """Together again when the mean of a minute says so, and goes on to."""
    if pair.apart_m >= TOGETHER_M:
        return replace(pair, joined_since=None)
    since = pair.joined_since if pair.joined_since is not None else now_s
    if now_s - since < JOINED_S:
        return replace(pair, joined_since=since)
    # The way they were apart is no noise: what is told of it begins anew.
    moments = tuple(each for each in pair.moments if each.at_s >= since)
    return replace(pair, moments=moments, is_apart=False, apart_since=None, joined_since=None)
