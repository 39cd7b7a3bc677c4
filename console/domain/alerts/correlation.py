"""Which signals belong to one incident (R-CAD-01, R-ALM-11). Pure: by who, where and when.

It proposes the incident of an alert; it hides nothing, merges no alert and closes none. Every alert
keeps its row, its sound and its own handling, so a life-safety alert is never grouped away, and a
split gives back the alerts as they were.

Two signals belong together when they came within `Reach.seconds` of each other and

- they name the same person, unit or case (whatever the distance: a walker moves), or
- both have a place and the places lie within `Reach.metres`, widened by what the places are
  trusted to, at most by `Reach.slack_m`; or
- one device calls for help again and names nobody, from no farther than its wearer can have run.
  (A gateway speaks for many: what lies farther apart is another person.)

Technical signals and the ordinary course of escorts and patrols join by name only: a silent bell
beside a fight is no part of it. A drill never joins the real thing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from console.domain.alerts.alert import ENGINE, Alert, AlertClass
from console.domain.places.geo import distance_m

RUN_MPS = 4.0
"""How fast somebody runs for his life, in metres a second."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far apart two signals of one incident may be: 150 m and 5 min unless a site says else."""

    metres: float = 150.0
    seconds: float = 300.0
    slack_m: float = 100.0


@dataclass(frozen=True, slots=True)
class Incident:
    """Alerts that tell of one happening. `first` is the alert that occurred first (first-out)."""

    number: int
    alerts: tuple[int, ...]
    first: int
    opened: datetime


def incident_for(
    alert: Alert,
    incidents: Iterable[Incident],
    alerts: dict[int, Alert],
    reach: Reach | None = None,
) -> Incident | None:
    """The open incident this alert joins, None when it begins one of its own.

    Of several the nearest counts: by name before by place, then by distance, then by time.
    """
    reach = reach or Reach()
    found = [
        (strength, incident.number, incident)
        for incident in incidents
        if (strength := _strength(alert, _members(incident, alerts), reach)) is not None
    ]
    return min(found, key=lambda each: each[:2])[2] if found else None


def joined(incident: Incident, alert: Alert, alerts: dict[int, Alert]) -> Incident:
    """The incident with one alert more. The first-out stays the one that occurred first."""
    numbers = (*incident.alerts, alert.number)
    return replace(incident, alerts=numbers, first=_first({**alerts, alert.number: alert}, numbers))


def split(
    incident: Incident, number: int, new: int, alerts: dict[int, Alert]
) -> tuple[Incident | None, Incident]:
    """Take one alert out into an incident of its own; the rest is None when nothing is left."""
    rest = tuple(each for each in incident.alerts if each != number)
    alone = Incident(new, (number,), number, alerts[number].raised)
    if not rest:
        return None, alone
    return replace(incident, alerts=rest, first=_first(alerts, rest)), alone


def merged(one: Incident, other: Incident, alerts: dict[int, Alert]) -> Incident:
    """Both as the one with the lower number: an operator's word, never automatic."""
    kept, gone = sorted((one, other), key=lambda each: each.number)
    numbers = (*kept.alerts, *gone.alerts)
    return Incident(kept.number, numbers, _first(alerts, numbers), min(kept.opened, gone.opened))


def _members(incident: Incident, alerts: dict[int, Alert]) -> Sequence[Alert]:
    return [alerts[number] for number in incident.alerts if number in alerts]


def _strength(
    alert: Alert, members: Sequence[Alert], reach: Reach
) -> tuple[int, float, float] | None:
    near = [each for member in members if (each := _kinship(alert, member, reach)) is not None]
    return min(near) if near else None


def _kinship(alert: Alert, member: Alert, reach: Reach) -> tuple[int, float, float] | None:
    if alert.drill != member.drill or not member.is_open:
        return None
    seconds = abs((alert.occurred - member.occurred).total_seconds())
    if min(seconds, abs((alert.raised - member.raised).total_seconds())) > reach.seconds:
        return None
    if _names(alert) & _names(member):
        return (0, 0.0, seconds)
    if not (_joins_by_place(alert) and _joins_by_place(member)):
        return None
    if alert.place is None or member.place is None:
        return None
    metres = distance_m(alert.place, member.place)
    slack = min(reach.slack_m, (alert.place.accuracy_m or 0.0) + (member.place.accuracy_m or 0.0))
    run_m = RUN_MPS * seconds if is_same_caller(alert, member) else 0.0
    return (1, metres, seconds) if metres <= reach.metres + slack + run_m else None


def calls_unnamed(alert: Alert) -> bool:
    """Whether only its device tells whose call for help it is."""
    return alert.alert_class is AlertClass.LIFE and not _names(alert) and alert.source != ENGINE


def is_same_caller(alert: Alert, member: Alert) -> bool:
    """Whether both are calls of one device that names nobody."""
    return calls_unnamed(alert) and calls_unnamed(member) and alert.source == member.source


def _names(alert: Alert) -> frozenset[str]:
    return frozenset(name for name in (alert.unit, alert.subject) if name)


def _joins_by_place(alert: Alert) -> bool:
    """Technical faults and the course of the work say nothing about what lies beside them."""
    if alert.alert_class in {AlertClass.LIFE, AlertClass.ANALYTICS, AlertClass.UNCLASSIFIED}:
        return True
    return alert.alert_class is AlertClass.FIELD and alert.priority <= 2


def _first(alerts: dict[int, Alert], numbers: Iterable[int]) -> int:
    known = [alerts[number] for number in numbers if number in alerts]
    # A delayed event tells a time nobody could check: it is first only among delayed ones.
    return min(known, key=lambda each: (each.delayed, each.occurred, each.number)).number
