"""The boards of quiets and of the supervisor in both languages and sizes: no word is cut.

Pictures are kept when SUNRA_PICTURES names a folder.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from backends.sound.speaker import Mute
from console.domain.alerts.sla_figures import Answers, figure, spans
from console.domain.pace import Pace
from console.domain.roles import Role
from console.services.catalogue import LiveCatalogue, read_shipped
from console.wire.room_values import (
    Actor,
    FiguresPage,
    LedgerRow,
    PersonView,
    QuietView,
    RoomView,
    RulesView,
    VersionView,
)
from tests.support.kept_pictures import keep
from tests.support.seat_doubles import (
    START,
    NoPictures,
    ScriptedLink,
    SteppedClock,
    link_up,
    small_site,
    snapshot,
    varied,
)
from widgets.board import Board
from widgets.language import Language
from widgets.supervisor.table import WordTable
from widgets.window.main_window import MainWindow

pytestmark = [pytest.mark.screenshots, pytest.mark.qt_log_ignore("propagateSizeHints")]
HOUR = timedelta(hours=1)
SHELF = QuietView("shelf", "s", "CAM-01", "analytics.loitering", "", "시장 장날 / market day",
                  "OP-01", "", "", START, START + 2 * HOUR)  # fmt: skip
ROOM = RoomView(
    (
        SHELF,
        replace(SHELF, kind="suppression", id="r1", until=START + 30 * HOUR),
        replace(SHELF, kind="suppression", id="r2", source="", approver="SV-01"),
        replace(SHELF, kind="out_of_service", id="o", source="BELL-07", type="", owner="정비팀 2"),
    ),
    (Actor("CAM-03", "analytics.intrusion", "", "flapping", 14, START - HOUR, START),),
    None,
    (PersonView("1", "김순라", Role.SUPERVISOR),),
)
RULES = RulesView(
    1, '{"pace": {"lease_s": 600}}', (VersionView(1, "SV-01", START, "점검", "pace/lease_s"),)
)
PAGES = ("sla", "ledger", "types", "pace", "promises", "agencies", "versions")


@pytest.fixture(params=["ko", "en"])
def window(
    qapp: QApplication, qtbot: QtBot, request: pytest.FixtureRequest
) -> Iterator[MainWindow]:
    language, live, link = Language(request.param), LiveCatalogue(read_shipped()), ScriptedLink()
    made = MainWindow(
        small_site(), link, NoPictures(), Mute(""), live.catalogue, language, "김순라", "1",
        SteppedClock(), live=live,
    )  # fmt: skip
    qtbot.addWidget(made)
    made.resize(1920, 1080)
    made.start()
    made.show()
    link.news += [link_up(), replace(snapshot(varied(live.catalogue)), room=ROOM, rules=RULES)]
    made.bridge.drain()
    yield made
    made.shut()
    language.close()


def figures(window: MainWindow) -> FiguresPage:
    profiles = window._catalogue.profiles
    rows = [
        figure(profiles[name], Answers(Counter({5: 190, 50: 10})), span)
        for span in spans(START, Pace())
        for name in ("lone_worker", "other")
    ]
    dispositions = {"false_nuisance": 35, "true": 5, "unable_to_verify": 2}
    wolf = LedgerRow("CAM-03", "analytics.intrusion", 42, dispositions, 0.83, "adjust_or_suppress")
    return FiguresPage(1, tuple(rows), (wolf,))


def cut(board: Board) -> list[str]:
    """Words that do not fit: of labels and buttons, and the figures of tables."""
    labels = [w for w in board.findChildren(QLabel) if not w.wordWrap()]
    shown: list[QLabel | QPushButton] = [*labels, *board.findChildren(QPushButton)]
    found = [w.text() for w in shown if w.isVisible() and w.sizeHint().width() > w.width() + 1]
    for table in board.findChildren(WordTable):
        found += _cut_cells(table) if table.isVisible() else []
    return found


def _cut_cells(table: QTableWidget) -> list[str]:
    metrics = table.fontMetrics()
    cells = [
        (item, table.columnWidth(column))
        for row in range(table.rowCount())
        for column in range(table.columnCount())
        if (item := table.item(row, column)) is not None
    ]
    return [item.text() for item, width in cells if metrics.horizontalAdvance(item.text()) > width]


def kept(window: MainWindow, name: str) -> None:
    keep(window, f"board-{name}-{window.language}-{window.width()}")


@pytest.mark.parametrize("size", [(1920, 1080), (2560, 1440)])
def test_that_no_word_of_a_board_is_cut(
    window: MainWindow, size: tuple[int, int], tmp_path: Path
) -> None:
    window.resize(*size)
    desk = window.room_desk
    desk.toggle_quiets()
    QApplication.processEvents()
    kept(window, "quiets")
    assert cut(desk.quiets) == []
    desk.toggle_supervisor()
    desk.supervisor.take_figures(figures(window))
    for page in PAGES:
        desk.supervisor.show_page(page)
        QApplication.processEvents()
        kept(window, page)
        assert cut(desk.supervisor) == [], page
