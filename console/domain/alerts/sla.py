"""Answer times held against what was promised (R-ARC-02, R-ARC-03). Pure.

A profile is a list of limits: which share of the alerts must be answered within how many seconds.
Shares are in thousandths and counted in whole numbers, so that 197 of 200 is 98.5 % and 196 is not.
Figures: EN 50518 and BS 8484 as quoted in trade literature, NENA-STA-020.1 and NFPA 1225; they are
data (`resources/alert_types.json`), not law of this file.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Limit:
    """`thousandths` of the alerts within `seconds`."""

    thousandths: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Profile:
    """A promise: its limits from the shortest time to the longest."""

    name: str
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one limit was kept. With nothing to count it is kept."""

    limit: Limit
    within: int
    total: int

    @property
    def kept(self) -> bool:
        """Whether the promised share was reached, to the single alert."""
        return self.within * 1_000 >= self.limit.thousandths * self.total

    @property
    def missing(self) -> int:
        """How many more alerts would have had to be in time."""
        needed = -(-self.limit.thousandths * self.total // 1_000)
        return max(0, needed - self.within)


class Stage(IntEnum):
    """How far the clock of an unanswered alert has run: in time, past a limit, past the last."""

    IN_TIME = 0
    LATE = 1
    OVERDUE = 2


def judge(profile: Profile, seconds: Iterable[float]) -> tuple[Verdict, ...]:
    """Every limit against the answer times (s). Drills and delayed events are not given here."""
    times = list(seconds)
    return tuple(
        Verdict(limit, sum(1 for each in times if each <= limit.seconds), len(times))
        for limit in profile.limits
    )


def percentile(seconds: Sequence[float], thousandths: int) -> float | None:
    """The answer time that this share did not exceed (nearest rank); None without any."""
    if not seconds:
        return None
    rank = max(1, -(-thousandths * len(seconds) // 1_000))
    return sorted(seconds)[rank - 1]


def stage(profile: Profile | None, waited: timedelta) -> Stage:
    """What the countdown of a row shows. A type without a profile is always in time."""
    if profile is None or not profile.limits:
        return Stage.IN_TIME
    seconds = waited.total_seconds()
    if seconds > profile.limits[-1].seconds:
        return Stage.OVERDUE
    return Stage.LATE if seconds > profile.limits[0].seconds else Stage.IN_TIME


def left(profile: Profile | None, waited: timedelta) -> float | None:
    """Seconds to the next limit, negative past the last one; None without a profile."""
    if profile is None or not profile.limits:
        return None
    seconds = waited.total_seconds()
    ahead = [limit.seconds for limit in profile.limits if seconds <= limit.seconds]
    return (ahead[0] if ahead else profile.limits[-1].seconds) - seconds


def read_profiles(content: object) -> tuple[Mapping[str, Profile], list[str]]:
    """Profiles from `{"name": [[thousandths, seconds], ...]}`, and every problem found."""
    if not isinstance(content, dict) or not content:
        return {}, ['"sla_profiles" is missing']
    found, problems = {}, []
    for name, rows in content.items():
        limits = _limits(rows)
        if limits is None:
            problems.append(f"sla_profiles.{name}: not a rising list of [thousandths, seconds]")
        else:
            found[str(name)] = Profile(str(name), limits)
    return found, problems


def _limits(rows: object) -> tuple[Limit, ...] | None:
    if not isinstance(rows, list) or not rows:
        return None
    limits = []
    for row in rows:
        if not isinstance(row, list) or len(row) != 2 or not all(type(n) is int for n in row):
            return None
        limits.append(Limit(row[0], float(row[1])))
    rising = all(
        a.seconds < b.seconds and a.thousandths <= b.thousandths for a, b in pairwise(limits)
    )
    sound = all(0 < each.thousandths <= 1_000 and each.seconds > 0 for each in limits)
    return tuple(limits) if rising and sound else None
