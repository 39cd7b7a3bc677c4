"""What an app may write, and what stands of it: never a value that a restart cannot read (O23)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.field_stage import FieldStage
from tests.unit.test_field_escorts import MEET, walking

ASKED: dict[str, Any] = {
    "unit": "app-1", "area": "왕십리도선동", "meet_name": "왕십리역 6번 출구", "people": 2,
    "name": "가나다", "phone": "02-000-0000", "location": {"lat": MEET[0], "lon": MEET[1]},
    "home": {"lat": 37.5655, "lon": 127.0350},
}  # fmt: skip


def asked(**more: object) -> FieldStage:
    stage = FieldStage()
    when = (stage.now + timedelta(minutes=50)).isoformat()
    stage.event("escort.requested", subject="r1", source="app-1",
                data={"meet_at": when, **ASKED, **more})  # fmt: skip
    return stage


@pytest.mark.parametrize("count", ["3", True, [1], 1.5, {"a": 1}, -5, 10**12, None])
def test_that_a_count_that_is_none_reaches_no_record(count: object) -> None:
    stage = walking(walker="app-1")
    stage.event("escort.arrived", "app-1", subject="1", data={"count": count, "text": "집 앞"})
    assert stage.record("escort", "1").state == "arrived"
    assert stage.content("escort", "1")["counted"] == 1
    again = stage.restarted()
    assert again.field("escort:1", "close") == ""


def test_that_a_request_that_can_be_read_has_no_mark_of_it() -> None:
    content = asked().content("escort", "1")
    assert [each["what"] for each in content["marks"]] == ["requested"]
    assert (content["people"], content["walker"]) == (2, "app-1")


@pytest.mark.parametrize(
    ("name", "said", "left"),
    [
        ("people", "2", 1), ("people", 0, 1), ("people", 61, 1),
        ("area", 7, "?"), ("meet_name", ["역"], "?"), ("area", " ", "?"),
        ("home", {"lat": 37.5}, None), ("home", {"lat": 97.0, "lon": 127.0}, None),
        ("home", {"lat": 35.0, "lon": 129.0}, None), ("home", "집", None),
    ],
)  # fmt: skip
def test_that_what_cannot_be_read_takes_nothing_else_with_it(
    name: str, said: object, left: object
) -> None:
    stage = asked(**{name: said})
    content = stage.content("escort", "1")
    whole = asked().content("escort", "1")
    assert content[name] == left
    kept = {"area", "meet_at", "meet_name", "meet", "home", "people", "walker"} - {name}
    assert {each: content[each] for each in kept} == {each: whole[each] for each in kept}
    assert [each["what"] for each in content["marks"]] == ["unread", "requested"]


@pytest.mark.parametrize(
    "when", ["tonight", 22, "2026-03-02T22:00:00", "2026-03-02T19:00:00Z", "2026-04-02T19:00:00Z"]
)
def test_that_a_time_that_cannot_stand_is_half_an_hour_from_now_and_said_so(when: object) -> None:
    stage = asked(meet_at=when)
    content = stage.content("escort", "1")
    assert content["meet_at"] == (stage.now + timedelta(minutes=30)).isoformat().replace(
        "+00:00", "Z"
    )
    assert (content["home"]["lat"], content["area"]) == (37.5655, "왕십리도선동")
    assert [each["what"] for each in content["marks"]] == ["unread", "requested"]


def test_that_names_longer_than_a_line_are_cut_and_not_lost() -> None:
    content = asked(area="가" * 400, meet_name="나" * 400).content("escort", "1")
    assert content["area"] == "가" * 128
    assert content["meet_name"] == "나" * 128
