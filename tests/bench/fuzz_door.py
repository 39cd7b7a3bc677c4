"""A million hostile messages at the real door, beside honest devices (R-IF-04, R-SEC-02).

Run as `python -m tests.bench.fuzz_door [--messages N] [--seed N] [--batch N]`. Enrolled devices
with a bad memory and worse manners send what `tests/support/hostile_frames.py` thinks of, a fifth
peer throws garbage and half handshakes at the bare port, and honest devices report throughout.
Prints progress in words on stderr and one JSON object; exit code 1 when the engine broke.
With a batch above what the engine queues (2,048), refused messages are withheld as well.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import socket
import sys
import tempfile
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any

import psutil

from backends.commands.parts import records_of
from tests.e2e.conftest import EngineProcess, sunra
from tests.support.enrolment import Card, enrolled
from tests.support.hostile_frames import corpus, hostile
from tests.support.raw_device import RawDevice, now

HOSTILE_DEVICES = 4
HONEST_DEVICES = 4
BATCH = 128
CORPUS = 3_000
UNDISTURBED = 300
PROBE_EVERY_S = 0.04
TOO_BIG = b"z" * (1024 * 1024 + 1)


# --- the hostile side: a process of its own ------------------------------------------------------


class Attacker:
    """One hostile device. Each batch ends with a true HELLO, whose answer says it is through."""

    def __init__(self, card: Card, seed: int, known: list[tuple[bytes, ...]]) -> None:
        self.device = RawDevice(card)
        self.messages = hostile(card["device"], seed, known, now())
        self.chance = Random(seed)
        self.batch = self.frames = 0

    def throw(self, count: int) -> None:
        """Send so many messages and wait until the engine went through them."""
        self.batch += 1
        for _ in range(count):
            message = next(self.messages)
            self.frames += len(message)
            self.device.send(*message)
        if self.chance.random() < 0.01:
            self.device.send(b"SEP1", b"EVENT", TOO_BIG)  # libzmq ends this connection
        self.device.boot = 1_000_000 + self.batch
        end = time.monotonic() + 60
        while time.monotonic() < end:
            self.device.hello()
            if self._heard_welcome(time.monotonic() + 3):
                return
        raise AssertionError(f"{self.device.id} was not welcomed again within 60 s")

    def _heard_welcome(self, until: float) -> bool:
        while time.monotonic() < until:
            self.device.listen(100)
            if any(
                kind == "WELCOME" and body["boot"] == self.device.boot
                for kind, body in self.device.heard
            ):
                return True
        return False

    def answers(self) -> Counter[str]:
        """How it was answered since the last question."""
        found = Counter(
            body["code"] if kind == "REJECT" else kind for kind, body in self.device.heard
        )
        self.device.heard.clear()
        self.device.rejects.clear()
        return found


class PortGarbage:
    """Bytes that are no ZMTP, half handshakes, and frames that promise too much."""

    def __init__(self, door: str, seed: int) -> None:
        host, _, port = door.removeprefix("tcp://").rpartition(":")
        self.address = (host, int(port))
        self.chance = Random(seed)
        self.open: list[socket.socket] = []
        self.opened = 0

    def throw(self) -> None:
        """One more connection; the oldest of fifty goes."""
        try:
            peer = socket.create_connection(self.address, 2.0)
            self.open.append(peer)
            peer.sendall(self._bytes())
        except OSError:
            return
        finally:
            self.opened += 1
            while len(self.open) > 50:
                self.open.pop(0).close()

    def _bytes(self) -> bytes:
        greeting = b"\xff" + b"\x00" * 8 + b"\x7f\x03\x01CURVE" + b"\x00" * 47
        return self.chance.choice(
            [
                b"GET / HTTP/1.1\r\n\r\n", self.chance.randbytes(400), greeting[:10], greeting,
                greeting + b"\x04\xc8\x05HELLO" + self.chance.randbytes(194),
                greeting + b"\x06" + b"\xff" * 8 + b"x", greeting + self.chance.randbytes(300), b"",
            ]
        )  # fmt: skip


def attack(cards: list[Card], messages: int, seed: int, batch: int, pipe: Connection) -> None:
    """The hostile process: tells how many messages are through, and how they were answered."""
    known = corpus(CORPUS)
    attackers = [Attacker(card, seed + at, known) for at, card in enumerate(cards)]
    garbage = PortGarbage(cards[0]["door"], seed)
    for each in attackers:
        each.device.hello()
    sent = 0
    while sent < messages:
        attacker = attackers[(sent // batch) % len(attackers)]
        count = min(batch, messages - sent)
        attacker.throw(count)
        sent += count
        garbage.throw()
        frames = sum(each.frames for each in attackers)
        pipe.send((sent, frames, garbage.opened, attacker.answers()))
    for each in attackers:
        each.device.close()
    pipe.close()


# --- the honest side -----------------------------------------------------------------------------


class Honest:
    """Devices that report one after the other, and how long each receipt took."""

    def __init__(self, cards: list[Card]) -> None:
        self.devices = [RawDevice(card) for card in cards]
        self.reported = 0
        for each in self.devices:
            each.hello()
            each.wait(lambda device: bool(device.heard))

    def probe(self) -> float:
        """Milliseconds from an event to its receipt."""
        device = self.devices[self.reported % len(self.devices)]
        # Mostly entries of the log: thousands of open life-safety alerts are another measurement.
        kind = "bell.pressed" if self.reported % 50 == 0 else "patrol.checkpoint"
        begun = time.perf_counter()
        sequence = device.event(kind)
        device.wait(lambda each: sequence in each.receipted, seconds=60)
        self.reported += 1
        device.heard.clear()
        return (time.perf_counter() - begun) * 1_000

    def probes(self, go_on: Callable[[], bool]) -> list[float]:
        """Report at a steady pace for as long as wanted."""
        taken = []
        while go_on():
            due = time.perf_counter() + PROBE_EVERY_S
            taken.append(self.probe())
            time.sleep(max(0.0, due - time.perf_counter()))
        return taken

    def close(self) -> None:
        for each in self.devices:
            each.close()


def spread(milliseconds: list[float]) -> dict[str, float]:
    return {
        "p50_ms": round(median(milliseconds), 1),
        "p99_ms": round(quantiles(milliseconds, n=100)[98], 1),
        "most_ms": round(max(milliseconds), 1),
    }


class Watch:
    """What the hostile process told and what the engine weighed meanwhile."""

    def __init__(self, engine: psutil.Process, pipe: Connection, messages: int) -> None:
        self.engine = engine
        self.pipe = pipe
        self.messages = messages
        self.sent = self.frames = self.garbage = 0
        self.answers: Counter[str] = Counter()
        self.rss_mib: dict[int, float] = {}
        self._marks = [1, 5, *range(10, 101, 10)]

    def go_on(self) -> bool:
        """Take in what was told; False when the attack is over."""
        try:
            while self.pipe.poll(0):
                self.sent, self.frames, self.garbage, answers = self.pipe.recv()
                self.answers.update(answers)
        except EOFError:
            self._note()
            return False
        self._note()
        return True

    def _note(self) -> None:
        while self._marks and self.sent * 100 >= self.messages * self._marks[0]:
            mark = self._marks.pop(0)
            self.rss_mib[mark] = round(self.engine.memory_info().rss / 2**20, 1)
            print(f"{mark:3} %: engine {self.rss_mib[mark]} MiB", file=sys.stderr, flush=True)


def measured(engine: EngineProcess, wanted: argparse.Namespace) -> dict[str, Any]:
    """Undisturbed first, then the attack; the figures."""
    assert engine.process is not None
    place = (engine.data, engine.card["door"])
    honest = Honest(enrolled(*place, [f"honest-{n}" for n in range(HONEST_DEVICES)]))
    evil = [f"evil-{n}" for n in range(HOSTILE_DEVICES)]
    cards = enrolled(*place, evil, kind="camera", allowed=("analytics.loitering",))
    quiet = iter(range(UNDISTURBED))
    undisturbed = honest.probes(lambda: next(quiet, None) is not None)
    mine, theirs = multiprocessing.Pipe(duplex=False)
    context = multiprocessing.get_context("spawn")
    orders = (cards, wanted.messages, wanted.seed, wanted.batch, theirs)
    attackers = context.Process(target=attack, args=orders)
    watch = Watch(psutil.Process(engine.process.pid), mine, wanted.messages)
    begun = time.monotonic()
    attackers.start()
    theirs.close()
    disturbed = honest.probes(watch.go_on)
    attackers.join(60)
    seconds = time.monotonic() - begun
    honest.close()
    calm, busy = spread(undisturbed), spread(disturbed)
    return {
        "messages": watch.sent, "frames": watch.frames,
        "garbage_connections": watch.garbage, "seconds": round(seconds),
        "answers": dict(watch.answers), "rss_mib_at_percent": watch.rss_mib,
        "rss_100_over_10": round(watch.rss_mib[100] / watch.rss_mib[10], 3),
        "honest": honest.reported, "undisturbed": calm, "attacked": busy,
        "p99_ratio": round(busy["p99_ms"] / calm["p99_ms"], 2), "attack_exit": attackers.exitcode,
    }  # fmt: skip


def afterwards(engine: EngineProcess, figures: dict[str, Any]) -> dict[str, Any]:
    """What the engine kept, and whether it ends in order."""
    alive = engine.is_running()
    code = engine.stop() if alive else -1
    stored = quarantined = 0
    with records_of(Namespace(data=engine.data)) as records:
        for row in records.events():
            quarantined += row["quarantined"]
            stored += not row["quarantined"] and row["source"].startswith("honest")
    disk = sum(path.stat().st_size for path in engine.data.glob("*.db*"))
    return {
        **figures, "alive": alive, "exit": code,
        "tracebacks": engine.log.read_text().count("Traceback"),
        "honest_stored": stored, "quarantined": quarantined, "disk_mib": round(disk / 2**20, 1),
        "verified": sunra("verify", "--data", engine.data, timeout=600).returncode == 0,
    }  # fmt: skip


def main() -> int:
    """Attack, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=int(os.environ.get("SUNRA_SEED", "11")))
    parser.add_argument("--batch", type=int, default=BATCH, help="messages before a pause")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine = EngineProcess(Path(folder) / "data")
        engine.start()
        try:
            figures = afterwards(engine, measured(engine, wanted))
        finally:
            if engine.is_running():
                engine.kill()
            print(engine.log.read_text()[-4_000:], file=sys.stderr)
    print(json.dumps(figures))
    stood = figures["alive"] and figures["verified"] and not figures["tracebacks"]
    whole = figures["honest_stored"] == figures["honest"] and figures["attack_exit"] == 0
    return 0 if stood and whole and figures["messages"] == wanted.messages else 1


if __name__ == "__main__":
    sys.exit(main())
