"""What the devices say they sent and got receipts for: a witness independent of the engine.

JSON lines, appended by one thread, read by anyone at any time.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from console.domain.errors import EnvironmentFault
from console.services.check import Key, Sent


class Evidence:
    """Writes one line for each first sending, receipt, rejection and death."""

    def __init__(self, path: Path) -> None:
        """Raises EnvironmentFault when the file cannot be opened."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("a", encoding="utf-8")
        except OSError as error:
            raise EnvironmentFault(
                f"The record of what was sent cannot be written: {error.strerror}", where=str(path)
            ) from error

    def note(self, what: str, device: str, at: datetime, **more: object) -> None:
        """`what` is sent, receipted, rejected, died, returned or stopped."""
        line = {"what": what, "device": device, "at": at.isoformat(), **more}
        try:
            self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._file.flush()
        except OSError as error:
            raise EnvironmentFault(
                f"The record of what was sent cannot be written: {error.strerror}",
                where=str(self._file.name),
            ) from error

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def read_evidence(path: Path, since: int = 0) -> list[Sent]:
    """Every event sent, in the order of the first sending; a rejected one has no receipt.

    `since`: only what was written beyond so many bytes. A missing file is an empty record; a torn
    last line is left out.
    """
    sent: dict[Key, Sent] = {}
    for line in _lines(path, since):
        key = (str(line["device"]), int(line.get("boot", 0)), int(line.get("sequence", 0)))
        at = datetime.fromisoformat(str(line["at"]))
        if line["what"] == "sent":
            sent.setdefault(key, Sent(key, str(line["type"]), at, None))
        elif line["what"] == "receipted" and key in sent:
            sent[key] = Sent(key, sent[key].type, sent[key].sent, at)
    return list(sent.values())


def _lines(path: Path, since: int) -> Iterator[dict[str, Any]]:
    if not path.exists():
        return
    with path.open("rb") as file:
        file.seek(since)
        for text in file:
            try:
                line = json.loads(text)
            except ValueError:
                continue
            if isinstance(line, dict) and {"what", "device", "at"} <= line.keys():
                yield line
