"""What waits for a decision: life-safety first, nobody for ever, bounded in bytes (R-MSG-07)."""

from dataclasses import replace

from console.ports.messages import MessageArrived, Peer
from console.services.catalogue import read_catalogue
from console.services.engine.inbox import (
    FLOOD_EVERY_MS,
    MOST_BYTES,
    MOST_REFUSED,
    MOST_REFUSED_OF_ONE,
    QUIET_MS,
    REFUSED_AT_ONCE,
    REFUSED_BESIDE,
    Inbox,
)
from tests.support.engine_doubles import arrived, event


def ordinary(number: int) -> MessageArrived:
    return arrived(event(number, source="cam-1", type="analytics.loitering"), name="cam-1")


def types(taken: list[object]) -> set[str]:
    return {each.message.type for each in taken}  # type: ignore[attr-defined]


def test_that_urgent_inputs_go_alone_before_a_full_batch_but_only_every_other_time() -> None:
    inbox = Inbox(read_catalogue())
    for number in range(1, 30):
        assert inbox.put(ordinary(number))
    inbox.put(arrived(event(1)))
    assert types([*inbox.take(8, 0)]) == {"bell.pressed"}
    inbox.put(arrived(event(2)))
    mixed = inbox.take(8, 0)
    assert len(mixed) == 8
    assert types([*mixed]) == {"bell.pressed", "analytics.loitering"}


def test_that_pictures_are_withheld_by_their_weight_and_life_safety_still_gets_in() -> None:
    inbox = Inbox(read_catalogue())
    heavy = replace(ordinary(1), attachments=(bytes(256 * 1024),) * 3)
    room = MOST_BYTES // (768 * 1024) + 1
    put = [inbox.put(heavy) for _ in range(room + 5)]
    assert put == [True] * room + [False] * 5
    assert inbox.withheld == 5
    assert inbox.put(arrived(event(1)))
    while len(inbox):
        inbox.take(64, 0)
    assert inbox.waiting_bytes == 0


def unreadable(number: int) -> MessageArrived:
    return replace(arrived(event(1), name="evil"), message=None, raw=b"{%d" % number)


def test_that_what_cannot_be_read_comes_last_and_a_few_at_a_time() -> None:
    inbox = Inbox(read_catalogue())
    for number in range(60):
        assert inbox.put(unreadable(number))
    honest = ordinary(1)
    inbox.put(honest)
    taken = inbox.take(256, 0)
    assert taken[0] is honest
    assert len(taken) == 1 + REFUSED_BESIDE
    now = QUIET_MS
    while len(inbox):
        now += 1
        taken += inbox.take(256, now)
    assert [each.raw for each in taken[1:]] == [b"{%d" % number for number in range(60)]  # type: ignore[union-attr]
    assert inbox.waiting_bytes == 0


def test_that_a_flood_of_nonsense_leaves_room_for_what_has_sense() -> None:
    inbox = Inbox(read_catalogue())
    heavy = replace(unreadable(1), raw=bytes(1024 * 1024))
    while inbox.put(heavy):
        pass
    assert inbox.waiting_bytes <= MOST_BYTES + 1024 * 1024
    assert inbox.put(ordinary(1))


def test_that_a_flood_of_nonsense_rides_along_a_little_at_a_time_and_never_goes_alone() -> None:
    inbox = Inbox(read_catalogue())
    for number in range(1_000):
        inbox.put(unreadable(number))
    sizes, sense = [], 0
    for now in range(1_000):
        if now % 5 == 0:
            sense += inbox.put(ordinary(now))
        taken = inbox.take(256, now)
        refused = [each for each in taken if isinstance(each, MessageArrived) and not each.message]
        assert not refused or len(refused) < len(taken)
        sense -= len(taken) - len(refused)
        sizes.append(len(refused))
    assert sense == 0
    assert set(sizes) == {0, REFUSED_BESIDE}
    most = REFUSED_AT_ONCE + 1_000 / FLOOD_EVERY_MS * REFUSED_BESIDE
    assert most / 2 < sum(sizes) <= most
    assert not inbox.is_due(1_000 + QUIET_MS // 2)
    assert inbox.is_due(2_000)
    assert len(inbox.take(256, 2_000)) == MOST_REFUSED


def test_that_a_storm_does_not_keep_nonsense_waiting_for_ever() -> None:
    inbox = Inbox(read_catalogue())
    for number in range(1_000):
        inbox.put(unreadable(number))
    refused = 0
    for now in range(0, 2_000, 10):
        inbox.put(ordinary(now))
        taken = inbox.take(256, now)
        refused += len(taken) - 1
    assert refused >= REFUSED_AT_ONCE + (2_000 / FLOOD_EVERY_MS - 1) * REFUSED_BESIDE


def test_that_one_device_has_a_share_of_the_lane_of_nonsense_and_no_more() -> None:
    inbox = Inbox(read_catalogue())
    put = [inbox.put(unreadable(number)) for number in range(MOST_REFUSED_OF_ONE + 3)]
    assert put == [True] * MOST_REFUSED_OF_ONE + [False] * 3
    assert inbox.withheld == 3
    assert inbox.put(replace(unreadable(1), peer=Peer(b"other", "other")))


def test_that_what_a_device_may_not_report_waits_with_the_nonsense() -> None:
    inbox = Inbox(read_catalogue(), lambda _, reported: reported.type != "bell.pressed")
    forbidden, allowed = arrived(event(1)), ordinary(1)
    assert inbox.put(forbidden)
    assert inbox.put(allowed)
    assert inbox.doubted == 1
    assert inbox.take(8, 0) == [allowed, forbidden]
