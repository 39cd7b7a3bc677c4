"""Draws one cell of the queue from a prepared row. GUI thread; measures nothing twice.

Unanswered rows are strong (bold, filled sign, bright text), acknowledged ones calm. Only the marker
at the edge of an unanswered priority 1 blinks, never text (R-HMI-05). Remembers when each alert was
first painted, because that is the moment an operator could see it.
"""

import math
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from console.domain.alerts.alert import Work
from console.domain.alerts.sla import Stage
from widgets.models.alert_row import AlertRow
from widgets.models.countdown import Countdown, countdown
from widgets.models.rows_model import Column
from widgets.symbols import (
    paint_bell,
    paint_fold,
    paint_person,
    paint_priority,
    paint_stage,
    paint_tag,
    paint_tick,
)
from widgets.theme import SIZES, colour, font
from widgets.words.words import age_text, translate

_MOST_PAINTED = 20_000
_MOST_MEASURED = 4_000
_PAD = 6.0
_LEAST_WORD = 40.0
_MARKER = 5.0
_BLINKING = 9.0
_CLOCK = 16.0
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_TONES = {Stage.IN_TIME: "text", Stage.LATE: "warning", Stage.OVERDUE: "fault"}


@dataclass(frozen=True, slots=True)
class Rooms:
    """Pixels of the columns of type and place; `counts` where the type tells of the reports too."""

    kind: int
    place: int
    counts: bool

    def cut(self, kind: float, place: float) -> int:
        """Where the place begins, from the left of the type: at its column unless words need more.

        `kind` and `place` are the widths that the words wish for.
        """
        whole = self.kind + self.place
        most = whole - math.ceil(place)
        if place > self.place:
            return max(min(math.ceil(kind), self.kind), most)
        return min(max(math.ceil(kind), self.kind), most)


