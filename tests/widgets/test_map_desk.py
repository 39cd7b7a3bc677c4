"""The map in the whole window: cameras onto the wall, choices into files, the past from history."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from backends.system.seat_files import FolderSeatFiles
from console.domain.alerts.alert import AlertClass
from console.domain.places.geo import Place
from console.wire.room_values import FiguresWanted
from console.wire.seat_values import HistoryPage, HistoryWanted
from tests.support.seat_doubles import ScriptedLink, alert, link_up, small_site, snapshot
from tests.support.window_stage import CATALOGUE, Console
from widgets.desks.map import MapDesk
from widgets.live_map.layers import Layer

SHIFT = Qt.KeyboardModifier.ShiftModifier


class AskedLink(ScriptedLink):
    """Remembers what was asked of the past."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[HistoryWanted] = []

    def ask_history(self, wanted: HistoryWanted) -> None:
        self.asked.append(wanted)

    def ask_figures(self, wanted: FiguresWanted) -> None:
        raise AssertionError(wanted)


def desk(console: Console, link: ScriptedLink, files: FolderSeatFiles | None = None) -> MapDesk:
    window = console.window
    return MapDesk(window.panels, small_site(), link, files, console.clock, window)


def test_that_one_key_brings_the_best_camera_of_an_alert_and_its_neighbours(
    console: Console, qtbot: QtBot
) -> None:
    place = Place(37.5470, 127.0566)
    console.feed(link_up(), snapshot([alert(7, "sos.app", CATALOGUE, place=place)]))
    console.press(Qt.Key.Key_G, "g")
    qtbot.keyClick(console.window.panels.map, Qt.Key.Key_F5, SHIFT)
    scene = console.window.panels.wall.scene
    assert scene.camera is not None
    assert len(scene.near) == 3
    assert scene.camera not in {near.camera for near in scene.near}
    assert "#7" in scene.words
    assert scene.place is not None


def test_that_the_layers_of_a_seat_come_back(
    console: Console, tmp_path: Path, qtbot: QtBot
) -> None:
    files = FolderSeatFiles(tmp_path, "1")
    desk(console, console.link, files)
    live_map = console.window.panels.map
    live_map.set_shown(live_map.shown - {Layer.BELLS} | {Layer.TRACKS})
    files.close()
    other, again = Console(), FolderSeatFiles(tmp_path, "1")
    qtbot.addWidget(other.window)
    desk(other, other.link, again)
    assert other.window.panels.map.shown == live_map.shown
    again.close()
    other.window.shut()
    other.language.close()


def test_that_the_past_is_asked_for_page_by_page_while_its_layer_is_shown(
    console: Console,
) -> None:
    link = AskedLink()
    made, live_map = desk(console, link), console.window.panels.map
    made.look()
    assert link.asked == []
    live_map.set_shown(live_map.shown | {Layer.HEAT})
    assert [wanted.before for wanted in link.asked] == [None]
    place = Place(37.55, 127.04)
    page = [alert(n, "sos.app", CATALOGUE, place=place) for n in (9, 8)]
    page.append(replace(page[0], number=7, drill=True))
    page.append(replace(page[0], number=6, alert_class=AlertClass.TECHNICAL))
    made.take_page(HistoryPage(link.asked[0].request, tuple(page), more=True))
    assert link.asked[1].before == 6
    made.take_page(HistoryPage(link.asked[1].request, (), more=False))
    made.look()
    assert len(link.asked) == 2
    assert len(live_map._imported._past) == 2


def test_that_a_question_that_was_replaced_is_asked_again(console: Console) -> None:
    link = AskedLink()
    made, live_map = desk(console, link), console.window.panels.map
    live_map.set_shown(live_map.shown | {Layer.HEAT})
    made.take_page(HistoryPage(1, ()))
    made.look()
    assert len(link.asked) == 2
    console.clock.step(20)
    made.look()
    assert len(link.asked) == 3  # no answer came


def test_that_a_refusal_is_not_asked_over_and_over(console: Console) -> None:
    link = AskedLink()
    made, live_map = desk(console, link), console.window.panels.map
    live_map.set_shown(live_map.shown | {Layer.HEAT})
    made.take_page(HistoryPage(link.asked[0].request, fault="the engine is busy"))
    made.look()
    assert len(link.asked) == 1
    live_map.set_shown(live_map.shown - {Layer.HEAT})
    live_map.set_shown(live_map.shown | {Layer.HEAT})
    assert len(link.asked) == 2
