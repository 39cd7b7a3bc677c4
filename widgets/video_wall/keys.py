"""What keys do to the wall, in Latin and in Hangul mode. GUI thread.

Some work only while the wall has the keys (arrows, digits, Space); the letters work from everywhere
and then mean the spot tile.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from console.domain.pictures.wall_layout import LAYOUTS, step
from widgets.keys.actions import letter_of
from widgets.video_wall.replay import SEEK_S, Replay
from widgets.video_wall.zoom import STEP, Zoom

if TYPE_CHECKING:
    from widgets.video_wall.panel import VideoWall

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_FOREIGN = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_HELD = (*_STEPS, Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus,
         Qt.Key.Key_Comma, Qt.Key.Key_Period)  # fmt: skip


class WallKeys:
    """Turns key presses into operations on the focused tile."""

    def __init__(self, wall: "VideoWall") -> None:
        self._wall = wall

    def take(self, event: QKeyEvent) -> bool:
        """A key while the wall has the keys; False when it stands for nothing here."""
        key = Qt.Key(event.key())
        if event.isAutoRepeat() and key not in _HELD:
            return False
        if event.modifiers() & _CONTROL:
            return self.turn(event)
        if event.modifiers() & _FOREIGN:
            return False
        if key == Qt.Key.Key_Escape:
            return self._wall.step_back()
        replay = self._wall.seating.tiles[self._wall.target].replay
        if replay is not None and self._replay(replay, key):
            return True
        letter = letter_of(event)
        return self._named(key) or self.letter("B" if letter == "R" else letter, event)

    def turn(self, event: QKeyEvent) -> bool:
        """Ctrl and an arrow (or + and -) turn the camera of the spot tile while they are held."""
        key = Qt.Key(event.key())
        if key not in (*_STEPS, Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            return False
        turning = self._wall.operations.turning
        taken = event.isAutoRepeat() or turning.press(key)
        if turning.takes_digits:
            self._wall.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return taken

    def release(self, event: QKeyEvent) -> bool:
        """A key that was let go."""
        if event.isAutoRepeat():
            return False
        return self._wall.operations.turning.steering.release(Qt.Key(event.key()))

    def letter(self, letter: str, event: QKeyEvent) -> bool:
        """A letter from anywhere in the window; False when it is not the wall's."""
        wall, operations = self._wall, self._wall.operations
        at = wall.target
        if letter == "W":
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._next_layout(-1 if back else 1)
            return True
        acts: dict[str, Callable[[int], None]] = {
            "B": operations.replay,
            "E": operations.export,
            "P": operations.pin,
            "S": operations.snapshot,
            "U": operations.lift_mask,
        }
        if letter in acts:
            acts[letter](at)
            if letter == "B":
                wall.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif letter == "I":
            wall.show_details(not wall.dresser.details)
        elif letter == "T":
            operations.turning.list_presets()
            wall.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            return False
        return True

    def _next_layout(self, by: int) -> None:
        at = LAYOUTS.index(self._wall.tile_count) + by
        self._wall.set_layout(LAYOUTS[at % len(LAYOUTS)])

    def _named(self, key: Qt.Key) -> bool:
        wall = self._wall
        digit = key - Qt.Key.Key_0
        if key in _STEPS:
            wall.focus_tile(step(wall.tile_count, wall.target, *_STEPS[key]))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            wall.choose(wall.target)
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            wall.zoom(wall.target, wall.seating.tiles[wall.target].zoom.scaled(STEP))
        elif key == Qt.Key.Key_Minus:
            wall.zoom(wall.target, wall.seating.tiles[wall.target].zoom.scaled(1 / STEP))
        elif key == Qt.Key.Key_0:
            wall.zoom(wall.target, Zoom())
        elif key == Qt.Key.Key_Delete:
            return wall.operations.free_one(wall.target)
        elif 1 <= digit <= 9:
            return self._digit(digit)
        else:
            return False
        return True

    def _digit(self, digit: int) -> bool:
        wall = self._wall
        if wall.operations.turning.takes_digits:
            wall.operations.turning.digit(digit)
        elif digit <= wall.tile_count:
            wall.choose(digit - 1)
        return True

    def _replay(self, replay: Replay, key: Qt.Key) -> bool:
        match key:
            case Qt.Key.Key_Space:
                replay.turn()
            case Qt.Key.Key_Comma:
                replay.step(-1)
            case Qt.Key.Key_Period:
                replay.step(1)
            case Qt.Key.Key_BracketLeft:
                replay.faster(-1)
            case Qt.Key.Key_BracketRight:
                replay.faster(1)
            case Qt.Key.Key_Left | Qt.Key.Key_Down:
                replay.skip(-SEEK_S)
            case Qt.Key.Key_Right | Qt.Key.Key_Up:
                replay.skip(SEEK_S)
            case _:
                return False
        return True
