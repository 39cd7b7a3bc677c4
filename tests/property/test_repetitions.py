"""Repetitions decided in one go are what each would have become alone (R-MSG-05, R-LOG-01)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from backends.database.batch import Batch
from console.domain.alerts import lifecycle
from console.domain.alerts.alert import Alert, Attention, Box
from console.domain.alerts.lifecycle import Report, raise_alert, repeated
from console.domain.journal_chain import Words
from console.domain.places.geo import Place
from console.ports.messages import Change, MessageArrived
from console.ports.store import Restored
from console.services.catalogue import read_catalogue
from console.services.desk.desk import Desk
from tests.support.engine_doubles import START, arrived, device, event

CATALOGUE = read_catalogue()
DEVICES = ("cam-1", "cam-2")
KINDS = ("analytics.loitering", "analytics.crowd", "sos.app", "made.up")
WORDS = st.sampled_from(["", "near the gate", "two people"])
PLACES = st.sampled_from([None, Place(37.56, 127.04), Place(37.57, 127.05, 12.0)])
BOXES = st.sampled_from([(), (Box(0.1, 0.1, 0.2, 0.2),), (Box(0.5, 0.5, 0.1, 0.1, "person"),)])


@st.composite
def reports(draw: st.DrawFn, condition: str = "point") -> Report:
    place = draw(PLACES)
    at = START + timedelta(milliseconds=draw(st.integers(0, 90_000)))
    return Report(
        "analytics.loitering",
        CATALOGUE.type_of("analytics.loitering"),
        "cam-1",
        None,
        condition,
        at,
        at,
        place,
        draw(st.sampled_from([(), ("cam-1",), ("cam-2", "cam-1")])),
        draw(st.sampled_from([None, "team-3"])),
        draw(WORDS),
        draw(st.sampled_from([None, "crowd"])),
        draw(st.sampled_from([None, 0.4, 0.9])),
        delayed=draw(st.booleans()),
        boxes=draw(BOXES),
        placed_by="cam-2" if place is not None and draw(st.booleans()) else "",
    )


def one_by_one(alert: Alert, facts: list[Report]) -> Alert:
    for fact in facts:
        again = lifecycle.report_again(alert, fact)
        assert again is not None
        alert = again[0]
    return alert


@given(reports("active"), st.lists(reports(), min_size=1, max_size=8), st.booleans())
def test_that_an_alert_is_the_same_after_facts_at_once(
    first: Report, facts: list[Report], is_seen: bool
) -> None:
    alert = raise_alert(7, first)
    if is_seen:
        seen = lifecycle.acknowledge(alert, "kim", START)
        assert isinstance(seen, Alert)
        alert = seen
    after = repeated(alert, facts)
    assert after == one_by_one(alert, facts)
    assert after.attention is Attention.UNACKNOWLEDGED


@st.composite
def storms(draw: st.DrawFn) -> list[MessageArrived]:
    """Events of two devices, many in a row of one; now and then one comes again."""
    counts = dict.fromkeys(DEVICES, 0)
    found: list[MessageArrived] = []
    for number in range(draw(st.integers(1, 30))):
        name = draw(st.sampled_from(DEVICES)) if draw(st.integers(0, 3)) == 0 else DEVICES[0]
        counts[name] += draw(st.sampled_from([0, 1, 1, 1, 1]))
        data: dict[str, Any] = {"text": draw(WORDS), "cameras": draw(st.sampled_from([[], ["c"]]))}
        if draw(st.booleans()):
            data["location"] = {"lat": 37.56, "lon": 127.04}
        told = event(
            max(1, counts[name]),
            source=name,
            type=draw(st.sampled_from(KINDS[:1] * 6 + KINDS[1:])),
            condition=draw(st.sampled_from(["point"] * 6 + ["active", "cleared"])),
            drill=draw(st.integers(0, 9)) == 0,
            data=data,
        )
        came = arrived(told, draw(st.sampled_from([number, 400 * number])), name)
        found.append(replace(came, raw=b"%d" % number))
    return found


def decided(storm: list[MessageArrived], size: int) -> tuple[Desk, list[Change]]:
    desk = Desk(CATALOGUE)
    desk.restore(Restored(0, 1, (), ()), [device(name) for name in DEVICES])
    changes: list[Change] = []
    for first in range(0, len(storm), size):
        decision = desk.handle(storm[first : first + size])
        desk.committed(decision)
        desk.learn(decision)
        changes += decision.changes
    return desk, changes


def lines_of(changes: list[Change]) -> list[Words]:
    batch = Batch(0, 0)
    for change in changes:
        batch.add(change)
    return batch.lines


@settings(max_examples=150)
@given(storms())
def test_that_a_batch_decides_and_records_what_its_events_alone_do(
    storm: list[MessageArrived],
) -> None:
    at_once, changes = decided(storm, len(storm))
    alone, singly = decided(storm, 1)
    assert at_once.alerts() == alone.alerts()
    assert at_once.room().actors == alone.room().actors
    assert at_once.counters() == alone.counters()
    assert lines_of(changes) == lines_of(singly)
