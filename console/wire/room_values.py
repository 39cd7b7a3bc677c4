"""What consoles see of the room beside its alerts.

What is kept quiet, who cries wolf, a flood, who is supervisor where, and the site's own rules.

Values only. Each is small and is sent whole when anything in it changes.
"""

from dataclasses import dataclass
from datetime import datetime

from console.domain.alerts.flood import Flood
from console.domain.alerts.quieting import OutOfService, Quiet, Shelf, Suppression
from console.domain.alerts.sla_figures import SlaFigure
from console.domain.roles import Role


@dataclass(frozen=True, slots=True)
class QuietView:
    """One shelf, rule or device out of service. `kind`: shelf, suppression, out_of_service.

    A rule without `approver` hides nothing yet. Empty texts where a kind has no such thing.
    """

    kind: str
    id: str
    source: str
    type: str
    subject: str
    reason: str
    by: str
    approver: str
    owner: str
    at: datetime
    until: datetime
    seat: str = ""

    @property
    def is_proposed(self) -> bool:
        """Whether it is a rule that still waits for another person's word."""
        return self.kind == "suppression" and not self.approver


@dataclass(frozen=True, slots=True)
class Actor:
    """A point that speaks too often: `why` is chattering, flapping or retriggered."""

    source: str
    type: str
    subject: str
    why: str
    count: int
    since: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class PersonView:
    """Who has a role at which seat."""

    seat: str
    operator: str
    role: Role


@dataclass(frozen=True, slots=True)
class RoomView:
    """All of it at one moment. `flood` is the newest one; its `ended` is None while it is on."""

    quiets: tuple[QuietView, ...] = ()
    actors: tuple[Actor, ...] = ()
    flood: Flood | None = None
    people: tuple[PersonView, ...] = ()

    def role_of(self, seat: str, operator: str) -> Role:
        """What a person may do at a seat, as the engine will judge it."""
        for each in self.people:
            if (each.seat, each.operator) == (seat, operator):
                return each.role
        return Role.OPERATOR


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version of the rules, without its content."""

    number: int
    by: str
    at: datetime
    why: str
    path: str


@dataclass(frozen=True, slots=True)
class RulesView:
    """The rules in force: what differs from what is shipped (see `console.domain.alerts.rulebook`).

    `versions` are those that can be gone back to, the newest last. `fault` says why the newest is
    not in force (made by another version of the program).
    """

    number: int = 0
    content: str = "{}"
    versions: tuple[VersionView, ...] = ()
    fault: str = ""


def quiet_view(quiet: Quiet) -> QuietView:
    """A quiet as consoles see it."""
    match quiet:
        case Shelf():
            return QuietView(
                "shelf", quiet.id, quiet.source, quiet.type, quiet.subject or "", quiet.reason,
                quiet.by, "", "", quiet.at, quiet.until,
            )  # fmt: skip
        case Suppression():
            return QuietView(
                "suppression", quiet.id, quiet.source or "", quiet.type, "", quiet.reason,
                quiet.author, quiet.approver, "", quiet.at, quiet.until, quiet.seat,
            )  # fmt: skip
        case OutOfService():
            return QuietView(
                "out_of_service", quiet.id, quiet.source, "", "", quiet.reason,
                quiet.by, "", quiet.owner, quiet.at, quiet.until, quiet.seat,
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FiguresWanted:
    """A supervisor's page: answer times, and how the alerts of the last `days` ended.

    `request` comes back with the page.
    """

    request: int
    days: float = 30.0


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One device and type: how its alerts ended, the false share, and what is proposed.

    `false_share` is None when too few were judged; `proposal` is empty, inspect_device or
    adjust_or_suppress. Nothing is ever applied by itself (R-CAD-03).
    """

    device: str
    type: str
    closed: int
    dispositions: dict[str, int]
    false_share: float | None
    proposal: str


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """The answer, or the `fault`."""

    request: int
    sla: tuple[SlaFigure, ...] = ()
    ledger: tuple[LedgerRow, ...] = ()
    fault: str = ""
    took_ms: float = 0.0
