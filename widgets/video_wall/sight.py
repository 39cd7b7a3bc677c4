"""Whether anybody can see a widget: not while it is hidden, minimised, covered or elsewhere.

GUI thread. Knows what the system tells a window: that it is shown, that none of it is exposed any
more (minimised, on another desktop; covered, on Wayland and macOS), and on X11 without a compositor
that others cover it. Elsewhere a covered window counts as seen. Opens and closes nothing itself.
"""

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid
from typing_extensions import override

from widgets.overrides import sealed
from widgets.video_wall.cover import Cover

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
        self._cover = Cover(self)
        self._cover.changed.connect(self._look_again)
        watched.installEventFilter(self)

    def close(self) -> None:
        """Watch no more."""
        self._cover.close()

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
                self._look_again()
        return False

    def _follow(self) -> None:
        # The panel may have moved to another window since.
        window = self._widget.window().windowHandle()
        if window is not self._window:
            if self._window is not None and isValid(self._window):
                self._window.removeEventFilter(self)
            self._window = window
            if window is not None:
                window.installEventFilter(self)
        if window is not None:
            self._cover.follow(int(window.winId()))

    @Slot()
    def _look_again(self) -> None:
        exposed = self._window is None or (isValid(self._window) and self._window.isExposed())
        self._tell(self._widget.isVisible() and exposed and not self._cover.is_covered)

    def _tell(self, seen: bool) -> None:
        if seen != self.is_seen:
            self.is_seen = seen
            self.changed.emit(seen)
