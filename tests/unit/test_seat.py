"""The seat's pure side as transcripts (R-ALM-16)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from console.domain.alerts.alert import Alert, AlertClass, Attention, Condition, Visibility, Work
from console.domain.places.geo import Place
from console.domain.unit import DeviceLink, UnitPosition
from console.ports.messages import Command, CommandResult, QueueDelta, QueueSnapshot
from console.services.seat import (
    LinkWatch,
    PendingActions,
    SeatReplica,
    action_id,
    refused_here,
)

NOW = datetime(2026, 3, 1, 22, 0, tzinfo=UTC)


def alert(number: int, **changes: object) -> Alert:
    made = Alert(
        number=number,
        type="sos.app",
        alert_class=AlertClass.LIFE,
        priority=1,
        source="app-1",
        subject=None,
        condition=Condition.CLEARED,
        attention=Attention.UNACKNOWLEDGED,
        work=Work.NEW,
        visibility=Visibility.NORMAL,
        raised=NOW,
        occurred=NOW,
        updated=NOW,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def fix(unit: str, lat: float) -> UnitPosition:
    return UnitPosition(unit, "gateway", NOW, NOW, Place(lat, 127.0))


def snapshot(revision: int, *alerts: Alert) -> QueueSnapshot:
    return QueueSnapshot(revision, "engine", NOW, alerts, counters={"events": revision})


def delta(previous: int, revision: int, *alerts: Alert, **more: object) -> QueueDelta:
    return QueueDelta(previous, revision, NOW, alerts, **more)  # type: ignore[arg-type]


def fresh() -> SeatReplica:
    replica = SeatReplica()
    replica.set_fresh(True)
    return replica


def test_that_nothing_is_news_before_the_first_message() -> None:
    assert SeatReplica().take() is None


def test_that_a_snapshot_and_its_deltas_leave_as_one_whole_piece_of_news() -> None:
    replica = fresh()
    replica.apply_snapshot(snapshot(7, alert(1), alert(2)))
    assert replica.apply_delta(delta(7, 8, alert(2, facts=2)))
    news = replica.take()
    assert news is not None
    assert (news.whole, news.current, news.revision) == (True, True, 8)
    assert {one.number: one.facts for one in news.alerts} == {1: 1, 2: 2}
    assert replica.take() is None


def test_that_only_the_newest_of_each_alert_unit_and_device_is_kept() -> None:
    replica = fresh()
    replica.apply_snapshot(snapshot(0))
    replica.take()
    for number in range(1, 50):
        link = DeviceLink("bell-1", "up", NOW + timedelta(seconds=number))
        replica.apply_delta(
            delta(
                number - 1,
                number,
                alert(1, facts=number),
                positions=(fix("E-1", number),),
                links=(link,),
                counters={"events": number},
            )
        )
    news = replica.take()
    assert news is not None
    assert not news.whole
    assert [one.facts for one in news.alerts] == [49]
    assert [one.place.lat for one in news.positions] == [49]
    assert len(news.links) == 1
    assert news.counters == {"events": 49}


def test_that_a_gap_makes_the_queue_not_current_until_the_next_snapshot() -> None:
    """R-ALM-16."""
    replica = fresh()
    replica.apply_snapshot(snapshot(1))
    replica.take()
    assert not replica.apply_delta(delta(2, 3, alert(3)))
    news = replica.take()
    assert news is not None
    assert (news.current, news.alerts) == (False, ())
    assert not replica.apply_delta(delta(3, 4, alert(4)))
    assert replica.take() is None
    replica.apply_snapshot(snapshot(4, alert(3), alert(4)))
    news = replica.take()
    assert news is not None
    assert (news.whole, news.current, len(news.alerts)) == (True, True, 2)


def test_that_a_delta_from_before_the_snapshot_changes_nothing() -> None:
    replica = fresh()
    replica.apply_snapshot(snapshot(5, alert(1, facts=3)))
    replica.take()
    assert replica.apply_delta(delta(3, 4, alert(1, facts=2)))
    assert replica.take() is None


def test_that_a_snapshot_of_a_lower_revision_replaces_everything() -> None:
    replica = fresh()
    replica.apply_snapshot(snapshot(500, alert(1), alert(2)))
    replica.apply_snapshot(snapshot(3, alert(9)))
    news = replica.take()
    assert news is not None
    assert (news.revision, [one.number for one in news.alerts]) == (3, [9])


def test_that_a_stale_link_is_told_and_taken_back() -> None:
    replica = fresh()
    replica.apply_snapshot(snapshot(1))
    replica.take()
    replica.set_fresh(False)
    news = replica.take()
    assert news is not None
    assert not news.current
    replica.set_fresh(True)
    news = replica.take()
    assert news is not None
    assert news.current
    assert not news.whole


def test_that_only_facts_handed_out_count_as_seen() -> None:
    """An acknowledgement cannot cover a fact the operator was never shown."""
    replica = fresh()
    replica.apply_snapshot(snapshot(1, alert(1, facts=1)))
    replica.take()
    replica.apply_delta(delta(1, 2, alert(1, facts=2)))
    assert replica.facts_in_view(1) == 1
    replica.take()
    assert replica.facts_in_view(1) == 2
    replica.apply_delta(delta(2, 3, alert(1, work=Work.CLOSED)))
    replica.take()
    assert replica.facts_in_view(1) is None


def command(name: str) -> Command:
    return Command(name, "seat-1", "operator", "claim", 1, NOW)


def test_that_actions_leave_in_order_once_and_again_after_a_reconnect() -> None:
    pending = PendingActions()
    assert pending.add(command("a")).state == "local_only"
    pending.add(command("b"))
    assert [one.id for one in pending.to_send(0)] == ["a", "b"]
    news = pending.sent("a", 0)
    assert news is not None
    assert news.state == "sent"
    pending.sent("b", 0)
    assert not pending.to_send(100)
    assert [one.state for one in pending.disconnected()] == ["local_only", "local_only"]
    assert not pending.disconnected()
    assert [one.id for one in pending.to_send(200)] == ["a", "b"]


def test_that_an_unanswered_action_is_repeated_after_five_seconds_without_news() -> None:
    pending = PendingActions()
    pending.add(command("a"))
    pending.sent("a", 0)
    assert [one.id for one in pending.to_send(5_000)] == ["a"]
    assert pending.sent("a", 5_000) is None
    assert not pending.to_send(9_999)


def test_that_an_answer_is_told_once() -> None:
    pending = PendingActions()
    pending.add(command("a"))
    result = CommandResult("a", "seat-1", accepted=False, reason="Claimed by another.")
    news = pending.answered(result)
    assert news is not None
    assert (news.state, news.reason) == ("refused", "Claimed by another.")
    assert pending.answered(result) is None
    assert len(pending) == 0


def test_that_restoring_twice_waits_once() -> None:
    pending = PendingActions()
    assert len(pending.restore([command("a"), command("b")])) == 2
    assert not pending.restore([command("a")])
    assert len(pending) == 2


def test_that_a_refusal_of_this_seat_keeps_the_reason() -> None:
    assert refused_here(command("a"), "The disk is full.").reason == "The disk is full."


def test_that_ids_rise_with_time_and_are_version_seven() -> None:
    first = action_id(NOW, b"\xff" * 10)
    second = action_id(NOW + timedelta(milliseconds=1), b"\x00" * 10)
    assert first < second
    assert UUID(first).version == 7
    assert UUID(second).variant == "specified in RFC 4122"


def turned(watch: LinkWatch, now_ms: int, *, connected: bool = True, reason: str = "") -> str:
    watch.turn(connected=connected, reason=reason, now_ms=now_ms, now=NOW)
    return watch.state


def test_that_the_link_goes_through_its_states() -> None:
    watch = LinkWatch(NOW)
    first = watch.take()
    assert first is not None
    assert first.state == "connecting"
    assert turned(watch, 0) == "connecting"
    assert watch.take() is None
    watch.heard(10)
    assert turned(watch, 20) == "up"
    assert turned(watch, 3_010) == "up"
    assert turned(watch, 3_011) == "stale"
    watch.heard(3_500)
    assert turned(watch, 3_600) == "up"
    assert turned(watch, 3_700, connected=False) == "down"
    assert turned(watch, 3_800) == "down"


def test_that_a_refused_key_is_told_with_its_reason() -> None:
    watch = LinkWatch(NOW)
    watch.take()
    assert turned(watch, 0, connected=False, reason="unknown key") == "connecting"
    news = watch.take()
    assert news is not None
    assert news.reason == "unknown key"


def test_that_the_engines_clock_counts_for_what_is_done_at_a_seat() -> None:
    """R-TIM: a seat whose clock is off makes no gap and covers none."""
    watch = LinkWatch(NOW)
    assert watch.of_engine(NOW) == NOW  # unknown
    watch.measured(40.0, NOW + timedelta(seconds=600), NOW)
    news = watch.take()
    assert news is not None
    assert news.ahead_s == 600
    assert watch.of_engine(NOW) == NOW + timedelta(seconds=600)
    watch.measured(1_500.0, NOW - timedelta(seconds=1.2), NOW)  # a slow answer is no clock
    assert watch.of_engine(NOW) == NOW
