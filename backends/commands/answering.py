"""Whether an engine answers a simulation: said on standard error when none does. Any thread.

Looks at the card and the lock of the data folder, never at the engine's doors: a look there would
count as a stranger who knocks.
"""

import sys
import threading
import time
from collections.abc import Callable

from backends.system.engine_process import EngineCard, await_engine
from backends.system.installation import Installation, read_json

SILENT_S = 5.0
LOOK_S = 0.5


def tell(words: str) -> None:
    """A sentence for people."""
    print(f"sunra: {words}", file=sys.stderr, flush=True)


class EngineWatch:
    """`look` as often as you like; `answered` once an engine ran since the beginning.

    `meanwhile` says what becomes of what is reported without an engine.
    """

    def __init__(
        self,
        folder: Installation,
        meanwhile: str,
        now_s: Callable[[], float] = time.monotonic,
        tell: Callable[[str], None] = tell,
    ) -> None:
        self._folder, self._meanwhile = folder, meanwhile
        self._now_s, self._tell = now_s, tell
        self._since = self._looked = now_s()
        self._said = False
        self.answered = False

    def look(self) -> None:
        """Say it after 5 s without an engine, once, and once that there is one again."""
        now = self._now_s()
        if now - self._looked < LOOK_S:
            return
        self._looked = now
        if self._runs():
            self.answered, self._since = True, now
            if self._said:
                self._said = False
                self._tell("the engine answers")
        elif not self._said and now - self._since >= SILENT_S:
            self._said = True
            where = self._folder.path
            self._tell(
                f"no engine answers on {where} for {SILENT_S:g} s; {self._meanwhile}. "
                f"Start one with `sunra engine --data {where}` (or end this with Ctrl-C)"
            )

    def _runs(self) -> bool:
        return read_json(self._folder.engine_card) is not None and self._folder.is_held("engine")


def await_answer(folder: Installation, stop: threading.Event, meanwhile: str) -> EngineCard | None:
    """Wait for an engine, not in silence; None when `stop` was set first."""
    watch, found = EngineWatch(folder, meanwhile), threading.Event()

    def look() -> None:
        while not found.wait(0.1) and not stop.is_set():
            watch.look()

    looking = threading.Thread(target=look, name="engine-watch", daemon=True)
    looking.start()
    try:
        return await_engine(folder, stop)
    finally:
        found.set()
        looking.join(2.0)
