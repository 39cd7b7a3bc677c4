"""The playbacks of one video worker: opens recordings, passes on what the operator does.

`Playbacks` is used on the worker's own thread; each playback draws on a thread of its own.
"""

import io
import json
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from backends.video.board import Board
from backends.video.film import FilmError
from backends.video.film_player import FilmPlayer, Recording
from backends.video.orders import Canvas, Replay, Steer
from backends.video.packet_ring import PacketRing, wall_of
from backends.video.remux import write
from backends.video.segments import FrameRing
from backends.video.stage import LibVlc

_PARTING_S = 0.5


class Playbacks:
    """Every playback of one worker, by number."""

    def __init__(self, libvlc: Callable[[], LibVlc | None]) -> None:
        """None yet."""
        self._libvlc = libvlc
        self._players: dict[int, FilmPlayer] = {}
        self._leaving: list[FilmPlayer] = []

    def open(self, order: Replay, ring: PacketRing | None) -> None:
        """Start to play; what is wrong stands on the board."""
        try:
            board = Board.open(order.board)
            canvas = FrameRing.attach(order.canvas.ring, order.canvas.width, order.canvas.height)
        except FileNotFoundError:
            return

        def fetch() -> Recording:
            if order.path is not None:
                return of_file(order.path)
            return of_ring(ring, order.seconds)

        self._players[order.id] = FilmPlayer(order.id, fetch, canvas, board)

    def steer(self, order: Steer) -> None:
        """Pause, resume, seek, step or change the rate."""
        if order.id in self._players:
            self._players[order.id].steer(order.act, order.value)

    def resize(self, player_id: int, canvas: Canvas) -> None:
        """Draw into another ring."""
        if player_id in self._players:
            with suppress(FileNotFoundError):
                ring = FrameRing.attach(canvas.ring, canvas.width, canvas.height)
                self._players[player_id].resize(ring)

    def shut(self, player_id: int) -> None:
        """Stop one."""
        player = self._players.pop(player_id, None)
        if player is not None:
            player.stop()
            self._leaving = [one for one in (*self._leaving, player) if one.is_alive]

    def close(self) -> None:
        """Stop all, in at most half a second."""
        for player_id in tuple(self._players):
            self.shut(player_id)
        end = time.monotonic() + _PARTING_S
        for player in self._leaving:
            player.join(max(0.0, end - time.monotonic()))


def of_ring(ring: PacketRing | None, seconds: float) -> Recording:
    """The last seconds of a ring. Raises `FilmError`."""
    now = time.monotonic()
    stretch = None if ring is None else ring.stretch(now - seconds, now)
    if stretch is None:
        raise FilmError("nothing was received in that time")
    memory = io.BytesIO()
    write(stretch, memory)
    return Recording(memory.getvalue(), wall_of(stretch.coded[0].at))


def of_file(path: Path) -> Recording:
    """A clip; its time comes from the manifest beside it, else from the file's own date."""
    if not path.is_file():
        raise FilmError(f"there is no clip: '{path}'")
    manifest = path.with_name(path.name + ".json")
    with suppress(OSError, ValueError, KeyError, TypeError, IndexError):
        told = json.loads(manifest.read_text("utf-8"))["true"][0]
        return Recording(path, datetime.fromisoformat(told).timestamp())
    return Recording(path, path.stat().st_mtime, ends_then=True)
