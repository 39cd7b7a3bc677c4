"""What is left out when the processor is short: the order, the spot, the way back."""

import pytest

from backends.video.shedding import Backlog
from console.domain.pictures.shedding import (
    LONGEST_PATIENCE_S,
    PATIENCE_S,
    STEP_UP_FAR_S,
    STEP_UP_S,
    Load,
    Shed,
    Shedding,
    decide,
)

LATE = Load(behind_s=0.5, busy=1.0)
VERY_LATE = Load(behind_s=3.0, busy=1.0)
CALM = Load(behind_s=0.01, busy=0.5)
CALM_BUT_FULL = Load(behind_s=0.01, busy=0.95)


def _run(load: Load, shedding: Shedding, start: float, seconds: float) -> tuple[Shedding, float]:
    for tick in range(int(seconds * 4)):
        shedding = decide(load, shedding, start + tick / 4)
    return shedding, start + seconds


def test_that_load_is_shed_in_the_stated_order_and_never_further() -> None:
    shedding, seen, now = Shedding(), [Shed.NOTHING], 100.0
    for tick in range(60):
        shedding = decide(LATE, shedding, now + tick / 4)
        if shedding.shed != seen[-1]:
            seen.append(shedding.shed)
    assert seen == [Shed.NOTHING, Shed.EVERY_SECOND, Shed.EVERY_THIRD, Shed.KEY_PICTURES]
    assert [one.words for one in seen] == ["", "slower", "slower", "key frames"]
    assert [one.shows_each for one in seen[:3]] == [1, 2, 3]


@pytest.mark.parametrize(("load", "wait"), [(LATE, STEP_UP_S), (VERY_LATE, STEP_UP_FAR_S)])
def test_that_a_step_is_given_time_to_work_before_the_next(load: Load, wait: float) -> None:
    first = decide(load, Shedding(), 100.0)
    assert first.shed == Shed.EVERY_SECOND
    assert decide(load, first, 100.0 + wait - 0.1).shed == Shed.EVERY_SECOND
    assert decide(load, first, 100.0 + wait).shed == Shed.EVERY_THIRD


def test_that_a_slow_network_on_an_idle_processor_sheds_nothing() -> None:
    shedding, _ = _run(Load(behind_s=2.0, busy=0.3), Shedding(), 0.0, 60)
    assert shedding.shed == Shed.NOTHING


def test_that_pictures_come_back_step_by_step_after_calm() -> None:
    shedding, now = _run(LATE, Shedding(), 100.0, 10)
    assert shedding.shed == Shed.KEY_PICTURES
    seen = []
    for tick in range(200):
        shedding = decide(CALM, shedding, now + tick / 4)
        seen.append(shedding.shed)
    assert sorted(set(seen), reverse=True) == list(dict.fromkeys(seen))
    assert seen[-1] == Shed.NOTHING
    assert seen.index(Shed.EVERY_THIRD) >= PATIENCE_S * 4


def test_that_a_full_processor_waits_longer_before_it_gives_back() -> None:
    shedding, now = _run(LATE, Shedding(), 100.0, 10)
    assert _run(CALM_BUT_FULL, shedding, now, 1.5 * PATIENCE_S)[0].shed == Shed.KEY_PICTURES
    assert _run(CALM_BUT_FULL, shedding, now, 2.5 * PATIENCE_S)[0].shed == Shed.EVERY_THIRD


def test_that_a_step_back_that_came_too_early_doubles_the_patience_up_to_a_bound() -> None:
    shedding, now = Shedding(), 0.0
    patience = []
    for _ in range(8):
        shedding, now = _run(LATE, shedding, now, 4)
        patience.append(shedding.patience_s)
        eased = shedding
        while eased.shed >= shedding.shed:
            eased, now = decide(CALM, eased, now), now + 0.25
        shedding = eased
    assert patience[1] == 2 * PATIENCE_S
    assert max(patience) == LONGEST_PATIENCE_S


def test_that_late_packets_are_measured_against_the_quickest() -> None:
    backlog = Backlog()
    for number in range(30):
        backlog.take(number / 15, 50.0 + number / 15)
    assert backlog.behind_s == pytest.approx(0, abs=1e-6)
    backlog.take(2.0, 50.0 + 2.7)
    assert backlog.behind_s == pytest.approx(0.7, abs=0.01)
    backlog.take(2.1, 50.0 + 2.1)
    assert backlog.behind_s == pytest.approx(0, abs=1e-6)


def test_that_a_clock_that_was_set_is_no_backlog() -> None:
    backlog = Backlog()
    backlog.take(1_000.0, 50.0)
    backlog.take(3.0, 50.1)
    assert backlog.behind_s == 0.0
