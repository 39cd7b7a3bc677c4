"""What the benches of the wall share: the wall's process, floors, other players, and their cost.

Costs are processor time (user and system) of whole process trees by psutil, so that other work on
the machine disturbs them little; they are compared within one run only.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psutil

from backends.system.virtual_screen import VirtualScreen
from tests.bench.screen_places import place
from tests.support.simulated_cameras import CameraProcess, wait_until

ROOT = Path(__file__).parents[2]
SCREEN = "2600x1900"
ROOM_FOR_16 = (4 * 482 - 2, 4 * 320 - 2)
"""16 pictures of 480 x 270 in tiles that are higher, so that no strip covers the stamps."""
ROOM_FOR_64 = (8 * 322 - 2, 8 * 182 - 2)
"""64 tiles of 320 x 180."""


class Wall:
    """A running `tests.bench.wall_process`."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def ask(self, what: str, **words: object) -> Any:  # noqa: ANN401 - JSON
        """Order something and wait for the answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"ask": what, **words}) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def wait_live(self, count: int, seconds: float = 30.0) -> bool:
        """Whether that many tiles came live within the time."""
        return wait_until(lambda: int(self.ask("live")) >= count, seconds)

    @property
    def pids(self) -> list[int]:
        """The wall's process and its workers."""
        me = psutil.Process(self.process.pid)
        return [me.pid, *(child.pid for child in me.children(recursive=True))]


@contextmanager
def wall(cameras: Sequence[Sequence[str]], layout: int, **more: object) -> Iterator[Wall]:
    """A wall that shows these cameras ([id, sub, main])."""
    plan = {"cameras": [list(one) for one in cameras], "layout": layout, **more}
    plan.setdefault("size", list(ROOM_FOR_16 if layout <= 16 else ROOM_FOR_64))
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.wall_process", json.dumps(plan)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["ready"]
        made = Wall(process)
        yield made
        made.ask("quit")
        process.wait(10)
    finally:
        process.kill()
        process.wait(10)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def cameras_of(
    farm: CameraProcess, count: int, sub: str = "sub", main: str = ""
) -> list[list[str]]:
    """The farm's cameras as a wall's plan wants them; without `main` the spot shows the sub."""
    names = [f"CAM-{n + 1:02d}" for n in range(count)]
    return [[name, farm.url(name, sub), farm.url(name, main or sub)] for name in names]


def cpu_s(pids: Sequence[int]) -> float:
    """Processor seconds so far."""
    times = [psutil.Process(pid).cpu_times() for pid in pids]
    return sum(one.user + one.system for one in times)


def spent_ms(pids: Callable[[], Sequence[int]], seconds: float, streams: int) -> float:
    """Milliseconds of processor time per stream-second over the next seconds."""
    chosen = pids()
    before, started = cpu_s(chosen), time.monotonic()
    time.sleep(seconds)
    return (cpu_s(chosen) - before) * 1000 / (time.monotonic() - started) / streams


@contextmanager
def running(commands: Sequence[Sequence[str]], **more: Any) -> Iterator[list[int]]:  # noqa: ANN401
    """Programs that run until the end; their process ids."""
    none = subprocess.DEVNULL
    started = [
        subprocess.Popen(command, stdin=none, stdout=none, stderr=none, **more)
        for command in commands
    ]
    try:
        yield [one.pid for one in started]
    finally:
        for one in started:
            one.kill()
        for one in started:
            one.wait(5)


def floor_ms(urls: Sequence[str], seconds: float) -> float | None:
    """One bare `ffmpeg -threads 1` decoder a stream; None where there is no ffmpeg."""
    program = shutil.which("ffmpeg")
    if program is None:
        return None
    quiet = [program, "-loglevel", "quiet", "-threads", "1", "-rtsp_transport", "tcp"]
    with running([[*quiet, "-i", url, "-f", "null", "-"] for url in urls]) as pids:
        time.sleep(3)
        return spent_ms(lambda: pids, seconds, len(urls))


def mpv_commands(urls: Sequence[str]) -> list[list[str]]:
    """One mpv a stream as the study found it cheapest: software, x11, low latency."""
    program = shutil.which("mpv")
    if program is None:
        return []
    words = [program, "--no-config", "--no-audio", "--vo=x11", "--hwdec=no",
             "--profile=low-latency", "--vd-lavc-threads=1", "--no-terminal", "--no-border",
             "--rtsp-transport=tcp", "--sws-scaler=fast-bilinear", "--framedrop=no"]  # fmt: skip
    return [[*words, "--geometry=480x270+{}+{}".format(*place(at)), url]
            for at, url in enumerate(urls)]  # fmt: skip


def vlc_commands(urls: Sequence[str], windows: Sequence[int]) -> list[list[str]]:
    """One VLC a stream, each in a window of its own; not as root, which VLC refuses."""
    program = shutil.which("vlc")
    if program is None:
        return []
    user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    first = user if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    words = [*first, program, "-I", "dummy", "--no-audio", "--vout=xcb_x11", "--avcodec-hw=none",
             "--avcodec-threads=1", "--swscale-mode=0", "--no-video-title-show", "--no-lua",
             "--no-spu", "--no-osd", "--no-stats", "--no-drop-late-frames", "--no-skip-frames",
             "--no-metadata-network-access",
             "--quiet"]  # fmt: skip
    return [[*words, f"--drawable-xid={window}", url]
            for window, url in zip(windows, urls, strict=True)]  # fmt: skip


@contextmanager
def libvlc_console(urls: Sequence[str]) -> Iterator["subprocess.Popen[str] | None"]:
    """A running `tests.bench.libvlc_console` with all tiles shown; None where it can not be."""
    plan = json.dumps({"urls": list(urls), "size": list(ROOM_FOR_16)})
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.libvlc_console", plan],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield process if process.stdout.readline() else None
    finally:
        process.stdin.close()
        try:
            process.wait(10)
        finally:
            process.kill()
            process.stdout.close()


def counted_fps(process: "subprocess.Popen[str]") -> float:
    """The pictures a second of its slowest tile, by their stamps."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("count\n")
    process.stdin.flush()
    return float(min(json.loads(process.stdout.readline())["fps"]))


@contextmanager
def virtual_screen() -> Iterator[list[int]]:
    """A screen of our own; the process id of its server."""
    before = {name: os.environ.get(name) for name in ("DISPLAY", "QT_QPA_PLATFORM")}
    with VirtualScreen(SCREEN) as server:
        try:
            process = server._server
            yield [process.pid] if process is not None else []
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


@contextmanager
def stage(*parts: Any) -> Iterator[tuple[Path, ExitStack]]:  # noqa: ANN401 - contexts
    """A folder and a stack for what a bench starts."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        yield Path(folder), stack


def middle(values: Sequence[float | None]) -> float | None:
    """The median of what could be measured."""
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def ratio(part: float | None, whole: float | None) -> float | None:
    """One in terms of the other, two decimals."""
    return None if not part or not whole else round(part / whole, 2)


def share(values: Sequence[float], part: float) -> float:
    """The nearest-rank percentile; 0.0 when there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0
