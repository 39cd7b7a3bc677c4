"""CAP 1.2 as alerts: chains, drills, places, and XML that wants to explode."""

from datetime import UTC, datetime

import pytest

from backends.adapters.cap import read_cap
from backends.adapters.loose import Unreadable

ALERT = """<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>{identifier}</identifier><sender>ops@district.example</sender>
  <sent>2026-03-01T21:00:00+09:00</sent><status>{status}</status><msgType>{kind}</msgType>
  <scope>Public</scope>{references}
  <info><language>en-US</language><category>Fire</category><event>Structure fire</event>
    <urgency>Immediate</urgency><severity>Severe</severity><certainty>Observed</certainty>
    <headline>Fire in a market</headline>
    <area><areaDesc>Majang-dong</areaDesc>{shape}</area></info>
  <info><language>ko-KR</language><category>Fire</category><event>건물 화재</event>
    <urgency>Immediate</urgency><severity>Severe</severity><certainty>Observed</certainty>
    <onset>2026-03-01T20:58:00+09:00</onset><headline>마장동 시장 화재</headline>
    <area><areaDesc>마장동</areaDesc>{shape}</area></info>
</alert>"""
CIRCLE = "<circle>37.5665,127.0415 0.5</circle>"
POLYGON = "<polygon>37.56,127.04 37.57,127.04 37.57,127.05 37.56,127.05 37.56,127.04</polygon>"


def cap(identifier: str = "A1", kind: str = "Alert", status: str = "Actual",
        references: str = "", shape: str = CIRCLE) -> bytes:  # fmt: skip
    return ALERT.format(
        identifier=identifier, kind=kind, status=status, references=references, shape=shape
    ).encode()


def test_that_an_alert_brings_event_place_radius_and_time_in_korean_if_there_is_any() -> None:
    found = read_cap(cap(), "gov")
    assert found is not None
    assert found.kind == "Fire/건물 화재"
    assert found.time == datetime(2026, 3, 1, 11, 58, tzinfo=UTC)
    assert found.place is not None
    assert (found.place.lat, found.place.lon, found.place.accuracy_m) == (37.5665, 127.0415, 500)
    assert "마장동 시장 화재" in found.text
    assert not found.drill


def test_that_a_polygon_gives_its_middle_and_its_reach() -> None:
    found = read_cap(cap(shape=POLYGON), "gov")
    assert found is not None
    assert found.place is not None
    assert found.place.lat == pytest.approx(37.565)
    assert found.place.lon == pytest.approx(127.045)
    assert found.place.accuracy_m == pytest.approx(710, rel=0.02)


def test_that_update_and_cancel_speak_of_the_message_that_began_the_chain() -> None:
    first = "ops@district.example,A1,2026-03-01T21:00:00+09:00"
    second = "ops@district.example,A2,2026-03-01T21:05:00+09:00"
    begun = read_cap(cap("A1"), "gov")
    update = read_cap(cap("A2", "Update", references=f"<references>{first}</references>"), "gov")
    both = f"<references>{second} {first}</references>"
    cancel = read_cap(cap("A3", "Cancel", references=both), "gov")
    assert begun is not None
    assert update is not None
    assert cancel is not None
    assert begun.subject == update.subject == cancel.subject
    assert [each.state for each in (begun, update, cancel)] == ["active", "active", "cleared"]
    assert len({each.id for each in (begun, update, cancel)}) == 3


@pytest.mark.parametrize("status", ["Exercise", "Test"])
def test_that_exercises_and_tests_are_drills(status: str) -> None:
    found = read_cap(cap(status=status), "gov")
    assert found is not None
    assert found.drill


def test_that_an_acknowledgement_asks_nothing_of_us() -> None:
    assert read_cap(cap(kind="Ack"), "gov") is None


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE alert [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>&b;</identifier></alert>'
)
FILE = (
    b'<?xml version="1.0"?><!DOCTYPE alert [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    b'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>&x;</identifier></alert>'
)


@pytest.mark.parametrize(
    "body",
    [b"", b"<alert/>", b"<a" * 1000, BOMB, FILE, cap(status="Draft"), cap(kind="Shout"),
     b"\xff\xfe", cap("two words"), b'<?xml version="1.0" encoding="nonsense"?><a/>'],
)  # fmt: skip
def test_that_what_is_no_cap_is_refused_in_words(body: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        read_cap(body, "gov")
    assert str(caught.value)
