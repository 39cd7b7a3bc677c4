"""The lane of life-safety alerts that nobody acknowledged: always in view, above the table.

Up to six stand one below the other, more of them two beside each other in lower rows, up to twenty;
what is beyond is counted, and the chosen one is always among those shown (R-ALM-04). In a low
window it gives way down to eight alerts. No filter and no folding reaches it. GUI thread; takes no
keys: the table moves the choice through it.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget
from typing_extensions import override

from widgets.alert_queue.delegate import rooms_of
from widgets.alert_queue.row_painter import RowPainter
from widgets.alert_queue.view import QueueView
from widgets.models.alert_row import AlertRow
from widgets.models.rows_model import Column
from widgets.overrides import sealed
from widgets.theme import SIZES, colour, font
from widgets.words.words import translate

FULL_ROWS = 6
_LOW = 27
_MOST, _LEAST = 20, 8
_EDGE = 3
_SIGN, _CLOCK = 42.0, 110.0


@sealed
class Lane(QFrame):
    """Emits `chosen(number)` at a click, `wanted_changed()` when it would have another height."""

    chosen = Signal(int)
    wanted_changed = Signal()

    def __init__(self, rows: RowPainter, view: QueueView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painter = rows
        self._view = view
        self._rows: list[AlertRow] = []
        self._choice: int | None = None
        self._first, self._low = 0, False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.hide()

    # --- what it shows --------------------------------------------------------------------------

    def set_rows(self, rows: Sequence[AlertRow], choice: int | None) -> None:
        """Show these rows, in order; repaints only for a difference."""
        if self._rows == list(rows) and choice == self._choice:
            return
        before = self.wanted_height()
        self._rows, self._choice = list(rows), choice
        self._first = self._first_shown()
        if self.wanted_height() != before or self.isHidden() == bool(self._rows):
            self._set_heights()
            self.setVisible(bool(self._rows))
            self.wanted_changed.emit()
        self.setAccessibleName(
            translate("Queue", "Life-safety, not acknowledged: {count}").format(count=len(rows))
        )
        self.update()

    def set_low(self, low: bool) -> None:
        """Whether the window has to save height."""
        self._low = low
        self._set_heights()

    def wanted_height(self) -> int:
        """Pixels: nothing without rows."""
        if len(self._rows) <= FULL_ROWS:
            return len(self._rows) * SIZES.row_height + (_EDGE if self._rows else 0)
        return self._height_in_pairs(_MOST)

    def _height_in_pairs(self, most: int) -> int:
        return -(-min(len(self._rows), most) // 2) * _LOW + _EDGE

    def _set_heights(self) -> None:
        wanted = self.wanted_height()
        self.setMinimumHeight(min(wanted, self._height_in_pairs(_LEAST)) if self._low else wanted)
        self.setMaximumHeight(max(1, wanted))
        self.updateGeometry()

    def shown(self) -> list[int]:
        """The numbers in sight, in order."""
        return [row.number for row in self._sight()]

    def place_of(self, number: int) -> QRectF:
        """Where an alert is drawn; empty when it is beyond those in sight."""
        shown = self.shown()
        return self._cell(shown.index(number)) if number in shown else QRectF()

    def _sight(self) -> list[AlertRow]:
        return self._rows[self._first : self._first + self._room()]

    def _is_full(self) -> bool:
        """Whether each has a line of its own."""
        count = len(self._rows)
        return count <= FULL_ROWS and (self.height() >= self.wanted_height() or not self._low)

    def _most(self) -> int:
        """How many have room, two to a line."""
        lines = max(1, (self.height() - _EDGE) // _LOW)
        return min(_MOST, lines * 2) if self._low else _MOST

    def _room(self) -> int:
        most = self._most()
        return most - 1 if len(self._rows) > most else most

    def _first_shown(self) -> int:
        if len(self._rows) <= self._most():
            return 0
        numbers = [row.number for row in self._rows]
        at = numbers.index(self._choice) if self._choice in numbers else 0
        return max(0, at - self._room() + 1)

    # --- drawing --------------------------------------------------------------------------------

    def _cell(self, place: int) -> QRectF:
        if self._is_full():
            height = SIZES.row_height
            return QRectF(0, place * height, self._view.width(), height)
        half, wide = -(-min(len(self._rows), self._most()) // 2), self.width() / 2
        height = min(SIZES.row_height, (self.height() - _EDGE) // half)
        return QRectF(place // half * wide, place % half * height, wide - 2, height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), colour("panel"))
            shares = self._shares()
            for place, row in enumerate(self._sight()):
                if self._is_full():
                    self._paint_row(painter, self._cell(place), row)
                else:
                    self._paint_low(painter, self._cell(place), row, *shares)
            if len(self._rows) > self._most():
                self._paint_rest(painter)
            edge = QRectF(0, self.height() - _EDGE, self.width(), _EDGE)
            painter.fillRect(edge, colour("edge"))

    def _paint_row(self, painter: QPainter, rect: QRectF, row: AlertRow) -> None:
        chosen, rooms = row.number == self._choice, rooms_of(self._view)
        for column, left, wide in self._view.spans():
            cell = QRectF(left, rect.y(), wide, rect.height())
            self._painter.paint(painter, cell, row, column, chosen=chosen, rooms=rooms)
        used = max((left + wide for _, left, wide in self._view.spans()), default=0)
        rest = QRectF(used, rect.y(), self.width() - used, rect.height() - 1)
        painter.fillRect(rest, colour("chosen" if chosen else "raised"))

    def _shares(self) -> tuple[float, bool]:
        """What the kind gets of a line of two, the same for all; and whether words are small."""
        room = self.width() / 2 - 2 - _SIGN - _CLOCK
        small = sum(self._wished(small=False)) > room
        return _first_share(room, *self._wished(small=small)), small

    def _wished(self, *, small: bool) -> tuple[float, float]:
        """The most that kind and place need, where a clock leaves them the least room."""
        timed = [row for row in self._sight() if self._painter.has_clock(row)]
        widths = [(0.0, 0.0), *(self._painter.wished_widths(row, small=small) for row in timed)]
        return max(kind for kind, _ in widths), max(place for _, place in widths)

    def _paint_low(
        self, painter: QPainter, rect: QRectF, row: AlertRow, kind: float, small: bool
    ) -> None:
        chosen = row.number == self._choice
        clock, left = _CLOCK if self._painter.has_clock(row) else 0.0, rect.x()
        words = rect.width() - _SIGN - clock
        own = self._painter.wished_widths(row, small=small)
        if not clock or own[0] > kind or own[1] > words - kind:
            kind = _first_share(words, *own)  # rather out of line than cut
        for column, wide in (
            (Column.PRIORITY, _SIGN), (Column.TYPE, kind), (Column.PLACE, words - kind),
            (Column.CLOCK, clock),
        ):  # fmt: skip
            cell = QRectF(left, rect.y(), wide, rect.height())
            self._painter.paint(painter, cell, row, column, chosen=chosen, small=small)
            left += wide

    def _paint_rest(self, painter: QPainter) -> None:
        more = len(self._rows) - len(self._sight())
        painter.setPen(colour("text"))
        painter.setFont(font(SIZES.body))
        words = translate("Queue", "+{count} more life-safety alerts: ↑ ↓").format(count=more)
        painter.drawText(self._cell(self._room()), Qt.AlignmentFlag.AlignCenter, words)

    # --- Qt -------------------------------------------------------------------------------------

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position().toPoint())
        if number is not None:
            self.chosen.emit(number)

    def _at(self, spot: QPoint) -> int | None:
        for place, row in enumerate(self._sight()):
            if self._cell(place).contains(spot):
                return row.number
        return None

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._first = self._first_shown()
        super().resizeEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, self.wanted_height())


def _first_share(room: float, first: float, second: float) -> float:
    """What the first of two words gets of a room: what it needs, if the other keeps its half."""
    return min(first, room - min(second, room / 2))
