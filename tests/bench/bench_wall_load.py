"""Many tiles and big streams: what is shown, what is left out, and whether the window stays quick.

`python -m tests.bench.bench_wall_load [--seconds N]`. Three parts: 64 tiles of 320 x 180 at 15
pictures a second on a wall by itself; the same 64 cameras in the real console (`sunra console
--headless`: engine, map, queue) with what its own check says; 16 cameras of 1920 x 1080 at 25, more
than two cores can decode, where background tiles give way step by step and the spot does not.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil

from backends.map_data.site_file import builtin_site
from tests.bench.wall_stage import (
    ROOM_FOR_16,
    ROOM_FOR_64,
    ROOT,
    cameras_of,
    spent_ms,
    stage,
    virtual_screen,
    wall,
)
from tests.support.simulated_cameras import FarmProcess

MANY, BIG = 64, 16
ORDER = ["", "slower", "key frames"]


def many(farm: FarmProcess, seconds: float) -> dict[str, Any]:
    """64 small tiles: pictures a second of the usual and the slowest tile, cost, pauses."""
    with wall(cameras_of(farm, MANY), MANY, size=ROOM_FOR_64) as shown:
        assert shown.wait_live(MANY, 120), shown.ask("states")
        time.sleep(4)
        shown.ask("begin")
        cost = spent_ms(lambda: shown.pids, seconds, MANY)
        figures, shed = shown.ask("figures"), shown.ask("shed")
    rates = sorted(count / figures["seconds"] for count in figures["painted"].values())
    return {
        "fps": round(sum(rates) / MANY, 2), "slowest_fps": round(rates[0], 2), "shed": shed,
        "ms_per_stream_second": round(cost, 1), "gap_p99_ms": figures["gap_p99_ms"],
        "machine_busy": psutil.cpu_percent(1.0),
    }  # fmt: skip


def console(farm: FarmProcess, folder: Path, seconds: float) -> dict[str, Any]:
    """The real console with 64 tiles, as it judges itself."""
    names = sorted(builtin_site("seongdong").cameras)[:MANY]
    streams = [
        {"camera": name, "sub": sub, "main": main}
        for name, (_id, sub, main) in zip(names, cameras_of(farm, MANY), strict=False)
    ]
    site = {"id": "bench", "pack": "builtin:seongdong", "streams": streams, "wall": names}
    path = folder / "site.json"
    path.write_text(json.dumps(site), encoding="utf-8")
    command = [
        sys.executable, "main.py", "console", "--data", str(folder / "data"), "--site", str(path),
        "--headless", "--screen", "3840x2160", "--layout", str(MANY), "--seconds", str(seconds),
        "--door", "tcp://127.0.0.1:0", "--seats", "tcp://127.0.0.1:0",
    ]  # fmt: skip
    ran = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=seconds + 90, check=False
    )
    told = json.loads(ran.stdout.splitlines()[-1])
    chosen = ("live", "moving", "tile_fps", "slowest_tile_fps", "shed", "gap_p99_ms", "wrong")
    return {name: told[name] for name in chosen if name in told} | {"exit_code": ran.returncode}


def big(farm: FarmProcess, seconds: float) -> dict[str, Any]:
    """16 full-size streams: the order of shedding, the spot's and the others' rates, pauses."""
    with wall(cameras_of(farm, BIG, "full-real"), BIG, size=ROOM_FOR_16) as shown:
        assert shown.wait_live(BIG, 240), shown.ask("states")
        steps, started = [""], time.monotonic()
        shown.ask("begin")
        while time.monotonic() - started < seconds:
            shed = shown.ask("shed")
            if shed != steps[-1]:
                steps.append(shed)
            time.sleep(0.25)
        shown.ask("begin")
        time.sleep(8)
        figures, states = shown.ask("figures"), shown.ask("states")
    painted, lasted = figures["painted"], figures["seconds"]
    spot = sum(count for tile, count in painted.items() if tile.startswith("0:"))
    spots = [one["shed"] for name, one in states.items() if name == "CAM-01"]
    return {
        "steps": steps, "spot_fps": round(spot / lasted, 1), "spot_shed": spots,
        "others_fps": round((sum(painted.values()) - spot) / lasted / (BIG - 1), 2),
        "states": sorted({one["state"] for one in states.values()}),
        "gap_p99_ms": figures["gap_p99_ms"], "gap_max_ms": figures["gap_max_ms"],
    }  # fmt: skip


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--parts", nargs="*", default=["many", "console", "big"])
    given = parser.parse_args()
    told: dict[str, Any] = {}
    with stage() as (folder, stack):
        farm = stack.enter_context(FarmProcess(MANY, folder))
        if "console" in given.parts:
            told["console"] = console(farm, folder, given.seconds + 10)
        stack.enter_context(virtual_screen())
        if "many" in given.parts:
            told["many"] = many(farm, given.seconds)
        if "big" in given.parts:
            told["big"] = big(farm, given.seconds)
    print(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
