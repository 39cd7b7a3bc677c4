"""A real video wall in a process of its own, for benches: real workers, real painting.

Orders are JSON lines on standard input, answers JSON lines on standard output. What was painted is
read back from the window's own pixels: camera and frame of each tile, by the stamp of the farm.
Run as `python -m tests.bench.wall_process PLAN` (a JSON object, see `Plan`). GUI thread, besides
one that reads orders.
"""

import json
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from PySide6.QtCore import QEvent, QObject, QRect, QTimer, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from backends.simulated.cameras.sent import SentTimes
from backends.video.orders import LibVlcPart
from backends.video.pictures import LivePictures
from console.domain.places.geo import Place
from console.domain.site import Camera, Site, Streams
from console.services.wall.wall import Scene
from tests.support.frame_stamp import read_stamp
from widgets.overrides import sealed
from widgets.video_wall.painting import TilePainter
from widgets.video_wall.panel import VideoWall
from widgets.video_wall.tile import VideoTile
from widgets.window.responsiveness import TICK_MS, Responsiveness

_HERE = Place(37.5, 127.0)
_MASK = ((0.62, 0.10), (0.80, 0.10), (0.80, 0.30), (0.62, 0.30))


@dataclass(frozen=True, slots=True)
class Plan:
    """`cameras` are [id, sub address, main address]; `sent` is the farm's table of send times."""

    cameras: list[list[str]]
    layout: int
    size: list[int]
    sent: str = ""
    libvlc: LibVlcPart = "none"
    reads: bool = False
    masks: bool = True
    sheds: bool = True


def site_of(plan: Plan) -> Site:
    """The cameras of a plan as a site, each with a privacy mask when it says so."""
    masks = (_MASK,) if plan.masks else ()
    cameras = {
        name: Camera(name, name, name, _HERE, streams=Streams(sub, main), masks=masks)
        for name, sub, main in plan.cameras
    }
    return Site("bench", "", "", _HERE, "", "", cameras, (), (), tuple(cameras))


class CountingPainter(TilePainter):
    """Notes which tiles were painted with a picture that is new."""

    def __init__(self, tiles: list[VideoTile]) -> None:
        super().__init__()
        self.painted: Counter[str] = Counter()
        self.first_at: dict[str, float] = {}
        self.fresh: dict[int, VideoTile] = {}
        self._tiles = tiles

    @override
    def _count(self, index: int, image: QImage) -> bool:
        if not super()._count(index, image):
            return False
        tile = self._tiles[index]
        self.painted[f"{index}:{tile.seat.key}"] += 1
        name = f"{'spot ' if index == 0 else ''}{tile.seat.key}"
        if name not in self.first_at:
            self.first_at[name] = time.monotonic()
        self.fresh[index] = tile
        return True


