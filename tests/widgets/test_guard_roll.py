"""What the keys of the guards' board change beside the roster: the case itself, and the roll."""

from collections.abc import Iterator
from itertools import count

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from console.domain.field.guard import Guard
from console.ports.seat_link import QueueNews
from console.wire.field_codec import field_value
from tests.support.guard_scene import NOW
from tests.support.guard_stage import CODE, GuardStage, at_korean, hours
from tests.support.seat_doubles import alert
from tests.support.window_stage import CATALOGUE
from widgets.guard_details.panel import GuardDetails
from widgets.language import Language


class Board:
    """The board before a real desk; `reasons` are its answers."""

    def __init__(self, qtbot: QtBot) -> None:
        self.stage, self.panel = GuardStage().rostered(), GuardDetails("kim", "A", NOW)
        self.reasons: list[str] = []
        self._revisions = count(1)
        qtbot.addWidget(self.panel)
        self.panel.wished.connect(self._send)
        self.panel.show()
        self.tell()

    def tell(self) -> None:
        self.panel.set_now(self.stage.now)
        fields = self.stage.desk.fields()
        self.panel.take(QueueNews(True, True, next(self._revisions), (), fields=fields))

    def _send(self, subject: str, act: str, words: str, content: str) -> None:
        said = self.stage.act("field", subject=subject, choice=act, text=words, content=content)
        self.reasons.append(said)
        self.tell()

    def press(self, key: Qt.Key, **values: str) -> None:
        QTest.keyClick(self.panel.strip, key)
        for name, text in values.items():
            self.panel.form.set_value(name, text)
        if self.panel.form.is_open:
            QTest.keyClick(self.panel.form, Qt.Key.Key_Return)

    def guard(self, number: str) -> Guard:
        (found,) = [each for each in self.stage.desk.fields() if each.key == ("guard", number)]
        value = field_value(found.content, Guard)
        assert isinstance(value, Guard)
        return value


@pytest.fixture
def board(qtbot: QtBot) -> Iterator[Board]:
    used = Language("en")
    yield Board(qtbot)
    used.close()


def test_that_watches_cameras_and_risk_are_changed_by_keys(board: Board) -> None:
    QTest.keyClick(board.panel.strip, Qt.Key.Key_C)
    assert board.panel.form.values()["watches"] == "watch-1"
    board.panel.form.put_away()
    board.press(Qt.Key.Key_C, risk="high", watches="watch-1, watch-2", cameras="CAM-9", words="x")
    case = board.stage.case
    assert (case.risk, case.watches, case.cameras) == ("high", ("watch-1", "watch-2"), ("CAM-9",))
    QTest.keyClick(board.panel.strip, Qt.Key.Key_H)
    assert board.reasons == [""]


def test_that_a_guard_comes_back_from_leave_by_a_key(board: Board) -> None:
    board.press(Qt.Key.Key_B)
    assert "Not possible now: Back" in board.panel.text()
    assert not board.stage.field("guard:1", "leave", "ill", **hours(8, 18))
    board.tell()
    assert "Gap" in board.panel.text()
    board.press(Qt.Key.Key_B)
    assert board.reasons == [""]
    assert board.stage.record.state == "covered"


def test_that_another_device_of_a_guard_leaves_the_company_as_it_is(board: Board) -> None:
    board.press(Qt.Key.Key_G, sign="G1", unit="new-phone", company="가나경호")
    board.press(Qt.Key.Key_G, sign="G1", unit="newer-phone")
    assert (board.guard("1").unit, board.guard("1").company) == ("newer-phone", "가나경호")
    board.press(Qt.Key.Key_G, sign="G1", company="-")
    assert (board.guard("1").unit, board.guard("1").company) == ("newer-phone", "")
    board.press(Qt.Key.Key_G, sign="G9", unit="g9")
    assert board.guard("4").sign == "G9"
    assert board.reasons == [""] * 4


def test_that_only_who_has_no_post_leaves_the_roll(board: Board) -> None:
    QTest.keyClick(board.panel.strip, Qt.Key.Key_T)
    form = board.panel.form.form
    assert form is not None
    assert [sign for _, sign in form.fields[0].choices] == ["G3"]
    board.panel.form.put_away()
    board.press(Qt.Key.Key_T, words="left the company")
    assert board.reasons == [""]
    assert board.guard("3").retired is not None


def test_that_a_survey_nobody_held_is_not_an_answer(board: Board) -> None:
    board.press(Qt.Key.Key_Z, words="in custody")
    board.press(Qt.Key.Key_X)
    assert board.stage.case.feeling == "not_asked"
    assert "Nothing on file, and the case is closed." in board.panel.text()
    assert "K adds" not in board.panel.text()
    board.press(Qt.Key.Key_Y, feeling="safe", survey="could sleep again")
    assert (board.stage.case.feeling, board.stage.case.survey) == ("safe", "could sleep again")
    assert "“could sleep again”" in board.panel.head.text()
    board.press(Qt.Key.Key_Y)
    assert "Not possible now: Survey" in board.panel.text()
    again = {"feeling": "unsafe"}
    assert "already" in board.stage.field("guard_case:1", "survey", **again)
    assert board.reasons == [""] * 3


def test_that_an_alert_opens_on_its_case_by_line_or_by_unit(board: Board) -> None:
    assert not board.stage.field("guard_case:", "open", code="GD-2026-08", risk="high")
    board.stage.at(at_korean(7))
    number = board.stage.event("order.violation", "cam-1", data={"case": CODE})
    board.tell()
    for told in (
        alert(number or 0, "order.violation", CATALOGUE),
        alert(77, "sos.watch", CATALOGUE, unit="watch-1"),
    ):
        board.panel.choose("2")
        assert board.panel.choose_for(told)
        assert board.panel.chosen == "1"
    assert not board.panel.choose_for(alert(78, "sos.watch", CATALOGUE, unit="watch-9"))
