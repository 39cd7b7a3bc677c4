"""How many events a second the engine makes durable and receipts, against a bare floor.

Run as `python -m tests.bench.bench_throughput [DEVICES] [EVENTS]`. Engine, floor and devices are
processes of their own; floor and engine are measured in turn with the same devices, events and
batch size (`floor_door.py`). `ratio` is engine divided by the floor in plain SQLite: 1 would be
free, 0.5 is the target. `ratio_encrypted` is the same against a floor in SQLCipher, in which the
engine writes. `ratio_of_processor_time` is what an event costs door and devices together at the
floor, divided by the same with the engine: two cores can do no better, and it suffers less from
whatever else the machine does. Then, on one engine: 200 events a second undisturbed, with 500 idle
TCP connections, beside a frozen console, and a burst of 10,000 with 20 SOS in it. Hostile peers
have a bench of their own (`bench_hostile.py`), and what each part costs (`bench_event_cost.py`).
Words on stderr, JSON on stdout.
"""

import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from backends.commands.parts import keys_in
from backends.database.registry import Registry
from backends.database.store import open_database
from backends.system.clock import SystemClock
from backends.zeromq.curve import make_pair
from console.ports.store import Device
from tests.e2e.conftest import MAIN, EngineProcess

ROUNDS = 2
TYPE = "analytics.loitering"
Names = list[tuple[str, str, str]]
Figures = dict[str, Any]


def main() -> int:
    """Measure, print one JSON object."""
    words = sys.argv[1:]
    count = int(words[0]) if words else 2_000
    events = int(words[1]) if len(words) > 1 else 20_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pairs = [make_pair() for _ in range(count)]
        names = [(f"load-{n}", pair.public, pair.secret) for n, pair in enumerate(pairs)]
        floors, encrypted, engines = [], [], []
        for turn in range(ROUNDS):
            floors.append(_floor(folder, names, events, turn))
            encrypted.append(_floor(folder, names, events, turn, "encrypted"))
            engines.append(_engine(folder, names, events, turn))
        days = _days(folder, names[:200])
    engine = _best(engines)
    report = {
        "devices": count, "floor": floors, "floor_encrypted": encrypted, "engine": engines,
        "ratio": round(engine / _best(floors), 2),
        "ratio_encrypted": round(engine / _best(encrypted), 2),
        "ratio_of_processor_time": round(_work(floors) / _work(engines), 2), **days,
    }  # fmt: skip
    print(json.dumps(report, indent=2))
    return 0


def _best(rounds: list[Figures]) -> float:
    return float(max(each["per_s"] for each in rounds))


def _work(rounds: list[Figures]) -> float:
    """What an event costs the door and the devices together, in the best round."""
    return float(min(each["door_cpu_us"] + each["load_cpu_us"] for each in rounds))


def load(folder: Path, **plan: object) -> Figures:
    """Run the devices; what they measured."""
    place = folder / "plan.json"
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    basis = {"type": TYPE, "time": stamp, "patience_s": 120, "window": 4, "rate": 0, "urgent": []}
    place.write_text(json.dumps({**basis, **plan}))
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.load_devices", str(place)],
        capture_output=True, text=True, timeout=3_600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    figures: Figures = json.loads(done.stdout)
    return figures


def _floor(folder: Path, names: Names, events: int, turn: int, kind: str = "plain") -> Figures:
    pair, place = make_pair(), str(folder / f"floor-{kind}-{turn}.db")
    command = [sys.executable, "-m", "tests.bench.floor_door", place]
    process = subprocess.Popen(
        [*command, pair.secret, pair.public, kind], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        card = {"door": process.stdout.readline().strip(), "server_key": pair.public}
        with processor_time(process.pid) as spent:
            figures = load(folder, **card, devices=names, events=events, warm=2_000)
        return _told(f"floor {kind}", figures | _cost(spent, events))
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@contextmanager
def engine_with(folder: Path, names: Names) -> Iterator[tuple[EngineProcess, dict[str, str]]]:
    """A running engine that knows these devices, and what they need to reach it."""
    engine = EngineProcess(folder)
    engine.start()
    try:
        enrol(folder, names)
        yield engine, {key: engine.card[key] for key in ("door", "server_key")}
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


def _engine(folder: Path, names: Names, events: int, turn: int) -> Figures:
    with engine_with(folder / f"engine-{turn}", names) as (engine, card):
        assert engine.process is not None
        with processor_time(engine.process.pid) as spent:
            figures = load(folder, **card, devices=names, events=events, warm=2_000)
        return _told("engine", figures | _cost(spent, events))


@contextmanager
def processor_time(pid: int) -> Iterator[list[float]]:
    """Seconds of the processor that a program spends meanwhile, in all its threads."""
    spent: list[float] = []
    program = psutil.Process(pid)
    before = program.cpu_times()
    yield spent
    after = program.cpu_times()
    spent.append(after.user + after.system - before.user - before.system)


def _cost(spent: list[float], events: int) -> Figures:
    """With connecting and the warm-up in it: the same for floor and engine."""
    return {"door_cpu_us": round(spent[0] / events * 1e6, 1)}


def _days(folder: Path, names: Names) -> dict[str, Figures]:
    """Latency of receipts in four situations. A sequence goes on only within one fleet."""
    fleets = [names[place : place + 40] for place in range(0, 200, 40)]
    sos = random.Random(5).sample(range(10_000), 20)
    calm = {"events": 2_000, "rate": 200}
    with engine_with(folder / "days", names) as (engine, card):
        undisturbed = load(folder, **card, devices=fleets[0], **calm)
        with idle_connections(card["door"], 500):
            idle = load(folder, **card, devices=fleets[1], **calm)
        with frozen_console(engine):
            frozen = load(folder, **card, devices=fleets[2], **calm)
        burst = load(folder, **card, devices=fleets[3], events=10_000, window=256, urgent=sos)
    found = {"calm": undisturbed, "idle_500": idle, "frozen_console": frozen, "burst": burst}
    return {name: _told(name, figures) for name, figures in found.items()}


@contextmanager
def idle_connections(door: str, count: int) -> Iterator[None]:
    """TCP connections that say nothing."""
    host, _, port = door.removeprefix("tcp://").rpartition(":")
    with contextlib.ExitStack() as stack:
        for _ in range(count):
            stack.enter_context(socket.create_connection((host, int(port)), 5))
        yield


@contextmanager
def frozen_console(engine: EngineProcess) -> Iterator[None]:
    """A console that follows the engine and is then stopped in the middle (POSIX)."""
    command = [*MAIN, "console", "--data", str(engine.data), "--headless"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    console = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        time.sleep(6)
        assert console.poll() is None, "the console did not start"
        console.send_signal(signal.SIGSTOP)
        yield
    finally:
        console.send_signal(signal.SIGCONT)
        console.kill()
        console.wait()


def _told(what: str, figures: Figures) -> Figures:
    print(f"{what}: {figures}", file=sys.stderr, flush=True)
    return figures


if __name__ == "__main__":
    sys.exit(main())
