"""Which incident a new alert belongs to, and how operators split and merge (R-CAD-01, R-ALM-11).

Engine thread only; no I/O. An incident has the number of the alert that founded it and no row of
its own: who belongs to it stands on the alerts, so it is restored with them. Only marks change:
every alert keeps its row, its sound and its handling, a life-safety alert above all.

Candidates are found by name and by map cell, the newest few of each, so that a storm costs each
alert the same. Their kinship is `console.domain.alerts.correlation`'s to judge.
"""

from collections.abc import Iterator
from dataclasses import replace

from console.domain.alerts.alert import Alert
from console.domain.alerts.correlation import Incident, calls_unnamed, incident_for
from console.domain.alerts.lifecycle import Refused, altered
from console.domain.places.geo import Place
from console.services.desk.memory import Memory, Trace

MOST_NEAR = 8
# Larger than the widest reach (150 m and 100 m of doubt), at Korea's latitude, in degrees.
_CELL_LAT, _CELL_LON = 0.003, 0.004
# A box around the widest reach, in degrees: outside it nothing is akin by place.
_BOX_LAT, _BOX_LON = 0.0024, 0.0035


def placed(memory: Memory, alert: Alert) -> tuple[Alert, Alert | None]:
    """A new alert with its incident, and the alert that is no longer first-out because of it."""
    if alert.place is None and alert.unit is None and alert.subject is None:
        return alert, None
    near = {each.number: each for each in _near(memory, alert)}
    found = incident_for(alert, _incidents(near), near) if near else None
    if found is None:
        return _noted(memory, alert), None
    alert = altered(alert, incident=found.number, first_out=False)
    first = _first_of(memory, found.number)
    # A first one that is closed stays the first: a closed alert never changes again.
    if first is None or _order(first) <= _order(alert):
        return _noted(memory, alert), None
    return _noted(memory, altered(alert, first_out=True)), first


def recalled(memory: Memory, alert: Alert) -> None:
    """Find a restored or moved alert again. One of an older schema belongs to no incident."""
    if alert.incident is not None:
        _noted(memory, alert)


def split(memory: Memory, alert: Alert) -> list[Alert] | Refused:
    """Take an alert out of its incident, with those that were merged into it together with it.

    Returns every alert that changes; they are as they were before they came together.
    """
    members = _members(memory, alert.incident)
    if alert.incident is None or len(members) < 2:
        return Refused(f"Alert {alert.number} stands alone already.")
    came = alert.handling.merged_from
    leaving = [
        each
        for each in members
        if each.number == alert.number or (came is not None and each.handling.merged_from == came)
    ]
    rest = [each for each in members if each not in leaving]
    number = alert.number if came is None else came
    left = _as_incident(leaving, number, _first_again(leaving, came, anew=came is None))
    kept = alert.incident
    if not any(each.number == kept for each in rest) and any(e.number == kept for e in leaving):
        kept = min((each.number for each in rest), default=kept)
    anew = came is None and any(each.first_out for each in leaving)
    stays = _as_incident(rest, kept, _first_again(rest, came, anew=anew), keep_origin=True)
    return _differing(members, [*left, *stays])


def merge(memory: Memory, alert: Alert, other: Alert) -> list[Alert] | Refused:
    """Both incidents as the one with the lower number; returns every alert that changes."""
    if alert.incident is None or other.incident is None or alert.incident == other.incident:
        return Refused(f"Alerts {alert.number} and {other.number} are one incident already.")
    if alert.drill != other.drill:
        return Refused("A drill never joins the real thing.")
    kept, gone = sorted((alert.incident, other.incident))
    staying, coming = _members(memory, kept), _members(memory, gone)
    whole = [*staying, *(_from(each, gone) for each in coming)]
    # What was marked first stays so: what is known of an alert by now would change the past.
    first = min((each for each in whole if each.first_out), key=_order, default=None)
    made = _as_incident(
        [_outdone(each, first, gone) for each in whole], kept, first, keep_origin=True
    )
    return _differing([*staying, *coming], made)


def _from(alert: Alert, incident: int) -> Alert:
    return replace(alert, handling=replace(alert.handling, merged_from=incident))


def _outdone(alert: Alert, first: Alert | None, gone: int) -> Alert:
    if alert is first or not alert.first_out:
        return alert
    handling = replace(alert.handling, first_until=gone)
    return replace(alert, handling=handling)


