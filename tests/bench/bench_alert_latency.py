"""From a device's send to a painted row, at 20 emergencies a second into the real console.

Run with `./run bench alert_latency`. Real cameras and units as their own processes, a real engine,
a real console on a virtual screen with nine live pictures, and a second seat that closes each alert
soon after it came, as operators who keep up would, so that new rows are in view. Printed: sent ->
painted, the screen's pauses and, as the floor of the same run, sent -> receipted (no screen).
"""

import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from backends.database.registry import Registry
from backends.database.seat_journal import SqlSeatJournal
from backends.database.store import open_database
from backends.keys.file_keys import FileKeys
from backends.system.clock import SystemClock
from backends.zeromq.curve import make_pair
from backends.zeromq.seat_link import ZmqSeatLink
from console.ports.seat_link import QueueNews
from tests.support.raw_device import RawDevice

ROOT = Path(__file__).parents[2]
MAIN = [sys.executable, str(ROOT / "main.py")]
EVENTS = 1_000
PER_SECOND = 20
OPEN_FOR_S = 0.35
WARM_UP_S = 8.0


def main() -> int:
    """Run once and print one JSON object; exit code 1 when the check found something wrong."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        summary, receipts = run(Path(folder) / "data", stack)
    print(
        json.dumps(
            {
                "events": summary["sent"],
                "events_per_second": PER_SECOND,
                "painted_in_view": summary["in_view"],
                "sent_to_receipt_ms": {"p50": round(median(receipts)), "p95": round(p95(receipts))},
                "sent_to_painted_ms": {
                    "p50": round(summary["p50_ms"]),
                    "p95": round(summary["p95_ms"]),
                    "slowest": round(summary["slowest_ms"]),
                },
                "painted_p95_to_receipt_p95": round(summary["p95_ms"] / p95(receipts), 1),
                "gui_gap_p99_ms": summary["gap_p99_ms"],
                "cameras_live": summary["live"],
                "wrong": summary["wrong"],
            },
            indent=2,
        )
    )
    return 1 if summary["wrong"] else 0


def p95(values: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(values, n=20, method="inclusive")[-1]


def run(data: Path, stack: ExitStack) -> tuple[dict[str, Any], list[float]]:
    """Everything together; the console's summary and the milliseconds to each receipt."""
    words = ["--data", str(data)]
    engine = stack.enter_context(
        running("engine", *words, "--door", "tcp://127.0.0.1:0", "--seats", "tcp://127.0.0.1:0")
    )
    card = json.loads(engine.stdout.readline())  # type: ignore[union-attr]
    simulation = stack.enter_context(running("simulate", *words, "--scenario", "calm"))
    started = json.loads(simulation.stdout.readline())  # type: ignore[union-attr]
    evidence = data / "bench-sent.jsonl"
    seconds = WARM_UP_S + EVENTS / PER_SECOND + 4
    console = stack.enter_context(
        running(
            "console",
            *words,
            "--site",
            started["site"],
            "--evidence",
            str(evidence),
            "--headless",
            "--seconds",
            str(seconds),
        )
    )
    time.sleep(WARM_UP_S)
    link = second_seat(data, card)
    stack.callback(link.close)
    done = subprocess.run(
        [*MAIN, "enrol", *words, "--device", "bench-bell", "--class", "bell"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    receipts = send(RawDevice(json.loads(done.stdout)), link, evidence)
    answer, _ = console.communicate(timeout=120)
    return json.loads(answer.splitlines()[-1]), receipts


@contextmanager
def running(*words: str) -> Iterator["subprocess.Popen[str]"]:
    """A command of the program, ended at the end."""
    child = subprocess.Popen([*MAIN, *words], stdout=subprocess.PIPE, text=True)
    try:
        yield child
    finally:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
        child.wait(timeout=30)
        child.stdout.close()  # type: ignore[union-attr]


def second_seat(data: Path, card: dict[str, str]) -> ZmqSeatLink:
    """A colleague's seat on the same engine."""
    keys = FileKeys(data / "keys", make_pair)
    pair = keys.curve("seat-bench")
    database = open_database(data / "sunra.db", keys.secret("database"))
    Registry(database, SystemClock()).register_seat("seat-bench", pair.public)
    database.close()

    def journal() -> SqlSeatJournal:
        return SqlSeatJournal(data / "seat-bench.db", keys.secret("seat-journal"))

    return ZmqSeatLink(
        card["seats"], card["server_key"], pair, "seat-bench", "OP-02", journal, SystemClock()
    )


def send(edge: RawDevice, link: ZmqSeatLink, evidence: Path) -> list[float]:
    """Send at an even pace, close what has been open for a while, note what was sent."""
    edge.hello()
    edge.wait(lambda each: any(kind == "WELCOME" for kind, _ in each.heard))
    sent: dict[int, tuple[float, str]] = {}
    receipts: dict[int, float] = {}
    open_since: dict[int, float] = {}
    begun = time.monotonic()
    while len(receipts) < EVENTS and time.monotonic() - begun < EVENTS / PER_SECOND + 10:
        now = time.monotonic()
        if len(sent) < EVENTS and now - begun >= len(sent) / PER_SECOND:
            moment = datetime.now(UTC).isoformat()
            sent[edge.event("bell.pressed")] = (time.monotonic(), moment)
        edge.listen(5)
        for sequence in edge.receipted - receipts.keys():
            receipts[sequence] = (time.monotonic() - sent[sequence][0]) * 1000
        close_old(link, open_since, now)
    lines = [
        {
            "what": what,
            "device": edge.id,
            "boot": 1,
            "sequence": s,
            "type": "bell.pressed",
            "at": at,
        }
        for s, (_, at) in sent.items()
        for what in ("sent", *(["receipted"] if s in receipts else []))
    ]
    evidence.write_text("".join(json.dumps(each) + "\n" for each in lines), encoding="utf-8")
    edge.close()
    return list(receipts.values())


def close_old(link: ZmqSeatLink, open_since: dict[int, float], now: float) -> None:
    """Close as a test what came more than `OPEN_FOR_S` ago."""
    for news in link.drain():
        if isinstance(news, QueueNews):
            for alert in news.alerts:
                if alert.is_open and alert.type == "bell.pressed":
                    open_since.setdefault(alert.number, now)
    for number in [each for each, since in open_since.items() if now - since > OPEN_FOR_S]:
        link.submit("close", number, disposition="test")
        open_since[number] = float("inf")


if __name__ == "__main__":
    sys.exit(main())
