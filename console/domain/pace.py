"""The intervals and limits a site may set, each within bounds that keep the room safe. Pure.

Defaults are those of the standards (R-ALM-03, -06, -10, -14); no bound lets a life-safety alert
wait longer for the supervisor than two and five minutes, and nothing here can hide one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Pace:
    """`lease_s` ends an idle claim, `acknowledgement_s` an acknowledgement without work.

    `escalate_first_s` and `escalate_second_s` after nobody acknowledged a life-safety alert it is
    raised a step. Within `retrigger_s` after a false alarm a new one of the point is marked. A
    flood begins above `flood_begins_above` new alerts in ten minutes and ends below
    `flood_ends_below`. Unchanged for `stale_h` hours an open alert is stale; a shelf lasts at most
    `longest_shelf_h` hours. Shifts begin at `first_shift_h` o'clock and every `shift_h` hours after
    it, by a clock `utc_offset_min` minutes ahead of UTC.
    """

    lease_s: int = 900
    acknowledgement_s: int = 900
    escalate_first_s: int = 30
    escalate_second_s: int = 60
    retrigger_s: int = 60
    flood_begins_above: int = 10
    flood_ends_below: int = 5
    stale_h: int = 24
    longest_shelf_h: int = 8
    first_shift_h: int = 6
    shift_h: int = 8
    utc_offset_min: int = 540

    @property
    def lease(self) -> timedelta:
        """How long a claim stands without an act of its holder."""
        return timedelta(seconds=self.lease_s)

    @property
    def acknowledgement(self) -> timedelta:
        """How long an acknowledgement stands without a change of the work."""
        return timedelta(seconds=self.acknowledgement_s)

    @property
    def escalation(self) -> tuple[timedelta, timedelta]:
        """When a life-safety alert without an answer is raised a step, and another."""
        return timedelta(seconds=self.escalate_first_s), timedelta(seconds=self.escalate_second_s)

    @property
    def longest_shelf(self) -> timedelta:
        """The longest a shelf may last."""
        return timedelta(hours=self.longest_shelf_h)


USUAL = Pace()
BOUNDS: Mapping[str, tuple[int, int]] = {
    "lease_s": (60, 3_600),
    "acknowledgement_s": (60, 3_600),
    "escalate_first_s": (10, 120),
    "escalate_second_s": (20, 300),
    "retrigger_s": (0, 600),
    "flood_begins_above": (5, 100),
    "flood_ends_below": (1, 99),
    "stale_h": (1, 168),
    "longest_shelf_h": (1, 12),
    "first_shift_h": (0, 23),
    "shift_h": (4, 12),
    "utc_offset_min": (-720, 840),
}
"""The least and the most of each field."""


def read_pace(content: object) -> tuple[Pace, list[str]]:
    """The intervals of a site, from the fields that differ from the usual; and every problem."""
    if not isinstance(content, dict):
        return USUAL, ["pace: not an object"]
    problems = [line for name, value in content.items() for line in _problem(name, value)]
    known = {each.name for each in fields(Pace)}
    sound = {
        name: value
        for name, value in content.items()
        if name in known and not _problem(name, value)
    }
    pace = replace(USUAL, **sound)
    return pace, problems or _contradictions(pace)


def _problem(name: str, value: object) -> list[str]:
    if name not in BOUNDS:
        return [f"pace: there is no interval {name!r}"]
    low, high = BOUNDS[name]
    if type(value) is not int or not low <= value <= high:
        return [f"pace: {name} is a whole number from {low} to {high}, not {value!r}"]
    return []


def _contradictions(pace: Pace) -> list[str]:
    problems = []
    if pace.escalate_second_s <= pace.escalate_first_s:
        problems.append("pace: escalate_second_s is longer than escalate_first_s")
    if pace.flood_ends_below > pace.flood_begins_above:
        problems.append("pace: flood_ends_below is not above flood_begins_above")
    if 24 % pace.shift_h:
        problems.append("pace: shift_h divides a day: 4, 6, 8 or 12")
    return problems
