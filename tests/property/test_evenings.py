"""Signals come together as people would label them, and a split gives back what was (O4)."""

from random import Random

import pytest

from console.domain.alerts.alert import Alert, AlertClass, Visibility
from console.ports.store import Device
from tests.support.desk_room import Room
from tests.support.engine_doubles import device
from tests.support.evenings import evening, is_grouped

SOURCES = tuple(f"dev-{number}" for number in range(24))


def played(seed: int) -> tuple[Room, list[tuple[int, int]]]:
    """An evening through the desk: (incident, label) of every signal."""
    devices: tuple[Device, ...] = tuple(device(name) for name in SOURCES)
    room, labels = Room(*devices), {}
    for number, signal in enumerate(evening(Random(seed))):
        room.at(signal.at_s)
        place = {"lat": signal.place.lat, "lon": signal.place.lon}
        made = room.event(signal.kind, SOURCES[number % 24], data={"location": place})
        labels[made] = signal.label
    found = {each.number: each for each in room.desk.alerts()}
    return room, [(found[n].incident or 0, label) for n, label in labels.items() if n]


def marks(room: Room) -> dict[int, tuple[int | None, bool]]:
    return {each.number: (each.incident, each.first_out) for each in room.desk.alerts()}


def grouped(seeds: range) -> int:
    return sum(is_grouped(played(seed)[1]) for seed in seeds)


def test_that_95_of_100_evenings_are_grouped_as_labelled_through_the_desk_o4() -> None:
    assert grouped(range(40)) >= 38


@pytest.mark.soak
def test_that_190_of_200_evenings_are_grouped_as_labelled_through_the_desk_o4() -> None:
    assert grouped(range(200)) >= 190


@pytest.mark.parametrize("seed", range(8))
def test_that_a_merge_and_its_split_leave_every_mark_as_it_was_r_cad_01(seed: int) -> None:
    room, _ = played(seed)
    before, alerts = marks(room), room.desk.alerts()
    pairs = [(a, b) for a in alerts for b in alerts if _may_merge(a, b)]
    for one, other in Random(seed).sample(pairs, min(6, len(pairs))):
        assert room.act("merge", one.number, subject=str(other.number)) == ""
        assert marks(room) != before
        later = max(one, other, key=lambda each: each.incident or 0)
        assert room.act("split", later.number) == ""
        assert marks(room) == before
        life = [a for a in room.desk.alerts() if a.alert_class is AlertClass.LIFE]
        assert all(each.visibility is Visibility.NORMAL for each in life)


def _may_merge(one: Alert, other: Alert) -> bool:
    return one.incident != other.incident
