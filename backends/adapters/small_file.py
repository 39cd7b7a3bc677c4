"""A small JSON file that an adapter remembers by: replaced as a whole, never half written.

What cannot be read is as good as absent, and what cannot be written is told in the log: a memory
that fails must not stop alerts.
"""

import json
import logging
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
