"""Seeded walks of a team of two under noise, and what the pair rules say of them (O7)."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, exp, pi, sin, sqrt

from console.domain.field.pair import Fix, Pair, Unity, finding, heard


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is wrong with the fixes. Noise: `sigma_m` per axis and member.

    `drift_s` 0 draws each fix anew; else the noise of a member decays over so many seconds.
    `shared` is the part of the noise's variance that errs alike for both, `leap_share` how many
    fixes lie 100 m off, `lost_share` how many never come, `late_s` how far the second's phone is
    out of step.
    """

    sigma_m: float = 10.0
    drift_s: float = 0.0
    shared: float = 0.0
    leap_share: float = 0.0
    lost_share: float = 0.0
    late_s: float = 0.0


WHITE = Corpus()


def separations(
    *,
    seconds: float,
    every_s: float,
    seed: int,
    beside_m: float = 5.0,
    apart_m: float = 0.0,
    apart_from_s: float = 0.0,
    apart_for_s: float = 0.0,
    drift_s: float = 0.0,
    corpus: Corpus = WHITE,
) -> list[float]:
    """When the pair was found apart, in seconds. `drift_s` is short for a corpus that drifts."""
    dice = random.Random(seed)
    corpus = Corpus(drift_s=drift_s) if drift_s else corpus
    noises = [_noise(dice, corpus, every_s) for _ in range(3)]
    pair, was_apart, found = Pair(), False, []
    east = north = heading = at = 0.0
    while at < seconds:
        heading += dice.gauss(0, 0.2)
        east += 1.3 * every_s * cos(heading)
        north += 1.3 * every_s * sin(heading)
        is_apart = apart_from_s <= at < apart_from_s + apart_for_s
        gap, side = apart_m if is_apart else beside_m, heading + pi / 2
        both = next(noises[2])
        for member, aside in enumerate((0.0, gap)):
            own, shared = next(noises[member]), sqrt(corpus.shared)
            if dice.random() < corpus.lost_share:
                continue
            x = east + aside * cos(side) + sqrt(1 - corpus.shared) * own[0] + shared * both[0]
            y = north + aside * sin(side) + sqrt(1 - corpus.shared) * own[1] + shared * both[1]
            if dice.random() < corpus.leap_share:
                x, y = x + dice.choice((-100, 100)), y + dice.choice((-100, 100))
            pair = heard(pair, member, Fix(at + member * corpus.late_s, x, y))
        now_apart = finding(pair, at + corpus.late_s).unity is Unity.APART
        if now_apart and not was_apart:
            found.append(at)
        was_apart = now_apart
        at += every_s
    return found


def _noise(dice: random.Random, corpus: Corpus, every_s: float) -> Iterator[tuple[float, float]]:
    kept = exp(-every_s / corpus.drift_s) if corpus.drift_s else 0.0
    fresh = sqrt(1 - kept * kept)
    east, north = dice.gauss(0, corpus.sigma_m), dice.gauss(0, corpus.sigma_m)
    while True:
        yield east, north
        east = kept * east + fresh * dice.gauss(0, corpus.sigma_m)
        north = kept * north + fresh * dice.gauss(0, corpus.sigma_m)
