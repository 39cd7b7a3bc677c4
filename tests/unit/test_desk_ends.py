"""The end of something whose beginning never came (R-MSG-02): life-safety is shown all the same."""

from console.domain.alerts.alert import Condition
from console.ports.messages import AlertChanged, MessageArrived
from console.ports.store import Restored
from console.services.desk.events import UNBEGUN
from tests.support.engine_doubles import arrived, command, event
from tests.unit.test_desk import Transcript, actions


def fall(sequence: int, condition: str) -> MessageArrived:
    return arrived(event(sequence, type="wearable.fall", subject="walker-3", condition=condition))


def test_that_the_end_alone_of_a_life_type_raises_an_alert_that_is_over() -> None:
    room = Transcript()
    assert actions(room.hear(fall(2, "cleared"))) == ["raised"]
    (alert,) = room.desk.alerts()
    assert alert.condition is Condition.CLEARED
    assert alert.text == UNBEGUN
    assert actions(room.hear(fall(3, "cleared"))) == []


def test_that_the_end_alone_of_another_type_raises_nothing() -> None:
    room = Transcript()
    end = event(1, type="analytics.crowd", condition="cleared", subject="gate")
    assert actions(room.hear(arrived(end))) == []


def test_that_the_end_after_an_alert_was_closed_raises_nothing() -> None:
    room = Transcript()
    room.hear(fall(1, "active"))
    room.hear(command(1, 1, "close", disposition="true"))
    assert room.desk.alerts() == ()
    assert actions(room.hear(fall(2, "cleared"))) == []


def test_that_the_end_after_a_restart_finds_the_closed_alert() -> None:
    room = Transcript()
    room.hear(fall(1, "active"))
    decision = room.hear(command(1, 1, "close", disposition="true"))
    closed = next(c.alert for c in decision.changes if isinstance(c, AlertChanged))
    again = Transcript(restored=Restored(2, 2, (closed,), ()))
    assert actions(again.hear(fall(2, "cleared"))) == []
