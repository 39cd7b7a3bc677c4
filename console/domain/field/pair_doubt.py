"""Whether a stretch of the way between two noisy tracks may be of two who walk together (O7). Pure.

Knows what a separation has to show: far enough in nearly all its moments, from its first third to
its last, and farther than any usual noise takes two who are side by side. Places are metres,
times are seconds.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from math import hypot, sqrt

from console.domain.field.pair_line import Noise, chance, cleaned, noises_of
from console.domain.field.pair_noise import (
    Between,
    mean,
    mean_square,
    median,
    pieces,
    steady_square,
)

CLEAR_M = 28.0
"""A mean as far as this is 30 m: the rest is left to what noise takes away."""
BESIDE_M = 8.0
"""As far from each other as people are who walk together."""
TOGETHER_M = 20.0
STRETCHES_S = (70.0, 90.0, 120.0, 150.0, 180.0, 240.0, 300.0)
GUARD_S = 320.0
SETS_OUT_S = 30.0
"""Who parts on foot is on the way for so long before it is a separation."""
LEARNED_S = 240.0
SELDOM_S = 30.0
FILLED = 0.9
SHORTEST = 0.75
LEAST_MOMENTS = 3
LEAST_TURNING = 5
"""So few moments as are fewer tell no line from their noise."""
FEW = {3: 20.0, 4: 3.0}
"""How many times surer so few moments must be: a leap among them counts the most."""
LONG_S = 200.0
LONGER = 10.0
"""How many times surer longer stretches must be, which tell who walks far beside, too."""
SEEN_ALONE = 6
"""So many moments need not agree with each other: their neighbours tell a leap."""
UNSEEN = 0.3
"""The part of the moments of a separation that need not show it."""
AGREEING = 4.0
"""So many times the noise from the middle one: two leaps seldom agree with anything."""
PLAIN_M = 50.0
"""Two leaps and an error as wide as this do not come together."""
ALLOWED = 1.9e-4
USUAL_LOOK_S = 15.0
LEARNING_S = 600.0
KNOWN_S = 720.0
"""Before, what noise a team has is not known well; from then on it is known ever better."""


def allowed(known_s: float, looked_s: float) -> float:
    """How likely a stretch may be of two who walk together and still be told as apart.

    They are known for `known_s` s and looked at each `looked_s` s. Two looks soon after each other
    see much the same, so that of twice as many each need not be twice as sure; fixes that come
    seldom tell less of their noise.
    """
    most = ALLOWED * sqrt(min(looked_s, USUAL_LOOK_S))
    if known_s < KNOWN_S:
        return most * min(1.0, (known_s / LEARNING_S) ** 2)
    share = KNOWN_S / known_s
    return most * (share**3 if looked_s < USUAL_LOOK_S else share**4)


def look_s(moments: tuple[Between, ...]) -> float:
    """How often the pair is looked at (s), lately; 0 while that is not known."""
    gaps = [b.at_s - a.at_s for a, b in pairwise(moments[-8:])]
    return min(median(gaps), SELDOM_S) if gaps else 0.0


def doubt_of(moments: tuple[Between, ...], stretch_s: float, looked_s: float) -> float:
    """How likely it is that they were not apart all along the stretch up to the newest moment.

    They are looked at each `looked_s` s.
    """
    inside = newest(moments, stretch_s)
    if not _is_filled(inside, stretch_s, looked_s) or mean_square(inside) <= CLEAR_M**2:
        return 1.0
    clean = cleaned(inside)
    if not _is_seen(inside, clean):
        return 1.0
    noises = noises_of(_before(moments, inside[0].at_s - SETS_OUT_S, len(inside)), clean)
    error_m = _error(noises, 1)
    if not _is_all_along(clean, noises) or _apart_m(noises, len(inside), error_m) <= CLEAR_M:
        return 1.0
    whole = sum(each.weight * _chance(each, len(inside)) for each in noises)
    return FEW.get(len(inside), 1.0) * (LONGER if stretch_s > LONG_S else 1.0) * whole


def _is_filled(inside: Sequence[Between], stretch_s: float, looked_s: float) -> bool:
    span_s = inside[-1].at_s - inside[0].at_s
    # The shortest may not begin with a moment before they parted.
    share = SHORTEST if stretch_s == STRETCHES_S[0] else 1.0
    slack_s = max((1 - FILLED) * stretch_s, share * looked_s)
    return len(inside) >= LEAST_MOMENTS and span_s >= stretch_s - slack_s


def _is_seen(inside: Sequence[Between], clean: Sequence[Between]) -> bool:
    """Whether nearly all the moments show it and agree, so that it is not one leap or two."""
    lengths_m = [_length(each) for each in inside]
    if min(lengths_m) > PLAIN_M:
        return True
    if len(inside) >= SEEN_ALONE:
        unseen = sum(
            length_m <= TOGETHER_M or each is not kept
            for length_m, each, kept in zip(lengths_m, inside, clean, strict=True)
        )
        return unseen <= UNSEEN * len(inside)
    east, north = median(each.east for each in inside), median(each.north for each in inside)
    agreeing = sum(
        length_m > CLEAR_M and hypot(each.east - east, each.north - north) < AGREEING * each.sigma_m
        for each, length_m in zip(inside, lengths_m, strict=True)
    )
    return len(inside) - agreeing <= UNSEEN * len(inside)


def _is_all_along(clean: Sequence[Between], noises: list[Noise]) -> bool:
    """Whether both ends show it: a walk round a corner and back fills a part of the stretch."""
    parts = pieces(clean)
    error_m = _error(noises, max(1, len(clean) // len(parts)))
    third = max(1, len(parts) // 3)
    least = TOGETHER_M**2 + 2 * error_m**2
    return all(mean_square(part) >= least for part in (parts[:third], parts[-third:]))


def _apart_m(noises: list[Noise], number: int, error_m: float) -> float:
    """How far (m) they were apart, in one direction or in one that turned."""
    line = noises[0].line
    steady_m = abs(line.steady)
    if number < LEAST_TURNING:
        return steady_m
    return max(steady_m, sqrt(max(0.0, line.turning_squares - 4 * error_m**2) / line.ones))


def _before(moments: tuple[Between, ...], until_s: float, number: int) -> Sequence[Between]:
    """What tells the noise apart from the stretch of so many moments.

    Old enough, if there is enough of it, that the two had not parted then.
    """
    old = bisect_left(moments, until_s, key=moment_of)
    settled = old if old and moments[old - 1].at_s - moments[0].at_s >= LEARNED_S else 0
    return moments[: settled or len(moments) - number]


def _chance(noise: Noise, number: int) -> float:
    """How likely two who walk together seem as far apart, under one kind of noise."""
    line, variance = noise.line, noise.sigma_m**2
    least = chance(_beyond(line.steady_squares, line.ones) / variance, 2, noise.worth)
    if number < LEAST_TURNING:
        return least
    turning = chance(_beyond(line.turning_squares, line.ones) / variance, 4, noise.worth)
    return min(least, turning)


def _beyond(squares: float, ones: float) -> float:
    """Without what two who are beside each other add."""
    return max(0.0, sqrt(squares) - BESIDE_M * sqrt(ones)) ** 2


def _error(noises: list[Noise], number: int) -> float:
    return sqrt(sum(each.weight * each.error_m(number) ** 2 for each in noises))


def steady(moments: tuple[Between, ...]) -> float:
    """How long the mean way of the last minute is (m)."""
    return _length(mean(newest(moments, STRETCHES_S[0])))


def distance(moments: tuple[Between, ...]) -> float:
    """How far apart they were over the last minute, wherever the other one was (m)."""
    now_s, inside = moments[-1].at_s, newest(moments, STRETCHES_S[0])
    recent = pieces(inside)
    steady_m = _length(mean(recent))
    if mean_square(recent) < TOGETHER_M**2:
        return steady_m
    noises = noises_of(_before(moments, now_s - GUARD_S, len(inside)), inside)
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
