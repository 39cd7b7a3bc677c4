"""Patrols from the plan to the way home, by act, device, fix and time (O2, O7, R-PRV-07)."""

from datetime import timedelta
from typing import Any

import pytest

from console.domain.places.geo import Place
from tests.support.engine_doubles import device
from tests.support.field_stage import FieldStage
from tests.support.walks import shifted

LAT, LON = 37.5610, 127.0350
NORTH = 1 / 111_195
ROUTE = [[[LAT, LON], [LAT + 400 * NORTH, LON]]]
A, B = "patrol-1a", "patrol-1b"
BEGIN_S = 3_600
PAIR = ("team.separated", "unit.stale")


def checkpoint(name: str, metres: float, **more: object) -> dict[str, Any]:
    place = {"lat": LAT + metres * NORTH, "lon": LON, "accuracy_m": None}
    return {
        "id": name,
        "name_ko": f"지점 {name}",
        "name_en": f"Point {name}",
        "place": place,
        **more,
    }


def plan(stage: FieldStage, **more: object) -> dict[str, Any]:
    form: dict[str, Any] = {
        "team": "순찰 1조", "area": "성수동1가", "members": [A, B],
        "begins": stage.now + timedelta(seconds=BEGIN_S),
        "ends": stage.now + timedelta(seconds=BEGIN_S, hours=5, minutes=30),
        "route_name": "골목", "route": ROUTE,
        "checkpoints": [checkpoint("CP-01", 0), checkpoint("CP-02", 400)],
    }  # fmt: skip
    return {**form, **more}


def stage_with(**more: object) -> FieldStage:
    stage = FieldStage(device("gateway"), device("app-1"))
    assert stage.field("patrol:", "plan", plan(stage, **more)) == "1"
    return stage


def out(**more: object) -> FieldStage:
    stage = stage_with(**more)
    stage.go_to(BEGIN_S, 60)
    assert stage.field("patrol:1", "start") == ""
    return stage


def walk(stage: FieldStage, seconds: int, apart_m: float = 4.0, every_s: int = 5) -> None:
    """Both go north along the route, `apart_m` from one another."""
    begun = stage.ms / 1_000
    for gone in range(0, seconds, every_s):
        stage.go_to(begun + gone, every_s)
        first = shifted(Place(LAT, LON), 0, 1.3 * gone)
        second = shifted(first, apart_m, 0)
        stage.see(A, first.lat, first.lon, 8.0)
        stage.see(B, second.lat, second.lon, 8.0)


def test_that_a_patrol_is_planned_called_out_and_home() -> None:
    stage = stage_with()
    assert stage.record("patrol", "1").state == "planned"
    stage.at(BEGIN_S - 15 * 60)
    assert stage.record("patrol", "1").state == "due"
    stage.go_to(BEGIN_S, 60)
    stage.field("patrol:1", "start")
    walk(stage, 330)
    assert stage.field("patrol:1", "end") == ""
    assert not stage.record("patrol", "1").is_open
    assert stage.standing() == []
    content = stage.content("patrol", "1")
    assert [each["how"] for each in content["passed"]] == ["track", "track"]
    progress = content["progress"]
    assert int(progress["covered"], 16).bit_count() == progress["samples"] == 21


def test_that_a_team_is_two_people_and_nobody_walks_twice_at_once() -> None:
    stage = stage_with()
    assert "two people" in stage.field("patrol:", "plan", plan(stage, members=[A]))
    assert "two people" in stage.field("patrol:", "plan", plan(stage, members=[A, A]))
    said = stage.field("patrol:", "plan", plan(stage, team="순찰 2조", members=["x", B]))
    assert said == f"no: {B} walks in patrol 1 of 순찰 1조 at that time."


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"ends": "2026-01-01T00:00:00Z"}, "within 12 hours"),
        ({"ends": "2026-11-22T01:00:00"}, "no offset"),
        ({"begins": "9999-12-31T23:59:59Z"}, "more than a year"),
        ({"checkpoints": [checkpoint("X", 0), checkpoint("X", 9)]}, "code of its own"),
        ({"checkpoints": [checkpoint("X", 0, due="2026-11-21T23:00:00")]}, "falls due"),
        ({"route": [[[127.0, 37.5]]]}, "nowhere on the earth"),
        ({"route": [[[0, 0]]]}, "nowhere on the earth"),
        ({"area": " "}, "needs a team"),
        ({"members": "ab"}, "cannot be read"),
    ],
)
def test_that_a_plan_that_cannot_be_is_refused_with_its_reason(
    more: dict[str, Any], why: str
) -> None:
    stage = FieldStage()
    said = stage.field("patrol:", "plan", plan(stage, **more))
    assert said.startswith("no: ")
    assert why in said


