"""What keeps an alert out of the ordinary queue, and for how long (R-ALM-05..07, R-ARC-10). Pure.

Three quiets, each with its author, its reason and its end:

- a *shelf* is an operator's: one condition, at most one shift;
- a *suppression* is a rule of the room: written by one person, approved by another;
- *out of service* is a supervisor's: a device under repair, with an owner and a day of review.

None of them touches the class `life`: making one that would is refused, and even a quiet that was
made otherwise (an old file, another program) is passed over when a life-safety alert comes. A quiet
never stops recording: the alert exists, is counted and is listed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from console.domain.alerts.alert import Alert, AlertClass, Visibility
from console.domain.alerts.alert_types import AlertType, Catalogue
from console.domain.alerts.lifecycle import Refused

LONGEST_SHELF = timedelta(hours=8)
LONGEST_SUPPRESSION = timedelta(days=92)
LONGEST_REVIEW = timedelta(days=31)
_LIFE = "Life-safety alerts are never shelved, suppressed or taken out of service."


@dataclass(frozen=True, slots=True)
class Shelf:
    """One condition (source, type, subject) put aside by an operator until a moment."""

    id: str
    source: str
    type: str
    subject: str | None
    reason: str
    by: str
    at: datetime
    until: datetime

    def covers(self, alert: Alert) -> bool:
        """Whether the alert stands for this very condition."""
        return alert.key == (self.source, self.type, self.subject)


@dataclass(frozen=True, slots=True)
class Suppression:
    """A rule of the room: alerts of `type`, of one `source` or of all, are not shown until then.

    `seat` is where its author wrote it.
    """

    id: str
    type: str
    source: str | None
    reason: str
    author: str
    approver: str
    at: datetime
    until: datetime
    seat: str = ""

    def covers(self, alert: Alert) -> bool:
        """Whether the rule speaks of this alert."""
        return alert.type == self.type and self.source in (None, alert.source)


@dataclass(frozen=True, slots=True)
class OutOfService:
    """A device under repair: its alerts are listed apart until it is back or reviewed.

    `seat` is where it was taken out.
    """

    id: str
    source: str
    reason: str
    owner: str
    by: str
    at: datetime
    until: datetime
    seat: str = ""

    def covers(self, alert: Alert) -> bool:
        """Whether the alert came from this device or is about it."""
        return self.source in (alert.source, alert.subject)


Quiet = Shelf | Suppression | OutOfService
_VISIBILITY: dict[type[Quiet], Visibility] = {
    Shelf: Visibility.SHELVED,
    Suppression: Visibility.SUPPRESSED,
    OutOfService: Visibility.OUT_OF_SERVICE,
}


def shelf(
    number: str,
    alert: Alert,
    kind: AlertType,
    reason: str,
    by: str,
    at: datetime,
    until: datetime,
    longest: timedelta = LONGEST_SHELF,
) -> Shelf | Refused:
    """Put the condition of an alert aside: a reason, and at most eight hours (R-ALM-06).

    `longest` is what the site allows instead.
    """
    if is_life(alert, kind):
        return Refused(_LIFE)
    if fault := _fault(reason, at, until, longest):
        return fault
    return Shelf(number, *alert.key[:2], alert.subject, reason.strip(), by, at, until)


def suppression(rule: Suppression, catalogue: Catalogue) -> Suppression | Refused:
    """The rule when it may stand: known type, not life-safety, two different people (R-ARC-10)."""
    if not catalogue.is_known(rule.type):
        return Refused(f"There is no alert type {rule.type}.")
    if catalogue.type_of(rule.type).is_life:
        return Refused(_LIFE)
    if not rule.author.strip() or not rule.approver.strip():
        return Refused("A rule needs an author and an approver.")
    if rule.author.strip() == rule.approver.strip():
        return Refused("A rule is approved by another person than its author.")
    return _fault(rule.reason, rule.at, rule.until, LONGEST_SUPPRESSION) or rule


def out_of_service(entry: OutOfService) -> OutOfService | Refused:
    """The entry when it names an owner and a day of review within a month (R-ALM-07).

    A device that sends life-safety types may be taken out of service: what it sends of those types
    is shown all the same.
    """
    if not entry.owner.strip():
        return Refused("A device out of service needs an owner.")
    return _fault(entry.reason, entry.at, entry.until, LONGEST_REVIEW) or entry


def is_life(alert: Alert, kind: AlertType) -> bool:
    """Whether the alert is exempt: by its type as it is now, or as it was when it was raised."""
    return kind.is_life or alert.alert_class is AlertClass.LIFE


def visibility_of(
    alert: Alert, kind: AlertType, quiets: Iterable[Quiet], now: datetime
) -> Visibility:
    """Where the alert stands now. An ended quiet counts no more: the alert returns by itself."""
    if is_life(alert, kind) or alert.drill:
        return Visibility.NORMAL
    found = [
        _VISIBILITY[type(quiet)] for quiet in quiets if now < quiet.until and quiet.covers(alert)
    ]
    # Out of service before a rule before a shelf: the longest-standing reason is the one to tell.
    for visibility in (Visibility.OUT_OF_SERVICE, Visibility.SUPPRESSED, Visibility.SHELVED):
        if visibility in found:
            return visibility
    return Visibility.NORMAL


def ended(quiets: Iterable[Quiet], now: datetime) -> list[Quiet]:
    """Those whose time is over: each end is put on record."""
    return [quiet for quiet in quiets if now >= quiet.until]


def _fault(reason: str, at: datetime, until: datetime, longest: timedelta) -> Refused | None:
    if not reason.strip():
        return Refused("A reason is needed.")
    if until <= at:
        return Refused("The end lies in the past.")
    if until - at > longest:
        hours = longest.total_seconds() / 3_600
        return Refused(f"That is too long: at most {hours:.0f} hours.")
    return None
