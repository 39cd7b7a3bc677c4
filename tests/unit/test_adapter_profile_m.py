"""ONVIF Profile M over MQTT: topics and payloads as cameras write them, in every spelling met."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backends.adapters.conditions import Conditions
from backends.adapters.loose import Unreadable
from backends.adapters.profile_m import ProfileMReader
from backends.adapters.rules import Origin, RuleBook
from backends.adapters.settings import read_rules
from backends.adapters.sighting import Sighting
from console.domain.places.geo import Place
from resources.locator import resource

CAMERA = Origin("CAM-7", ("CAM-7",), Place(37.55, 127.05))


@pytest.fixture
def reader() -> ProfileMReader:
    book = RuleBook(
        read_rules(resource("adapters", "onvif.toml")),
        {"BoschCam1": CAMERA, "site/gate": CAMERA, "enc/2": Origin("CAM-8", ("CAM-8",))},
    )
    return ProfileMReader(("+/onvif-ej/#",), book, Conditions())


def book_of(reader: ProfileMReader) -> RuleBook:
    return reader._book


def read(reader: ProfileMReader, topic: str, body: object) -> tuple[Sighting, ...]:
    return reader.read(topic, json.dumps(body).encode())


def test_that_a_crossed_line_is_a_point_with_camera_place_and_the_cameras_time(
    reader: ProfileMReader,
) -> None:
    (found,) = read(
        reader,
        "BoschCam1/onvif-ej/RuleEngine/LineDetector/Crossed/&1/Inbound",
        {
            "UtcTime": "2026-03-01T11:59:58.250Z",
            "Source": {"VideoSource": "1", "Rule": "Inbound"},
            "Data": {"ObjectId": "42"},
        },
    )
    report = book_of(reader).report_of(found, datetime.now(UTC))
    assert report is not None
    assert (report.type, report.condition) == ("analytics.line_crossing", "point")
    assert report.time == datetime(2026, 3, 1, 11, 59, 58, 250_000, tzinfo=UTC)
    assert report.data["cameras"] == ["CAM-7"]
    assert report.data["location"] == {"lat": 37.55, "lon": 127.05}


@pytest.mark.parametrize(
    ("local", "data"),
    [
        ("RuleEngine/FieldDetector/ObjectsInside/&1/Yard", {"IsInside": True}),
        ("RuleEngine/tns1:FieldDetector/tnsaxis:ObjectsInside/&1", {"IsInside": "true"}),
        (
            "tns1:RuleEngine/FieldDetector/ObjectsInside",
            {"SimpleItem": [{"Name": "IsInside", "Value": "true"}]},
        ),
        (
            "RuleEngine/FieldDetector/ObjectsInside",
            {"SimpleItem": {"@Name": "IsInside", "@Value": "1"}},
        ),
    ],
)
def test_that_a_property_begins_and_ends_in_every_spelling(
    reader: ProfileMReader, local: str, data: dict[str, object]
) -> None:
    topic, body = f"site/gate/onvif-ej/{local}", {"UtcTime": "2026-03-01T12:00:00Z", "Data": data}
    (begun,) = read(reader, topic, {**body, "PropertyOperation": "Changed"})
    assert book_of(reader).type_of(begun) == "analytics.intrusion"
    assert begun.origin == "site/gate"
    assert read(reader, topic, {**body, "UtcTime": "2026-03-01T12:00:01Z"}) == ()
    ended = json.loads(json.dumps(body).replace("true", "false").replace('"1"', '"0"'))
    (cleared,) = read(reader, topic, ended)
    assert (begun.state, cleared.state) == ("active", "cleared")
    assert begun.subject == cleared.subject


def test_that_states_a_camera_tells_at_the_start_are_no_news_unless_they_hold(
    reader: ProfileMReader,
) -> None:
    body = {"UtcTime": "2026-03-01T12:00:00Z", "PropertyOperation": "Initialized"}
    quiet = {**body, "Data": {"State": False}}
    held = {**body, "Data": {"State": True}}
    assert read(reader, "c/onvif-ej/VideoSource/SignalLoss/&1", quiet) == ()
    assert len(read(reader, "c/onvif-ej/VideoSource/SignalLoss/&1", held)) == 1


def test_that_a_described_object_gives_its_class_and_its_box(reader: ProfileMReader) -> None:
    shape = {"BoundingBox": {"left": -0.5, "top": 0.5, "right": 0.0, "bottom": -0.5}}
    look = {"Class": {"Type": [{"Value": "Human", "Likelihood": 0.9}]}, "Shape": shape}
    body = {"UtcTime": "2026-03-01T12:00:00Z", "Data": {"Object": {"Appearance": look}}}
    (found,) = read(reader, "c/onvif-ej/RuleEngine/ObjectDetection/Object", body)
    assert book_of(reader).type_of(found) == "analytics.intrusion"
    assert found.score == 0.9
    (box,) = found.boxes
    assert (box.x, box.y, box.w, box.h, box.label) == (0.25, 0.25, 0.25, 0.5, "Human")


def test_that_a_channel_of_an_encoder_is_its_own_camera_when_configured(
    reader: ProfileMReader,
) -> None:
    body = {"Source": {"VideoSourceToken": "2"}, "Data": {"IsTamper": True}}
    (found,) = read(reader, "enc/onvif-ej/RuleEngine/TamperDetector/Tamper", body)
    assert found.origin == "enc/2"
    assert book_of(reader).type_of(found) == "camera.obstructed"


def test_that_an_unknown_topic_is_shown_under_its_own_name(reader: ProfileMReader) -> None:
    topic = "E4:30:22:F3:31:AA/onvif-ej/Device/tns1:Trigger/tns1:Relay/&Relay-1"
    (found,) = read(reader, topic, {"Data": {"LogicalState": "active"}})
    assert book_of(reader).type_of(found) == "onvif.device_trigger_relay"
    assert found.state == "active"


def test_that_the_same_words_without_a_time_are_another_event(reader: ProfileMReader) -> None:
    topic, body = "c/onvif-ej/RuleEngine/LineDetector/Crossed", {"Data": {"ObjectId": 1}}
    assert read(reader, topic, body)[0].id != read(reader, topic, body)[0].id


@pytest.mark.parametrize("payload", [b"[1]", b"\xff\xff", b"{", b"[" * 5000])
def test_that_what_is_no_notification_is_refused_in_words(
    reader: ProfileMReader, payload: bytes
) -> None:
    with pytest.raises(Unreadable):
        reader.read("c/onvif-ej/RuleEngine/X", payload)


def reading(path: Path) -> ProfileMReader:
    rules = read_rules(resource("adapters", "onvif.toml"))
    return ProfileMReader(("+/onvif-ej/#",), RuleBook(rules), Conditions(path))


def test_that_what_began_in_a_former_life_ends_as_what_it_began(tmp_path: Path) -> None:
    topic = "c/onvif-ej/OpenApp/WiseAI/ObjectDetection/&vs-0"
    kept = tmp_path / "folder" / "conditions.json"
    begun = {"UtcTime": "2026-03-01T12:00:00Z", "Data": {"State": "true", "ClassTypes": "Vehicle"}}
    stands = {"PropertyOperation": "Initialized", "Data": {"State": "false", "ClassTypes": ""}}
    (first,) = read(reading(kept), topic, begun)
    after = reading(kept)
    (again,) = read(after, topic, begun)
    assert again == first, "the last life may have ended before it was kept"
    (over,) = read(reading(kept), topic, stands)
    assert (over.kind, over.state, over.subject) == (first.kind, "cleared", first.subject)
    assert read(reading(kept), topic, stands) == ()


def test_that_a_spoilt_memory_of_conditions_is_an_empty_one(tmp_path: Path) -> None:
    kept = tmp_path / "conditions.json"
    for text in ("[1]", "{", '{"a": 1}', "\x00"):
        kept.write_text(text, encoding="utf-8")
        stands = {"PropertyOperation": "Initialized", "Data": {"State": False}}
        assert read(reading(kept), "c/onvif-ej/VideoSource/SignalLoss", stands) == ()


def test_that_a_class_that_is_left_out_or_another_class_is_told_apart(
    reader: ProfileMReader,
) -> None:
    topic = "c/onvif-ej/RuleEngine/FieldDetector/ObjectsInside"
    told = [
        read(reader, topic, {"Data": {"IsInside": True, "ClassTypes": "Human"}}),
        read(reader, topic, {"Data": {"IsInside": True}}),
        read(reader, topic, {"Data": {"IsInside": True, "ClassTypes": "Vehicle"}}),
        read(reader, topic, {"Data": {"IsInside": False}}),
    ]
    assert [[each.state for each in some] for some in told] == [
        ["active"], [], ["active"], ["cleared", "cleared"],
    ]  # fmt: skip
    assert len({each.id for each in told[3]}) == 2
