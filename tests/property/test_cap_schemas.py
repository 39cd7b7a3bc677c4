"""Our schema of CAP's prose is within the official one, and the export within both (R-IF-07)."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Union
from xml.etree.ElementTree import Element, SubElement, tostring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backends.adapters.cap_out import NAMESPACE, SCOPES, Envelope, cap_message
from console.domain.alerts.alert import Disposition, Work
from console.domain.alerts.handling import Handling, Verdict, Verified
from console.domain.alerts.lifecycle import Report, raise_alert
from console.domain.places.geo import Place
from console.services.catalogue import read_catalogue
from tests.support.cap.schemas import OFFICIAL, PROSE, assert_valid, faults

CATALOGUE = read_catalogue()
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)
MOMENTS = st.sampled_from(
    ["2026-11-21T22:00:00+09:00", "2026-11-21T22:00:00-00:00", "2026-11-21T22:00:00Z",
     "2026-11-21T22:00:00.5+09:00", "2026-11-21", "2026-13-21T22:00:00+00:00", ""],
)  # fmt: skip
NAMES = st.sampled_from(["a-1", "a b", "a,b", "", "a.b@c"])
ANY = st.sampled_from(["", "x", "Extreme", "Past", "Observed", "Fire", "Shelter", "None"])
REFERENCES = st.sampled_from(["a,b,2026-11-21T22:00:00+09:00", "a,b", ""])
CIRCLES = st.sampled_from(["37.5,127.0 0.1", "37.5,127.0", "x", ""])
NUMBERS = st.sampled_from(["1", "-1", "1.5", "x", ""])


def _choice(*right: str) -> st.SearchStrategy[str]:
    """Mostly a word that is right there."""
    return st.one_of(st.sampled_from(right), st.sampled_from(right), ANY)


# Every element of a message in its order: how often at most, and what it may hold.
Content = Union[st.SearchStrategy[str], "Members"]
Members = tuple[tuple[str, int, Content], ...]
PAIR: Members = (("valueName", 1, WORDS), ("value", 1, WORDS))
AREA: Members = (
    ("areaDesc", 1, WORDS), ("polygon", 2, WORDS), ("circle", 2, CIRCLES), ("geocode", 2, PAIR),
    ("altitude", 1, NUMBERS), ("ceiling", 1, NUMBERS),
)  # fmt: skip
RESOURCE: Members = (
    ("resourceDesc", 1, WORDS), ("mimeType", 1, WORDS), ("size", 1, NUMBERS), ("uri", 1, WORDS),
    ("derefUri", 1, WORDS), ("digest", 1, WORDS),
)  # fmt: skip
INFO: Members = (
    ("language", 1, st.sampled_from(["ko-KR", "en", "", "not a language"])),
    ("category", 2, _choice("Fire", "Security", "Other")), ("event", 1, WORDS),
    ("responseType", 2, _choice("Shelter", "None")),
    ("urgency", 1, _choice("Immediate", "Past")), ("severity", 1, _choice("Extreme", "Minor")),
    ("certainty", 1, _choice("Observed", "Unknown")), ("audience", 1, WORDS),
    ("eventCode", 2, PAIR), ("effective", 1, MOMENTS), ("onset", 1, MOMENTS),
    ("expires", 1, MOMENTS), ("senderName", 1, WORDS), ("headline", 1, WORDS),
    ("description", 1, WORDS), ("instruction", 1, WORDS), ("web", 1, WORDS), ("contact", 1, WORDS),
    ("parameter", 2, PAIR), ("resource", 1, RESOURCE), ("area", 2, AREA),
)  # fmt: skip
ALERT: Members = (
    ("identifier", 1, NAMES), ("sender", 1, NAMES), ("sent", 1, MOMENTS),
    ("status", 1, _choice("Actual", "Exercise")), ("msgType", 1, _choice("Alert", "Cancel")),
    ("source", 1, WORDS), ("scope", 1, _choice("Public", "Private")), ("restriction", 1, WORDS),
    ("addresses", 1, WORDS), ("code", 2, WORDS), ("note", 1, WORDS),
    ("references", 1, REFERENCES), ("incidents", 1, WORDS), ("info", 2, INFO),
)  # fmt: skip
NEEDED = {
    *("identifier", "sender", "sent", "status", "msgType", "scope", "category", "event"),
    *("urgency", "severity", "certainty", "areaDesc", "resourceDesc", "mimeType"),
    *("valueName", "value"),
}


def _fill(draw: st.DrawFn, parent: Element, members: Members, care: int) -> None:
    """With more care fewer members are left out that are needed, and fewer are out of order."""
    for name, most, content in members:
        least = 1 if name in NEEDED and draw(st.integers(0, care)) else 0
        for _ in range(draw(st.integers(least, most))):
            child = SubElement(parent, name)
            if isinstance(content, tuple):
                _fill(draw, child, content, care)
            else:
                child.text = draw(content)
    if len(parent) > 1 and not draw(st.integers(0, 4 * care)):
        parent[:] = [parent[-1], *parent[:-1]]


@st.composite
def messages(draw: st.DrawFn) -> bytes:
    root = Element("alert", {"xmlns": NAMESPACE})
    _fill(draw, root, ALERT, draw(st.sampled_from([1, 20, 200])))
    return bytes(tostring(root, "utf-8"))


@settings(max_examples=60, deadline=None)
@given(messages())
def test_that_what_our_schema_accepts_the_official_one_accepts_too(xml: bytes) -> None:
    if not faults(xml, PROSE):
        assert not faults(xml, OFFICIAL)


TEXTS = st.text(st.characters(exclude_categories=()), max_size=60)


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(sorted(CATALOGUE.types)),
    words=st.tuples(TEXTS, TEXTS, TEXTS, TEXTS, TEXTS),
    scope=st.sampled_from(SCOPES),
    place=st.none() | st.builds(Place, st.floats(-90, 90), st.floats(-180, 180), st.floats()),
    occurred=st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001
    ended=st.booleans(),
    verdict=st.none() | st.sampled_from(Verdict),
)
def test_that_whatever_an_alert_holds_it_leaves_by_both_schemas_r_if_07(
    kind: str,
    words: tuple[str, str, str, str, str],
    scope: str,
    place: Place | None,
    occurred: datetime,
    ended: bool,
    verdict: Verdict | None,
) -> None:
    text, camera, sender, address, restriction = words
    at = occurred.replace(tzinfo=UTC)
    report = Report(kind, CATALOGUE.type_of(kind), "d", None, "point", at, at, place, (camera,))
    said = Verified(verdict, "kim", at) if verdict else None
    one = replace(raise_alert(1, report), text=text, handling=Handling(verified=said))
    if ended:
        one = replace(one, work=Work.CLOSED, disposition=Disposition.TRUE, closed_at=at)
    envelope = Envelope(sender, text, scope, restriction, (address,), text)
    try:
        found = cap_message(one, CATALOGUE.type_of(kind), envelope, at)
    except ValueError as refused:
        assert any(word in str(refused) for word in ("sender", "restriction", "address"))  # noqa: PT017
        return
    assert_valid(found.xml)
    follow_up = cap_message(one, CATALOGUE.type_of(kind), envelope, at, [found.sent])
    assert_valid(follow_up.xml)


@pytest.mark.parametrize(
    ("wrong", "fixed"),
    [(b"<status>Actual", b"<status>Real"), (b"+00:00</sent>", b"Z</sent>"),
     (b"<urgency>Immediate</urgency>", b""), (b"<severity>", b"<severity>Very ")],
)  # fmt: skip
def test_that_the_official_schema_refuses_what_is_wrong(wrong: bytes, fixed: bytes) -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    kind = CATALOGUE.type_of("sos.app")
    one = raise_alert(1, Report("sos.app", kind, "d", None, "point", at, at))
    xml = cap_message(one, kind, Envelope("here"), at).xml
    assert wrong in xml
    assert faults(xml.replace(wrong, fixed), OFFICIAL)
