"""Starting, stopping and losing cameras: nothing crashes, stays behind or is mixed up.

`python -m tests.bench.bench_churn [--cycles 1000] [--restarts 100] [--kills 100]`. The real wall on
a virtual screen changes between 16 tiles and one, with another camera on the spot each time (a
cycle is one picture started and stopped); then the farm's power is cut and given back; then its
workers are killed one after the other. All along, each painted tile's stamp says whose picture it
is. Compared before and after: threads, open files, shared memory, processes, and the memory of the
window's process (that of the workers is bench_soak_wall's).
"""

import argparse
import json
import os
import random
import signal
import sys
import time
from typing import Any

from tests.bench.wall_stage import ROOM_FOR_16, Wall, cameras_of, stage, virtual_screen, wall
from tests.support.simulated_cameras import FarmProcess, wait_until

COUNT = 16
CAMERAS = 32
SLACK = {"threads": 6, "files": 8, "segments": 4, "processes": 0, "window_mb": 6.0}
BACK_S = 30.0
# What died younger than five seconds is replaced later each time.
GROWN_S = 5.5


def cycle(shown: Wall, cycles: int, chance: random.Random) -> dict[str, int]:
    """Open and close fifteen tiles at a time; every third time without waiting for pictures."""
    begun = slow = rounds = 0
    while begun < cycles:
        shown.ask("spot", camera=f"CAM-{chance.randrange(CAMERAS) + 1:02d}")
        shown.ask("layout", count=COUNT)
        if rounds % 3 == 2:
            time.sleep(chance.uniform(0.13, 0.4))
        elif not shown.wait_live(COUNT, 20):
            slow += 1
        shown.ask("layout", count=1)
        shown.wait_live(1, 20)
        begun, rounds = begun + COUNT - 1, rounds + 1
    return {"cycles": begun, "not_live_in_20_s": slow}


def restart(farm: FarmProcess, shown: Wall, times: int) -> dict[str, Any]:
    """Cut the farm's power and give it back; how long all tiles took to return."""
    worst, failed = 0.0, 0
    for _ in range(times):
        farm.order("down")
        wait_until(lambda: not shown.ask("live"), 10)
        farm.order("up")
        started = time.monotonic()
        if not shown.wait_live(COUNT, BACK_S):
            failed += 1
        worst = max(worst, time.monotonic() - started)
    return {"restarts": times, "not_back": failed, "all_back_worst_s": round(worst, 2)}


def kill(shown: Wall, times: int) -> dict[str, Any]:
    """Kill the workers by turns; how long all tiles took to return."""
    worst, failed = 0.0, 0
    born: dict[int, float] = {}
    for _ in range(times):
        workers = shown.ask("workers")
        born = {pid: born.get(pid, time.monotonic()) for pid in workers}
        eldest = min(born, key=lambda pid: born[pid])
        # A worker that dies young is another case: it is killed when it has grown.
        time.sleep(max(0.0, born[eldest] + GROWN_S - time.monotonic()))
        os.kill(eldest, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        started = time.monotonic()
        if not (wait_until(lambda: eldest not in shown.ask("workers"), BACK_S)  # noqa: B023 - asked at once
                and shown.wait_live(COUNT, BACK_S)):  # fmt: skip
            failed += 1
        worst = max(worst, time.monotonic() - started)
    return {"kills": times, "not_back_after_kill": failed, "killed_back_worst_s": round(worst, 2)}


def settled(shown: Wall) -> dict[str, Any]:
    """What is in use with one layout, once what ends has ended."""
    shown.ask("layout", count=COUNT)
    assert shown.wait_live(COUNT, BACK_S), shown.ask("states")
    time.sleep(8)
    counted: dict[str, Any] = shown.ask("leaks")
    return counted


def measure(cycles: int, restarts: int, kills: int) -> dict[str, Any]:
    """Everything once."""
    with stage() as (folder, stack):
        farm = stack.enter_context(FarmProcess(CAMERAS, folder))
        stack.enter_context(virtual_screen())
        cameras = cameras_of(farm, CAMERAS)
        shown = stack.enter_context(
            wall(cameras, COUNT, size=ROOM_FOR_16, reads=True, sent=str(farm.sent.path))
        )
        assert shown.wait_live(COUNT, 120)
        cycle(shown, 60, random.Random(1))
        before, workers = settled(shown), shown.ask("workers")
        shown.ask("begin")
        told = cycle(shown, cycles, random.Random(2))
        shown.ask("layout", count=COUNT)
        assert shown.wait_live(COUNT, BACK_S)
        told |= restart(farm, shown, restarts)
        crashed = len(set(workers) - set(shown.ask("workers")))
        told |= kill(shown, kills)
        figures, after = shown.ask("figures"), settled(shown)
    return {
        **told, "crashed_workers": crashed, "zombies": after["zombies"],
        "frames_read": figures["read"], "unreadable": figures["unreadable"],
        "wrong_camera": figures["wrong_count"], "wrong": figures["wrong"],
        "before": before, "after": after,
        "leaked": {name: round(after[name] - before[name], 1) for name in SLACK},
    }  # fmt: skip


def main() -> int:
    """Measure and print; 1 when something crashed, leaked or showed another camera."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cycles", type=int, default=1000)
    parser.add_argument("--restarts", type=int, default=100)
    parser.add_argument("--kills", type=int, default=100)
    given = parser.parse_args()
    told = measure(given.cycles, given.restarts, given.kills)
    print(json.dumps(told))
    leaked = [name for name, slack in SLACK.items() if told["leaked"][name] > slack]
    bad = ("crashed_workers", "zombies", "wrong_camera", "not_back", "not_back_after_kill",
           "not_live_in_20_s")  # fmt: skip
    wrong = [name for name in bad if told[name]]
    print(f"leaked: {leaked or 'nothing'}; wrong: {wrong or 'nothing'}", file=sys.stderr)
    return int(bool(leaked or wrong))


if __name__ == "__main__":
    sys.exit(main())
