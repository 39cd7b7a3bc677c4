"""What the clock of a row says against the promise for its type (R-ARC-03). Pure.

Runs from the moment the alert was received until somebody claims or acknowledges it; then the
answer time stands. Drills and delayed alerts are not held against a promise.
"""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from console.domain.alerts.alert import Alert
from console.domain.alerts.sla import Profile, Stage, left, stage

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Countdown:
    """One face of the clock: how late it is, the words, and whether it still runs."""

    stage: Stage
    text: str
    running: bool


def answered_at(alert: Alert) -> datetime | None:
    """When a person first took the alert: claimed or acknowledged, whichever came first."""
    moments = (
        *(alert.first_claimed_at, alert.first_acknowledged_at),
        *(alert.claimed_at, alert.acknowledged_at),
    )
    return min((at for at in moments if at is not None), default=None)


def countdown(alert: Alert, profile: Profile | None, now: datetime) -> Countdown | None:
    """The face of the clock at `now`; None where no promise counts."""
    if profile is None or not profile.limits or alert.drill or alert.delayed:
        return None
    answered = answered_at(alert)
    waited = (answered or now) - alert.raised
    reached = stage(profile, waited)
    if answered is not None:
        return Countdown(reached, _span(waited.total_seconds()), running=False)
    rest = left(profile, waited) or 0.0
    words = (
        "{time}",
        translate("Queue", "late {time}"),
        translate("Queue", "over {time}"),
    )[reached]
    return Countdown(reached, words.format(time=_span(abs(rest))), running=True)


def countdown_words() -> list[str]:
    """The widest text of each stage, to make room for."""
    return [
        translate("Queue", "late {time}").format(time="00:00"),
        translate("Queue", "over {time}").format(time="00:00:0"),
    ]


def _span(seconds: float) -> str:
    whole = max(0, int(seconds))
    if whole < 3_600:
        return f"{whole // 60:02d}:{whole % 60:02d}"
    if whole < 360_000:
        return f"{whole // 3_600}:{whole // 60 % 60:02d} h"
    return "99 h+"
