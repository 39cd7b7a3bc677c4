"""Makes unanswered alerts heard: asks the pure decision four times a second and plays it.

GUI thread, one 250 ms timer. Decides nothing itself (`console.services.annunciation` does).
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.ports.clock import Clock
from console.ports.sound import Sound
from console.services.annunciation import Annunciation, Waiting, decide, end_silence, silence

LOOK_MS = 250


class Annunciator(QObject):
    """`state_changed` is emitted when the silence or the device fault changes."""

    state_changed = Signal()

    def __init__(self, sound: Sound, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sound = sound
        self._clock = clock
        self._state = Annunciation()
        self._waiting: tuple[Waiting, ...] = ()
        self._shown: tuple[int, str] = (0, "")
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    @property
    def silence_left_s(self) -> int:
        """Seconds of silence left, 0 when sound is on."""
        return self._state.silence_left_s(self._clock.mono_ms())

    @property
    def fault(self) -> str:
        """Why nothing can be heard, or ""."""
        return self._sound.fault

    def start(self) -> None:
        """Begin looking."""
        self._timer.start()

    def stop(self) -> None:
        """Stop looking and be quiet."""
        self._timer.stop()
        self._sound.stop()

    def set_waiting(self, waiting: Sequence[Waiting]) -> None:
        """What nobody has acknowledged now; a new entry sounds at once."""
        self._waiting = tuple(waiting)
        self.look()

    @Slot()
    def toggle_silence(self) -> None:
        """Silence for two minutes, or sound again when silent."""
        if self.silence_left_s:
            self._state = end_silence(self._state)
        else:
            self._state = silence(self._state, self._clock.mono_ms())
            self._sound.stop()
        self._tell()

    @Slot()
    def look(self) -> None:
        """Ask what to sound now, and sound it."""
        self._state, urgency = decide(self._state, self._waiting, self._clock.mono_ms())
        if urgency is not None:
            self._sound.play(urgency)
        elif not self._waiting:
            self._sound.stop()
        self._tell()

    def _tell(self) -> None:
        now = (self.silence_left_s, self._sound.fault)
        if now != self._shown:
            self._shown = now
            self.state_changed.emit()
