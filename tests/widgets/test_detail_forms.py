"""The forms of the detail column, each with a real alert and no engine."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from console.domain.agencies import Contact
from console.domain.alert import Alert, AlertClass, Attention, Work
from console.domain.alert_types import Words
from console.domain.geo import Place
from console.domain.handling import Dispatch, Handling, Step, Ticked
from console.domain.unit import UnitPosition
from console.services.catalogue import read_catalogue
from tests.support.seat_doubles import START, alert, small_site
from widgets.detail.dispatches import unanswered_text
from widgets.detail.panel import Detail
from widgets.detail.send_options import targets_of
from widgets.detail.wish import Surroundings, Wish

CATALOGUE = read_catalogue()
HERE = Place(37.546, 127.05)
SOS = alert(7, "sos.app", CATALOGUE, unit="app-31", place=HERE, incident=7)
Key = Qt.Key


class Stage:
    """A detail panel and everything it asked for."""

    def __init__(self, qtbot: QtBot) -> None:
        self.detail = Detail(small_site(), CATALOGUE, "kim", "en")
        qtbot.addWidget(self.detail)
        self.around = Surroundings(START, (SOS,))
        self.detail.around = self._around
        self.wishes: list[Wish] = []
        self.detail.wished.connect(self.wishes.append)
        self.detail.resize(790, 520)
        self.detail.show()
        self.show(SOS)

    def _around(self) -> Surroundings:
        return self.around

    def show(self, shown: Alert) -> None:
        others = tuple(each for each in self.around.alerts if each.number != shown.number)
        self.around = replace(self.around, alerts=(shown, *others))
        self.detail.show_alert(shown)

    def open(self, act: str) -> None:
        assert self.detail.trigger(act), act

    def press(self, *keys: Qt.Key) -> None:
        form = self.detail.stage.open_form
        assert form is not None
        for key in keys:
            QTest.keyClick(form.choices, key)

    def text(self) -> str:
        form = self.detail.stage.open_form
        return form.text() if form is not None else ""


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return Stage(qtbot)


def fix(unit: str, metres_north: float, age_s: float = 2.0) -> UnitPosition:
    at = START - timedelta(seconds=age_s)
    return UnitPosition(unit, "radio", at, at, Place(HERE.lat + metres_north / 111_195, HERE.lon))


def positions(*fixes: UnitPosition) -> dict[str, UnitPosition]:
    return {each.unit: each for each in fixes}


# --- whom to send ---------------------------------------------------------------------------------


def test_that_the_proposed_agency_stands_first_then_free_teams_by_walking_time() -> None:
    busy = Dispatch("d", 3, "patrol-2", False, "lee", START)
    other = alert(3, "patrol.hazard", CATALOGUE, handling=Handling(dispatches=(busy,)))
    around = Surroundings(
        START,
        (SOS, other),
        positions(
            fix("patrol-1", 400), fix("patrol-2", 50), fix("guard-4", 90), fix("patrol-9", 10, 300),
            fix("app-31", 0), fix("watch-07", 20), fix("시민-3", 20),
        ),
    )  # fmt: skip
    contact = Contact("112", Words("상황실", "control room"), phone="112", channel="radio 3")
    around = replace(around, contacts={"112": contact})
    found = targets_of(SOS, CATALOGUE.type_of("sos.app"), around, HERE)
    assert "call 112 / radio 3" in found[0].remark
    assert [each.subject for each in found[:3]] == ["112", "guard-4", "patrol-1"]
    assert {each.subject for each in found[3:]} == {
        "119", "facility", "health", "welfare", "district",
    }  # fmt: skip
    assert (found[0].code, found[0].codes[0]) == ("C1", "C0")


def test_that_without_a_proposal_the_nearest_team_stands_first() -> None:
    quiet = alert(5, "escort.requested", CATALOGUE, place=HERE)
    around = Surroundings(START, (quiet,), positions(fix("escort-21", 100)))
    found = targets_of(quiet, CATALOGUE.type_of(quiet.type), around, HERE)
    assert found[0].subject == "escort-21"
    assert found[1].code == "C3"  # by its priority, never Code 0 unasked


def test_that_a_drill_is_told_to_no_agency(stage: Stage) -> None:
    """R-ARC-07."""
    stage.around = replace(stage.around, positions=positions(fix("patrol-1", 40)))
    stage.show(replace(SOS, number=9, drill=True))
    stage.open("send")
    assert "112" not in stage.text()
    assert "agencies are not told" in stage.text()
    stage.press(Key.Key_Return)
    assert stage.wishes == [Wish("dispatch", subject="patrol-1")]


def test_that_nobody_to_send_is_said(stage: Stage) -> None:
    stage.show(replace(SOS, number=9, drill=True))
    stage.open("send")
    assert "Nobody to send" in stage.text()
    stage.press(Key.Key_Return)
    assert stage.wishes == []


def test_that_the_code_is_chosen_with_arrows_or_the_mouse_and_kept_while_the_room_changes(
    stage: Stage,
) -> None:
    """R-ARC-05."""
    stage.open("send")
    stage.press(Key.Key_Right)
    stage.around = replace(stage.around, positions=positions(fix("patrol-1", 40)))
    stage.detail.set_now(START)
    assert "Police 112 · Code 2" in stage.text()
    stage.press(Key.Key_Return)
    assert stage.wishes[-1] == Wish("refer", subject="112", choice="C2")
    stage.open("send")
    form = stage.detail.stage.forms["send"]
    form.codes[4].click()  # type: ignore[attr-defined]
    stage.press(Key.Key_Return)
    assert stage.wishes[-1].choice == "C4"


def test_that_a_number_chooses_whom_and_enter_sends_with_words(stage: Stage) -> None:
    stage.around = replace(stage.around, positions=positions(fix("patrol-1", 40)))
    stage.open("send")
    stage.press(Key.Key_2)
    form = stage.detail.stage.forms["send"]
    form.words.setText(" by radio 3 ")
    QTest.keyClick(form.words, Key.Key_Return)
    assert stage.wishes == [Wish("dispatch", "by radio 3", subject="patrol-1")]
    assert stage.detail.stage.open_form is None


def test_that_half_written_words_wait_for_their_own_alert_only(stage: Stage) -> None:
    form = stage.detail.stage.forms["send"]
    stage.open("send")
    form.words.setText("by radio")
    stage.press(Key.Key_Escape)
    stage.open("send")
    assert form.words.text() == "by radio"
    stage.press(Key.Key_Return)
    stage.open("send")
    assert form.words.text() == ""
    form.words.setText("of the other")
    stage.show(replace(SOS, number=99))
    stage.open("send")
    assert form.words.text() == ""


def test_that_code_0_is_asked_twice_again_after_another_code_was_looked_at(stage: Stage) -> None:
    stage.show(alert(8, "sos.watch", CATALOGUE, unit="watch-07", place=HERE))
    stage.open("send")
    stage.press(Key.Key_Return, Key.Key_Right, Key.Key_Left, Key.Key_Return)
    assert stage.wishes == []
    stage.press(Key.Key_Return)
    assert [each.choice for each in stage.wishes] == ["C0"]


# --- the checklist --------------------------------------------------------------------------------


def test_that_steps_are_ticked_by_number_and_by_enter(stage: Stage) -> None:
    """R-CAD-04."""
    stage.open("steps")
    stage.press(Key.Key_3, Key.Key_Return)
    assert [(each.subject, each.choice) for each in stage.wishes] == [("3", "done"), ("4", "done")]
    assert stage.detail.stage.open_form is not None


def test_that_a_skip_at_priority_1_asks_for_its_reason(stage: Stage) -> None:
    stage.open("steps")
    stage.press(Key.Key_2, Key.Key_Up, Key.Key_Minus)
    form = stage.detail.stage.forms["steps"]
    QTest.keyClick(form.words, Key.Key_Return)
    assert "needs a reason" in stage.text()
    QTest.keyClicks(form.words, "nobody answers")
    QTest.keyClick(form.words, Key.Key_Return)
    assert stage.wishes[-1] == Wish("step", "nobody answers", subject="2", choice="skipped")


def test_that_ticks_show_when_by_whom_and_why_not(stage: Stage) -> None:
    ticks = (Ticked(1, START, "kim"), Ticked(2, START, "lee", True, "no camera"))
    stage.show(replace(SOS, handling=Handling(ticks=ticks)))
    text = stage.detail.text()
    assert "✓ 1" in text
    assert "skipped: no camera" in text
    stage.open("steps")
    stage.press(Key.Key_Home, Key.Key_Delete)
    assert "has its mark already" in stage.text()


# --- others ---------------------------------------------------------------------------------------


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
