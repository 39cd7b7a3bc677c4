"""A device's durable memory: its boot counter and what was not receipted yet (R-MSG-04).

JSON lines in the device's own folder, written and synced before an event is sent. One thread. Lines
of receipts are not synced: after a crash an event may be sent again, which the engine absorbs.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from console.domain.errors import EnvironmentFault

MOST_EVENTS = 10_000


@dataclass(frozen=True, slots=True)
class Kept:
    """One event in the spool: its key, its type and the JSON text of its envelope."""

    boot: int
    sequence: int
    type: str
    json: str


class Spool:
    """Opens with the next boot number; `left` is what earlier boots could not deliver."""

    def __init__(self, folder: Path, device: str) -> None:
        """Raises EnvironmentFault when the folder cannot be written or the counter is damaged."""
        self._folder = folder / quote(device, safe="")
        self._lines = self._folder / "spool.jsonl"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self.left = tuple(_undelivered(self._lines))
            self.boot = _count_up(self._folder / "boot")
            self._rewrite()
            self._file = self._lines.open("a", encoding="utf-8")
        except OSError as error:
            raise self._fault(error) from error
        self._dirty = False

    def append(self, kept: Kept) -> None:
        """Keep an event; durable after the next `sync`."""
        self._write({"b": kept.boot, "s": kept.sequence, "t": kept.type, "json": kept.json})
        self._dirty = True

    def sync(self) -> None:
        """Make every appended event durable."""
        if not self._dirty:
            return
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise self._fault(error) from error
        self._dirty = False

    def done(self, boot: int, sequence: int) -> None:
        """Forget an event: receipted, rejected or evicted."""
        self._write({"b": boot, "s": sequence, "done": True})

    def close(self) -> None:
        """Write out and close."""
        self.sync()
        self._file.close()

    def _write(self, line: dict[str, object]) -> None:
        try:
            self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
        except OSError as error:
            raise self._fault(error) from error

    def _fault(self, error: OSError) -> EnvironmentFault:
        return EnvironmentFault(
            f"The device's spool cannot be written: {error.strerror}",
            where=str(self._folder),
            remedy="free some space or correct the folder's rights",
        )

    def _rewrite(self) -> None:
        fresh = self._lines.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as file:
            for kept in self.left:
                line = {"b": kept.boot, "s": kept.sequence, "t": kept.type, "json": kept.json}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._lines)


def _undelivered(path: Path) -> Iterator[Kept]:
    waiting: dict[tuple[int, int], Kept] = {}
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors="replace") as file:
        for text in file:
            try:
                line = json.loads(text)
                key = (int(line["b"]), int(line["s"]))
                if line.get("done"):
                    waiting.pop(key, None)
                else:
                    waiting[key] = Kept(*key, str(line["t"]), str(line["json"]))
            except (ValueError, KeyError, TypeError, AttributeError):
                continue  # the torn last line of a crash
    yield from waiting.values()


def _count_up(path: Path) -> int:
    text = path.read_text(encoding="ascii", errors="replace").strip() if path.exists() else "0"
    if not text.isdigit():
        raise EnvironmentFault(
            "The boot counter is damaged",
            where=str(path),
            remedy="write the number of the last start into it",
        )
    boot = int(text) + 1
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="ascii") as file:
        file.write(f"{boot}\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    return boot
