"""Worker processes: how one is started, and one that waits with its libraries loaded.

Used by the supervisor's thread only. A worker that dies is replaced by the one that waits, so that
its pictures are back before an operator has understood that they were away: loading the libraries
takes most of the time that a start takes.
"""

import contextlib
import multiprocessing
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import cast

from backends.video.orders import Order, Word
from backends.video.worker import run_worker

_KILL_S = 0.5


@dataclass(frozen=True, slots=True)
class Process:
    """A process that becomes a worker with its first order, `Begin`, and our end of its pipe."""

    process: SpawnProcess
    pipe: "Connection[Order, Word]"

    def end(self) -> None:
        """Kill it when it still runs, and forget it; bounded by half a second."""
        with contextlib.suppress(OSError):
            self.pipe.close()
        if self.process.is_alive():
            self.process.kill()
            self.process.join(_KILL_S)
        with contextlib.suppress(ValueError):  # it does not die: the system has it for ever
            self.process.close()


def start_process(name: str) -> Process:
    """A new process, which begins by loading its libraries."""
    context = multiprocessing.get_context("spawn")
    # Windows has a class of its own for pipes, alike but in name.
    mine, theirs = cast("tuple[Connection[Order, Word], Connection[Word, Order]]", context.Pipe())
    process = context.Process(target=run_worker, args=(theirs,), name=name, daemon=True)
    process.start()
    theirs.close()
    return Process(process, mine)


class Standby:
    """One process that waits."""

    def __init__(self) -> None:
        """None waits yet."""
        self._waiting: Process | None = None

    def take(self) -> Process:
        """The one that waits, else a new one."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            if waiting.process.is_alive():
                return waiting
            waiting.end()
        return start_process("video worker")

    def keep(self) -> None:
        """Have one wait from now on."""
        if self._waiting is None:
            self._waiting = start_process("video worker in waiting")

    def close(self) -> None:
        """End the one that waits."""
        if self._waiting is not None:
            self._waiting.end()
            self._waiting = None
