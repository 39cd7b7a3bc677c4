"""What foreign systems write for times, places, names and members, and what is believed of it."""

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from backends.adapters.conditions import Conditions
from backends.adapters.loose import Unreadable, instant, parse_object
from backends.adapters.profile_m import ProfileMReader
from backends.adapters.rules import Origin, Rule, RuleBook, unmapped
from backends.adapters.settings import read_configuration, read_rules
from backends.adapters.sighting import Sighting
from backends.adapters.webhook_json import read_event
from backends.adapters.webhook_settings import WebhookSettings, read_webhook
from console.domain.errors import EnvironmentFault
from console.domain.places.geo import Place
from resources.locator import resource

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SEOUL = timezone(timedelta(hours=9))
AT = datetime(2025, 9, 25, 5, 12, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    ["2025-09-25T14:12:04+09:00", "2025-09-25T14:12:04+0900", "2025-09-25 14:12:04",
     "20250925141204", 20250925141204, "2025/9/25 14:12:04", "2025.09.25. 14:12:04",
     "2025-09-25 14:12:04 KST",
     "2025-09-25 05:12:04Z", 1758777124, 1758777124000, "1758777124"],
)  # fmt: skip
def test_that_a_time_is_read_in_any_spelling_and_in_the_senders_zone(written: object) -> None:
    assert instant(written, SEOUL) == AT


@pytest.mark.parametrize("written", ["yesterday", "2025-13-25 14:12:04", True, None, "", 1e300, []])
def test_that_what_is_no_time_is_none(written: object) -> None:
    assert instant(written) is None


@pytest.mark.parametrize(
    ("claimed", "believed"),
    [
        (NOW - timedelta(days=400), NOW - timedelta(days=400)),
        (NOW + timedelta(seconds=30), NOW + timedelta(seconds=30)),
        (NOW + timedelta(hours=9), NOW),
        (datetime(1970, 1, 1, tzinfo=UTC), NOW),
        (datetime(2000, 1, 1, 3, tzinfo=UTC), NOW),
    ],
)
def test_that_a_clock_nobody_set_or_a_time_to_come_is_not_believed_but_kept(
    claimed: datetime, believed: datetime
) -> None:
    report = RuleBook().report_of(Sighting("onvif", "X", "1", time=claimed), NOW)
    assert report is not None
    assert report.time == believed
    assert report.data.get("claimed_time") == (None if claimed == believed else claimed.isoformat())


def test_that_unknown_names_in_korean_are_told_apart_and_shown() -> None:
    assert unmapped("webhook", "화재경보") != unmapped("webhook", "침입감지")
    assert unmapped("webhook", "화재경보").startswith("webhook.unknown_")
    assert len(unmapped("onvif", "가" * 300 + "x" * 300)) <= 64
    report = RuleBook().report_of(Sighting("webhook", "화재경보", "1"), NOW)
    assert report is not None
    assert report.data["text"] == "화재경보"


# --- webhook ------------------------------------------------------------------------------------


def posted(**content: object) -> Sighting:
    return read_event(content, "app", "", {}, SEOUL)


def test_that_a_pair_turned_round_is_turned_back_and_told() -> None:
    found = posted(type="sos", lat=127.04, lon=37.56)
    assert found.place == Place(37.56, 127.04)
    assert "swapped" in found.text


@pytest.mark.parametrize(
    "where", [{"lat": 91, "lon": 10}, {"lat": 37.5}, {"location": {"lat": 1e9, "lon": 1e9}}]
)
def test_that_a_place_nowhere_is_left_out_and_told_and_costs_no_alert(
    where: dict[str, object],
) -> None:
    found = posted(type="sos", text="help", **where)
    assert (found.kind, found.place) == ("sos", None)
    assert found.text.startswith("help · location: ")


def test_that_a_time_nobody_can_read_costs_no_alert() -> None:
    found = posted(type="sos", time="yesterday evening")
    assert found.time is None
    assert found.foreign["time"] == "yesterday evening"


def test_that_words_without_a_type_are_unclassified_and_nothing_at_all_is_refused() -> None:
    assert posted(message="help me").kind == "unknown"
    for nothing in ({}, {"time": "2025-09-25 14:12:04"}, {"id": "7"}):
        with pytest.raises(Unreadable):
            posted(**nothing)


@pytest.mark.parametrize(
    ("content", "kind", "state", "where"),
    [
        ({"type": "Feature", "geometry": {"type": "Point", "coordinates": [127.04, 37.55]},
          "properties": {"type": "sos"}}, "sos", "point", (37.55, 127.04)),
        ({"type": "end", "after": {"id": "1-a", "label": "fire", "camera": "gate"}},
         "fire", "cleared", None),
        ({"alarm": {"type": "PEOPLE", "name": "x", "alarmTime": "2025-09-25T14:12:04.000+0900"}},
         "PEOPLE", "point", None),
        ({"eventType": "linedetection", "eventState": "inactive", "ipAddress": "10.0.0.1",
          "dateTime": "2025-09-25T14:12:04+09:00"}, "linedetection", "cleared", None),
        ({"이벤트유형": "비상벨", "발생시각": "2025-09-25 14:12:04", "위도": 37.55,
          "경도": "127.04"}, "비상벨", "point", (37.55, 127.04)),
        ({"Type": "SOS", "Latitude": 37.55, "Longitude": 127.04}, "SOS", "point", (37.55, 127.04)),
        ({"type": "sos", "location": "37.55,127.04"}, "sos", "point", (37.55, 127.04)),
        ({"type": "sos", "location": [127.04, 37.55]}, "sos", "point", (37.55, 127.04)),
        ({"type": "sos", "location": [37.55, "x"]}, "sos", "point", None),
        ({"status": "firing", "labels": {"alertname": "Fire"}, "startsAt": "2025-09-25T05:12:04Z"},
         "Fire", "active", None),
    ],
)  # fmt: skip
def test_that_an_event_is_found_in_the_words_of_many_senders(
    content: dict[str, object], kind: str, state: str, where: tuple[float, float] | None
) -> None:
    found = read_event(content, "app", "", {}, SEOUL)
    assert (found.kind, found.state) == (kind, state)
    assert found.time in (AT, None)
    assert (found.place and (found.place.lat, found.place.lon)) == where


