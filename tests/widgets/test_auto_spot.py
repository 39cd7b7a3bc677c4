"""A new urgent alert brings its camera to the spot by itself (R-OPS-02)."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backends.sound.speaker import Mute
from backends.system.seat_files import FolderSeatFiles
from console.domain.alerts.alert import Alert
from console.services.catalogue import read_catalogue
from tests.support.seat_doubles import (
    ScriptedLink,
    SteppedClock,
    alert,
    link_up,
    snapshot,
)
from tests.support.wall_doubles import NOW, ToldPictures, wall_site
from widgets.language import Language
from widgets.video_wall.means import WallMeans
from widgets.window.main_window import MainWindow

CATALOGUE = read_catalogue()


class Console:
    """A window whose pictures are open at once, and a link that the test feeds."""

    def __init__(self, folder: Path, **means: object) -> None:
        self.mono = 100.0
        self.link, self.language = ScriptedLink(), Language("en")
        self.pictures = ToldPictures()
        self.files = FolderSeatFiles(folder, "1")
        values: dict[str, object] = {
            "files": self.files, "now": lambda: NOW, "mono_s": lambda: self.mono
        }  # fmt: skip
        self.window = MainWindow(
            wall_site(), self.link, self.pictures, Mute(""), CATALOGUE, self.language, "kim", "1",
            SteppedClock(NOW), WallMeans(**(values | means)),  # type: ignore[arg-type]
        )  # fmt: skip
        self.window.resize(1920, 1080)
        self.window.show()
        self.window.start()
        self.window.annunciator._timer.stop()
        self.window.auto_spot.stop()
        # One that the operator looked at a while ago is chosen: the view chooses no new one.
        self.feed(link_up(), snapshot([seen_by("C8", 1, "device.tamper")]))
        self.window.panels.queue.choose(1)
        self.mono += 60.0

    def feed(self, *news: object) -> None:
        self.link.news += news  # type: ignore[arg-type]
        self.window.bridge.drain()

    def tell(self, *alerts: Alert) -> None:
        self.feed(replace(snapshot(list(alerts)), whole=False))

    def close(self) -> None:
        self.window.shut()
        self.files.close()
        self.language.close()

    @property
    def spot(self) -> str | None:
        return self.window.panels.wall.scene.camera


@pytest.fixture
def console(qtbot: QtBot, tmp_path: Path) -> Iterator[Console]:
    made = Console(tmp_path)
    qtbot.addWidget(made.window)
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow, timeout=15_000)
    made.window.focus_queue()
    yield made
    made.close()


def seen_by(camera: str, number: int = 7, type_: str = "sos.app", **changes: object) -> Alert:
    return alert(number, type_, CATALOGUE, cameras=(camera,), **changes)


def test_that_a_new_sos_takes_the_spot_and_neither_keys_nor_choice(console: Console) -> None:
    had = QApplication.focusWidget()
    console.tell(seen_by("C5"))
    assert console.spot == "C5"
    assert QApplication.focusWidget() is had
    assert console.window.panels.queue.chosen == 1
    assert console.window.panels.detail.alert is not None
    assert console.window.panels.detail.alert.number == 1
    assert "#7" in console.window.panels.wall.operations.foot.text()


def test_that_a_lesser_type_leaves_the_spot_alone(console: Console) -> None:
    console.tell(seen_by("C5", type_="device.low_battery"))
    assert console.spot == "C8"


def test_that_a_live_picture_is_not_given_up_for_a_camera_without_a_stream(
    console: Console,
) -> None:
    cameras = console.window._site.cameras
    for name, each in cameras.items():
        if name != "C8":
            cameras[name] = replace(each, streams=None)
    console.tell(seen_by("C5", place=None))
    assert console.spot == "C8"


def test_that_another_language_renames_what_the_spot_is_shown_for(console: Console) -> None:
    console.tell(seen_by("C5"))
    assert console.window.panels.wall.scene.words == "#7 App SOS"
    console.window.set_language("ko")
    assert console.window.panels.wall.scene.words == "#7 앱 긴급신고"
    assert console.spot == "C5"
    console.window.set_language("en")


def test_that_what_the_operator_chose_stays_for_a_while(console: Console) -> None:
    console.window.show_camera("C3")
    console.tell(seen_by("C5"))
    assert console.spot == "C3"
    console.mono += 21.0
    console.window.auto_spot._look()
    assert console.spot == "C5"


def test_that_a_purpose_that_is_being_written_is_not_disturbed(console: Console) -> None:
    wall = console.window.panels.wall
    wall.operations.foot.ask("Why?", str, wall)
    console.tell(seen_by("C5"))
    assert console.spot == "C8"


def test_that_the_alert_in_hand_is_covered_only_by_a_more_urgent_one(console: Console) -> None:
    mine = seen_by("C3", 7, "analytics.fall", claimed_by="kim", priority=2)
    console.tell(mine)
    console.window.panels.queue.choose(7)
    console.mono += 60.0
    console.tell(seen_by("C5", 8, "analytics.fall", priority=2))
    assert console.spot == "C3"
    console.tell(seen_by("C6", 9))
    assert console.spot == "C6"


def test_that_the_card_of_one_alert_never_shows_the_picture_of_another(
    console: Console, qtbot: QtBot
) -> None:
    """What an operator judges by must be the camera of that alert."""
    console.tell(seen_by("C3", 7, "analytics.fall", priority=2))
    console.window.panels.queue.choose(7)
    panels = console.window.panels
    qtbot.waitUntil(lambda: panels.echo.watching.endswith("(C3)"), timeout=15_000)
    console.mono += 60.0
    console.tell(seen_by("C5", 8))
    assert console.spot == "C5"
    qtbot.waitUntil(lambda: panels.wall.seating.tiles[0].is_live, timeout=15_000)
    assert panels.echo.watching == ""
    panels.queue.choose(8)
    qtbot.waitUntil(lambda: panels.echo.watching.endswith("(C5)"), timeout=15_000)


def test_that_a_clip_is_kept_where_it_is_wanted(qtbot: QtBot, tmp_path: Path) -> None:
    made = Console(tmp_path, clip_on_alert=True)
    qtbot.addWidget(made.window)
    wall = made.window.panels.wall
    qtbot.waitUntil(lambda: wall.live_count() == 9, timeout=15_000)
    made.tell(seen_by("C5", occurred=NOW))
    assert [(one[0], one[1]) for one in made.link.acts] == [("export_clip", "C5")]
    made.tell(seen_by("C6", 8, occurred=NOW.replace(hour=(NOW.hour - 1) % 24)))
    assert len(made.link.acts) == 1, "what occurred long ago is in no ring"
    made.close()


def test_that_no_clip_is_kept_unless_the_site_wishes_it(console: Console) -> None:
    console.tell(seen_by("C5", occurred=NOW))
    assert console.link.acts == []


def test_that_it_stops_with_the_window(console: Console) -> None:
    console.tell(seen_by("C5"))
    console.window.shut()
    timers = console.window.auto_spot.findChildren(QTimer)
    assert not any(timer.isActive() for timer in timers)
