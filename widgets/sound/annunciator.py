"""Makes unanswered alerts heard, or seen where nothing can be heard.

Asks the pure decision four times a second and plays, says and shows what it answers. GUI thread,
one 250 ms timer. Decides nothing itself (`console.services.annunciation` does).
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.ports.clock import Clock
from console.ports.sound import Sound, Speech
from console.services.annunciation import (
    BURST_MS,
    Announcement,
    Annunciation,
    Waiting,
    decide,
    end_silence,
    silence,
)
from console.services.sound_report import SoundReport

LOOK_MS = 250
BRIEF_FLASH_MS = 3_000
LOG_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Heard:
    """How this seat wants to be told. `still`: nothing on the screen blinks (reduced motion).

    `speech` None: nothing is said. `expects_device` False where nobody sits.
    """

    speech: Speech | None = None
    still: bool = False
    expects_device: bool = True


class Annunciator(QObject):
    """Signals: `state_changed()` when silence, fault, flash or the nag changed.

    `silence_changed(kind, text)` is an operator's act for the record ("silence", "sound_on");
    `faults_changed(faults)` what the engine should know; `announced(numbers)` which alerts could
    be heard just now. `describe` gives an alert's words by its
    number; `log` holds the newest 1,000 announcements with their time in monotonic ms.
    """

    state_changed = Signal()
    silence_changed = Signal(str, str)
    faults_changed = Signal(object)
    announced = Signal(object)

    def __init__(
        self,
        sound: Sound,
        clock: Clock,
        parent: QObject | None = None,
        *,
        seat: str = "",
        heard: Heard | None = None,
        describe: Callable[[int], str] = str,
    ) -> None:
        super().__init__(parent)
        self._sound, self._clock, self._describe = sound, clock, describe
        self._heard = heard or Heard()
        self._report = SoundReport(seat, expects_device=self._heard.expects_device)
        self._state = Annunciation()
        self._waiting: tuple[Waiting, ...] = ()
        self._seen: frozenset[tuple[int, int]] = frozenset()
        self._flash_until_ms = 0
        self._language = "ko"
        self._nagged = False
        self._shown: tuple[object, ...] = ()
        self.log: deque[tuple[int, Announcement]] = deque(maxlen=LOG_MOST)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    # --- what is shown --------------------------------------------------------------------------

    @property
    def silence_left_s(self) -> int:
        """Seconds of silence left, 0 when sound is on."""
        return self._state.silence_left_s(self._clock.mono_ms())

    @property
    def fault(self) -> str:
        """Why nothing can be heard, or ""."""
        return self._sound.fault

    @property
    def speech_fault(self) -> str:
        """Why nothing can be said, or "" (also when nothing is to be said)."""
        return self._heard.speech.fault if self._heard.speech else ""

    @property
    def flashes(self) -> bool:
        """Whether the frame of the window stands in for sound now."""
        now = self._clock.mono_ms()
        if not self._sound.fault or self._state.is_silent(now):
            return False
        urgent = any(w.life or w.urgency == "high" for w in self._waiting)
        return urgent or (bool(self._waiting) and now < self._flash_until_ms)

    @property
    def nagging(self) -> int:
        """How many alerts wait when some have waited for 15 minutes, else 0."""
        return len(self._waiting) if self._nagged else 0

    # --- life -----------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin looking."""
        self._timer.start()

    def stop(self) -> None:
        """Stop looking and be quiet."""
        self._timer.stop()
        self._hush()

    def set_language(self, language: str) -> None:
        """Speak "ko" or "en" from now."""
        self._language = language

    def set_waiting(self, waiting: Sequence[Waiting]) -> None:
        """What nobody has acknowledged now; a new entry sounds at once."""
        self._waiting = tuple(waiting)
        self._light()
        self.look()

    @Slot()
    def toggle_silence(self) -> None:
        """Silence for two minutes, or sound again when silent."""
        if self.silence_left_s:
            self._state = end_silence(self._state)
            self.silence_changed.emit("sound_on", "")
        else:
            self._state = silence(self._state, self._clock.mono_ms())
            self._hush()
            self.silence_changed.emit("silence", f"{self.silence_left_s} s")
        self._tell()

    @Slot()
    def look(self) -> None:
        """Ask what to announce now, and announce it."""
        now, fault = self._clock.mono_ms(), self._sound.fault
        self._state, said = decide(self._state, self._waiting, now, audible=not fault)
        if said is not None:
            self._announce(said, now)
        elif not self._waiting:
            self._hush()
        self._nagged = self._nagged and bool(self._waiting)
        faults = self._report.look(fault, now)
        if faults is not None:
            self.faults_changed.emit(faults)
        self._tell()

    def _announce(self, said: Announcement, now_ms: int) -> None:
        self.log.append((now_ms, said))
        self._nagged = self._nagged or said.reason == "nag"
        self._sound.play(said.urgency)
        if said.alerts and not self._sound.fault:
            self.announced.emit(tuple(said.alerts))
        if self._heard.speech is not None:
            after_s = BURST_MS[said.urgency] / 1000 if said.urgency in BURST_MS else 1.0
            self._heard.speech.say(self._words(said), self._language, after_s)

    def _words(self, said: Announcement) -> str:
        if said.reason == "nag":
            return self.tr("{count} alerts are not acknowledged").format(count=said.count)
        if said.reason == "summary":
            return self.tr("{count} new alerts").format(count=said.count)
        priorities = {w.number: w.priority for w in self._waiting}
        spoken = [
            self.tr("Priority {priority}. {words}").format(
                priority=priorities.get(number, 1), words=self._describe(number)
            )
            for number in said.alerts
        ]
        return ". ".join(spoken)

    def _hush(self) -> None:
        self._sound.stop()
        if self._heard.speech is not None:
            self._heard.speech.stop()

    def _light(self) -> None:
        """What is new lights the frame for a moment, also when it is not urgent."""
        facts = frozenset(w.fact for w in self._waiting)
        if facts - self._seen:
            self._flash_until_ms = self._clock.mono_ms() + BRIEF_FLASH_MS
        self._seen = facts

    def _tell(self) -> None:
        now = (self.silence_left_s, self.fault, self.speech_fault, self.flashes, self.nagging)
        if now != self._shown:
            self._shown = now
            self.state_changed.emit()