def test_that_the_beginning_and_the_end_of_one_change_are_two_messages() -> None:
    seen = {"id": "1-a", "label": "fire", "camera": "gate"}
    new, end = (read_event({"type": each, "after": seen}, "nvr", "", {}) for each in ("new", "end"))
    assert (new.subject, new.state, end.state) == (end.subject, "active", "cleared")
    assert new.id == end.id == ""


def settings_of(folder: Path, offset: str) -> WebhookSettings:
    path = folder / "webhook.toml"
    path.write_text(
        f'format = 1\n[webhook.sources.app]\ntoken = "0123456789abcdef"\nutc_offset = "{offset}"\n',
        encoding="utf-8",
    )
    path.chmod(0o600)
    configuration = read_configuration(path, ("webhook",))
    settings = read_webhook(configuration)
    configuration.finish()
    return settings


def test_that_a_sender_without_offsets_is_given_one(tmp_path: Path) -> None:
    (source,) = settings_of(tmp_path, "+09:00").sources
    assert instant("2025-09-25 14:12:04", source.zone) == AT
    with pytest.raises(EnvironmentFault, match="utc_offset"):
        settings_of(tmp_path, "Asia/Seoul")


# --- ONVIF over MQTT ----------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949", "euc-kr"])
def test_that_json_is_read_in_the_encodings_of_korean_systems(encoding: str) -> None:
    assert parse_object('{"내용": "도와주세요"}'.encode(encoding), 1_000) == {"내용": "도와주세요"}


@pytest.mark.parametrize("body", [b'{"a": "\xff\xff"}', b"\xff\xfe{", b"\xff\xfe\x00"])
def test_that_bytes_of_no_encoding_are_refused(body: bytes) -> None:
    with pytest.raises(Unreadable):
        parse_object(body, 1_000)


HUMAN = {"ObjectId": "7", "ClassTypes": "Human"}
TOPIC = "RuleEngine/LineDetector/Crossed"


@pytest.mark.parametrize(
    "payload",
    [
        {"UtcTime": "2025-09-25T05:12:04Z", "Source": {"Rule": "gate"}, "Data": HUMAN},
        {"utcTime": "2025-09-25T05:12:04Z", "source": {"Rule": "gate"}, "data": HUMAN},
        {"@UtcTime": "2025-09-25T05:12:04Z", "tt:Source": {"tt:SimpleItem":
         {"@Name": "Rule", "@Value": "gate"}}, "tt:Data": {"tt:SimpleItem": [
             {"@Name": name, "@Value": value} for name, value in HUMAN.items()]}},
        {"Source": [{"Name": "Rule", "Value": "gate"}], "UtcTime": "2025-09-25T05:12:04Z",
         "Data": [{"Name": name, "Value": value} for name, value in HUMAN.items()]},
        {"Topic": "x", "Message": {"Message": {"UtcTime": "2025-09-25T05:12:04Z",
         "Source": {"Rule": "gate"}, "Data": HUMAN}}},
    ],
)  # fmt: skip
def test_that_the_members_of_a_notification_are_found_however_they_are_wrapped(
    payload: dict[str, Any],
) -> None:
    book = RuleBook(read_rules(resource("adapters", "onvif.toml")))
    reader = ProfileMReader(("+/onvif-ej/#",), book, Conditions())
    (found,) = reader.read(f"cam-1/onvif-ej/{TOPIC}", json.dumps(payload).encode())
    assert found.time == AT
    assert found.zones == ("gate",)
    assert found.kind == f"{TOPIC}#Human"
    assert book.type_of(found) == "analytics.line_crossing"


@pytest.mark.parametrize("known_as", ["site/hall/cam-1", "cam-1"])
def test_that_a_camera_of_a_deep_topic_is_known_by_all_of_it_or_by_its_last_part(
    known_as: str,
) -> None:
    book = RuleBook([Rule("", ("*",), "analytics.fall")], {known_as: Origin("CAM-9", ("CAM-9",))})
    reader = ProfileMReader(("+/+/+/onvif-ej/#",), book, Conditions())
    (found,) = reader.read(f"site/hall/cam-1/onvif-ej/{TOPIC}", b'{"Data": {"ObjectId": "1"}}')
    report = book.report_of(found, NOW)
    assert report is not None
    assert report.data["cameras"] == ["CAM-9"]
