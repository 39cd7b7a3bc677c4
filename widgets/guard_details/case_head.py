"""The head of a case: code, risk, session, who is on post, the next gap. GUI thread."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from console.domain.field.guard import Case, Session
from widgets.field.said import restyle
from widgets.guard_details.book import due, standing
from widgets.guard_details.words import (
    basis_word,
    feeling_word,
    outcome_word,
    risk_word,
    stamp,
    state_text,
)
from widgets.theme import SIZES
from widgets.words.words import translate


class CaseHead(QFrame):
    """Two lines and a state at the right that reads from afar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code, self._state = QLabel(), QLabel()
        self._line, self._there = QLabel(), QLabel()
        self._code.setProperty("role", "title")
        self._state.setProperty("role", "heading")
        self._line.setProperty("role", "caption")
        self._there.setProperty("role", "row")
        for label in (self._code, self._line, self._there):
            label.setWordWrap(True)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, widgets in (
            (left, (self._code, self._line)),
            (right, (self._state, self._there)),
        ):
            column.setSpacing(2)
            for widget in widgets:
                column.addWidget(widget)
        for label in (self._state, self._there):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZES.margin * 2)
        row.addLayout(left, 1)
        row.addLayout(right)

    def show_case(self, case: Case, now: datetime) -> None:
        """Fill the head."""
        self._code.setText(f"{case.code} · {risk_word(case.risk)}")
        self._line.setText(" · ".join(each for each in _line(case, now) if each))
        self._state.setText(state_text(case, now))
        restyle(self._state, _tone(case, now))
        self._there.setText(_there(case, now))

    def text(self) -> str:
        """What it says."""
        labels = (self._code, self._line, self._state, self._there)
        return "\n".join(label.text() for label in labels)


def _tone(case: Case, now: datetime) -> str:
    if not case.is_open or case.session is None:
        return "quiet"
    if any(start <= now for start, _, _ in case.told_gaps):
        return "fault"
    return "warning" if case.told_gaps else "good"


def _line(case: Case, now: datetime) -> list[str]:
    session = case.session
    if not case.is_open and case.outcome is not None:
        return [outcome_word(case.outcome), *_answer(case), case.station]
    if session is None:
        return [translate("GuardDetails", "No session yet: S grants one"), case.station]
    return [basis_word(session.basis), _session_words(session, now), case.station]


def _answer(case: Case) -> list[str]:
    """What the person answered at the end, and in which words."""
    if case.feeling is None:
        return []
    text = translate("GuardDetails", "Survey: {answer}").format(answer=feeling_word(case.feeling))
    return [f"{text} “{case.survey}”" if case.survey else text]


def _session_words(session: Session, now: datetime) -> str:
    begun = [span for span in session.windows() if span.start <= now]
    text = translate("GuardDetails", "Session {number}: day {day} of {days}, until {end}")
    words = text.format(
        number=session.number,
        day=len(begun),
        days=len(session.windows()),
        end=stamp(session.end),
    )
    return f"{words} (+{session.extra_days})" if session.extra_days else words


def _there(case: Case, now: datetime) -> str:
    on = standing(case, now)
    if not on and not due(case, now):
        return translate("GuardDetails", "Nobody is due now")
    names = ", ".join(post.guard for post in on) or translate("GuardDetails", "nobody")
    return translate("GuardDetails", "On post: {names}").format(names=names)
