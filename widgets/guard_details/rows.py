"""What the rows of the board of cases say, gaps first. Pure; GUI thread."""

from datetime import datetime

from console.domain.field.guard import Case
from widgets.field.rows import BoardRow
from widgets.guard_details.book import due, standing
from widgets.guard_details.words import risk_word, state_text
from widgets.words.words import translate


def case_row(record: str, case: Case, now: datetime) -> BoardRow:
    """The row of a case at this moment."""
    is_now = any(start <= now for start, _, _ in case.told_gaps)
    tone = "fault" if is_now else "warning" if case.told_gaps else "good"
    if not case.is_open or case.session is None:
        tone = "quiet"
    needed = case.session.guards if case.session is not None and due(case, now) else 0
    there = translate("GuardDetails", "{there} of {needed} on post").format(
        there=len(standing(case, now)), needed=needed
    )
    below = f"{risk_word(case.risk)} · {there}" if needed else risk_word(case.risk)
    return BoardRow(record, case.code, state_text(case, now), tone, below)
