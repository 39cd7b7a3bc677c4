"""The foot of an editor: what is wrong, why it is changed, and the key to save. GUI thread."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from widgets.keys.fields import FieldLine
from widgets.overrides import sealed
from widgets.supervisor.problem_words import problem_text
from widgets.theme import SIZES

_MOST = 6


@sealed
class Saving(QWidget):
    """`saved(why)`, `shipped_wished(why)`: go back to what is shipped."""

    saved = Signal(str)
    shipped_wished = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, with_shipped: bool = True) -> None:
        super().__init__(parent)
        self._problems: Sequence[str] = ()
        self._changed = self._allowed = False
        self.problems, self.why = QLabel(), FieldLine()
        self.problems.setWordWrap(True)
        self.problems.setProperty("tone", "fault")
        self.why.setMaxLength(300)
        self.save, self.shipped = QPushButton(), QPushButton()
        self.shipped.setVisible(with_shipped)
        row = QHBoxLayout()
        row.setSpacing(SIZES.gap)
        row.addWidget(self.why, 1)
        row.addWidget(self.save)
        row.addWidget(self.shipped)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.problems)
        column.addLayout(row)
        self.why.textChanged.connect(self._enable)
        self.why.returnPressed.connect(self._save)
        self.save.clicked.connect(self._save)
        self.shipped.clicked.connect(self._wish_shipped)
        self.retranslate()

    def show_state(self, problems: Sequence[str], *, changed: bool, allowed: bool) -> None:
        """What is wrong with the edit, whether there is one, and whether this person may save."""
        self._problems, self._changed, self._allowed = problems, changed, allowed
        lines = [problem_text(each) for each in problems[:_MOST]]
        if len(problems) > _MOST:
            lines.append(self.tr("and {count} more").format(count=len(problems) - _MOST))
        if not allowed:
            lines.insert(0, self.tr("Only a supervisor can change this."))
        self.problems.setText("\n".join(lines))
        self.problems.setVisible(bool(lines))
        self._enable()

    def settled(self) -> None:
        """The edit is done: the reason was used."""
        self.why.clear()

    @Slot()
    def _enable(self) -> None:
        reason = bool(self.why.text().strip()) and self._allowed
        self.save.setEnabled(reason and self._changed and not self._problems)
        self.shipped.setEnabled(reason)

    @Slot()
    def _save(self) -> None:
        if self.save.isEnabled():
            self.saved.emit(self.why.text().strip())

    @Slot()
    def _wish_shipped(self) -> None:
        self.shipped_wished.emit(self.why.text().strip())

    def retranslate(self) -> None:
        """Fill every word in the language of the moment."""
        self.why.setPlaceholderText(self.tr("Why it is changed (needed)"))
        self.save.setText(self.tr("Save  Enter"))
        self.shipped.setText(self.tr("As shipped"))
        self.show_state(self._problems, changed=self._changed, allowed=self._allowed)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
