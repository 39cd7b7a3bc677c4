"""Keeps a sealer at work while an engine runs, on a thread of its own: never the alert path's.

What goes wrong is told as an incident, again and again; the engine works on without seals.
"""

import logging
import threading
from collections.abc import Callable, Sequence

from backends.audit.sealer import Sealer
from console.domain.errors import EnvironmentFault
from console.ports.door import Incident

EVERY_S = 5.0
_END_S = 10.0
UNSEALED = (
    "The record is not sealed now: look whether the disks have room; the engine's log says more."
)

_log = logging.getLogger("audit")


class SealKeeper:
    """Starts by being made; `close` puts the last seal. Asked as a watcher of the engine."""

    def __init__(self, sealer: Sealer, every_s: float = EVERY_S) -> None:
        self._sealer, self._every_s = sealer, every_s
        self._stop = threading.Event()
        self._failed = False
        self._thread = threading.Thread(target=self._run, name="seals", daemon=True)
        self._thread.start()

    def __call__(self) -> Sequence[Incident]:
        """What is wrong with the seals now."""
        said = [self._sealer.broken, UNSEALED if self._failed else ""]
        return tuple(Incident("device.fault", "seals", text, 0) for text in said if text)

    def close(self) -> None:
        """Seal what came last, and end; bounded."""
        self._stop.set()
        self._thread.join(_END_S)

    def _run(self) -> None:
        begun = self._try(self._sealer.begin)
        while not self._stop.wait(self._every_s):
            begun = self._try(self._sealer.renew if begun else self._sealer.begin) or begun
        if begun:
            self._try(self._sealer.end)

    def _try(self, act: Callable[[], None]) -> bool:
        try:
            act()
        except EnvironmentFault as fault:
            if not self._failed:
                _log.warning("The journal is not sealed: %s", fault.sentence)
            self._failed = True
            return False
        except Exception:  # noqa: BLE001 - the engine works on without seals, and this is told
            if not self._failed:
                _log.warning("The journal is not sealed", exc_info=True)
            self._failed = True
            return False
        self._failed = False
        return True
