"""The keys of the map: what each does while the map has the keyboard. GUI thread.

Gives nothing a meaning of its own: asks the navigator, the presses and what lies over the map.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from widgets.live_map.desk_top import DeskTop
from widgets.live_map.measure import Measure
from widgets.live_map.navigator import Navigator
from widgets.live_map.pressing import Pressing

_RETURN = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter))


class Keys(QObject):
    """`in_use` tells that the view was last moved by keys: then a crosshair says what Return asks.

    Built once for one map; its shortcuts hold wherever in the map the keyboard is.
    """

    def __init__(
        self, map_: QWidget, navigator: Navigator, pressing: Pressing, top: DeskTop,
        measure: Measure, follow: Callable[[], None],
    ) -> None:  # fmt: skip
        super().__init__(map_)
        self._map, self._navigator = map_, navigator
        self._pressing, self._top, self._measure = pressing, top, measure
        self.in_use = False
        # Both layouts of the same key: with the Hangul input method on, F arrives as its jamo. The
        # function keys alone answer the chosen alert, from every panel (`widgets.keys.actions`).
        for keys, slot in (
            ("F", follow), ("ㄹ", follow), ("Shift+F2", top.turn_layers),
            ("Shift+F3", top.turn_seek), ("Shift+F4", pressing.turn_measuring),
            ("Shift+F5", pressing.wish_cameras),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), map_).activated.connect(slot)

    def press(self, event: QKeyEvent) -> bool:
        """A key went down; False when it means nothing here."""
        key = Qt.Key(event.key())
        if self._navigator.press(key):
            self.in_use = True
        elif key in _RETURN:
            self.in_use = True
            self._ask_at_crosshair()
        elif key == Qt.Key.Key_Backspace and self._pressing.mode == "measure":
            self._measure.take_back()
        elif key == Qt.Key.Key_L or event.text() == "ㅣ":
            self._top.turn_legend()
        else:
            return key == Qt.Key.Key_Escape and self.step_back()
        return True

    def step_back(self) -> bool:
        """Close what is open, innermost first; False when nothing was."""
        return self._top.step_back() or self._pressing.step_back()

    def _ask_at_crosshair(self) -> None:
        middle = QPointF(self._map.width() / 2, self._map.height() / 2)
        if self._pressing.mode == "look":
            self._pressing.ask_here(middle)
        else:
            self._pressing.pick(middle)
