"""The forms of the detail column: hand-over, incidents, what was sent, leaving."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from console.domain.alerts.alert import AlertClass, Attention, Work
from console.domain.alerts.handling import Dispatch, Handling, Step
from console.domain.places.geo import Place
from tests.support.form_stage import CATALOGUE, SOS, Stage
from tests.support.seat_doubles import START, alert
from widgets.detail.dispatches import unanswered_text
from widgets.detail.wish import Wish

Key = Qt.Key


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return Stage(qtbot)


def test_that_an_alert_is_handed_to_a_known_name_or_a_typed_one(stage: Stage) -> None:
    mine = replace(SOS, claimed_by="kim", work=Work.CLAIMED)
    held = alert(3, "patrol.hazard", CATALOGUE, claimed_by="lee")
    stage.around = replace(stage.around, alerts=(mine, held))
    stage.show(mine)
    stage.open("hand_over")
    stage.press(Key.Key_Return)
    assert stage.wishes == [Wish("reassign", subject="lee")]
    stage.open("hand_over")
    form = stage.detail.stage.forms["hand_over"]
    form.name.setText("park")  # type: ignore[attr-defined]
    QTest.keyClick(form.words, Key.Key_Return)
    assert stage.wishes[-1] == Wish("reassign", subject="lee")  # nobody knows a park: asked once
    assert "park" in form.hint.text()
    QTest.keyClick(form.words, Key.Key_Return)
    assert stage.wishes[-1] == Wish("reassign", subject="park")


def test_that_people_the_engine_knows_are_offered(stage: Stage) -> None:
    stage.around = replace(stage.around, people=("kim", "park"))
    stage.open("hand_over")
    rows = [each.words for each in stage.detail.stage.forms["hand_over"].choices.choices]
    assert rows == ["park", "kim"]


@pytest.mark.parametrize(
    ("act", "changes", "said"),
    [
        ("claim", {"claimed_by": "lee"}, "lee holds this alert"),
        ("send", {"claimed_by": "lee"}, "lee holds this alert"),
        ("claim", {"claimed_by": "kim"}, "You hold this alert already"),
        ("release", {}, "You do not hold"),
        ("sent", {}, "Nobody was sent"),
        ("acknowledge", {"attention": Attention.ACKNOWLEDGED}, "acknowledged already"),
    ],
)
def test_that_a_key_that_makes_no_sense_now_is_told_why(
    stage: Stage, act: str, changes: dict[str, object], said: str
) -> None:
    stage.show(replace(SOS, **changes))  # type: ignore[arg-type]
    assert not stage.detail.trigger(act)
    assert said in stage.detail.text()
    assert stage.wishes == []


def test_that_whoever_has_not_accepted_for_a_minute_is_named_until_he_does() -> None:
    told = Dispatch("d-1", 7, "112", True, "kim", START, "C0")
    sent = Dispatch("d-2", 7, "patrol-1", False, "kim", START + timedelta(seconds=9))
    held = replace(SOS, handling=Handling(dispatches=(told, sent)))
    assert unanswered_text([held, SOS], START + timedelta(seconds=60)) == ""
    said = unanswered_text([held, SOS], START + timedelta(seconds=130))
    assert "Not accepted for 02:10: Police 112 · Code 0, alert #7" in said
    assert "And 1 more." in said
    accepted = replace(told, step=Step.ACCEPTED)
    rest = replace(SOS, handling=Handling(dispatches=(accepted, sent)))
    assert "Team patrol-1" in unanswered_text([rest], START + timedelta(seconds=130))


def test_that_what_another_holds_is_handed_over_only_with_words(stage: Stage) -> None:
    stage.show(replace(SOS, claimed_by="lee", work=Work.CLAIMED))
    stage.open("hand_over")
    stage.press(Key.Key_Return)
    assert "say why" in stage.text()
    form = stage.detail.stage.forms["hand_over"]
    QTest.keyClicks(form.words, "lee is ill")
    QTest.keyClick(form.words, Key.Key_Return)
    assert stage.wishes == [Wish("reassign", "lee is ill", subject="kim")]


def test_that_the_nearest_alerts_of_other_incidents_are_offered_to_merge(stage: Stage) -> None:
    far = replace(SOS, number=3, incident=3, place=Place(37.553, 127.05))
    away = replace(SOS, number=2, incident=2, unit="app-9", place=Place(37.60, 127.05))
    near = replace(SOS, number=4, incident=4, place=Place(37.5461, 127.05))
    drill = replace(near, number=5, incident=5, drill=True)
    stage.around = replace(stage.around, alerts=(SOS, far, near, drill, away))
    stage.open("group")
    rows = [each.words for each in stage.detail.stage.forms["group"].choices.choices]
    assert rows == ["Merge with #4 App SOS", "Merge with #3 App SOS"]
    stage.press(Key.Key_Return)
    assert stage.wishes == [Wish("merge", alert=4, subject="7")]
    assert stage.detail.undo_button.isVisible()
    stage.detail.undo()
    assert stage.wishes[-1] == Wish("split", alert=7)


def test_that_undo_takes_back_the_newest_act_and_names_it(stage: Stage) -> None:
    sent = Dispatch("d-1", 7, "112", True, "kim", START, "C1")
    working = replace(SOS, claimed_by="kim", handling=Handling(dispatches=(sent,)))
    stage.around = replace(
        stage.around,
        now=START + timedelta(seconds=3),
        alerts=(working, replace(SOS, number=4, incident=4)),
    )
    stage.show(working)
    button = stage.detail.undo_button
    assert "Police 112 · Code 1 7 s" in button.text()
    stage.open("group")
    stage.press(Key.Key_Return)
    assert "regrouping" in button.text()
    stage.detail.undo()
    assert stage.wishes[-1].kind == "split"
    assert "Police 112" in button.text()
    stage.detail.undo()
    assert stage.wishes[-1] == Wish("undo", subject="d-1")


def test_that_an_incident_says_who_is_in_it_and_who_was_first(stage: Stage) -> None:
    """R-ALM-11."""
    stage.around = replace(stage.around, alerts=(SOS, replace(SOS, number=4)))
    stage.show(replace(SOS, first_out=True))
    assert "Incident 7: 2 alerts" in stage.detail.text()
    assert "First of it" in stage.detail.text()
    stage.open("group")
    stage.press(Key.Key_Return)
    assert stage.wishes == [Wish("split", alert=7)]


def test_that_an_open_form_follows_its_alert_and_leaves_with_another(stage: Stage) -> None:
    sent = Dispatch("d-1", 7, "112", True, "kim", START, "C1")
    stage.show(replace(SOS, handling=Handling(dispatches=(sent,))))
    stage.open("sent")
    stage.around = replace(stage.around, now=START + timedelta(seconds=61))
    stage.detail.set_now(stage.around.now)
    assert "not accepted for 01:01" in stage.text()
    accepted = replace(sent, step=Step.ACCEPTED, accepted=START)
    stage.show(replace(SOS, handling=Handling(dispatches=(accepted,))))
    assert "Accepted" in stage.text()
    stage.show(replace(SOS, number=99))
    assert stage.detail.stage.open_form is None


def test_that_only_the_holder_takes_back_who_was_sent(stage: Stage) -> None:
    sent = Dispatch("d-1", 7, "112", True, "kim", START, "C1")
    stage.show(replace(SOS, claimed_by="lee", handling=Handling(dispatches=(sent,))))
    stage.open("sent")
    stage.press(Key.Key_4)
    assert stage.wishes == []
    stage.press(Key.Key_1)
    assert stage.wishes == [Wish("advance", subject="d-1", choice="accepted")]


@pytest.mark.parametrize("act", ["send", "steps", "hand_over", "group", "call"])
def test_that_escape_leaves_a_form_without_an_act(stage: Stage, qtbot: QtBot, act: str) -> None:
    stage.open(act)
    with qtbot.waitSignal(stage.detail.left):
        stage.press(Key.Key_Escape)
    assert stage.wishes == []
    assert not stage.detail.is_answering


def test_that_what_devices_write_is_shown_as_it_is_and_never_as_markup(stage: Stage) -> None:
    evil = "<img src='file:///x'><b>calm</b>"
    seen = replace(SOS, facts=2, acknowledged_facts=1, acknowledged_by=evil)
    sent = Dispatch("d-1", 7, evil, False, "kim", START)
    stage.show(replace(seen, unit=evil, text=evil, handling=Handling(dispatches=(sent,))))
    stage.open("call")
    stage.detail.say(evil)
    labels = [each for each in stage.detail.findChildren(QLabel) if evil[:8] in each.text()]
    assert len(labels) >= 5
    assert all(each.textFormat() is Qt.TextFormat.PlainText for each in labels)


def test_that_a_closed_alert_offers_nothing(stage: Stage) -> None:
    closed = replace(SOS, work=Work.CLOSED, closed_by="lee", closed_at=START)
    stage.show(closed)
    assert not any(button.isEnabled() for button in stage.detail.answers.buttons.values())
    assert not stage.detail.trigger("send")


def test_that_a_verdict_rests_only_on_a_live_picture_of_the_place(stage: Stage) -> None:
    """O6: the basis is what was looked at."""
    near = replace(SOS, cameras=("SD-0005",))
    stage.show(near)
    stage.around = replace(stage.around, spot="SD-0005", watching="Seongsu 05 (SD-0005)")
    assert stage.detail.trigger("verified")
    assert stage.wishes[-1].text == "picture Seongsu 05 (SD-0005)"
    stage.around = replace(stage.around, spot="SD-0012", watching="Seongsu 12 (SD-0012)")
    stage.detail.set_now(START)
    assert "Of another place" in stage.detail.text()
    assert stage.detail.trigger("verified")
    assert stage.wishes[-1].text == "judgement"
    stage.around = replace(stage.around, spot="SD-0005", watching="")
    assert stage.detail.trigger("false")
    assert stage.wishes[-1].text == "judgement"


def test_that_the_card_is_an_emergencys_only(stage: Stage) -> None:
    assert stage.detail.body.card.isVisible()
    assert "NOT VERIFIED" in stage.detail.text()
    assert "No position was ever heard" in stage.detail.text()
    stage.show(alert(3, "patrol.hazard", CATALOGUE))
    assert SOS.alert_class is AlertClass.LIFE
    assert not stage.detail.body.card.isVisible()
