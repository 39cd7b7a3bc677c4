"""Whether other windows cover one of ours wholly, as an X server tells it. GUI thread.

Qt does not ask for this, so it is asked for on a connection of our own, by libxcb, which Qt has
loaded. It reads one kind of event and draws, moves and opens nothing. Elsewhere, and where a
compositor keeps a picture of every window, nobody tells: then no window is ever covered.
"""

import ctypes
import struct
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

_LIBRARY = "libxcb.so.1"
_SET_EVENT_MASK = 1 << 11
_VISIBILITY_CHANGE = 1 << 16
_VISIBILITY_NOTIFY = 15
_FULLY_OBSCURED = 2
_EVENT = struct.Struct("<BxHIB")
"""Kind, sequence, window, state: the first bytes of what is read, in this machine's order."""
_MOST_AT_ONCE = 256
# A window that is drawn across the wall must not make it stop and start.
_SETTLED_MS = 2_000


class Cover(QObject):
    """Watches one window; `changed(covered)` is late to say yes and quick to say no."""

    changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.is_covered = False
        self._window = 0
        self._xcb: Any = None
        self._line: Any = None
        self._notifier: QSocketNotifier | None = None
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._is_settled)

    def follow(self, window: int) -> None:
        """Watch this window from now on, 0 for none; it counts as seen until told otherwise."""
        if window == self._window:
            return
        self._window = window
        self._hear(covered=False)
        if window and self._open():
            mask = ctypes.c_uint32(_VISIBILITY_CHANGE)
            self._xcb.xcb_change_window_attributes(
                self._line, window, _SET_EVENT_MASK, ctypes.byref(mask)
            )
            self._xcb.xcb_flush(self._line)

    def close(self) -> None:
        """Hang up; safe to call twice."""
        self._settled.stop()
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier = None
        if self._line is not None:
            self._xcb.xcb_disconnect(self._line)
            self._line = None

    def _open(self) -> bool:
        if self._line is not None:
            return True
        if QGuiApplication.platformName() != "xcb":
            return False
        self._xcb = _library()
        if self._xcb is None:
            return False
        self._line = ctypes.c_void_p(self._xcb.xcb_connect(None, None))
        if self._xcb.xcb_connection_has_error(self._line):
            self.close()
            return False
        number = self._xcb.xcb_get_file_descriptor(self._line)
        self._notifier = QSocketNotifier(number, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        return True

    @Slot()
    def _read(self) -> None:
        for _ in range(_MOST_AT_ONCE):
            found = self._line and self._xcb.xcb_poll_for_event(self._line)
            if not found:
                break
            kind, _sequence, window, state = _EVENT.unpack_from(ctypes.string_at(found, 9))
            ctypes.CDLL(None).free(ctypes.c_void_p(found))
            if kind & 0x7F == _VISIBILITY_NOTIFY and window == self._window:
                self._hear(covered=state == _FULLY_OBSCURED)
        if self._line and self._xcb.xcb_connection_has_error(self._line):
            self.close()
            self._hear(covered=False)

    def _hear(self, *, covered: bool) -> None:
        if covered:
            self._settled.start()
            return
        self._settled.stop()
        if self.is_covered:
            self.is_covered = False
            self.changed.emit(False)

    @Slot()
    def _is_settled(self) -> None:
        self.is_covered = True
        self.changed.emit(True)


def _library() -> Any:  # noqa: ANN401 - a library of C
    try:
        xcb = ctypes.CDLL(_LIBRARY)
    except OSError:
        return None
    xcb.xcb_connect.restype = xcb.xcb_poll_for_event.restype = ctypes.c_void_p
    xcb.xcb_change_window_attributes.argtypes = (
        ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p,
    )  # fmt: skip
    xcb.xcb_change_window_attributes.restype = ctypes.c_uint32
    return xcb
