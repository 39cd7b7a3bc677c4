"""Who may do what beyond the daily work of an operator (R-ALM-07, R-ARC-10). Pure.

A role belongs to a person at a seat. The seat is proved by its key; who may be supervisor there
stands in the registry. Nobody needs a role to look, to claim, to acknowledge or to dispatch: what
brings an alert back into sight is never refused for want of one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from console.domain.alerts.lifecycle import Refused
from console.domain.alerts.quieting import Quiet, Shelf, Suppression
from console.domain.field.reveal import Purpose


class Role(StrEnum):
    """What a person is in the room."""

    OPERATOR = "operator"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class Person:
    """One registered person at one seat."""

    seat: str
    operator: str
    role: Role


SUPERVISORS_ACTS = frozenset({"approve", "out_of_service", "change_rules", "restore_rules"})
_SUPERVISORS_PURPOSES = frozenset({Purpose.CORRECTION, Purpose.AUDIT})
_REGISTER = "register one with `sunra seats --seat SEAT --operator NAME --role supervisor`"


class People:
    """Everyone registered. A seat where nobody is registered takes any name, as an operator."""

    def __init__(self, people: Iterable[Person] = ()) -> None:
        self._all = tuple(people)
        self._roles: Mapping[tuple[str, str], Role] = {
            (each.seat, each.operator): each.role for each in self._all
        }
        self._seats = frozenset(seat for seat, _ in self._roles)

    def all(self) -> tuple[Person, ...]:
        """Everyone, in the order of the registry."""
        return self._all

    def role_of(self, seat: str, operator: str) -> Role:
        """The role of a person at a seat; an operator unless the registry says more."""
        return self._roles.get((seat, operator), Role.OPERATOR)

    def is_stranger(self, seat: str, operator: str) -> bool:
        """Whether the seat has its people and this is none of them."""
        return seat in self._seats and (seat, operator) not in self._roles

    def has_supervisor(self) -> bool:
        """Whether anybody is registered as supervisor anywhere."""
        return Role.SUPERVISOR in self._roles.values()


def refuse_act(people: People, seat: str, operator: str, kind: str) -> Refused | None:
    """Why this person may not do such an act here; None when the role is no obstacle."""
    if kind == "suppress" and people.is_stranger(seat, operator):
        # Or a supervisor could write a rule under another name and approve it under his own.
        return Refused(f"{operator} is not registered at {seat}.")
    if kind in SUPERVISORS_ACTS:
        return refuse_operator(people, seat, operator)
    return None


def refuse_ending(people: People, seat: str, operator: str, quiet: Quiet) -> Refused | None:
    """Who may end a rule, or bring a device back: its author at his seat, else a supervisor."""
    if isinstance(quiet, Shelf):
        return None
    by = quiet.author if isinstance(quiet, Suppression) else quiet.by
    # A name alone proves nothing: the author is known by the seat he wrote from.
    if (seat, operator) == (quiet.seat, by):
        return None
    return refuse_operator(people, seat, operator)


def refuse_look(
    people: People, seat: str, operator: str, purpose: str, *, is_open: bool
) -> Refused | None:
    """Why this person may not look at personal entries for that purpose (R-PRV-01).

    An emergency is never kept waiting. To correct, to audit, and to look after the work has ended
    is the supervisor's; the rest needs a person who is registered at the seat, where any is.
    """
    if purpose == Purpose.EMERGENCY and is_open:
        return None
    if people.is_stranger(seat, operator):
        return Refused(f"{operator} is not registered at {seat}.")
    if purpose in _SUPERVISORS_PURPOSES or not is_open:
        return refuse_operator(people, seat, operator)
    return None


def refuse_operator(people: People, seat: str, operator: str) -> Refused | None:
    """Refuse everyone who is no supervisor at that seat."""
    if people.role_of(seat, operator) is Role.SUPERVISOR:
        return None
    if not people.has_supervisor():
        return Refused(f"This needs a supervisor, and none is registered: {_REGISTER}.")
    return Refused(f"This needs a supervisor: {operator} at {seat} is an operator.")
