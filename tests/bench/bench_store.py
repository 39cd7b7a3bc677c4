"""Measures `SqlStore.commit` against a bare executemany floor in the same run; prints JSON.

Run as `python -m tests.bench.bench_store`. Figures are events per second; each event comes with an
alert of its own, both with a journal line. The floor writes the same envelopes, one table, same
file settings. `ratio` is floor divided by store: 1 would be free.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from backends.audit.verify import verify
from backends.database.connection import Database
from backends.database.readers import open_reader
from tests.backends.store_values import KEY, NOW, burst, event, store_in

BATCHES = {64: 60, 256: 20}
Step = Callable[[int, int], object]


def main() -> int:
    """Measure, print one JSON object, return 0."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store, floor = _store_step(folder), _floor_step(folder)
        found = {str(size): _compare(store, floor, size, n) for size, n in BATCHES.items()}
        report = {"commit": found, "verify_lines_per_s": _verify_rate(folder)}
    sys.stdout.write(json.dumps(report, indent=2) + "\n")
    return 0


def _compare(store: Step, floor: Step, size: int, batches: int) -> dict[str, float]:
    """Interleaved, so that a busy moment of the machine hits both."""
    spent = {"store": 0.0, "floor": 0.0}
    worst = 0.0
    for batch in range(batches):
        for name, step in (("store", store), ("floor", floor)):
            begun = time.perf_counter()
            step(batch * size + 1, size)
            spent[name] += (took := time.perf_counter() - begun)
            worst = max(worst, took) if name == "store" else worst
    total = size * batches
    return {
        "store_events_per_s": round(total / spent["store"]),
        "floor_events_per_s": round(total / spent["floor"]),
        "ratio": round(spent["store"] / spent["floor"], 2),
        "worst_commit_ms": round(worst * 1000, 1),
    }


def _store_step(folder: Path) -> Step:
    store = store_in(folder)

    def step(first: int, count: int) -> None:
        store.commit(burst(first, count, source=f"bell-{count}"), NOW)

    return step


def _floor_step(folder: Path) -> Step:
    database = Database(folder / "floor.db", KEY)
    table = sa.Table(
        "floor",
        sa.MetaData(),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("envelope", sa.Text),
    )
    with database.write() as connection:
        table.create(connection)
    insert = table.insert()

    def step(first: int, count: int) -> None:
        rows = [{"envelope": event(n).json} for n in range(first, first + count)]
        with database.write() as connection:
            connection.execute(insert, rows)

    return step


def _verify_rate(folder: Path) -> int:
    lines = list(open_reader(folder / "sunra.db", KEY).journal_lines())
    begun = time.perf_counter()
    verdict = verify(lines)
    assert verdict.ok, verdict.problem
    return round(len(lines) / (time.perf_counter() - begun))


if __name__ == "__main__":
    sys.exit(main())
