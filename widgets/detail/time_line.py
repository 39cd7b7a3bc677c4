"""The fifteen machine-made times of an alert as lines (R-ARC-01). Pure look-ups.

A time whose clock contradicts another is marked, never corrected.
"""

from datetime import UTC, datetime

from console.domain.alerts.alert import Alert
from console.domain.alerts.stamps import Stamp, seconds_between, stamps_of
from widgets.detail.fact_table import Fact
from widgets.words.words import clock_text, disposition_word, local, translate


def timeline_of(alert: Alert) -> list[Fact]:
    """What happened, in the order of a plain course, then what did not happen yet."""
    stamps = stamps_of(alert)
    lines = [_line(alert, name, stamp) for name, stamp in stamps.items() if stamp is not None]
    missing = [stamp_word(name) for name, stamp in stamps.items() if stamp is None]
    if missing:
        lines.append(Fact(translate("Detail", "Not known"), ", ".join(missing), "quiet"))
    return lines


def stamp_word(name: str) -> str:
    """What operators call one of the fifteen times."""
    words = {
        "occurred": translate("Detail", "Occurred"),
        "sent": translate("Detail", "Sent by the device"),
        "received": translate("Detail", "Received"),
        "durable": translate("Detail", "On disk"),
        "displayed": translate("Detail", "Shown"),
        "annunciated": translate("Detail", "Sounded"),
        "opened": translate("Detail", "Opened"),
        "claimed": translate("Detail", "Claimed"),
        "acknowledged": translate("Detail", "Acknowledged"),
        "verified": translate("Detail", "Verdict given"),
        "dispatched": translate("Detail", "Dispatched"),
        "accepted": translate("Detail", "Dispatch accepted"),
        "on_scene": translate("Detail", "On scene"),
        "resolved": translate("Detail", "Resolved"),
        "closed": translate("Detail", "Closed"),
    }
    return words[name]


def moment_text(moment: datetime) -> str:
    """The time, with the day when it is not today's."""
    today = local(datetime.now(UTC)).date()
    if local(moment).date() == today:
        return clock_text(moment)
    return f"{local(moment):%m-%d} {clock_text(moment)}"


def _line(alert: Alert, name: str, stamp: Stamp) -> Fact:
    parts = [stamp_word(name), *_by(alert, name)]
    after = seconds_between(alert, "received", name) or 0.0
    if name != "received":
        parts.append(_later(after))
    if not stamp.trusted:
        parts.append(translate("Detail", "this clock contradicts another"))
    return Fact(moment_text(stamp.at), " · ".join(parts), "" if stamp.trusted else "warning")


def _later(seconds: float) -> str:
    if abs(seconds) < 600:
        return translate("Detail", "{seconds} s").format(seconds=f"{round(seconds, 1) or 0.0:+.1f}")
    return translate("Detail", "{minutes} min").format(minutes=f"{seconds / 60:+.0f}")


def _by(alert: Alert, name: str) -> list[str]:
    said, sent = alert.handling.verified, alert.handling.dispatches
    match name:
        case "claimed" if alert.claimed_by and alert.claimed_at == alert.first_claimed_at:
            return [alert.claimed_by]
        case "acknowledged" if alert.acknowledged_at == alert.first_acknowledged_at:
            return [alert.acknowledged_by or ""]
        case "verified" if said is not None:
            return [said.by]
        case "dispatched":
            return [each.by for each in sent if each.withdrawn is None][:1]
        case "closed":
            ended = disposition_word(alert.disposition) if alert.disposition else ""
            return [part for part in (alert.closed_by or "", ended) if part]
        case _:
            return []