class RowPainter:
    """`lit` is the phase of the blink; `now` the time that ages are counted to (UTC)."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self.now = clock()
        self.lit = True
        self.first_painted: OrderedDict[int, datetime] = OrderedDict()
        self._strong = font(SIZES.row, QFont.Weight.DemiBold)
        self._calm = font(SIZES.row)
        self._small = font(SIZES.small, QFont.Weight.DemiBold)
        self._small_metrics = QFontMetricsF(self._small)
        self._strong_metrics = QFontMetricsF(self._strong)
        self._advances: dict[tuple[str, bool], float] = {}

    def paint(
        self, painter: QPainter, rect: QRectF, row: AlertRow, column: Column, *, chosen: bool,
        small: bool = False, rooms: Rooms | None = None,
    ) -> None:  # fmt: skip
        """Draw one cell with its ground; `small` where words would not have room.

        With `rooms` type and place may each reach into what the other leaves empty.
        """
        painter.save()
        self._ground(painter, rect, row, chosen=chosen)
        painter.setFont(self._small if small else self._calm if row.acknowledged else self._strong)
        painter.setPen(colour("secondary" if row.acknowledged and not chosen else "text"))
        if rooms is not None and column in {Column.TYPE, Column.PLACE}:
            self._words(painter, rect, row, column, rooms)
        else:
            self._cell(painter, rect, row, column)
        painter.restore()

    def _words(
        self, painter: QPainter, rect: QRectF, row: AlertRow, column: Column, rooms: Rooms
    ) -> None:
        """The part of both that lies in one of the two cells."""
        wished = self.wished_widths(row, counts=rooms.counts)
        if sum(wished) > rooms.kind + rooms.place:  # rather small than cut
            wished = self.wished_widths(row, small=True, counts=rooms.counts)
            painter.setFont(self._small)
        cut = rooms.cut(*wished)
        if cut == rooms.kind:
            if column is Column.TYPE:
                self._type(painter, rect, row, counts=rooms.counts)
            else:
                self._write(painter, rect, row.place, _LEFT)
            return
        left = rect.x() if column is Column.TYPE else rect.x() - rooms.kind
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        if rect.x() < left + cut:
            own = QRectF(left, rect.y(), cut, rect.height())
            self._type(painter, own, row, counts=rooms.counts)
        if rect.right() > left + cut:
            own = QRectF(left + cut, rect.y(), rooms.kind + rooms.place - cut, rect.height())
            self._write(painter, own, row.place, _LEFT)

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
        elif column is Column.CLOCK:
            self._countdown(painter, rect, row)
        elif column is Column.AGE:
            self._write(painter, rect, age_text(row.raised, self.now), _RIGHT)
        elif column is Column.COUNT:
            self._write(painter, rect, "" if row.members else row.count, _RIGHT)
        else:
            self._write(painter, rect, row.place if column is Column.PLACE else row.owner, _LEFT)

    def _priority(self, painter: QPainter, rect: QRectF, row: AlertRow) -> None:
        self._note_painted(row.number)
        priority = row.alert.priority
        if not row.acknowledged:
            self._marker(painter, rect, priority)
        side = min(SIZES.symbol + 4.0, rect.height() - 4)
        sign = QRectF(rect.x() + 14, rect.center().y() - side / 2, side, side)
        paint_priority(painter, sign, priority, acknowledged=row.acknowledged)

    def _marker(self, painter: QPainter, rect: QRectF, priority: int) -> None:
        wide = _BLINKING if priority == 1 else _MARKER
        if priority == 1 and not self.lit:
            return
        bar = QRectF(rect.x(), rect.y(), wide, rect.height() - 1)
        painter.fillRect(bar, colour(f"priority_{min(max(priority, 1), 4)}"))

    def _countdown(self, painter: QPainter, rect: QRectF, row: AlertRow) -> None:
        face = countdown(row.alert, row.profile, self.now)
        if face is None:
            return
        painter.save()
        tone = _TONES[face.stage] if face.running else "secondary"
        sign = QRectF(rect.x() + _PAD, rect.center().y() - _CLOCK / 2, _CLOCK, _CLOCK)
        paint_stage(painter, sign, int(face.stage), tone, running=face.running)
        painter.setPen(colour(tone))
        painter.setFont(self._clock_font(face))
        self._write(painter, rect.adjusted(_CLOCK + _PAD / 2, 0, _PAD - 2, 0), face.text, _LEFT)
        painter.restore()

    def _clock_font(self, face: Countdown) -> QFont:
        return self._small if face.running else self._calm

    def _state(self, painter: QPainter, rect: QRectF, row: AlertRow) -> None:
        if row.members:
            sign = QRectF(rect.x() + _PAD + 2, rect.center().y() - 7, 14, 14)
            paint_fold(painter, sign, opened=row.opened)
            words = rect.adjusted(_CLOCK + _PAD, 0, 0, 0)
        elif row.pending:
            tag = translate("Queue", "LOCAL ONLY")
            words = self._tag(painter, rect.adjusted(_PAD, 0, 0, 0), tag, "warning")
            words.adjust(-_PAD, 0, 0, 0)
        else:
            side = 18.0
            self._mark(painter, QRectF(rect.x() + _PAD, rect.center().y() - 9, side, side), row)
            words = rect.adjusted(side + _PAD, 0, 0, 0)
        if words.width() > _LEAST_WORD:
            self._write(painter, words, _state_of(row), _LEFT)

    def _mark(self, painter: QPainter, rect: QRectF, row: AlertRow) -> None:
        if row.acknowledged:
            paint_tick(painter, rect)
        elif row.alert.work is Work.NEW:
            paint_bell(painter, rect, "text")
        else:
            paint_person(painter, rect, "text")

    def _type(
        self, painter: QPainter, rect: QRectF, row: AlertRow, *, counts: bool = False
    ) -> None:
        rest = rect.adjusted(_PAD, 0, 0, 0)
        for text, tone in _tags_of(row, counts=counts):
            rest = self._tag(painter, rest, text, tone)
        self._write(painter, rest.adjusted(-_PAD, 0, 0, 0), row.name, _LEFT)

    def _tag(self, painter: QPainter, rect: QRectF, text: str, tone: str) -> QRectF:
        painter.save()
        painter.setFont(self._small)
        width = self._tag_width(text)
        paint_tag(painter, QRectF(rect.x(), rect.center().y() - 10, width, 20), text, tone)
        painter.restore()
        return rect.adjusted(width + _PAD, 0, 0, 0)

    def _tag_width(self, text: str) -> float:
        return self._small_metrics.horizontalAdvance(text) + 10

    def wished_widths(
        self, row: AlertRow, *, small: bool = False, counts: bool = False
    ) -> tuple[float, float]:
        """Pixels in which type and place are written whole."""
        words = (self._advance(text, small=small) for text in (row.name, row.place))
        kind, place = (width + _PAD * 2 + 1 for width in words)
        tags = sum(self._tag_width(text) + _PAD for text, _ in _tags_of(row, counts=counts))
        return kind + tags, place

    def _advance(self, text: str, *, small: bool) -> float:
        """Measured once: the same few names come again with every repaint."""
        known = self._advances.get((text, small))
        if known is None:
            if len(self._advances) >= _MOST_MEASURED:
                self._advances.clear()
            metrics = self._small_metrics if small else self._strong_metrics
            known = self._advances[text, small] = metrics.horizontalAdvance(text)
        return known

    def has_clock(self, row: AlertRow) -> bool:
        """Whether an answer to this alert is timed."""
        return countdown(row.alert, row.profile, self.now) is not None

    def _write(self, painter: QPainter, rect: QRectF, text: str, align: Qt.AlignmentFlag) -> None:
        room = rect.adjusted(_PAD, 0, -_PAD, -1)
        metrics = painter.fontMetrics()
        # In the middle: the number at the end tells neighbouring devices apart.
        fitted = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, max(0, int(room.width())))
        painter.drawText(room, align, fitted)

    def _note_painted(self, number: int) -> None:
        if number in self.first_painted or number < 0:
            return
        self.first_painted[number] = self._clock()
        if len(self.first_painted) > _MOST_PAINTED:
            self.first_painted.popitem(last=False)


def _tags_of(row: AlertRow, *, counts: bool) -> Iterator[tuple[str, str]]:
    """What is marked before the name, with the tone of each; `counts` where no column does."""
    if row.members or (counts and row.count):
        yield row.count, "secondary"
    if row.drill:
        yield translate("Queue", "DRILL"), "warning"
    if row.unclassified:
        yield translate("Queue", "UNCLASSIFIED"), "edge"
    if row.delayed:
        yield translate("Queue", "DELAYED"), "edge"


def _state_of(row: AlertRow) -> str:
    if not row.members:
        return row.state
    return translate("Queue", "⏎ fold") if row.opened else translate("Queue", "⏎ open")
