"""The planning board: counted on a worker, sorted, exported, opened by a key."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from backends.map_data.pack import FolderMapPack
from backends.tables.folder_tables import FolderTables
from console.domain.field.record import FieldRecord
from console.domain.places.geo import Place
from console.domain.places.planning import Plan
from console.domain.unit import UnitPosition
from console.ports.seat_link import QueueNews
from tests.support.map_files import MapRoom, collection, point
from tests.support.plan_stage import TODAY, dated_site, incidents, walks
from tests.support.seat_doubles import link_up, snapshot
from tests.support.window_stage import Console
from widgets.planning.panel import PlanningBoard
from widgets.planning.sources import PlanSources
from widgets.planning.tracks import PatrolTracks

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.fixture
def board(qtbot: QtBot, tmp_path: Path) -> Iterator[PlanningBoard]:
    site = dated_site(0.05)
    host = QWidget()
    host.resize(1200, 800)
    qtbot.addWidget(host)
    sources = PlanSources(
        site, lambda: TODAY, incidents=lambda: incidents(60), tracks=lambda: walks(site),
        tables=FolderTables(tmp_path / "exports", lambda: NOW),
    )  # fmt: skip
    made = PlanningBoard(sources, "en", host)
    host.show()
    made.open_over(host)
    yield made
    made.shut()


def counted(qtbot: QtBot, board: PlanningBoard) -> Plan:
    board.begin()
    qtbot.waitUntil(lambda: board.plan is not None, timeout=20_000)
    assert board.plan is not None
    return board.plan


def shown(board: PlanningBoard, page: str, column: int) -> list[str]:
    model = board.pages[page].model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_that_the_figures_are_listed_and_the_district_stays_last(
    qtbot: QtBot, board: PlanningBoard
) -> None:
    plan = counted(qtbot, board)
    assert shown(board, "dongs", 0)[-1] == "Total"
    assert len(shown(board, "dongs", 0)) == len(plan.dongs) + 1
    board.pages["dongs"].table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    cameras = [int(text.replace(",", "")) for text in shown(board, "dongs", 1)]
    assert cameras[:-1] == sorted(cameras[:-1], reverse=True)
    assert cameras[-1] == sum(cameras[:-1])
    assert shown(board, "dongs", 0)[-1] == "Total"
    assert len(shown(board, "replace", 0)) == len(plan.replacements) > 0
    assert 0 < plan.routes[0].share < 1


def test_that_a_chosen_blind_spot_is_told_and_ringed(qtbot: QtBot, board: PlanningBoard) -> None:
    plan = counted(qtbot, board)
    board.show_page("blind")
    with qtbot.waitSignal(board.place_chosen) as told:
        board.pages["blind"].table.selectRow(1)
    assert told.args == [plan.blind[1].place]
    board.show_page("replace")
    with qtbot.waitSignal(board.place_chosen) as told:
        board.pages["replace"].table.selectRow(2)
    assert told.args == [plan.replacements[2].camera.place]


def test_that_tables_are_written_and_the_files_are_named(
    qtbot: QtBot, board: PlanningBoard, tmp_path: Path
) -> None:
    assert not board.xlsx.isEnabled(), "there is nothing to write yet"
    counted(qtbot, board)
    board.xlsx.click()
    qtbot.waitUntil(lambda: board.said().startswith("Written:"), timeout=20_000)
    (book,) = (tmp_path / "exports").iterdir()
    assert book.suffix == ".xlsx"
    assert str(book) in board.said()
    board.csv.click()
    qtbot.waitUntil(lambda: len(list((tmp_path / "exports").glob("*.csv"))) == 4, timeout=20_000)


def test_that_both_languages_say_the_same_figures(qtbot: QtBot, board: PlanningBoard) -> None:
    counted(qtbot, board)
    english = shown(board, "dongs", 1)
    board.set_language("ko")
    assert shown(board, "dongs", 1) == english
    assert shown(board, "dongs", 0)[-1] == "전체"


def test_that_imported_incidents_are_counted(qtbot: QtBot, tmp_path: Path) -> None:
    room = MapRoom(tmp_path / "data")
    path = collection(tmp_path / "i.geojson", point(127.0437, 37.5446), point(127.05, 37.55))
    room.take(path, "incident")
    host, pack = QWidget(), FolderMapPack(room.data)
    qtbot.addWidget(host)
    board = PlanningBoard(PlanSources(dated_site(0.01), lambda: TODAY, pack), "ko", host)
    try:
        assert counted(qtbot, board).total.incidents == 2
    finally:
        board.shut()
        pack.close()


def test_that_an_empty_page_says_why(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    site = replace(dated_site(0.01), layers=())
    board = PlanningBoard(PlanSources(site, lambda: TODAY), "en", host)
    counted(qtbot, board)
    assert not board.pages["blind"].empty.isHidden()
    assert not board.pages["dongs"].empty.isHidden(), "a total of no dongs says nothing"
    assert "sunra map import" in board.pages["routes"].empty.text()
    assert not board.xlsx.isEnabled(), "nobody writes tables here"
    board.shut()


def test_that_only_patrol_members_are_remembered_until_they_may_not_be_seen() -> None:
    """R-PRV-07: the walks of protected persons and guards are nobody's coverage."""
    tracks = PatrolTracks()
    content = json.dumps({"members": ["team-1", "team-2"]})
    record = FieldRecord("patrol", "1", "started", True, NOW, content)
    person = FieldRecord("guard", "2", "open", True, NOW, json.dumps({"members": ["watch-9"]}))

    def at(unit: str, lat: float) -> UnitPosition:
        return UnitPosition(unit, unit, NOW, NOW, Place(lat, 127.04))

    news = QueueNews(
        whole=False, current=True, revision=1, alerts=(),
        positions=(at("team-1", 37.55), at("watch-9", 37.55)), fields=(record, person),
    )  # fmt: skip
    tracks.take(news)
    tracks.take(replace(news, positions=(at("team-1", 37.55), at("team-1", 37.56))))
    assert [len(track) for track in tracks.tracks()] == [2]
    tracks.take(replace(news, positions=(), fields=(), gone_units=("team-1",)))
    assert tracks.tracks() == ()


