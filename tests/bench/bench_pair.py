"""Pair integrity over many team-hours: false alerts, separations found, and how soon (O7).

`python -m tests.bench.bench_pair [TEAM_HOURS]` prints one JSON object, and words on stderr. Noise
is 10 m per axis and member, fresh at each fix, and, for honesty, also drifting as between tall
houses. The cost of a fix is a ratio to the bare floor: two means over the same twenty samples.
"""

import json
import sys
import time
from statistics import fmean
from typing import Any

from tests.support.pair_walks import separations

CADENCES_S = (1.0, 5.0, 10.0, 30.0)
DRIFTS_S = (0.0, 20.0)
APART_M = (40.0, 50.0, 60.0, 80.0)
WALKS = 100
BESIDE_M = 8.0


def false_alerts(team_hours: float, every_s: float, drift_s: float) -> float:
    """Per 100 team-hours of two people who walk side by side."""
    alerts = separations(
        seconds=team_hours * 3_600, every_s=every_s, seed=1, beside_m=BESIDE_M, drift_s=drift_s
    )
    return 100 * len(alerts) / team_hours


def found(apart_m: float, every_s: float, drift_s: float) -> tuple[float, float]:
    """Share of three-minute separations that are found, and the median time it takes (s)."""
    delays = []
    for seed in range(WALKS):
        alerts = separations(
            seconds=360, every_s=every_s, seed=seed, beside_m=5.0, apart_m=apart_m,
            apart_from_s=120, apart_for_s=180, drift_s=drift_s,
        )  # fmt: skip
        if alerts and alerts[0] >= 120:
            delays.append(alerts[0] - 120)
    median = sorted(delays)[len(delays) // 2] if delays else float("nan")
    return len(delays) / WALKS, median


def cost() -> float:
    """Time of a fix as a ratio to two means over twenty samples."""
    fixes = 2 * 1_800
    begun = time.perf_counter()
    separations(seconds=1_800, every_s=1.0, seed=3)
    ours = (time.perf_counter() - begun) / fixes
    samples = [float(n) for n in range(20)]
    begun = time.perf_counter()
    for _ in range(fixes):
        fmean(samples)
        fmean(samples)
    return ours / ((time.perf_counter() - begun) / fixes)


def main() -> None:
    """Measure and print."""
    team_hours = float(sys.argv[1]) if len(sys.argv) > 1 else 100.0
    rows: list[dict[str, Any]] = []
    for drift_s in DRIFTS_S:
        for every_s in CADENCES_S:
            row = {
                "every_s": every_s,
                "drift_s": drift_s,
                "false_per_100_h": false_alerts(team_hours, every_s, drift_s),
                "found": {f"{m:.0f} m": found(m, every_s, drift_s) for m in APART_M},
            }
            rows.append(row)
            print(row, file=sys.stderr)
    print(json.dumps({"team_hours": team_hours, "cost_ratio": round(cost(), 1), "rows": rows}))


if __name__ == "__main__":
    main()
