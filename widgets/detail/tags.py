"""Small tags in the head of the chosen alert: verdict, incident, first-out, drill. GUI thread."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from console.domain.alerts.alert import Alert, Visibility
from console.domain.alerts.handling import Verdict
from widgets.detail.card_words import verdict_word
from widgets.words.words import translate, visibility_word

Tag = tuple[str, str]


def tags_of(alert: Alert, members: int) -> list[Tag]:
    """Words and tone of each tag; `members` is how many open alerts its incident has."""
    tags: list[Tag] = []
    said = alert.handling.verified
    if said is not None:
        real = said.verdict is Verdict.VERIFIED
        tags.append((verdict_word(said.verdict), "fault" if real else "quiet"))
    if alert.escalation:
        tags.append((translate("Detail", "Escalated"), "fault"))
    if members > 1:
        text = translate("Detail", "Incident {number}: {count} alerts")
        tags.append((text.format(number=alert.incident, count=members), ""))
        if alert.first_out:
            tags.append((translate("Detail", "First of it"), "warning"))
    if alert.drill:
        tags.append((translate("Detail", "Drill"), "warning"))
    if alert.visibility is not Visibility.NORMAL:
        tags.append((visibility_word(alert.visibility), "warning"))
    return tags


class TagRow(QWidget):
    """Reuses its labels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._labels: list[QLabel] = []

    def set_tags(self, tags: Sequence[Tag]) -> None:
        """Show these."""
        while len(self._labels) < len(tags):
            label = QLabel()
            label.setObjectName("tag")
            label.setTextFormat(Qt.TextFormat.PlainText)
            self._labels.append(label)
            self._row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        for number, label in enumerate(self._labels):
            label.setVisible(number < len(tags))
            if number < len(tags):
                _fill(label, *tags[number])

    def text(self) -> str:
        """The words shown."""
        return " · ".join(label.text() for label in self._labels if not label.isHidden())


def _fill(label: QLabel, words: str, tone: str) -> None:
    label.setText(words)
    if label.property("tone") != tone:
        label.setProperty("tone", tone)
        label.style().unpolish(label)
        label.style().polish(label)
