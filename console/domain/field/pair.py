"""Whether a team of two is together (O7): two noisy tracks in, one verdict out. Pure.

Alone in an alley is what a team of two exists to prevent, and one bad fix is not a separation. So
the two tracks are compared at one moment (the later one is interpolated) and the *vector* between
them is kept, because averaging distances would add the noise instead of cancelling it. Stretches
of one to five minutes up to now are asked whether the two were apart all along: a short one tells
it with good fixes, a longer one with bad ones. Places are metres in one plane, times are seconds
of one monotonic clock.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from enum import StrEnum
from math import hypot, inf

from console.domain.field.pair_cadence import Cadence
from console.domain.field.pair_doubt import (
    STRETCHES_S,
    TOGETHER_M,
    allowed,
    distance,
    doubt_of,
    look_s,
    moment_of,
    steady,
)
from console.domain.field.pair_noise import Between, middle, noted

APART_M = 30.0
DARK_S = 60.0
MOST_DARK_S = 480.0
"""Nobody waits longer for a phone, however many of its fixes get lost."""
BRIDGED_S = 90.0
FRESH_S = 30.0
IN_STEP = 0.75
JOINED_S = 20.0
MOMENT_S = 5.0
"""Fixes closer in time than this are one moment: their noise is nearly one."""
MOST_S = 1_800.0
SIGMA_M = 10.0
"""Noise assumed of a fix that does not tell its own accuracy, metres per axis."""
MOST_SIGMA_M = 15.0
RADIAL = 1.5
LEAP_DOUBT = 3.5
SPIKE_DOUBT = 2.5
ASIDE = 1.1
"""So much farther than these are from each other a leap is from those about it."""
HURRY_MPS = 2.0
WALKING_MPS = 0.8
"""Who turns back or round a corner gets so fast from the fix before to the one after."""
BRIDGED = 2.5
"""So many usual steps are bridged."""
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
    `leapt_s` is when a fix last turned out to be a leap.
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
    cadences: tuple[Cadence, Cadence] = (Cadence(), Cadence())
    leapt_s: float | None = None


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
    doubted, cadence = pair.doubted[member], pair.cadences[member]
    if track:
        cadence = cadence.after(fix.at_s - (doubted or track[-1]).at_s)
    if len(track) == _KEPT and _is_spike(track[0], track[-1], fix):
        pair, track = _unheard(pair, track[0].at_s), track[:1]
    if track and _is_leap(track[-1], fix):
        if doubted is None or _is_leap(doubted, fix):
            # Heard all the same, so that its sender is not dark; two that agree are believed.
            return _with(pair, member, track, fix, cadence)
        track = (doubted,)
        pair = _sampled(_with(pair, member, track, None, cadence))
    elif doubted is not None:
        pair = replace(pair, leapt_s=doubted.at_s)
    return _sampled(_with(pair, member, (*track, fix)[-_KEPT:], None, cadence))


def _sampled(pair: Pair) -> Pair:
    sample = _between(pair)
    if sample is None or (pair.samples and sample.at_s <= pair.samples[-1].at_s):
        return pair
    return _noted(pair, sample)


def _with(
    pair: Pair, member: int, track: tuple[Fix, ...], doubted: Fix | None, cadence: Cadence
) -> Pair:
    other, other_cadence = pair.doubted[1 - member], pair.cadences[1 - member]
    began_s = (doubted or track[-1]).at_s if pair.began_s is None else pair.began_s
    if member:
        cadences = (other_cadence, cadence)
        return replace(
            pair, second=track, doubted=(other, doubted), cadences=cadences, began_s=began_s
        )
    cadences = (cadence, other_cadence)
    return replace(pair, first=track, doubted=(doubted, other), cadences=cadences, began_s=began_s)


def _is_leap(before: Fix, fix: Fix, doubt: float = LEAP_DOUBT, pace_mps: float = HURRY_MPS) -> bool:
    """Whether nobody on foot gets there, noise granted."""
    noise_m = doubt * hypot(_sigma(before), _sigma(fix))
    return _way_m(before, fix) > noise_m + pace_mps * abs(fix.at_s - before.at_s)


def _is_spike(before: Fix, fix: Fix, after: Fix) -> bool:
    """Whether the fix lies far from the one before and the one after, which agree."""
    if not _is_leap(before, fix, SPIKE_DOUBT, WALKING_MPS):
        return False
    if not _is_leap(after, fix, SPIKE_DOUBT, WALKING_MPS):
        return False
    return _way_m(before, after) * ASIDE < min(_way_m(before, fix), _way_m(fix, after))


def _way_m(one: Fix, other: Fix) -> float:
    return hypot(other.east - one.east, other.north - one.north)


def _unheard(pair: Pair, from_s: float) -> Pair:
    """Without what was reckoned of both after a second: it hangs on a fix that was a leap."""
    pair = replace(pair, leapt_s=from_s)
    samples = tuple(each for each in pair.samples if each.at_s <= from_s)
    if samples:
        return replace(pair, samples=samples)
    moments = tuple(each for each in pair.moments if each.at_s <= from_s)
    return replace(pair, samples=(), moments=moments)


def _noted(pair: Pair, sample: Between) -> Pair:
    """With one more sample; the first of a moment ends the one before and is judged with it."""
    if pair.samples and sample.at_s - pair.samples[0].at_s < _moment_s(pair):
        return replace(pair, samples=(*pair.samples, sample))
    kept = pair.moments
    if len(pair.samples) > 1:
        earlier = kept[:-1]
        kept = (*earlier, noted(earlier[-1] if earlier else None, middle(pair.samples)))
    first = bisect_left(kept, sample.at_s - MOST_S, key=moment_of)
    moment = noted(kept[-1] if kept else None, sample)
    return _judged(replace(pair, samples=(sample,), moments=(*kept[first:], moment)))


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
    waits = [_wait_s(pair, member) for member in (0, 1)]
    for member, age in enumerate(ages):
        other = 1 - member
        if age > waits[member] and ages[other] <= max(FRESH_S, pair.cadences[other].gap_s):
            return Finding(Unity.DARK, since_s=now_s - age, dark=member)
    if not pair.moments or any(age > wait for age, wait in zip(ages, waits, strict=True)):
        return Finding(Unity.UNKNOWN)
    if pair.is_apart:
        return Finding(Unity.APART, pair.apart_m, pair.apart_since)
    return Finding(Unity.TOGETHER, pair.apart_m)


def _wait_s(pair: Pair, member: int) -> float:
    if not (pair.second if member else pair.first):
        return DARK_S
    return min(MOST_DARK_S, max(DARK_S, pair.cadences[member].silence_s))


def _last_heard(pair: Pair, member: int, began_s: float) -> float:
    track, doubted = (pair.second if member else pair.first), pair.doubted[member]
    newest = track[-1].at_s if track else began_s
    return max(newest, doubted.at_s) if doubted is not None else newest


def _between(pair: Pair) -> Between | None:
    """The way between them at the newest moment both are known for."""
    if not pair.first or not pair.second:
        return None
    at = min(pair.first[-1].at_s, pair.second[-1].at_s)
    bridged_s = _bridged_s(pair, at)
    a, b = _at(pair.first, at, bridged_s), _at(pair.second, at, bridged_s)
    if a is None or b is None:
        return None
    sigma = hypot(_sigma(a), _sigma(b))
    return Between(at, b.east - a.east, b.north - a.north, sigma)


def _bridged_s(pair: Pair, at_s: float) -> float:
    """Over how long the way from fix to fix is told (s)."""
    if _leaps(pair, at_s):
        # Over a fix that was lost, what hangs on a leap would be told twice.
        return max(FRESH_S, *(each.gap_s for each in pair.cadences))
    step_s = max(each.step_s for each in pair.cadences)
    return min(BRIDGED_S, max(FRESH_S, BRIDGED * step_s))


def _leaps(pair: Pair, at_s: float) -> bool:
    """Whether a fix of theirs was a leap, lately."""
    return pair.leapt_s is not None and at_s - pair.leapt_s < MOST_S


def _at(track: tuple[Fix, ...], at_s: float, bridged_s: float = inf) -> Fix | None:
    last = track[-1]
    if last.at_s == at_s:
        return last
    before = track[0]
    if len(track) < _KEPT or before.at_s > at_s or last.at_s - before.at_s > bridged_s:
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
    if pair.is_apart:
        return _rejoined(replace(pair, apart_m=distance(pair.moments)), now_s)
    moments = _sure(pair) if _leaps(pair, now_s) else pair.moments
    looked_s = look_s(moments)
    most = allowed(now_s - pair.moments[0].at_s, look_s(pair.moments))
    for stretch_s in STRETCHES_S:
        if doubt_of(moments, stretch_s, looked_s) < most:
            apart_m, since_s = distance(pair.moments), now_s - stretch_s
            return replace(
                pair, is_apart=True, apart_m=apart_m, apart_since=since_s, joined_since=None
            )
    return replace(pair, apart_m=steady(pair.moments))


def _sure(pair: Pair) -> tuple[Between, ...]:
    """The moments of which but one hangs on a newest fix, for that one may be a leap."""
    sure_s = min(pair.first[0].at_s, pair.second[0].at_s)
    number = bisect_right(pair.moments, sure_s, key=moment_of)
    return (*pair.moments[: min(number, len(pair.moments) - 1)], pair.moments[-1])


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
