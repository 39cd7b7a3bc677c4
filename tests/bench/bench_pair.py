"""Pair integrity over many team-hours: false alerts, separations found, and how soon (O7).

`python -m tests.bench.bench_pair [TEAM_HOURS]` prints one JSON object, and words on stderr. Noise
is 10 m per axis and member: fresh at each fix, drifting as between tall houses, with leaps and lost
fixes, and partly the same for both. The cost of a fix is a ratio to the bare floor: two means over
twenty samples.
"""

import json
import sys
import time
from statistics import fmean
from typing import Any

from tests.support.pair_walks import Corpus, separations

CADENCES_S = (1.0, 5.0, 10.0, 30.0)
CORPORA = {
    "fresh": Corpus(),
    "drifts 5 s": Corpus(drift_s=5.0),
    "drifts 20 s": Corpus(drift_s=20.0),
    "drifts 60 s": Corpus(drift_s=60.0),
    "2 % leaps, 10 % lost": Corpus(leap_share=0.02, lost_share=0.1),
    "0.7 shared, drifts 20 s": Corpus(drift_s=20.0, shared=0.7),
    "out of step by 0.4 s": Corpus(late_s=0.4),
}
APART_M = (35.0, 40.0, 50.0, 60.0, 80.0)
WALKS = 25
TOGETHER_S = 600.0
APART_S = 180.0
BESIDE_M = 8.0


def false_alerts(team_hours: float, every_s: float, corpus: Corpus) -> float:
    """Per 100 team-hours of two people who walk side by side."""
    alerts = separations(
        seconds=team_hours * 3_600, every_s=every_s, seed=1, beside_m=BESIDE_M, corpus=corpus
    )
    return 100 * len(alerts) / team_hours


def found(apart_m: float, every_s: float, corpus: Corpus) -> tuple[float, float]:
    """Share of three-minute separations that are found, and the median time it takes (s)."""
    delays = []
    for seed in range(WALKS):
        alerts = separations(
            seconds=TOGETHER_S + APART_S, every_s=every_s, seed=seed, apart_m=apart_m,
            apart_from_s=TOGETHER_S, apart_for_s=APART_S, corpus=corpus,
        )  # fmt: skip
        if alerts and alerts[-1] >= TOGETHER_S:
            delays.append(alerts[-1] - TOGETHER_S)
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
    for name, corpus in CORPORA.items():
        for every_s in CADENCES_S:
            row = {
                "noise": name,
                "every_s": every_s,
                "false_per_100_h": false_alerts(team_hours, every_s, corpus),
                "found": {f"{m:.0f} m": found(m, every_s, corpus) for m in APART_M},
            }
            rows.append(row)
            print(row, file=sys.stderr, flush=True)
    print(json.dumps({"team_hours": team_hours, "cost_ratio": round(cost(), 1), "rows": rows}))


if __name__ == "__main__":
    main()
