"""Lines of a file or of standard input, read by a thread of their own, as they come.

Reading may block (a terminal, a pipe); the queue between is bounded, so that a fast writer waits.
"""

import os
import queue
import sys
import threading
from pathlib import Path

from console.domain.errors import EnvironmentFault

MOST_WAITING = 1_024
MOST_BYTES = 1024 * 1024
"""A longer line is handed over cut, and so refused as no JSON."""
LOOK_AGAIN_S = 0.1
_CHUNK = 65_536


class LineSource:
    """Numbered lines. `follow` goes on after the end of a file, as it grows or is replaced."""

    def __init__(self, path: Path | None, *, follow: bool = False) -> None:
        """`path` None is standard input. Raises EnvironmentFault when a file cannot be opened."""
        self._path = path
        self._follow = follow and path is not None
        self._queue: queue.Queue[tuple[int, bytes]] = queue.Queue(MOST_WAITING)
        self._stop = threading.Event()
        self._read_all = threading.Event()
        self._number = 0
        self._descriptor = sys.stdin.fileno() if path is None else _opened(path)
        self._thread = threading.Thread(target=self._run, name="lines", daemon=True)
        self._thread.start()

    @property
    def ended(self) -> bool:
        """Whether every line was taken and no more will come."""
        return self._read_all.is_set() and self._queue.empty()

    def take(self, most: int) -> list[tuple[int, bytes]]:
        """At most `most` lines that wait, each with its number from 1."""
        taken: list[tuple[int, bytes]] = []
        while len(taken) < most:
            try:
                taken.append(self._queue.get_nowait())
            except queue.Empty:
                break
        return taken

    def close(self) -> None:
        """Stop reading; a read that blocks (a terminal) ends with the process."""
        self._stop.set()
        if self._path is not None:
            self._thread.join(1.0)

    def _run(self) -> None:
        rest = b""
        try:
            while not self._stop.is_set():
                piece = os.read(self._descriptor, _CHUNK)
                if piece:
                    rest = self._split(rest + piece)
                elif not self._follow:
                    break
                elif self._replaced():
                    rest = self._hand_over(rest)
                else:
                    self._stop.wait(LOOK_AGAIN_S)
        except OSError:
            pass  # a terminal that is gone ends the input like its end
        finally:
            self._hand_over(rest)
            if self._path is not None:
                os.close(self._descriptor)
            self._read_all.set()

    def _split(self, text: bytes) -> bytes:
        *lines, rest = text.split(b"\n")
        for line in lines:
            self._put(line)
        return self._hand_over(rest) if len(rest) > MOST_BYTES else rest

    def _hand_over(self, rest: bytes) -> bytes:
        """The unfinished last line, as a line; what remains of it: nothing."""
        if rest:
            self._put(rest)
        return b""

    def _put(self, line: bytes) -> None:
        self._number += 1
        if not line.strip():
            return
        while not self._stop.is_set():
            try:
                self._queue.put((self._number, line), timeout=0.2)
            except queue.Full:
                continue
            return

    def _replaced(self) -> bool:
        """Whether the file was cut or another has its name; then that is read from its start."""
        assert self._path is not None
        try:
            mine, there = os.fstat(self._descriptor), self._path.stat()
        except OSError:
            return False
        at = os.lseek(self._descriptor, 0, os.SEEK_CUR)
        if (mine.st_dev, mine.st_ino) == (there.st_dev, there.st_ino) and there.st_size >= at:
            return False
        fresh = os.open(self._path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        os.close(self._descriptor)
        self._descriptor = fresh
        return True


def _opened(path: Path) -> int:
    try:
        return os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise EnvironmentFault(
            f"The lines to send cannot be read: {error.strerror}",
            where=str(path),
            remedy="name a readable file, or - for standard input",
        ) from error
