"""What is read of the chosen alert: card, steps, who was sent, facts, state, times. GUI thread."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from console.domain.alerts.alert import Alert, AlertClass
from console.domain.alerts.alert_types import AlertType
from widgets.detail.card_words import Past, verdict_of
from widgets.detail.dispatches import dispatches_of
from widgets.detail.fact_table import FactTable
from widgets.detail.facts import facts_of, notes_of, states_of
from widgets.detail.guidance import guidance_of
from widgets.detail.step_words import steps_of
from widgets.detail.time_line import timeline_of
from widgets.detail.verify_card import VerifyCard
from widgets.detail.wish import Surroundings
from widgets.theme import SIZES
from widgets.words.words import translate

_LEFT = ("sent", "steps", "facts", "notes")
_RIGHT = ("states", "guidance", "times")
_WIDTHS = {"steps": 34, "sent": 130, "notes": 72, "times": 72}


class DetailBody(QScrollArea):
    """Two columns below the card of an emergency; scrolls, and keeps its place."""

    def __init__(self, echo: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = VerifyCard(echo)
        self.tables = {name: FactTable(_WIDTHS.get(name, 92)) for name in (*_LEFT, *_RIGHT)}
        self._headings = {name: QLabel() for name in self.tables}
        for heading in self._headings.values():
            heading.setProperty("role", "section")
            heading.setIndent(0)
        self._build()

    def _build(self) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SIZES.gap, 0)
        column.setSpacing(SIZES.gap)
        column.addWidget(self.card)
        sides = QHBoxLayout()
        sides.setSpacing(SIZES.margin * 2)
        for names in (_LEFT, _RIGHT):
            side = QVBoxLayout()
            side.setSpacing(4)
            for name in names:
                side.addWidget(self._headings[name])
                side.addWidget(self.tables[name])
            side.addStretch(1)
            sides.addLayout(side, 1)
        column.addLayout(sides)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def show_alert(
        self, alert: Alert, kind: AlertType, place: str, around: Surroundings, language: str
    ) -> None:
        """Tell all of an alert."""
        now, tables = around.now, self.tables
        life = alert.alert_class is AlertClass.LIFE
        self.card.setVisible(life)
        if life:
            unit = alert.unit or alert.subject or ""
            fix, stay = around.positions.get(unit), around.stays.get(unit)
            self.card.show_alert(alert, fix, stay, now)
        states = states_of(alert, now)
        if not life and alert.handling.verified is not None:
            states.append(verdict_of(alert))
        tables["steps"].set_facts(steps_of(alert, kind, language))
        tables["sent"].set_facts(() if life else dispatches_of(alert, now))
        tables["facts"].set_facts(facts_of(alert, place))
        tables["notes"].set_facts(notes_of(alert))
        tables["states"].set_facts(states)
        tables["guidance"].set_facts(guidance_of(kind, language))
        tables["times"].set_facts(timeline_of(alert))
        for name in ("steps", "sent", "notes"):
            shown = bool(tables[name].text())
            self._headings[name].setVisible(shown)
            tables[name].setVisible(shown)

    def set_past(self, past: Past) -> None:
        """What is known of the earlier alerts of the same bell or wearer."""
        self.card.past = past

    def read_on(self, pages: int) -> None:
        """Scroll by so many pages, up when negative."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pages * max(40, self.viewport().height() - 40))

    def to_top(self) -> None:
        """Another alert is read from its beginning."""
        self.verticalScrollBar().setValue(0)

    def retranslate(self) -> None:
        """The headings in the language of the moment."""
        words = {
            "steps": translate("Detail", "Steps"),
            "sent": translate("Detail", "Sent and told"),
            "facts": translate("Detail", "Facts"),
            "notes": translate("Detail", "Notes"),
            "states": translate("Detail", "State"),
            "guidance": translate("Detail", "Guidance"),
            "times": translate("Detail", "Time line"),
        }
        for name, heading in self._headings.items():
            heading.setText(words[name])

    def text(self) -> str:
        """The words shown, for screen readers and tests."""
        tables = "\n".join(table.text() for table in self.tables.values())
        return tables if self.card.isHidden() else f"{self.card.text()}\n{tables}"
