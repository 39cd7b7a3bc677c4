"""A flood with five emergencies in it, end to end (R-ALM-04, R-OPS-07).

Run with `./run bench flood`. Four cameras send 1,000 analytics in 60 s, a fifth device five SOS at
uneven moments between them, into a real engine; the real console shows nine live pictures on a
virtual screen and sounds into a real sound server. Printed, from the engine's own record: how many
events and alerts are stored, how soon each SOS was in view without scrolling and how soon it was
heard, the screen's pauses. 0 when the promises hold, else 1.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.bench.bench_alert_latency import MAIN, running
from tests.support.raw_device import RawDevice
from tests.support.sound_server import sound_server

ANALYTICS, CAMERAS, SOS = 1_000, 4, 5
SECONDS = 60.0
WARM_UP_S = 12.0
PROMPT_S = 1.0
GAP_MS = 100.0
TYPES = ("analytics.crowd", "analytics.loitering", "analytics.intrusion", "analytics.vehicle")
SCREEN = "1920x1080"


def output_of(*words: str) -> str:
    """What a command of the program printed."""
    return subprocess.run([*MAIN, *words], capture_output=True, text=True, check=True).stdout


def enrolled(data: Path, device: str, kind: str) -> RawDevice:
    """A device of its own key."""
    words = ("enrol", "--data", str(data), "--device", device, "--class", kind)
    return RawDevice(json.loads(output_of(*words)))


def pour(edge: RawDevice, kinds: list[tuple[float, str]]) -> None:
    """Send each type at its second, then wait for every receipt."""
    edge.hello()
    edge.wait(lambda each: any(kind == "WELCOME" for kind, _ in each.heard))
    begun = time.monotonic()
    for number, (at, kind) in enumerate(kinds):
        while (left := begun + at - time.monotonic()) > 0:
            edge.listen(int(min(left, 0.2) * 1000))
        edge.event(kind, subject=f"zone-{number % 40}")
    edge.wait(lambda each: not each.unreceipted)
    edge.close()


def plans(chance: random.Random) -> list[list[tuple[float, str]]]:
    """When each device sends what: the cameras evenly, the calls for help whenever."""
    step = SECONDS / (ANALYTICS / CAMERAS)
    cameras = [
        [(step * n + chance.random() * step, chance.choice(TYPES)) for n in range(250)]
        for _ in range(CAMERAS)
    ]
    calls = [(at, "sos.app") for at in sorted(chance.uniform(5, SECONDS - 2) for _ in range(SOS))]
    return [*cameras, calls]


def flood(data: Path, stack: ExitStack) -> dict[str, Any]:
    """Everything together; the console's summary."""
    words = ["--data", str(data)]
    endpoints = ["--door", "tcp://127.0.0.1:0", "--seats", "tcp://127.0.0.1:0"]
    engine = stack.enter_context(running("engine", *words, *endpoints))
    json.loads(engine.stdout.readline())  # type: ignore[union-attr]
    simulation = stack.enter_context(running("simulate", *words, "--scenario", "calm"))
    started = json.loads(simulation.stdout.readline())  # type: ignore[union-attr]
    seconds = str(WARM_UP_S + SECONDS + 10)
    console = stack.enter_context(
        running(
            "console", *words, "--site", started["site"], "--headless", "--seconds", seconds,
            "--screen", SCREEN,
        )
    )  # fmt: skip
    time.sleep(WARM_UP_S)
    edges = [enrolled(data, f"flood-camera-{n}", "camera") for n in range(CAMERAS)]
    edges.append(enrolled(data, "flood-phone", "phone"))
    threads = [
        threading.Thread(target=pour, args=(edge, plan))
        for edge, plan in zip(edges, plans(random.Random(5)), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS + 60)
    answer, _ = console.communicate(timeout=120)
    summary: dict[str, Any] = json.loads(answer.splitlines()[-1])
    return summary


def judged(data: Path, summary: dict[str, Any]) -> dict[str, Any]:
    """What the engine's record says of it."""
    events = [json.loads(line) for line in output_of("events", "--data", str(data)).splitlines()]
    alerts = [json.loads(line) for line in output_of("alerts", "--data", str(data)).splitlines()]
    calls = [row for row in alerts if row["type"] == "sos.app"]
    stored = [row for row in events if str(row["source"]).startswith("flood-")]
    return {
        "events_stored": len(stored),
        "calls": len(calls),
        "shown_s": [_since(row, "displayed_at") for row in calls],
        "heard_s": [_since(row, "annunciated_at") for row in calls],
        "gui_gap_p99_ms": summary["gap_p99_ms"],
        "cameras_live": summary["live"],
        "errors": summary.get("errors", []),
    }


def _since(row: dict[str, Any], moment: str) -> float | None:
    """Seconds from the receiving of an alert to the moment, None when it never came."""
    at = row["handling"][moment]
    if at is None:
        return None
    passed = datetime.fromisoformat(at) - datetime.fromisoformat(row["raised"])
    return round(passed.total_seconds(), 3)


def broken(told: dict[str, Any]) -> list[str]:
    """Which promises do not hold."""
    late = [s for name in ("shown_s", "heard_s") for s in told[name] if s is None or s > PROMPT_S]
    return [
        *(["stored"] if told["events_stored"] != ANALYTICS + SOS else []),
        *(["calls"] if told["calls"] != SOS else []),
        *(["late"] if late else []),
        *(["pauses"] if told["gui_gap_p99_ms"] > GAP_MS else []),
    ]


def main() -> int:
    """Run once and print one JSON object."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        sound = Path(folder) / "sound"
        sound.mkdir()
        server = stack.enter_context(sound_server(sound))
        server.plug("hall")
        os.environ["PULSE_SERVER"] = server.address
        data = Path(folder) / "data"
        told = judged(data, flood(data, stack))
    print(json.dumps({**told, "broken": broken(told)}, indent=2))
    return int(bool(broken(told)))


if __name__ == "__main__":
    sys.exit(main())
