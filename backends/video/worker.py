"""A video worker: a process of its own that shows the streams the console orders.

Orders come through one pipe; the end of the pipe is the end of the worker, so it never outlives
its console. A crash in FFmpeg or libVLC ends here and nowhere else.
"""

import os
import signal
import time
from multiprocessing.connection import Connection
from typing import Any

import av.logging

from backends.video.feed import Feed
from backends.video.libvlc import LibVlcMissingError, load_libvlc
from backends.video.orders import Beat, Open, Order, Quit, Resize, Shut

TICK_S = 0.25
_BEAT_EVERY_S = 1.0
_PARTING_S = 1.0


def run_worker(orders: "Connection[Beat, Order]", probes_libvlc: bool) -> None:
    """Serve until told to quit or the console is gone. Ends the process."""
    # The console decides when to end; an interrupt from the keyboard reaches the whole group.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    av.logging.set_level(av.logging.PANIC)
    worker = Worker(orders)
    try:
        if probes_libvlc:
            worker.find_libvlc()
        worker.serve()
    except (EOFError, OSError):
        pass
    worker.close()
    # A thread that hangs in a driver or in a name look-up must not keep the process.
    os._exit(0)


class Worker:
    """The feeds of one process."""

    def __init__(self, orders: "Connection[Beat, Order]") -> None:
        """Serves with `serve`."""
        self._orders = orders
        self._feeds: dict[int, Feed] = {}
        self._leaving: list[Feed] = []
        self._libvlc: tuple[Any, Any] | None = None
        self._libvlc_fault: str | None = None
        self._beat_at = self._tick_at = 0.0

    def find_libvlc(self) -> None:
        """Load libVLC; what is missing is reported with the next beat."""
        if self._libvlc_fault is not None:
            return
        try:
            self._libvlc = load_libvlc()
            self._libvlc_fault = ""
        except LibVlcMissingError as fault:
            self._libvlc_fault = str(fault)

    def serve(self) -> None:
        """Obey and tick. Raises EOFError or OSError when the console is gone."""
        while True:
            if self._orders.poll(TICK_S):
                order = self._orders.recv()
                if isinstance(order, Quit):
                    return
                self._obey(order)
            self._beat()

    def close(self) -> None:
        """Stop all feeds, in at most a second."""
        feeds = [*self._feeds.values(), *self._leaving]
        for feed in feeds:
            feed.stop()
        end = time.monotonic() + _PARTING_S
        for feed in feeds:
            feed.join(max(0.0, end - time.monotonic()))

    def _obey(self, order: Order) -> None:
        match order:
            case Open():
                self._open(order)
            case Resize() if order.id in self._feeds:
                self._feeds[order.id].resize(order.canvas)
            case Shut() if order.id in self._feeds:
                feed = self._feeds.pop(order.id)
                feed.stop()
                self._leaving = [one for one in self._leaving if one.is_alive] + [feed]

    def _open(self, order: Open) -> None:
        if order.libvlc:
            self.find_libvlc()
        try:
            self._feeds[order.id] = Feed(order, self._libvlc if order.libvlc else None)
        except FileNotFoundError:
            return

    def _beat(self) -> None:
        now = time.monotonic()
        if now - self._tick_at >= TICK_S:
            self._tick_at = now
            for feed in self._feeds.values():
                feed.tick()
        if now - self._beat_at >= _BEAT_EVERY_S:
            self._beat_at = now
            self._orders.send(Beat(self._libvlc_fault))
