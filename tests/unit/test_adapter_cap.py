"""CAP 1.2 as alerts: chains, drills, places, and XML that wants to explode."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backends.adapters.cap import read_cap
from backends.adapters.cap_chains import CapChains
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
INFO = re.compile("<info>.*</info>", re.DOTALL)
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
     b"\xff\xfe", b"<feed>" + cap()[38:] * 2 + b"</feed>",
     b'<?xml version="1.0" encoding="nonsense"?><a/>'],
)  # fmt: skip
def test_that_what_is_no_cap_is_refused_in_words(body: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        read_cap(body, "gov")
    assert str(caught.value)


def told(chains: CapChains, body: bytes) -> list[tuple[str, str, str | None]]:
    found = read_cap(body, "gov")
    assert found is not None
    return [(each.kind, each.state, each.subject) for each in chains.linked(found)]


def named(*identifiers: str) -> str:
    each = (
        f"ops@district.example,{name},2026-03-01T21:0{name[-1]}:00+09:00" for name in identifiers
    )
    return f"<references>{' '.join(each)}</references>"


BARE = INFO.sub("", ALERT)


def bare(identifier: str, kind: str, references: str) -> bytes:
    return BARE.format(
        identifier=identifier, kind=kind, status="Actual", references=references
    ).encode()


def test_that_a_chain_is_one_condition_when_each_message_names_only_the_one_before(
    tmp_path: Path,
) -> None:
    told(CapChains(tmp_path / "cap.json"), cap("A1"))
    told(CapChains(tmp_path / "cap.json"), cap("A2", "Update", references=named("A1")))
    last = told(CapChains(tmp_path / "cap.json"), cap("A3", "Cancel", references=named("A2")))
    assert last == [("Fire/건물 화재", "cleared", "gov/A1")]


def test_that_a_cancel_without_a_word_ends_all_that_its_chain_began() -> None:
    chains = CapChains()
    told(chains, cap("A1"))
    told(chains, cap("A2", "Update", references=named("A1")).replace("건물 화재".encode(), b"Gas"))
    ended = told(chains, bare("A3", "Cancel", named("A2")))
    assert ended == [("Fire/건물 화재", "cleared", "gov/A1"), ("Fire/Gas", "cleared", "gov/A1")]


def test_that_an_update_without_an_event_speaks_of_what_began() -> None:
    chains = CapChains()
    told(chains, cap("A1"))
    assert told(chains, bare("A2", "Update", named("A1"))) == [
        ("Fire/건물 화재", "active", "gov/A1")
    ]


def test_that_an_alert_without_an_event_is_unclassified_and_not_refused() -> None:
    assert told(CapChains(), bare("A1", "Alert", "")) == [("Other/Alert", "active", "gov/A1")]


def test_that_a_spoilt_memory_of_chains_is_as_good_as_none(tmp_path: Path) -> None:
    path = tmp_path / "cap.json"
    for spoilt in ("", "[", "[1]", '[["a"]]', '[["a", 1, 2]]', '{"a": 1}'):
        path.write_text(spoilt, encoding="utf-8")
        assert told(CapChains(path), cap("A1"))[0][2] == "gov/A1"


def test_that_the_memory_of_many_messages_is_written_once(tmp_path: Path) -> None:
    path = tmp_path / "cap.json"
    chains = CapChains(path)
    chains.keep_together()
    told(chains, cap("A1"))
    told(chains, cap("A2", "Update", references=named("A1")))
    assert not path.exists()
    chains.keep()
    path.rename(tmp_path / "kept.json")
    chains.keep()
    assert not path.exists(), "nothing changed since"
    last = told(CapChains(tmp_path / "kept.json"), cap("A3", "Cancel", references=named("A2")))
    assert last == [("Fire/건물 화재", "cleared", "gov/A1")]


def test_that_a_memory_of_chains_is_bounded() -> None:
    chains = CapChains()
    for number in range(5_000):
        told(chains, bare(f"A{number}", "Alert", ""))
    assert len(chains._subjects) == len(chains._kinds) == 4_096


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b' xmlns="urn:oasis:names:tc:emergency:cap:1.2"', b""),
        (b"urn:oasis:names:tc:emergency:cap:1.2", b"http://www.incident.com/cap/1.0"),
        (b"ops@district.example", b"Control room, Majang & Co".replace(b"&", b"&amp;")),
        (b"A1", b"two words"),
    ],
)
def test_that_what_senders_write_against_the_standard_costs_no_alert(
    old: bytes, new: bytes
) -> None:
    found = read_cap(cap().replace(old, new), "gov")
    assert found is not None
    assert found.kind == "Fire/건물 화재"
    assert found.place is not None


def test_that_an_alert_inside_an_envelope_with_a_signature_is_found() -> None:
    signature = (
        b'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignatureValue/></Signature>'
    )
    inner = cap()[38:].replace(b"</alert>", signature + b"</alert>")
    found = read_cap(b'<feed xmlns="http://www.w3.org/2005/Atom"><entry>' + inner
                     + b"</entry></feed>", "gov")  # fmt: skip
    assert found is not None
    assert found.foreign["identifier"] == "A1"


def test_that_the_place_comes_from_any_language() -> None:
    korean_only_words = cap().decode().split("<language>ko-KR")
    body = korean_only_words[0] + "<language>ko-KR" + korean_only_words[1].replace(CIRCLE, "")
    found = read_cap(body.encode(), "gov")
    assert found is not None
    assert found.kind == "Fire/건물 화재"
    assert found.place is not None


def test_that_a_forecast_is_told_when_it_was_sent_and_a_time_without_zone_on_arrival() -> None:
    forecast = cap().replace(b"2026-03-01T20:58:00+09:00", b"2026-03-02T06:00:00+09:00")
    found = read_cap(forecast, "gov")
    assert found is not None
    assert found.time == datetime(2026, 3, 1, 12, tzinfo=UTC)
    nowhere = cap().replace(b":00+09:00<", b":00<")
    found = read_cap(nowhere, "gov")
    assert found is not None
    assert found.time is None


def test_that_a_sign_of_life_without_words_asks_nothing_of_us() -> None:
    assert read_cap(bare("A1", "Alert", "").replace(b"Actual", b"System"), "gov") is None


def test_that_korean_in_euc_kr_is_read() -> None:
    body = cap().decode().replace("UTF-8", "EUC-KR").encode("euc-kr")
    found = read_cap(body, "gov")
    assert found is not None
    assert found.kind == "Fire/건물 화재"
    with pytest.raises(Unreadable):
        read_cap(b'<?xml version="1.0" encoding="EUC-KR"?><alert>\xff\xff</alert>', "gov")
