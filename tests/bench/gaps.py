"""Every message that is lost on the way is named; none that is repeated is counted twice.

Run as `python -m tests.bench.gaps [--total N] [--drop N] [--repeat N] [--devices N] [--rate N]`.
A real engine, real connections: of 100,000 numbers 1,000 are never sent, and 1,000 events are sent
twice (R-MSG-02, R-MSG-05). Prints one JSON object; 0 when every hole is named by device and range
and nothing is stored twice, else 1. A loss is raised after 60 s, so a run takes some minutes.
"""

import argparse
import json
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests.e2e.conftest import EngineProcess
from tests.support.emulated_load import emulator

LOSS_AFTER_S = 60.0
GRACE_S = 60.0
_BOOT = re.compile(r"Boot (\d+): messages? ([0-9, to]+) (?:is|are) missing")

Hole = tuple[str, int, int, int]


def main() -> int:
    """Run, compare, print."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        engine = EngineProcess(Path(folder) / "data")
        engine.start()
        try:
            report = _load(engine, arguments)
            holes = {
                (each["device"], each["boot"], each["from"], each["to"])
                for each in report["dropped"]
            }
            named = _named(engine, holes)
            figures = _figures(engine, report, holes, named)
        finally:
            engine.kill()
    print(json.dumps(figures))
    good = not figures["unnamed"] and not figures["wrongly_named"] and not figures["doubled"]
    whole = figures["stored"] == figures["made"] - figures["dropped"]
    print(
        f"{figures['holes']} holes, {len(named & holes)} named; {figures['repeated']} repeats, "
        f"{figures['doubled']} stored twice: {'as promised' if good and whole else 'NOT good'}",
        file=sys.stderr,
    )
    return 0 if good and whole else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual in (
        ("total", 100_000), ("drop", 1_000), ("repeat", 1_000), ("devices", 200), ("rate", 400),
    ):  # fmt: skip
        parser.add_argument(f"--{name}", type=int, default=usual)
    return parser.parse_args()


def _load(engine: EngineProcess, arguments: argparse.Namespace) -> dict[str, Any]:
    words = [word for name, value in vars(arguments).items() for word in (f"--{name}", str(value))]
    running = emulator(engine.data, *words, "--patience", "300")
    out, errors = running.communicate(timeout=3_000)
    assert running.returncode == 0, (out[:2_000], errors)
    report: dict[str, Any] = json.loads(out)
    return report


def _named(engine: EngineProcess, holes: set[Hole]) -> set[Hole]:
    """What the engine calls lost, once all holes are named or the time for it is over."""
    deadline = time.monotonic() + LOSS_AFTER_S + GRACE_S
    named: set[Hole] = set()
    while time.monotonic() < deadline and not holes <= named:
        time.sleep(2.0)
        named = losses(engine)
    return named


def losses(engine: EngineProcess) -> set[Hole]:
    """Device, boot and range of every message loss the engine has raised."""
    found: set[Hole] = set()
    for alert in engine.alerts():
        if alert["type"] != "device.message_loss":
            continue
        for boot, numbers in _BOOT.findall(alert["text"]):
            for each in numbers.split(", "):
                first, _, last = each.partition(" to ")
                found.add((alert["subject"], int(boot), int(first), int(last or first)))
    return found


def _figures(
    engine: EngineProcess, report: dict[str, Any], holes: set[Hole], named: set[Hole]
) -> dict[str, Any]:
    rows = [row for row in engine.events() if not row["quarantined"] and "sequence" in row]
    kept = Counter(
        (row["source"], row["boot"], row["sequence"]) for row in rows if row["source"] != "engine"
    )
    return {
        "made": report["made"],
        "stored": len(kept),
        "dropped": sum(last - first + 1 for _, _, first, last in holes),
        "holes": len(holes),
        "unnamed": sorted(holes - named)[:20],
        "wrongly_named": sorted(named - holes)[:20],
        "repeated": report["repeated"],
        "doubled": sum(count - 1 for count in kept.values()),
        "receipted_per_s": report["receipted_per_s"],
        "latency_ms": report["latency_ms"],
    }


if __name__ == "__main__":
    sys.exit(main())
