"""A two-column table of captions and values that reuses its labels. GUI thread."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from widgets.theme import SIZES


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: a caption, its value, and a tone ("", good, warning, fault, quiet)."""

    caption: str
    value: str
    tone: str = ""


class FactTable(QWidget):
    """Shows facts; values wrap and can be selected with the mouse."""

    def __init__(self, caption_width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption_width = caption_width
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SIZES.gap)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self._lines: list[tuple[QLabel, QLabel]] = []
        self._shown: tuple[Fact, ...] = ()

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show these lines, in order."""
        if tuple(facts) == self._shown:
            return
        self._shown = tuple(facts)
        while len(self._lines) < len(facts):
            self._add_line()
        for number, (caption, value) in enumerate(self._lines):
            caption.setVisible(number < len(facts))
            value.setVisible(number < len(facts))
            if number < len(facts):
                _fill(caption, value, facts[number])

    def text(self) -> str:
        """Everything shown, one line each, for screen readers and tests."""
        return "\n".join(f"{fact.caption}: {fact.value}" for fact in self._shown)

    def _add_line(self) -> None:
        caption, value = QLabel(), QLabel()
        caption.setProperty("role", "caption")
        caption.setFixedWidth(self._caption_width)
        caption.setWordWrap(True)
        caption.setTextFormat(Qt.TextFormat.PlainText)
        caption.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        value.setWordWrap(True)
        value.setTextFormat(Qt.TextFormat.PlainText)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        row = len(self._lines)
        self._grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, row, 1)
        self._lines.append((caption, value))


def _fill(caption: QLabel, value: QLabel, fact: Fact) -> None:
    caption.setText(fact.caption)
    value.setText(fact.value)
    if value.property("tone") != fact.tone:
        value.setProperty("tone", fact.tone)
        value.style().unpolish(value)
        value.style().polish(value)