def _first_again(alerts: list[Alert], came: int | None, *, anew: bool) -> Alert | None:
    """The first-out of alerts that are an incident again; None where it is closed already."""
    marked = [each for each in alerts if each.first_out]
    once = [each for each in alerts if came is not None and each.handling.first_until == came]
    return min(marked or once or (alerts if anew else []), key=_order, default=None)


def _as_incident(
    alerts: list[Alert], number: int, first: Alert | None, *, keep_origin: bool = False
) -> list[Alert]:
    made = []
    for each in alerts:
        handling = each.handling
        origin = handling.merged_from if keep_origin else None
        until = None if each is first else handling.first_until
        if (handling.merged_from, handling.first_until) != (origin, until):
            handling = replace(handling, merged_from=origin, first_until=until)
        made.append(replace(each, incident=number, first_out=each is first, handling=handling))
    return made


def _differing(before: list[Alert], after: list[Alert]) -> list[Alert]:
    known = {each.number: each for each in before}
    return [each for each in after if each != known[each.number]]


def _members(memory: Memory, incident: int | None) -> list[Alert]:
    """Open alerts of an incident: a closed alert never changes again."""
    found = [alert for _, alert in memory.alerts.items() if alert.incident == incident]
    return sorted(found, key=lambda each: each.number)


def _first_of(memory: Memory, incident: int) -> Alert | None:
    # Its founder, as long as nothing else was noted.
    return memory.alerts.get(memory.firsts.get(incident) or incident)


def _order(alert: Alert) -> tuple[bool, object, int]:
    # A delayed event tells a time nobody could check: it is first only among delayed ones.
    return (alert.delayed, alert.occurred, alert.number)


def _incidents(near: dict[int, Alert]) -> Iterator[Incident]:
    grouped: dict[int, list[Alert]] = {}
    for each in near.values():
        grouped.setdefault(each.incident or each.number, []).append(each)
    for number, alerts in grouped.items():
        numbers = tuple(each.number for each in alerts)
        yield Incident(number, numbers, numbers[0], alerts[0].raised)


def _near(memory: Memory, alert: Alert) -> Iterator[Alert]:
    for trace in _looked_at(alert):
        for number in memory.traces.get(trace) or ():
            found = memory.alerts.get(number)
            if found is None or found.incident is None:
                continue
            if trace[0] != "cell" or _is_beside(alert.place, found.place):
                yield found


def _is_beside(one: Place | None, other: Place | None) -> bool:
    """Whether it is worth to measure the distance."""
    if one is None or other is None:
        return False
    return abs(one.lat - other.lat) < _BOX_LAT and abs(one.lon - other.lon) < _BOX_LON


def _noted(memory: Memory, alert: Alert) -> Alert:
    for trace in _own(alert):
        known = memory.traces.get(trace) or ()
        # Of one incident in one cell the newest alert speaks for the others.
        others = [number for number in known if _incident_of(memory, number) != alert.incident]
        memory.traces.put(trace, (*others, alert.number)[-MOST_NEAR:])
    if alert.first_out and alert.incident is not None:
        memory.firsts.put(alert.incident, alert.number)
    return alert


def _incident_of(memory: Memory, number: int) -> int | None:
    known = memory.alerts.get(number)
    return known.incident if known is not None else None


def _own(alert: Alert) -> list[Trace]:
    names = {name for name in (alert.unit, alert.subject) if name}
    traces: list[Trace] = [("name", name, 0, 0, alert.drill) for name in sorted(names)]
    if calls_unnamed(alert):
        traces.append(("source", alert.source, 0, 0, alert.drill))
    if alert.place is not None:
        traces.append(("cell", "", *_cell(alert), alert.drill))
    return traces


def _looked_at(alert: Alert) -> list[Trace]:
    traces = [trace for trace in _own(alert) if trace[0] != "cell"]
    if alert.place is not None:
        row, column = _cell(alert)
        around = (-1, 0, 1)
        traces += [
            ("cell", "", row + north, column + east, alert.drill)
            for north in around
            for east in around
        ]
    return traces


def _cell(alert: Alert) -> tuple[int, int]:
    if alert.place is None:
        return 0, 0
    return int(alert.place.lat // _CELL_LAT), int(alert.place.lon // _CELL_LON)
