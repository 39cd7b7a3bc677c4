"""Pair integrity over many team-hours: false alerts, separations found, and how soon (O7).

`python -m tests.bench.bench_pair [TEAM_HOURS [WALKS [SECONDS_FROM_FIX_TO_FIX...]]]` prints one JSON
object, and words on stderr; it ends with 1 when a row breaks its promise. Noise is 10 m per axis
and member: fresh at each fix, drifting as between tall houses, of both kinds, with leaps, gaps and
phones out of step, with accuracies that are wrong. Teams walk, turn and stand, three hours each;
of those who part after ten minutes half do so at once and half on foot. A separation lasts for so
long as the two are farther than 30 m from each other, and is found when it is told within that
time. The cost of a fix is a ratio to the bare floor: two means over twenty samples.
"""

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from math import ceil
from multiprocessing import get_context
from statistics import fmean, median
from typing import Any, NamedTuple

from tests.support.pair_walks import (
    Corpus,
    Gait,
    Parting,
    Walk,
    dark_told,
    first_told,
    separations,
)

CADENCES_S = (30.0, 15.0, 10.0, 5.0, 2.0, 1.0)
CORPORA = {
    "fresh": Corpus(),
    "drifts 5 s": Corpus(drift_s=5.0),
    "drifts 20 s": Corpus(drift_s=20.0),
    "drifts 60 s": Corpus(drift_s=60.0),
    "half drifts 60 s": Corpus(drift_s=60.0, fresh=0.5),
    "2 % leaps, 10 % lost": Corpus(leap_share=0.02, lost_share=0.1),
    "0.7 shared, drifts 20 s": Corpus(drift_s=20.0, shared=0.7),
    "out of step, 10 % lost": Corpus(late=0.3, jitter=0.6, lost_share=0.1),
    "out of step, drifts 20 s": Corpus(late=0.5, drift_s=20.0),
    "claims 3 m, drifts 20 s": Corpus(claims_m=3.0, drift_s=20.0),
    "claims 50 m": Corpus(claims_m=50.0),
    "7 m": Corpus(sigma_m=7.0),
    "20 m, claims none": Corpus(sigma_m=20.0),
}
SWINGS = "fresh, swings round at once"
PLAIN = ("fresh", "7 m", SWINGS)
"""Of these all the walks are walked, of the others a third."""
OFTEN_S = 2.0
"""So often, and more often, only fresh noise is measured: a moment is five seconds all the same."""
BESIDE_M = (2.0, 10.0, 15.0)
FAR_BESIDE_M = 8.0
"""Of those who walk farther beside each other only what errs anew at each fix promises a rate."""
DARK_S = (20.0, 30.0, 60.0)
DARK_LOST = (0.0, 0.1, 0.2)
"""With a fix each half minute these are measured too: who walks how far beside, who goes dark."""
APART_M = (40.0, 50.0, 60.0, 80.0, 100.0)
LASTING_S = (70.0, 90.0, 120.0, 180.0)
WHOLE_M = 80.0
"""What drifts is promised from this far on, for three minutes; see the exceptions."""
PROMISED_M = {
    "drifts 60 s": 100.0,
    "drifts 5 s": 60.0,
    "half drifts 60 s": 60.0,
    "claims 50 m": 60.0,
}
NOTHING = "20 m, claims none"
"""Phones twice as wrong as they may be promise nothing."""
SELDOM_AND_LOST = ("2 % leaps, 10 % lost", "out of step, 10 % lost", "claims 50 m")
"""Each half minute these have too few fixes to promise a share: they may only not be false."""
OFTEN_ENOUGH_S = 10.0
SELDOM_S = 30.0
MOST_FALSE = 1.0
"""Per 100 team-hours."""
LEAST_FOUND = 0.98
TOGETHER_S = 600.0
PATROL_S = 3 * 3_600.0
TEAMS: tuple[tuple[Gait, float], ...] = (("wanders", 8.0), ("streets", 5.0), ("stands", 8.0))
PARTINGS: tuple[Parting, ...] = ("aside", "walks off")
SEED = 2_000_000
BUSY = 4.0


