"""How soon the wall shows things, read back from its painted pixels by the farm's frame stamp.

`python -m tests.bench.bench_wall_latency [--seconds N] [--spot libvlc]`. 16 sub streams on the
real wall on a virtual screen: from a frame's sending to its pixels, the pauses of the event loop,
the first picture of a camera, an alert's camera on the spot (open and closed before), a stopped
camera marked and back. Times of marks and returns have a grain of 5 ms. Nothing is compared with
a floor but the frame period, which FFmpeg's parser holds each picture back for.
"""

import argparse
import json
import sys
import time
from typing import Any

from tests.bench.wall_stage import ROOM_FOR_16, Wall, cameras_of, share, stage, virtual_screen, wall
from tests.support.simulated_cameras import FarmProcess, wait_until

COUNT = 16
SPARE = 8
PERIOD_MS = 1000 / 15
LIMITS = {
    "latency_p50_ms": 100, "latency_p99_ms": 150, "spot_latency_p50_ms": 100,
    "spot_latency_p99_ms": 150, "gap_p99_ms": 25, "first_picture_p95_ms": 300,
    "spot_open_p95_ms": 1000, "spot_closed_p95_ms": 2000, "marked_worst_ms": 1500,
    "back_worst_ms": 6000,
}  # fmt: skip


def since(shown: Wall, camera: str, state: str, started: float, patience_s: float) -> float:
    """Milliseconds until the wall has this camera in that state; the patience when it never has."""
    shown.ask("watch_for", camera=camera, state=state)
    if not wait_until(lambda: shown.ask("watched_at", camera=camera) is not None, patience_s):
        return patience_s * 1000
    return float((shown.ask("watched_at", camera=camera) - started) * 1000)


def stops(farm: FarmProcess, shown: Wall, times: int) -> dict[str, float]:
    """Cameras that close their connections and refuse new ones for three seconds."""
    marked, back = [], []
    for at in range(times):
        camera = f"CAM-{at % COUNT + 1:02d}"
        farm.order("close", camera)
        marked.append(since(shown, camera, "lost", time.monotonic(), 10))
        time.sleep(3)
        farm.order("restore", camera)
        back.append(since(shown, camera, "live", time.monotonic(), 20))
    return {"marked_worst_ms": max(marked), "back_worst_ms": max(back)}


def stalls(farm: FarmProcess, shown: Wall, times: int) -> dict[str, float]:
    """Cameras that keep their connection and send nothing."""
    marked = []
    for at in range(times):
        camera = f"CAM-{at % COUNT + 1:02d}"
        farm.order("stall", camera)
        marked.append(since(shown, camera, "lost", time.monotonic(), 10))
        farm.order("restore", camera)
        since(shown, camera, "live", time.monotonic(), 20)
    return {"stalled_marked_worst_ms": max(marked)}


def spots(shown: Wall, cameras: list[str]) -> list[float]:
    """Milliseconds from the order to the first painted picture of each camera on the spot."""
    found = []
    for camera in cameras:
        shown.ask("spot", camera=camera)
        assert wait_until(lambda: shown.ask("spot_painted") is not None, 10), camera
        found.append(float(shown.ask("spot_painted")))
        time.sleep(0.7)
    return found


def measure(seconds: float, spot: str, *, sheds: bool) -> dict[str, Any]:
    """Everything once."""
    with stage() as (folder, stack):
        farm = stack.enter_context(FarmProcess(COUNT + SPARE, folder))
        stack.enter_context(virtual_screen())
        cameras = cameras_of(farm, COUNT + SPARE, "sub-real", "main")
        more = {
            "size": ROOM_FOR_16,
            "reads": True,
            "sent": str(farm.sent.path),
            "libvlc": "first" if spot == "libvlc" else "second",
            "sheds": sheds,
        }
        with wall(cameras, COUNT, **more) as made:
            made.wait_live(COUNT, 120)
            spots(made, [name for name, _sub, _main in cameras])  # every clip is made now
        with wall(cameras, 1, **more) as shown:
            assert shown.wait_live(1), shown.ask("states")
            time.sleep(2)
            shown.ask("layout", count=COUNT)
            assert shown.wait_live(COUNT), shown.ask("states")
            time.sleep(1)
            firsts = shown.ask("firsts")
            time.sleep(4)
            shown.ask("begin")
            time.sleep(seconds)
            figures = shown.ask("figures")
            names = [name for name, _sub, _main in cameras]
            opened, closed = spots(shown, names[1:COUNT]), spots(shown, names[COUNT:])
            shown.ask("spot", camera=names[0])
            stopped = stops(farm, shown, 6) | stalls(farm, shown, 4)
    return {
        "latency_p50_ms": share(figures["delays_ms"], 0.5),
        "latency_p99_ms": share(figures["delays_ms"], 0.99),
        "spot_latency_p50_ms": share(figures["spot_delays_ms"], 0.5),
        "spot_latency_p99_ms": share(figures["spot_delays_ms"], 0.99),
        "latency_p50_to_frame_period": round(share(figures["delays_ms"], 0.5) / PERIOD_MS, 2),
        "painted_fps": sum(figures["painted"].values()) / figures["seconds"] / COUNT,
        "frames_read": figures["read"], "unreadable": figures["unreadable"],
        "wrong_camera": figures["wrong_count"],
        "gap_p99_ms": figures["gap_p99_ms"], "gap_max_ms": figures["gap_max_ms"],
        "first_picture_p50_ms": share(firsts, 0.5), "first_picture_p95_ms": share(firsts, 0.95),
        "spot_open_p95_ms": share(opened, 0.95), "spot_closed_p95_ms": share(closed, 0.95),
        **stopped,
    }  # fmt: skip


def main() -> int:
    """Measure and print; 1 when a limit is broken or a tile showed another camera."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--whole", action="store_true", help="shed nothing (a busy machine)")
    parser.add_argument("--spot", choices=("pyav", "libvlc"), default="pyav", help="who draws it")
    given = parser.parse_args()
    told = measure(given.seconds, given.spot, sheds=not given.whole)
    broken = [name for name, limit in LIMITS.items() if told[name] > limit]
    print(json.dumps({name: _rounded(value) for name, value in told.items()}))
    print(f"beyond its limit: {', '.join(broken) or 'nothing'}", file=sys.stderr)
    return int(bool(broken) or told["wrong_camera"] > 0)


def _rounded(value: float) -> float:
    return round(value, 1)


if __name__ == "__main__":
    sys.exit(main())
