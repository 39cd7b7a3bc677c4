"""What Frigate tells camera by camera: heard where events are not, and never told twice."""

from pathlib import Path

import pytest

from backends.adapters.conditions import Conditions
from backends.adapters.frigate import FrigateReader
from backends.adapters.frigate_open import Openings
from backends.adapters.rules import Origin, RuleBook
from backends.adapters.settings import read_rules
from console.domain.places.geo import Place
from console.ports.edge_reporter import EdgeReport
from resources.locator import resource
from tests.support.feed_doubles import HandClock
from tests.unit.test_adapter_frigate import EVENT, Installation

YARD = Origin("CAM-1", ("CAM-1",), Place(37.56, 127.03), zones={"lawn": Place(37.561, 127.03)})


class Cameras:
    """One Frigate whose camera topics are all that comes."""

    def __init__(self, path: Path | None = None) -> None:
        self.clock = HandClock()
        self.book = RuleBook(read_rules(resource("adapters", "frigate.toml")), {"yard": YARD})
        openings = Openings(self.book)
        zones = frozenset({"lawn"})
        self.reader = FrigateReader("frigate", openings, lambda _: (0, 0), Conditions(path), zones)

    def hear(self, topic: str, payload: bytes) -> list[EdgeReport]:
        found = self.reader.read(f"frigate/{topic}", payload)
        reports = (self.book.report_of(each, self.clock.now()) for each in found)
        return [each for each in reports if each is not None]


@pytest.mark.parametrize(
    ("topic", "on", "off", "expected"),
    [
        ("yard/person", b"2", b"0", "analytics.intrusion"),
        ("yard/car", b"1", b"0", "analytics.vehicle"),
        ("yard/audio/fire_alarm", b"ON", b"OFF", "analytics.fire"),
        ("yard/audio/scream", b"ON", b"OFF", "frigate.scream"),
        ("yard/status/detect", b"offline", b"online", "camera.lost"),
        ("yard/status/record", b"offline", b"disabled", "device.fault"),
    ],
)
def test_that_what_a_camera_tells_begins_once_and_ends_once(
    topic: str, on: bytes, off: bytes, expected: str
) -> None:
    cameras = Cameras()
    assert cameras.hear(topic, off) == []
    (begun,) = cameras.hear(topic, on)
    assert (begun.type, begun.condition) == (expected, "active")
    assert begun.data["cameras"] == ["CAM-1"]
    assert begun.data["location"] == {"lat": 37.56, "lon": 127.03}
    assert cameras.hear(topic, on) == []
    (ended,) = cameras.hear(topic, off)
    assert (ended.type, ended.condition, ended.subject) == (expected, "cleared", begun.subject)
    assert cameras.hear(topic, off) == []


@pytest.mark.parametrize(
    ("topic", "payload"),
    [
        ("yard/motion", b"ON"),
        ("yard/all", b"3"),
        ("lawn/person", b"1"),
        ("yard/audio/all", b"ON"),
        ("yard/audio/dBFS", b"-31.4"),
        ("yard/audio/rms", b"120"),
        ("yard/review_status", b"ALERT"),
        ("yard/detect/state", b"ON"),
        ("yard/status/audio", b"offline"),
        ("yard/person/snapshot", b"\xff\xd8\xff\xe0"),
        ("stats", b'{"cameras": {}}'),
        ("restart", b""),
        ("notifications/set", b"ON"),
    ],
)
def test_that_what_asks_nobody_to_act_is_left_out_and_breaks_nothing(
    topic: str, payload: bytes
) -> None:
    assert Cameras().hear(topic, payload) == []


def test_that_counts_say_nothing_where_events_come_too_but_still_end() -> None:
    installation = Installation()
    assert installation.reader.read("frigate/front_door/car", b"1")
    assert installation("events", "new", EVENT)
    assert installation.reader.read("frigate/front_door/person", b"1") == ()
    (ended,) = installation.reader.read("frigate/front_door/car", b"0")
    assert ended.state == "cleared"
    assert installation.reader.counts["frigate_said_by_events"] == 1


def test_that_a_count_that_ends_in_the_next_life_ends_what_began_in_this(tmp_path: Path) -> None:
    path = tmp_path / "conditions.json"
    assert Cameras(path).hear("yard/person", b"1")
    (ended,) = Cameras(path).hear("yard/person", b"0")
    assert (ended.type, ended.condition) == ("analytics.intrusion", "cleared")
