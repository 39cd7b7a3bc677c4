"""A video worker: a process of its own that receives the streams the console orders.

Orders come through one pipe; the end of the pipe is the end of the worker, so it never outlives
its console. A crash in FFmpeg or libVLC ends here and nowhere else.
"""

import contextlib
import os
import signal
import threading
import time
from multiprocessing.connection import Connection

import av.logging

from backends.video.hardware import Hardware
from backends.video.heap import give_back, settle, share_arenas
from backends.video.jobs import Jobs
from backends.video.libvlc import LibVlcMissingError, load_libvlc
from backends.video.orders import (
    Attend,
    Beat,
    Begin,
    Export,
    Open,
    Order,
    Quit,
    Replay,
    Resize,
    Shut,
    Snapshot,
    Steer,
    Stream,
    Terms,
    Word,
)
from backends.video.playbacks import Playbacks
from backends.video.scaling import Workbench
from backends.video.shedding import LoadMeter, step_back
from backends.video.source import Source
from backends.video.stage import LibVlc
from backends.video.view import View

# Silence is judged after a second and must be seen within one and a half.
TICK_S = 0.2
_BEAT_EVERY_S = 1.0
_PARTING_S = 1.0
_GIVE_BACK_EVERY_S = 5.0


def run_worker(orders: "Connection[Word, Order]") -> None:
    """Wait for `Begin`, then serve until told to quit or the console is gone. Ends the process."""
    # The console decides when to end; an interrupt from the keyboard reaches the whole group.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    av.logging.set_level(av.logging.PANIC)
    share_arenas()
    settle()
    with contextlib.suppress(EOFError, OSError):
        begin = orders.recv()
        if isinstance(begin, Begin):
            _serve(orders, begin)
    # A thread that hangs in a driver or in a name look-up must not keep the process.
    os._exit(0)


def _serve(orders: "Connection[Word, Order]", begin: Begin) -> None:
    step_back(spot=begin.terms.spot)
    worker = Worker(orders, LibVlcShelf(begin.may_libvlc), begin.terms)
    try:
        worker.serve(begin.probes_libvlc)
    finally:
        worker.close()


class LibVlcShelf:
    """libVLC, loaded by whoever needs it first."""

    def __init__(self, may_load: bool) -> None:
        """Nothing is loaded yet."""
        self.fault: str | None = None
        self._may_load = may_load
        self._loaded: LibVlc | None = None
        self._lock = threading.Lock()

    def take(self) -> LibVlc | None:
        """The module and its instance, or None where it is missing or not wanted."""
        with self._lock:
            if self._loaded is None and self.fault is None and self._may_load:
                try:
                    self._loaded = load_libvlc()
                    self.fault = ""
                except LibVlcMissingError as fault:
                    self.fault = str(fault)
            return self._loaded


class Worker:
    """The streams of one process."""

    def __init__(
        self, orders: "Connection[Word, Order]", libvlc: LibVlcShelf, terms: Terms
    ) -> None:
        """Serves with `serve`."""
        self._terms = terms
        self._hardware = Hardware(terms.hardware)
        self._load = LoadMeter()
        self._workbench = Workbench()
        self._orders = orders
        self._says = threading.Lock()
        self._libvlc = libvlc
        self._sources: dict[Stream, Source] = {}
        self._streams: dict[int, Stream] = {}
        self._leaving: list[Source] = []
        self._jobs = Jobs(self._source_of, self._say)
        self._playbacks = Playbacks(libvlc.take)
        self._beat_at = self._tick_at = self._gave_back_at = 0.0
        self._has_parted = False

    def serve(self, probes_libvlc: bool) -> None:
        """Obey and tick. Raises EOFError or OSError when the console is gone."""
        if probes_libvlc:
            self._libvlc.take()
        while True:
            # An order in between puts no tick off.
            if self._orders.poll(max(0.0, self._tick_at + TICK_S - time.monotonic())):
                order = self._orders.recv()
                if isinstance(order, Quit):
                    return
                self._obey(order)
            self._beat()

    def close(self) -> None:
        """Stop all streams, in at most a second."""
        self._jobs.stop()
        self._playbacks.close()
        sources = [*self._sources.values(), *self._leaving]
        for source in sources:
            source.stop()
        end = time.monotonic() + _PARTING_S
        for source in sources:
            source.join(max(0.0, end - time.monotonic()))

    def _obey(self, order: Order) -> None:
        match order:
            case Open():
                self._open(order)
            case Export() | Snapshot():
                self._jobs.start(order)
            case Replay():
                source = None if order.stream is None else self._sources.get(order.stream)
                self._playbacks.open(order, None if source is None else source.ring)
            case Steer():
                self._playbacks.steer(order)
            case Resize() | Attend() | Shut() if order.id in self._streams:
                self._change(order, self._sources[self._streams[order.id]])
            case Resize():
                self._playbacks.resize(order.id, order.canvas)
            case Shut():
                self._playbacks.shut(order.id)

    def _open(self, order: Open) -> None:
        try:
            view = View(order, self._workbench)
        except FileNotFoundError:
            return
        self._streams[order.id] = order.stream
        self._source_of(order.stream).add(view)

    def _change(self, order: Resize | Attend | Shut, source: Source) -> None:
        match order:
            case Resize():
                source.resize(order.id, order.canvas)
            case Attend():
                source.attend(order.id, order.attention)
            case Shut():
                del self._streams[order.id]
                source.drop(order.id)
                self._part()

    def _source_of(self, stream: Stream) -> Source:
        source = self._sources.get(stream)
        if source is None:
            source = Source(stream, self._libvlc.take, self._terms.ring_s, self._hardware)
            self._sources[stream] = source
        return source

    def _part(self) -> None:
        """Stop the streams that nobody needs any more."""
        wanted = set(self._streams.values())
        for stream, source in tuple(self._sources.items()):
            if stream not in wanted and not source.is_held:
                del self._sources[stream]
                source.stop()
                self._leaving.append(source)
        left = [one for one in self._leaving if one.is_alive]
        self._has_parted = self._has_parted or len(left) < len(self._leaving)
        self._leaving = left

    def _give_back(self, now: float) -> None:
        """Return the memory of streams that ended; not at each, as it stops all threads briefly."""
        if self._has_parted and now - self._gave_back_at >= _GIVE_BACK_EVERY_S:
            self._has_parted = False
            self._gave_back_at = now
            give_back()

    def _say(self, word: Word) -> None:
        with self._says:
            self._orders.send(word)

    def _beat(self) -> None:
        now = time.monotonic()
        if now - self._tick_at >= TICK_S:
            self._tick_at = now
            self._shed(now)
            for source in self._sources.values():
                source.tick()
            self._part()
            self._give_back(now)
        if now - self._beat_at >= _BEAT_EVERY_S:
            self._beat_at = now
            self._say(Beat(self._libvlc.fault, self._load.shedding.shed.words))

    def _shed(self, now: float) -> None:
        if not self._terms.sheds:
            return
        late = (source.behind_s for source in self._sources.values())
        shed = self._load.judge((one for one in late if one is not None), now).shed
        for source in self._sources.values():
            source.shed(shed)
