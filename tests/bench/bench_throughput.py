"""How many events a second the engine makes durable and receipts, against a bare floor.

Run as `python -m tests.bench.bench_throughput [DEVICES] [EVENTS]`. Engine, floor and devices are
processes of their own; floor and engine are measured in turn with the same devices, events and
batch size. `ratio` is engine divided by floor: 1 would be free. Words on stderr, JSON on stdout.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from backends.commands.parts import keys_in
from backends.database.registry import Registry
from backends.database.store import open_database
from backends.system.clock import SystemClock
from backends.zeromq.curve import make_pair
from console.ports.keys import KeyPair
from console.ports.store import Device
from tests.bench.load_devices import LIFE
from tests.e2e.conftest import EngineProcess

ROUNDS = 2
TYPE = "analytics.loitering"
Names = list[tuple[str, str, str]]


def main() -> int:
    """Measure in turn, then the latencies of a calm day, a frozen console's and of a burst."""
    count, events = (int(word) for word in (sys.argv[1:] + ["2000", "20000"][len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        names = [(f"load-{n}", pair.public, pair.secret) for n, pair in enumerate(_pairs(count))]
        rounds = [
            (_floor(folder, names, events, n), _engine(folder, names, events, n))
            for n in range(ROUNDS)
        ]
    best_floor = max(floor["per_s"] for floor, _ in rounds)
    best = max(ours["per_s"] for ours, *_ in [(each[1],) for each in rounds])
    report = {
        "devices": count,
        "floor": [floor for floor, _ in rounds],
        "engine": [ours for _, ours in rounds],
        "ratio": round(best / best_floor, 2),
    }
    print(json.dumps(report, indent=2))
    return 0


def _pairs(count: int) -> list[KeyPair]:
    return [make_pair() for _ in range(count)]


def load(folder: Path, **plan: Any) -> dict[str, Any]:
    """Run the devices; what they measured."""
    place = folder / "plan.json"
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    basis = {"type": TYPE, "time": stamp, "patience_s": 120, "window": 4, "rate": 0, "urgent": []}
    place.write_text(json.dumps({**basis, **plan}))
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.load_devices", str(place)],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def _floor(folder: Path, names: Names, events: int, turn: int) -> dict[str, Any]:
    pair = make_pair()
    command = [sys.executable, "-m", "tests.bench.floor_door", str(folder / f"floor-{turn}.db")]
    process = subprocess.Popen(
        [*command, pair.secret, pair.public], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        door = process.stdout.readline().strip()
        return _told(
            "floor",
            load(
                folder, door=door, server_key=pair.public, devices=names, events=events, warm=2_000
            ),
        )
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@contextmanager
def engine_with(folder: Path, names: Names) -> Iterator[EngineProcess]:
    """A running engine that knows these devices."""
    engine = EngineProcess(folder)
    engine.start()
    try:
        enrol(folder, names)
        yield engine
    finally:
        engine.stop()


def enrol(folder: Path, names: Names) -> None:
    """Register many devices at once."""
    database = open_database(folder / "sunra.db", keys_in(folder / "keys").secret("database"))
    registry = Registry(database, SystemClock())
    for name, public, _ in names:
        answer = registry.enrol(Device(name, "analytics", public))
        assert isinstance(answer, Device), answer
    database.close()


def _engine(folder: Path, names: Names, events: int, turn: int) -> dict[str, Any]:
    with engine_with(folder / f"engine-{turn}", names) as engine:
        card = engine.card
        return _told(
            "engine",
            load(
                folder,
                door=card["door"],
                server_key=card["server_key"],
                devices=names,
                events=events,
                warm=2_000,
            ),
        )


def _told(what: str, figures: dict[str, Any]) -> dict[str, Any]:
    print(f"{what}: {figures}", file=sys.stderr, flush=True)
    return figures


if __name__ == "__main__":
    sys.exit(main())
