"""Which acts make sense on an alert now, and which act stands for each kind of command. Pure."""

from datetime import datetime

from console.domain.alerts.alert import Alert, Attention
from console.domain.alerts.alert_types import AlertType
from console.domain.alerts.dispatch import can_undo
from console.domain.alerts.handling import Dispatch, Verdict
from widgets.words.words import translate

MAIN_ACTS = ("claim", "acknowledge", "verified", "false", "send", "close")
MORE_ACTS = ("call", "steps", "sent", "note", "release", "hand_over", "group", "escalate")
ACT_OF_KIND = {
    "claim": "claim",
    "acknowledge": "acknowledge",
    "verify": "verified",
    "dispatch": "send",
    "refer": "send",
    "advance": "sent",
    "undo": "undo",
    "step": "steps",
    "close": "close",
    "note": "note",
    "release": "release",
    "reassign": "hand_over",
    "split": "group",
    "merge": "group",
    "escalate": "escalate",
}


def offered(alert: Alert, kind: AlertType, operator: str) -> frozenset[str]:
    """The acts that the engine would grant this operator, as far as a seat can know."""
    if not alert.is_open:
        return frozenset()
    said = alert.handling.verified
    found = {"note", "call", "hand_over", "group"}
    for act, stands in {
        "claim": alert.claimed_by is None,
        "release": alert.claimed_by == operator,
        "acknowledge": alert.attention is Attention.UNACKNOWLEDGED,
        "verified": said is None or said.verdict is not Verdict.VERIFIED,
        "false": said is None or said.verdict is not Verdict.FALSE,
        "send": alert.claimed_by in (None, operator),
        "close": alert.claimed_by in (None, operator),
        "steps": bool(kind.steps),
        "sent": bool(alert.handling.dispatches),
        "escalate": alert.handling.escalated_by is None,
    }.items():
        if stands:
            found.add(act)
    return frozenset(found)


def why_not(act: str, alert: Alert, operator: str) -> str:
    """Why an act is not offered, for the operator who pressed its key all the same."""
    if not alert.is_open:
        return translate("Detail", "This alert is closed.")
    if alert.claimed_by not in (None, operator) and act in {"claim", "release", "send", "close"}:
        text = translate("Detail", "{holder} holds this alert: ask, or hand it over (Shift+C).")
        return text.format(holder=alert.claimed_by)
    return {
        "claim": translate("Detail", "You hold this alert already."),
        "release": translate("Detail", "You do not hold this alert."),
        "acknowledge": translate("Detail", "It is acknowledged already."),
        "verified": translate("Detail", "It has this verdict already."),
        "false": translate("Detail", "It has this verdict already."),
        "steps": translate("Detail", "This type has no checklist."),
        "sent": translate("Detail", "Nobody was sent or told yet."),
        "escalate": translate("Detail", "It is with the supervisor already."),
    }.get(act, "")


def to_undo(alert: Alert, operator: str, now: datetime) -> Dispatch | None:
    """The newest of what this operator sent that can still be taken back without a word."""
    own = [each for each in alert.handling.dispatches if each.by == operator]
    fresh = [each for each in own if can_undo(each, now)]
    return max(fresh, key=_when, default=None)


def _when(dispatch: Dispatch) -> datetime:
    return dispatch.sent
