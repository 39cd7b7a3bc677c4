"""Keeps the video workers alive: one thread of the console starts, feeds and restarts them.

Everything that can block (starting a process, a full pipe) happens on this thread, never on the
caller's. A dead or silent worker is replaced and told all its open pictures again.
"""

import contextlib
import multiprocessing
import threading
import time
from collections import deque
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from backends.video.orders import (
    Attend,
    Beat,
    Begin,
    Export,
    FileOrder,
    Open,
    Order,
    Quit,
    Resize,
    Shut,
    Snapshot,
    Terms,
    Word,
    Written,
)
from backends.video.standby import Standby
from console.ports.player import FileState

_SHEDDING = ("", "slower", "key frames")
_POLL_S = 0.25
_SILENT_S = 10.0
# A worker begins by loading libraries: on a machine that is just starting up this takes its time.
_STARTING_S = 40.0
_YOUNG_S = 5.0
_MAX_DELAY_S = 8.0
_QUIT_S = 1.6
_KILL_S = 0.5
_CRASHES = 3
_CRASH_WINDOW_S = 60.0
_CRASHED = (
    f"LibVLC ended its process {_CRASHES} times within a minute. PyAV alone shows the pictures. "
    "Start the console again to try libVLC once more."
)
_LOST_FILE = "the video worker ended, and with it what it had in memory"


