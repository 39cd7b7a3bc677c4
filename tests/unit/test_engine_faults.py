"""A fault of the engine itself loses and hides no alert: what breaks is shown plainly, and told."""

from collections.abc import Callable
from datetime import datetime
from threading import Event as StopEvent

import pytest

from console.domain.alerts.alert import Alert
from console.ports.messages import Committed, Decision, EventStored
from console.services.desk import desk as desk_room
from console.services.desk import events
from console.services.engine.engine import Engine
from console.wire.seat_values import SeatHello
from console.wire.sep1 import Receipt
from tests.support.engine_doubles import MemoryStore, device, event, frames
from tests.unit.test_engine import Room


def fail(*_arguments: object, **_named: object) -> None:
    raise ZeroDivisionError("on purpose")


def shown(room: Room) -> dict[str, list[Alert]]:
    found: dict[str, list[Alert]] = {}
    for alert in room.engine._desk.alerts():
        found.setdefault(alert.type, []).append(alert)
    return found


@pytest.mark.parametrize("step", ["_report", "_alert_of", "_field_event"])
def test_that_an_emergency_that_breaks_the_rules_is_stored_shown_and_receipted(
    step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room()
    monkeypatch.setattr(events, step, fail)
    monkeypatch.setattr("console.services.field.book.FieldBook.listeners", lambda *_: True)
    answers = room.hear(frames(event(1)))
    assert Receipt(1, 1, ()) in answers
    assert [row.event.sequence for row in room.store.events()] == [1]
    assert [alert.source for alert in shown(room)["bell.pressed"]] == ["bell-1"]
    assert "in full" in shown(room)["bell.pressed"][0].text
    again = room.hear(frames(event(1)))
    assert Receipt(1, 1, ()) in again
    assert len(room.store.events()) == 1


def test_that_an_emergency_that_cannot_be_stored_is_told_as_one_and_comes_again() -> None:
    class Picky(MemoryStore):
        broken = True

        def commit(
            self, decision: Decision, at: datetime, meanwhile: Callable[[], None] | None = None
        ) -> Committed:
            if self.broken and any(isinstance(each, EventStored) for each in decision.changes):
                raise ValueError("a bug")
            return super().commit(decision, at, meanwhile)

    store = Picky([device()])
    room = Room(store)
    assert not [each for each in room.hear(frames(event(1))) if isinstance(each, Receipt)]
    room.pass_ms(500)
    told = shown(room)["bell.pressed"]
    assert [(alert.source, alert.subject) for alert in told] == [("engine", "bell-1")]
    assert "device.fault" in shown(room)
    store.broken = False
    assert Receipt(1, 1, ()) in room.hear(frames(event(1)))
    assert {alert.source for alert in shown(room)["bell.pressed"]} == {"engine", "bell-1"}


def test_that_a_broken_watch_keeps_no_other_from_looking(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unanswered emergency is escalated though the field work's clock is broken (R-ALM-14)."""
    room = Room()
    watches = (desk_room.WATCHES[0], fail, *desk_room.WATCHES[2:])
    monkeypatch.setattr("console.services.desk.desk.WATCHES", watches)
    monkeypatch.setattr("console.services.engine.engine.WATCHES", watches)
    room.hear(frames(event(1)))
    room.pass_ms(31_000)
    alert = shown(room)["bell.pressed"][0]
    assert alert.escalation > 0
    assert len(shown(room)["device.fault"]) == 1


def test_that_what_only_learns_may_fail_and_the_consoles_are_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room = Room()
    room.say(SeatHello("A", "kim"))
    monkeypatch.setattr(desk_room.Desk, "learn", fail)
    assert Receipt(1, 1, ()) in room.hear(frames(event(1)))
    deltas = list(room.doors.seats.take_news(b"seat-a"))
    assert [a.number for d in deltas for a in getattr(d, "alerts", ())] == [1]


def test_that_the_loop_outlives_a_step_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room()
    stop, failures = StopEvent(), iter(range(3))
    whole = Engine.step

    def step(engine: Engine) -> None:
        if next(failures, None) is not None:
            raise KeyError("on purpose")
        whole(engine)
        if room.store.events():
            stop.set()

    monkeypatch.setattr(Engine, "step", step)
    room.doors.edge.inward.extend([frames(event(1))])
    room.engine.run(stop)
    assert Receipt(1, 1, ()) in list(room.doors.edge.take_engine_messages())
    assert room.engine.counters()["faults"] == 3
