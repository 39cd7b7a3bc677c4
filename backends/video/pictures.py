"""The video back end as the console sees it: `console.ports.player` over worker processes.

Called from the GUI thread; nothing here blocks but `close`. Frames are views into shared memory
that this side creates and removes. A stream is received once, however many pictures show it: all
of them live in the worker that opened it first.
"""

import os
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from backends.video.addresses import fault_of_address
from backends.video.board import Board
from backends.video.files import AbsentFile, LiveFile
from backends.video.memory import Frames, Graveyard, canvas_of, make_ring
from backends.video.orders import (
    Export,
    Hardware,
    LibVlcPart,
    Open,
    Order,
    Replay,
    Shut,
    Snapshot,
    Stream,
    Terms,
)
from backends.video.packet_ring import RING_S
from backends.video.picture import AbsentPicture, LivePicture
from backends.video.playback import AbsentPlayback, LivePlayback
from backends.video.segments import StatusBlock
from backends.video.supervisor import Supervisor
from console.domain.site import Camera
from console.ports.keys import Logins, tidy_address, with_login
from console.ports.player import Attention, OrderedFile, Picture, Playback

MAX_WORKERS = 2
_NO_ROOM = "no shared memory left for another picture"
_NOT_OPEN = "the camera is not open"


@dataclass(slots=True)
class _Place:
    """Where a stream is received, since when (seconds of the epoch) and for whom."""

    worker: int
    since: float
    users: set[int] = field(default_factory=set)


