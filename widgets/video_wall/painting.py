"""Draws one video tile: picture, masks, words and, when it is not live, what is wrong. GUI thread.

Never scales smoothly: the worker delivers the tile's size, and the few pictures in between are
drawn with nearest pixels. Masks come directly after the picture, before anything can show it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPen, QRegion

from console.domain.alerts.alert import Box
from console.domain.site import Polygon
from widgets.theme import colour, font
from widgets.video_wall.captions import Caption, Mark
from widgets.video_wall.fresh import Places
from widgets.video_wall.masking import Masks
from widgets.video_wall.overlays import Watermark, paint_boxes, paint_details, paint_replay
from widgets.video_wall.strip import Strips, paint_marks, strip_height
from widgets.video_wall.tile import VideoTile
from widgets.video_wall.wording import Verdict

_SHADE = 168
_VEIL = 120


@dataclass(frozen=True, slots=True)
class Dressing:
    """All that is drawn over the picture of one tile."""

    caption: Caption
    masks: tuple[Polygon, ...] = ()
    boxes: Sequence[Box] = ()
    marks: Sequence[Mark] = ()
    details: Sequence[str] = ()
    watermark: str = ""
    focused: bool = False

    @property
    def is_busy(self) -> bool:
        """Whether more than masks and the strip lies over the picture."""
        return bool(self.boxes or self.marks or self.details or self.watermark)


class TilePainter:
    """Keeps what is costly to draw: strips of words, masks, the watermark; counts pictures by tile.

    `region` is the part that is painted now: what lies wholly outside it is left out.
    """

    def __init__(self) -> None:
        self.region = QRegion()
        self.strips = Strips()
        self._masks = Masks()
        self.pictures: Counter[int] = Counter()
        self._newest: dict[int, int] = {}
        self._watermark = Watermark()

    def paint(
        self, painter: QPainter, index: int, tile: VideoTile, dressing: Dressing, now: datetime
    ) -> None:
        """The tile, clipped to its rectangle; the clip and pens stay as they are then."""
        painter.setClipRect(tile.rect)
        image = tile.image
        part = self.region.intersected(tile.rect).boundingRect()
        if image is None:
            painter.fillRect(tile.rect, colour("video"))
        else:
            self._count(index, image)
            self._paint_picture(painter, index, tile, image, dressing, part, now)
        if tile.verdict.headline:
            _paint_verdict(painter, tile.rect, tile.verdict, has_picture=image is not None)
        taken = paint_marks(painter, tile.rect, list(dressing.marks)) if dressing.marks else QRect()
        if dressing.details:
            paint_details(painter, tile.rect, dressing.details, taken)
        height = strip_height(tile.rect.width())
        if part.bottom() > tile.rect.bottom() - height:
            tone = tile.verdict.tone if tile.verdict.headline else "secondary"
            self.strips.paint(painter, index, tile.rect, dressing.caption, tone)
        if tile.replay is not None:
            paint_replay(painter, tile.rect, tile.replay, now, height)
        _paint_frame(painter, tile, dressing)

    def paint_all_fresh(
        self, painter: QPainter, places: Places, dressings: Sequence[Dressing], ratio: float
    ) -> Places:
        """New pictures where the old ones were; the tiles that have to be painted as a whole."""
        paint = self.paint_fresh
        left = [each for each in places if not paint(painter, *each, dressings[each[0]], ratio)]
        painter.setClipping(False)
        return left

    def paint_all(
        self, painter: QPainter, region: QRegion, places: Places, dressings: Sequence[Dressing],
        now: datetime,
    ) -> None:  # fmt: skip
        """What lies in `region` of these tiles; the painter is left as it was."""
        self.region = region
        painter.save()
        for index, tile in places:
            self.paint(painter, index, tile, dressings[index], now)
        painter.restore()

    def paint_fresh(
        self, painter: QPainter, index: int, tile: VideoTile, dressing: Dressing, ratio: float
    ) -> bool:
        """A new picture where the old one was; False, and nothing painted, if more lies over it.

        Masks come with it as ever, and the strip of words and the frame where they cover it.
        """
        image, verdict = tile.image, tile.verdict
        if image is None or tile.replay is not None or tile.zoom.is_on or dressing.is_busy:
            return False
        if verdict.headline or verdict.dims or verdict.greys:
            return False
        window = tile.window(ratio, image)
        # One rectangle is copied as a whole, several (Qt's own clip) by lines.
        painter.setClipRect(tile.rect)
        painter.drawImage(window.target, image)
        self._masks.paint(painter, index, dressing.masks, window, ratio)
        if window.target.bottom() > tile.rect.bottom() - strip_height(tile.rect.width()):
            self.strips.paint(painter, index, tile.rect, dressing.caption, "secondary")
        _paint_frame(painter, tile, dressing)
        self._count(index, image)
        return True

    def _count(self, index: int, image: QImage) -> bool:
        """Whether this tile's picture was not painted before."""
        newest = image.cacheKey()
        if self._newest.get(index) == newest:
            return False
        self._newest[index] = newest
        self.pictures[index] += 1
        return True

    def _paint_picture(
        self, painter: QPainter, index: int, tile: VideoTile, image: QImage, dressing: Dressing,
        part: QRect, now: datetime,
    ) -> None:  # fmt: skip
        ratio = painter.device().devicePixelRatio()
        window = tile.window(ratio, image)
        if not window.target.contains(part):
            _fill_around(painter, tile.rect, window.target)
        if tile.zoom.is_on:
            painter.drawImage(QRectF(window.target), image, window.source(image.size()))
        else:
            painter.drawImage(window.target, image)
        self._masks.paint(painter, index, dressing.masks, window, ratio)
        if tile.verdict.dims or tile.verdict.greys:
            veil = QColor(colour("video"))
            veil.setAlpha(_VEIL)
            painter.fillRect(tile.rect, veil)
        if dressing.boxes:
            paint_boxes(painter, dressing.boxes, window)
        if dressing.watermark:
            self._watermark.paint(painter, window.target, dressing.watermark, now)


