"""The rows of the list of quiets, prepared in the language of the moment. Pure, GUI thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from console.domain.alerts.alert import Alert
from console.domain.alerts.alert_types import Catalogue
from console.wire.room_values import Actor, QuietView, RoomView
from widgets.words.words import age_text, local

translate = QCoreApplication.translate
GROUPS = ("shelf", "suppression", "out_of_service", "stale", "noisy")


@dataclass(frozen=True, slots=True)
class QuietRow:
    """One row. `alert` is the number for a stale alert or a shelf's newest alert, 0 without."""

    group: str
    key: str
    cells: tuple[str, ...]
    tone: str = ""
    alert: int = 0
    quiet: QuietView | None = None


def headings() -> tuple[str, ...]:
    """Over the columns."""
    return (
        translate("Quiets", "Kind"),
        translate("Quiets", "What"),
        translate("Quiets", "Where"),
        translate("Quiets", "Why"),
        translate("Quiets", "Who"),
        translate("Quiets", "Until or since"),
        translate("Quiets", "Left or age"),
    )


def group_word(group: str) -> str:
    """The name of a group."""
    return {
        "shelf": translate("Quiets", "Shelved"),
        "suppression": translate("Quiets", "Rule"),
        "out_of_service": translate("Quiets", "Out of service"),
        "stale": translate("Quiets", "Stale"),
        "noisy": translate("Quiets", "Noisy"),
    }[group]


def rows_of(
    room: RoomView,
    alerts: Sequence[Alert],
    stale: Sequence[Alert],
    catalogue: Catalogue,
    language: str,
    now: datetime,
) -> list[QuietRow]:
    """Everything, rules that wait for a word first, then by their end."""
    known = sorted(room.quiets, key=lambda each: (not each.is_proposed, each.until))
    rows = [_quiet(each, alerts, catalogue, language, now) for each in known]
    rows += [_stale(each, catalogue, language, now) for each in stale]
    rows += [_noisy(each, catalogue, language, now) for each in room.actors]
    return rows


def _quiet(
    quiet: QuietView, alerts: Sequence[Alert], catalogue: Catalogue, language: str, now: datetime
) -> QuietRow:
    everything = translate("Quiets", "every type")
    what = catalogue.type_of(quiet.type).label(language) if quiet.type else everything
    if quiet.type and not catalogue.is_known(quiet.type):
        what = quiet.type
    where = quiet.source or translate("Quiets", "every source")
    if quiet.subject:
        where = f"{where} · {quiet.subject}"
    kind, tone = group_word(quiet.kind), ""
    if quiet.is_proposed:
        kind, tone = translate("Quiets", "Rule waits for approval"), "warning"
    cells = (kind, what, where, quiet.reason, _who(quiet), day_text(quiet.until, now))
    number = _shelved(quiet, alerts)
    left = age_text(now, quiet.until)
    return QuietRow(quiet.kind, quiet.id, (*cells, left), tone, number, quiet)


def _who(quiet: QuietView) -> str:
    if quiet.kind == "suppression" and quiet.approver:
        words = translate("Quiets", "{author}, approved by {approver}")
        return words.format(author=quiet.by, approver=quiet.approver)
    if quiet.kind == "out_of_service":
        return translate("Quiets", "{by}, owner {owner}").format(by=quiet.by, owner=quiet.owner)
    return quiet.by


def _shelved(quiet: QuietView, alerts: Sequence[Alert]) -> int:
    if quiet.kind != "shelf":
        return 0
    key = (quiet.source, quiet.type, quiet.subject)
    found = [a.number for a in alerts if (a.source, a.type, a.subject or "") == key and a.is_open]
    return max(found, default=0)


def _stale(alert: Alert, catalogue: Catalogue, language: str, now: datetime) -> QuietRow:
    cells = (
        group_word("stale"),
        f"#{alert.number} {catalogue.type_of(alert.type).label(language)}",
        alert.source,
        translate("Quiets", "open and unchanged"),
        alert.claimed_by or "",
        day_text(alert.updated, now),
        age_text(alert.updated, now),
    )
    return QuietRow("stale", f"stale {alert.number}", cells, "warning", alert.number)


def _noisy(actor: Actor, catalogue: Catalogue, language: str, now: datetime) -> QuietRow:
    why = {
        "chattering": translate("Quiets", "three times within a minute"),
        "flapping": translate("Quiets", "changes to and fro"),
        "retriggered": translate("Quiets", "again right after a false alarm"),
    }.get(actor.why, actor.why)
    times = translate("Quiets", "{why}, {count} times").format(why=why, count=actor.count)
    what = catalogue.type_of(actor.type).label(language)
    where = f"{actor.source} · {actor.subject}" if actor.subject else actor.source
    key = f"noisy {actor.source} {actor.type} {actor.subject}"
    cells = (group_word("noisy"), what, where, times, "", day_text(actor.last, now))
    return QuietRow("noisy", key, (*cells, age_text(actor.last, now)))


def day_text(moment: datetime, now: datetime) -> str:
    """HH:MM on this computer's clock, with the day when it is another one."""
    here = local(moment)
    return f"{here:%H:%M}" if here.date() == local(now).date() else f"{here:%m-%d %H:%M}"