def test_that_a_late_start_is_one_alert_that_ends_with_the_start() -> None:
    stage = stage_with()
    stage.go_to(BEGIN_S + 599, 30)
    assert stage.standing() == []
    stage.go_to(BEGIN_S + 1_200, 30)
    assert (stage.standing(), stage.raised("patrol.missed")) == (["patrol.missed"], 1)
    stage.field("patrol:1", "start")
    assert stage.standing() == []


def test_that_a_shift_planned_while_it_runs_is_late_only_from_then_on() -> None:
    stage = FieldStage()
    begins = stage.now - timedelta(hours=1)
    stage.field("patrol:", "plan", plan(stage, begins=begins, ends=begins + timedelta(hours=5)))
    stage.go_to(599, 30)
    assert (stage.standing(), stage.record("patrol", "1").state) == ([], "due")
    stage.at(601)
    assert stage.standing() == ["patrol.missed"]


def test_that_a_shift_nobody_held_is_not_held_and_asks_for_nothing_more() -> None:
    stage = stage_with()
    stage.go_to(BEGIN_S + 6 * 3_600, 600)
    assert stage.record("patrol", "1").state == "not_held"
    assert (stage.standing(), stage.raised("patrol.missed")) == ([], 1)


def test_that_a_checkpoint_not_passed_in_time_is_an_alert_until_it_is_passed() -> None:
    stage = FieldStage()
    due = stage.now + timedelta(seconds=BEGIN_S + 900)
    points = [checkpoint("CP-01", 0, due=due), checkpoint("CP-02", 400)]
    stage.field("patrol:", "plan", plan(stage, checkpoints=points))
    stage.go_to(BEGIN_S, 60)
    stage.field("patrol:1", "start")
    walk(stage, 30)  # past the first at once
    stage.go_to(BEGIN_S + 901, 30)
    assert stage.standing("patrol.missed") == []
    late = out(checkpoints=[checkpoint("CP-02", 400, due=due)])
    late.go_to(BEGIN_S + 901, 30)
    assert late.standing("patrol.missed") == ["patrol.missed"]
    assert late.field("patrol:1", "pass", {"checkpoint": "CP-02"}) == ""
    assert late.standing("patrol.missed") == []
    assert late.content("patrol", "1")["passed"][0]["how"] == "operator"


def test_that_a_team_comes_home_with_words_for_what_it_left_out() -> None:
    stage = out()
    assert stage.field("patrol:1", "end") == "no: 2 checkpoints were not passed: say why."
    assert stage.field("patrol:1", "end", text="the park was shut") == ""


def test_that_a_device_tells_of_a_checkpoint_by_name_or_by_place_and_begins_the_shift() -> None:
    stage = stage_with()
    stage.go_to(BEGIN_S - 60, 60)
    stage.event("patrol.checkpoint", "app-1", subject="CP-02", data={"unit": A})
    assert stage.record("patrol", "1").state == "out"
    near = {"lat": LAT + 20 * NORTH, "lon": LON}
    stage.event("patrol.checkpoint", "app-1", data={"unit": B, "location": near})
    passed = stage.content("patrol", "1")["passed"]
    assert [each["checkpoint"] for each in passed] == ["CP-02", "CP-01"]
    assert round(passed[1]["off_m"]) == 20
    stage.event("patrol.checkpoint", "app-1", subject="CP-99", data={"unit": A, "team": [1]})
    stage.event("patrol.checkpoint", "app-1", subject="CP-01", data={"unit": "nobody"})
    assert stage.desk.counters()["patrol_words_unplaced"] == 2


def test_that_an_incident_of_the_team_is_an_alert_and_stays_with_the_patrol() -> None:
    stage = out()
    stage.event("patrol.incident", "app-1", data={"unit": A, "text": "a man on the railing"})
    assert stage.field("patrol:1", "incident", {}) == "no: Say what the team met."
    assert stage.field("patrol:1", "incident", {}, text="a fight") == ""
    assert len(stage.content("patrol", "1")["incidents"]) == 2
    assert stage.raised("patrol.incident") == 2


def test_that_two_who_part_are_an_alert_within_two_minutes_that_ends_when_they_meet_o7() -> None:
    stage = out()
    walk(stage, 120)
    assert stage.standing() == []
    walk(stage, 120, apart_m=80)
    assert stage.standing("team.separated") == ["team.separated"]
    walk(stage, 120)
    assert (stage.standing(), stage.raised("team.separated")) == ([], 1)


def test_that_one_who_goes_dark_is_an_alert_and_two_are_another_o7() -> None:
    stage = out()
    walk(stage, 60)
    begun = stage.ms // 1_000
    for gone in range(0, 90, 5):
        stage.go_to(begun + gone)
        stage.see(A, LAT, LON, 8.0)
    assert stage.standing() == ["team.separated"]
    stage.go_to(stage.ms / 1_000 + 240, 5)
    assert stage.standing(*PAIR) == ["team.separated", "unit.stale"]
    walk(stage, 30)
    assert stage.standing(*PAIR) == []


