"""Pair integrity under noise (O7): seeded walks, and the moments a rule could get wrong."""

from itertools import pairwise
from math import hypot, inf
from random import Random

import pytest

from console.domain.field.pair import DARK_S, Finding, Fix, Pair, Unity, finding, heard
from tests.support.pair_walks import (
    Corpus,
    Gait,
    Parting,
    Walk,
    dark_told,
    first_told,
    fixes,
    separations,
)


def test_that_a_team_that_stays_together_raises_no_alert_in_40_hours_o7() -> None:
    # Every 20 s here; the rest in tests/bench/bench_pair.py.
    alerts = sum(
        len(separations(seconds=10 * 3_600, every_s=20, seed=seed, beside_m=8)) for seed in range(4)
    )
    assert alerts == 0


@pytest.mark.parametrize(
    ("every_s", "lasting_s", "apart_m", "walks"),
    [(1.0, 90, 50.0, 8), (5.0, 120, 40.0, 50), (10.0, 120, 40.0, 50), (30.0, 180, 60.0, 50)],
)
def test_that_at_least_98_percent_of_separations_are_found_o7(
    every_s: float, lasting_s: float, apart_m: float, walks: int
) -> None:
    gaits: tuple[Gait, ...] = ("wanders", "streets", "stands")
    partings: tuple[Parting, ...] = ("aside", "walks off")
    found = 0
    for seed in range(walks):
        gait, parting = gaits[seed % 3], partings[seed // 3 % 2]
        walk = Walk(
            600 + lasting_s, every_s, seed, 5.0, apart_m, 600.0, lasting_s, gait, parting
        )  # fmt: skip
        found += first_told([walk], Corpus())[0] < inf
    assert found >= 0.98 * walks


def test_that_who_is_on_one_side_follows_round_a_corner_on_foot() -> None:
    walk = Walk(900, 1.0, 2, 5.0, 60.0, 300.0, 600.0, "streets")
    far = [at for member, at in fixes(walk, Corpus(sigma_m=0.0)) if member and at.at_s > 301]
    steps_m = [hypot(b.east - a.east, b.north - a.north) for a, b in pairwise(far)]
    assert 1.4 < max(steps_m) < 2.7


def test_that_a_separation_begins_where_the_two_are_thirty_metres_apart() -> None:
    walk = Walk(300, 1.0, 2, 5.0, 80.0, 100.0, 200.0, "stands", "walks off")
    placed = list(fixes(walk, Corpus(sigma_m=0.0)))
    ways = {
        a.at_s: hypot(b.east - a.east, b.north - a.north)
        for (_, a), (_, b) in zip(placed[::2], placed[1::2], strict=True)
    }
    assert max(way for at_s, way in ways.items() if at_s < 100) < 30 <= ways[101.0]


@pytest.mark.parametrize(
    ("corpus", "every_s", "apart_m"),
    [
        (Corpus(drift_s=20), 10, 70.0),
        (Corpus(drift_s=60), 10, 100.0),
        (Corpus(drift_s=60, fresh=0.5), 5, 70.0),
        (Corpus(leap_share=0.02, lost_share=0.1), 10, 65.0),
        (Corpus(drift_s=20, shared=0.7), 10, 70.0),
        (Corpus(late=0.5, jitter=0.4, drift_s=10), 10, 70.0),
        (Corpus(claims_m=50.0), 10, 70.0),
        (Corpus(claims_m=3.0, drift_s=20), 10, 70.0),
        (Corpus(), 30, 70.0),
    ],
    ids=["20 s", "60 s", "half", "leaps", "shared", "out of step", "shy", "boasts", "seldom"],
)
def test_that_noise_of_the_street_neither_cries_nor_hides_a_separation_o7(
    corpus: Corpus, every_s: float, apart_m: float
) -> None:
    # Few hours here; the rest in tests/bench/bench_pair.py.
    hours, walks = 2, 9
    told = separations(seconds=hours * 3_600, every_s=every_s, seed=3, corpus=corpus)
    assert told == []
    found = [
        separations(
            seconds=785, every_s=every_s, seed=seed, apart_m=apart_m, apart_from_s=600,
            apart_for_s=180, corpus=corpus, gait=("wanders", "streets", "stands")[seed % 3],
        )
        for seed in range(walks)
    ]  # fmt: skip
    assert all(any(at >= 600 for at in each) for each in found)


def test_that_two_who_part_on_foot_or_stay_behind_are_found_o7() -> None:
    for parting in ("walks off", "stays"):
        for seed in range(6):
            found = separations(
                seconds=800, every_s=5, seed=seed, apart_m=80, apart_from_s=400,
                apart_for_s=300, parting="walks off" if parting == "walks off" else "stays",
                gait="streets",
            )  # fmt: skip
            assert [at >= 400 for at in found] == [True]


def test_that_a_second_separation_is_found_like_the_first_o7() -> None:
    pair, told, was = Pair(), [], False
    dice = Random(4)
    for step in range(600):
        at_s = 5.0 * step
        gap = 60.0 if 600 <= at_s < 1_200 or 1_800 <= at_s < 2_000 else 5.0
        for member in (0, 1):
            noise = (dice.gauss(0, 10), dice.gauss(0, 10))
            pair = heard(pair, member, Fix(at_s, noise[0] + gap * member, noise[1]))
        is_apart = finding(pair, at_s).unity is Unity.APART
        if is_apart and not was:
            told.append(at_s)
        was = is_apart
    assert [600 < told[0] <= 720, 1_800 < told[1] <= 1_980] == [True, True]
    assert len(told) == 2


def test_that_a_short_step_aside_is_no_separation() -> None:
    for seed in range(20):
        assert not separations(
            seconds=400, every_s=2, seed=seed, apart_m=60, apart_from_s=120, apart_for_s=35
        )


def at(pair: Pair, member: int, at_s: float, east: float, north: float = 0.0) -> Pair:
    return heard(pair, member, Fix(at_s, east, north))


def test_that_nothing_is_said_before_anything_was_heard() -> None:
    assert finding(Pair(), 1e9) == Finding(Unity.UNKNOWN)


def test_that_a_member_never_heard_is_dark_after_a_minute() -> None:
    pair = Pair()
    for second in range(0, 70, 5):
        pair = at(pair, 0, second, 0)
    assert finding(pair, DARK_S).unity is Unity.UNKNOWN
    assert finding(pair, DARK_S + 1) == Finding(Unity.DARK, since_s=0.0, dark=1)


def test_that_a_phone_heard_each_half_minute_may_miss_two_of_its_times() -> None:
    pair = Pair()
    for second in range(0, 1_801, 30):
        pair = at(at(pair, 0, second, 0), 1, second, 0)
    for second in (1_830, 1_860, 1_890):
        pair = at(pair, 0, second, 0)
        assert finding(pair, second).unity is not Unity.DARK
    pair = at(pair, 0, 1_910, 0)
    assert finding(pair, 1_910).dark == 1


def test_that_a_phone_heard_once_is_waited_for_and_then_dark_o7() -> None:
    pair = at(Pair(), 1, 0, 0)
    for second in range(0, 301, 60):
        pair = at(pair, 0, second, 0)
        assert finding(pair, second).unity is not Unity.DARK
    pair = at(pair, 0, 310, 0)
    assert finding(pair, 310) == Finding(Unity.DARK, since_s=0.0, dark=1)


def test_that_a_phone_that_loses_every_third_fix_is_called_dark_later_but_is_o7() -> None:
    dice, pair, at_s = Random(5), Pair(), 0
    for at_s in range(0, 7_200, 10):
        pair = at(pair, 0, at_s, 0)
        assert finding(pair, at_s).unity is not Unity.DARK
        if dice.random() > 0.3:
            pair = at(pair, 1, at_s, 0)
    heard_s = pair.second[-1].at_s
    for later_s in range(at_s, at_s + 300, 10):
        pair = at(pair, 0, later_s, 0)
    since = finding(pair, later_s)
    assert (since.unity, since.dark, since.since_s) == (Unity.DARK, 1, heard_s)


def test_that_a_phone_that_goes_off_is_called_dark_and_no_other_o7() -> None:
    corpus = Corpus(lost_share=0.2)
    assert dark_told(Walk(7_200, 30.0, 3), corpus) == []
    (told_s,) = dark_told(Walk(7_200, 30.0, 3), corpus, off_from_s=6_000)
    assert 6_060 < told_s <= 6_480


def test_that_leaps_of_fixes_that_come_seldom_are_no_separation_o7() -> None:
    corpus = Corpus(leap_share=0.02, lost_share=0.1)
    told = [
        separations(seconds=36_000, every_s=30, seed=seed, beside_m=8, corpus=corpus)
        for seed in range(5)
    ]
    assert sum(map(len, told)) <= 1


def test_that_one_leap_told_over_a_lost_fix_is_taken_back_o7() -> None:
    pair = Pair()
    for at_s in range(0, 600, 30):
        pair = at(at(pair, 0, at_s, 0), 1, at_s, 5)
    pair = at(pair, 0, 600, 0)  # The second's fix is lost.
    pair = at(at(pair, 0, 630, 0), 1, 630, 100, 100)
    pair = at(at(pair, 0, 660, 0), 1, 660, 5)
    assert max(moment.east for moment in pair.moments) == 5
    assert pair.leapt_s is not None


def test_that_seldom_and_irregular_fixes_show_a_wide_separation_o7() -> None:
    corpus, walks = Corpus(late=0.3, jitter=0.6, lost_share=0.1), 40
    found = sum(
        any(
            told >= 600
            for told in separations(
                seconds=785, every_s=30, seed=seed, apart_m=80, apart_from_s=600,
                apart_for_s=180, corpus=corpus, parting="walks off",
            )
        )
        for seed in range(walks)
    )  # fmt: skip
    assert found >= 0.95 * walks


def test_that_two_silent_members_are_unknown_and_not_one_dark() -> None:
    pair = at(at(Pair(), 0, 0, 0), 1, 0, 0)
    assert finding(pair, 500).unity is Unity.UNKNOWN


def test_that_an_older_fix_changes_nothing() -> None:
    pair = at(at(Pair(), 0, 10, 0), 1, 10, 0)
    assert at(pair, 0, 9, 500) == pair


def test_that_two_who_walk_with_fixes_out_of_step_are_together() -> None:
    pair = Pair()
    for step in range(60):
        pair = at(pair, 0, 10 * step, 13.0 * step)
        pair = at(pair, 1, 10 * step + 5, 13.0 * step + 6.5)
    found = finding(pair, 600)
    assert found.unity is Unity.TOGETHER
    assert found.distance_m is not None
    assert found.distance_m < 1
