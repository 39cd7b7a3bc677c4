"""The detail panel says what is known and asks for what the operator wants."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.domain.alerts.alert import Attention, Disposition, Work
from console.services.catalogue import read_catalogue
from tests.support.seat_doubles import START, small_site, varied
from widgets.detail.guidance import guidance_of
from widgets.detail.panel import Detail
from widgets.detail.step_words import steps_of
from widgets.detail.wish import Surroundings, Wish

CATALOGUE = read_catalogue()
SOS = varied(CATALOGUE)[0]


@pytest.fixture
def detail(qtbot: QtBot) -> Detail:
    panel = Detail(small_site(), CATALOGUE, "kim", "en")
    panel.around = partial(Surroundings, START)
    qtbot.addWidget(panel)
    panel.resize(760, 440)
    panel.show()
    panel.show_alert(SOS)
    return panel


def test_that_it_tells_cause_consequence_steps_and_whom_to_call(detail: Detail) -> None:
    """R-ALM-12."""
    text, kind = detail.text(), CATALOGUE.type_of(SOS.type)
    assert f"Cause: {kind.cause.en}" in text
    assert f"Consequence: {kind.consequence.en}" in text
    assert f"○ 1: {kind.steps[0].en}" in text
    assert f"○ {len(kind.steps)}: {kind.steps[-1].en}" in text
    assert "Whom to tell: Police 112 · Code 1" in text
    assert "Answer within: 10 s" in text


@pytest.mark.parametrize("language", ["ko", "en"])
def test_that_every_type_has_guidance_in_both_languages(language: str) -> None:
    for kind in CATALOGUE.types.values():
        assert len(guidance_of(kind, language)) >= 2, kind.name
        assert all(fact.value.strip() for fact in steps_of(SOS, kind, language)), kind.name


def test_that_it_names_the_alert_what_to_do_and_the_four_facts(detail: Detail) -> None:
    """R-ALM-01, R-ALM-12."""
    text = detail.text()
    kind = CATALOGUE.type_of("sos.app")
    for words in (
        kind.name_en, kind.response_en, "1 Emergency", "Still active", "Unacknowledged",
        "New", "In the queue", "시민-1", "뒤에서 누가 따라와요", "kim: 통화 시도, 응답 없음",
    ):  # fmt: skip
        assert words in text, words


def test_that_the_time_line_names_who_and_how(detail: Detail) -> None:
    closed = replace(
        SOS, work=Work.CLOSED, closed_by="lee", closed_at=START, disposition=Disposition.TEST,
        claimed_by="kim", claimed_at=START, first_claimed_at=START,
    )  # fmt: skip
    detail.show_alert(closed)
    assert "Claimed · kim" in detail.text()
    assert "Closed · lee · Test" in detail.text()


@pytest.mark.parametrize("kind", ["claim", "acknowledge"])
def test_that_a_button_asks_for_its_action(detail: Detail, qtbot: QtBot, kind: str) -> None:
    with qtbot.waitSignal(detail.wished) as asked:
        detail.answers.buttons[kind].click()
    assert asked.args == [Wish(kind)]  # type: ignore[arg-type]


def test_that_only_what_makes_sense_is_offered(detail: Detail) -> None:
    buttons = detail.answers.buttons
    assert not buttons["release"].isEnabled()
    mine = replace(SOS, work=Work.CLAIMED, claimed_by="kim", attention=Attention.ACKNOWLEDGED)
    detail.show_alert(mine)
    assert buttons["release"].isEnabled()
    assert not buttons["claim"].isEnabled()
    assert not buttons["acknowledge"].isEnabled()
    assert not detail.answers.trigger("claim")


def test_that_closing_asks_for_one_of_six_outcomes_in_place(detail: Detail, qtbot: QtBot) -> None:
    detail.answers.trigger("close")
    assert detail.answers.is_closing
    assert [b.text()[0] for b in detail.answers.outcomes] == list("123456")
    with qtbot.waitSignal(detail.wished) as asked:
        assert detail.answers.choose_outcome(3)
    assert asked.args == [Wish("close", disposition="false_malicious")]
    assert not detail.answers.is_closing


def test_that_news_while_an_outcome_is_chosen_puts_the_choice_away_o14(detail: Detail) -> None:
    """The key that was on its way would close over what nobody can have read."""
    assert detail.trigger("close")
    detail.show_alert(replace(SOS, updated=START))
    assert detail.answers.is_closing
    detail.show_alert(replace(SOS, facts=SOS.facts + 1))
    assert not detail.answers.is_closing
    assert not detail.answers.choose_outcome(1)
    assert "News came" in detail.text()
    assert detail.trigger("close")
    assert detail.answers.choose_outcome(1)


def test_that_escape_leaves_the_outcomes_without_an_action(detail: Detail, qtbot: QtBot) -> None:
    detail.answers.trigger("close")
    with qtbot.assertNotEmitted(detail.wished):
        QTest.keyClick(detail.answers.outcomes[0], Qt.Key.Key_Escape)
    assert not detail.answers.is_closing
    assert not detail.answers.choose_outcome(1)


def test_that_a_note_is_written_in_place_and_blank_ones_are_not_sent(
    detail: Detail, qtbot: QtBot
) -> None:
    detail.answers.trigger("note")
    with qtbot.assertNotEmitted(detail.wished):
        QTest.keyClick(detail.answers.note, Qt.Key.Key_Return)
    detail.answers.note.setText("  문이 열려 있음 ")
    with qtbot.waitSignal(detail.wished) as asked:
        QTest.keyClick(detail.answers.note, Qt.Key.Key_Return)
    assert asked.args == [Wish("note", "문이 열려 있음")]


def test_that_an_update_of_the_same_alert_keeps_a_half_written_note(detail: Detail) -> None:
    detail.answers.trigger("note")
    detail.answers.note.setText("half")
    detail.show_alert(replace(SOS, count=2))
    assert detail.answers.is_noting
    assert detail.answers.note.text() == "half"


def test_that_another_alert_never_inherits_a_half_written_note(detail: Detail) -> None:
    detail.answers.trigger("note")
    detail.answers.note.setText("half")
    detail.show_alert(replace(SOS, number=99))
    assert not detail.answers.is_noting
    assert detail.answers.note.text() == ""


def test_that_a_camera_button_asks_for_its_camera(detail: Detail, qtbot: QtBot) -> None:
    detail.show_alert(replace(SOS, cameras=("SD-0005", "SD-0006")))
    assert detail.cameras[:2] == ["SD-0005", "SD-0006"]
    with qtbot.waitSignal(detail.camera_chosen) as asked:
        detail.choose_camera(1)
    assert asked.args == ["SD-0006"]


def test_that_no_alert_is_said(detail: Detail) -> None:
    detail.show_alert(None)
    assert detail._empty.text() == "No alert chosen"
    assert detail._pages.currentIndex() == 0
