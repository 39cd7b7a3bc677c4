"""Sixteen tiles for a long time, another layout every ten seconds: memory must not grow.

`python -m tests.bench.bench_soak_wall [--minutes 10]`. Memory is what window and workers wrote for
themselves (heaps, maps, frames), always read in the same layout. The rings of packets fill in the
first minute, so growth is counted from five minutes on (from half time in a short run); the middle
of the first readings after that is compared with the middle of the last.
"""

import argparse
import json
import statistics
import sys
import time
from typing import Any

from tests.bench.wall_stage import ROOM_FOR_16, Wall, cameras_of, stage, virtual_screen, wall
from tests.support.simulated_cameras import FarmProcess

COUNT = 16
LAYOUTS = (9, 4, 13, 16)
CHANGE_S = 10.0
LIMIT = 0.03


def read_on(shown: Wall, minutes: float) -> list[tuple[float, dict[str, Any]]]:
    """Change layouts for so long; a reading each time all sixteen have been live for a while."""
    readings, started = [], time.monotonic()
    while time.monotonic() - started < minutes * 60:
        for layout in LAYOUTS:
            shown.ask("layout", count=layout)
            time.sleep(CHANGE_S)
        assert shown.wait_live(COUNT), shown.ask("states")
        readings.append((time.monotonic() - started, shown.ask("leaks")))
        print(f"{readings[-1][0]:.0f} s: {readings[-1][1]}", file=sys.stderr)
    return readings


def growth(readings: list[tuple[float, dict[str, Any]]], minutes: float) -> dict[str, Any]:
    """From the first three readings after the beginning to the last three."""
    begin = 300.0 if minutes > 8 else minutes * 30
    later = [reading for at, reading in readings if at >= begin] or [readings[-1][1]]
    first, last = later[:3], later[-3:]
    memory = [statistics.median(one["own_mb"] for one in part) for part in (first, last)]
    return {
        "minutes": minutes, "readings": len(later), "first_mb": memory[0], "last_mb": memory[1],
        "growth": round(memory[1] / memory[0] - 1, 4),
        "threads": later[-1]["threads"] - later[0]["threads"],
        "files": later[-1]["files"] - later[0]["files"],
        "segments": later[-1]["segments"] - later[0]["segments"],
    }  # fmt: skip


def main() -> int:
    """Measure and print; 1 when memory grew by 3 % or more."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    minutes = parser.parse_args().minutes
    with stage() as (folder, stack):
        farm = stack.enter_context(FarmProcess(COUNT, folder))
        stack.enter_context(virtual_screen())
        shown = stack.enter_context(wall(cameras_of(farm, COUNT), COUNT, size=ROOM_FOR_16))
        assert shown.wait_live(COUNT, 120)
        told = growth(read_on(shown, minutes), minutes)
    print(json.dumps(told))
    print(f"memory grew by {told['growth']:.1%} of {told['first_mb']} MB", file=sys.stderr)
    return int(told["growth"] >= LIMIT)


if __name__ == "__main__":
    sys.exit(main())
