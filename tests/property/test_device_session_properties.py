"""Sequence numbers under repeats, disorder and restarts (R-MSG-02, R-MSG-05)."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from console.wire.device_session import Arrival, DeviceSession, Gap, restored_boot


@given(st.integers(0, 2**32), st.integers(1, 300))
@settings(max_examples=60, deadline=None)
def test_that_repeats_and_disorder_take_each_number_exactly_once_r_msg_02(
    seed: int, count: int
) -> None:
    random = Random(seed)
    sent = sorted(range(1, count + 1), key=lambda n: n + random.uniform(0, 100))
    sent += random.sample(sent, count // 10)
    session, taken = DeviceSession("d"), []
    for number in sent:
        arrival, session = session.arrive(1, number, 0)
        if arrival is Arrival.NEW:
            taken.append(number)
        else:
            assert arrival is Arrival.DUPLICATE
    assert sorted(taken) == list(range(1, count + 1))
    assert session.stored(1) == count
    assert not session.has_open_gap()


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 40)), max_size=120))
@settings(deadline=None)
def test_that_the_session_agrees_with_a_plain_set(arrivals: list[tuple[int, int]]) -> None:
    session, known = DeviceSession("d"), set[tuple[int, int]]()
    for boot, number in arrivals:
        arrival, session = session.arrive(boot, number, 0)
        assert (arrival is Arrival.DUPLICATE) == ((boot, number) in known)
        known.add((boot, number))
    for boot in session.boots:
        numbers = {number for each, number in known if each == boot}
        stored = session.stored(boot)
        assert set(range(1, stored + 1)) <= numbers
        assert stored + 1 not in numbers
        also = tuple(sorted(number for number in numbers if number > stored))
        again = restored_boot(boot, stored, also, 0)
        assert again == session.boots[boot]


def _with(numbers: list[int], at: int = 0) -> DeviceSession:
    session = DeviceSession("d")
    for number in numbers:
        _, session = session.arrive(1, number, at)
    return session


def test_that_a_hole_is_asked_for_after_5_s_and_mourned_once_after_60_s_r_msg_05() -> None:
    session = _with([1, 2, 5])
    assert session.due_resends(4_999)[0] == ()
    asked, session = session.due_resends(5_000)
    assert asked == (Gap(1, 3, 4),)
    assert session.due_resends(9_999)[0] == ()
    assert session.due_resends(10_000)[0] == (Gap(1, 3, 4),)
    lost, session = session.due_losses(60_000)
    assert lost == (Gap(1, 3, 4),)
    assert session.due_losses(120_000)[0] == ()
    assert session.due_resends(120_000)[0] == ()
    arrival, session = session.arrive(1, 3, 130_000)
    assert arrival is Arrival.NEW


def test_that_a_new_hole_above_a_mourned_one_has_its_own_minute() -> None:
    _, session = _with([2]).due_losses(60_000)
    _, session = session.arrive(1, 5, 100_000)
    assert session.due_losses(159_999)[0] == ()
    assert session.due_losses(160_000)[0] == (Gap(1, 3, 4),)


def test_that_each_hole_has_its_own_minute() -> None:
    _, session = _with([1, 3]).arrive(1, 6, 50_000)
    lost, session = session.due_losses(60_000)
    assert lost == (Gap(1, 2, 2),)
    assert session.due_losses(110_000)[0] == (Gap(1, 4, 5),)


def test_that_an_older_boot_keeps_its_own_numbers() -> None:
    session = _with([1, 2])
    _, session = session.arrive(2, 1, 0)
    arrival, session = session.arrive(1, 3, 0)
    assert arrival is Arrival.NEW
    assert (session.stored(1), session.stored(2), session.newest_boot) == (3, 1, 2)


def test_that_memory_stays_bounded_under_scattered_numbers() -> None:
    session = DeviceSession("d")
    refused = 0
    for number in range(2, 5_000, 2):
        arrival, session = session.arrive(1, number, 0)
        refused += arrival is Arrival.TOO_SCATTERED
    assert len(session.boots[1].runs) == 2_048
    assert refused > 0
    arrival, session = session.arrive(1, 1, 0)
    assert arrival is Arrival.NEW


def test_that_holes_in_many_boots_stay_bounded_and_can_still_be_filled() -> None:
    session = DeviceSession("d")
    for boot in range(1, 41):
        for number in range(2, 142, 2):
            _, session = session.arrive(boot, number, 0)
    assert sum(len(each.runs) for each in session.boots.values()) == 2_048
    asked, session = session.due_resends(5_000)
    assert len(asked) == 256
    filled, session = session.arrive(1, 1, 6_000)
    following, session = session.arrive(1, 101, 6_000)
    assert (filled, following) == (Arrival.NEW, Arrival.NEW)
    assert session.arrive(41, 9, 6_000)[0] is Arrival.NEW


def test_that_an_emptied_spool_may_bring_life_safety_first_however_scattered_it_is() -> None:
    session, spool = DeviceSession("d"), range(1, 8_001)
    for number in sorted(spool, key=lambda number: (number % 4 != 0, number)):
        arrival, session = session.arrive(1, number, 0)
        assert arrival is Arrival.NEW
    assert session.boots[1].stored == 8_000


def test_that_many_holes_are_asked_for_a_few_at_a_time_the_lowest_first() -> None:
    session = _with(list(range(2, 1_202, 2)))
    asked: list[int] = []
    for round_ in range(4):
        due, session = session.due_resends(5_000 + round_)
        asked += [gap.first for gap in due]
        assert len(due) <= 256
    assert asked == list(range(1, 1_201, 2))