def test_that_a_key_opens_the_board_and_escape_puts_it_away(qtbot: QtBot, console: Console) -> None:
    console.feed(link_up(), snapshot([]))
    QTest.keyClick(console.window, Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    board = console.window.plan_desk.board
    assert board is not None
    assert board.isVisible()
    qtbot.waitUntil(lambda: board.plan is not None, timeout=20_000)
    QTest.keyClick(console.window, Qt.Key.Key_Escape)
    assert board.isHidden()
    assert console.window.panels.queue.view.hasFocus()


def test_that_a_map_that_cannot_be_read_is_told_and_a_new_one_is_not(
    qtbot: QtBot, console: Console, tmp_path: Path
) -> None:
    room = MapRoom(tmp_path / "data")
    pack = FolderMapPack(room.data, look_s=0.02)
    try:
        desk = console.window.map_desk
        desk.use_pack(pack)
        ground = collection(tmp_path / "p.geojson", point(127.0437, 37.5446))
        room.take(ground, "place")
        qtbot.waitUntil(lambda: bool(pack.cards().layers), timeout=15_000)
        assert desk.notice() == "", "ground is drawn at once"
        room.take(ground, "bell")
        qtbot.waitUntil(lambda: len(pack.cards().layers) == 2, timeout=15_000)
        assert desk.notice() == "", "and things count at once"
        (room.data / "map" / "map.json").write_text("{}")
        qtbot.waitUntil(lambda: "cannot be read" in desk.notice(), timeout=15_000)
    finally:
        console.window.shut()
        pack.close()
