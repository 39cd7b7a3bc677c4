"""One camera in a video worker: one connection, one thread, its packets to one engine.

The restart policy is `console.domain.picture`; this file carries its steps out. A libVLC picture
that is resized gets a second player, and the first one goes when the second shows its picture.
"""

import random
import threading
import time
from typing import Any

import av
import av.error

from backends.video.addresses import (
    OPEN_TIMEOUT_S,
    READ_TIMEOUT_S,
    explain,
    open_options,
)
from backends.video.decode_sink import DecodeSink
from backends.video.libvlc_sink import LibVlcSink
from backends.video.orders import Canvas, Open
from backends.video.segments import FrameRing, Status, StatusBlock, release
from console.domain.picture import (
    Arrived,
    Event,
    Loss,
    Lost,
    PictureLife,
    Shown,
    Step,
    Tick,
    Unwanted,
    Wanted,
    decide,
)

Sink = DecodeSink | LibVlcSink


class Feed:
    """Shows one stream until it is stopped."""

    def __init__(self, order: Open, libvlc: tuple[Any, Any] | None) -> None:
        """Map the memory and start. Raises FileNotFoundError when the console withdrew it."""
        self._order = order
        self._libvlc = libvlc
        self._status = StatusBlock.attach(order.status)
        self._ring = _attach(order.canvas)
        self._canvas: Canvas | None = None
        self._lock = threading.Lock()
        self._life = PictureLife()
        self._size = (0, 0)
        self._engine = ""
        self._sink: Sink | None = None
        self._successor: LibVlcSink | None = None
        self._go = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"feed {order.id}", daemon=True)
        self._thread.start()
        self._tell(Wanted())

    def tick(self) -> None:
        """Let time pass: the watchdog, the back-off and the proof of life."""
        self._tell(Tick())

    def resize(self, canvas: Canvas) -> None:
        """Draw into another ring, soon."""
        with self._lock:
            self._canvas = canvas

    def stop(self) -> None:
        """Begin to stop; the thread ends within two read timeouts."""
        self._stopping.set()
        self._tell(Unwanted())
        self._go.set()

    @property
    def is_alive(self) -> bool:
        """Whether the thread still runs."""
        return self._thread.is_alive()

    def join(self, timeout_s: float) -> None:
        """Wait for the thread."""
        self._thread.join(timeout_s)

    def _tell(self, event: Event) -> None:
        with self._lock:
            decision = decide(event, self._life, time.monotonic())
            self._life = decision.life
            # Once stopping, the memory may already be given back.
            if not self._stopping.is_set():
                self._status.write(self._describe())
        if decision.step == Step.OPEN:
            self._go.set()

    def _describe(self) -> Status:
        life = self._life
        return Status(
            phase=life.phase.value,
            engine=self._engine,
            attempt=life.attempts,
            width=self._size[0],
            height=self._size[1],
            frames=life.frames,
            beat=time.monotonic(),
            frame_at=_or_none(life.frame_at),
            moved_at=_or_none(life.moved_at),
            retry_at=_or_none(life.retry_at),
            reason=life.reason,
        )

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._go.wait()
            self._go.clear()
            if not self._stopping.is_set():
                self._session(self._life.generation)
        # The memory goes with the thread that draws into it, never before.
        release(self._ring.memory)
        with self._lock:
            release(self._status.memory)

    def _session(self, generation: int) -> None:
        reason, loss = "the camera closed the connection", Loss.PASSING
        try:
            with av.open(
                self._order.url,
                options=open_options(self._order.transport),
                timeout=(OPEN_TIMEOUT_S, READ_TIMEOUT_S),
            ) as container:
                self._play(container, generation)
        except (av.error.FFmpegError, OSError) as fault:
            reason, loss = explain(fault)
        except IndexError:
            reason, loss = "the stream holds no video", Loss.ABSENT
        self._tell(Lost(generation, reason, loss, random.random()))

    def _play(self, container: av.container.InputContainer, generation: int) -> None:
        stream = container.streams.video[0]
        try:
            self._sink = self._make_sink(stream, generation)
            # The first packets come without dts; an empty packet only flushes.
            for packet in container.demux(stream):
                if self._stopping.is_set():
                    return
                if packet.size:
                    self._tell(Arrived(generation))
                    self._deliver(packet, stream, generation)
        finally:
            self._close_sinks()

    def _deliver(
        self, packet: "av.Packet[av.VideoStream]", stream: av.VideoStream, generation: int
    ) -> None:
        self._follow_size(stream, generation)
        if self._successor is not None:
            self._succeed(packet)
        if self._sink is not None:
            self._sink.put(packet)
        if isinstance(self._sink, LibVlcSink) and self._sink.has_failed:
            self._close_sinks()
            self._libvlc = None
            self._sink = self._make_sink(stream, generation)

    def _make_sink(self, stream: av.VideoStream, generation: int) -> Sink:
        def shown(moved: bool, width: int, height: int) -> None:
            self._size = (width, height)
            self._tell(Shown(generation, moved))

        if self._libvlc is not None:
            self._engine = LibVlcSink.engine
            return LibVlcSink(self._libvlc, stream, self._ring, shown)
        self._engine = DecodeSink.engine
        return DecodeSink(stream, self._ring, shown)

    def _follow_size(self, stream: av.VideoStream, generation: int) -> None:
        with self._lock:
            canvas, self._canvas = self._canvas, None
        if canvas is None:
            return
        try:
            ring = _attach(canvas)
        except FileNotFoundError:
            return
        old, self._ring = self._ring, ring
        self._drop_successor()
        if isinstance(self._sink, DecodeSink):
            self._sink.ring = ring
            release(old.memory)
            return
        sink = self._make_sink(stream, generation)
        self._successor = sink if isinstance(sink, LibVlcSink) else None

    def _succeed(self, packet: "av.Packet[av.VideoStream]") -> None:
        assert self._successor is not None
        self._successor.put(packet)
        if not self._successor.has_picture:
            return
        old, self._sink, self._successor = self._sink, self._successor, None
        if old is not None:
            _dispose(old)

    def _drop_successor(self) -> None:
        successor, self._successor = self._successor, None
        if successor is not None:
            _dispose(successor)

    def _close_sinks(self) -> None:
        self._drop_successor()
        sink, self._sink = self._sink, None
        if sink is not None:
            sink.close()
            if sink.ring is not self._ring:
                release(sink.ring.memory)


def _or_none(at: float | None) -> float:
    return float("nan") if at is None else at


def _attach(canvas: Canvas) -> FrameRing:
    return FrameRing.attach(canvas.ring, canvas.width, canvas.height)


def _dispose(sink: Sink) -> None:
    sink.close()
    release(sink.ring.memory)
