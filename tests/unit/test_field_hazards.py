"""Hazards: from the street to the office that mends them, and reminded of until it has."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest

from console.domain.field.hazard import MEND_WITHIN, REFER_WITHIN, Category
from console.wire.sep1 import Attachment
from tests.support.engine_doubles import device
from tests.support.field_stage import FieldStage

HERE = {"lat": 37.561, "lon": 127.035}
HAZARD = "patrol.hazard"


def found(category: str = "pavement", **more: object) -> FieldStage:
    stage = FieldStage(device("app-1"), device("gateway"))
    data = {"category": category, "location": HERE, "text": "bare wires", "unit": "patrol-1a"}
    stage.event(HAZARD, "app-1", data=data, **more)
    return stage


def test_that_a_hazard_of_a_device_keeps_category_place_words_alert_and_photo() -> None:
    photo = Attachment("image/jpeg", sha256(b"photo").hexdigest(), "wires.jpg")
    stage = found("electric", attachments=(photo,))
    content = stage.content("hazard", "1")
    assert (content["category"], content["state"], content["alert"]) == ("electric", "reported", 1)
    assert content["photos"] == [photo.sha256]
    assert content["place"]["lat"] == HERE["lat"]
    assert content["text"] == "bare wires"


@pytest.mark.parametrize("category", [None, "lava", "\x00gas "])
def test_that_a_category_nobody_knows_is_other_and_not_lost(
    category: str | None,
) -> None:
    stage = FieldStage(device("app-1"))
    stage.event(HAZARD, "app-1", data={"category": category} if category else {})
    assert stage.content("hazard", "1")["category"] == "other"


def test_that_it_goes_from_report_to_referral_to_the_office_to_fixed() -> None:
    stage = found()
    assert "refer it first" in stage.field("hazard:1", "accept", {})
    assert stage.field("hazard:1", "refer", {"office": "roads", "reference": "R-77"}) == ""
    assert stage.field("hazard:1", "accept", {}) == ""
    assert "who mended" in stage.field("hazard:1", "fix")
    assert stage.field("hazard:1", "fix", text="team 1 saw the new slab") == ""
    assert "was fixed by kim" in stage.field("hazard:1", "fix", text="again")
    assert not stage.record("hazard", "1").is_open
    assert stage.actions_on("hazard", "1") == ["reported", "referred", "accepted", "fixed"]


@pytest.mark.parametrize("category", list(Category))
def test_that_one_nobody_passed_on_in_time_is_an_alert_that_the_referral_ends(
    category: Category,
) -> None:
    stage = found(category.value)
    limit = REFER_WITHIN[category].total_seconds()
    stage.at(limit - 1)
    assert stage.standing(HAZARD) == []
    stage.at(limit)
    assert stage.standing(HAZARD) == [HAZARD]
    stage.field("hazard:1", "refer", {"office": "district_office"})
    assert stage.standing(HAZARD) == []
    stage.at(limit + MEND_WITHIN[category].total_seconds() + 1)
    assert stage.standing(HAZARD) == [HAZARD]
    stage.field("hazard:1", "fix", text="seen")
    assert stage.standing(HAZARD) == []


def test_that_a_debt_is_told_again_each_day_and_once_for_all_days_the_engine_was_away() -> None:
    stage = found("gas")
    stage.at(301)
    assert stage.content("hazard", "1")["reminders"] == 1
    again = stage.restarted(after_s=5 * 86_400)
    again.tick()
    assert again.content("hazard", "1")["reminders"] == 2
    again.at(again.ms / 1_000 + 86_400)
    assert again.content("hazard", "1")["reminders"] == 3


def test_that_the_day_an_office_promised_is_the_day_it_is_reminded_of() -> None:
    stage = found("gas")
    stage.field("hazard:1", "refer", {"office": "fire"})
    promised = stage.now + timedelta(days=2)
    assert stage.field("hazard:1", "accept", {"promised": promised}) == ""
    assert "lies ahead" in stage.field("hazard:1", "accept", {"promised": stage.now})
    stage.at(2 * 86_400 - 60)
    assert stage.standing(HAZARD) == []
    stage.at(2 * 86_400 + 60)
    assert stage.standing(HAZARD) == [HAZARD]


def test_that_a_condition_told_twice_is_one_hazard_and_its_end_mends_it() -> None:
    stage = found(condition="active", subject="pole 12")
    stage.event(HAZARD, "app-1", condition="active", subject="pole 12", data={"text": "still"})
    assert [each.id for each in stage.desk.fields()] == ["1"]
    stage.event(HAZARD, "app-1", condition="cleared", subject="pole 12")
    assert stage.record("hazard", "1").state == "fixed"


def test_that_an_operator_reports_what_a_team_told_by_radio() -> None:
    stage = FieldStage()
    form = {"category": "gas", "place": None, "patrol": "", "unit": ""}
    assert "needs a place" in stage.field("hazard:", "report", form)
    assert stage.field("hazard:", "report", form, text="gas smell at gate 3") == "1"
    wrong = {**form, "place": {"lat": 127.0, "lon": 37.5}}
    assert "nowhere on the earth" in stage.field("hazard:", "report", wrong, text="x")


@pytest.mark.parametrize(
    "content", ["", "[]", "null", json.dumps({"office": "moon"}), json.dumps({"office": 1})]
)
def test_that_a_form_that_cannot_be_read_is_refused_and_changes_nothing(content: str) -> None:
    stage = found()
    before = stage.record("hazard", "1")
    stage.act("field", 0, subject="hazard:1", choice="refer", content=content)
    assert stage.record("hazard", "1") == before


def test_that_a_drill_makes_no_hazard() -> None:
    stage = found(drill=True)
    assert stage.desk.fields() == ()
