"""Which foreign messages the engine has already: their ids, on disk, so that a repeat is no news.

One JSON line an id, synced before the foreign side is answered; rewritten when it doubles. Any
thread may ask; one at a time may keep.
"""

import json
import os
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from backends.files.whole import replacing
from console.domain.errors import EnvironmentFault

MOST = 20_000


class Answered:
    """The newest 20,000 ids. A torn last line of a crash is left out."""

    def __init__(self, path: Path, most: int = MOST) -> None:
        """Raises EnvironmentFault when the file cannot be read or written."""
        self._path = path
        self._most = most
        self._known: OrderedDict[str, str] = OrderedDict()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._load()
            self._file: IO[str] = self._rewrite()
        except OSError as error:
            raise self._fault(error) from error
        self._lines = len(self._known)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._known)

    def find(self, name: str) -> str | None:
        """How a message was settled: "receipted", the reason of a rejection, None when unknown."""
        return self._known.get(name)

    def keep(self, name: str, how: str) -> None:
        """Remember for good. Raises EnvironmentFault when the disk refuses."""
        self.keep_all([(name, how)])

    def keep_all(self, rows: Iterable[tuple[str, str]], *, durable: bool = True) -> None:
        """Remember several, each with how it was settled; `durable` waits once for the disk.

        Raises EnvironmentFault when it refuses; until this process ends they are known all the
        same.
        """
        rows = list(rows)
        self._known.update(rows)
        while len(self._known) > self._most:
            self._known.popitem(last=False)
        try:
            self._file.write("".join(map(_line, rows)))
            self._file.flush()
            if durable:
                os.fsync(self._file.fileno())
            self._lines += len(rows)
            if self._lines > 2 * self._most:
                self._file.close()
                self._file, self._lines = self._rewrite(), len(self._known)
        except OSError as error:
            raise self._fault(error) from error

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _load(self) -> None:
        if not self._path.exists():
            return
        with self._path.open(encoding="utf-8", errors="replace") as file:
            for line in file:
                try:
                    name, how = json.loads(line)
                except (ValueError, TypeError):
                    continue
                self._known[str(name)] = str(how)
                while len(self._known) > self._most:
                    self._known.popitem(last=False)

    def _rewrite(self) -> IO[str]:
        with replacing(self._path, durable=True) as part, part.open("w", encoding="utf-8") as file:
            file.writelines(map(_line, self._known.items()))
        return self._path.open("a", encoding="utf-8")

    def _fault(self, error: OSError) -> EnvironmentFault:
        return EnvironmentFault(
            f"The adapter's memory cannot be written: {error.strerror}",
            where=str(self._path),
            remedy="free some space or correct the folder's rights",
        )


def _line(row: tuple[str, str]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"
