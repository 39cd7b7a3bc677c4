"""The roster strip: fourteen days under one another, posts as bars, gaps in red with their times.

GUI thread. Draws values of `strip_rows`; knows which day and which post are chosen, changes none.
"""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from console.domain.field.post import Post
from console.domain.field.roster_cover import HORIZON, Gap
from widgets.guard_details.strip_rows import Bar, DayRow, row_now
from widgets.guard_details.words import clock, day_text, gap_text
from widgets.overrides import sealed
from widgets.theme import SIZES, colour, font

MOST_ROWS = 14
_HEAD = 22
_LABEL, _SHORT_LABEL = 132, 108
_TAIL, _SHORT_TAIL = 208, 122
_ROOMY = 480
_ROW_LEAST = 26
_ROW_MOST = 56
_NAME_LEAST = 11


@sealed
class RosterStrip(QWidget):
    """`chosen(day, post id)` when the operator moves; the post may be empty."""

    chosen = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._rows: tuple[DayRow, ...] = ()
        self._now: datetime | None = None
        self._covered_word = ""
        self.day = 0
        self.post = ""

    def show_rows(self, rows: Sequence[DayRow], now: datetime, *, anew: bool) -> None:
        """Draw these rows; `anew` chooses the day of now."""
        self._rows, self._now = tuple(rows), now
        if anew:
            self.day, self.post = row_now(self._rows, now), ""
        self.day = min(self.day, max(len(self._rows) - 1, 0))
        if self.post and self.chosen_post() is None:
            self.post = ""
        self.update()

    def set_words(self, covered: str) -> None:
        """The word for a day without a gap."""
        self._covered_word = covered
        self.update()

    def chosen_post(self) -> Post | None:
        """The post under the choice."""
        return next((bar.post for bar in self._bars() if bar.post.id == self.post), None)

    def chosen_row(self) -> DayRow | None:
        """The day under the choice."""
        return self._rows[self.day] if self._rows else None

    def move_day(self, by: int) -> None:
        """Another day; the choice of a post is given up."""
        if self._rows:
            self.day = min(max(self.day + by, 0), len(self._rows) - 1)
            self._choose("")

    def move_post(self, by: int) -> None:
        """The next or the previous post of the day, in the order of time."""
        names = [bar.post.id for bar in self._bars()]
        if names:
            at = names.index(self.post) + by if self.post in names else (0 if by > 0 else -1)
            self._choose(names[min(max(at, -len(names)), len(names) - 1)] if at >= -1 else names[0])

    def text(self) -> str:
        """What is drawn, a line for each day, for screen readers and tests."""
        return "\n".join(f"{day_text(row.need.start)} {self._tail(row)}" for row in self._rows)

    def _bars(self) -> tuple[Bar, ...]:
        row = self.chosen_row()
        return row.bars if row is not None else ()

    def _choose(self, post: str) -> None:
        self.post = post
        self.update()
        self.chosen.emit(self.day, post)

    # --- drawing --------------------------------------------------------------------------------

    @override
    def sizeHint(self) -> QSize:
        return QSize(640, self.minimumSizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_SHORT_LABEL + _SHORT_TAIL + 100, _HEAD + 6 * _ROW_LEAST)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), colour("panel"))
            first, height = self._window()
            for at in range(first, min(first + self._shown(), len(self._rows))):
                top = _HEAD + (at - first) * height
                self._row(painter, at, QRectF(0, top, self.width(), height))
            if self.hasFocus():
                painter.setPen(QPen(colour("edge"), 1))
                painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
            if self._rows:
                self._scale(painter, self._rows[min(first, len(self._rows) - 1)])

    def _shown(self) -> int:
        return max(1, min(MOST_ROWS, len(self._rows), (self.height() - _HEAD) // _ROW_LEAST))

    def _window(self) -> tuple[int, float]:
        shown = self._shown()
        height = min((self.height() - _HEAD) / shown, float(_ROW_MOST))
        first = min(max(self.day - shown // 2, 0), max(len(self._rows) - shown, 0))
        return first, height

    def _axis(self, area: QRectF) -> QRectF:
        roomy = area.width() >= _ROOMY
        left = _LABEL if roomy else _SHORT_LABEL
        wide = max(area.width() - left - _tail_width(area), 40)
        return QRectF(left, area.top(), wide, area.height())

    def _scale(self, painter: QPainter, row: DayRow) -> None:
        axis = self._axis(QRectF(0, 0, self.width(), _HEAD))
        painter.setFont(font(SIZES.small))
        painter.setPen(colour("secondary"))
        edges = (row.need.start, row.need.start + (row.need.end - row.need.start) / 2, row.need.end)
        for moment in edges:
            x = axis.left() + axis.width() * row.share(moment)
            box = QRectF(x - 40, 0, 80, _HEAD)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, clock(moment))

    def _row(self, painter: QPainter, at: int, area: QRectF) -> None:
        row, axis = self._rows[at], self._axis(area).adjusted(0, 2, 0, -2)
        if at == self.day:
            painter.fillRect(area.adjusted(0, 1, 0, -1), colour("raised"))
        self._label(painter, row, area)
        need = _between(row, axis, row.need.start, row.need.end)
        painter.fillRect(need, colour("base"))
        for bar in row.bars:
            self._bar(painter, row, bar, axis)
        for gap in row.gaps:
            _hatch(painter, _between(row, axis, gap.start, gap.end), near=self._is_near(gap))
        for bar in row.bars:
            self._name(painter, row, bar, axis)
        painter.setPen(QPen(colour("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(need)
        self._now_line(painter, row, axis)
        self._end(painter, row, area)

    def _label(self, painter: QPainter, row: DayRow, area: QRectF) -> None:
        is_now = self._now is not None and row.axis.start <= self._now < row.axis.end
        painter.setFont(font(SIZES.body, QFont.Weight.Bold if is_now else QFont.Weight.Normal))
        painter.setPen(colour("text" if is_now else "secondary"))
        box = area.adjusted(SIZES.gap, 0, 0, 0)
        mark = "▶ " if is_now else ""
        painter.drawText(
            box, Qt.AlignmentFlag.AlignVCenter, f"{mark}{row.number}  {day_text(row.need.start)}"
        )

    def _bar(self, painter: QPainter, row: DayRow, bar: Bar, axis: QRectF) -> None:
        box = _bar_box(row, bar, axis)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("chosen"))
        painter.drawRoundedRect(box, 2, 2)
        painter.setBrush(_there_colour())
        for stay in bar.post.presences:
            until = min(stay.off or self._now or bar.post.end, bar.post.end)
            there = _between(row, axis, stay.on, until)
            painter.drawRect(QRectF(there.left(), box.top(), there.width(), box.height()))

    def _name(self, painter: QPainter, row: DayRow, bar: Bar, axis: QRectF) -> None:
        """Above the hatching of a gap, on a plate of its own."""
        box = _bar_box(row, bar, axis)
        painter.setFont(font(int(min(SIZES.small, max(_NAME_LEAST, box.height() - 1)))))
        metrics = painter.fontMetrics()
        plate = QRectF(box.left(), box.top(), metrics.horizontalAdvance(bar.post.guard) + 9, 0)
        plate.setHeight(box.height())
        painter.fillRect(plate, colour("chosen"))
        painter.setPen(colour("text"))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, bar.post.guard)
        if bar.post.id == self.post:
            painter.setPen(QPen(colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 2, 2)

    def _now_line(self, painter: QPainter, row: DayRow, axis: QRectF) -> None:
        if self._now is not None and row.axis.start <= self._now < row.axis.end:
            x = axis.left() + axis.width() * row.share(self._now)
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawLine(QPointF(x, axis.top() - 2), QPointF(x, axis.bottom() + 2))

    def _end(self, painter: QPainter, row: DayRow, area: QRectF) -> None:
        wide = _tail_width(area) - SIZES.gap
        box = QRectF(area.right() - wide, area.top(), wide, area.height())
        painter.setFont(font(SIZES.small, QFont.Weight.DemiBold))
        near = any(self._is_near(gap) for gap in row.gaps)
        painter.setPen(colour("fault" if near else "warning" if row.gaps else "secondary"))
        text = painter.fontMetrics().elidedText(
            self._tail(row), Qt.TextElideMode.ElideRight, int(box.width()) - 4
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)

    def _is_near(self, gap: Gap) -> bool:
        """Whether it is one that the room was alerted to: now or within a day."""
        now = self._now
        return now is not None and gap.end > now and gap.start <= now + HORIZON

    def _tail(self, row: DayRow) -> str:
        return " · ".join(gap_text(gap, self._now) for gap in row.gaps) or self._covered_word

    # --- the mouse ------------------------------------------------------------------------------

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        first, height = self._window()
        at = first + int((event.position().y() - _HEAD) // height)
        if event.position().y() < _HEAD or not 0 <= at < len(self._rows):
            return
        self.day = at
        row, axis = self._rows[at], self._axis(QRectF(0, 0, self.width(), height))
        hit = [
            bar for bar in row.bars if _hits(row, bar, axis, event.position(), height, first, at)
        ]
        self._choose(hit[0].post.id if hit else "")
        self.setFocus(Qt.FocusReason.MouseFocusReason)


def _tail_width(area: QRectF) -> float:
    """How wide the words at a row's end are, in an area of the strip's whole width."""
    return _TAIL if area.width() >= _ROOMY else _SHORT_TAIL


def _hits(
    row: DayRow, bar: Bar, axis: QRectF, point: QPointF, height: float, first: int, at: int
) -> bool:
    box = _between(row, axis, bar.post.start, bar.post.end)
    lane = int((point.y() - _HEAD - (at - first) * height) / (height / row.lanes))
    return box.left() <= point.x() <= box.right() and lane == bar.lane


def _bar_box(row: DayRow, bar: Bar, axis: QRectF) -> QRectF:
    lane = axis.height() / row.lanes
    whole = _between(row, axis, bar.post.start, bar.post.span.end)
    return QRectF(whole.left(), axis.top() + bar.lane * lane + 0.5, whole.width(), lane - 1)


def _there_colour() -> QColor:
    """Where a guard was seen, not only planned."""
    tone = QColor(colour("good"))
    tone.setAlphaF(0.55)
    return tone


def _between(row: DayRow, axis: QRectF, start: datetime, end: datetime) -> QRectF:
    left = axis.left() + axis.width() * row.share(start)
    right = axis.left() + axis.width() * row.share(end)
    return QRectF(left, axis.top(), max(right - left, 1.0), axis.height())


def _hatch(painter: QPainter, box: QRectF, *, near: bool) -> None:
    """Red and hatched: it reads in greyscale too. What is days away does not shout."""
    ink = QColor(colour("priority_1"))
    ink.setAlphaF(1.0 if near else 0.5)
    painter.setPen(QPen(ink, 1.5 if near else 1.0))
    painter.setBrush(QBrush(ink, Qt.BrushStyle.BDiagPattern))
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