def test_that_an_engine_that_was_away_itself_does_not_call_the_team_silent() -> None:
    stage = out()
    walk(stage, 120)
    again = stage.restarted(after_s=600)
    again.go_to(again.ms / 1_000 + 10)
    assert again.standing() == []
    walk(again, 60)
    assert again.standing() == []
    again.go_to(again.ms / 1_000 + 250, 5)
    assert again.standing(*PAIR) == ["unit.stale"]


def test_that_a_restart_keeps_the_patrol_and_its_deadlines_o2() -> None:
    stage = out()
    walk(stage, 200)
    before = stage.content("patrol", "1")
    again = stage.restarted(after_s=6 * 3_600)
    assert again.content("patrol", "1")["passed"] == before["passed"]
    assert again.content("patrol", "1")["progress"]["covered"] == before["progress"]["covered"]
    again.go_to(again.ms / 1_000 + 5)
    assert again.standing("patrol.missed") == ["patrol.missed"]  # half an hour over time
    assert again.raised("patrol.missed") == 1


def test_that_a_wall_clock_set_by_an_hour_makes_nobody_late_o2() -> None:
    stage = stage_with()
    stage.wall_s = 3_600
    stage.go_to(BEGIN_S + 590, 10)
    assert stage.standing("patrol.missed") == []


def test_that_a_team_is_seen_only_while_its_shift_is_due_or_out_r_prv_07() -> None:
    stage = stage_with()

    def is_seen() -> bool:
        stage.see(A, LAT + stage.ms * 1e-9, LON)
        return any(each.unit == A for each in stage.desk.positions())

    assert not is_seen()
    stage.go_to(BEGIN_S - 14 * 60, 60)
    assert is_seen()
    stage.go_to(BEGIN_S, 60)
    stage.field("patrol:1", "start")
    stage.go_to(BEGIN_S + 30, 10)
    assert is_seen()
    stage.field("patrol:1", "end", text="rain")
    assert not is_seen()


def test_that_a_shift_ends_itself_two_hours_after_its_end_unless_it_is_extended() -> None:
    stage = out()
    end_s = BEGIN_S + 5.5 * 3_600
    stage.go_to(end_s - 60, 600)
    until = stage.now + timedelta(hours=1)
    far = until + timedelta(hours=9)
    assert "two hours" in stage.field("patrol:1", "extend", {"until": far})
    assert stage.field("patrol:1", "extend", {"until": until}) == ""
    stage.go_to(end_s + 80 * 60, 600)
    assert stage.standing("patrol.missed") == []
    stage.go_to(end_s + 4 * 3_600, 600)
    assert stage.record("patrol", "1").state == "ended"
    assert stage.standing() == []


def test_that_company_is_counted_by_organisation_never_by_person() -> None:
    stage = out()
    assert "no such organisation" in stage.field(
        "patrol:1", "join", {"organisation": "ORG-01", "people": 4}
    )
    form = {"code": "ORG-01", "kind": "crime_prevention", "name_ko": "자율방범대 1", "members": 31}
    assert stage.field("organisation:", "enter", form) == ""
    assert stage.field("patrol:1", "join", {"organisation": "ORG-01", "people": 4}) == ""
    assert stage.field("patrol:1", "join", {"organisation": "ORG-01", "people": 6}) == ""
    assert stage.content("patrol", "1")["joined"] == [{"organisation": "ORG-01", "people": 6}]
    assert "0 to 200" in stage.field("patrol:1", "join", {"organisation": "ORG-01", "people": -1})


def test_that_a_team_checks_in_while_it_is_out_and_a_missing_one_is_a_call_for_help() -> None:
    stage = out(check_in_s=600)
    assert stage.record("check_in", A).state == "well"
    stage.go_to(BEGIN_S + 500, 50)
    stage.event("patrol.checkpoint", "app-1", subject="CP-01", data={"unit": A})
    stage.go_to(BEGIN_S + 500 + 890, 30)
    assert stage.standing("checkin.missed") == []
    stage.go_to(BEGIN_S + 500 + 910, 10)
    assert stage.standing("checkin.missed") == ["checkin.missed"]
    form = {"channel": "radio"}
    assert stage.field(f"check_in:{A}", "heard", form, text="all well") == ""
    assert stage.standing("checkin.missed") == []
    assert stage.field("patrol:1", "end", text="home") == ""
    assert not stage.record("check_in", A).is_open


def test_that_a_shift_that_ends_itself_leaves_who_is_missing_missing() -> None:
    stage = out(check_in_s=3_600)
    stage.go_to(BEGIN_S + 8 * 3_600, 600)
    assert stage.record("patrol", "1").state == "ended"
    assert stage.standing("checkin.missed") == ["checkin.missed"]
