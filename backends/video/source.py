"""One stream in a video worker: one connection, one thread, its packets to all who want them.

The packets go into the ring and to the views on the stage. The restart policy is
`domain.pictures.picture`; this file carries its steps out. What the worker asks for is done on the
camera's thread, between two packets.
"""

import random
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import av
import av.error
from av.stream import Discard

from backends.video.hardware import Hardware
from backends.video.left_out import LeftOut
from backends.video.line import Line
from backends.video.orders import Canvas, Stream
from backends.video.packet_ring import CODEC_NAMES, RING_S, PacketRing, track_of
from backends.video.segments import Status
from backends.video.stage import LibVlc, Stage, UnreadableError
from backends.video.view import View
from backends.video.vitals import Vitals
from console.domain.pictures.picture import (
    KNOCK_EVERY_S,
    Answered,
    Arrived,
    Event,
    Loss,
    Lost,
    Phase,
    PictureLife,
    Shown,
    Step,
    Tick,
    Unwanted,
    Wanted,
    decide,
    may_knock,
)
from console.domain.pictures.shedding import Shed
from console.ports.player import Attention

# As long as a camera sends and is seen, it is enough to say so twice a second.
_CALM_S = 0.45
_IDLE_S = 3.0
_STIR_S = 1.0  # who has just asked for something is told at every tick
_SEEN = (Phase.LIVE, Phase.FROZEN)


