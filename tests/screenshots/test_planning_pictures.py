"""The planning board whole, in both languages; kept when SUNRA_PICTURES names a folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.support.kept_pictures import keep
from tests.support.plan_stage import TODAY, dated_site, incidents, walks
from widgets.language import Language
from widgets.planning.page import PlanPage
from widgets.planning.panel import PlanningBoard
from widgets.planning.sources import PlanSources

pytestmark = [pytest.mark.screenshots, pytest.mark.qt_log_ignore("propagateSizeHints")]
KEPT = "SUNRA_PICTURES" in os.environ
SIZES = [(1150, 860, "en"), (1560, 1180, "ko")]
"""The room beside the queue on 1920x1080 and on 2560x1440."""
if KEPT:
    SIZES += [(1150, 860, "ko"), (1560, 1180, "en")]


@pytest.mark.parametrize(("wide", "high", "language"), SIZES)
def test_that_every_page_is_whole(
    qtbot: QtBot, qapp: QApplication, wide: int, high: int, language: str
) -> None:
    site = dated_site(1.0 if KEPT else 0.1)
    sources = PlanSources(site, lambda: TODAY, incidents=incidents, tracks=lambda: walks(site))
    with _opened(sources, language, (wide, high), qtbot) as board:
        for name, page in _turned(board, qapp):
            assert not page.table.isHidden()
            assert page.chart.width() >= 240
            assert page.table.horizontalScrollBar().maximum() == 0
            keep(board.window(), f"planning-{name}-{wide}x{high}-{language}")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_that_long_names_are_cut_and_no_column_is_out_of_sight(
    qtbot: QtBot, qapp: QApplication, language: str
) -> None:
    """Hundreds of cameras with the long names and numbers of a real district, on 1920x1080."""
    short = dated_site(0.2)
    name = "왕십리로 어린이보호구역 방범용 카메라", "Crime-prevention camera of the protection zone"
    cameras = {
        f"SEONGDONG-CCTV-{each.id}": replace(
            each, id=f"SEONGDONG-CCTV-{each.id}", name_ko=f"{name[0]} {each.id}",
            name_en=f"{name[1]} {each.id}",
        )
        for each in short.cameras.values()
    }  # fmt: skip
    site = replace(short, cameras=cameras)
    sources = PlanSources(site, lambda: TODAY, incidents=incidents)
    with _opened(sources, language, (1118, 860), qtbot) as board:
        for number, page in _turned(board, qapp):
            assert page.table.horizontalScrollBar().maximum() == 0
            keep(board.window(), f"planning-long-{number}-{language}")


@contextmanager
def _opened(
    sources: PlanSources, language: str, size: tuple[int, int], qtbot: QtBot
) -> Iterator[PlanningBoard]:
    """A board over a window of this size, with its figures counted."""
    words, host = Language(language), QWidget()
    qtbot.addWidget(host)
    host.resize(*size)
    board = PlanningBoard(sources, language, host)
    try:
        host.show()
        board.open_over(host)
        board.begin()
        qtbot.waitUntil(lambda: board.plan is not None, timeout=30_000)
        yield board
    finally:
        board.shut()
        words.close()


def _turned(board: PlanningBoard, qapp: QApplication) -> Iterator[tuple[str, PlanPage]]:
    """Each page in turn, once it is laid out."""
    for name, page in board.pages.items():
        board.show_page(name)
        qapp.processEvents()
        qapp.processEvents()
        yield name, page
