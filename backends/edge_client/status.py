"""What lies in a spool, for people: looks without taking it, beside a process that uses it."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from backends.edge_client.segments import Segments
from backends.edge_client.survey import Found, survey
from console.domain.errors import EnvironmentFault
from console.services.edge_outbox import LIFE_TYPES
from console.wire.instants import instant_text


def status_of(folder: Path) -> dict[str, Any]:
    """Counts and ages of what waits. Raises EnvironmentFault when there is no spool."""
    if not (folder / "boot").exists():
        raise EnvironmentFault(
            "There is no spool yet", where=str(folder), remedy="name the folder given as --spool"
        )
    found, held = _looked(folder)
    events = [event for event, _ in found.waiting.values()]
    oldest = min((event.at_ms for event in events), default=None)
    return {
        "device": _text(folder / "device"),
        "boot": int(_text(folder / "boot") or 0),
        "waiting": len(events),
        "life": sum(event.type in LIFE_TYPES for event in events),
        "oldest": None if oldest is None else instant_text(_instant(oldest)),
        "bytes": held,
        "evicted": _evicted(folder),
        "rejected": _lines_in(folder / "rejected.jsonl"),
        "damaged": len(found.damaged),
        "in_use": _in_use(folder),
    }


def _looked(folder: Path) -> tuple[Found, int]:
    """A file may be deleted by its user while it is read: then look once more."""
    for _ in range(4):
        try:
            segments = Segments(folder)
            return survey(segments), segments.held_bytes
        except FileNotFoundError:
            continue
        except OSError as error:
            raise EnvironmentFault(
                f"The spool cannot be read: {error.strerror}", where=str(folder)
            ) from error
    raise EnvironmentFault("The spool changes too fast to be read", where=str(folder))


def _instant(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1_000, UTC)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").strip() if path.exists() else ""


def _evicted(folder: Path) -> int:
    try:
        return int(json.loads(_text(folder / "evictions"))["evicted"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def _lines_in(path: Path) -> int:
    if not path.exists():
        return 0
    with path.open("rb") as file:
        return sum(1 for _ in file)


def _in_use(folder: Path) -> bool:
    try:
        with FileLock(folder / "lock", timeout=0):
            return False
    except (Timeout, OSError):
        return True
