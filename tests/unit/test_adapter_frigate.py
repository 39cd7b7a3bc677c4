"""Frigate's messages as alerts: one review is one alert, with camera, place, time and boxes."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from backends.adapters.frigate import FrigateReader, box_of
from backends.adapters.frigate_open import Openings
from backends.adapters.loose import Unreadable
from backends.adapters.rules import Origin, Rule, RuleBook
from backends.adapters.settings import read_rules
from backends.adapters.sighting import Sighting
from console.domain.places.geo import Place
from resources.locator import resource

EVENT: dict[str, Any] = {
    "id": "1607123955.475377-mxklsc", "camera": "front_door", "frame_time": 1607123962.082975,
    "label": "person", "sub_label": None, "top_score": 0.958984375, "false_positive": False,
    "start_time": 1607123955.475377, "end_time": None, "score": 0.87890625,
    "box": [432, 496, 544, 854], "area": 40096, "region": [218, 440, 693, 915],
    "current_zones": ["driveway"], "entered_zones": ["yard", "driveway"], "has_snapshot": False,
    "stationary": False, "position_changes": 2,
}  # fmt: skip
REVIEW: dict[str, Any] = {
    "id": "1718987129.308396-fqk5ka", "camera": "front_door", "start_time": 1718987129.308396,
    "end_time": None, "severity": "detection", "thumb_path": "/media/frigate/thumb.webp",
    "data": {
        "detections": ["1718987128.947436-g92ztx", "1718987148.879516-d7oq7r"],
        "objects": ["car", "person"], "sub_labels": [], "zones": ["driveway"], "audio": [],
    },
}  # fmt: skip


class Installation:
    """One Frigate with the shipped mapping and one configured camera."""

    def __init__(self) -> None:
        rules = [Rule("frigate", ("cat",), "frigate.cat", minimum_score=0.7)]
        rules += read_rules(resource("adapters", "frigate.toml"))
        origin = Origin("CAM-001", ("CAM-001",), Place(37.56, 127.03), width=1280, height=720)
        self.book = RuleBook(rules, {"front_door": origin})
        openings = Openings(self.book)
        self.reader = FrigateReader("frigate", openings, lambda _: (1280, 720))

    def __call__(
        self, topic: str, what: str, after: dict[str, Any], **more: object
    ) -> tuple[Sighting, ...]:
        body = {"type": what, "before": after, "after": {**after, **more}}
        return self.reader.read(f"frigate/{topic}", json.dumps(body).encode())


@pytest.fixture
def read() -> Installation:
    return Installation()


def test_that_an_event_is_reported_with_camera_place_time_and_box(read: Installation) -> None:
    (found,) = read("events", "new", EVENT)
    report = read.book.report_of(found, datetime.now(UTC))
    assert report is not None
    assert (report.type, report.condition) == ("analytics.intrusion", "active")
    assert report.subject == EVENT["id"]
    assert report.time == datetime.fromtimestamp(1607123955.475377, UTC)
    assert report.data["cameras"] == ["CAM-001"]
    assert report.data["location"] == {"lat": 37.56, "lon": 127.03}
    assert report.data["confidence"] == 0.958984375
    box = report.data["boxes"][0]
    assert box["label"] == "person"
    assert box["x"] == pytest.approx(432 / 1280, abs=1e-4)
    assert box["y"] == pytest.approx(496 / 720, abs=1e-4)
    assert box["y"] + box["h"] == pytest.approx(1.0, abs=1e-4)


def test_that_an_update_without_news_is_not_told_again_and_the_end_clears(
    read: Installation,
) -> None:
    assert len(read("events", "new", EVENT)) == 1
    assert read("events", "update", EVENT, score=0.9, frame_time=1607123963.0) == ()
    assert len(read("events", "update", EVENT, entered_zones=["porch"])) == 1
    (end,) = read("events", "end", EVENT, end_time=1607123999.0)
    assert (end.state, end.subject) == ("cleared", EVENT["id"])
    assert end.time == datetime.fromtimestamp(1607123999.0, UTC)


def test_that_a_false_positive_is_no_news(read: Installation) -> None:
    assert read("events", "new", EVENT, false_positive=True) == ()


def test_that_a_review_is_one_alert_from_new_to_end(read: Installation) -> None:
    (new,) = read("reviews", "new", REVIEW)
    assert read("reviews", "update", REVIEW, thumb_path="other") == ()
    (update,) = read("reviews", "update", REVIEW, severity="alert")
    (end,) = read("reviews", "end", REVIEW, severity="alert", end_time=1718987200.0)
    assert {each.subject for each in (new, update, end)} == {REVIEW["id"]}
    assert len({read.book.type_of(each) for each in (new, update, end)}) == 1
    assert [each.state for each in (new, update, end)] == ["active", "active", "cleared"]
    assert new.time == datetime.fromtimestamp(1718987129.308396, UTC)
    assert "car, person" in new.text


def test_that_objects_of_a_review_do_not_raise_alerts_of_their_own(read: Installation) -> None:
    read("reviews", "new", REVIEW)
    member = {**EVENT, "id": REVIEW["data"]["detections"][0], "label": "car"}
    assert read("events", "new", member) == ()
    assert read("events", "end", member) == ()


def test_that_a_review_goes_on_with_the_alert_of_an_object_told_before_it(
    read: Installation,
) -> None:
    member = {**EVENT, "id": REVIEW["data"]["detections"][0], "label": "car"}
    (first,) = read("events", "new", member)
    (new,) = read("reviews", "new", REVIEW)
    assert new.subject == first.subject
    assert read("events", "end", member) == ()
    (end,) = read("reviews", "end", REVIEW)
    assert (end.state, end.subject) == ("cleared", first.subject)


def test_that_fire_in_a_review_of_a_person_is_an_alert_of_its_own(read: Installation) -> None:
    (_,) = read("reviews", "new", REVIEW)
    burning = {**REVIEW["data"], "objects": ["car", "person", "fire"]}
    news = read("reviews", "update", REVIEW, data=burning)
    assert "analytics.fire" in {read.book.type_of(each) for each in news}
    cleared = read("reviews", "end", REVIEW, data=burning)
    assert len(cleared) == 2


def test_that_a_score_that_rises_above_its_minimum_is_news(read: Installation) -> None:
    cat = {**EVENT, "label": "cat"}
    (weak,) = read("events", "new", cat, top_score=0.5)
    assert read.book.report_of(weak, datetime.now(UTC)) is None
    (strong,) = read("events", "update", cat, top_score=0.9)
    assert read.book.report_of(strong, datetime.now(UTC)) is not None


def test_that_what_was_not_kept_is_news_when_it_comes_again(read: Installation) -> None:
    (found,) = read("events", "new", EVENT)
    read.reader.forget(found)
    assert len(read("events", "new", EVENT)) == 1


def test_that_frigates_last_will_is_a_fault_until_it_is_online_again(read: Installation) -> None:
    (offline,) = read.reader.read("frigate/available", b"offline")
    assert read.reader.read("frigate/available", b"offline") == ()
    (online,) = read.reader.read("frigate/available", b"online")
    assert (offline.state, online.state) == ("active", "cleared")
    assert read.book.type_of(offline) == "device.fault"


@pytest.mark.parametrize(
    "payload",
    [b"", b"[]", b"{}", b'{"type":"new"}', b"\xff", b'{"type":"new","after":{"id":1e999}}'],
)
def test_that_what_is_no_message_of_frigate_is_refused(read: Installation, payload: bytes) -> None:
    with pytest.raises(Unreadable):
        read.reader.read("frigate/events", payload)


def test_that_boxes_stay_inside_the_picture_or_are_left_out() -> None:
    assert box_of([-10, -10, 2000, 2000], 100, 100, "") is not None
    assert box_of([5, 5, 5, 9], 100, 100, "") is None
    assert box_of([1, 2, 3], 100, 100, "") is None
    assert box_of([400, 1, 500, 9], 0, 0, "") is None
    shares = box_of([0.5, 0.5, 0.25, 0.75], 0, 0, "")
    assert shares is not None
    assert shares.h == 0.5


def test_that_what_turns_out_false_after_it_was_told_ends_all_the_same(read: Installation) -> None:
    assert len(read("events", "new", EVENT)) == 1
    (over,) = read("events", "end", EVENT, false_positive=True)
    assert (over.state, over.subject) == ("cleared", EVENT["id"])
    assert read("events", "end", {**EVENT, "id": "never told"}, false_positive=True) == ()
