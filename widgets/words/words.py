"""The words for states, dispositions and kinds, in the language of the moment.

Pure look-ups through Qt's translator: call them again after a language change. GUI thread.
"""

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication

from console.domain.alerts.alert import (
    Alert,
    AlertClass,
    Attention,
    Condition,
    Disposition,
    Visibility,
    Work,
)
from console.domain.wall_clock import in_district

translate = QCoreApplication.translate


def attention_word(attention: Attention) -> str:
    """Whether a person has taken note."""
    return {
        Attention.UNACKNOWLEDGED: translate("Words", "Unacknowledged"),
        Attention.ACKNOWLEDGED: translate("Words", "Acknowledged"),
    }[attention]


def work_word(work: Work) -> str:
    """How far the handling has come."""
    return {
        Work.NEW: translate("Words", "New"),
        Work.CLAIMED: translate("Words", "Claimed"),
        Work.DISPATCHED: translate("Words", "Dispatched"),
        Work.ON_SCENE: translate("Words", "On scene"),
        Work.CLOSED: translate("Words", "Closed"),
    }[work]


def condition_word(condition: Condition) -> str:
    """Whether what was reported still holds."""
    return {
        Condition.ACTIVE: translate("Words", "Still active"),
        Condition.CLEARED: translate("Words", "Cleared"),
    }[condition]


def visibility_word(visibility: Visibility) -> str:
    """Whether the alert stands in the ordinary queue."""
    return {
        Visibility.NORMAL: translate("Words", "In the queue"),
        Visibility.SHELVED: translate("Words", "Shelved"),
        Visibility.SUPPRESSED: translate("Words", "Suppressed"),
        Visibility.OUT_OF_SERVICE: translate("Words", "Out of service"),
    }[visibility]


def quiet_text(alert: Alert) -> str:
    """Why an alert is out of the ordinary queue and until when; empty for one that stands there.

    A life-safety alert is never out of it.
    """
    if alert.visibility is Visibility.NORMAL or alert.alert_class is AlertClass.LIFE:
        return ""
    said, why = visibility_word(alert.visibility), alert.handling.quieted
    if why is None:
        return said
    words = translate("Words", "{state} until {until} · {by}: {reason}")
    until = f"{local(why.until):%m-%d %H:%M}"
    return words.format(state=said, until=until, by=why.by, reason=why.reason)


def disposition_word(disposition: Disposition) -> str:
    """How an alert was closed."""
    return {
        Disposition.TRUE: translate("Words", "Real event"),
        Disposition.FALSE_NUISANCE: translate("Words", "False: nuisance or fault"),
        Disposition.FALSE_MALICIOUS: translate("Words", "False: malicious"),
        Disposition.TEST: translate("Words", "Test"),
        Disposition.DUPLICATE: translate("Words", "Duplicate"),
        Disposition.UNABLE_TO_VERIFY: translate("Words", "Unable to verify"),
    }[disposition]


def priority_word(priority: int) -> str:
    """The name of a priority, 1 highest to 4."""
    words = (
        translate("Words", "Emergency"),
        translate("Words", "Urgent"),
        translate("Words", "Caution"),
        translate("Words", "Notice"),
    )
    return words[min(max(priority, 1), 4) - 1]


def action_word(kind: str) -> str:
    """The name of an operator's action, by its command kind."""
    words = {
        "claim": translate("Words", "Claim"),
        "release": translate("Words", "Release"),
        "acknowledge": translate("Words", "Acknowledge"),
        "note": translate("Words", "Note"),
        "close": translate("Words", "Close"),
        "reassign": translate("Words", "Hand over"),
        "verify": translate("Words", "Verdict"),
        "step": translate("Words", "Checklist"),
        "escalate": translate("Words", "Escalate"),
        "dispatch": translate("Words", "Send a team"),
        "refer": translate("Words", "Tell an agency"),
        "advance": translate("Words", "Report of a dispatch"),
        "undo": translate("Words", "Take back"),
        "split": translate("Words", "Split off"),
        "merge": translate("Words", "Merge"),
        "lift_mask": translate("Words", "Lift a privacy mask"),
        "restore_mask": translate("Words", "Put a privacy mask back"),
        "take_snapshot": translate("Words", "Save a snapshot"),
        "export_clip": translate("Words", "Export a clip"),
        "move_camera": translate("Words", "Turn a camera"),
        "watch_replay": translate("Words", "Watch a replay"),
        "shelve": translate("Words", "Shelve"),
        "unshelve": translate("Words", "Bring back from the shelf"),
        "suppress": translate("Words", "Write a rule"),
        "approve": translate("Words", "Approve a rule"),
        "lift": translate("Words", "End a rule"),
        "out_of_service": translate("Words", "Take out of service"),
        "return": translate("Words", "Bring back into service"),
        "change_rules": translate("Words", "Change the rules"),
        "restore_rules": translate("Words", "Go back to older rules"),
        "silence": translate("Words", "Silence"),
        "sound_on": translate("Words", "Sound on"),
    }
    return words.get(kind, kind)


def state_word(alert: Alert) -> str:
    """The one word a queue row shows: the work state once there is one, else the attention."""
    if alert.work is not Work.NEW:
        return work_word(alert.work)
    if alert.attention is Attention.ACKNOWLEDGED:
        return translate("Words", "Ack'd")
    return work_word(Work.NEW)


def state_words() -> list[str]:
    """Every word that `state_word` may give."""
    return [*(work_word(w) for w in Work), translate("Words", "Ack'd")]


def local(moment: datetime) -> datetime:
    """The same moment by the district's wall clock, whatever zone this computer is set to."""
    return in_district(moment)


def clock_text(moment: datetime) -> str:
    """HH:MM:SS by the district's wall clock."""
    return f"{local(moment):%H:%M:%S}"


def age_text(since: datetime, now: datetime) -> str:
    """The age as mm:ss, h:mm:ss from one hour, in days from 24 h; a future moment counts as 0."""
    seconds = max(0, int((now - since.astimezone(UTC)).total_seconds()))
    if seconds < 3600:
        return f"{seconds // 60:02d}:{seconds % 60:02d}"
    if seconds < 86_400:
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return translate("Words", "{days} d {hours} h").format(
        days=seconds // 86_400, hours=seconds // 3600 % 24
    )


def priority_tip(alert: Alert) -> str:
    """Priority in number and word, for tool tips and screen readers."""
    return f"{alert.priority} {priority_word(alert.priority)}"
