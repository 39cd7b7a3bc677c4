"""A small JSON file that an adapter remembers by: replaced as a whole, never half written.

What cannot be read is as good as absent, and what cannot be written is told in the log: a memory
that fails must not stop alerts.
"""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from backends.files.whole import replacing

_log = logging.getLogger("adapter")


def remembered(path: Path) -> Any:  # noqa: ANN401 -- JSON is anything
    """What the file holds, None when it is not there or no JSON."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def remember(path: Path, value: object) -> None:
    """Put this into the file, making its folder when it is not there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as part:
            part.write_text(json.dumps(value), encoding="utf-8")
    except OSError as fault:
        _log.error("%s cannot be written: %s", path, fault)


class Together:
    """When a memory is written: at each change or, from `together` on, once for many at `flush`.

    Not locked: its owner has a lock around each call.
    """

    def __init__(self, path: Path | None, value: Callable[[], object]) -> None:
        """`path` is where it is kept, None to keep nothing; `value` gives what to write."""
        self._path = path
        self._value = value
        self._waits = self._changed = False

    def together(self) -> None:
        """From now on write at `flush`: before what hangs on it is on disk."""
        self._waits = True

    def changed(self) -> None:
        """There is something to write."""
        self._changed = True
        if not self._waits:
            self.flush()

    def flush(self) -> None:
        """Write what changed since the last time."""
        changed, self._changed = self._changed, False
        if changed and self._path is not None:
            remember(self._path, self._value())
