"""Merging alerts into one incident and splitting them off, with the way back. Pure.

An incident bears its lowest number, and an alert remembers the one it was merged from: so the way
back from a merge is a split of one that came, and from a split a merge with one that stayed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from console.domain.alerts.alert import Alert
from console.domain.places.geo import distance_m
from widgets.detail.wish import Surroundings, Wish

MOST_NEAR = 6
REACH_M = 1_000.0
"""Farther apart nobody would look for one incident; whoever does marks the rows."""


@dataclass(frozen=True, slots=True)
class Regrouping:
    """What to ask for, in order, and what takes it back."""

    wishes: tuple[Wish, ...]
    back: tuple[Wish, ...]


def members_of(alert: Alert, around: Surroundings) -> list[Alert]:
    """The open alerts of its incident, itself included, by number."""
    if alert.incident is None:
        return [alert]
    found = [each for each in around.alerts if each.incident == alert.incident]
    return sorted(found, key=_number) or [alert]


def near_of(alert: Alert, around: Surroundings) -> list[tuple[Alert, float | None, float]]:
    """Alerts of other incidents that could be the same one: with metres and seconds between."""
    found = []
    for each in around.alerts:
        if each.incident == alert.incident or each.drill != alert.drill:
            continue
        apart = abs((each.occurred - alert.occurred).total_seconds())
        metres = (
            distance_m(alert.place, each.place)
            if alert.place is not None and each.place is not None
            else None
        )
        named = {each.unit, each.subject} & {alert.unit, alert.subject} - {None}
        if named or metres is None or metres <= REACH_M:
            found.append((each, metres, apart))
    return sorted(found, key=_nearness)[:MOST_NEAR]


def merging(alerts: Sequence[Alert]) -> Regrouping:
    """All of these as one incident: each joins the lowest, so that each can leave it again."""
    ordered = sorted((each for each in alerts if each.incident is not None), key=_incident)
    wishes, back = [], []
    joined = {each.incident for each in ordered[:1]}
    for other in ordered[1:]:
        if other.incident in joined:
            continue
        joined.add(other.incident)
        wishes.append(Wish("merge", alert=ordered[0].number, subject=str(other.number)))
        back.append(Wish("split", alert=other.number))
    return Regrouping(tuple(wishes), tuple(reversed(back)))


def splitting(alerts: Sequence[Alert], around: Surroundings) -> Regrouping:
    """Each of these off its incident."""
    leaving = {each.number for each in alerts}
    wishes, back = [], []
    for alert in alerts:
        members = members_of(alert, around)
        stays = [each for each in members if each.number not in leaving]
        if len(members) < 2:
            continue
        wishes.append(Wish("split", alert=alert.number))
        other = stays[0] if stays else next(e for e in members if e.number != alert.number)
        back.append(Wish("merge", alert=alert.number, subject=str(other.number)))
    return Regrouping(tuple(wishes), tuple(reversed(back)))


def _number(alert: Alert) -> int:
    return alert.number


def _incident(alert: Alert) -> tuple[int, int]:
    return (alert.incident or 0, alert.number)


def _nearness(found: tuple[Alert, float | None, float]) -> tuple[bool, float, float]:
    _alert, metres, apart = found
    return (metres is None, metres or 0.0, apart)
