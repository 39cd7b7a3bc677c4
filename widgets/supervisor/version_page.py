"""Every version of the rules: who, when, why; and the way back to one. GUI thread."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from widgets.keys.fields import FieldLine
from widgets.overrides import sealed
from widgets.supervisor.field_words import path_word
from widgets.supervisor.problem_words import problem_texts
from widgets.supervisor.rules_model import EditedRules
from widgets.supervisor.table import Line, WordTable
from widgets.supervisor.wish import RuleWish
from widgets.theme import SIZES
from widgets.words.words import local


@sealed
class VersionPage(QWidget):
    """`wished(RuleWish)` with the version to go back to."""

    wished = Signal(object)

    def __init__(
        self, rules: EditedRules, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rules, self._clock = rules, clock
        self._numbers: list[int] = []
        self.table, self.why, self.back = WordTable(5, 4), FieldLine(), QPushButton()
        self._fault = QLabel()
        self._fault.setProperty("tone", "fault")
        self._fault.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(SIZES.gap)
        row.addWidget(self.why, 1)
        row.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZES.gap)
        column.addWidget(self._fault)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        self.why.textChanged.connect(self._enable)
        self.table.itemSelectionChanged.connect(self._enable)
        self.back.clicked.connect(self._go_back)
        self.retranslate()

    def show_rules(self) -> None:
        """Write the versions anew, the newest first."""
        view = self._rules.view
        self._numbers = [*(each.number for each in reversed(view.versions)), 0]
        lines = [
            Line(
                (
                    self._number(each.number), f"{local(each.at):%Y-%m-%d %H:%M}", each.by,
                    path_word(each.path), each.why,
                )
            )
            for each in reversed(view.versions)
        ]  # fmt: skip
        shipped = Line((self._number(0), "", "", "", self.tr("as shipped")))
        self.table.show_lines([*lines, shipped])
        self._fault.setText(problem_texts(view.fault))
        self._fault.setVisible(bool(view.fault))
        self._enable()

    def _number(self, number: int) -> str:
        return f"{number} ◂" if number == self._rules.view.number else str(number)

    @property
    def chosen(self) -> int | None:
        """The version of the chosen row."""
        row = self.table.currentRow()
        return self._numbers[row] if 0 <= row < len(self._numbers) else None

    @Slot()
    def _enable(self) -> None:
        fits = self.chosen is not None and self.chosen != self._rules.view.number
        reason = bool(self.why.text().strip())
        self.back.setEnabled(fits and reason and self._rules.allowed)

    @Slot()
    def _go_back(self) -> None:
        if self.chosen is not None:
            self.wished.emit(RuleWish(why=self.why.text().strip(), version=self.chosen))
            self.why.clear()

    def retranslate(self) -> None:
        """Fill every word in the language of the moment."""
        self.table.setHorizontalHeaderLabels(
            [
                self.tr("Version"), self.tr("When"), self.tr("Who"), self.tr("What"),
                self.tr("Why"),
            ]
        )  # fmt: skip
        self.why.setPlaceholderText(self.tr("Why it is changed back (needed)"))
        self.back.setText(self.tr("Go back to this version"))
        self.show_rules()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
