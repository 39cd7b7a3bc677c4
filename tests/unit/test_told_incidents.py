"""Evenings as people tell them are grouped as people label them (O4, R-CAD-01)."""

import pytest

from console.domain.alerts.alert import Alert
from tests.support.desk_room import Room
from tests.support.engine_doubles import device
from tests.support.evenings import PLANE, is_grouped
from tests.support.told_incidents import Told, scenarios

ALL = scenarios()
# Each of these a person would tell otherwise; together less than one in twenty.
KNOWN_OTHERWISE: frozenset[str] = frozenset()


def played(signals: list[Told]) -> list[tuple[int, int]]:
    """(incident, label) of every signal that made an alert."""
    names = {each.source or f"dev-{n}" for n, each in enumerate(signals)} - {"engine"}
    room, labels = Room(*(device(name) for name in sorted(names))), {}
    known: set[int] = set()
    for number, signal in enumerate(signals):
        room.at(signal.at_s)
        _report(room, number, signal)
        for alert in room.desk.alerts():
            if alert.number not in known and _is_of(alert, signal):
                labels[alert.number] = ord(signal.label)
            known.add(alert.number)
    assert len(labels) == len(signals)
    found = {each.number: each for each in room.desk.alerts()}
    return [(found[number].incident or 0, label) for number, label in labels.items()]


def _report(room: Room, number: int, signal: Told) -> None:
    content: dict[str, object] = {}
    if signal.east is not None and signal.north is not None:
        place = PLANE.to_place(signal.east, signal.north)
        content["location"] = {"lat": place.lat, "lon": place.lon}
        if signal.accuracy_m is not None:
            content["location"]["accuracy_m"] = signal.accuracy_m  # type: ignore[index]
    more: dict[str, object] = {"data": content, "drill": signal.drill}
    if signal.who:
        more["subject"] = signal.who
    source = signal.source if signal.source not in ("", "engine") else f"dev-{number}"
    room.event(signal.kind, source, **more)


def _is_of(alert: Alert, signal: Told) -> bool:
    return alert.type == signal.kind


@pytest.mark.parametrize(("about", "signals"), ALL, ids=[about for about, _ in ALL])
def test_that_an_evening_is_grouped_as_it_is_told_o4(about: str, signals: list[Told]) -> None:
    assert is_grouped(played(signals)) != (about in KNOWN_OTHERWISE)


def test_that_more_than_95_of_100_are_grouped_as_told_o4() -> None:
    assert len(ALL) >= 50
    assert len(KNOWN_OTHERWISE) <= len(ALL) * 0.05
