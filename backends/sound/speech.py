"""Announcements read aloud by what the operating system offers without a network.

Windows: its own speech interface (SAPI) through PowerShell. Linux: espeak-ng, else spd-say of
speech-dispatcher. The caller never waits: a worker starts the program, one at a time; a newer text
takes the place of one that waits, and between two texts lie some seconds. Words go through the
program's input, never through its command line, where every user of the computer could read them.
"""

import logging
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

_LOG = logging.getLogger("sound.speech")
GAP_S = 4.0
_LONGEST_S = 20.0
_LONGEST_TEXT = 400
_CLOSE_S = 2.0
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows only

NO_SPEECH = "no speech engine was found on this computer (looked for {looked})"
FAILED = "the speech engine {name} failed: {words}"

_SAPI = (
    "[Console]::InputEncoding=[Text.Encoding]::UTF8;"
    "Add-Type -AssemblyName System.Speech;"
    "$s=New-Object System.Speech.Synthesis.SpeechSynthesizer;"
    "$c=New-Object Globalization.CultureInfo '{culture}';"
    "$v=$s.GetInstalledVoices($c);"
    "if($v.Count -eq 0){{[Console]::Error.Write('no {culture} voice');exit 3}};"
    "$s.SelectVoice($v[0].VoiceInfo.Name);"
    "$s.Speak([Console]::In.ReadToEnd())"
)


def _powershell(culture: str) -> tuple[str, ...]:
    script = _SAPI.format(culture=culture)
    return ("powershell", "-NoProfile", "-NonInteractive", "-Command", script)


@dataclass(frozen=True, slots=True)
class Engine:
    """A program that says what it reads from its input; its command by language."""

    name: str
    commands: Mapping[str, tuple[str, ...]]


_WINDOWS = (Engine("powershell", {"ko": _powershell("ko-KR"), "en": _powershell("en-US")}),)
_OTHERS = (
    Engine("espeak-ng", {x: ("espeak-ng", "-v", x, "--stdin") for x in ("ko", "en")}),
    Engine("spd-say", {x: ("spd-say", "-w", "-e", "-l", x) for x in ("ko", "en")}),
)


def engines() -> tuple[Engine, ...]:
    """What may speak on this system, the best first."""
    return _WINDOWS if sys.platform == "win32" else _OTHERS


def find_engine(known: tuple[Engine, ...]) -> Engine | None:
    """The first that is installed."""
    return next((each for each in known if shutil.which(each.commands["en"][0])), None)


@dataclass(frozen=True, slots=True)
class _Wish:
    text: str
    language: str
    due: float


class SystemSpeech:
    """Implements `console.ports.sound.Speech`. `close` returns within 2 s."""

    def __init__(self, known: tuple[Engine, ...] | None = None, *, gap_s: float = GAP_S) -> None:
        known = engines() if known is None else known
        self._engine = find_engine(known)
        looked = ", ".join(each.name for each in known)
        self._fault = "" if self._engine else NO_SPEECH.format(looked=looked)
        self._gap_s = gap_s
        self._changed = threading.Condition()
        self._wish: _Wish | None = None
        self._speaking: subprocess.Popen[bytes] | None = None
        self._closed = False
        self.said = 0
        self._thread = threading.Thread(target=self._run, name="speech", daemon=True)
        if self._engine is not None:
            self._thread.start()

    @property
    def fault(self) -> str:
        """Why nothing can be said, empty when all is well."""
        return self._fault

    def say(self, text: str, language: str, after_s: float = 0.0) -> None:
        """Say a text once, `after_s` from now; a newer one takes its place."""
        with self._changed:
            due = time.monotonic() + after_s
            self._wish = _Wish(text[:_LONGEST_TEXT], language, due)
            self._changed.notify_all()

    def stop(self) -> None:
        """Say nothing more."""
        with self._changed:
            self._wish = None
            speaking = self._speaking
        if speaking is not None:
            speaking.kill()

    def close(self) -> None:
        """End what speaks now."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self.stop()
        if self._thread.is_alive():
            self._thread.join(_CLOSE_S)

    # --- the worker -----------------------------------------------------------------------------

    def _run(self) -> None:
        free_at = 0.0
        while (wish := self._next(free_at)) is not None:
            self._speak(wish)
            free_at = time.monotonic() + self._gap_s

    def _next(self, free_at: float) -> _Wish | None:
        """The newest wish once it is due and the gap is over; None when closed."""
        with self._changed:
            while not self._closed:
                wish = self._wish
                if wish is None:
                    self._changed.wait()
                    continue
                left = max(wish.due, free_at) - time.monotonic()
                if left <= 0:
                    self._wish = None
                    return wish
                self._changed.wait(left)
        return None

    def _speak(self, wish: _Wish) -> None:
        assert self._engine is not None
        command = self._engine.commands.get(wish.language, self._engine.commands["en"])
        try:
            program = subprocess.Popen(  # noqa: S603 - one of our own commands
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                creationflags=_NO_WINDOW,
            )
        except OSError as error:
            self._fail(str(error))
            return
        with program:
            self._attend(program, wish.text)

    def _attend(self, program: "subprocess.Popen[bytes]", text: str) -> None:
        with self._changed:
            self._speaking = program
        try:
            _, words = program.communicate(text.encode(), timeout=_LONGEST_S)
        except subprocess.TimeoutExpired:
            program.kill()
            self._fail(f"it did not end within {_LONGEST_S:g} s")
            return
        finally:
            with self._changed:
                self._speaking = None
        if program.returncode > 0:
            self._fail(words.decode(errors="replace").strip()[:120] or str(program.returncode))
        elif program.returncode == 0:
            self.said += 1
            self._fault = ""

    def _fail(self, words: str) -> None:
        assert self._engine is not None
        self._fault = FAILED.format(name=self._engine.name, words=words)
        _LOG.info("%s", self._fault)
