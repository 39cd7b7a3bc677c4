"""Points that speak too often: chatter and flapping (R-ALM-08, R-ALM-09). Pure, bounded memory.

Nothing here delays or drops an event; it tells which points are bad actors, and whether one more
activation is to be merged into the alert that is already there. Life-safety alerts are not asked.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import compress
from typing import Protocol

from console.domain.alerts.alert import AlertClass, Condition, Disposition
from console.domain.frozen import cheaply_made

CHATTER_WINDOW = timedelta(seconds=60)
CHATTER_COUNT = 3
# A new alert of a point whose last one was closed as a false alarm moments ago is told apart.
RETRIGGER_WINDOW = timedelta(seconds=60)
FLAP_CHANGES = 20
FLAP_ON_PERCENT = 30.0
FLAP_OFF_PERCENT = 25.0
_LEAST_CHANGES = 5
"""Five changes of the newest and heaviest kind are 28.4 %: fewer never make a point flap."""
_OLDEST_WEIGHT, _NEWEST_WEIGHT = 0.80, 1.15
_STEP = (_NEWEST_WEIGHT - _OLDEST_WEIGHT) / (FLAP_CHANGES - 1)
_ALL_CHANGED = (True,) * FLAP_CHANGES
_WEIGHTS = tuple(_OLDEST_WEIGHT + _STEP * place for place in range(FLAP_CHANGES))


class Speaker(Protocol):
    """What noise asks of an alert: which point it stands for, and how that stands."""

    @property
    def key(self) -> tuple[str, str, str | None]:
        """Source, type and subject."""
        ...

    @property
    def alert_class(self) -> AlertClass:
        """Life-safety points are listed, and never called a re-trigger."""
        ...

    @property
    def condition(self) -> Condition:
        """A point event is cleared from the beginning."""
        ...

    @property
    def disposition(self) -> Disposition | None:
        """How its alert was closed."""
        ...


@dataclass(frozen=True, slots=True)
class Spoken:
    """One fact about an alert that is on record, or its end; `action` is the journal's word."""

    key: tuple[str, str, str | None]
    alert_class: AlertClass
    condition: Condition
    disposition: Disposition | None
    action: str
    at: datetime


@cheaply_made
@dataclass(frozen=True, slots=True)
class Point:
    """What is remembered of one condition: its last activations and its last changes of state.

    `changes` holds, oldest first, whether each of the last twenty reports changed the state.
    """

    activations: tuple[datetime, ...] = ()
    changes: tuple[bool, ...] = ()
    active: bool | None = None
    flapping: bool = False

    def is_chattering(self, now: datetime) -> bool:
        """Whether it was activated three times within a minute."""
        if len(self.activations) < CHATTER_COUNT:
            return False
        return now - min(self.activations) < CHATTER_WINDOW


def reported(point: Point, condition: str, at: datetime) -> Point:
    """One more report of the point: "active", "cleared" or "point" (on and off at once)."""
    active = condition == "active"
    changed = condition == "point" or (point.active is not None and active != point.active)
    activations = point.activations
    if condition != "cleared":
        kept = [each for each in activations if at - each < CHATTER_WINDOW]
        activations = (*kept, at)[-CHATTER_COUNT:]
    if changed and point.flapping and point.changes == _ALL_CHANGED:
        return Point(activations, point.changes, active, True)  # the point in a storm
    changes = (*point.changes, changed)[-FLAP_CHANGES:]
    return Point(activations, changes, active, _flaps(changes, already=point.flapping))


def flap_percent(changes: tuple[bool, ...]) -> float:
    """How much of the last twenty reports were changes; newer ones weigh more (0.8 to 1.15)."""
    weighted = sum(compress(_WEIGHTS[FLAP_CHANGES - len(changes) :], changes))
    return 100.0 * weighted / FLAP_CHANGES


def is_retrigger(
    closed: datetime,
    disposition: str | None,
    at: datetime,
    guard: timedelta = RETRIGGER_WINDOW,
) -> bool:
    """Whether a point speaks again right after it was closed as a nuisance or a duplicate."""
    quiet = disposition in {"false_nuisance", "duplicate", "test"}
    return quiet and timedelta(0) <= at - closed < guard


def _flaps(changes: tuple[bool, ...], *, already: bool) -> bool:
    if not already and sum(changes) < _LEAST_CHANGES:
        return False  # cheap: most points of a room never change state so often
    percent = flap_percent(changes)
    return percent >= FLAP_OFF_PERCENT if already else percent > FLAP_ON_PERCENT
