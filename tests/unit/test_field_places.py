"""Shelter stores and parcel lockers: panic, silence, two free days, faults (O24, O2)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.engine_doubles import device
from tests.support.field_stage import FieldStage

SHOP, LOCKER = "SHELTER-001", "LOCKER-001"
HERE = {"lat": 37.561, "lon": 127.035}
DAY_S = 86_400


def stage_of() -> FieldStage:
    return FieldStage(device(SHOP), device(LOCKER), device("gateway"))


def enter(stage: FieldStage, **more: object) -> str:
    form = {"name_ko": "왕십리 안심지킴이집", "phone": "02-000-0001", "place": HERE, **more}
    return stage.field(f"shelter:{SHOP}", "enter", form)


def boxes(stage: FieldStage) -> dict[str, Any]:
    return {each["id"]: each for each in stage.content("locker", LOCKER)["boxes"]}


@pytest.mark.parametrize(("said", "name"), [(7, "7"), ("A7", "A7"), (0, "0"), (None, "sub")])
def test_that_boxes_that_are_only_numbered_are_boxes(said: object, name: str) -> None:
    stage = stage_of()
    stage.event("locker.stored", LOCKER, subject="sub", data={"box": said, "parcel": 4_711})
    (box,) = boxes(stage).values()
    assert (box["id"], box["parcel"]) == (name, "4711")
    stage.event("locker.collected", LOCKER, subject="sub", data={"box": said})
    assert boxes(stage)[name]["use"] == "free"


@pytest.mark.parametrize("said", [True, 1.5, [7], {"box": 7}])
def test_that_what_names_no_box_is_counted(said: object) -> None:
    stage = stage_of()
    stage.event("locker.stored", LOCKER, data={"box": said})
    assert stage.desk.counters()["locker_words_unplaced"] == 1


# --- shelters ------------------------------------------------------------------------------


def test_that_a_button_opens_the_card_and_a_lifted_receiver_is_seen_on_it() -> None:
    stage = stage_of()
    enter(stage)
    stage.event("shelter.button", SHOP, condition="active")
    stage.at(5)
    stage.event("shelter.offhook", SHOP, condition="active")
    panic = stage.content("shelter", SHOP)["panic"]
    assert (panic["alerts"], panic["button_at"] < panic["offhook_at"]) == ([1, 2], True)
    assert stage.record("shelter", SHOP).state == "panic"


def test_that_the_devices_own_call_to_112_is_on_the_card() -> None:
    stage = stage_of()
    stage.event("shelter.button", SHOP, data={"hotline_called": True})
    assert stage.content("shelter", SHOP)["panic"]["police_at"] is not None


def test_that_a_store_nobody_entered_has_its_card_all_the_same() -> None:
    stage = stage_of()
    stage.event("shelter.button", SHOP, data={"location": HERE})
    assert stage.content("shelter", SHOP)["place"]["lat"] == HERE["lat"]


def test_that_a_minute_without_an_answer_is_a_missed_check_in_until_somebody_answers() -> None:
    stage = stage_of()
    enter(stage)
    stage.event("shelter.button", SHOP)
    stage.at(59)
    assert stage.field(f"shelter:{SHOP}", "ring", {"answered": False}) == ""
    assert stage.standing("checkin.missed") == []
    stage.at(60)
    assert stage.standing("checkin.missed") == ["checkin.missed"]
    assert stage.record("shelter", SHOP).state == "silent"
    assert stage.field(f"shelter:{SHOP}", "ring", {"answered": True}) == ""
    assert stage.standing("checkin.missed") == []
    assert stage.field(f"shelter:{SHOP}", "settle") == ""
    assert stage.record("shelter", SHOP).state == "calm"


def test_that_a_store_that_never_answered_is_settled_only_with_words() -> None:
    stage = stage_of()
    stage.event("shelter.button", SHOP)
    assert "on what it rests" in stage.field(f"shelter:{SHOP}", "settle")
    assert stage.field(f"shelter:{SHOP}", "settle", text="the team is there") == ""
    assert "Nothing goes on" in stage.field(f"shelter:{SHOP}", "settle", text="x")


def test_that_the_minute_goes_on_while_the_engine_is_away_and_is_told_once_o2() -> None:
    stage = stage_of()
    stage.event("shelter.button", SHOP)
    stage.at(55)
    again = stage.restarted(after_s=30)
    assert again.raised("checkin.missed") == 1
    again.go_to(again.ms / 1_000 + 120, 10)
    assert again.raised("checkin.missed") == 1


def test_that_entering_a_store_anew_leaves_what_goes_on_there() -> None:
    stage = stage_of()
    enter(stage)
    stage.event("shelter.button", SHOP)
    assert enter(stage, phone="02-111") == ""
    content = stage.content("shelter", SHOP)
    assert content["phone"] == "02-111"
    assert content["panic"] is not None


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"phone": "call me"}, "digits"),
        ({"name_ko": " "}, "name"),
        ({"hours": {"week": [{"weekday": 9, "begin_min": 0, "end_min": 1}]}}, "weekday"),
        ({"hours": {"week": [{"weekday": 1, "begin_min": 0, "end_min": 9_999}]}}, "at most a day"),
        ({"place": {"lat": 0, "lon": 0}}, "nowhere"),
    ],
)
def test_that_a_store_filled_in_wrongly_is_refused(more: dict[str, Any], why: str) -> None:
    assert why in enter(stage_of(), **more)


def test_that_a_store_is_named_by_its_device() -> None:
    assert "id of its device" in stage_of().field("shelter:", "enter", {"name_ko": "가게"})


def test_that_holidays_are_entered_as_one_list() -> None:
    stage = stage_of()
    days = ["2026-09-25", "2026-09-24", "2026-09-25"]
    assert stage.field("calendar:", "enter", {"days": days}) == ""
    assert stage.content("calendar", "holidays")["days"] == ["2026-09-24", "2026-09-25"]


# --- lockers -------------------------------------------------------------------------------


def stored(stage: FieldStage, box: str = "A01", parcel: str = "P-1") -> None:
    stage.event("locker.stored", LOCKER, subject=box, data={"parcel": parcel})


def test_that_a_parcel_costs_after_two_days_and_is_one_alert_until_it_is_collected() -> None:
    stage = stage_of()
    stage.field(f"locker:{LOCKER}", "enter", {"name_ko": "왕십리역 안심택배함", "size": 20})
    stored(stage)
    stage.at(2 * DAY_S - 1)
    assert stage.standing("locker.overdue") == []
    stage.at(2 * DAY_S + 601)
    assert stage.standing("locker.overdue") == ["locker.overdue"]
    stage.at(9 * DAY_S)
    assert stage.raised("locker.overdue") == 1
    stage.event("locker.collected", LOCKER, subject="A01")
    assert stage.standing("locker.overdue") == []
    assert boxes(stage)["A01"]["use"] == "free"


def test_that_a_locker_that_tells_of_the_parcel_itself_is_not_told_after() -> None:
    stage = stage_of()
    stored(stage)
    stage.at(2 * DAY_S + 30)
    stage.event("locker.overdue", LOCKER, subject="A01", condition="active")
    stage.at(3 * DAY_S)
    assert stage.raised("locker.overdue") == 1
    stage.event("locker.overdue", LOCKER, subject="A01", condition="cleared")
    assert boxes(stage)["A01"]["use"] == "free"


def test_that_an_overdue_parcel_nobody_knew_of_is_known_then() -> None:
    stage = stage_of()
    stage.at(10 * DAY_S)
    stage.event("locker.overdue", LOCKER, subject="B02", condition="active")
    assert boxes(stage)["B02"]["use"] == "taken"


def test_that_faults_of_the_cabinet_and_of_a_box_are_told_apart() -> None:
    stage = stage_of()
    stage.event("locker.fault", LOCKER, condition="active", data={"text": "no power"})
    assert stage.record("locker", LOCKER).state == "faulty"
    stage.event("locker.fault", LOCKER, condition="cleared")
    stage.event("locker.fault", LOCKER, subject="A03", condition="active")
    assert stage.record("locker", LOCKER).state == "full"  # one box known, and it is broken
    assert boxes(stage)["A03"]["use"] == "out_of_order"
    assert stage.field(f"locker:{LOCKER}", "repair", {"box": "A03"}) == ""
    assert "not out of order" in stage.field(f"locker:{LOCKER}", "repair", {"box": "A03"})


def test_that_tampering_stands_until_somebody_looked() -> None:
    stage = stage_of()
    stage.event("locker.tamper", LOCKER)
    assert stage.content("locker", LOCKER)["tampered_at"] is not None
    assert stage.field(f"locker:{LOCKER}", "seen") == ""
    assert stage.content("locker", LOCKER)["tampered_at"] is None


def test_that_an_older_word_of_a_box_does_not_undo_a_newer_one() -> None:
    stage = stage_of()
    stage.at(100)
    stored(stage, parcel="P-2")
    late = stage.now - timedelta(seconds=50)
    stage.event("locker.collected", LOCKER, subject="A01", time=late)
    stage.event("locker.stored", LOCKER, subject="", data={"parcel": 5, "box": [1]})
    assert boxes(stage)["A01"]["parcel"] == "P-2"
    assert stage.desk.counters()["locker_words_unplaced"] == 2


def test_that_a_restart_keeps_boxes_and_the_two_days_o2() -> None:
    stage = stage_of()
    stored(stage)
    again = stage.restarted(after_s=2 * DAY_S + 700)
    again.tick()
    assert boxes(again)["A01"]["parcel"] == "P-1"
    assert again.raised("locker.overdue") == 1
