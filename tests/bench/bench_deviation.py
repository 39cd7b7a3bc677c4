"""Leaving the way over many noisy walks: false deviations, true ones found, and how soon (O8).

`python -m tests.bench.bench_deviation [WALKS]` prints one JSON object, and words on stderr; 1 where
a limit of the requirement is broken. Walks of 1.2 km along streets. Noise is 10 m per axis: fresh
at each fix, or drifting as between tall houses; with leaps, losses and accuracies that are told. A
true deviation is 80 m beside the way for 90 s, at once; one that a turn of the way brings nearer is
none, and one of which a single good fix came cannot be known. The cost of a fix is a ratio to the
bare floor: the distance of one fix from the way.
"""

import json
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import hypot, inf
from multiprocessing import get_context
from random import Random
from typing import Any

from console.domain.field.walk import WalkWatch, Way
from tests.support.noisy_walks import PLANE, START, Point, Sample, off_line, places, streets, walk

CADENCES_S = (1.0, 5.0, 10.0, 15.0, 20.0, 30.0)
WALKS = 100
AWAY_S, AWAY_M = 90.0, 80.0
FALSE_OF_50, FOUND_WITHIN_S = 1.0, 120.0
LEAP_M = 60.0
Away = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is wrong with the fixes of a walk; `is_limit`: whether the limits hold for it."""

    drift_s: float = 0.0
    wild: float = 0.005
    lost: float = 0.0
    claims_m: float | None = None
    sigma_m: float = 10.0
    beside_m: float = 0.0
    is_limit: bool = True


CORPORA = {
    "fresh": Corpus(),
    "drifts 5 s": Corpus(drift_s=5.0),
    "drifts 20 s": Corpus(drift_s=20.0),
    "drifts 60 s": Corpus(drift_s=60.0),
    "2 % leaps": Corpus(wild=0.02),
    "10 % lost": Corpus(lost=0.1),
    "2 % leaps, 10 % lost, drifts 20 s": Corpus(drift_s=20.0, wild=0.02, lost=0.1),
    "claims 15 m": Corpus(claims_m=15.0),
    # Told, not promised: vaguer than the corpus of the requirement, or beside the way all along.
    "claims 30 m": Corpus(claims_m=30.0, is_limit=False),
    "errs 20 m, claims 30 m": Corpus(claims_m=30.0, sigma_m=20.0, is_limit=False),
    "20 m beside, drifts 60 s": Corpus(drift_s=60.0, beside_m=20.0, is_limit=False),
}


def false_of_50(corpus: Corpus, every_s: float, walks: int) -> float:
    """How many of 50 walks on their way are said to have left it."""
    random, false = Random(50), 0
    along = (0.0, inf, corpus.beside_m) if corpus.beside_m else None
    for _ in range(walks):
        points = streets(random)
        samples = _samples(corpus, points, random, every_s, along)
        false += _first(points, samples, 0.0) is not None
    return round(50 * false / walks, 2)


def found(corpus: Corpus, every_s: float, walks: int) -> dict[str, float]:
    """Of true deviations: how many there were, the share found in time, the worst delay (s)."""
    random, delays = Random(80), []
    for _ in range(walks):
        points, start = streets(random), random.uniform(120, 800)
        samples = list(_samples(corpus, points, random, every_s, (start, AWAY_S, AWAY_M)))
        if _is_true([each for each in samples if 0 <= _second(each) - start < AWAY_S], points):
            at = _first(points, samples, start)
            delays.append(inf if at is None else at - start)
    timely = [each for each in delays if each <= FOUND_WITHIN_S]
    return {
        "true_ones": len(delays),
        "found": round(len(timely) / max(1, len(delays)), 4),
        "worst_s": round(max(timely, default=0.0), 1),
    }


def _is_true(gone: list[Sample], points: list[Point]) -> bool:
    """Whether the walker was as far away all along, and two fixes at least could tell it."""
    some = gone[:: max(1, len(gone) // 9)]
    good = sum(_error_m(each) < LEAP_M for each in gone)
    return good >= 2 and all(off_line(points, each.true) > AWAY_M - 2 for each in some)


def _error_m(sample: Sample) -> float:
    east, north = PLANE.to_metres(sample.place.lat, sample.place.lon)
    return hypot(east - sample.true[0], north - sample.true[1])


def _samples(
    corpus: Corpus, points: list[Point], random: Random, every_s: float, away: Away | None
) -> Iterator[Sample]:
    return walk(
        points, random, every_s=every_s, sigma_m=corpus.sigma_m, wild=corpus.wild, away=away,
        drift_s=corpus.drift_s, lost=corpus.lost, claims_m=corpus.claims_m,
    )  # fmt: skip


def _first(points: list[Point], samples: Iterable[Sample], since: float) -> float | None:
    """The second from `since` on at which the walker is said to be away."""
    watch = WalkWatch(Way(places(points), is_exact=True))
    for sample in samples:
        watch.see(sample.at, sample.place)
        if _second(sample) >= since and watch.is_away():
            return _second(sample)
    return None


def _second(sample: Sample) -> float:
    return (sample.at - START).total_seconds()


def cost() -> float:
    """Processor time of a fix, seen and judged, as a ratio to its distance from the way."""
    random = Random(3)
    points = streets(random)
    samples = list(walk(points, random))
    begun = time.process_time()
    _first(points, samples, 0.0)
    ours = time.process_time() - begun
    way = Way(places(points), is_exact=True)
    begun = time.process_time()
    for each in samples:
        way.off_m(way.plane.to_metres(each.place.lat, each.place.lon))
    return ours / (time.process_time() - begun)


def row(asked: tuple[str, float, int]) -> dict[str, Any]:
    """One noise at one cadence, and which limits it breaks."""
    name, every_s, walks = asked
    corpus = CORPORA[name]
    false, told = false_of_50(corpus, every_s, walks), found(corpus, every_s, walks)
    wrong = [
        *(["false"] if false > FALSE_OF_50 else []),
        *(["missed"] if told["found"] < 1.0 else []),
    ]
    return {
        "noise": name, "every_s": every_s, "false_of_50": false, **told,
        "wrong": wrong if corpus.is_limit else [],
    }  # fmt: skip


def main() -> int:
    """Measure and print; 1 when a limit is broken."""
    walks = int(sys.argv[1]) if len(sys.argv) > 1 else WALKS
    asked = [(name, every_s, walks) for name in CORPORA for every_s in CADENCES_S]
    told = []
    with get_context("spawn").Pool(2) as pool:
        for each in pool.imap(row, asked):
            told.append(each)
            print(each, file=sys.stderr, flush=True)
    wrong = [each for each in told if each["wrong"]]
    print(json.dumps({"walks": walks, "cost_ratio": round(cost(), 1), "rows": told}))
    print(f"wrong: {wrong or 'nothing'}", file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
