"""Turns key presses of the window into wishes, whatever the input method is doing. GUI thread."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from console.domain.pictures.wall_layout import EQUAL_LAYOUTS
from widgets.keys.actions import act_of, letter_of
from widgets.window.stops import next_panel

if TYPE_CHECKING:
    from widgets.window.main_window import MainWindow

_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_CONTROL = Qt.KeyboardModifier.ControlModifier
_FOREIGN = _CONTROL | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Keyboard:
    """Sees only what the focused widget left over; text fields keep their letters."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._camera = 0

    def take(self, event: QKeyEvent) -> bool:
        """Perform what a key stands for; False when it stands for nothing."""
        if event.isAutoRepeat() and event.key() not in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            return False
        if self._act(act_of(event)):
            return True
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._board(event):
            return True
        if event.modifiers() & _CONTROL:
            turn, toggle = self._window.panels.wall.keys.turn, self._window.field_boards.toggle
            taken = self._layout(event) or self._read_on(event) or turn(event)
            return taken or toggle(letter_of(event))
        if event.modifiers() & _FOREIGN:
            return False
        letter = letter_of(event)
        return self._named(event) or self._letter(letter) or self._rest(letter, event)

    def _board(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_F7:
            self._window.room_desk.toggle_quiets()
        elif event.key() == Qt.Key.Key_F8:
            self._window.room_desk.toggle_supervisor()
        elif event.key() == Qt.Key.Key_F9:
            self._window.plan_desk.toggle()
        else:
            return False
        return True

    def _act(self, act: str) -> bool:
        panels = self._window.panels
        if not act or panels.queue.chosen is None:
            return False
        panels.detail.trigger(act)  # one that makes no sense now says why; the key is spent
        return True

    def _read_on(self, event: QKeyEvent) -> bool:
        pages = _PAGES.get(Qt.Key(event.key()))
        if pages is not None:
            self._window.panels.detail.body.read_on(pages)
        return pages is not None

    def _layout(self, event: QKeyEvent) -> bool:
        number = event.key() - Qt.Key.Key_1
        if not 0 <= number < len(EQUAL_LAYOUTS):
            return False
        self._window.show_pictures(EQUAL_LAYOUTS[number])
        return True

    def _named(self, event: QKeyEvent) -> bool:
        key, panels = event.key(), self._window.panels
        if key in {Qt.Key.Key_Question, Qt.Key.Key_F1} or event.text() == "?":
            panels.toggle_keys()
        elif key == Qt.Key.Key_F6:
            next_panel(panels)
        elif key == Qt.Key.Key_F11:
            panels.wall.fill(not panels.wall.seating.full_spot)
        elif key == Qt.Key.Key_F9:
            self._window.set_language("en" if self._window.language == "ko" else "ko")
        elif key == Qt.Key.Key_Escape:
            self._leave()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            panels.queue.view.move_by(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Delete:
            return panels.wall.operations.free_one(panels.wall.target)
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_6:
            return panels.detail.answers.choose_outcome(key - Qt.Key.Key_0)
        else:
            return False
        return True

    def _letter(self, letter: str) -> bool:
        window, panels = self._window, self._window.panels
        if letter == "G":
            return panels.queue.choose_newest_life()
        if letter == "M":
            window.annunciator.toggle_silence()
        elif letter == "F":
            panels.map.follow()
        elif letter == "V":
            self._next_camera()
        else:
            return False
        return True

    def _rest(self, letter: str, event: QKeyEvent) -> bool:
        panels = self._window.panels
        return panels.wall.keys.letter(letter, event) or panels.queue.take_key(event)

    def _next_camera(self) -> None:
        cameras = self._window.panels.detail.cameras
        if cameras:
            self._camera = (self._camera + 1) % len(cameras)
            self._window.show_camera(cameras[self._camera])

    def _leave(self) -> None:
        panels = self._window.panels
        if not panels.keys.isHidden():
            panels.keys.hide()
        elif not panels.layouts.isHidden():
            panels.layouts.hide()
        elif (
            self._window.field_boards.put_away()
            or self._window.room_desk.put_away()
            or self._window.plan_desk.put_away()
            or (not panels.detail.is_answering and panels.wall.step_back())
        ):
            return
        panels.detail.put_away()
        self._window.focus_queue()
