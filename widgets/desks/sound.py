"""All of sound at this seat: the annunciator, the frame that stands in for it, and their words.

GUI thread. Shows them in the panels, puts a silence on record and tells the engine of faults;
decides nothing.
"""

from collections.abc import Sequence
from typing import get_args

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMainWindow

from console.ports.clock import Clock
from console.ports.messages import CommandKind
from console.ports.seat_link import SeatLink
from console.ports.sound import Sound
from console.wire.seat_values import SeatCommandKind
from widgets.desks.faults import FaultDesk
from widgets.sound.annunciator import Annunciator, Heard
from widgets.sound.frame_flash import FrameFlash
from widgets.window.layout import Panels
from widgets.words.reasons import nag_text, unheard_text, unspoken_text

_KINDS: dict[str, CommandKind] = {kind: kind for kind in get_args(SeatCommandKind)}


class Audible(QObject):
    """Between the annunciator and the window's panels; `refresh` shows what is so now."""

    def __init__(
        self,
        window: QMainWindow,
        panels: Panels,
        link: SeatLink,
        faults: FaultDesk,
        outside: tuple[Sound, Clock],
        seat: str,
        heard: Heard,
    ) -> None:
        super().__init__(window)
        self._panels, self._link, self._faults, self._seat = panels, link, faults, seat
        self._clock, self._still = outside[1], heard.still
        self.annunciator = Annunciator(
            *outside, self, seat=seat, heard=heard, describe=self._words_of
        )
        self.flash = FrameFlash(window, still=heard.still)
        panels.map.set_flashing(not heard.still)
        self.annunciator.state_changed.connect(self.refresh)
        self.annunciator.silence_changed.connect(self._record)
        self.annunciator.faults_changed.connect(self._report)
        self.annunciator.announced.connect(self._note)
        panels.top.silence_wished.connect(self.annunciator.toggle_silence)

    def stop(self) -> None:
        """Be quiet, and stop what blinks."""
        self.annunciator.stop()
        self.flash.stop()

    @Slot()
    def refresh(self) -> None:
        """Show silence, faults and what waits, in the language of the moment."""
        annunciator, panels = self.annunciator, self._panels
        panels.top.set_sound(annunciator.silence_left_s, annunciator.fault)
        panels.notices.set("sound", unheard_text(annunciator.fault))
        panels.notices.set("speech", unspoken_text(annunciator.speech_fault))
        panels.notices.set("nag", nag_text(annunciator.nagging))
        self.flash.still = still = self._still or not panels.queue.view.blinks
        self.flash.set_flashing(annunciator.flashes)
        row = panels.model.row_at(0) if panels.model.rowCount() else None
        unheard = bool(annunciator.fault) and row is not None and row.life and not row.acknowledged
        even = int(self._clock.now().timestamp()) % 2 == 0
        panels.queue.set_flash(unheard and (still or even))

    @Slot(str, str)
    def _record(self, kind: str, text: str) -> None:
        self._link.submit(_KINDS[kind], 0, text=text, subject=self._seat)

    @Slot(object)
    def _report(self, faults: Sequence[str]) -> None:
        self._faults.set("sound", *faults)

    @Slot(object)
    def _note(self, alerts: Sequence[int]) -> None:
        self._link.report_seen("annunciated", alerts)

    def _words_of(self, number: int) -> str:
        row = self._panels.model.find(number)
        return "" if row is None else f"{row.name}. {row.place}"
