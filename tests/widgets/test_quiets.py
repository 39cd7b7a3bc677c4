"""The list of what is kept out of the queue, and the forms that put something there (R-ALM-06)."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console.domain.alerts.alert import Alert
from console.domain.roles import Role
from console.services.catalogue import read_catalogue
from console.wire.room_values import Actor, QuietView, RoomView
from tests.support.seat_doubles import START, SteppedClock, alert
from widgets.quiets.panel import QuietPanel
from widgets.quiets.wish import QuietWish

CATALOGUE = read_catalogue()
HOUR = timedelta(hours=1)
SHELF = QuietView("shelf", "s1", "CAM-1", "analytics.crowd", "", "market", "OP-01", "", "", START,
                  START + HOUR)  # fmt: skip
PROPOSED = QuietView("suppression", "r1", "", "analytics.vehicle", "", "rain", "OP-02", "", "",
                     START, START + 9 * HOUR)  # fmt: skip
OUT = QuietView("out_of_service", "o1", "BELL-7", "", "", "board", "SV-01", "", "kim", START,
                START + 2 * HOUR)  # fmt: skip
ROOM = RoomView((SHELF, PROPOSED, OUT), (Actor("CAM-3", "analytics.fall", "", "flapping", 9, START,
                                               START),))  # fmt: skip


def crowd(number: int = 12) -> Alert:
    return alert(number, "analytics.crowd", CATALOGUE, source="CAM-1")


class Stage:
    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(1_100, 700)
        self.panel = QuietPanel(CATALOGUE, "en", SteppedClock().now, self.window)
        self.panel.role = Role.SUPERVISOR
        self.wishes: list[QuietWish] = []
        self.panel.wished.connect(self.wishes.append)
        self.window.show()
        self.panel.open_over(self.window)

    def show(self, room: RoomView = ROOM, chosen: Alert | None = None) -> None:
        self.panel.show_room(room, [crowd()], [], chosen)

    def choose(self, key: str) -> None:
        self.panel.table.selectRow([row.key for row in self.panel.rows].index(key))

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.panel.table, key)


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return Stage(qtbot)


def test_that_the_list_says_who_why_and_until_when_and_proposals_come_first(stage: Stage) -> None:
    stage.show()
    first = stage.panel.rows[0]
    assert (first.key, first.tone) == ("r1", "warning")
    words = [" ".join(row.cells) for row in stage.panel.rows]
    assert all(each in words[1] for each in ("CAM-1", "market", "OP-01", "1:00:00"))
    assert "owner kim" in words[2]
    assert "9 times" in words[3]
    assert "Shelved 1" in stage.panel.counts.text()


def test_that_keys_bring_back_what_the_row_keeps_away(stage: Stage) -> None:
    stage.show()
    for key in ("s1", "r1", "o1"):
        stage.choose(key)
        stage.key(Qt.Key.Key_U)
    assert [(w.kind, w.alert, w.subject) for w in stage.wishes] == [
        ("unshelve", 12, ""),
        ("lift", 0, "r1"),
        ("return", 0, "BELL-7"),
    ]


def test_that_only_a_supervisor_can_approve_a_rule_here(stage: Stage) -> None:
    stage.show()
    stage.choose("r1")
    assert stage.panel.buttons["approve"].isEnabled()
    stage.key(Qt.Key.Key_P)
    assert stage.wishes == [QuietWish("approve", subject="r1")]
    stage.panel.role = Role.OPERATOR
    stage.panel.refresh()
    assert not stage.panel.buttons["approve"].isEnabled()
    assert stage.panel.buttons["out_of_service"].isHidden()


def test_that_a_shelf_needs_a_reason_and_is_sent_with_enter(stage: Stage) -> None:
    stage.show(chosen=crowd())
    stage.key(Qt.Key.Key_1)
    form = stage.panel.form
    assert form.isVisible()
    QTest.keyClick(form.reason, Qt.Key.Key_Return)
    assert stage.wishes == []
    assert "reason" in stage.panel.said()
    QTest.keyClicks(form.reason, "market day")
    QTest.keyClick(form.reason, Qt.Key.Key_Return)
    (wish,) = stage.wishes
    assert (wish.kind, wish.alert, wish.text) == ("shelve", 12, "market day")
    assert wish.until == START + HOUR
    assert not form.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_1, Qt.Key.Key_2])
def test_that_a_life_safety_alert_is_refused_with_the_reason_r_alm_05(
    stage: Stage, key: Qt.Key
) -> None:
    stage.show(chosen=alert(3, "bell.pressed", CATALOGUE))
    stage.key(key)
    assert not stage.panel.form.isVisible()
    assert "Life-safety" in stage.panel.said()
    assert stage.wishes == []


def test_that_a_device_out_of_service_needs_an_owner_r_alm_07(stage: Stage) -> None:
    stage.show(chosen=crowd())
    stage.key(Qt.Key.Key_3)
    form = stage.panel.form
    QTest.keyClicks(form.reason, "lens")
    QTest.keyClick(form.reason, Qt.Key.Key_Return)
    assert "owner" in stage.panel.said()
    QTest.keyClicks(form.owner, "kim")
    QTest.keyClick(form.owner, Qt.Key.Key_Return)
    (wish,) = stage.wishes
    assert (wish.kind, wish.subject, wish.choice) == ("out_of_service", "CAM-1", "kim")


def test_that_news_keep_the_chosen_row_chosen(stage: Stage) -> None:
    stage.show()
    stage.choose("o1")
    stage.show(RoomView((OUT, SHELF)))
    assert stage.panel.chosen is not None
    assert stage.panel.chosen.key == "o1"


def test_that_escape_puts_the_list_away_and_gives_the_keys_back(stage: Stage, qtbot: QtBot) -> None:
    stage.show()
    with qtbot.waitSignal(stage.panel.left, timeout=15_000):
        stage.key(Qt.Key.Key_Escape)
    assert stage.panel.isHidden()


def test_that_the_rows_have_the_keys_again_when_a_form_was_sent(stage: Stage, qtbot: QtBot) -> None:
    """Else the next key goes to nobody, or to what lies behind the board."""
    stage.window.activateWindow()
    qtbot.waitUntil(stage.window.isActiveWindow, timeout=15_000)
    stage.show(chosen=crowd())
    stage.key(Qt.Key.Key_1)
    stage.panel.form.reason.setText("market day")
    QTest.keyClick(stage.panel.form.reason, Qt.Key.Key_Return)
    assert [wish.kind for wish in stage.wishes] == ["shelve"]
    assert stage.panel.table.hasFocus()


def test_that_no_cell_is_cut_while_the_reason_has_room_to_spare(stage: Stage) -> None:
    stage.window.resize(1_300, 700)
    QApplication.processEvents()
    stage.show()
    table = stage.panel.table
    header = table.horizontalHeader()
    for column in (0, 1, 2, 4, 5, 6):
        wanted = max(table.sizeHintForColumn(column), header.sectionSizeHint(column))
        assert table.columnWidth(column) >= wanted, column
