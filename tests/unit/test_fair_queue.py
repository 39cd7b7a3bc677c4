"""Everyone who waits has a turn (R-MSG-07)."""

from random import Random

from console.services.catalogue import read_catalogue
from console.services.engine.fair_queue import FairQueue
from console.services.engine.inbox import TURN, Inbox
from console.wire.sep1 import Event
from tests.support.engine_doubles import arrived, command, event


def test_that_senders_take_turns_and_each_keeps_its_order() -> None:
    queue: FairQueue[str] = FairQueue()
    for item in ("a1", "a2", "a3", "b1", "c1", "c2"):
        queue.append(item[0], item)
    assert queue.waiting_of("a") == 3
    assert queue.take(4) == ["a1", "b1", "c1", "a2"]
    assert queue.take(9) == ["c2", "a3"]
    assert queue.take(1) == []
    assert queue.waiting_of("a") == 0


def test_that_a_turn_may_be_of_several_items_and_still_goes_round() -> None:
    queue: FairQueue[str] = FairQueue(turn=2)
    for item in ("a1", "a2", "a3", "b1", "c1", "c2"):
        queue.append(item[0], item)
    assert queue.take(5) == ["a1", "a2", "b1", "c1", "c2"]
    queue.append("b", "b2")
    assert queue.take(5) == ["a3", "b2"]


def test_that_what_was_taken_too_early_is_first_again() -> None:
    queue: FairQueue[str] = FairQueue()
    for item in ("a1", "a2", "b1"):
        queue.append(item[0], item)
    taken = queue.take(3)
    for item in reversed(taken):
        queue.append_first(item[0], item)
    queue.append("a", "a3")
    left = queue.take(len(queue))
    assert [item for item in left if item[0] == "a"] == ["a1", "a2", "a3"]


def test_that_nothing_is_lost_or_overtaken_within_a_sender() -> None:
    chance, queue = Random(3), FairQueue[tuple[str, int]]()
    sent: dict[str, int] = {}
    seen: dict[str, int] = {}
    for _ in range(5_000):
        if chance.random() < 0.55 or not len(queue):
            sender = chance.choice("abcdef")
            sent[sender] = sent.get(sender, 0) + 1
            queue.append(sender, (sender, sent[sender]))
        else:
            sender, number = queue.take(1)[0]
            assert number == seen.get(sender, 0) + 1
            seen[sender] = number
    assert len(queue) == sum(sent.values()) - sum(seen.values())


def test_that_a_flood_of_one_device_delays_only_itself() -> None:
    inbox = Inbox(read_catalogue())
    for number in range(1, 2_001):
        inbox.put(arrived(event(number, type="patrol.checkpoint")))
        inbox.put(arrived(event(number)))
    inbox.put(arrived(event(1, source="cam-1", type="patrol.checkpoint"), name="cam-1"))
    inbox.put(arrived(event(2, source="cam-1"), name="cam-1"))
    inbox.put(command(1, 1, "claim"))
    first = inbox.take(4, 0)
    assert command(1, 1, "claim") in first
    events = [each.message for each in inbox.take(10_000, 0) if hasattr(each, "message")]
    ordinary = [e for e in events if isinstance(e, Event) and e.type == "patrol.checkpoint"]
    assert [each.source for each in ordinary].index("cam-1") <= TURN
