"""Words for who was sent or told about an alert, and how far they are. Pure look-ups."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from console.domain.alerts.alert import Alert
from console.domain.alerts.dispatch import UNDO_WITHIN, can_undo
from console.domain.alerts.handling import Dispatch, Step
from widgets.detail.fact_table import Fact
from widgets.detail.guidance import agency_word
from widgets.detail.send_options import code_word
from widgets.words.words import age_text, clock_text, translate

LATE_AFTER = timedelta(seconds=60)
"""An agency or team that has not accepted for so long is marked."""


def step_word(step: Step) -> str:
    """How far a dispatch is."""
    return {
        Step.SENT: translate("Detail", "Sent out"),
        Step.ACCEPTED: translate("Detail", "Accepted"),
        Step.ON_SCENE: translate("Detail", "On scene"),
        Step.ENDED: translate("Detail", "Done"),
        Step.WITHDRAWN: translate("Detail", "Taken back"),
    }[step]


def dispatch_name(dispatch: Dispatch) -> str:
    """Who it is, with the code of 112."""
    if not dispatch.is_agency:
        name = translate("Detail", "Team {unit}").format(unit=dispatch.to)
    else:
        name = agency_word(dispatch.to)
    return f"{name} · {code_word(dispatch.code)}" if dispatch.code else name


def unverified_word() -> str:
    """That somebody was sent on nobody's word."""
    return translate("Detail", "sent unverified")


def dispatch_state(dispatch: Dispatch, now: datetime) -> tuple[str, str]:
    """How far it is and since when, and the tone of that."""
    moments = {
        Step.SENT: dispatch.sent,
        Step.ACCEPTED: dispatch.accepted,
        Step.ON_SCENE: dispatch.on_scene,
        Step.ENDED: dispatch.ended,
        Step.WITHDRAWN: dispatch.withdrawn,
    }
    at = moments[dispatch.step] or dispatch.sent
    said = f"{step_word(dispatch.step)} {clock_text(at)}"
    if not dispatch.is_open:
        return said, "edge"
    if dispatch.step is not Step.SENT:
        since = translate("Detail", "{said}, since {age}")
        return since.format(said=said, age=age_text(at, now)), "secondary"
    waiting = translate("Detail", "{said}, not accepted for {age}")
    late = now - dispatch.sent > LATE_AFTER
    text = waiting.format(said=said, age=age_text(dispatch.sent, now))
    return text, "warning" if late else "secondary"


def dispatches_of(alert: Alert, now: datetime) -> list[Fact]:
    """A line for each, the newest first."""
    lines = []
    for each in sorted(alert.handling.dispatches, key=_when, reverse=True):
        text, tone = dispatch_state(each, now)
        words = f"{text} · {each.by}"
        if each.verdict != "verified":
            words = f"{words} · {unverified_word()}"
        if each.words:
            words = f"{words}\n{each.words}"
        shown = {"secondary": "", "edge": "quiet"}.get(tone, tone)
        lines.append(Fact(dispatch_name(each), words, shown))
    return lines


def unanswered_text(alerts: Iterable[Alert], now: datetime) -> str:
    """The banner for whoever was sent or told and has not accepted for a minute; else empty."""
    late = [
        (each.sent, each, alert.number)
        for alert in alerts
        for each in alert.handling.dispatches
        if each.step is Step.SENT and now - each.sent > LATE_AFTER
    ]
    if not late:
        return ""
    since, longest, number = min(late, key=_first)
    text = translate(
        "Detail", "Not accepted for {age}: {name}, alert #{number}. Ask again."
    ).format(age=age_text(since, now), name=dispatch_name(longest), number=number)
    if len(late) == 1:
        return text
    more = translate("Detail", "And {count} more.").format(count=len(late) - 1)
    return f"{text} {more}"


def undo_left_s(dispatch: Dispatch, now: datetime) -> int:
    """Seconds in which it can still be taken back without a word; 0 when it cannot."""
    if not can_undo(dispatch, now):
        return 0
    return max(0, int((UNDO_WITHIN - (now - dispatch.sent)).total_seconds()))


def _first(late: tuple[datetime, Dispatch, int]) -> tuple[datetime, int]:
    return late[0], late[2]


def _when(dispatch: Dispatch) -> datetime:
    return dispatch.sent
