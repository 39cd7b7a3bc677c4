"""Draws one cell of the queue from a prepared row. GUI thread; measures nothing twice.

Unanswered rows are strong (bold, filled sign, bright text), acknowledged ones calm. Remembers when
each alert was first painted, because that is the moment an operator could see it.
"""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from console.domain.alert import Work
from widgets.models.alert_queue_model import ROW_ROLE, Column
from widgets.models.alert_row import AlertRow
from widgets.overrides import sealed
from widgets.symbols import paint_bell, paint_person, paint_priority, paint_tag, paint_tick
from widgets.theme import SIZES, colour, font
from widgets.words import age_text, translate

_MOST_PAINTED = 20_000
_PAD = 6.0
_LEAST_WORD = 40.0
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@sealed
class RowDelegate(QStyledItemDelegate):
    """`lit` is the phase of the blink; `now` the time that ages are counted to (UTC)."""

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.now = clock()
        self.lit = True
        self.first_painted: OrderedDict[int, datetime] = OrderedDict()
        self._strong = font(SIZES.row, QFont.Weight.DemiBold)
        self._calm = font(SIZES.row)
        self._small = font(SIZES.small, QFont.Weight.DemiBold)
        self._small_metrics = QFontMetricsF(self._small)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, AlertRow):
            return
        rect = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._ground(painter, rect, row, chosen=chosen)
        painter.setFont(self._calm if row.acknowledged else self._strong)
        painter.setPen(colour("secondary" if row.acknowledged and not chosen else "text"))
        self._cell(painter, rect, row, Column(index.column()))
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRectF, row: AlertRow, *, chosen: bool) -> None:
        if chosen:
            painter.fillRect(rect, colour("chosen"))
        elif not row.acknowledged:
            painter.fillRect(rect, colour("raised"))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), colour("line"))

    def _cell(self, painter: QPainter, rect: QRectF, row: AlertRow, column: Column) -> None:
        if column is Column.PRIORITY:
            self._priority(painter, rect, row)
        elif column is Column.STATE:
            self._state(painter, rect, row)
        elif column is Column.TYPE:
            self._type(painter, rect, row)
        elif column is Column.AGE:
            self._write(painter, rect, age_text(row.raised, self.now), _RIGHT)
        elif column is Column.COUNT:
            self._write(painter, rect, row.count, _RIGHT)
        else:
            self._write(painter, rect, row.place if column is Column.PLACE else row.owner, _LEFT)

    def _priority(self, painter: QPainter, rect: QRectF, row: AlertRow) -> None:
        self._note_painted(row.number)
        priority = row.alert.priority
        if not row.acknowledged:
            bar = QRectF(rect.x(), rect.y(), 5, rect.height() - 1)
            painter.fillRect(bar, colour(f"priority_{min(max(priority, 1), 4)}"))
        side = SIZES.symbol + 4
        sign = QRectF(rect.x() + 14, rect.center().y() - side / 2, side, side)
        lit = self.lit or priority != 1
        paint_priority(painter, sign, priority, acknowledged=row.acknowledged, lit=lit)

    def _state(self, painter: QPainter, rect: QRectF, row: AlertRow) -> None:
        if row.pending:
            tag = translate("Queue", "LOCAL ONLY")
            words = self._tag(painter, rect.adjusted(_PAD, 0, 0, 0), tag, "warning")
            words.adjust(-_PAD, 0, 0, 0)
        else:
            side = 18.0
            self._mark(painter, QRectF(rect.x() + _PAD, rect.center().y() - 9, side, side), row)
            words = rect.adjusted(side + _PAD, 0, 0, 0)
        if words.width() > _LEAST_WORD:
            self._write(painter, words, row.state, _LEFT)

    def _mark(self, painter: QPainter, rect: QRectF, row: AlertRow) -> None:
        if row.acknowledged:
            paint_tick(painter, rect)
        elif row.alert.work is Work.NEW:
            paint_bell(painter, rect, "text")
        else:
            paint_person(painter, rect, "text")

    def _type(self, painter: QPainter, rect: QRectF, row: AlertRow) -> None:
        rest = rect.adjusted(_PAD, 0, 0, 0)
        if row.drill:
            rest = self._tag(painter, rest, translate("Queue", "DRILL"), "warning")
        if row.unclassified:
            rest = self._tag(painter, rest, translate("Queue", "UNCLASSIFIED"), "edge")
        if row.delayed:
            rest = self._tag(painter, rest, translate("Queue", "DELAYED"), "edge")
        self._write(painter, rest.adjusted(-_PAD, 0, 0, 0), row.name, _LEFT)

    def _tag(self, painter: QPainter, rect: QRectF, text: str, tone: str) -> QRectF:
        painter.save()
        painter.setFont(self._small)
        width = self._small_metrics.horizontalAdvance(text) + 10
        paint_tag(painter, QRectF(rect.x(), rect.center().y() - 10, width, 20), text, tone)
        painter.restore()
        return rect.adjusted(width + _PAD, 0, 0, 0)

    def _write(self, painter: QPainter, rect: QRectF, text: str, align: Qt.AlignmentFlag) -> None:
        room = rect.adjusted(_PAD, 0, -_PAD, -1)
        metrics = painter.fontMetrics()
        # In the middle: the number at the end tells neighbouring devices apart.
        fitted = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, max(0, int(room.width())))
        painter.drawText(room, align, fitted)

    def _note_painted(self, number: int) -> None:
        if number in self.first_painted:
            return
        self.first_painted[number] = self._clock()
        if len(self.first_painted) > _MOST_PAINTED:
            self.first_painted.popitem(last=False)
