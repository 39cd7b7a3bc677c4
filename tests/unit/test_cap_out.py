"""Alerts leave as CAP 1.2, and what leaves can be read again (R-IF-07, R-ARC-07)."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backends.adapters.cap import read_cap
from backends.adapters.cap_out import SCOPES, Envelope, Sent, cap_message, sent_of
from backends.adapters.loose import Unreadable
from console.domain.alerts.alert import Alert, Disposition, Work
from console.domain.alerts.handling import Handling, Verdict, Verified
from console.domain.alerts.lifecycle import Report, raise_alert
from console.domain.places.geo import Place
from console.services.catalogue import read_catalogue

CATALOGUE = read_catalogue()
START = datetime(2026, 11, 21, 22, 0, 30, 250_000, tzinfo=UTC)
SCHEMA = Path(__file__).parents[1] / "support" / "cap-1.2.xsd"
HERE = Place(37.5635, 127.0365, 35.0)


def alert(kind: str = "sos.app", **more: object) -> Alert:
    of_kind = CATALOGUE.type_of(kind)
    report = Report(kind, of_kind, "APP-1", None, "point", START, START, HERE, ("CAM-7",))
    return replace(raise_alert(7, report), **more)  # type: ignore[arg-type]


def message(one: Alert, *before: Sent, **envelope: object) -> bytes:
    addressed = Envelope("sunra.seongdong", **envelope)  # type: ignore[arg-type]
    return cap_message(one, CATALOGUE.type_of(one.type), addressed, START, before).xml


def assert_valid(xml: bytes) -> None:
    etree = pytest.importorskip("lxml.etree", reason="lxml checks the schema")
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    assert schema.validate(etree.fromstring(xml)), schema.error_log


@pytest.mark.parametrize("kind", sorted(CATALOGUE.types))
def test_that_every_type_leaves_by_the_rules_of_cap_r_if_07(kind: str) -> None:
    for one in (alert(kind), alert(kind, place=None, cameras=()), alert(kind, drill=True)):
        xml = message(one)
        assert_valid(xml)
        assert read_cap(xml, "sunra") is not None


def test_that_what_leaves_is_read_back_as_the_same_happening() -> None:
    found = read_cap(message(alert(), scope="Public"), "sunra")
    assert found is not None
    assert found.kind == "Security/앱 긴급신고"
    assert (found.state, found.drill, found.severity) == ("active", False, "extreme")
    assert found.origin == "CAM-7"
    assert found.time == START.replace(microsecond=0)
    assert found.place is not None
    assert (found.place.lat, found.place.lon) == (HERE.lat, HERE.lon)
    assert found.place.accuracy_m == pytest.approx(35)


def test_that_later_messages_refer_to_all_before_and_a_closed_alert_cancels() -> None:
    first = sent_of(message(alert()))
    second = sent_of(message(alert(), first))
    closed = alert(work=Work.CLOSED, closed_at=START, disposition=Disposition.TRUE)
    xml = message(closed, first, second)
    assert_valid(xml)
    assert len({first.identifier, second.identifier, sent_of(xml).identifier}) == 3
    begun, over = read_cap(message(alert()), "sunra"), read_cap(xml, "sunra")
    assert begun is not None
    assert over is not None
    assert (over.state, over.subject) == ("cleared", begun.subject)
    assert over.foreign["references"] == f"{first.triplet} {second.triplet}"


@pytest.mark.parametrize("scope", SCOPES)
def test_that_a_drill_never_leaves_as_actual_r_arc_07(scope: str) -> None:
    for one in (alert(drill=True), alert(drill=True, work=Work.CLOSED)):
        xml = message(one, scope=scope, addresses=("district-police",))
        assert_valid(xml)
        assert b"<status>Exercise</status>" in xml
        assert b"Actual" not in xml


def test_that_words_of_a_citizen_stay_out_of_what_is_public() -> None:
    one = alert(text="Kim, room 302")
    assert b"room 302" not in message(one, scope="Public")
    assert b"room 302" in message(one)


def test_that_certainty_follows_the_verdict_of_a_look() -> None:
    seen = Handling(verified=Verified(Verdict.VERIFIED, "kim", START))
    assert b"<certainty>Observed</certainty>" in message(alert(handling=seen))
    assert b"<certainty>Possible</certainty>" in message(alert())


@pytest.mark.parametrize("text", ["\x00\x0b\x1f", "<&\"'>]]>", "\ud800", "훈련 😀", "\ufffe"])
def test_that_foreign_characters_never_break_the_message(text: str) -> None:
    xml = message(alert(text=text), sender_name=f"a{text}b")
    assert_valid(xml)
    assert read_cap(xml, "sunra") is not None


@pytest.mark.parametrize(
    "envelope",
    [
        {"scope": "Private"},
        {"scope": "Everyone"},
        {"scope": "Restricted", "restriction": " "},
        {"addresses": ('a"b',)},
    ],
)
def test_that_an_envelope_cap_does_not_know_is_refused(envelope: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"scope|private|restrict|address"):
        message(alert(), **envelope)


def test_that_a_sender_with_spaces_still_makes_lawful_names() -> None:
    one = alert()
    xml = cap_message(one, CATALOGUE.type_of(one.type), Envelope("a b,<c"), START).xml
    assert_valid(xml)


@pytest.mark.parametrize("xml", [b"", b"<a/>", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"])
def test_that_a_file_that_is_no_message_is_told(xml: bytes) -> None:
    with pytest.raises(Unreadable):
        sent_of(xml)
