"""What may stand under a number that was used before: a receipt promises that the event is stored.

R-MSG-02, R-MSG-03.
"""

from dataclasses import replace

import pytest

from console.ports.messages import AlertChanged, Decision, EventStored, MessageQuarantined
from console.services.desk.memory import UNTOLD
from console.wire.sep1 import Event, Receipt, Reject
from tests.support.engine_doubles import arrived, event
from tests.unit.test_desk import Transcript, answers

SPOILT = replace(arrived(None), code="malformed", reason="spoilt", boot=1, sequence=1)


class Remembering(Transcript):
    """A desk with a store behind it that tells what it holds."""

    def __init__(self) -> None:
        super().__init__()
        self.stored: dict[tuple[str, int, int], str] = {}
        self.desk.remember_by(lambda *key: self.stored.get(key))

    def keep(self, decision: Decision) -> Decision:
        """As a transaction does."""
        for each in events_of(decision):
            self.stored[each.source, each.boot, each.sequence] = each.id
        return decision


def events_of(decision: Decision) -> list[Event]:
    return [each.event for each in decision.changes if isinstance(each, EventStored)]


def other(sequence: int) -> Event:
    """Another press of the same bell under the same number, as a copied device sends it."""
    return replace(event(sequence), id=f"another-{sequence}", subject="elsewhere")


def test_that_two_events_under_one_number_in_one_batch_are_one_stored_and_one_refused() -> None:
    decision = Remembering().hear(arrived(event(1)), arrived(other(1)))
    assert [each.id for each in events_of(decision)] == [event(1).id]
    codes = [each.code for each in answers(decision) if isinstance(each, Reject)]
    assert codes == ["identity"]
    assert [type(each) for each in decision.changes].count(MessageQuarantined) == 1
    raised = [each for each in decision.changes if isinstance(each, AlertChanged)]
    assert "elsewhere" in {each.alert.subject for each in raised}, "life-safety is shown"


def test_that_a_repeat_in_one_batch_is_receipted_and_stored_once() -> None:
    decision = Remembering().hear(arrived(event(1)), arrived(event(1)))
    assert [each.id for each in events_of(decision)] == [event(1).id]
    assert answers(decision) == [Receipt(1, 1, ())]


def test_that_an_event_under_the_number_of_a_refused_message_is_stored_r_msg_03() -> None:
    room = Remembering()
    refused = room.keep(room.hear(SPOILT))
    assert [each.sequence for each in answers(refused) if isinstance(each, Reject)] == [1]
    decision = room.keep(room.hear(arrived(event(1))))
    assert [each.id for each in events_of(decision)] == [event(1).id]
    assert answers(decision) == [Receipt(1, 1, ())]
    again = room.keep(room.hear(arrived(event(1))))
    assert events_of(again) == []
    assert answers(again) == [Receipt(1, 1, ())]


def test_that_both_may_come_in_one_batch() -> None:
    decision = Remembering().hear(SPOILT, arrived(event(1)))
    assert [each.id for each in events_of(decision)] == [event(1).id]


@pytest.mark.parametrize("told", [UNTOLD, event(1).id])
def test_that_a_number_is_taken_for_a_repeat_while_the_store_cannot_tell(told: str) -> None:
    room = Remembering()
    room.hear(arrived(event(1)))
    room.desk.remember_by(lambda *_key: told)
    decision = room.hear(arrived(event(1)))
    assert events_of(decision) == []
    assert answers(decision) == [Receipt(1, 1, ())]
