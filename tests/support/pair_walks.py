"""Seeded walks of a team of two under noise, and what the pair rules say of them (O7)."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import cos, exp, inf, pi, sin, sqrt
from typing import Literal

from console.domain.field.pair import Fix, Pair, Unity, finding, heard

WALKING_MPS = 1.3
APART_M = 30.0
Gait = Literal["wanders", "streets", "stands"]
Parting = Literal["aside", "swings", "walks off", "stays"]


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is wrong with the fixes. Noise: `sigma_m` per axis and member.

    `drift_s` 0 draws each fix anew; else the noise of a member decays over so many seconds, all
    but the part `fresh` of its variance. `shared` is the part that errs alike for both,
    `leap_share` how many fixes lie 140 m off, `lost_share` how many never come, `jitter` by which
    part of the cadence a fix comes early or late, `late` by which part the second's phone is out
    of step. `claims_m` is the accuracy the phones tell (None: none).
    """

    sigma_m: float = 10.0
    drift_s: float = 0.0
    fresh: float = 0.0
    shared: float = 0.0
    leap_share: float = 0.0
    lost_share: float = 0.0
    jitter: float = 0.0
    late: float = 0.0
    claims_m: float | None = None


WHITE = Corpus()


@dataclass(frozen=True, slots=True)
class Walk:
    """How the two walk, and how they part.

    They are farther than 30 m from each other for `apart_for_s` s from `apart_from_s` on: who is
    set aside is so at once, who walks off or stays behind sets out before. Who is on one side of
    the other follows when that one turns, at walking pace; "swings" are there at once.
    """

    seconds: float
    every_s: float
    seed: int
    beside_m: float = 5.0
    apart_m: float = 0.0
    apart_from_s: float = 0.0
    apart_for_s: float = 0.0
    gait: Gait = "wanders"
    parting: Parting = "aside"

    def is_apart(self, at: float) -> bool:
        """Whether they are parted at a second of the walk."""
        return self.apart_from_s - self.sets_out_s <= at < self.apart_from_s + self.apart_for_s

    def swinging(self) -> "Walk":
        """The same, but who is set aside swings round at once when the other turns."""
        return replace(self, parting="swings") if self.parting == "aside" else self

    @property
    def sets_out_s(self) -> float:
        """How long it takes on foot until they are 30 m from each other."""
        is_slow = self.parting in ("walks off", "stays")
        return max(0.0, APART_M - self.beside_m) / WALKING_MPS if is_slow else 0.0


def separations(
    *,
    seconds: float,
    every_s: float,
    seed: int,
    beside_m: float = 5.0,
    apart_m: float = 0.0,
    apart_from_s: float = 0.0,
    apart_for_s: float = 0.0,
    corpus: Corpus = WHITE,
    gait: Gait = "wanders",
    parting: Parting = "aside",
) -> list[float]:
    """When the pair was found apart, in seconds."""
    walk = Walk(
        seconds, every_s, seed, beside_m, apart_m, apart_from_s, apart_for_s, gait, parting
    )  # fmt: skip
    pair, was_apart, found = Pair(), False, []
    for member, fix in fixes(walk, corpus):
        pair = heard(pair, member, fix)
        now_apart = finding(pair, fix.at_s).unity is Unity.APART
        if now_apart and not was_apart:
            found.append(fix.at_s)
        was_apart = now_apart
    return found


def first_told(walks: Sequence[Walk], corpus: Corpus) -> list[float]:
    """When (s) the separation of each is first told after it began; infinity if it is not.

    The walks are alike until the first of them parts.
    """
    alike_s = min(each.apart_from_s - each.sets_out_s for each in walks)
    together = Pair()
    for member, fix in fixes(replace(walks[0], seconds=alike_s), corpus):
        together = heard(together, member, fix)
    return [_told(walk, corpus, together, alike_s) for walk in walks]


def _told(walk: Walk, corpus: Corpus, pair: Pair, from_s: float) -> float:
    was_apart = pair.is_apart
    for member, fix in fixes(walk, corpus):
        if fix.at_s < from_s:
            continue
        pair = heard(pair, member, fix)
        if pair.is_apart and not was_apart and fix.at_s >= walk.apart_from_s:
            return fix.at_s
        was_apart = pair.is_apart
    return inf


def dark_told(walk: Walk, corpus: Corpus, off_from_s: float = inf) -> list[float]:
    """When (s) a phone that was heard is called dark; the second is off from `off_from_s` s on."""
    pair, was_dark, told, second = Pair(), False, [], 0.0
    for member, fix in fixes(walk, corpus):
        while second < fix.at_s:
            unity = finding(pair, second).unity
            if unity is Unity.DARK and not was_dark and pair.first and pair.second:
                told.append(second)
            # As at the desk: what is not known changes nothing.
            was_dark = was_dark if unity is Unity.UNKNOWN else unity is Unity.DARK
            second += 1
        if not member or fix.at_s < off_from_s:
            pair = heard(pair, member, fix)
    return told


