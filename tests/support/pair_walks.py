"""Seeded walks of a team of two under noise, and what the pair rules say of them (O7)."""

import random
from math import cos, exp, pi, sin, sqrt

from console.domain.field.pair import Fix, Pair, Unity, finding, heard


def separations(
    *,
    seconds: float,
    every_s: float,
    seed: int,
    beside_m: float = 5.0,
    apart_m: float = 0.0,
    apart_from_s: float = 0.0,
    apart_for_s: float = 0.0,
    sigma_m: float = 10.0,
    drift_s: float = 0.0,
) -> list[float]:
    """When the pair was found apart, in seconds. Noise: `sigma_m` per axis and member.

    `drift_s` 0 draws each fix anew; else the noise of a member decays over so many seconds.
    """
    dice = random.Random(seed)
    kept = exp(-every_s / drift_s) if drift_s else 0.0
    fresh = sqrt(1 - kept * kept)
    noise = [dice.gauss(0, sigma_m) for _ in range(4)]
    pair, was_apart, found = Pair(), False, []
    east = north = heading = at = 0.0
    while at < seconds:
        heading += dice.gauss(0, 0.2)
        east += 1.3 * every_s * cos(heading)
        north += 1.3 * every_s * sin(heading)
        noise = [kept * each + fresh * dice.gauss(0, sigma_m) for each in noise]
        is_apart = apart_from_s <= at < apart_from_s + apart_for_s
        gap, side = apart_m if is_apart else beside_m, heading + pi / 2
        pair = heard(pair, 0, Fix(at, east + noise[0], north + noise[1]))
        other = Fix(at, east + gap * cos(side) + noise[2], north + gap * sin(side) + noise[3])
        pair = heard(pair, 1, other)
        now_apart = finding(pair, at).unity is Unity.APART
        if now_apart and not was_apart:
            found.append(at)
        was_apart = now_apart
        at += every_s
    return found
