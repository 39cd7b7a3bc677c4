"""Whom an alert can be sent to, the proposed one first. Pure; words in the language of the moment.

A unit whose name says that it is a citizen's or a wearer's is no team: the wire has no field for
what a unit is, so the names of the units decide, as on the map.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from console.domain.alerts.agencies import Contact
from console.domain.alerts.alert import Alert
from console.domain.alerts.alert_types import AGENCIES, CODES_OF_112, AlertType
from console.domain.alerts.dispatch import Candidate, nearest_teams
from console.domain.alerts.handling import Dispatch, Verdict
from console.domain.places.geo import Place
from console.domain.unit import is_citizen
from widgets.detail.guidance import agency_word
from widgets.detail.wish import Surroundings
from widgets.words.words import translate

MOST_TEAMS = 5
LEAVING = timedelta(minutes=10)
"""What it counts for that somebody else must be found first for the one they walk with."""
CODE_ZERO = "C0"
_CODE_OF_PRIORITY = {1: "C1", 2: "C2", 3: "C3"}


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody to send or to tell. `code` is proposed, `codes` are those to choose from."""

    subject: str
    is_agency: bool
    remark: str = ""
    code: str = ""
    codes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Tells it apart from every other."""
        return f"{'agency' if self.is_agency else 'unit'}:{self.subject}"


def targets_of(
    alert: Alert, kind: AlertType, around: Surroundings, place: Place | None
) -> list[Target]:
    """The proposed agency, then free teams by walking time, then the other agencies.

    A drill is told to no agency (R-ARC-07).
    """
    agencies = [] if alert.drill else list(_agencies(alert, kind, around))
    proposed = agencies[:1] if kind.agency is not None else []
    rest = [each for each in agencies if each not in proposed]
    return [*proposed, *_teams(alert, around, place), *rest]


def is_unverified(alert: Alert) -> bool:
    """Whether nobody has said yet that it is real."""
    said = alert.handling.verified
    return said is None or said.verdict is not Verdict.VERIFIED


def name_of(target: Target, code: str) -> str:
    """What a row calls it."""
    if not target.is_agency:
        return translate("Detail", "Team {unit}").format(unit=target.subject)
    return (
        f"{agency_word(target.subject)} · {code_word(code)}"
        if code
        else agency_word(target.subject)
    )


def code_word(code: str) -> str:
    """Code 0 to Code 4 of 112."""
    return translate("Detail", "Code {number}").format(number=code.removeprefix("C"))


def _agencies(alert: Alert, kind: AlertType, around: Surroundings) -> Iterator[Target]:
    wanted = kind.agency.agency if kind.agency else ""
    told = {each.to for each in alert.handling.dispatches if each.is_open and each.is_agency}
    rest = [name for name in AGENCIES if name != wanted]
    for name in [wanted, *rest] if wanted else rest:
        remark = translate("Detail", "proposed for this type") if name == wanted else ""
        if name in told:
            remark = translate("Detail", "told already")
        remark = _with_phone(remark, around.contacts.get(name))
        if name == "112":
            code = kind.agency.code if kind.agency and name == wanted else ""
            code = code or _CODE_OF_PRIORITY.get(alert.priority, "C4")
            yield Target(name, True, remark, code, CODES_OF_112)
        else:
            yield Target(name, True, remark)


def _with_phone(remark: str, contact: Contact | None) -> str:
    """How the agency is reached: the operator makes the call."""
    reached = (
        " / ".join(each for each in (contact.phone, contact.channel) if each) if contact else ""
    )
    if not reached:
        return remark
    pattern = (
        translate("Detail", "{remark} · call {phone}")
        if remark
        else translate("Detail", "call {phone}")
    )
    return pattern.format(remark=remark, phone=reached)


def _teams(alert: Alert, around: Surroundings, place: Place | None) -> list[Target]:
    if place is None:
        return []
    concerned = {alert.unit, alert.subject}
    positions = [
        each
        for each in around.positions.values()
        if each.unit not in concerned and not is_citizen(each.unit)
    ]
    standing: list[Dispatch] = [d for a in around.alerts for d in a.handling.dispatches]
    near = nearest_teams(place, positions, standing, around.now)
    # Whoever walks with or guards somebody can be called away, when nobody else is near.
    near.sort(key=lambda each: each.walk + LEAVING * (each.unit in around.bound))
    return [
        Target(each.unit, False, _way(each, each.unit in around.bound))
        for each in near[:MOST_TEAMS]
    ]


def _way(team: Candidate, is_bound: bool) -> str:
    minutes = max(1, round(team.walk.total_seconds() / 60))
    text = translate("Detail", "{minutes} min on foot, seen {age} s ago")
    if is_bound:
        text = translate("Detail", "is with somebody; {minutes} min on foot, seen {age} s ago")
    return text.format(minutes=minutes, age=round(team.age_s))
