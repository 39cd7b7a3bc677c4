"""CPU per stream-second of 9 and 16 live tiles against the bare ffmpeg decoder, in one run.

`python -m tests.bench.bench_video [SECONDS]` prints one JSON object. The simulated cameras' own
cost is left out; painting is left out too (this measures the back end).
"""

import json
import shutil
import subprocess
import sys
import time

import psutil

from backends.video.pictures import LivePictures
from tests.support.simulated_cameras import CameraProcess, wait_until


def _cpu_s(pids: list[int]) -> float:
    times = [psutil.Process(pid).cpu_times() for pid in pids]
    return sum(one.user + one.system for one in times)


def tiles_ms(cameras: CameraProcess, count: int, seconds: float) -> float:
    """Milliseconds of CPU per stream-second of `count` tiles of 480 x 270."""
    pictures = LivePictures(libvlc=False)
    try:
        shown = [
            pictures.open(cameras.camera(n + 1), main=False, width=480, height=270)
            for n in range(count)
        ]
        assert wait_until(lambda: all(one.state().state == "live" for one in shown), 20)
        before = _cpu_s(pictures.worker_pids)
        started = time.monotonic()
        time.sleep(seconds)
        spent = _cpu_s(pictures.worker_pids) - before
        return spent * 1000 / (time.monotonic() - started) / count
    finally:
        pictures.close()


def floor_ms(cameras: CameraProcess, count: int, seconds: float) -> float | None:
    """The same with one bare `ffmpeg` decoder a stream; None where there is no ffmpeg."""
    program = shutil.which("ffmpeg")
    if program is None:
        return None
    quiet = ["-loglevel", "quiet", "-threads", "1", "-rtsp_transport", "tcp"]
    urls = [cameras.url(f"CAM-{n + 1:02d}", "sub") for n in range(count)]
    running = [
        subprocess.Popen([program, *quiet, "-i", url, "-f", "null", "-"], stdin=subprocess.DEVNULL)
        for url in urls
    ]
    try:
        time.sleep(3)
        before, started = _cpu_s([one.pid for one in running]), time.monotonic()
        time.sleep(seconds)
        spent = _cpu_s([one.pid for one in running]) - before
        return spent * 1000 / (time.monotonic() - started) / count
    finally:
        for one in running:
            one.kill()
            one.wait(5)


def main() -> None:
    """Measure and print."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    result: dict[str, object] = {}
    with CameraProcess(16) as cameras:
        for count in (9, 16):
            tiles, floor = tiles_ms(cameras, count, seconds), floor_ms(cameras, count, seconds)
            ratio = None if floor is None else round(tiles / floor, 2)
            result[f"tiles_{count}"] = {"ms": round(tiles, 1), "floor_ms": floor, "ratio": ratio}
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
