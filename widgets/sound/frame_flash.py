"""The whole window's frame as the stand-in for sound: four bars over its edges that blink.

GUI thread, one timer while it blinks: 1.47 Hz, half on and half off (R-HMI-05: 1.5 Hz, never more
than three flashes a second). With reduced motion it stands still. Takes no clicks and no keys, and
covers nothing but the edge.
"""

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QWidget

HALF_MS = 340
WIDTH = 8  # leaves the words at the edges readable


class FrameFlash(QObject):
    """Lights the edges of `window`; while `still` it does not blink."""

    def __init__(self, window: QWidget, *, still: bool = False) -> None:
        super().__init__(window)
        self._window, self.still = window, still
        self._lit = False
        self.bars = tuple(self._bar() for _ in range(4))
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(HALF_MS)
        self._timer.timeout.connect(self._blink)

    @property
    def is_lit(self) -> bool:
        """Whether the frame shows at this moment."""
        return self._lit

    def set_flashing(self, flashing: bool) -> None:
        """Begin or end; calling it again only follows the size of the window."""
        if not flashing:
            self._timer.stop()
            self._light(lit=False)
        elif self.still:
            self._timer.stop()
            self._light(lit=True)
        elif not self._timer.isActive():
            self._light(lit=True)
            self._timer.start()

    def stop(self) -> None:
        """Stop the timer and be dark."""
        self.set_flashing(False)

    def _bar(self) -> QFrame:
        bar = QFrame(self._window)
        bar.setObjectName("frameFlash")
        bar.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bar.hide()
        return bar

    @Slot()
    def _blink(self) -> None:
        self._light(lit=not self._lit)

    def _light(self, *, lit: bool) -> None:
        if lit:
            self._place()
        if lit == self._lit:
            return
        self._lit = lit
        for bar in self.bars:
            bar.setVisible(lit)
            bar.raise_()

    def _place(self) -> None:
        wide, high = self._window.width(), self._window.height()
        rests = ((0, 0, wide, WIDTH), (0, high - WIDTH, wide, WIDTH),
                 (0, 0, WIDTH, high), (wide - WIDTH, 0, WIDTH, high))  # fmt: skip
        for bar, rest in zip(self.bars, rests, strict=True):
            bar.setGeometry(*rest)
