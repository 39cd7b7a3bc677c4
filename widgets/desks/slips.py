"""What follows when a step of the windows failed: own up, and fetch the queue whole. GUI thread.

A half-applied piece of news may lack an alert. So the engine is asked for everything again, at
once the first time and then ever more seldom while it goes on failing; the operator is told in a
banner, and the room by a technical alert. On a timer of its own: the window's may be what failed.
"""

from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Slot

from console.ports.clock import Clock
from console.ports.seat_link import SeatLink
from widgets.desks.faults import FaultDesk
from widgets.window.layout import Panels
from widgets.window.slips import Slips
from widgets.words.words import clock_text

LOOK_MS = 500
CALM_MS = 600_000
FIRST_WAIT_MS = 5_000
LONGEST_WAIT_MS = 60_000


class SlipDesk(QObject):
    """`start()` and `stop()` with the window. The banner stays until ten minutes were calm."""

    def __init__(
        self, panels: Panels, link: SeatLink, faults: FaultDesk, clock: Clock, seat: str,
        parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._panels, self._link, self._faults = panels, link, faults
        self._clock, self._seat = clock, seat
        self.slips = Slips()
        self._newest: tuple[str, datetime, int] | None = None
        self._owed = False
        self._next_ms, self._wait_ms = 0, FIRST_WAIT_MS
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to note what fails."""
        self.slips.start()
        self._timer.start()

    def stop(self) -> None:
        """Note nothing more; safe to call twice."""
        self._timer.stop()
        self.slips.stop()

    @Slot()
    def look(self) -> None:
        """Tell what failed since the last look, and fetch what may be missing."""
        now_ms, where = self._clock.mono_ms(), self.slips.take()
        if where:
            self._newest, self._owed = (where, self._clock.now(), now_ms), True
            self._faults.set("screen", self._words())
            self._say()
        elif self._newest and now_ms - self._newest[2] >= CALM_MS:
            self._newest, self._wait_ms = None, FIRST_WAIT_MS
            self._faults.set("screen", "")
            self._say()
        if self._owed and now_ms >= self._next_ms:
            self._owed = False
            self._next_ms = now_ms + self._wait_ms
            self._wait_ms = min(2 * self._wait_ms, LONGEST_WAIT_MS)
            self._link.fetch_whole()

    def retranslate(self) -> None:
        """Say the banner in the language of the moment."""
        self._say()

    def _words(self) -> str:
        return f"a step of the screen at {self._seat} failed: what it shows may lack something"

    def _say(self) -> None:
        if self._newest is None:
            self._panels.notices.set("slip", "")
            return
        where, at, _ = self._newest
        text = self.tr(
            "A step of this screen failed at {time} ({where}). The queue was fetched again; map "
            "and pictures may lack something. Engine and other seats go on. If it comes back, "
            "start this console anew and keep its log for the installer."
        )
        said = text.format(time=clock_text(at), where=where)
        self._panels.notices.set("slip", said, "fault")
