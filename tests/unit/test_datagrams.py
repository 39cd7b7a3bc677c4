"""Datagrams of a camera come in any order, twice or never: put in order, and counted."""

import random

import pytest

from backends.video.datagrams import Order


def packet(number: int, source: int = 7) -> bytes:
    return b"\x80\x60" + (number % 65_536).to_bytes(2, "big") + bytes(4) + source.to_bytes(4, "big")


def numbers(packets: list[bytes]) -> list[int]:
    return [int.from_bytes(one[2:4], "big") for one in packets]


def passed(order: Order, *sent: int, now: float = 0.0) -> list[int]:
    return numbers([one for number in sent for one in order.put(packet(number), now)])


def test_that_packets_in_order_pass_at_once_over_the_turn_of_the_count() -> None:
    order = Order()
    assert passed(order, 65_534, 65_535, 0, 1) == [65_534, 65_535, 0, 1]
    assert order.lost == 0


def test_that_packets_that_changed_places_are_put_back() -> None:
    order = Order()
    assert passed(order, 1, 3, 4, 2, 5) == [1, 2, 3, 4, 5]
    assert order.lost == 0


def test_that_a_gap_is_waited_for_briefly_and_then_counted() -> None:
    order = Order()
    assert passed(order, 1, 4) == [1]
    assert order.overdue(0.01) == []
    assert numbers(order.overdue(0.1)) == [4]
    assert order.lost == 2
    assert passed(order, 2, 4, 5, now=0.2) == [5], "what comes too late or twice is left out"
    assert order.lost == 2


def test_that_a_gap_is_not_waited_for_with_a_full_hand() -> None:
    order = Order()
    assert passed(order, 0, *range(2, 90))[:3] == [0, 2, 3]
    assert order.lost == 1


@pytest.mark.parametrize("then", [packet(30_000), packet(4, source=8)])
def test_that_a_camera_that_counts_anew_is_followed_and_counts_as_a_loss(then: bytes) -> None:
    order = Order()
    assert passed(order, 1, 3) == [1]
    assert numbers(order.put(then, 0.0)) == [3, *numbers([then])]
    assert order.lost == 1


def test_that_what_is_no_packet_is_left_out() -> None:
    order = Order()
    assert order.put(b"", 0.0) == []
    assert order.put(b"\x80" * 11, 0.0) == []
    assert order.lost == 0


@pytest.mark.parametrize("seed", range(20))
def test_that_any_order_within_a_hand_loses_and_doubles_nothing(seed: int) -> None:
    chance, order = random.Random(seed), Order()
    sent = list(range(65_400, 65_800))
    late = sorted(range(len(sent)), key=lambda at: at + chance.uniform(0, 20))
    told = [*passed(order, sent[0]), *passed(order, *(sent[at] for at in late if at))]
    assert told == [number % 65_536 for number in sent]
    assert order.lost == 0


@pytest.mark.parametrize("seed", range(20))
def test_that_what_is_lost_is_counted_to_one(seed: int) -> None:
    chance, order = random.Random(seed), Order()
    kept = [0, *(number for number in range(1, 500) if chance.random() > 0.05), 500]
    now, told = 0.0, list[int]()
    for number in kept:
        now += 0.01
        told += passed(order, number, now=now)
    told += [one for later in range(1, 9) for one in numbers(order.overdue(now + later))]
    assert told == kept
    assert order.lost == 501 - len(kept)