class Source:
    """Receives one stream until it is stopped."""

    def __init__(
        self,
        stream: Stream,
        libvlc: Callable[[], LibVlc | None],
        ring_s: float = RING_S,
        hardware: Hardware | None = None,
    ) -> None:
        """Connect at once and keep the last `ring_s` seconds."""
        self.ring = PacketRing(ring_s)
        self._line = Line(stream.url, stream.transport)
        self._stage = Stage(self.ring, libvlc, hardware or Hardware("off"), self._note_shown)
        self._lock = threading.Lock()
        self._life = PictureLife()
        self._size = (0, 0)
        self._codec = ""
        self._receives = 0
        self._taken_at = self._arrived_at = self._told_at = self._published_at = 0.0
        self._stirred_at = 0.0
        self._patience, self._lost = self._line.patience, 0
        self._left_out: LeftOut | None = None
        self._numbered_at = 0.0
        self._vitals = Vitals()
        self._unsaid, self._moved, self._shown_at = 0, False, 0.0
        self._wishes: deque[Callable[[], None]] = deque()
        self._holds = 0
        self._opens = False
        self._woken = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(
            target=self._run, name=f"source {stream.camera}", daemon=True
        )
        self._thread.start()
        self._tell(Wanted())

    def add(self, view: View) -> None:
        """Show the stream in this view, soon."""
        self._wish(lambda: self._stage.add(view))

    def drop(self, view_id: int) -> None:
        """Stop showing it in this view, and give its memory back, soon."""
        self._wish(lambda: self._close_view(view_id))

    def resize(self, view_id: int, canvas: Canvas) -> None:
        """Draw into another ring, soon."""
        self._wish(lambda: self._stage.resize(view_id, canvas))

    def attend(self, view_id: int, attention: Attention) -> None:
        """Look at a view more or less, soon."""
        self._wish(lambda: self._stage.attend(view_id, attention))

    @contextmanager
    def held(self) -> Iterator[PacketRing]:
        """Keep the stream coming, though nobody may look at it."""
        with self._lock:
            self._holds += 1
        try:
            yield self.ring
        finally:
            with self._lock:
                self._holds -= 1

    @property
    def is_held(self) -> bool:
        """Whether somebody still needs what is received."""
        return self._holds > 0

    @property
    def behind_s(self) -> float | None:
        """How late packets are taken, None where nothing arrives or nobody looks."""
        idle = time.monotonic() - self._taken_at > _IDLE_S or not self._stage.is_watched
        return None if idle else self._vitals.backlog.behind_s

    def shed(self, shed: Shed) -> None:
        """Leave that much out of what is decoded and drawn, the spot tile excepted."""
        self._stage.shed = shed

    def tick(self) -> None:
        """Let time pass: the watchdog, the back-off and the proof of life."""
        now = time.monotonic()
        self._look_for_losses(now)
        seen = self._life.phase is Phase.LIVE and self._stage.is_watched
        calm = seen and now - self._arrived_at < _CALM_S and now > self._stirred_at + _STIR_S
        if not calm or now - self._published_at >= _CALM_S:
            self._tell(Tick())

    def _look_for_losses(self, now: float) -> None:
        before, self._lost = self._lost, self._line.lost
        if self._lost > before:
            self._stage.note_loss(now)
        # A key picture that is drawn alone is whole, whatever is missing behind it.
        drawn = self._stage.is_watched and self._stage.shed is not Shed.KEY_PICTURES
        coded = self.ring.after(self._numbered_at) if drawn else ()
        if coded and self._left_out is not None:
            self._numbered_at = coded[-1].at
            if self._left_out.are_in(coded):
                self._stage.note_gap(now)

    def stop(self) -> None:
        """Begin to stop; the thread ends within two read timeouts."""
        self._stopping = True
        self._tell(Unwanted())
        self._woken.set()

    @property
    def is_alive(self) -> bool:
        """Whether the thread still runs."""
        return self._thread.is_alive()

    def join(self, timeout_s: float) -> None:
        """Wait for the thread."""
        self._thread.join(timeout_s)

    @property
    def has_failed(self) -> bool:
        """Whether waiting is in vain until a person puts something right."""
        return self._life.phase == Phase.FAILED

    @property
    def reason(self) -> str:
        """Why nothing is received now, empty when all is well."""
        return self._life.reason

    def _wish(self, wish: Callable[[], None]) -> None:
        self._stirred_at = time.monotonic()
        self._wishes.append(wish)
        self._woken.set()

    def _tell(self, *events: Event) -> None:
        """Tell the policy what happened now, after what is still untold."""
        with self._lock:
            before, now = self._life, time.monotonic()
            opens = self._decide(self._untold())
            opens = self._decide([(event, now) for event in events]) or opens
            # What every picture changes waits for the next tick.
            if any(isinstance(event, Tick) for event in events) or _is_news(before, self._life):
                self._published_at = now
                self._publish()
            self._opens = self._opens or opens
        if opens:
            self._woken.set()

    def _decide(self, told: list[tuple[Event, float]]) -> bool:
        """Whether the policy wants a connection."""
        opens = False
        for event, at in told:
            decision = decide(event, self._life, at)
            self._life = decision.life
            opens = opens or decision.step == Step.OPEN
        return opens

    def _untold(self) -> list[tuple[Event, float]]:
        """What arrived and was shown since the last time, and when it last did."""
        told: list[tuple[Event, float]] = []
        vitals, generation = self._vitals, self._receives
        vitals.reckon()
        if self._arrived_at > self._told_at:
            self._told_at = self._arrived_at
            drawn_s = vitals.group_s if self._stage.shed == Shed.KEY_PICTURES else 0.0
            facts = (vitals.pace, self._stage.is_watched, vitals.period_s, drawn_s)
            told.append((Arrived(generation, *facts), self._told_at))
        pictures, moved = self._unsaid, self._moved
        if pictures:
            self._unsaid, self._moved = 0, False
            told.append((Shown(generation, moved, pictures), self._shown_at))
        return told

    def _publish(self) -> None:
        # Once stopping, the memory may already be given back.
        if not self._stopping:
            for view in self._stage.views:
                view.say(self._describe(view))

    def _describe(self, view: View) -> Status:
        life = self._life
        return Status(
            phase=life.phase.value,
            engine=view.engine if life.frame_at is not None else "",
            attempt=life.attempts,
            width=self._size[0],
            height=self._size[1],
            frames=life.frames,
            beat=time.monotonic(),
            frame_at=_or_nan(life.frame_at),
            moved_at=_or_nan(life.moved_at),
            retry_at=_or_nan(life.retry_at),
            offset_s=_or_nan(self._vitals.clock.offset_s),
            delay_s=_or_nan(self._vitals.clock.delay_s),
            fps=self._vitals.now_fps(time.monotonic()),
            reason=life.reason,
            codec=self._codec,
            decoder=self._stage.decodes if life.frames else "",
            damaged=self._stage.is_damaged,
            shed="" if view.attention == Attention.SPOT else self._stage.shed.words,
        )

    def _run(self) -> None:
        while not self._stopping:
            self._wait()
            if not self._stopping:
                self._session(self._life.generation)
        # The memory goes with the thread that draws into it, never before.
        self._fulfil()
        for view in self._stage.views:
            self._close_view(view.id)
        self._stage.retire()

    def _wait(self) -> None:
        while not self._stopping:
            woken = self._woken.wait(KNOCK_EVERY_S)
            self._woken.clear()
            self._fulfil()
            with self._lock:
                opens, self._opens = self._opens, False
            if opens:
                return
            if not woken and may_knock(self._life, time.monotonic()):
                self._tell(Answered(self._life.generation, self._line.knock()))

    def _fulfil(self) -> None:
        while self._wishes:
            self._wishes.popleft()()
            with self._lock:
                self._publish()

    def _close_view(self, view_id: int) -> None:
        with self._lock:
            gone = self._stage.take(view_id)
        if gone is not None:
            gone.close()

    def _session(self, generation: int) -> None:
        reason, loss = self._line.before() or self._try(generation)
        self._tell(Lost(generation, reason, loss, random.random()))

    def _try(self, generation: int) -> tuple[str, Loss]:
        try:
            with self._line.opened() as container:
                self._receive(container, generation)
        except (av.error.FFmpegError, OSError) as fault:
            return self._explain(fault)
        except UnreadableError as fault:
            return str(fault), Loss.BROKEN
        except IndexError:
            return "the stream holds no video", Loss.ABSENT
        except Exception:  # noqa: BLE001 - one camera's surprise must not end the others
            return "the camera sends something that can not be read", Loss.BROKEN
        return "the camera closed the connection", Loss.PASSING

    def _explain(self, fault: Exception) -> tuple[str, Loss]:
        life = self._life
        if self._receives < life.generation:
            return self._line.why_not_opened(fault, time.monotonic() - life.opened_at)
        pictured = life.frame_at is not None and life.frame_at >= life.opened_at
        return self._line.why_ended(fault, self._codec, pictured=pictured)

    def _receive(self, container: av.container.InputContainer, generation: int) -> None:
        stream = container.streams.video[0]
        if stream.codec_context is None:
            raise UnreadableError("the stream is of an unknown kind")
        for other in container.streams:
            if other is not stream:
                # Else their packets keep a connection whose pictures have ended.
                other.discard = Discard.all
        track = track_of(stream, generation)
        self._line.began()
        self._begin(generation, Vitals(track.codec, track.ticks))
        self._left_out = LeftOut(track.extradata) if track.codec == "h264" else None
        self.ring.begin(track)
        self._codec = CODEC_NAMES.get(track.codec, track.codec.upper())
        try:
            self._stage.begin(track)
            # The first packets come without dts; an empty packet only flushes.
            for packet in container.demux(stream):
                if self._stopping:
                    return
                if self._wishes:
                    self._fulfil()
                if packet.size:
                    self._take(packet)
        finally:
            self._patience.adapt(self._vitals.period_s)
            self._stage.end()

    def _begin(self, generation: int, vitals: Vitals) -> None:
        with self._lock:
            self._receives, self._vitals, self._unsaid = generation, vitals, 0
            self._taken_at = self._told_at = self._arrived_at = time.monotonic()

    def _take(self, packet: "av.Packet[av.VideoStream]") -> None:
        now, key = time.monotonic(), packet.is_keyframe
        vitals, size, pts, before = self._vitals, packet.size, packet.pts, self._taken_at
        # A silent camera's last picture is handed out when the patience ends: no sign of life.
        if not self._patience.has_ended(now - before):
            self._arrived_at = now
        elif pts is None and self._patience.doubts(before, now, self._stage.pictured_at):
            raise UnreadableError("the camera sends something that can not be read")
        self._taken_at = now
        vitals.latest = packet
        vitals.notes.append((now, size, pts, packet.dts, key))
        self.ring.keep(now, packet, size, pts, key)
        self._stage.put(packet, key, now)

    def _note_shown(self, moved: bool, width: int, height: int) -> None:
        self._size = (width, height)
        self._moved = self._moved or moved
        self._shown_at = time.monotonic()
        self._unsaid += 1
        if self._life.phase not in _SEEN:
            self._tell()


def _is_news(before: PictureLife, after: PictureLife) -> bool:
    """Whether something changed that nobody should wait for."""
    told = (before.phase, before.reason, before.attempts, before.retry_at)
    return told != (after.phase, after.reason, after.attempts, after.retry_at)


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else value
