"""What a change to the wall is worth: two checkouts (or two Pythons) in turns, in one run.

`python -m tests.bench.wall_pairs OTHER [--python PROGRAM] [--rounds N] [--seconds N]`. OTHER is a
second checkout with the change (`git worktree add`); `--python` runs it with another interpreter of
the same version, which finds the packages of this one. Walls of 16 tiles as in `bench_video`, which
of the two begins alternates. Processor time in ns from the system's scheduler (Linux), with the X
server; figures are milliseconds a stream-second and the differences of the pairs, so that what else
the machine does falls on both. Words on standard error, one JSON object on standard output.
"""

import argparse
import json
import os
import statistics
import sys
import sysconfig
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.bench import wall_stage
from tests.bench.bench_video import COUNT, wall_cost
from tests.bench.wall_stage import cameras_of, stage, virtual_screen
from tests.support.simulated_cameras import FarmProcess

PARTS = ("window", "workers", "screen", "all", "fps")


def spent_s(pids: Sequence[int]) -> float:
    """Processor seconds of all threads that live now."""
    ns = 0
    for pid in pids:
        for thread in Path(f"/proc/{pid}/task").iterdir():
            with suppress(OSError):
                ns += int((thread / "schedstat").read_text().split()[0])
    return ns / 1e9


class Side:
    """One of the two: where its modules lie and what runs them."""

    def __init__(self, root: Path, python: str) -> None:
        self._root, self._python = root, python
        self.costs: list[dict[str, float]] = []

    def measure(self, cameras: list[list[str]], server: list[int], seconds: float) -> None:
        """One wall, for so long."""
        mine = (wall_stage.ROOT, sys.executable)
        wall_stage.ROOT, sys.executable = self._root, self._python
        try:
            cost = wall_cost(cameras, server, seconds, spent_s)
            self.costs.append({**cost, "all": cost["wall"] + cost["screen"]})
        finally:
            wall_stage.ROOT, sys.executable = mine


def compared(here: Side, other: Side) -> dict[str, dict[str, float]]:
    """Of each part: the medians, the mean difference of the pairs and its standard error."""
    told = {}
    for part in PARTS:
        pairs = [(a[part], b[part]) for a, b in zip(here.costs, other.costs, strict=True)]
        apart = [b - a for a, b in pairs]
        error = statistics.stdev(apart) / len(apart) ** 0.5 if len(apart) > 1 else 0.0
        told[part] = {
            "here": round(statistics.median(a for a, _b in pairs), 2),
            "other": round(statistics.median(b for _a, b in pairs), 2),
            "apart": round(statistics.fmean(apart), 2),
            "error": round(error, 2),
        }
    return told


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("other", type=Path)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=6.0)
    given = parser.parse_args()
    os.environ["PYTHONPATH"] = sysconfig.get_path("purelib")
    sides = (Side(wall_stage.ROOT, sys.executable), Side(given.other.resolve(), given.python))
    with stage() as (folder, stack):
        farm = stack.enter_context(FarmProcess(COUNT, folder))
        server = stack.enter_context(virtual_screen())
        cameras = cameras_of(farm, COUNT, "sub-real")
        for number in range(given.rounds):
            for side in sides if number % 2 == 0 else reversed(sides):
                side.measure(cameras, server, given.seconds)
            latest = [f"{side.costs[-1]['all']:.2f}" for side in sides]
            print(f"round {number + 1}: {' and '.join(latest)} ms", file=sys.stderr, flush=True)
    print(json.dumps(compared(*sides)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
