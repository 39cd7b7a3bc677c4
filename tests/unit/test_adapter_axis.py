"""Axis cameras' own MQTT messages as alerts: type, camera, place, time, begun and ended once."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from backends.adapters.axis import AxisReader
from backends.adapters.conditions import Conditions
from backends.adapters.loose import Unreadable
from backends.adapters.rules import Origin, RuleBook
from backends.adapters.settings import read_rules
from console.domain.places.geo import Place
from console.ports.edge_reporter import EdgeReport
from resources.locator import resource

AT = datetime(2026, 11, 21, 14, 3, 20, 500_000, tzinfo=UTC)
GATE = Origin("CAM-9", ("CAM-9",), Place(37.55, 127.05))
PREFIX = "axis/B8A44F000001"


class Camera:
    """One Axis camera that is known by its serial number."""

    def __init__(self, *, known_as: str = "B8A44F000001") -> None:
        self.book = RuleBook(read_rules(resource("adapters", "onvif.toml")), {known_as: GATE})
        self.reader = AxisReader(("axis/+/event/#",), self.book, Conditions())

    def hear(self, topic: str, prefix: str = PREFIX, **data: object) -> list[EdgeReport]:
        """An event as a camera publishes it; `data` are its data items."""
        body: dict[str, Any] = {
            "topic": topic,
            "timestamp": int(AT.timestamp() * 1_000),
            "serial": "B8A44F000001",
            "message": {"source": data.pop("source", {}), "key": {}, "data": data},
        }
        return self.raw(f"{prefix}/event/{topic.replace('axis:', 'tns:axis/')}", body)

    def raw(self, topic: str, body: object) -> list[EdgeReport]:
        found = self.reader.read(topic, json.dumps(body).encode())
        reports = (self.book.report_of(each, datetime.now(UTC)) for each in found)
        return [each for each in reports if each is not None]


@pytest.mark.parametrize(
    ("topic", "on", "off", "expected"),
    [
        (
            "axis:CameraApplicationPlatform/ObjectAnalytics/Device1Scenario1",
            {"active": "1", "objectId": "42", "classTypes": "human"},
            {"active": "0", "objectId": "", "classTypes": ""},
            "analytics.intrusion",
        ),
        (
            "axis:CameraApplicationPlatform/ObjectAnalytics/Device1Scenario2",
            {"active": "1", "classTypes": "vehicle"}, {"active": "0"}, "analytics.vehicle",
        ),
        (
            "axis:CameraApplicationPlatform/VMD/Camera1Profile1",
            {"active": "1"}, {"active": "0"}, "analytics.intrusion",
        ),
        (
            "axis:CameraApplicationPlatform/FenceGuard/Camera1Profile1",
            {"active": True}, {"active": False}, "analytics.intrusion",
        ),
        (
            "axis:CameraApplicationPlatform/LoiteringGuard/Camera1Profile1",
            {"active": "1"}, {"active": "0"}, "analytics.loitering",
        ),
        ("onvif:VideoSource/axis:Tampering", {"tampering": "1"}, {"tampering": "0"},
         "camera.obstructed"),
        ("onvif:VideoSource/MotionAlarm", {"State": "1"}, {"State": "0"}, "analytics.intrusion"),
        ("onvif:Device/axis:Casing/Open", {"Open": "1"}, {"Open": "0"}, "device.tamper"),
        ("axis:Storage/Disruption", {"disruption": "1"}, {"disruption": "0"}, "device.fault"),
    ],
)  # fmt: skip
def test_that_an_event_becomes_one_alert_that_ends(
    topic: str, on: dict[str, Any], off: dict[str, Any], expected: str
) -> None:
    camera = Camera()
    assert camera.hear(topic, **off) == []
    (begun,) = camera.hear(topic, **on)
    assert (begun.type, begun.condition, begun.time) == (expected, "active", AT)
    assert begun.data["cameras"] == ["CAM-9"]
    assert begun.data["location"] == {"lat": 37.55, "lon": 127.05}
    assert camera.hear(topic, **on) == []
    (ended,) = camera.hear(topic, **off)
    assert (ended.type, ended.condition, ended.subject) == (expected, "cleared", begun.subject)


def test_that_a_port_keeps_its_name_until_a_rule_gives_it_a_type() -> None:
    (found,) = Camera().hear("onvif:Device/axis:IO/Port", state="1", source={"port": "0"})
    assert (found.type, found.condition) == ("onvif.device_io_port", "active")


def test_that_any_scenario_says_nothing_beside_the_scenarios_themselves() -> None:
    topic, camera = "axis:CameraApplicationPlatform/ObjectAnalytics/Device1Scenario", Camera()
    assert camera.hear(f"{topic}ANY", active="1")
    assert camera.hear(f"{topic}1", active="1")
    assert camera.hear(f"{topic}ANY", active="0")[0].condition == "cleared"
    assert camera.hear(f"{topic}ANY", active="1") == []
    assert camera.hear(f"{topic}ANY", active="0") == []


@pytest.mark.parametrize("known_as", ["B8A44F000001", "axis/B8A44F000001"])
def test_that_a_camera_is_known_by_its_prefix_or_its_serial_number(known_as: str) -> None:
    (found,) = Camera(known_as=known_as).hear("onvif:VideoSource/MotionAlarm", State="1")
    assert found.data["cameras"] == ["CAM-9"]
    prefix = "site/north/door"
    if known_as == "B8A44F000001":
        (found,) = Camera().hear("onvif:VideoSource/MotionAlarm", prefix, State="1")
        assert found.data["cameras"] == ["CAM-9"]


def test_that_a_camera_that_loses_its_connection_is_a_fault_until_it_is_back() -> None:
    camera, topic = Camera(), f"{PREFIX}/event/connection"
    assert camera.raw(topic, {"connected": True, "serial": "B8A44F000001"}) == []
    (lost,) = camera.raw(topic, {"connected": False, "description": "Disconnected"})
    assert (lost.type, lost.condition, lost.data["cameras"]) == (
        "device.fault",
        "active",
        ["CAM-9"],
    )
    (back,) = camera.raw(topic, {"connected": True})
    assert back.condition == "cleared"


@pytest.mark.parametrize(
    ("topic", "body"),
    [
        (f"{PREFIX}/event/x", []),
        (f"{PREFIX}/event/x", {"topic": "onvif:Device/Trigger"}),
        (f"{PREFIX}/event/x", {"message": {"data": {"active": "1"}}}),
        (f"{PREFIX}/event/connection", {"connected": "perhaps"}),
        ("axis/x", {}),
    ],
)
def test_that_what_is_no_axis_event_is_refused_in_words(topic: str, body: object) -> None:
    with pytest.raises(Unreadable):
        Camera().raw(topic, body)
