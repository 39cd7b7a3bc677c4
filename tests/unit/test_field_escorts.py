"""Escorts from the call to the door, by act, app, fix and time (O2, O8, O9, O23, R-PRV-07)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.field_stage import FieldStage

MEET = (37.5610, 127.0350)
HOME = (37.5655, 127.0350)  # 500 m north: some 9.9 min along streets
STREET = [[37.5610, 127.0350], [37.5655, 127.0350]]
EARLY = ("escort.unmatched", "escort.not_met")


def booking(stage: FieldStage, in_min: float = 40.0, **more: object) -> dict[str, Any]:
    form: dict[str, Any] = {
        "area": "왕십리도선동", "meet_at": stage.now + timedelta(minutes=in_min),
        "meet_name": "왕십리역 6번 출구", "meet": MEET, "home": HOME, "way": STREET,
        "name": "가나다", "phone": "02-000-0000",
    }  # fmt: skip
    return {**form, **more}


def team(stage: FieldStage, name: str = "1조", unit: str = "scout-1", **more: object) -> str:
    form: dict[str, Any] = {
        "name": name, "areas": ["왕십리도선동"], "unit": unit, "members": 2,
        "on_until": stage.now + timedelta(hours=4), "every_s": 0,
    }  # fmt: skip
    return stage.field("scout_team:", "on", {**form, **more})


def walking(**more: object) -> FieldStage:
    stage = FieldStage()
    team(stage)
    stage.field("escort:", "request", booking(stage, 40.0, **more))
    stage.field("escort:1", "match", {"team": "1"})
    stage.go_to(40 * 60, 60)
    stage.field("escort:1", "meet")
    stage.field("escort:1", "walk")
    return stage


def test_that_an_escort_goes_from_the_call_to_the_door() -> None:
    stage = walking()
    assert stage.record("escort", "1").state == "walking"
    assert stage.field("escort:1", "arrive") == ""
    assert stage.field("escort:1", "close") == ""
    assert not stage.record("escort", "1").is_open
    assert stage.actions_on("escort", "1") == [
        "requested", "matched", "met", "walking", "arrived", "closed",
    ]  # fmt: skip
    assert stage.standing() == []


def test_that_less_than_30_minutes_ahead_needs_the_word_urgent_o23() -> None:
    stage = FieldStage()
    assert stage.field("escort:", "request", booking(stage, 20)).startswith("no: Less than 30")
    assert stage.field("escort:", "request", booking(stage, 20, urgent=True)) == "1"
    assert stage.content("escort", "1")["short_notice"] is True


def test_that_ten_minutes_before_the_meeting_an_unmatched_request_is_an_alert_o23() -> None:
    stage = FieldStage()
    stage.field("escort:", "request", booking(stage))
    stage.at(30 * 60 - 1)
    assert stage.standing(*EARLY) == []
    stage.at(30 * 60)
    assert stage.standing(*EARLY) == ["escort.unmatched"]
    team(stage)
    assert stage.field("escort:1", "match") == ""  # the engine finds the free team
    assert stage.standing(*EARLY) == []
    assert stage.raised("escort.unmatched") == 1


def test_that_three_minutes_after_the_time_a_missed_meeting_is_an_alert_o23() -> None:
    stage = FieldStage()
    team(stage)
    stage.field("escort:", "request", booking(stage))
    stage.field("escort:1", "match")
    stage.go_to(43 * 60 - 1, 30)
    assert stage.standing() == []
    stage.at(43 * 60)
    assert stage.standing() == ["escort.not_met"]
    stage.field("escort:1", "no_show")
    assert (stage.standing(), stage.record("escort", "1").state) == ([], "no_show")


def test_that_a_walk_that_takes_too_long_is_one_alert() -> None:
    stage = walking()
    due_s = 40 * 60 + 455 + 300  # 500 m at 1.1 m/s, and five minutes of grace
    stage.at(due_s - 2)
    assert stage.standing("escort.overdue") == []
    stage.go_to(due_s + 600, 10)
    assert stage.standing("escort.overdue") == ["escort.overdue"]
    assert stage.raised("escort.overdue") == 1
    stage.field("escort:1", "arrive")
    assert stage.standing() == []


def test_that_a_deadline_that_passed_while_the_engine_was_away_is_one_alert_at_the_start() -> None:
    stage = walking()
    stage.at(40 * 60 + 750)
    again = stage.restarted(after_s=10)
    assert again.raised("escort.overdue") == 1
    again.go_to(again.ms / 1_000 + 600, 10)
    assert again.raised("escort.overdue") == 1


@pytest.mark.parametrize("step_s", [3_600.0, -3_600.0])
def test_that_a_wall_clock_set_by_an_hour_raises_nothing_and_silences_nothing(
    step_s: float,
) -> None:
    stage = walking()
    stage.wall_s = step_s
    stage.go_to(40 * 60 + 754, 10)
    assert stage.standing("escort.overdue") == []
    assert "device.clock" in stage.standing()
    stage.go_to(40 * 60 + 758, 1)
    assert stage.raised("escort.overdue") == 1


@pytest.mark.parametrize("step_s", [3_600.0, -3_600.0])
def test_that_the_time_goes_on_over_a_restart_within_one_boot(step_s: float) -> None:
    stage = FieldStage(boot="boot-1")
    team(stage)
    stage.field("escort:", "request", booking(stage))
    stage.field("escort:1", "match")
    stage.at(60)
    restored = stage.restored()
    again = FieldStage(*stage.devices, boot="boot-1")
    again.desk.restore(restored, stage.devices, 61_000)
    again.changes.clear()
    again.ms, again.wall_s = 61_000, step_s
    again.tick()
    again.go_to(43 * 60 - 5, 30)
    assert again.standing() == ["device.clock"]
    assert again.field("clock:engine", "accept") == ""
    assert "device.clock" not in again.standing()


def test_that_a_team_is_two_people_and_never_promised_twice() -> None:
    stage = FieldStage()
    assert team(stage, members=1).startswith("no: A scout team is two")
    team(stage)
    stage.field("escort:", "request", booking(stage, 40))
    stage.field("escort:", "request", booking(stage, 45))
    stage.field("escort:", "request", booking(stage, 70))
    assert stage.field("escort:1", "match", {"team": "1"}) == ""
    assert stage.field("escort:2", "match", {"team": "1"}) == "no: Team 1조 has no time then."
    assert stage.field("escort:2", "match") == "no: No team is free then."
    assert stage.field("escort:3", "match", {"team": "1"}) == ""
    assert stage.field("scout_team:1", "off").startswith("no: Team 1조 has an escort")


def test_that_who_waits_past_the_time_goes_with_a_team_that_came_on_duty_since() -> None:
    """O23: what counts is whether a team has time now, not whether it had time then."""
    stage = FieldStage()
    stage.field("escort:", "request", booking(stage, 40))
    stage.go_to(43 * 60 + 10, 30)
    assert "escort.not_met" in stage.standing()
    assert stage.field("escort:1", "match") == "no: No team is free then."
    team(stage)
    assert stage.field("escort:1", "match") == ""
    assert stage.record("escort", "1").state == "matched"


def test_that_another_team_takes_over_only_with_a_reason_once_they_walk() -> None:
    stage = walking()
    team(stage, "2조", "scout-2")
    assert stage.field("escort:1", "match", {"team": "2"}).startswith("no: They are on their way")
    assert stage.field("escort:1", "match", {"team": "2"}, text="무전기 고장") == ""
    assert stage.content("escort", "1")["unit"] == "scout-2"


def test_that_an_offer_stays_ours_until_the_neighbour_accepts_o9() -> None:
    stage = walking()
    stage.field("escort:1", "offer", {"to": "광진구"})
    stage.go_to(40 * 60 + 125, 5)
    assert stage.standing() == ["escort.handover"]
    assert stage.record("escort", "1").state == "walking"
    stage.go_to(40 * 60 + 250, 5)
    assert stage.content("escort", "1")["hand_over"]["rung"] == 2
    assert stage.field("escort:1", "accepted").startswith("no: Say who")
    assert stage.field("escort:1", "accepted", {"by": "광진 상황실 이"}) == ""
    assert (stage.record("escort", "1").state, stage.standing()) == ("handed_over", [])


def test_that_the_border_is_told_200_m_ahead_o9() -> None:
    stage = walking(crossing=HOME, neighbour="광진구")
    stage.see("scout-1", 37.5630, 127.0350)
    assert stage.standing() == []
    stage.ms += 1_000
    stage.see("scout-1", 37.5640, 127.0350)
    assert stage.standing() == ["escort.handover"]


def test_that_a_group_arrives_with_as_many_as_joined() -> None:
    stage = FieldStage()
    team(stage)
    stops = [
        {"name": "놀이터", "lat": 37.562, "lon": 127.035, "at": stage.now + timedelta(minutes=45)},
        {"name": "학교", "lat": 37.5655, "lon": 127.035, "at": stage.now + timedelta(minutes=55)},
    ]
    stage.field("escort:", "request", booking(stage, stops=stops))
    stage.field("escort:1", "match")
    stage.go_to(40 * 60, 60)
    stage.field("escort:1", "meet")
    stage.field("escort:1", "walk")
    assert stage.field("escort:1", "board", {"stop": 1, "count": 7}) == ""
    stage.go_to(60 * 60, 10)
    assert stage.standing("escort.stop_late") == ["escort.stop_late"]
    assert stage.field("escort:1", "board", {"stop": 2, "count": 0}) == ""
    assert stage.standing("escort.stop_late") == []
    assert stage.field("escort:1", "arrive", {"count": 6}).startswith("no: 7 joined and 6")
    assert stage.field("escort:1", "arrive", {"count": 6}, text="한 명은 보호자와 귀가") == ""


def test_that_each_stop_that_is_late_rings_by_its_own_name() -> None:
    stage = FieldStage()
    team(stage)
    stops = [
        {"name": name, "lat": 37.562, "lon": 127.035, "at": stage.now + timedelta(minutes=minute)}
        for name, minute in (("놀이터", 45), ("시장", 50), ("학교", 55))
    ]
    stage.field("escort:", "request", booking(stage, stops=stops))
    stage.field("escort:1", "match")
    stage.go_to(40 * 60, 60)
    for act in ("meet", "walk"):
        stage.field("escort:1", act)
    told = []
    for number, minute in ((1, 51), (2, 57), (3, 65)):
        stage.go_to(minute * 60, 10)
        told.append([a.text for a in stage.desk.alerts() if a.type == "escort.stop_late"][-1])
        assert stage.standing("escort.stop_late") == ["escort.stop_late"]
        stage.field("escort:1", "board", {"stop": number, "count": 2})
        assert stage.standing("escort.stop_late") == []
    assert told == [f"The group is late at {each}." for each in ("놀이터", "시장", "학교")]


def test_that_people_are_told_to_one_seat_for_a_purpose_and_forgotten_at_the_end() -> None:
    stage = FieldStage()
    stage.field("escort:", "request", booking(stage))
    record = stage.record("escort", "1")
    assert not any(word in record.content for word in ("가나다", "02-000"))
    answer = stage.field("escort:1", "", kind="field_reveal")
    assert answer == "no: A purpose is needed."
    assert stage.field("escort:1", "", kind="field_reveal", text="전화") == ""
    stage.field("escort:1", "cancel")
    assert "37.5655" not in stage.record("escort", "1").content
    assert stage.field("escort:1", "", kind="field_reveal", text="전화").startswith("no: Nothing")


def test_that_a_walk_nobody_hears_is_told_and_over_with_the_next_fix() -> None:
    stage, told = walking(), []
    for second in range(2_400, 3_100, 5):
        stage.at(second)
        if second < 2_640 or second == 2_900:
            stage.see("scout-1", 37.5610 + (second - 2_400) * 9e-6, 127.0350)
        told.append((second, bool(stage.standing("unit.stale"))))
    silent = [second for second, is_told in told if is_told]
    assert (silent[0], silent[-1]) == (2_815, 3_095)
    assert (2_900, False) in told
    assert (3_080, True) in told


def test_that_a_restarted_engine_waits_before_it_calls_a_walk_silent() -> None:
    again = walking().restarted(after_s=170)
    again.go_to(again.ms / 1_000 + 60, 5)
    assert again.standing("unit.stale") == []
    again.go_to(again.ms / 1_000 + 140, 5)
    assert again.standing("unit.stale") == ["unit.stale"]


def test_that_a_citizens_device_is_seen_from_the_match_to_the_door_r_prv_07() -> None:
    stage = FieldStage()
    team(stage)
    stage.field("escort:", "request", booking(stage, walker="phone-9"))
    seen = []
    for act in ("", "match", "meet", "walk", "arrive", "close"):
        if act:
            assert stage.field("escort:1", act) == ""
        stage.ms += 1_000
        stage.see("phone-9", *MEET)
        seen.append([fix.unit for fix in stage.desk.positions()] == ["phone-9"])
    assert seen == [False, True, True, True, False, False]
    again = stage.restarted()
    again.see("phone-9", *MEET)
    assert again.desk.positions() == ()


def test_that_a_shift_nobody_ended_is_over_by_itself_r_prv_07() -> None:
    stage = FieldStage()
    team(stage, on_until=stage.now + timedelta(hours=1))
    stage.see("scout-1", *MEET)
    assert stage.desk.positions()
    stage.at(90 * 60 - 1)
    assert stage.record("scout_team", "1").is_open
    stage.at(90 * 60)
    assert not stage.record("scout_team", "1").is_open
    assert stage.desk.positions() == ()


def test_that_a_team_on_its_way_is_never_sent_home_by_the_clock() -> None:
    stage = FieldStage()
    team(stage, on_until=stage.now + timedelta(hours=1))
    stage.field("escort:", "request", booking(stage))
    stage.field("escort:1", "match")
    stage.go_to(40 * 60, 60)
    stage.field("escort:1", "meet")
    stage.field("escort:1", "walk")
    stage.go_to(125 * 60, 30)
    assert stage.record("scout_team", "1").is_open
    stage.field("escort:1", "arrive")
    stage.field("escort:1", "close")
    stage.go_to(140 * 60, 30)
    assert not stage.record("scout_team", "1").is_open


def test_that_an_app_asks_meets_and_arrives() -> None:
    stage = FieldStage()
    team(stage)
    stage.event(
        "escort.requested", "app-1", subject="req-7",
        data={
            "unit": "phone-9", "area": "왕십리도선동", "meet_name": "역", "name": "가나다",
            "meet_at": (stage.now + timedelta(minutes=40)).isoformat(),
            "location": {"lat": MEET[0], "lon": MEET[1]},
            "home": {"lat": HOME[0], "lon": HOME[1]},
        },
    )  # fmt: skip
    assert stage.content("escort", "1")["walker"] == "phone-9"
    stage.event("escort.requested", "app-1", subject="req-7", data={})
    assert len([each for each in stage.desk.fields() if each.kind == "escort"]) == 1
    stage.field("escort:1", "match")
    stage.event("escort.met", "gateway", data={"unit": "scout-1"})
    assert stage.record("escort", "1").state == "met"
    stage.at(121)
    assert stage.record("escort", "1").state == "walking"
    stage.event("escort.arrived", "gateway", data={"unit": "scout-1"})
    assert stage.record("escort", "1").state == "arrived"


def test_that_a_stranger_cannot_end_anothers_escort() -> None:
    stage = FieldStage()
    stage.event("escort.requested", "app-1", subject="req-7", data={"unit": "phone-9"})
    stage.event("escort.cancelled", "bell-1", subject="1")
    assert stage.record("escort", "1").is_open
    stage.event("escort.cancelled", "app-1", subject="req-7")
    assert stage.record("escort", "1").state == "cancelled"


def test_that_a_request_nobody_can_read_is_an_escort_all_the_same() -> None:
    stage = FieldStage()
    stage.event("escort.requested", "app-1", data={"meet_at": "tomorrow", "people": -3})
    assert stage.record("escort", "1").state == "requested"
    stage.go_to(21 * 60, 30)
    assert stage.standing("escort.unmatched") == ["escort.unmatched"]


def test_that_a_repeated_command_changes_nothing_and_shows_people_again() -> None:
    stage = FieldStage()
    stage.field("escort:", "request", booking(stage))
    stage.field("escort:1", "", kind="field_reveal", text="전화")
    for _ in range(2):  # the same two commands again, as a seat sends them without an answer
        stage._commands = 0
        before = len(stage.changes)
        stage.field("escort:", "request", booking(stage))
        stage.field("escort:1", "", kind="field_reveal", text="전화")
        assert len(stage.changes) == before
    assert len([each for each in stage.desk.fields() if each.kind == "escort"]) == 1
    assert [each.personal for each in stage.told] == [stage.told[0].personal] * 3


@pytest.mark.parametrize("content", ["", "[]", "{", '{"area": 3}', '{"meet_at": "x"}'])
def test_that_a_form_that_cannot_be_read_is_refused_in_words(content: str) -> None:
    stage = FieldStage()
    stage.act("field", 0, subject="escort:", choice="request", content=content)
    assert not [each for each in stage.desk.fields() if each.kind == "escort"]
