"""The list of keys, laid over the pictures on `?`. Not a dialog: everything behind it works on."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from widgets.keys.words import KeyGroup, key_groups
from widgets.overrides import sealed
from widgets.theme import SIZES


@sealed
class KeyList(QFrame):
    """Takes no focus; the window shows and hides it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("keyList")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._titles: list[QLabel] = []
        self._words: list[QLabel] = []
        self._page = QWidget()
        column = QVBoxLayout(self._page)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(6)
        column.addWidget(self._title)
        # A small screen has no room for all of it: the wheel moves it then.
        self._pane = QScrollArea()
        self._pane.setWidgetResizable(True)
        self._pane.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pane.setFrameShape(QFrame.Shape.NoFrame)
        self._pane.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pane.setWidget(self._page)
        for each in (self._page, self._pane.viewport()):
            each.setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pane)
        sides = QHBoxLayout()
        sides.setSpacing(SIZES.margin * 2)
        for groups in _halves(key_groups()):
            sides.addLayout(self._side(groups))
        column.addLayout(sides)
        self.retranslate()
        self.hide()

    def _side(self, groups: list[KeyGroup]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SIZES.gap)
        grid.setVerticalSpacing(2)
        for number, group in enumerate(groups):
            title = QLabel()
            title.setProperty("role", "section")
            title.setContentsMargins(0, 8 if number else 0, 0, 0)
            self._titles.append(title)
            grid.addWidget(title, grid.rowCount(), 1)
            for row in group.rows:
                words, line = QLabel(), grid.rowCount()
                self._words.append(words)
                grid.addWidget(_caps(row.caps), line, 0)
                grid.addWidget(words, line, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        grid.setColumnStretch(1, 1)
        return grid

    def retranslate(self) -> None:
        """Fill every word in the language of the moment."""
        self._title.setText(self.tr("Keys"))
        groups = key_groups()
        for label, group in zip(self._titles, groups, strict=True):
            label.setText(group.title)
        rows = [row for group in groups for row in group.rows]
        for label, row in zip(self._words, rows, strict=True):
            label.setText(row.does)
        self._page.adjustSize()

    def place_over(self, area: QWidget) -> None:
        """Centre over a widget of the same window."""
        whole, room = self._page.sizeHint(), self.window().size()
        bar = self._pane.verticalScrollBar().sizeHint().width()
        frame = 2 * self.frameWidth()
        height = min(whole.height() + frame, room.height())
        wider = frame if height == whole.height() + frame else frame + bar
        self.resize(min(whole.width() + wider, room.width()), height)
        centre = area.mapTo(self.window(), area.rect().center())
        self.move(max(0, centre.x() - self.width() // 2), max(0, centre.y() - self.height() // 2))
        self.raise_()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _caps(caps: tuple[str, ...]) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    row.addStretch(1)
    for cap in caps:
        label = QLabel(cap)
        label.setObjectName("keyCap")
        row.addWidget(label)
    return box


def _halves(groups: list[KeyGroup]) -> list[list[KeyGroup]]:
    """In order, cut where both sides are nearest to equally long; a title counts as a line."""
    lines = [len(group.rows) + 1 for group in groups]
    cut = min(range(1, len(groups) + 1), key=lambda at: abs(sum(lines[:at]) - sum(lines[at:])))
    return [groups[:cut], groups[cut:]]
