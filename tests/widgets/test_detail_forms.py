"""The forms of the detail column: whom to send, and the checklist."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.domain.alerts.agencies import Contact
from console.domain.alerts.alert_types import Words
from console.domain.alerts.handling import Dispatch, Handling, Ticked
from tests.support.form_stage import CATALOGUE, HERE, SOS, Stage, fix, positions
from tests.support.seat_doubles import START, alert
from widgets.detail.send_options import targets_of
from widgets.detail.wish import Surroundings, Wish

Key = Qt.Key


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return Stage(qtbot)


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


def test_that_who_walks_with_somebody_is_named_so_and_after_free_teams_that_are_near() -> None:
    quiet = alert(5, "escort.requested", CATALOGUE, place=HERE)
    near = positions(fix("escort-21", 50), fix("patrol-1", 400), fix("patrol-2", 4_000))
    around = Surroundings(START, (quiet,), near, bound=frozenset({"escort-21"}))
    found = targets_of(quiet, CATALOGUE.type_of(quiet.type), around, HERE)
    assert [each.subject for each in found[:3]] == ["patrol-1", "escort-21", "patrol-2"]
    assert "is with somebody" in found[1].remark
    assert "is with somebody" not in found[0].remark


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
