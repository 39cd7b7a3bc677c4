"""Check-ins of one unit: when it has to say that it is well, and what happens when it does not.

Pure. Time enters as arguments. A unit has a cadence and a grace. When the grace is over it is
missing; every further grace it stays so is one step of escalation more, up to `MOST_STEPS`.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from console.domain.alerts.lifecycle import Refused

LEAST_EVERY_S = 60
MOST_EVERY_S = 12 * 3_600
LEAST_GRACE_S = 30
MOST_STEPS = 3
CHANNELS = ("radio", "telephone", "app", "seen")


@dataclass(frozen=True, slots=True)
class CheckIn:
    """`due` is when the next word has to come; `missed` counts the steps since it did not.

    `channel`, `by` and `words` tell how the last one came: the unit's own device, or an operator on
    behalf of the unit.
    """

    unit: str
    every_s: int
    grace_s: int
    due: datetime
    last: datetime
    missed: int = 0
    channel: str = ""
    by: str = ""
    words: str = ""
    ended: datetime | None = None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the unit still has to check in."""
        return self.ended is None

    @property
    def is_missing(self) -> bool:
        """Whether the grace is over."""
        return self.missed > 0


def begin(unit: str, every_s: int, grace_s: int, by: str, now: datetime) -> CheckIn | Refused:
    """A unit begins to check in."""
    if not unit.strip():
        return Refused("The unit was not named.")
    if not LEAST_EVERY_S <= every_s <= MOST_EVERY_S:
        return Refused("A unit checks in every 1 minute to 12 hours.")
    if not LEAST_GRACE_S <= grace_s <= every_s:
        return Refused("The grace is 30 seconds at least and no longer than the cadence.")
    due = now + timedelta(seconds=every_s)
    return CheckIn(unit.strip(), every_s, grace_s, due, now, by=by)


def heard(state: CheckIn, by: str, channel: str, words: str, now: datetime) -> CheckIn | Refused:
    """The unit said that it is well, or an operator says it for the unit."""
    if not state.is_open:
        return Refused(f"Unit {state.unit} does not check in any longer.")
    if channel not in CHANNELS:
        return Refused("Say how it was heard: radio, telephone, app or seen.")
    due = now + timedelta(seconds=state.every_s)
    return replace(state, due=due, last=now, missed=0, channel=channel, by=by, words=words)


def on_behalf(
    state: CheckIn, by: str, channel: str, words: str, now: datetime
) -> CheckIn | Refused:
    """An operator vouches for the unit: he says how he knows, in words."""
    if not words.strip():
        return Refused("Say in words how the unit was heard.")
    return heard(state, by, channel, words.strip(), now)


def end(state: CheckIn, reason: str, now: datetime) -> CheckIn | Refused:
    """The unit's shift is over. One that is missing is not let go without a reason."""
    if not state.is_open:
        return Refused(f"Unit {state.unit} does not check in any longer.")
    if state.is_missing and not reason.strip():
        return Refused(f"Unit {state.unit} is missing: say why its check-ins end.")
    return replace(state, ended=now, reason=reason.strip())


def next_look(state: CheckIn) -> datetime | None:
    """When time does something to it next."""
    if not state.is_open or state.missed >= MOST_STEPS:
        return None
    return state.due + timedelta(seconds=state.grace_s * (state.missed + 1))


def overdue(state: CheckIn, now: datetime) -> CheckIn:
    """The state after every step that is due by now."""
    while (look := next_look(state)) is not None and look <= now:
        state = replace(state, missed=state.missed + 1)
    return state
