"""Whether a stretch of the way between two noisy tracks may be of two who walk together (O7). Pure.

Knows what a separation has to show: far enough in nearly all its moments, from its first third to
its last, and farther than any usual noise takes two who are side by side. Places are metres,
times are seconds.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from math import hypot, sqrt
from statistics import fmean

from console.domain.field.pair_noise import (
    Between,
    Noise,
    chance,
    mean,
    mean_square,
    median,
    middle,
    noises_of,
    pieces,
    steady_square,
)

CLEAR_M = 28.0
"""A mean as far as this is 30 m: the rest is left to what noise takes away."""
BESIDE_M = 10.0
"""As far from each other as people are who walk together."""
TOGETHER_M = 20.0
IN_STEP = 0.75
STRETCHES_S = (70.0, 90.0, 120.0, 150.0, 180.0, 240.0, 300.0)
GUARD_S = 320.0
LEARNED_S = 240.0
SELDOM_S = 30.0
FILLED = 0.9
LEAST_MOMENTS = 3
FEW = {3: 20.0}
"""How many times surer so few moments must be, since their noise is the least known."""
UNSEEN = 0.3
UNSEEN_TURNING = 0.2
"""The part of the moments of a separation that need not show it."""
AGREEING = 4.0
"""So many times the noise from the middle one: two leaps seldom agree with anything."""
PLAIN_M = 50.0
"""Two leaps and an error as wide as this do not come together."""
ENDS = 0.25


def look_s(moments: tuple[Between, ...]) -> float:
    """How often the pair is looked at (s), lately; 0 while that is not known."""
    gaps = [b.at_s - a.at_s for a, b in pairwise(moments[-8:])]
    return min(median(gaps), SELDOM_S) if gaps else 0.0


def doubt_of(moments: tuple[Between, ...], stretch_s: float, looked_s: float) -> float:
    """How likely it is that they were not apart all along the stretch up to the newest moment.

    They are looked at each `looked_s` s.
    """
    inside = newest(moments, stretch_s)
    if not _is_filled(inside, stretch_s, looked_s) or not _is_seen(inside):
        return 1.0
    parts = pieces(inside)
    noises = noises_of(_before(moments, inside), inside)
    error_m = _error(noises, max(1, len(inside) // len(parts)))
    third = max(1, len(parts) // 3)
    # A walk round a corner and back fills a part of the stretch only.
    if any(_reach(part, error_m) < TOGETHER_M for part in (parts[:third], parts[-third:])):
        return 1.0
    held_m = _held(inside)
    if max(held_m, _reach(parts, error_m)) <= CLEAR_M:
        return 1.0
    return _chance(held_m, len(inside), parts, noises) * FEW.get(len(inside), 1.0)


def _is_filled(inside: Sequence[Between], stretch_s: float, looked_s: float) -> bool:
    span_s = inside[-1].at_s - inside[0].at_s
    slack_s = max((1 - FILLED) * stretch_s, IN_STEP * looked_s)
    return len(inside) >= LEAST_MOMENTS and span_s >= stretch_s - slack_s


def _is_seen(inside: Sequence[Between]) -> bool:
    """Whether nearly all the moments show it and agree, so that it is not one leap or two."""
    lengths_m = [_length(each) for each in inside]
    if min(lengths_m) > PLAIN_M:
        return True
    near = sum(each <= CLEAR_M for each in lengths_m)
    if len(inside) > LEAST_MOMENTS and near <= UNSEEN_TURNING * len(inside):
        return True
    east, north = median(each.east for each in inside), median(each.north for each in inside)
    agreeing = sum(
        length_m > CLEAR_M and hypot(each.east - east, each.north - north) < AGREEING * each.sigma_m
        for each, length_m in zip(inside, lengths_m, strict=True)
    )
    return len(inside) - agreeing <= UNSEEN * len(inside)


def _held(inside: Sequence[Between]) -> float:
    """How far they were apart in one direction (m), the quarters at both ends left out."""
    way = middle(inside)
    length_m = _length(way) or 1.0
    along = sorted((each.east * way.east + each.north * way.north) / length_m for each in inside)
    left = max(1, round(len(along) * ENDS))
    return fmean(along[left:-left])


def _before(moments: tuple[Between, ...], inside: Sequence[Between]) -> Sequence[Between]:
    """What tells the noise apart from the stretch: old enough that the two had not parted then."""
    old = len(moments) - len(newest(moments, GUARD_S))
    settled = old if old and moments[old - 1].at_s - moments[0].at_s >= LEARNED_S else 0
    return moments[: settled or len(moments) - len(inside)]


def _chance(middle_m: float, number: int, parts: Sequence[Between], noises: list[Noise]) -> float:
    """How likely two who walk together seem as far apart as these do."""
    turned_m = max(0.0, sqrt(steady_square(parts)) - BESIDE_M)
    each = max(1, number // len(parts))
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


def distance(moments: tuple[Between, ...], parts: Sequence[Between]) -> float:
    """How far apart they were over the last minute (m)."""
    now_s, minute_s = moments[-1].at_s, STRETCHES_S[0]
    recent = [each for each in parts if now_s - each.at_s < minute_s]
    steady_m = _length(mean(recent))
    if mean_square(recent) < TOGETHER_M**2:
        return steady_m
    inside = newest(moments, minute_s)
    noises = noises_of(_before(moments, inside), inside)
    return max(steady_m, _reach(recent, _error(noises, max(1, len(inside) // len(recent)))))


def _reach(parts: Sequence[Between], error_m: float) -> float:
    """How far they are from each other wherever the other one is, noise taken away."""
    return sqrt(max(0.0, steady_square(parts) - 2 * error_m**2))


def newest(moments: tuple[Between, ...], stretch_s: float) -> tuple[Between, ...]:
    """The moments of a stretch (s) up to the newest of them."""
    first = bisect_left(moments, moments[-1].at_s - stretch_s, key=moment_of)
    return moments[first:]


def moment_of(between: Between) -> float:
    """When it was (s)."""
    return between.at_s


def _length(between: Between) -> float:
    return hypot(between.east, between.north)
