"""What is drawn over a picture beside its words: boxes, watermark, details, the replay's bar.

GUI thread. Everything follows the zoom through the picture's `Window`.
"""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap

from console.domain.alerts.alert import Box
from console.domain.wall_clock import in_district
from widgets.theme import colour, font
from widgets.video_wall.replay import Replay
from widgets.video_wall.wording import replay_words
from widgets.video_wall.zoom import Window

BAR_PX = 30
_MARK_SIZE = QSize(300, 130)


def paint_boxes(painter: QPainter, boxes: Sequence[Box], window: Window) -> None:
    """What an analytic saw, as a dark and a bright line, its label at the upper edge."""
    painter.save()
    painter.setClipRect(window.target, Qt.ClipOperation.IntersectClip)
    face = font(12, QFont.Weight.DemiBold)
    painter.setFont(face)
    for box in boxes:
        corners = (window.point(box.x, box.y), window.point(box.x + box.w, box.y + box.h))
        shape = QRectF(*corners)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for tone, width in (("video", 4), ("priority_2", 2)):
            painter.setPen(QPen(colour(tone), width))
            painter.drawRect(shape)
        if box.label:
            width = QFontMetrics(face).horizontalAdvance(box.label) + 8
            plate = QRectF(shape.x(), max(shape.y() - 18, window.target.y()), width, 18)
            painter.fillRect(plate, colour("priority_2"))
            painter.setPen(colour("on_colour"))
            painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, box.label)
    painter.restore()


class Watermark:
    """Operator and minute across every picture, faint but legible on a photograph of the screen."""

    def __init__(self) -> None:
        self._words = ""
        self._pixmap = QPixmap()

    def paint(self, painter: QPainter, target: QRect, operator: str, now: datetime) -> None:
        """Over the whole picture."""
        words = f"{operator} · {in_district(now):%Y-%m-%d %H:%M}"
        if words != self._words:
            self._words, self._pixmap = words, _watermark(words)
        painter.drawTiledPixmap(target, self._pixmap)


def _watermark(words: str) -> QPixmap:
    pixmap = QPixmap(_MARK_SIZE)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(_MARK_SIZE.width() / 2, _MARK_SIZE.height() / 2)
        painter.rotate(-18)
        painter.setFont(font(16, QFont.Weight.DemiBold))
        box = QRect(-160, -15, 320, 30)
        for offset, tone in ((1, QColor(0, 0, 0, 60)), (0, QColor(255, 255, 255, 62))):
            painter.setPen(tone)
            painter.drawText(box.translated(offset, offset), Qt.AlignmentFlag.AlignCenter, words)
    return pixmap


def paint_details(painter: QPainter, rect: QRect, lines: Sequence[str], taken: QRect) -> None:
    """Lines in the upper left corner, as many as there is room for; below what is `taken`."""
    face = font(11 if rect.width() < 260 else 13)
    metrics = QFontMetrics(face)
    fitted = [
        metrics.elidedText(line, Qt.TextElideMode.ElideRight, rect.width() - 24) for line in lines
    ]
    width = max(metrics.horizontalAdvance(line) for line in fitted) + 12
    plate = QRect(rect.x() + 4, rect.y() + 4, width, len(fitted) * metrics.height() + 6)
    if plate.intersects(taken):
        plate.moveTop(taken.bottom() + 2)
    room = max(1, (rect.bottom() - 30 - plate.y()) // metrics.height())
    shown = fitted[:room]
    plate.setHeight(len(shown) * metrics.height() + 6)
    ground = colour("video")
    ground.setAlpha(196)
    painter.fillRect(plate, ground)
    painter.setFont(face)
    painter.setPen(colour("text"))
    for number, line in enumerate(shown):
        top = plate.y() + 3 + number * metrics.height()
        painter.drawText(plate.x() + 6, top + metrics.ascent(), line)


def bar_rect(rect: QRect, strip: int) -> QRect:
    """Where the replay's bar lies in a tile."""
    return QRect(rect.x(), rect.bottom() + 1 - strip - BAR_PX, rect.width(), BAR_PX)


def paint_replay(painter: QPainter, rect: QRect, replay: Replay, now: datetime, strip: int) -> None:
    """A striped frame, the word REPLAY with how long ago, and the bar: never taken for live."""
    _paint_stripes(painter, rect.adjusted(0, 0, 0, -strip))
    words = replay_words(replay.state, replay.behind_s(now))
    face = font(13 if rect.width() < 320 else 18, QFont.Weight.Bold)
    metrics = QFontMetrics(face)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width() - 40)
    plate = QRect(
        rect.x() + 10, rect.y() + 10, metrics.horizontalAdvance(shown) + 16, metrics.height() + 6
    )
    painter.fillRect(plate, colour("text"))
    painter.setFont(face)
    painter.setPen(colour("on_colour"))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, shown)
    _paint_bar(painter, bar_rect(rect, strip), replay)


def _paint_stripes(painter: QPainter, rect: QRect) -> None:
    inside = rect.adjusted(3, 3, -4, -4)
    for style, tone in ((Qt.PenStyle.SolidLine, "video"), (Qt.PenStyle.DashLine, "text")):
        pen = QPen(colour(tone), 6)
        pen.setStyle(style)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(inside)


def _paint_bar(painter: QPainter, bar: QRect, replay: Replay) -> None:
    ground = colour("video")
    ground.setAlpha(200)
    painter.fillRect(bar, ground)
    line = bar.adjusted(14, 12, -14, -12)
    painter.fillRect(line, colour("line"))
    part = replay.part
    if part is None:
        return
    x = line.x() + part * line.width()
    painter.fillRect(QRectF(line.x(), line.y(), x - line.x(), line.height()), colour("secondary"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("text"))
    painter.drawEllipse(QPointF(x, line.center().y() + 0.5), 7, 7)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def bar_part(bar: QRect, x: float) -> float:
    """Which part of the stretch a click on the bar means, 0..1."""
    return min(max((x - bar.x() - 14) / max(1, bar.width() - 28), 0.0), 1.0)
