"""Merging and splitting marked alerts can be taken back, whatever was merged before (R-CAD-01).

The plans are the console's, the incidents those of the real desk.
"""

from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.alerts.alert import Alert
from tests.support.desk_room import Room
from widgets.detail.group_options import Regrouping, merging, splitting
from widgets.detail.wish import Surroundings, Wish

MOST = 5
PAIRS = st.lists(st.tuples(st.integers(1, MOST), st.integers(1, MOST)), max_size=4)
CHOSEN = st.lists(st.integers(1, MOST), min_size=2, max_size=MOST, unique=True)


def _room(pairs: list[tuple[int, int]]) -> Room:
    room = Room()
    for second in range(MOST):
        room.at(second)
        room.event("sos.watch", source="watch-1")
    for one, other in pairs:
        if one != other:
            room.act("merge", one, subject=str(other))
    return room


def _grouping(room: Room) -> dict[int, tuple[int, bool]]:
    """Who stands with whom, told by the lowest number of each incident, and who is first of it."""
    alerts = room.desk.alerts()
    lowest: dict[int | None, int] = {}
    for each in sorted(alerts, key=_number):
        lowest.setdefault(each.incident, each.number)
    return {each.number: (lowest[each.incident], each.first_out) for each in alerts}


def _number(alert: Alert) -> int:
    return alert.number


def _perform(room: Room, wishes: tuple[Wish, ...]) -> list[str]:
    return [room.act(wish.kind, wish.alert, subject=wish.subject) for wish in wishes]


def _alerts(room: Room, numbers: list[int]) -> list[Alert]:
    return [room.alert(number) for number in numbers]


def _around(room: Room, now: datetime) -> Surroundings:
    return Surroundings(now, tuple(room.desk.alerts()))


@settings(max_examples=60, deadline=None)
@given(pairs=PAIRS, chosen=CHOSEN)
def test_that_merging_what_is_marked_makes_one_incident(
    pairs: list[tuple[int, int]], chosen: list[int]
) -> None:
    room = _room(pairs)
    plan: Regrouping = merging(_alerts(room, chosen))
    assert _perform(room, plan.wishes) == [""] * len(plan.wishes)
    assert len({each.incident for each in _alerts(room, chosen)}) == 1


@settings(max_examples=60, deadline=None)
@given(pairs=PAIRS, chosen=CHOSEN)
def test_that_a_merge_is_taken_back_exactly(
    pairs: list[tuple[int, int]], chosen: list[int]
) -> None:
    room = _room(pairs)
    before = _grouping(room)
    plan = merging(_alerts(room, chosen))
    _perform(room, plan.wishes)
    assert _perform(room, plan.back) == [""] * len(plan.back)
    assert _grouping(room) == before


@settings(max_examples=60, deadline=None)
@given(one=st.integers(1, MOST))
def test_that_a_split_is_taken_back_to_the_same_company(one: int) -> None:
    room = _room([(1, number) for number in range(2, MOST + 1)])
    before = _grouping(room)
    plan = splitting(_alerts(room, [one]), _around(room, room.now))
    _perform(room, plan.wishes)
    assert _grouping(room) != before
    _perform(room, plan.back)
    assert _grouping(room) == before
