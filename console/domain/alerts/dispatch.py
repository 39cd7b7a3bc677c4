"""Who was sent or told, when, and how far they are (R-CAD-02, R-ARC-01, R-ARC-05). Pure.

One value for both: a field team that is sent and an agency that is told. Each step happens once, in
order, and keeps its time; what was taken back stays on record. A drill is never referred to an
agency as if it were real (R-ARC-07).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from console.domain.alerts.alert import Alert
from console.domain.alerts.alert_types import AGENCIES, CODES_OF_112
from console.domain.alerts.handling import Dispatch, Step
from console.domain.alerts.lifecycle import Refused
from console.domain.places.geo import Place, distance_m
from console.domain.unit import UnitPosition

__all__ = [
    "Candidate",
    "Dispatch",
    "Step",
    "advance",
    "can_undo",
    "nearest_teams",
    "refer",
    "send_team",
    "walking_time",
]

WALK_MPS = 1.3
# A way through streets is longer than the line: 1.3 is the usual figure for a city's grid.
DETOUR = 1.3
UNDO_WITHIN = timedelta(seconds=10)


_AFTER: dict[Step, frozenset[Step]] = {
    Step.ACCEPTED: frozenset({Step.SENT}),
    # A team that forgot to accept and stands there counts as there.
    Step.ON_SCENE: frozenset({Step.SENT, Step.ACCEPTED}),
    Step.ENDED: frozenset({Step.SENT, Step.ACCEPTED, Step.ON_SCENE}),
    Step.WITHDRAWN: frozenset({Step.SENT, Step.ACCEPTED}),
}


def refer(
    number: str, alert: Alert, agency: str, by: str, at: datetime, code: str, words: str
) -> Dispatch | Refused:
    """Tell an agency. 112 needs one of its five codes, no other has any."""
    if alert.drill:
        return Refused("A drill is not referred to an agency.")
    if not alert.is_open:
        return Refused(f"Alert {alert.number} was closed by {alert.closed_by}.")
    if agency not in AGENCIES:
        return Refused(f"There is no agency {agency}.")
    if agency == "112" and code not in CODES_OF_112:
        return Refused(f"112 needs one of its codes: {', '.join(CODES_OF_112)}.")
    if agency != "112" and code:
        return Refused(f"{agency} has no codes.")
    return Dispatch(number, alert.number, agency, True, by, at, code, "", words.strip())


def send_team(
    number: str, alert: Alert, unit: str, by: str, at: datetime, standing: Iterable[Dispatch]
) -> Dispatch | Refused:
    """Send a field team; one that is on its way to another alert is refused, naming it."""
    if not alert.is_open:
        return Refused(f"Alert {alert.number} was closed by {alert.closed_by}.")
    for each in standing:
        if each.is_open and not each.is_agency and each.to == unit:
            return Refused(f"{unit} is already sent to alert {each.alert}.")
    return Dispatch(number, alert.number, unit, False, by, at)


def advance(dispatch: Dispatch, step: Step, at: datetime) -> Dispatch | Refused:
    """One step on. A step that was already made, or comes after the end, is refused."""
    if dispatch.step not in _AFTER.get(step, frozenset()):
        return Refused(f"{dispatch.to} is {dispatch.step.value.replace('_', ' ')} already.")
    match step:
        case Step.ACCEPTED:
            return replace(dispatch, step=step, accepted=at)
        case Step.ON_SCENE:
            return replace(dispatch, step=step, on_scene=at)
        case Step.ENDED:
            return replace(dispatch, step=step, ended=at)
        case _:
            return replace(dispatch, step=step, withdrawn=at)


def can_undo(dispatch: Dispatch, now: datetime) -> bool:
    """Whether it was only just sent and nobody accepted: taking it back needs no words then."""
    return dispatch.step is Step.SENT and now - dispatch.sent <= UNDO_WITHIN


def walking_time(a: Place, b: Place) -> timedelta:
    """On foot through streets, from straight distance: a guide, not a route."""
    return timedelta(seconds=distance_m(a, b) * DETOUR / WALK_MPS)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A team that could go, how long it walks, and how old its position is (s)."""

    unit: str
    walk: timedelta
    age_s: float


def nearest_teams(
    place: Place,
    positions: Iterable[UnitPosition],
    standing: Iterable[Dispatch],
    now: datetime,
    *,
    stale_s: float = 60.0,
) -> list[Candidate]:
    """Free teams with a fresh position, nearest on foot first. A stale unit is never nearest."""
    busy = {each.to for each in standing if each.is_open and not each.is_agency}
    found = []
    for position in positions:
        # Whichever tells the older: the device's clock, or when it was heard.
        age = (now - min(position.time, position.received)).total_seconds()
        if position.unit not in busy and age <= stale_s:
            walk = walking_time(place, position.place)
            found.append(Candidate(position.unit, walk, max(0.0, age)))
    return sorted(found, key=lambda each: (each.walk, each.unit))
