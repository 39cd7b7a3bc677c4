"""What an alert took does not depend on anybody's clock (R-ARC-01, R-ALM-14)."""

from datetime import timedelta
from itertools import combinations
from random import Random

import pytest

from console.domain.alerts.counts import counts_of
from console.domain.alerts.stamps import out_of_order, seconds_between, stamps_of, times_of
from tests.support.stepped_room import SteppedRoom

HOUR = timedelta(hours=1)
OURS = (
    *("received", "displayed", "annunciated", "opened", "claimed", "acknowledged", "verified"),
    *("dispatched", "accepted", "on_scene", "resolved", "closed"),
)
PLAIN = {
    "claimed": ("claim", {}),
    "acknowledged": ("acknowledge", {"facts": 1}),
    "verified": ("verify", {"choice": "verified", "text": "seen"}),
}


def _handle(room: SteppedRoom, chance: Random) -> dict[str, int]:
    """An SOS from its coming to its end; between any two acts the clock may be set, or the engine
    be started anew. True times (ms) by the names of the stamps."""
    true: dict[str, int] = {}

    def pause() -> None:
        room.tick(chance.uniform(0.0, 12.0))
        if chance.random() < 0.4:
            room.wrong = chance.choice((HOUR, -HOUR, timedelta(), timedelta(seconds=-90)))
            room.tick()
        if chance.random() < 0.2:
            room.start()

    room.event()
    true["received"] = room.ms
    pause()
    true["displayed"], true["annunciated"] = room.ms - 300, room.ms - 200
    room.look(displayed=0.3, annunciated=0.2)
    pause()
    true["opened"] = room.ms
    room.look(opened=0.0)
    for name in chance.sample(sorted(PLAIN), 3):
        kind, more = PLAIN[name]
        assert room.act(kind, **more)  # type: ignore[arg-type]
        true[name] = room.ms
        pause()
    assert room.act("refer", subject="112", choice="C0")
    true["dispatched"] = room.ms
    sent = room.alerts[1].handling.dispatches[0].id
    for name in ("accepted", "on_scene"):
        pause()
        assert room.act("advance", subject=sent, choice=name)
        true[name] = room.ms
    pause()
    assert room.act("close", disposition="true", facts=1)
    true["closed"] = true["resolved"] = room.ms
    return true


@pytest.mark.parametrize("seed", range(40))
def test_that_every_span_is_right_however_the_clock_is_set_r_arc_01(seed: int) -> None:
    room = SteppedRoom()
    true = _handle(room, Random(seed))
    alert = room.alerts[1]
    for first, second in combinations(OURS, 2):
        span = seconds_between(alert, first, second)
        assert span == pytest.approx((true[second] - true[first]) / 1_000, abs=0.002)
    assert out_of_order(times_of(alert), counts_of(alert)) == []


def test_that_all_but_the_sending_have_their_count_and_that_a_seats_wrong_clock_is_told() -> None:
    room = SteppedRoom()
    _handle(room, Random(3))
    stamps = stamps_of(room.alerts[1])
    known = {name for name, stamp in stamps.items() if stamp is not None and stamp.mono_ms}
    assert known >= {*OURS, "durable", "occurred"}
    shown = stamps["displayed"]
    assert shown is not None
    assert not shown.trusted  # two days behind the engine: the time is wrong, the order is not


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
@pytest.mark.parametrize("restarted", [False, True])
def test_that_an_escalation_is_neither_late_nor_early_when_the_clock_is_set_r_alm_14(
    jump: timedelta, restarted: bool
) -> None:
    room = SteppedRoom()
    room.event()
    room.tick(20.0)
    room.wrong = jump
    if restarted:
        room.start()
    room.tick(9.0)
    assert room.alerts[1].escalation == 0
    room.tick(1.5)
    assert room.alerts[1].escalation == 1
    room.wrong = timedelta()
    room.tick(28.0)
    assert room.alerts[1].escalation == 1
    room.tick(2.5)
    assert room.alerts[1].escalation == 2


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
def test_that_a_claim_lasts_fifteen_minutes_of_true_time(jump: timedelta) -> None:
    room = SteppedRoom()
    room.event("analytics.loitering")
    assert room.act("claim")
    room.tick(60.0)
    room.wrong = jump
    for _ in range(27):
        room.tick(30.0)
    assert room.alerts[1].claimed_by == "kim"
    room.tick(31.0)
    assert room.alerts[1].claimed_by is None


def test_that_a_new_start_of_the_computer_never_counts_below_what_is_on_record() -> None:
    room = SteppedRoom(ms=500_000)
    room.event()
    before = dict(room.alerts[1].steady)["received"]
    room.boot, room.ms, room.wrong = "boot-2", 100, -HOUR  # an empty clock battery
    room.start()
    assert room.act("claim")
    assert dict(room.alerts[1].steady)["claimed"] > before


def test_that_a_dispatch_taken_back_leaves_the_count_of_the_one_that_stands() -> None:
    room = SteppedRoom()
    room.event()
    assert room.act("refer", subject="112", choice="C0")
    first = room.alerts[1].handling.dispatches[0].id
    room.tick(30.0)
    assert room.act("dispatch", subject="patrol-1")
    stands = room.ms
    room.tick(30.0)
    assert room.act("advance", subject=first, choice="withdrawn")
    assert seconds_between(room.alerts[1], "received", "dispatched") == stands / 1_000


def test_that_a_condition_that_comes_again_is_not_resolved() -> None:
    room = SteppedRoom()
    for condition in ("active", "cleared", "active"):
        room.event("analytics.loitering", condition)
        room.tick(1.0)
    assert "resolved" not in counts_of(room.alerts[1])


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
def test_that_a_flood_ends_after_ten_quiet_minutes_of_true_time_r_alm_03(jump: timedelta) -> None:
    room = SteppedRoom()
    for _ in range(12):
        room.event("bell.pressed")
    room.tick(1.0)
    assert room.desk.counters()["flood"] == 1
    room.wrong = jump
    room.start()
    room.tick(500.0)
    assert room.desk.counters()["flood"] == 1
    room.tick(100.0)
    assert room.desk.counters()["flood"] == 0
