"""Boards with 200 rows, long words, a refusal and no engine: nothing is cut or pushed out.

Kept when SUNRA_PICTURES names a folder.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from console.domain.field.record import FieldRecord
from console.ports.seat_link import ActionNews, QueueNews
from tests.support import guard_scene, patrol_scene
from tests.support.escort_scene import EscortScene
from tests.support.field_stage import FieldStage
from tests.support.kept_pictures import keep
from tests.support.wall_doubles import ToldPictures
from widgets.escorts.panel import Escorts
from widgets.field.rows import BoardList
from widgets.guard_details.panel import GuardDetails
from widgets.patrols.panel import PatrolsPanel
from widgets.shelters.panel import SheltersPanel

pytestmark = [pytest.mark.screenshots, pytest.mark.qt_log_ignore("propagateSizeHints")]
# What is left of the queue at 1920x1080 and at 2560x1440.
SIZES = [(1_123, 930), *([(1_498, 1_290)] if "SUNRA_PICTURES" in os.environ else [])]
MOST = 200
LONG = "왕십리 광장로 십칠 번 출구 앞 버스 정류장 옆 편의점과 꽃집 사이의 골목 입구, 계단 아래"
Board = PatrolsPanel | SheltersPanel | GuardDetails | Escorts
Full = tuple[Board, tuple[FieldRecord, ...]]


def many(records: tuple[FieldRecord, ...], kind: str, word: str) -> tuple[FieldRecord, ...]:
    """As many of a kind, with a long word where a short one stood."""
    mine = [each for each in records if each.kind == kind]
    copies = (
        replace(
            mine[at % len(mine)], id=str(1_000 + at),
            content=mine[at % len(mine)].content.replace(word, LONG if at % 3 == 0 else word),
        )
        for at in range(MOST)
    )  # fmt: skip
    return (*records, *copies)


def escorts() -> Full:
    scene = EscortScene()
    scene.busy()
    records = scene.news(whole=True).fields
    board = Escorts(scene.site, ToldPictures(), scene.stage.now)
    return board, many(records, "escort", "응봉역")


def guards() -> Full:
    records = guard_scene.records()
    return GuardDetails("kim", "A", guard_scene.NOW), many(records, "guard_case", "GD-2026-034")


@cache
def evening() -> FieldStage:
    return patrol_scene.evening()


def patrols() -> Full:
    stage = evening()
    records = patrol_scene.news(stage).fields
    return PatrolsPanel(patrol_scene.site(), stage.now), many(records, "patrol", "중랑천 수변")


def shelters() -> Full:
    stage = evening()
    records = patrol_scene.news(stage).fields
    board = SheltersPanel(patrol_scene.site(), stage.now)
    return board, many(records, "shelter", "성수동 안심지킴이집 1")


def look(board: Board, name: str, size: tuple[int, int]) -> None:
    QCoreApplication.sendPostedEvents(None, 0)
    board.repaint()
    keep(board, f"full-{name}")
    assert (board.width(), board.height()) == size, "the board asks for more room than there is"
    for button in board.findChildren(QPushButton):
        if button.isVisible():
            needed = button.fontMetrics().horizontalAdvance(button.text())
            assert needed <= button.width(), button.text()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("make", [escorts, guards, patrols, shelters])
def test_that_a_board_reads_empty_full_refused_and_stale(
    qtbot: QtBot, language: str, make: Callable[[], Full], size: tuple[int, int]
) -> None:
    board, records = make()
    qtbot.addWidget(board)
    board.resize(*size)
    board.show()
    name = f"{make.__name__}-{language}-{size[0]}"
    board.take(QueueNews(whole=True, current=True, revision=1, alerts=()))
    look(board, f"{name}-empty", size)
    board.take(QueueNews(whole=True, current=True, revision=2, alerts=(), fields=records))
    board.take_action(ActionNews("a", 0, "field", "refused", f"{LONG}."))
    look(board, f"{name}-full", size)
    assert max(each.board.rowCount() for each in board.findChildren(BoardList)) >= MOST
    board.take(QueueNews(whole=False, current=False, revision=3, alerts=()))
    look(board, f"{name}-stale", size)
    if isinstance(board, Escorts):
        board.shut()
