"""The rules of the door watch, one connection at a time (ADR 0015)."""

from backends.zeromq.guests import (
    ENDLESS_BYTES,
    FRUITLESS,
    GREETING_S,
    MOST_WAITING_BYTES,
    MOST_WAITING_OF_ALL,
    RECONNECTS,
    STRANGER_S,
    STRANGERS,
    Guests,
)

REMOTE = ("10.0.0.9", 4_000)


def guests(*names: str) -> Guests:
    """One connection each, from descriptor 1 on; empty names never spoke."""
    made = Guests()
    for number, name in enumerate(names, start=1):
        made.came(number, REMOTE, 0.0)
        if name:
            made.spoke(number, name, 0.1)
    return made


def reasons(made: Guests, count: int, heard: int, turns: int, now_s: float = 1.0) -> list[str]:
    return [v.reason for v in made.judge({1: count}, {1: heard}, turns, now_s)]


def test_that_only_a_full_turn_of_the_door_proves_a_message_without_end() -> None:
    made = guests("cam-1")
    assert reasons(made, 100, 1, 5) == []
    over = 101 + ENDLESS_BYTES
    assert reasons(made, over, 1, 5) == []
    assert reasons(made, over, 1, 6) == []
    assert reasons(made, over, 1, 7) == ["sends a message that never ends"]


def test_that_whole_messages_are_no_message_without_end_however_many() -> None:
    made = guests("cam-1")
    for turn in range(1, 50):
        assert reasons(made, turn * 2 * ENDLESS_BYTES, turn, turn) == []


def waiting(made: Guests, counts: dict[int, int], heard: int, emptied: int) -> list[str]:
    taken = dict.fromkeys(counts, heard)
    return [v.guest.name for v in made.judge_waiting(counts, taken, 0, emptied) if v.guest]


def test_that_a_standing_engine_lets_wait_what_a_device_may_have_in_flight() -> None:
    made = guests("cam-1")
    assert waiting(made, {1: MOST_WAITING_BYTES}, 0, 0) == []
    assert waiting(made, {1: MOST_WAITING_BYTES + 1}, 0, 0) == ["cam-1"]


def test_that_what_was_taken_does_not_wait_however_much_came() -> None:
    made = guests("cam-1")
    for look in range(1, 50):
        came = look * MOST_WAITING_BYTES // 2
        assert waiting(made, {1: came}, came - 100, 0) == []


def test_that_an_empty_door_settles_all_that_came_before() -> None:
    made = guests("cam-1")
    for look in range(1, 50):
        assert waiting(made, {1: look * MOST_WAITING_BYTES // 2}, 0, look) == []
    assert waiting(made, {1: 26 * MOST_WAITING_BYTES}, 0, 49) == ["cam-1"]


def test_that_of_all_together_the_one_with_most_goes_first_and_may_come_again() -> None:
    made = guests("cam-1", "cam-2", "cam-3", "cam-4", "cam-5")
    share = MOST_WAITING_OF_ALL // 5
    counts = dict.fromkeys(range(1, 6), share)
    assert waiting(made, counts, 0, 0) == []
    found = list(made.judge_waiting({**counts, 3: share + 10}, dict.fromkeys(counts, 0), 0, 0))
    assert [(v.subject, v.kind, v.bars) for v in found] == [("cam-3", "device.fault", False)]


def test_that_one_that_sends_more_than_a_running_engine_takes_stays_out_for_a_while() -> None:
    made = guests("cam-1")
    found = list(made.judge_waiting({1: MOST_WAITING_BYTES + 1}, {}, 1, 0))
    assert [(v.subject, v.bars) for v in found] == [("cam-1", True)]


def test_that_who_says_nothing_is_shown_out_and_who_spoke_may_be_silent() -> None:
    made = guests("", "cam-1")
    late = GREETING_S + 1
    found = list(made.judge({1: 64, 2: 64}, {2: 1}, 1, late))
    assert [(v.kind, v.subject) for v in found] == [("security.identity", "10.0.0.9")]


def test_that_of_too_many_strangers_those_that_sent_nothing_go_first() -> None:
    made = guests(*[""] * (STRANGERS + 3))
    received = dict.fromkeys(range(1, STRANGERS + 4), 0)
    received[1] = 64
    assert list(made.judge(received, {}, 1, STRANGER_S - 0.5)) == []
    gone = [v.guest.descriptor for v in made.judge(received, {}, 1, STRANGER_S + 1) if v.guest]
    assert len(gone) == 3
    assert 1 not in gone


def test_that_fruitless_connections_are_told_and_fruitful_ones_are_not() -> None:
    made = Guests()
    told = []
    for number in range(FRUITLESS + 1):
        made.came(7, REMOTE, number * 0.1)
        told.append(made.left(7, number * 0.1))
    assert [verdict is not None for verdict in told] == [False] * FRUITLESS + [True]


def test_that_a_device_that_connects_again_and_again_is_named() -> None:
    made = Guests()
    told = []
    for number in range(RECONNECTS + 1):
        made.came(7, REMOTE, number * 0.1)
        told.append(made.spoke(7, "cam-1", number * 0.1))
        made.left(7, number * 0.1)
    assert told[-1] is not None
    assert (told[-1].kind, told[-1].subject) == ("device.fault", "cam-1")
    assert told[:-1] == [None] * RECONNECTS


def test_that_a_device_that_comes_back_twice_a_minute_is_not_named() -> None:
    made = Guests()
    for number in range(200):
        made.came(7, REMOTE, number * 30.0)
        assert made.spoke(7, "cam-1", number * 30.0) is None
        made.left(7, number * 30.0)
