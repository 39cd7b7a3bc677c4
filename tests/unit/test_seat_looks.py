"""First looks leave the seat once, and only the first of each kind counts (R-ARC-01)."""

from datetime import UTC, datetime, timedelta

from console.services.seat_looks import SAID_AT_ONCE, Looks
from console.wire.seat import SeatMalformed, decode_seat, encode_seat
from console.wire.seat_values import AlertSeen, AlertsSeen

NOW = datetime(2026, 3, 1, 22, 0, tzinfo=UTC)
LATER = NOW + timedelta(seconds=5)


def test_that_only_the_first_of_a_kind_counts_and_is_told_once() -> None:
    looks = Looks()
    looks.note("displayed", [1, 2], NOW)
    looks.note("displayed", [1], LATER)
    assert looks.due() == AlertsSeen((AlertSeen(1, NOW), AlertSeen(2, NOW)))
    looks.told(looks.due())
    looks.note("displayed", [1, 2], LATER)
    assert looks.due() == AlertsSeen()


def test_that_what_came_while_it_was_told_is_told_next() -> None:
    looks = Looks()
    looks.note("displayed", [1], NOW)
    said = looks.due()
    looks.note("opened", [1], LATER)
    looks.told(said)
    assert looks.due() == AlertsSeen((AlertSeen(1, NOW, opened=LATER),))


def test_that_many_looks_leave_in_messages_the_engine_reads() -> None:
    looks = Looks()
    most = 1 << 53
    for what in ("displayed", "annunciated", "opened"):
        at = NOW.replace(microsecond=123_456)
        looks.note(what, range(most, most + SAID_AT_ONCE + 10), at, most)
    said = looks.due(most)
    assert decode_seat(encode_seat(said)) == said
    looks.told(said)
    assert len(looks.due().seen) == 10
    hostile = AlertsSeen((AlertSeen(1, NOW.replace(tzinfo=None)),))
    assert isinstance(decode_seat(encode_seat(hostile)), SeatMalformed)