def fill_gaps(painter: QPainter, gaps: QRegion) -> None:
    """What lies between the tiles."""
    if not gaps.isEmpty():
        painter.save()
        painter.setClipRegion(gaps)
        painter.fillRect(gaps.boundingRect(), colour("base"))
        painter.restore()


def _fill_around(painter: QPainter, rect: QRect, picture: QRect) -> None:
    """The bars beside a picture; what it covers is not painted twice."""
    bars = (
        rect.adjusted(0, 0, 0, picture.top() - rect.bottom() - 1),
        rect.adjusted(0, picture.bottom() + 1 - rect.top(), 0, 0),
        rect.adjusted(0, 0, picture.left() - rect.right() - 1, 0),
        rect.adjusted(picture.right() + 1 - rect.left(), 0, 0, 0),
    )
    for bar in bars:
        if not bar.isEmpty():
            painter.fillRect(bar, colour("video"))


def _paint_verdict(painter: QPainter, rect: QRect, verdict: Verdict, *, has_picture: bool) -> None:
    lines = _verdict_lines(rect, verdict)
    height = sum(QFontMetrics(face).height() + 4 for _words, face, _tone in lines)
    body = rect.adjusted(0, 0, 0, -strip_height(rect.width()))
    top = max(body.center().y() - height // 2, body.y() + 2)
    if has_picture:
        plate = colour("video")
        plate.setAlpha(_SHADE)
        painter.fillRect(QRect(rect.x(), top - 10, rect.width(), height + 18), plate)
    if body.height() > height + 100:
        _paint_sign(painter, QPointF(body.center().x(), top - 26), verdict)
    for words, face, tone in lines:
        painter.setFont(face)
        painter.setPen(colour(tone))
        metrics = QFontMetrics(face)
        line = QRect(rect.x() + 6, top, rect.width() - 12, metrics.height())
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, shown)
        top += metrics.height() + 4


def _verdict_lines(rect: QRect, verdict: Verdict) -> list[tuple[str, QFont, str]]:
    """What fits: in a small tile the headline, in a larger one retry and reason below it."""
    small, tiny = rect.width() < 320, rect.width() < 230
    size = 12 if tiny else 14 if small else 17
    lines = [(verdict.headline, font(size, QFont.Weight.DemiBold), verdict.tone)]
    face = font(11 if tiny else 13 if small else 14)
    room = rect.height() - strip_height(rect.width()) - QFontMetrics(lines[0][1]).height() - 8
    most = max(0, room // (QFontMetrics(face).height() + 4))
    rest = [words for words in (verdict.reason, verdict.detail) if words]
    chosen = [words for words in (verdict.detail, verdict.reason) if words in rest[:most]]
    return lines + [(words, face, "text") for words in chosen]


def _paint_sign(painter: QPainter, centre: QPointF, verdict: Verdict) -> None:
    """A camera outline, struck through when its picture is missing."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(verdict.tone), 1.8))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    body = QRectF(centre.x() - 13, centre.y() - 7, 18, 14)
    painter.drawRoundedRect(body, 2, 2)
    lens = [
        QPointF(body.right() + x, centre.y() + y) for x, y in ((0, -2), (8, -6), (8, 6), (0, 2))
    ]
    painter.drawPolyline(lens)
    if verdict.tone in {"fault", "warning"}:
        painter.drawLine(centre + QPointF(-14, 11), centre + QPointF(14, -11))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _frame_of(tile: VideoTile, dressing: Dressing) -> tuple[str, int] | None:
    """The colour and the width of the line around a tile."""
    if dressing.focused:
        return "focus", 3
    if tile.verdict.tone == "fault":
        return "fault", 2
    if tile.seat.near is not None:
        return "warning", 2
    if tile.seat.spot:
        return "edge", 2
    return ("focus", 1) if dressing.caption.echo else None


def _paint_frame(painter: QPainter, tile: VideoTile, dressing: Dressing) -> None:
    frame = _frame_of(tile, dressing)
    if frame is None:
        return
    tone, width = frame
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(tone), width))
    inset = width // 2
    painter.drawRect(tile.rect.adjusted(inset, inset, -inset - 1, -inset - 1))