class Worker:
    """One worker process and the pictures it shows. Used by the supervisor's thread only."""

    def __init__(
        self,
        index: int,
        terms: Terms,
        standby: Standby,
        *,
        probes_libvlc: bool,
        libvlc: bool,
    ) -> None:
        """Starts with `keep_alive`, a process of `standby`; `libvlc` when it may be loaded."""
        self._standby = standby
        self._terms = terms
        self.index = index
        self.libvlc_fault: str | None = None
        self.shed = ""
        self.written: list[Written] = []
        self._probes_libvlc = probes_libvlc
        self._libvlc = libvlc
        self._pictures: dict[int, Open] = {}
        self._files: dict[int, FileOrder] = {}
        self._crashes: deque[float] = deque(maxlen=_CRASHES)
        self._process: SpawnProcess | None = None
        self._pipe: Connection[Order, Word] | None = None
        self._started_at = self._heard_at = self._start_after = 0.0
        self._early_deaths = 0

    @property
    def has_begun(self) -> bool:
        """Whether the running process was heard."""
        return self._process is not None and self._heard_at > self._started_at

    @property
    def pid(self) -> int | None:
        """The running process."""
        return self._process.pid if self._process is not None else None

    @property
    def waitables(self) -> list["Connection[Order, Word] | int"]:
        """What becomes ready when the worker speaks or dies."""
        if self._process is None or self._pipe is None:
            return []
        return [self._pipe, self._process.sentinel]

    def keep_alive(self, now: float) -> None:
        """Hear it out; replace it when it died or fell silent."""
        self._listen(now)
        patience_s = _SILENT_S if self._heard_at > self._started_at else _STARTING_S
        if self._process is not None and now - self._heard_at > patience_s:
            self._process.kill()
            self._process.join(_KILL_S)
        if self._process is not None and not self._process.is_alive():
            self._bury(now)
        if self._process is None and now >= self._start_after:
            self._start(now)

    def obey(self, order: Order) -> None:
        """Remember what is open and pass the order on."""
        match order:
            case Open():
                self._pictures[order.id] = order
            case Resize() if order.id in self._pictures:
                changed = replace(self._pictures[order.id], canvas=order.canvas)
                self._pictures[order.id] = changed
            case Attend() if order.id in self._pictures:
                changed = replace(self._pictures[order.id], attention=order.attention)
                self._pictures[order.id] = changed
            case Export() | Snapshot():
                self._files[order.id] = order
            case Shut():
                self._pictures.pop(order.id, None)
        self._send(order)

    def quit(self) -> None:
        """Ask it to end."""
        self._send(Quit())

    def join(self, until: float) -> None:
        """Wait for its end until then, and kill what is left."""
        if self._process is not None:
            self._process.join(max(0.0, until - time.monotonic()))
            if self._process.is_alive():
                self._process.kill()
                self._process.join(_KILL_S)
            self._discard()

    def _start(self, now: float) -> None:
        taken = self._standby.take()
        self._process, self._pipe = taken.process, taken.pipe
        self._started_at = self._heard_at = now
        self._send(Begin(self._terms, self._probes_libvlc, self._libvlc))
        for order in self._pictures.values():
            self._send(order)

    def _bury(self, now: float) -> None:
        self._listen(now)
        for number, order in self._files.items():
            self.written.append(Written(number, FileState("failed", order.path, _LOST_FILE)))
        self._files.clear()
        self._mourn(now)
        young = now - self._started_at < _YOUNG_S
        self._early_deaths = self._early_deaths + 1 if young else 0
        # The first death is an accident: its pictures are to be back within two seconds.
        again = self._early_deaths > 1
        delay = min(_MAX_DELAY_S, 0.5 * 2**self._early_deaths) if again else 0.0
        self._start_after = now + delay
        self._discard()

    def _mourn(self, now: float) -> None:
        """Do without libVLC when it keeps killing its worker."""
        if not self._probes_libvlc or self.libvlc_fault != "":
            return
        self._crashes.append(now)
        if len(self._crashes) == _CRASHES and now - self._crashes[0] < _CRASH_WINDOW_S:
            self._libvlc = self._probes_libvlc = False
            self.libvlc_fault = _CRASHED

    def _discard(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.close()
        self._pipe = self._process = None

    def _listen(self, now: float) -> None:
        with contextlib.suppress(EOFError, OSError):
            while self._pipe is not None and self._pipe.poll():
                self._hear(self._pipe.recv(), now)

    def _hear(self, word: Word, now: float) -> None:
        self._heard_at = now
        match word:
            case Beat():
                self.shed = word.shed
                if self._libvlc:
                    self.libvlc_fault = word.libvlc_fault
            case Written():
                self._files.pop(word.id, None)
                self.written.append(word)

    def _send(self, order: Order) -> None:
        # A broken pipe means a dead worker: the restart repeats every open picture.
        if self._pipe is not None:
            with contextlib.suppress(OSError):
                self._pipe.send(order)


class Supervisor:
    """The thread that owns the workers. The last worker is the one that uses libVLC."""

    def __init__(self, workers: int, terms: Terms, *, libvlc: bool, standby: bool) -> None:
        """Start `workers` for PyAV, one for the spot picture, and later one that waits."""
        self._keeps_standby = standby
        self._standby = Standby()
        self._workers = [
            Worker(index, terms, self._standby, probes_libvlc=False, libvlc=libvlc)
            for index in range(workers)
        ]
        for_spot = replace(terms, spot=True)
        spot = Worker(workers, for_spot, self._standby, probes_libvlc=libvlc, libvlc=libvlc)
        self._workers.append(spot)
        self._written: deque[Written] = deque()
        self._orders: deque[tuple[int, Order]] = deque()
        self._stop = threading.Event()
        self._awake, self._bell = multiprocessing.get_context("spawn").Pipe(duplex=False)
        self._rung = threading.Event()
        self._thread = threading.Thread(target=self._run, name="video supervisor", daemon=True)
        self._thread.start()

    @property
    def libvlc_fault(self) -> str:
        """What the spot worker misses, empty when nothing or not yet known."""
        return self._workers[-1].libvlc_fault or ""

    @property
    def shed(self) -> str:
        """The most that any worker leaves out for want of processor time."""
        return max((worker.shed for worker in self._workers), key=_SHEDDING.index)

    def take_written(self) -> list[Written]:
        """What became of ordered files since the last call."""
        return [self._written.popleft() for _ in range(len(self._written))]

    @property
    def pids(self) -> list[int]:
        """The running worker processes."""
        return [pid for worker in self._workers if (pid := worker.pid) is not None]

    def post(self, index: int, order: Order) -> None:
        """Give an order to worker `index`. Never blocks."""
        self._orders.append((index, order))
        self._ring()

    def close(self) -> None:
        """End every worker and the thread, in at most 3 s."""
        self._stop.set()
        self._ring()
        self._thread.join(3.0)
        self._awake.close()
        self._bell.close()

    def _ring(self) -> None:
        if not self._rung.is_set():
            self._rung.set()
            self._bell.send_bytes(b"!")

    def _run(self) -> None:
        while not self._stop.is_set():
            now = time.monotonic()
            for worker in self._workers:
                worker.keep_alive(now)
                self._written.extend(worker.written)
                worker.written = []
            self._pass_on()
            # Not while the others still begin: they need the processor.
            if self._keeps_standby and all(worker.has_begun for worker in self._workers):
                self._standby.keep()
            waitables = [one for worker in self._workers for one in worker.waitables]
            wait([self._awake, *waitables], _POLL_S)
            self._quieten()
        self._end()

    def _quieten(self) -> None:
        while self._awake.poll():
            self._awake.recv_bytes()
            self._rung.clear()

    def _pass_on(self) -> None:
        while self._orders:
            index, order = self._orders.popleft()
            self._workers[index].obey(order)

    def _end(self) -> None:
        self._standby.close()
        for worker in self._workers:
            worker.quit()
        until = time.monotonic() + _QUIT_S
        for worker in self._workers:
            worker.join(until)
