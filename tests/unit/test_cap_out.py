"""Alerts leave as CAP 1.2, and what leaves can be read again (R-IF-07, R-ARC-07)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from backends.adapters.cap import read_cap
from backends.adapters.cap_out import SCOPES, Envelope, Sent, cap_message, sent_of
from backends.adapters.loose import Unreadable
from console.domain.alerts.alert import Alert, Disposition, Work
from console.domain.alerts.handling import Handling, Verdict, Verified
from console.domain.alerts.lifecycle import Report, raise_alert
from console.domain.places.geo import Place
from console.services.catalogue import read_catalogue
from tests.support.cap.schemas import assert_valid

CATALOGUE = read_catalogue()
START = datetime(2026, 11, 21, 22, 0, 30, 250_000, tzinfo=UTC)
HERE = Place(37.5635, 127.0365, 35.0)


def alert(kind: str = "sos.app", **more: object) -> Alert:
    of_kind = CATALOGUE.type_of(kind)
    report = Report(kind, of_kind, "APP-1", None, "point", START, START, HERE, ("CAM-7",))
    return replace(raise_alert(7, report), **more)  # type: ignore[arg-type]


def message(one: Alert, *before: Sent, **envelope: object) -> bytes:
    addressed = Envelope("sunra.seongdong", **envelope)  # type: ignore[arg-type]
    return cap_message(one, CATALOGUE.type_of(one.type), addressed, START, before).xml


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


HOSTILE = (
    *("", " ", "\x00", "\x01\x02", "]]>", "<!--", "&amp;", "a,b c", "가 나", "😀👨‍👩‍👧", "\r\n\t"),
    *("x" * 5_000, "\x85\u2028", "\ufdd0", "${jndi}", "\u202eabc"),
)


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_that_hostile_words_anywhere_leave_by_the_official_schema_r_if_07(text: str) -> None:
    one = alert(text=text, cameras=(text,), type=f"vendor.{text}", delayed=True)
    addressed = {"sender": f"s{text}", "sender_name": text, "contact": text}
    for scope in SCOPES:
        envelope = Envelope(**addressed, scope=scope, addresses=(f"to {text}",))
        first = cap_message(one, CATALOGUE.type_of(one.type), envelope, START)
        assert_valid(first.xml)
        second = cap_message(one, CATALOGUE.type_of(one.type), envelope, START, [first.sent])
        assert_valid(second.xml)
        assert sent_of(first.xml) == first.sent
        read_back = read_cap(second.xml, "sunra")
        assert read_back is not None
        assert read_back.foreign["references"] == first.sent.triplet


@pytest.mark.parametrize("accuracy_m", [None, 0.0, -5.0, 1e-9, 1e12, float("inf"), float("nan")])
@pytest.mark.parametrize("place", [(90.0, 180.0), (-90.0, -180.0), (1e-9, -1e-9)])
def test_that_every_place_leaves_as_a_circle(
    place: tuple[float, float], accuracy_m: float | None
) -> None:
    assert_valid(message(alert(place=Place(*place, accuracy_m))))


@pytest.mark.parametrize(
    "at",
    [
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(999, 1, 1, tzinfo=UTC),
        datetime(2026, 3, 1, 1, 2, 3, 999_999, tzinfo=timezone(timedelta(hours=9))),
    ],
)
def test_that_every_time_leaves_in_whole_seconds_with_its_offset(at: datetime) -> None:
    xml = message(alert(occurred=at))
    assert_valid(xml)
    assert b"Z</onset>" not in xml


@pytest.mark.parametrize(
    "envelope",
    [
        {"scope": "Private"},
        {"addresses": ("\x00",)},
        {"restriction": "\x01\x02"},
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