class Reader:
    """Reads the stamps of freshly painted tiles from the window's backing store."""

    def __init__(self, wall: VideoWall, numbers: dict[str, int], sent: SentTimes | None) -> None:
        self._wall, self._numbers, self._sent = wall, numbers, sent
        self._last: dict[int, tuple[str, int]] = {}
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.delays_ms: list[float] = []
        self.spot_delays_ms: list[float] = []
        self.read = self.unreadable = 0
        self.wrong: list[str] = []

    def look(self, tiles: dict[int, VideoTile], now: float) -> None:
        """Read these tiles, painted by `now` at the latest."""
        store = self._wall.backingStore().paintDevice()
        assert isinstance(store, QImage), "a raster window paints into an image"
        rows = np.frombuffer(store.constBits(), np.uint8)
        pixels = rows.reshape(store.height(), store.bytesPerLine() // 4, 4)
        for index, tile in tiles.items():
            target = tile.window(1.0).target
            self._judge(index, tile, pixels[_slices(target)], now)

    def _judge(self, index: int, tile: VideoTile, pixels: np.ndarray[Any, Any], now: float) -> None:
        stamp = read_stamp(pixels)
        if stamp is None:
            self.unreadable += 1
            return
        self.read += 1
        if stamp.camera != self._numbers[tile.seat.key]:
            self.wrong.append(f"tile {index} of {tile.seat.key} shows camera {stamp.camera}")
        seen = (tile.seat.key, stamp.frame)
        sent_at = self._sent and self._sent.sent_at(stamp.camera, stamp.frame, main=stamp.main)
        if sent_at and self._last.get(index) != seen:
            delays = self.spot_delays_ms if tile.seat.spot else self.delays_ms
            delays.append((now - sent_at) * 1000)
        self._last[index] = seen


def _slices(target: QRect) -> tuple[slice, slice]:
    return (
        slice(target.y(), target.y() + target.height()),
        slice(target.x(), target.x() + target.width()),
    )


@sealed
class Bench(QObject):
    """The wall, what is measured of it, and the orders."""

    ordered = Signal(object)

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self._site = site_of(plan)
        self.pictures = LivePictures(libvlc=plan.libvlc, sheds=plan.sheds)
        self.wall = VideoWall(self._site, self.pictures, "ko")
        self._painter = self.wall._painter = CountingPainter(self.wall.seating.tiles)
        self._sent = SentTimes(Path(plan.sent)) if plan.sent else None
        numbers = {name: _number(name) for name in self._site.cameras}
        self._reader = Reader(self.wall, numbers, self._sent)
        self._reads = plan.reads
        self._pace = Responsiveness(self)
        self._watched: dict[str, float] = {}
        self._watcher = QTimer(self)
        self._watcher.timeout.connect(self._watch)
        self.ordered.connect(self._obey)
        if plan.reads:
            self.wall.installEventFilter(self)
        self.wall.set_layout(plan.layout)
        self.wall.resize(*plan.size)
        self.wall.show()
        self._opened = time.monotonic()
        self._begin()
        self._pace.start()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            # Runs after the paint event and what Qt does with it: later than the truth, never
            # earlier.
            QTimer.singleShot(0, self._painted)
        return False

    @Slot()
    def _painted(self) -> None:
        now = time.monotonic()
        fresh, self._painter.fresh = self._painter.fresh, {}
        if self._reads and fresh:
            shown = {at: tile for at, tile in fresh.items() if tile.is_live and not tile.stands_in}
            self._reader.look(shown, now)

    @Slot(object)
    def _obey(self, order: dict[str, Any]) -> None:
        answer = getattr(self, f"_{order.pop('ask')}")(**order)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()

    def _begin(self) -> None:
        self._painter.painted.clear()
        self._reader.forget()
        self._pace.start()
        self._began = time.monotonic()

    def _figures(self) -> dict[str, Any]:
        gaps = self._pace.summary()
        return {
            "seconds": time.monotonic() - self._began,
            "painted": dict(self._painter.painted),
            "gap_p99_ms": gaps["p99_ms"],
            "late_p99_ms": round(max(0.0, gaps["p99_ms"] - TICK_MS), 2),
            "gap_max_ms": gaps["max_ms"],
            "delays_ms": [round(one, 1) for one in self._reader.delays_ms],
            "spot_delays_ms": [round(one, 1) for one in self._reader.spot_delays_ms],
            "read": self._reader.read,
            "unreadable": self._reader.unreadable,
            "wrong": self._reader.wrong[:20],
            "wrong_count": len(self._reader.wrong),
        }

    def _states(self) -> dict[str, Any]:
        return {
            name: {
                "state": one.state,
                "shed": one.shed,
                "fps": one.fps,
                "decoder": one.decoder,
                "frames": one.frames,
            }
            for name, one in self.wall.states().items()
        }

    def _window(self) -> int:
        """The window, as the X server knows it."""
        return int(self.wall.winId())

    def _live(self) -> int:
        return self.wall.live_count()

    def _workers(self) -> list[int]:
        return self.pictures.worker_pids

    def _shed(self) -> str:
        return self.pictures.shed

    def _layout(self, count: int) -> None:
        self._painter.first_at.clear()
        self._opened = time.monotonic()
        self.wall.set_layout(count)

    def _spot(self, camera: str) -> None:
        """Show a camera on the spot, as an alert does."""
        self._painter.first_at.pop(f"spot {camera}", None)
        self._wished = (camera, time.monotonic())
        self.wall.show_scene(Scene(camera=camera, words="bench"))

    def _spot_painted(self) -> float | None:
        """Milliseconds from the wish to the first painted picture, None before it."""
        camera, wished = self._wished
        at = self._painter.first_at.get(f"spot {camera}")
        return None if at is None else (at - wished) * 1000

    def _firsts(self) -> list[float]:
        """Milliseconds from the opening of each camera to its first painted picture."""
        return [(at - self._opened) * 1000 for at in self._painter.first_at.values()]

    def _watch_for(self, camera: str, state: str) -> None:
        """Note when the camera's tile has this state and, if live, a painted picture of now."""
        self._watched.pop(camera, None)
        self._sought = (camera, state)
        self._watcher.start(5)

    @Slot()
    def _watch(self) -> None:
        camera, state = self._sought
        view = self.wall.states().get(camera)
        if view is None or (view.state == "live") != (state == "live"):
            return
        self._watched[camera] = time.monotonic()
        self._watcher.stop()

    def _watched_at(self, camera: str) -> float | None:
        return self._watched.get(camera)

    def _leaks(self) -> dict[str, Any]:
        """What a leak would show in, of this process and its workers."""
        me = psutil.Process()
        every = [me, *me.children(recursive=True)]
        return {
            "threads": sum(one.num_threads() for one in every),
            "files": sum(one.num_fds() for one in every) if hasattr(me, "num_fds") else 0,
            "rss_mb": round(sum(one.memory_info().rss for one in every) / 1e6, 1),
            "own_mb": round(sum(_own_bytes(one) for one in every) / 1e6, 1),
            "window_mb": round(_own_bytes(me) / 1e6, 1),
            "zombies": sum(one.status() == psutil.STATUS_ZOMBIE for one in every),
            "processes": len(every),
            "segments": sum(_segments(one.pid) for one in every),
            "python_threads": threading.active_count(),
        }

    def _quit(self) -> str:
        self.wall.shut()
        self.pictures.close()
        QApplication.quit()
        return "bye"


def _own_bytes(process: psutil.Process) -> int:
    """Heaps, maps and shared frames of a process, each shared page by its share (Linux).

    Pages of programs and libraries are left out: they count for us as soon as nobody else on the
    machine has the same library loaded, ten megabytes to and fro. Elsewhere what psutil calls USS.
    """
    rollup = Path(f"/proc/{process.pid}/smaps_rollup")
    if not rollup.exists():
        return int(process.memory_full_info().uss)
    told = dict(line.split(":", 1) for line in rollup.read_text().splitlines()[1:])
    return sum(int(told[name].split()[0]) * 1024 for name in ("Pss_Anon", "Pss_Shmem"))


def _segments(pid: int) -> int:
    """Shared memory that a process has mapped; 0 where the system does not tell."""
    maps = Path(f"/proc/{pid}/maps")
    return sum("/psm_" in line for line in maps.read_text().splitlines()) if maps.exists() else 0


def _number(name: str) -> int:
    return int(name.rpartition("-")[2])


def _listen(bench: Bench) -> None:
    for line in sys.stdin:
        bench.ordered.emit(json.loads(line))
    bench.ordered.emit({"ask": "quit"})


def main() -> int:
    """Show the wall until told to quit."""
    application = QApplication(sys.argv[:1])
    bench = Bench(Plan(**json.loads(sys.argv[1])))
    threading.Thread(target=_listen, args=(bench,), daemon=True).start()
    sys.stdout.write(json.dumps({"ready": True}) + "\n")
    sys.stdout.flush()
    return int(application.exec())


if __name__ == "__main__":
    sys.exit(main())