def fixes(walk: Walk, corpus: Corpus) -> Iterator[tuple[int, Fix]]:
    """The fixes that come, of member 0 and 1, in their order."""
    dice = random.Random(walk.seed)
    way = _Way(walk, dice)
    noises = [_Noise(corpus, dice) for _ in range(3)]
    due = [0.0, corpus.late * walk.every_s]
    ticks = [0, 0]
    last = [-1.0, -1.0]
    while True:
        member = 0 if due[0] <= due[1] else 1
        at = due[member]
        if at >= walk.seconds:
            return
        ticks[member] += 1
        regular = (ticks[member] + corpus.late * member) * walk.every_s
        due[member] = regular + corpus.jitter * walk.every_s * dice.uniform(-0.5, 0.5)
        way.go(at)
        own, both = noises[member].at(at), noises[2].at(at)
        if dice.random() < corpus.lost_share or at <= last[member]:
            continue
        last[member] = at
        x, y = way.place(member)
        x += sqrt(1 - corpus.shared) * own[0] + sqrt(corpus.shared) * both[0]
        y += sqrt(1 - corpus.shared) * own[1] + sqrt(corpus.shared) * both[1]
        if dice.random() < corpus.leap_share:
            x, y = x + dice.choice((-100, 100)), y + dice.choice((-100, 100))
        yield member, Fix(at, x, y, corpus.claims_m)


class _Way:
    """Where the two are."""

    def __init__(self, walk: Walk, dice: random.Random) -> None:
        self._walk, self._dice = walk, dice
        self._at = self._east = self._north = self._heading = self._gap = 0.0
        self._turn_at = 60.0
        self._bearing = dice.uniform(0, 2 * pi)
        self._side = pi / 2
        self._stood: tuple[float, float] | None = None

    def go(self, at: float) -> None:
        """On to a second of the walk."""
        dt, self._at = at - self._at, at
        if self._walk.gait == "wanders":
            self._heading += self._dice.gauss(0, 0.1 * sqrt(dt))
        elif self._walk.gait == "streets" and at >= self._turn_at:
            self._heading += self._dice.choice((-pi / 2, pi / 2))
            self._turn_at = at + self._dice.uniform(30, 120)
        pace = 0.0 if self._walk.gait == "stands" else WALKING_MPS
        self._east += pace * dt * cos(self._heading)
        self._north += pace * dt * sin(self._heading)
        self._part(dt)

    def _part(self, dt: float) -> None:
        walk, is_apart = self._walk, self._walk.is_apart(self._at)
        step = WALKING_MPS * dt if walk.parting == "walks off" else inf
        if is_apart:
            self._gap = min(walk.apart_m, max(self._gap, walk.beside_m) + step)
            self._stood = self._stood or (self._east, self._north)
        else:
            self._gap = max(walk.beside_m, self._gap - step)
            self._stood = None
        self._follow(dt)

    def _follow(self, dt: float) -> None:
        """The second stays on its side of the first, or goes its own way."""
        is_off = self._walk.parting == "walks off" and self._gap > self._walk.beside_m
        left = (self._bearing if is_off else self._heading + pi / 2) - self._side
        left = (left + pi) % (2 * pi) - pi
        most = inf if self._walk.parting == "swings" else WALKING_MPS * dt / self._gap
        self._side += max(-most, min(most, left))

    def place(self, member: int) -> tuple[float, float]:
        """Of member 0 or 1."""
        if not member:
            return self._east, self._north
        if self._walk.parting == "stays" and self._stood is not None:
            return self._stood
        east, north = self._gap * cos(self._side), self._gap * sin(self._side)
        return self._east + east, self._north + north


class _Noise:
    """An error that decays, and one that is drawn anew."""

    def __init__(self, corpus: Corpus, dice: random.Random) -> None:
        self._corpus, self._dice, self._at = corpus, dice, 0.0
        self._slow = (dice.gauss(0, corpus.sigma_m), dice.gauss(0, corpus.sigma_m))

    def at(self, at: float) -> tuple[float, float]:
        """At a second of the walk, later than the one before."""
        corpus, dt = self._corpus, at - self._at
        self._at = at
        kept = exp(-dt / corpus.drift_s) if corpus.drift_s else 0.0
        new, fresh = sqrt(1 - kept * kept), corpus.fresh
        east, north = (kept * each + new * self._draw() for each in self._slow)
        self._slow = (east, north)
        if not fresh:
            return east, north
        return (
            sqrt(1 - fresh) * east + sqrt(fresh) * self._draw(),
            sqrt(1 - fresh) * north + sqrt(fresh) * self._draw(),
        )

    def _draw(self) -> float:
        return self._dice.gauss(0, self._corpus.sigma_m)
