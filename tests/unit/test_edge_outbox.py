"""Transcripts of a device's window: what leaves when, and in which order (R-MSG-04)."""

from console.domain.alerts.alert import AlertClass
from console.services.catalogue import read_catalogue
from console.services.edge_outbox import LIFE_ROOM, LIFE_TYPES, MOST_AHEAD, WINDOW, Outbox


def outbox(plain: int = 0, life: int = 0) -> Outbox[str]:
    """`plain` events and then `life` ones, numbered through."""
    made: Outbox[str] = Outbox()
    for number in range(1, plain + life + 1):
        made.add(1, number, "", life=number > plain)
    return made


def send(made: Outbox[str], now_ms: int = 0) -> list[int]:
    sent = []
    for flight in made.due(now_ms):
        made.left(flight, now_ms)
        sent.append(flight.sequence)
    return sent


def test_that_waiting_doubles_up_to_half_a_minute() -> None:
    made = outbox(plain=1)
    now, waits = 0, []
    for _ in range(8):
        (flight,) = made.due(now)
        made.left(flight, now)
        assert flight.due_ms is not None
        waits.append(flight.due_ms - now)
        assert made.due(flight.due_ms - 1) == []
        now = flight.due_ms
    assert waits == [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 32_000, 32_000]


def test_that_life_safety_leaves_first_and_always_finds_room() -> None:
    made = outbox(plain=1_000, life=2)
    assert send(made)[:3] == [1_001, 1_002, 1]
    assert made.flying == WINDOW - LIFE_ROOM
    made.add(1, 1_003, "", life=True)
    assert send(made) == [1_003], "an SOS does not wait behind a full window"


def test_that_no_more_than_a_window_is_on_its_way() -> None:
    made = outbox(plain=10, life=1_000)
    send(made)
    send(made)
    assert made.flying <= WINDOW


def test_that_life_safety_before_its_turn_leaves_the_engine_fewer_holes_than_it_takes() -> None:
    made = outbox()
    for number in range(1, 2_001):
        made.add(1, number, "", life=number % 2 == 0)
    ahead = [number for number in send(made) if number % 2 == 0]
    assert len(ahead) == MOST_AHEAD
    made.settle(1, 0, ahead)
    assert not [number for number in send(made) if number % 2 == 0 and number > max(ahead)]


def test_that_a_backlog_of_mixed_events_is_delivered_whole() -> None:
    """An engine that takes at most 256 runs of numbers must never block the way."""
    made = outbox()
    for number in range(1, 3_001):
        made.add(1, number, "", life=number % 3 == 0)
    held: set[int] = set()
    now = 0
    for _ in range(3_000):
        if not len(made):
            break
        now += 500
        for number in send(made, now):
            if runs(held | {number}) <= 256:
                held.add(number)
        stored = contiguous(held)
        made.settle(1, stored, sorted(each for each in held if each > stored))
    assert len(made) == 0
    assert held == set(range(1, 3_001))


def runs(held: set[int]) -> int:
    stored = contiguous(held)
    return sum(1 for each in held if each > stored and each - 1 not in held)


def contiguous(held: set[int]) -> int:
    number = 0
    while number + 1 in held:
        number += 1
    return number


def test_that_a_range_asked_for_leaves_at_once_and_only_that() -> None:
    made = outbox(plain=9)
    send(made)
    made.again(1, 3, 5)
    assert send(made, 1) == [3, 4, 5]
    assert send(made, 2) == []


def test_that_a_new_connection_sends_everything_again_in_order() -> None:
    made = outbox(plain=3, life=1)
    send(made)
    made.settle(1, 0, [2])
    made.all_again()
    assert made.flying == 0
    assert send(made, 5) == [4, 1, 3]


def test_that_a_receipt_settles_only_its_own_boot() -> None:
    made = outbox(plain=2)
    made.add(2, 1, "", life=False)
    assert [flight.key for flight in made.settle(1, 9)] == [(1, 1), (1, 2)]
    assert [flight.key for flight in made.waiting()] == [(2, 1)]
    assert made.settle(7, 9) == []


def test_that_only_what_is_not_life_safety_may_be_given_up_the_oldest_first() -> None:
    made = outbox(life=1)
    assert made.oldest_dispensable() is None
    made.add(1, 2, "", life=False)
    made.add(1, 3, "", life=False)
    oldest = made.oldest_dispensable()
    assert oldest is not None
    assert oldest.sequence == 2


def test_that_the_client_and_the_catalogue_agree_on_what_is_life_safety() -> None:
    types = read_catalogue().types.values()
    life = {each.name for each in types if each.alert_class is AlertClass.LIFE}
    assert life == LIFE_TYPES
