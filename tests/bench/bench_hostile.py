"""What each kind of hostile peer costs the honest: p99 of receipts before and beside it.

Run as `python -m tests.bench.bench_hostile [KIND ...] [--nice N]`. One engine; for each kind 40
honest devices send 200 events a second, first undisturbed, then beside an attacker in a process of
its own. `--nice 10` (the default) leaves the attacker the rest of the processor, so that the engine
is measured and not who gets a core; `idle` is an attacker that only uses up a core: what it costs
is the machine's share. `ratio` is disturbed by undisturbed p99. Table on stderr, JSON on stdout.
"""

import argparse
import contextlib
import json
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import zmq

from backends.zeromq.curve import make_pair
from tests.bench.bench_throughput import Figures, engine_with, load
from tests.support.hostile_peers import (
    Card,
    Deaf,
    Endless,
    Step,
    coming_again,
    entered,
    half_open,
)

CALM = {"events": 1_600, "rate": 200}
FLEET = 40
SETTLE_S = 1.5


def idle(_: Card) -> Step:
    """Harms nobody; uses a core as far as it gets one."""

    def attack(stop: threading.Event) -> None:
        while not stop.is_set():
            sum(range(10_000))

    return attack


def again_and_again(step: Callable[[], None]) -> Step:
    """One step after the other, whatever becomes of it."""

    def attack(stop: threading.Event) -> None:
        while not stop.is_set():
            with contextlib.suppress(OSError, AssertionError, IndexError):
                step()
            stop.wait(0.002)

    return attack


def deaf(card: Card) -> Step:
    """Asks without end and never reads, again each time it is shown out."""

    def attack(stop: threading.Event) -> None:
        while not stop.is_set():
            with contextlib.suppress(OSError, AssertionError, IndexError):
                Deaf(card)(stop)
            stop.wait(0.05)

    return attack


def handshakes(card: Card) -> Step:
    """A registered key that comes in and leaves, without end."""
    return again_and_again(lambda: entered(card).close())


def strangers(card: Card) -> Step:
    """Unknown keys through the whole handshake, without end."""

    def step() -> None:
        pair = make_pair()
        entered({**card, "public_key": pair.public, "secret_key": pair.secret}).close()

    return again_and_again(step)


def malformed(card: Card) -> Step:
    """A registered device whose every message is refused, each another, as fast as it can."""

    def attack(stop: threading.Event) -> None:
        context: zmq.Context[zmq.Socket[bytes]] = zmq.Context()
        peer = context.socket(zmq.DEALER)
        peer.linger = 0
        peer.curve_serverkey = card["server_key"].encode()
        peer.curve_publickey = card["public_key"].encode()
        peer.curve_secretkey = card["secret_key"].encode()
        peer.connect(card["door"])
        number = 0
        while not stop.is_set():
            number += 1
            with contextlib.suppress(zmq.Again):
                body = b"{%d %b" % (number, bytes(300))
                peer.send_multipart([b"SEP1", b"EVENT", body], zmq.NOBLOCK)
            with contextlib.suppress(zmq.Again):
                while True:
                    peer.recv_multipart(zmq.NOBLOCK)
        context.destroy(linger=0)

    return attack


KINDS: dict[str, Callable[[Card], Step]] = {
    "idle": idle,
    "endless": Endless,
    "half_open": lambda card: half_open(card["door"], 1_000),
    "coming_again": lambda card: coming_again(card["door"], 0.002),
    "deaf": deaf,
    "malformed": malformed,
    "handshakes": handshakes,
    "strangers": strangers,
}


def attack_alone(kind: str, card: Card, nice: int) -> None:
    """The attacker's process: until it is told to stop."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    os.nice(nice)
    KINDS[kind](card)(stop)


@contextmanager
def beside(kind: str, card: Card, nice: int) -> Iterator[None]:
    """An attacker at work; bounded by a few seconds at its end."""
    spawned = multiprocessing.get_context("spawn")
    attacker = spawned.Process(target=attack_alone, args=(kind, card, nice), daemon=True)
    attacker.start()
    try:
        time.sleep(SETTLE_S)
        yield
    finally:
        attacker.terminate()
        attacker.join(3)
        attacker.kill()
        attacker.join(3)


def main() -> int:
    """Measure, print a table and one JSON object."""
    words = argparse.ArgumentParser()
    words.add_argument("kinds", nargs="*", choices=[*KINDS, []], default=[])
    words.add_argument("--nice", type=int, default=10)
    asked = words.parse_args()
    kinds = asked.kinds or list(KINDS)
    pairs = [make_pair() for _ in range(2 * FLEET * len(kinds))]
    names = [(f"load-{n}", pair.public, pair.secret) for n, pair in enumerate(pairs)]
    found: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with engine_with(folder / "engine", names) as (engine, card):
            for kind in kinds:
                fleets = [[names.pop() for _ in range(FLEET)] for _ in range(2)]
                evil = engine.enrol(f"evil-{kind}")
                calm = load(folder, **card, devices=fleets[0], **CALM)
                with beside(kind, evil, asked.nice):
                    beset = load(folder, **card, devices=fleets[1], **CALM)
                found[kind] = _compared(kind, calm, beset)
    print(json.dumps({"nice": asked.nice, "kinds": found}, indent=2))
    return 0


def _compared(kind: str, calm: Figures, beset: Figures) -> Figures:
    ratio = round(beset["p99_ms"] / calm["p99_ms"], 2)
    print(
        f"{kind:14} p50 {calm['p50_ms']:7} -> {beset['p50_ms']:7} ms   "
        f"p99 {calm['p99_ms']:7} -> {beset['p99_ms']:7} ms   ratio {ratio}",
        file=sys.stderr,
        flush=True,
    )
    return {"undisturbed": calm, "disturbed": beset, "p99_ratio": ratio}


if __name__ == "__main__":
    sys.exit(main())
