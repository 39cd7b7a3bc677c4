"""Does the engine grow? Its memory after many events against after a tenth of them.

Run as `python -m tests.bench.bench_memory [EVENTS]` (1000000: some minutes). The real engine, 50
devices over CURVE, events of a type that joins its alert. `ratio` 1.2 is the bound.
"""

import json
import sys
import tempfile
from pathlib import Path

import psutil

from backends.zeromq.curve import make_pair
from tests.bench.bench_throughput import engine_with, load

DEVICES = 50


def main() -> int:
    """Load twice, with fleets of their own; one JSON object; 1 when it grew too much."""
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    pairs = [make_pair() for _ in range(2 * DEVICES)]
    names = [(f"load-{n}", pair.public, pair.secret) for n, pair in enumerate(pairs)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with engine_with(folder / "engine", names) as (engine, card):
            assert engine.process is not None
            program = psutil.Process(engine.process.pid)
            plan = {**card, "window": 40, "patience_s": 3_600}
            load(folder, **plan, devices=names[:DEVICES], events=total // 10)
            early = program.memory_info().rss
            load(folder, **plan, devices=names[DEVICES:], events=total - total // 10)
            late = program.memory_info().rss
    report = {
        "events": total, "early_mib": early >> 20, "late_mib": late >> 20,
        "ratio": round(late / early, 3),
    }  # fmt: skip
    print(json.dumps(report))
    return 0 if late <= 1.2 * early else 1


if __name__ == "__main__":
    sys.exit(main())
