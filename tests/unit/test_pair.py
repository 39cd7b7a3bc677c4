"""Pair integrity under noise (O7): seeded walks, and the moments a rule could get wrong."""

import pytest

from console.domain.field.pair import DARK_S, Finding, Fix, Pair, Unity, finding, heard
from tests.support.pair_walks import Corpus, separations


def test_that_a_team_that_stays_together_raises_at_most_one_alert_in_100_hours_o7() -> None:
    # Every 20 s here; the rest in tests/bench/bench_pair.py.
    alerts = sum(
        len(separations(seconds=25 * 3_600, every_s=20, seed=seed, beside_m=8)) for seed in range(4)
    )
    assert alerts <= 1


@pytest.mark.parametrize(
    ("every_s", "apart_m", "walks"), [(1.0, 45.0, 10), (5.0, 45.0, 50), (10.0, 50.0, 50)]
)
def test_that_at_least_98_percent_of_separations_are_found_o7(
    every_s: float, apart_m: float, walks: int
) -> None:
    found = 0
    for seed in range(walks):
        alerts = separations(
            seconds=780, every_s=every_s, seed=seed, beside_m=5,
            apart_m=apart_m, apart_from_s=600, apart_for_s=180,
        )  # fmt: skip
        found += bool(alerts) and alerts[0] >= 600
    assert found >= 0.98 * walks


@pytest.mark.parametrize(
    ("corpus", "apart_m"),
    [
        (Corpus(drift_s=20), 70.0),
        (Corpus(leap_share=0.02, lost_share=0.1), 45.0),
        (Corpus(drift_s=20, shared=0.7), 55.0),
    ],
    ids=["drifts", "leaps", "shared"],
)
def test_that_noise_of_the_street_neither_cries_nor_hides_a_separation_o7(
    corpus: Corpus, apart_m: float
) -> None:
    hours, walks = 10, 12
    assert len(separations(seconds=hours * 3_600, every_s=10, seed=3, corpus=corpus)) <= 1
    found = [
        separations(
            seconds=780, every_s=10, seed=seed, apart_m=apart_m, apart_from_s=600,
            apart_for_s=180, corpus=corpus,
        )
        for seed in range(walks)
    ]  # fmt: skip
    assert sum(any(at >= 600 for at in each) for each in found) >= walks - 1


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
