"""The whole window with a scripted link, a stepped clock and keys that are counted."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backends.sound.speaker import Mute
from console.services.catalogue import LiveCatalogue, read_catalogue, read_shipped
from tests.support.seat_doubles import NoPictures, ScriptedLink, SteppedClock, small_site
from widgets.language import Language
from widgets.window.main_window import MainWindow

CATALOGUE = read_catalogue()
NONE = Qt.KeyboardModifier.NoModifier


def press_in(
    window: MainWindow, key: Qt.Key, text: str = "", held: Qt.KeyboardModifier = NONE
) -> None:
    """A key as the window system would bring it to whatever has the keys."""
    target = QApplication.focusWidget() or window.panels.queue.view
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(target, QKeyEvent(kind, key, held, text))


class Console:
    """A window with everything the test may turn."""

    def __init__(self) -> None:
        self.link, self.clock, self.sound = ScriptedLink(), SteppedClock(), Mute("")
        self.pressed = 0
        self.pictures, self.language = NoPictures(), Language("en")
        self.live = LiveCatalogue(read_shipped())
        self.window = MainWindow(
            small_site(), self.link, self.pictures, self.sound, self.live.catalogue, self.language,
            "kim", "1", self.clock, live=self.live,
        )  # fmt: skip
        self.window.resize(1920, 1080)
        self.window.show()
        self.window.start()
        self.window.annunciator._timer.stop()
        self.window._ticker.stop()

    def take_keys(self, qtbot: QtBot) -> None:
        """As if the operator had clicked into the queue."""
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow, timeout=15_000)
        self.window.focus_queue()

    def close(self) -> None:
        """End its timers, and leave no window and no translator behind; twice does no harm."""
        self.window.shut()
        self.window.close()
        self.window.deleteLater()
        self.language.close()

    def feed(self, *news: object) -> None:
        self.link.news += news  # type: ignore[arg-type]
        self.window.bridge.drain()

    def press(self, key: Qt.Key, text: str = "", held: Qt.KeyboardModifier = NONE) -> None:
        self.pressed += 1
        press_in(self.window, key, text, held)

    def tick(self, seconds: float = 1.0) -> None:
        self.clock.step(seconds)
        self.window._tick()
