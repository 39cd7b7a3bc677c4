"""The list of everything that is kept out of the queue, with its acts. GUI thread; sends nothing.

Rules that wait for a second person's word come first. What is life-safety can not be put here, and
the refusal says so.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidgetItem,
    QWidget,
)
from typing_extensions import override

from console.domain.alerts.alert import Alert
from console.domain.alerts.alert_types import Catalogue
from console.domain.roles import Role
from console.wire.room_values import RoomView
from widgets.board import Board
from widgets.keys.actions import letter_of
from widgets.keys.fields import FieldTable
from widgets.overrides import sealed
from widgets.quiets.form import QuietForm
from widgets.quiets.rows import GROUPS, QuietRow, group_word, headings, rows_of
from widgets.quiets.wish import QuietWish
from widgets.theme import SIZES, colour

_NEW = {"1": "shelve", "2": "suppress", "3": "out_of_service"}
_WIDTHS = (100, 130, 130, 0, 80, 90, 80)
_REASON_LEAST = 220


@sealed
class QuietPanel(Board):
    """`wished(QuietWish)`, `alert_chosen(number)`, `left()`."""

    wished = Signal(object)
    alert_chosen = Signal(int)

    def __init__(
        self, catalogue: Catalogue, language: str, clock: Callable[[], datetime], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._catalogue, self._language, self._clock = catalogue, language, clock
        self._room = RoomView()
        self._alerts: Sequence[Alert] = ()
        self._stale: Sequence[Alert] = ()
        self._chosen: Alert | None = None
        self.rows: list[QuietRow] = []
        self._shown: tuple[str, ...] = ()
        self._current = False
        self.role = Role.OPERATOR
        self.counts = QLabel()
        self.counts.setProperty("role", "row")
        self.table = FieldTable(0, len(headings()))
        self.form = QuietForm(catalogue, clock)
        self.buttons = {name: QPushButton() for name in ("end", "approve", "show", *_NEW.values())}
        self._build()
        self.retranslate()

    def _build(self) -> None:
        table = self.table
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(SIZES.row_height)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(_WIDTHS):
            if width:
                table.setColumnWidth(column, width)
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        table.itemSelectionChanged.connect(self._enable)
        table.installEventFilter(self)
        acts, new = QHBoxLayout(), QHBoxLayout()
        for name, button in self.buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            (new if name in _NEW.values() else acts).addWidget(button)
        acts.addStretch(1)
        self._new_caption = QLabel()
        self._new_caption.setProperty("role", "section")
        new.insertWidget(0, self._new_caption)
        new.addStretch(1)
        self.buttons["end"].clicked.connect(self.end_chosen)
        self.buttons["approve"].clicked.connect(self.approve_chosen)
        self.buttons["show"].clicked.connect(self.show_chosen)
        self.buttons["shelve"].clicked.connect(self.begin_shelf)
        self.buttons["suppress"].clicked.connect(self.begin_rule)
        self.buttons["out_of_service"].clicked.connect(self.begin_out)
        self.form.wished.connect(self.wished)
        self.form.left.connect(self.table.setFocus)
        self.form.refused.connect(self._refuse)
        self.body.addWidget(self.counts)
        self.body.addWidget(table, 1)
        self.body.addLayout(acts)
        self.body.addLayout(new)
        self.body.addWidget(self.form)

    # --- what it shows ------------------------------------------------------------------------

    def show_room(
        self, room: RoomView, alerts: Sequence[Alert], stale: Sequence[Alert], chosen: Alert | None
    ) -> None:
        """The newest state; `chosen` is the alert of the queue that a new quiet would be for."""
        self._room, self._alerts, self._stale, self._chosen = room, alerts, stale, chosen
        self.refresh()

    def set_current(self, current: bool) -> None:
        """Whether the engine is heard; without it an empty list means nothing."""
        if current != self._current:
            self._current = current
            self._say_empty()

    def _say_empty(self) -> None:
        none = self.tr("Nothing is kept out; nothing stands too long or speaks too often.")
        self.table.say_when_empty(none if self._current else self.tr("Not known"))

    def take_focus(self) -> None:
        """Give the keys to the rows."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_language(self, language: str) -> None:
        """Names of types in "ko" or "en"."""
        self._language = language
        self.refresh()

    def refresh(self) -> None:
        """Write the rows again; the chosen row stays chosen."""
        key = self.chosen.key if self.chosen else ""
        self.rows = rows_of(
            self._room, self._alerts, self._stale, self._catalogue, self._language, self._clock()
        )
        if tuple(row.key for row in self.rows) != self._shown:
            self._shown = tuple(row.key for row in self.rows)
            self.table.setRowCount(len(self.rows))
        for number, row in enumerate(self.rows):
            self._write(number, row)
            if row.key == key and number != self.table.currentRow():
                self.table.selectRow(number)
        self._widen()
        self.counts.setText(self._count_text())
        self._enable()

    def _widen(self) -> None:
        """Give words that would be cut the room that the reason can spare."""
        table = self.table
        spare = max(0, table.viewport().width() - sum(_WIDTHS) - _REASON_LEAST)
        for column, least in enumerate(_WIDTHS):
            if least:
                head = table.horizontalHeader().sectionSizeHint(column)
                wanted = max(table.sizeHintForColumn(column), head)
                more = min(spare, max(0, wanted - least))
                table.setColumnWidth(column, least + more)
                spare -= more

    def _write(self, number: int, row: QuietRow) -> None:
        for column, text in enumerate(row.cells):
            item = self.table.item(number, column)
            if item is None:
                item = QTableWidgetItem()
                self.table.setItem(number, column, item)
            if item.text() != text:
                item.setText(text)
                item.setToolTip(text)
            item.setForeground(colour(row.tone or "text"))

    def _count_text(self) -> str:
        parts = []
        for group in GROUPS:
            count = sum(row.group == group for row in self.rows)
            parts.append(f"{group_word(group)} {count}")
        return "   ".join(parts)

    @property
    def chosen(self) -> QuietRow | None:
        """The row that acts are for."""
        number = self.table.currentRow()
        return self.rows[number] if 0 <= number < len(self.rows) else None

    # --- acts ---------------------------------------------------------------------------------

    @Slot()
    def end_chosen(self) -> None:
        """Bring back what the row keeps out of the queue."""
        row = self.chosen
        if row is None or row.quiet is None:
            return
        quiet = row.quiet
        if quiet.kind == "shelf" and row.alert:
            self.wished.emit(QuietWish("unshelve", row.alert))
        elif quiet.kind == "shelf":
            self._refuse(self.tr("No open alert of it: the shelf ends by itself."))
        elif quiet.kind == "suppression":
            self.wished.emit(QuietWish("lift", subject=quiet.id))
        else:
            self.wished.emit(QuietWish("return", subject=quiet.source))

    @Slot()
    def approve_chosen(self) -> None:
        """Give the second word for a rule."""
        row = self.chosen
        if row is not None and row.quiet is not None and row.quiet.is_proposed:
            self.wished.emit(QuietWish("approve", subject=row.quiet.id))

    @Slot()
    def show_chosen(self) -> None:
        """Choose the row's alert in the queue."""
        if self.chosen is not None and self.chosen.alert:
            self.alert_chosen.emit(self.chosen.alert)

    @Slot()
    def begin_shelf(self) -> None:
        """Fill in a shelf for the chosen alert."""
        self._begin("shelve")

    @Slot()
    def begin_rule(self) -> None:
        """Fill in a rule for the type of the chosen alert."""
        self._begin("suppress")

    @Slot()
    def begin_out(self) -> None:
        """Fill in why the device of the chosen alert is out of service."""
        self._begin("out_of_service")

    def _begin(self, kind: str) -> None:
        if self._chosen is None:
            self._refuse(self.tr("Choose an alert in the queue first."))
            return
        self.say("")
        self.form.open(kind, self._chosen)

    @Slot(str)
    def _refuse(self, words: str) -> None:
        self.say(words, "warning")

    @Slot()
    def _enable(self) -> None:
        row = self.chosen
        quiet = row.quiet if row else None
        proposed = quiet is not None and quiet.is_proposed
        self.buttons["end"].setEnabled(quiet is not None)
        self.buttons["approve"].setEnabled(proposed and self.role is Role.SUPERVISOR)
        self.buttons["show"].setEnabled(row is not None and row.alert > 0)
        for kind in _NEW.values():
            self.buttons[kind].setEnabled(self._chosen is not None)
        self.buttons["out_of_service"].setVisible(self.role is Role.SUPERVISOR)

    # --- words and keys -----------------------------------------------------------------------

    def retranslate(self) -> None:
        """Fill every word in the language of the moment."""
        self.title.setText(self.tr("Kept out of the queue"))
        self.hint.setText(self.tr("Everything here is still recorded. Life-safety is never here."))
        self.table.setHorizontalHeaderLabels(list(headings()))
        self._new_caption.setText(self.tr("The chosen alert:"))
        self.table.setAccessibleName(self.tr("Kept out of the queue"))
        words = {
            "end": self.tr("Bring back  U"),
            "approve": self.tr("Approve the rule  P"),
            "show": self.tr("Show the alert  Enter"),
            "shelve": self.tr("Shelve  1"),
            "suppress": self.tr("Write a rule  2"),
            "out_of_service": self.tr("Out of service  3"),
        }
        for name, button in self.buttons.items():
            button.setText(words[name])
        self._say_empty()
        self.refresh()

    def _take_key(self, event: QKeyEvent) -> bool:
        letter = letter_of(event)
        if letter == "U":
            self.end_chosen()
        elif letter == "P":
            self.approve_chosen()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.show_chosen()
        elif event.text() in _NEW:
            self._begin(_NEW[event.text()])
        else:
            return False
        return True

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widen()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Before the table takes letters for a search of its own.
        if watched is self.table and isinstance(event, QKeyEvent) and self._is_press(event):
            return self._take_key(event)
        return super().eventFilter(watched, event)

    @staticmethod
    def _is_press(event: QKeyEvent) -> bool:
        return event.type() == QEvent.Type.KeyPress

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._take_key(event):
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
