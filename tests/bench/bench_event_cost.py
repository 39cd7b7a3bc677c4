"""Where the engine's time for an event goes: decode, decide, write, commit, answer.

Run as `python -m tests.bench.bench_event_cost [DEVICES] [WAVES] [WINDOW]`. No network: waves of
WINDOW events of each device go through the engine's own intake, desk and store (SQLCipher, FULL) in
batches of 256, one part after the other in one thread. Figures are processor time in microseconds
an event, and `ratio` the whole against a floor that only writes the same frames to one plain table
in the same run. Commit is what the thread beside the engine's spends. One JSON object on stdout.
"""

import gc
import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from backends.database.store import SqlStore, open_store
from backends.system.clock import SystemClock
from console.ports.door import Frames
from console.ports.messages import Decision
from console.ports.store import Device, Restored
from console.services.catalogue import read_catalogue
from console.services.desk.desk import Desk
from console.services.engine.inbox import Inbox
from console.services.engine.intake import Intake
from console.wire.codec import encode_engine

BATCH = 256
READ_ON = 64
KEY = bytes(range(32))


class Meter:
    """Processor time by part, of this thread and of all."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    @contextmanager
    def of(self, part: str) -> Iterator[None]:
        """Add what the body costs; in a thread beside it: as `commit`."""
        own, whole = time.thread_time(), time.process_time()
        yield
        own, whole = time.thread_time() - own, time.process_time() - whole
        self.spent[part] = self.spent.get(part, 0.0) + own
        if part == "write":
            self.spent["commit"] = self.spent.get("commit", 0.0) + max(0.0, whole - own)


def frames_of(devices: int, first: int, count: int, stamp: str) -> Iterator[Frames]:
    """Events of each device in turn: `count` from the one of that number on."""
    for number in range(first, first + count):
        name, sequence = f"load-{number % devices}", number // devices + 1
        body = (
            f'{{"id":"{name}-{sequence}","source":"{name}","type":"analytics.loitering",'
            f'"time":"{stamp}","boot":1,"sequence":{sequence},"mono_ms":{sequence},"data":'
            f'{{"location":{{"lat":37.56,"lon":127.04}},"cameras":["cam-1"],"confidence":0.8,'
            f'"text":"load"}}}}'
        )
        yield Frames(name.encode(), name, (b"SEP1", b"EVENT", body.encode()))


class Room:
    """A desk and a store on a new database, and what each part costs."""

    def __init__(self, folder: Path, devices: int) -> None:
        self.clock = SystemClock()
        self.store: SqlStore = open_store(folder / "sunra.db", KEY, self.clock)
        catalogue = read_catalogue()
        self.desk = Desk(catalogue)
        self.inbox = Inbox(catalogue, self.desk.permits)
        self.intake = Intake(self.inbox, self.clock)
        names = [f"load-{number}" for number in range(devices)]
        known = [Device(name, "analytics", name) for name in names]
        self.desk.restore(Restored(0, 1, (), ()), known)

    def wave(self, came: list[Frames], meter: Meter) -> None:
        """All that wait at once, in as many rounds of the engine as they take; no doors."""
        for first in range(0, len(came), READ_ON):
            with meter.of("decode"):
                assert not self.intake.put(came[first : first + READ_ON])
        while len(self.inbox):
            with meter.of("decode"):
                batch = self.intake.take(BATCH)
            with meter.of("decide"):
                decision = self.desk.handle(batch)
            with meter.of("write"):
                self.store.commit(decision, self.clock.now(), _wait)
            with meter.of("answer"):
                self._settle(decision)

    def _settle(self, decision: Decision) -> None:
        self.desk.committed(decision)
        self.desk.learn(decision)
        for reply in decision.replies:
            encode_engine(reply.message)


def _wait() -> bool:
    return False


def floor(path: Path, batches: list[list[Frames]]) -> float:
    """Seconds of processor time to write the same, and no more."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE event (source BLOB, envelope BLOB)")
    begun = time.process_time()
    for batch in batches:
        database.execute("BEGIN IMMEDIATE")
        rows = [(each.routing, each.frames[2]) for each in batch]
        database.executemany("INSERT INTO event VALUES (?, ?)", rows)
        database.execute("COMMIT")
    spent = time.process_time() - begun
    database.close()
    return spent


def measured(devices: int, waves: int, window: int) -> dict[str, float]:
    """The parts' times over waves of `window` events a device, after each device had one."""
    stamp = datetime.now(UTC).isoformat()
    meter, size = Meter(), devices * window
    with tempfile.TemporaryDirectory() as name:
        room = Room(Path(name), devices)
        room.wave(list(frames_of(devices, 0, devices, stamp)), Meter())
        sent = [
            list(frames_of(devices, devices + turn * size, size, stamp)) for turn in range(waves)
        ]
        for came in sent:
            room.wave(came, meter)
        room.store.close()
        everything = [each for came in sent for each in came]
        rounds = [everything[at : at + BATCH] for at in range(0, len(everything), BATCH)]
        spent = {**meter.spent, "floor": floor(Path(name) / "floor.db", rounds)}
    return {part: round(took / waves / size * 1e6, 1) for part, took in spent.items()}


def main() -> int:
    """Measure, print one JSON object."""
    words = [int(word) for word in sys.argv[1:]]
    devices, waves, window = words + [2_000, 2, 4][len(words) :]
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)  # as `sunra engine` does
    figures = measured(devices, waves, window)
    bare = figures.pop("floor")
    whole = round(sum(figures.values()), 1)
    report = {
        "devices": devices, "window": window, "us_an_event": figures, "whole": whole,
        "floor": bare, "ratio": round(whole / bare, 1),
    }  # fmt: skip
    print(json.dumps(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
