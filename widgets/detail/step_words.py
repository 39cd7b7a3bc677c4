"""How far the checklist of an alert is. Pure look-ups."""

from console.domain.alerts.alert import Alert
from console.domain.alerts.alert_types import AlertType
from console.domain.alerts.handling import Ticked
from widgets.detail.fact_table import Fact
from widgets.words.words import clock_text, translate

OPEN, DONE, SKIPPED = "○", "✓", "–"


def steps_done(alert: Alert) -> frozenset[int]:
    """The steps that have a mark, counted from 1."""
    return frozenset(each.step for each in alert.handling.ticks)


def step_state(alert: Alert, number: int) -> tuple[str, str]:
    """The mark of a step, and by whom and when it was made."""
    ticked = _newest(alert, number)
    if ticked is None:
        return OPEN, ""
    said = f"{clock_text(ticked.at)} · {ticked.by}"
    if not ticked.skipped:
        return DONE, said
    words = translate("Detail", "skipped: {reason}").format(reason=ticked.reason or "—")
    return SKIPPED, f"{words} · {said}"


def steps_of(alert: Alert, kind: AlertType, language: str) -> list[Fact]:
    """The checklist, numbered, with its marks."""
    lines = []
    for number, step in enumerate(kind.steps, start=1):
        mark, said = step_state(alert, number)
        words = step.text(language)
        text = f"{words}\n{said}" if said else words
        lines.append(Fact(f"{mark} {number}", text, "quiet" if said else ""))
    return lines


def _newest(alert: Alert, number: int) -> Ticked | None:
    found = [each for each in alert.handling.ticks if each.step == number]
    return found[-1] if found else None
