"""Whether anybody can see the wall: not while it is hidden, minimised or on another desktop.

GUI thread. Knows what the system tells a window: that it is shown, and that none of it is exposed
any more. A window that others cover is told so by Wayland and macOS only; on X11 and Windows it
counts as seen. Opens and closes nothing itself.
"""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid
from typing_extensions import override

from widgets.overrides import sealed

_TELLING = frozenset((QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Expose))


@sealed
class Sight(QObject):
    """Watches a widget and the window it is in; `changed(seen)` tells of each change."""

    changed = Signal(bool)

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.is_seen = False
        self._widget = watched
        self._window: QWindow | None = None
        watched.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _TELLING or "_widget" not in vars(self):
            return False  # torn down already: Qt still tells what Python has let go of
        match kind:
            case QEvent.Type.Show if watched is self._widget:
                self._follow()
                self._tell(True)
            case QEvent.Type.Hide if watched is self._widget:
                self._tell(False)
            case QEvent.Type.Expose if watched is self._window:
                self._tell(self._widget.isVisible() and self._window.isExposed())
        return False

    def _follow(self) -> None:
        # The panel may have moved to another window since.
        window = self._widget.window().windowHandle()
        if window is self._window:
            return
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def _tell(self, seen: bool) -> None:
        if seen != self.is_seen:
            self.is_seen = seen
            self.changed.emit(seen)
