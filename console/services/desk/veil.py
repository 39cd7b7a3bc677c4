"""Where an alert stands among the quiets of now, and how many there are. Engine thread; no I/O."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from console.domain.alerts import quieting
from console.domain.alerts.alert import Alert, Visibility
from console.domain.alerts.alert_types import AlertType
from console.domain.alerts.handling import Quieted
from console.domain.alerts.quieting import OutOfService, Quiet, Shelf, Suppression
from console.services.desk.memory import Memory

_HIDES: dict[Visibility, type[Quiet]] = {
    Visibility.SHELVED: Shelf,
    Visibility.SUPPRESSED: Suppression,
    Visibility.OUT_OF_SERVICE: OutOfService,
}


def standing(memory: Memory) -> list[Quiet]:
    """Every quiet that counts: a rule that nobody approved yet hides nothing."""
    return [each for _, each in memory.quiets.items() if not _is_proposed(each)]


def veiled(alert: Alert, kind: AlertType, quiets: Sequence[Quiet], now: datetime) -> Alert:
    """The alert in or out of the ordinary queue, with the reason when it is out."""
    visibility = quieting.visibility_of(alert, kind, quiets, now)
    if visibility is Visibility.NORMAL is alert.visibility:
        return alert
    handling = replace(alert.handling, quieted=_cause(alert, visibility, quiets, now))
    return replace(alert, visibility=visibility, handling=handling)


def _cause(
    alert: Alert, visibility: Visibility, quiets: Sequence[Quiet], now: datetime
) -> Quieted | None:
    kind = _HIDES.get(visibility)
    for each in quiets:
        if kind is not None and isinstance(each, kind) and now < each.until and each.covers(alert):
            by = each.author if isinstance(each, Suppression) else each.by
            return Quieted(by, each.reason, each.until)
    return None


def counted(memory: Memory) -> dict[str, int]:
    """The permanent counters: what is quiet now, and rules that wait for approval."""
    quiets = list(memory.quiets.kept().values())
    proposed = sum(_is_proposed(each) for each in quiets)
    rules = sum(isinstance(each, Suppression) for each in quiets)
    return {
        "shelved": sum(isinstance(each, Shelf) for each in quiets),
        "suppressed": rules - proposed,
        "proposed_rules": proposed,
        "out_of_service": sum(isinstance(each, OutOfService) for each in quiets),
    }


def _is_proposed(quiet: Quiet) -> bool:
    return isinstance(quiet, Suppression) and not quiet.approver
