"""Incidents in the desk: found by place, time and name; split, merged and restored (R-CAD-01)."""

from datetime import timedelta
from random import Random

import pytest

from tests.support.desk_room import Room

HERE = {"lat": 37.5635, "lon": 127.0365}
NEAR = {"lat": 37.5640, "lon": 127.0365}
FAR = {"lat": 37.5735, "lon": 127.0365}


def _three() -> Room:
    """Two signals at one place and one far away."""
    room = Room()
    room.event("bell.pressed", "bell-1", data={"location": HERE})
    room.event("sos.watch", "watch-1", data={"location": NEAR})
    room.event("analytics.fight", "cam-1", data={"location": FAR})
    return room


def incidents(room: Room) -> dict[int, int | None]:
    return {each.number: each.incident for each in room.desk.alerts()}


def firsts(room: Room) -> list[int]:
    return [each.number for each in room.desk.alerts() if each.first_out]


def test_that_signals_of_one_place_and_time_are_one_incident_with_a_row_each() -> None:
    room = _three()
    assert incidents(room) == {1: 1, 2: 1, 3: 3}
    assert firsts(room) == [1, 3]


def test_that_a_later_signal_of_the_place_is_another_incident() -> None:
    room = _three()
    room.at(301)
    room.event("bell.pressed", "bell-1", data={"location": HERE})
    assert incidents(room)[4] == 4


def test_that_the_first_to_occur_is_marked_whatever_came_first_r_alm_11() -> None:
    room = Room()
    room.at(60)
    start = room.now
    for source, seconds in (("bell-1", 30), ("watch-1", 10), ("cam-1", 20)):
        when = start.replace(second=seconds)
        room.event("bell.pressed", source, time=when, data={"location": HERE})
    assert set(incidents(room).values()) == {1}
    assert firsts(room) == [2]


def test_that_split_and_merge_restore_the_originals_exactly_r_cad_01() -> None:
    room = _three()
    before = room.desk.alerts()
    assert room.act("merge", 3, subject="2") == ""
    assert incidents(room) == {1: 1, 2: 1, 3: 1}
    assert firsts(room) == [1]
    assert "already" in room.act("merge", 1, subject="3")
    assert room.act("split", 3) == ""
    assert room.desk.alerts() == before
    assert room.act("split", 1) == ""
    assert incidents(room) == {1: 1, 2: 2, 3: 3}
    assert "alone" in room.act("split", 1)


def test_that_a_restart_knows_the_incidents_and_goes_on_with_them_r_alm_18() -> None:
    room = _three()
    again = room.restarted()
    assert again.desk.alerts() == room.desk.alerts()
    again.event("analytics.fall", "cam-1", data={"location": HERE})
    assert incidents(again)[4] == 1


def test_that_a_drill_never_joins_the_real_thing() -> None:
    room = _three()
    room.event("bell.pressed", "bell-1", drill=True, data={"location": HERE})
    assert incidents(room)[4] == 4
    assert "drill" in room.act("merge", 4, subject="1")


@pytest.mark.parametrize("seed", range(40))
def test_that_scripted_happenings_are_grouped_as_labelled(seed: int) -> None:
    """Several happenings a kilometre apart at once, their signals shuffled together."""
    random = Random(seed)
    room = Room()
    label: dict[int, int] = {}
    signals = [spot for spot in range(4) for _ in range(random.randint(1, 5))]
    random.shuffle(signals)
    for second, spot in enumerate(signals):
        room.at(second * 5)
        place = {
            "lat": HERE["lat"] + 0.01 * spot + random.uniform(-4e-4, 4e-4),
            "lon": HERE["lon"] + random.uniform(-5e-4, 5e-4),
        }
        kind = random.choice(("bell.pressed", "sos.app", "sos.watch"))
        number = room.event(kind, random.choice(("bell-1", "cam-1")), data={"location": place})
        assert number is not None
        label[number] = spot
    grouped: dict[int | None, set[int]] = {}
    # A device that is not heard between two signals has a technical alert of its own beside them.
    for number, incident in ((n, i) for n, i in incidents(room).items() if n in label):
        grouped.setdefault(incident, set()).add(label[number])
    assert all(len(spots) == 1 for spots in grouped.values())
    assert len(grouped) == len(set(signals))


def test_that_a_merge_taken_back_leaves_the_mark_where_it_was_r_alm_11() -> None:
    """What is known of the alerts by then may say otherwise: the mark was set by what was known."""
    room = Room()
    room.event(
        "analytics.crowd", "cam-1", time=room.now - timedelta(seconds=700), data={"location": HERE}
    )
    room.event("analytics.loitering", "cam-1", data={"location": HERE})
    room.event("bell.pressed", "bell-1", data={"location": FAR})
    room.event("analytics.crowd", "cam-1", data={"location": HERE})
    before = [(each.incident, each.first_out) for each in room.desk.alerts()]
    assert len({incident for incident, _ in before}) == 2
    assert room.act("merge", 1, subject="3") == ""
    assert room.act("split", 3) == ""
    assert [(each.incident, each.first_out) for each in room.desk.alerts()] == before