class Asked(NamedTuple):
    """One row: a noise at one cadence, for so many team-hours and walks."""

    name: str
    every_s: float
    team_hours: float
    walks: int
    beside_m: float | None = None

    @property
    def corpus(self) -> Corpus:
        """What is wrong with its fixes."""
        return CORPORA["fresh" if self.name == SWINGS else self.name]

    @property
    def seed(self) -> int:
        """Where its seeds begin: no two rows walk the same way."""
        return (
            SEED + 1_000 * [*CORPORA, SWINGS].index(self.name) + int(self.beside_m or 0) * 100_000
        )


def false_alerts(asked: Asked) -> float:
    """Per 100 team-hours of two people who are side by side."""
    patrols = ceil(asked.team_hours * 3_600 / PATROL_S)
    alerts = 0
    for number in range(patrols):
        gait, beside_m = TEAMS[number % len(TEAMS)]
        beside_m = asked.beside_m or beside_m
        alerts += len(
            separations(
                seconds=PATROL_S, every_s=asked.every_s, seed=asked.seed + number,
                beside_m=beside_m, corpus=asked.corpus, gait=gait,
            )
        )  # fmt: skip
    return round(100 * alerts * 3_600 / (patrols * PATROL_S), 2)


def found(asked: Asked) -> dict[str, dict[str, float | None]]:
    """How far they were apart, and the shares that are found of those that last so long."""
    delays: list[list[float]] = [[] for _ in APART_M]
    for number in range(asked.walks):
        walks = [_walk(asked, number, apart_m) for apart_m in APART_M]
        for told, at_s in zip(delays, first_told(walks, asked.corpus), strict=True):
            told.append(at_s - TOGETHER_S)
    return {f"{m:.0f} m": _shares(told) for m, told in zip(APART_M, delays, strict=True)}