class LivePictures:
    """Every live picture of one console."""

    def __init__(
        self,
        workers: int | None = None,
        *,
        transport: str = "",
        libvlc: LibVlcPart = "first",
        logins: Logins | None = None,
        ring_s: float = RING_S,
        hardware: Hardware = "auto",
        sheds: bool = True,
        standby: bool = True,
    ) -> None:
        """Start the workers: at most two for sub streams, one for the spot picture.

        `libvlc` draws the live spot picture ("first"), or what PyAV cannot read ("second").
        `transport` overrides every camera's own; `logins` holds those that cameras name.
        The last `ring_s` seconds of each open stream are kept, at most 64 MB of each. `hardware`
        "off" never asks a graphics processor to decode. Without `sheds` every picture is drawn,
        whatever it costs. With `standby` one more process waits to replace a worker that dies.
        """
        count = workers if workers is not None else min(os.cpu_count() or 1, MAX_WORKERS)
        self._wall_workers = max(1, count)
        self._transport = transport
        self._libvlc = libvlc
        self._logins = logins
        terms = Terms(ring_s, hardware, sheds)
        self._supervisor = Supervisor(
            self._wall_workers, terms, libvlc=libvlc != "none", standby=standby
        )
        self._places: dict[Stream, _Place] = {}
        self._workers: dict[int, int] = {}
        self._known: dict[str, Camera] = {}
        self._open: dict[int, LivePicture | LivePlayback] = {}
        self._files: dict[int, LiveFile] = {}
        self._graves = Graveyard()
        self._next_id = 1

    def open(self, camera: Camera, *, main: bool, width: int, height: int) -> Picture:
        """Start showing a camera; a camera without a usable stream gets a failed picture."""
        stream = self._stream(camera, main=main)
        fault = fault_of_address(stream.url)
        if fault:
            return AbsentPicture(fault)
        self._graves.dig()
        try:
            ring = make_ring(width, height)
        except OSError:
            return AbsentPicture(_NO_ROOM)
        try:
            status = StatusBlock.create()
        except OSError:
            self._graves.bury(ring.memory)
            return AbsentPicture(_NO_ROOM)
        number = self._number()
        self._known[camera.id] = camera
        place = self._place(stream, spot=main)
        place.users.add(number)
        self._workers[number] = place.worker
        frames = Frames(ring, self._graves)
        picture = LivePicture(number, frames, status, self._graves, self._tell)
        self._open[number] = picture
        # Where a wall worker receives it already, PyAV draws it there: one connection is enough.
        at_spot = main and place.worker == self._wall_workers
        part: LibVlcPart = self._libvlc if at_spot else "none"
        attention = Attention.SPOT if main else Attention.BACKGROUND
        name = status.memory.name
        self._tell(Open(number, stream, part, canvas_of(ring), name, attention))
        return picture

    def replay(self, camera: str, seconds: float, *, width: int, height: int) -> Playback:
        """Play the last `seconds` of an open camera: of its main stream where that is old enough.

        A camera that is not open gets a failed playback.
        """
        stream = self._recorded(camera, time.time() - seconds)
        if stream is None:
            return AbsentPlayback(_NOT_OPEN)
        return self._play(stream, seconds, None, (width, height))

    def play_file(self, path: Path, *, width: int, height: int) -> Playback:
        """Play a clip."""
        return self._play(None, 0.0, path, (width, height))

    def export(self, camera: str, first: datetime, last: datetime, path: Path) -> OrderedFile:
        """Write what was received between two moments (aware times) to an MP4 file.

        A `last` still to come (at most 300 s) is waited for. `NAME.json` beside it says what it is.
        """
        stream = self._recorded(camera, first.timestamp())
        if stream is None:
            return AbsentFile(path, _NOT_OPEN)
        order = Export(self._number(), stream, first.timestamp(), last.timestamp(), path)
        return self._order(order, None)

    def snapshot(self, camera: str, path: Path) -> OrderedFile:
        """Write the newest full-size picture of a camera that was opened before to a PNG file.

        Its main stream is opened for this when it is not open; where that brings no picture within
        5 s the sub stream is taken, and `reason` says so.
        """
        known = self._known.get(camera)
        if known is None:
            return AbsentFile(path, _NOT_OPEN)
        stream, other = self._stream(known, main=True), self._stream(known, main=False)
        second = None
        if other != stream:
            remark = "from the sub stream, as the main stream gave no picture"
            second = Snapshot(self._number(), other, path, remark)
        return self._order(Snapshot(self._number(), stream, path), second)

    @property
    def shed(self) -> str:
        """What the wall leaves out for want of processor time: "", "slower" or "key frames"."""
        return self._supervisor.shed

    @property
    def missing(self) -> str:
        """One sentence about libVLC, empty when it works or is still being looked for."""
        return self._supervisor.libvlc_fault

    @property
    def worker_pids(self) -> list[int]:
        """The worker processes, for supervision from outside."""
        return self._supervisor.pids

    def close(self) -> None:
        """Stop every worker and free the memory, within 3 s."""
        for shown in tuple(self._open.values()):
            shown.close()
        self._supervisor.close()
        self._hear()
        for number in tuple(self._files):
            self._files.pop(number).give_up("the console was closed before the file was written")
        self._graves.dig()

    def _play(
        self, stream: Stream | None, seconds: float, path: Path | None, size: tuple[int, int]
    ) -> Playback:
        try:
            ring = make_ring(*size)
        except OSError:
            return AbsentPlayback(_NO_ROOM)
        try:
            board = Board.create()
        except OSError:
            self._graves.bury(ring.memory)
            return AbsentPlayback(_NO_ROOM)
        number = self._number()
        worker = self._wall_workers if stream is None else self._places[stream].worker
        self._workers[number] = worker
        frames = Frames(ring, self._graves)
        playback = LivePlayback(number, frames, board, self._graves, self._tell)
        self._open[number] = playback
        name = board.memory.name
        self._tell(Replay(number, stream, seconds, path, canvas_of(ring), name))
        return playback

    def _stream(self, camera: Camera, *, main: bool) -> Stream:
        streams = camera.streams
        first, second = ("", "") if streams is None else (streams.sub, streams.main)
        url = tidy_address((second or first) if main else (first or second))
        login = self._logins.login(camera.login) if self._logins and camera.login else None
        if login is not None and url and not fault_of_address(url):
            url = with_login(url, login)
        is_main = streams is not None and url != "" and (main or not streams.sub)
        return Stream(camera.id, url, self._transport or camera.transport, main=is_main)

    def _recorded(self, camera: str, since: float) -> Stream | None:
        """The open stream of a camera that holds that moment: its main one where both do."""
        known = self._known.get(camera)
        if known is None:
            return None
        both = (self._stream(known, main=True), self._stream(known, main=False))
        here = [one for one in both if one in self._places]
        old = [one for one in here if self._places[one].since <= since]
        longest = sorted(here, key=lambda one: self._places[one].since)
        return next(iter([*old, *longest]), None)

    def _place(self, stream: Stream, *, spot: bool) -> _Place:
        place = self._places.get(stream)
        if place is None:
            worker = self._wall_workers if spot else self._lightest()
            place = self._places[stream] = _Place(worker, time.time())
        return place

    def _lightest(self) -> int:
        loads = [0] * self._wall_workers
        for place in self._places.values():
            if place.worker < self._wall_workers:
                loads[place.worker] += 1
        return loads.index(min(loads))

    def _number(self) -> int:
        number, self._next_id = self._next_id, self._next_id + 1
        return number

    def _order(self, order: Export | Snapshot, second: Snapshot | None) -> OrderedFile:
        file = LiveFile(order, second, self._hear, self._send_file)
        self._files[order.id] = file
        self._send_file(order, file)
        return file

    def _send_file(self, order: Export | Snapshot, file: LiveFile) -> None:
        place = self._places.get(order.stream)
        self._files[order.id] = file
        self._supervisor.post(self._wall_workers if place is None else place.worker, order)

    def _hear(self) -> None:
        for word in self._supervisor.take_written():
            file = self._files.pop(word.id, None)
            if file is not None:
                file.settle(word.state)

    def _tell(self, order: Order) -> None:
        assert not isinstance(order, Export | Snapshot), "files know their worker"
        number = getattr(order, "id", 0)
        self._supervisor.post(self._workers[number], order)
        if isinstance(order, Shut):
            self._forget(number)
        self._graves.dig()

    def _forget(self, number: int) -> None:
        del self._open[number], self._workers[number]
        for stream, place in tuple(self._places.items()):
            place.users.discard(number)
            if not place.users:
                del self._places[stream]
