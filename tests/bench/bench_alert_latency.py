"""From a device's send to a painted row: 20 events a second into the real console, with pictures.

Run with `./run bench alert_latency`. Real cameras, devices and units as their own processes, a real
engine, a real console on a virtual screen. Printed: sent -> painted (median, p95, slowest), the
screen's pauses, and beside them the floor of the same run: how long the engine needed from send to
receipt, without any screen.
"""

import json
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).parents[2]
MAIN = [sys.executable, str(ROOT / "main.py")]
SECONDS = 75


def main() -> int:
    """Run once and print one JSON object; exit code 1 when the check found something wrong."""
    with tempfile.TemporaryDirectory() as folder:
        summary, evidence = run(Path(folder))
    receipts = [
        (datetime.fromisoformat(each["receipted"]) - datetime.fromisoformat(each["sent"]))
        .total_seconds() * 1000
        for each in evidence if each.get("receipted")
    ]  # fmt: skip
    print(
        json.dumps(
            {
                "events": summary["sent"],
                "painted": summary["shown"],
                "sent_to_receipt_ms": {"p50": median(receipts), "p95": p95(receipts)},
                "sent_to_painted_ms": {
                    "p50": summary["p50_ms"], "p95": summary["p95_ms"],
                    "slowest": summary["slowest_ms"],
                },
                "painted_p95_to_receipt_p95": summary["p95_ms"] / p95(receipts),
                "gui_gap_p99_ms": summary["gap_p99_ms"],
                "cameras_live": summary["live"],
                "wrong": summary["wrong"],
            },
            indent=2,
        )
    )  # fmt: skip
    return 1 if summary["wrong"] else 0


def p95(values: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(values, n=20, method="inclusive")[-1]


def run(folder: Path) -> tuple[dict[str, object], list[dict[str, str]]]:
    """The simulation and the console, until the console ends; its summary and the evidence."""
    data = folder / "data"
    simulation = subprocess.Popen(
        [*MAIN, "simulate", "--data", str(data), "--scenario", "bench20"],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert simulation.stdout is not None
        started = json.loads(simulation.stdout.readline())
        console = subprocess.run(
            [*MAIN, "console", "--data", str(data), "--site", started["site"],
             "--evidence", started["evidence"], "--headless", "--seconds", str(SECONDS)],
            stdout=subprocess.PIPE, text=True, timeout=SECONDS + 90, check=False,
        )  # fmt: skip
        evidence = Path(started["evidence"]).read_text(encoding="utf-8").splitlines()
        return json.loads(console.stdout.splitlines()[-1]), [json.loads(each) for each in evidence]
    finally:
        simulation.terminate()
        simulation.wait(timeout=30)


if __name__ == "__main__":
    sys.exit(main())