def _walk(asked: Asked, number: int, apart_m: float) -> Walk:
    walk = Walk(
        TOGETHER_S + LASTING_S[-1], asked.every_s, asked.seed + number, 5.0, apart_m, TOGETHER_S,
        LASTING_S[-1], TEAMS[number % len(TEAMS)][0], PARTINGS[number // 3 % len(PARTINGS)],
    )  # fmt: skip
    return walk.swinging() if asked.name == SWINGS else walk


def _shares(delays: list[float]) -> dict[str, float | None]:
    told = [each for each in delays if each < LASTING_S[-1]]
    shares = {f"{s:.0f} s": sum(each < s for each in delays) / len(delays) for s in LASTING_S}
    return {**shares, "median_s": round(median(told), 1) if told else None}


def row(asked: Asked) -> dict[str, Any]:
    """One noise at one cadence."""
    told: dict[str, Any] = {"noise": asked.name, "every_s": asked.every_s}
    if asked.beside_m:
        told["beside_m"] = asked.beside_m
    if asked.name != SWINGS:
        told["false_per_100_h"] = false_alerts(asked)
    if not asked.beside_m:
        told["found"] = found(asked)
    return told


def dark_row(asked: tuple[float, float, float, int]) -> dict[str, Any]:
    """Phones that go off, and that are called dark though they are not."""
    every_s, lost, team_hours, walks = asked
    corpus = Corpus(lost_share=lost)
    patrols = ceil(team_hours * 3_600 / PATROL_S)
    seed = SEED + round(1_000 * lost)
    calls = sum(len(dark_told(Walk(PATROL_S, every_s, seed + n), corpus)) for n in range(patrols))
    waits = []
    for number in range(walks):
        walk = Walk(TOGETHER_S + 600, every_s, seed + 500_000 + number)
        told = dark_told(walk, corpus, off_from_s=TOGETHER_S)
        waits.append(min((each - TOGETHER_S for each in told if each > TOGETHER_S), default=600.0))
    return {
        "dark": f"{lost:.0%} lost", "every_s": every_s,
        "false_per_100_h": round(100 * calls * 3_600 / (patrols * PATROL_S), 2),
        "found": sum(each < 600.0 for each in waits) / walks,
        "median_s": round(median(waits)), "longest_s": round(max(waits)),
    }  # fmt: skip


def cost() -> float:
    """Processor time of a fix as a ratio to two means over twenty samples."""
    fixes = 2 * 1_800
    begun = time.process_time()
    separations(seconds=1_800, every_s=1.0, seed=3)
    ours = (time.process_time() - begun) / fixes
    samples = [float(n) for n in range(20)]
    begun = time.process_time()
    for _ in range(fixes):
        fmean(samples)
        fmean(samples)
    return ours / ((time.process_time() - begun) / fixes)


def promised(name: str, every_s: float) -> list[tuple[float, float]]:
    """For how long (s) and how far (m) it promises to find nearly all."""
    if name == NOTHING or (name in SELDOM_AND_LOST and every_s >= SELDOM_S):
        return []
    if name in PLAIN and every_s <= OFTEN_ENOUGH_S:
        return [(120.0, 40.0), (90.0, 50.0)]
    if name in PLAIN:
        return [] if name == SWINGS else [(180.0, 60.0), (120.0, 80.0)]
    seldom = every_s >= SELDOM_S
    return [(180.0, max(PROMISED_M.get(name, WHOLE_M), WHOLE_M if seldom else 0.0))]


def breaks(told: dict[str, Any]) -> list[str]:
    """What a row promises and does not keep, in words."""
    name, every_s = str(told.get("noise", told.get("dark"))), float(told["every_s"])
    where, broken = f"{name}, each {every_s:.0f} s", []
    is_far = name != "fresh" and told.get("beside_m", 0.0) > FAR_BESIDE_M
    if told.get("false_per_100_h", 0.0) > MOST_FALSE and name != NOTHING and not is_far:
        broken.append(f"{where}: {told['false_per_100_h']} false in 100 h, not {MOST_FALSE}")
    if "dark" in told:
        return [*broken, *([f"{where}: too few found"] if told["found"] < LEAST_FOUND else [])]
    for lasting_s, least_m in promised(name, every_s):
        for apart_m in (each for each in APART_M if each >= least_m and "found" in told):
            share = told["found"][f"{apart_m:.0f} m"][f"{lasting_s:.0f} s"]
            if share < LEAST_FOUND:
                what = f"{apart_m:.0f} m for {lasting_s:.0f} s"
                broken.append(f"{where}: {share:.1%} of {what} found, not {LEAST_FOUND:.0%}")
    return broken


def rows(team_hours: float, walks: int, cadences_s: Sequence[float]) -> Iterator[dict[str, Any]]:
    """Every noise at every cadence, every way of walking, and phones that go off."""
    asked = [
        Asked(name, s, team_hours, walks if name in PLAIN else walks // 3)
        for s in cadences_s
        for name in (*CORPORA, SWINGS)
        if s > OFTEN_S or name == "fresh"
    ]
    dark = []
    if SELDOM_S in cadences_s:
        asked += [
            Asked(name, SELDOM_S, team_hours, 0, beside_m)
            for name in ("fresh", "drifts 60 s")
            for beside_m in BESIDE_M
        ]
        dark = [(s, lost, team_hours, walks // 3) for s in DARK_S for lost in DARK_LOST]
    is_busy = hasattr(os, "getloadavg") and os.getloadavg()[0] > BUSY
    with get_context("spawn").Pool(1 if is_busy else 2) as pool:
        yield from pool.imap(row, asked)
        yield from pool.imap(dark_row, dark)


def main() -> int:
    """Measure and print; 1 when a promise is broken."""
    arguments = [float(each) for each in sys.argv[1:]]
    team_hours, walks = (*arguments, *(200.0, 300.0)[len(arguments) :])[:2]
    told, broken = [], []
    for each in rows(team_hours, int(walks), arguments[2:] or CADENCES_S):
        told.append(each)
        broken += breaks(each)
        print(each, file=sys.stderr, flush=True)
    print(*broken, sep="\n", file=sys.stderr)
    ratio = round(cost(), 1)
    print(json.dumps({"team_hours": team_hours, "cost_ratio": ratio, "rows": told}))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
