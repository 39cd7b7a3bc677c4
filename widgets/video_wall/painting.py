"""Draws one video tile: picture, caption and, when it is not live, what is wrong. GUI thread.

Never scales smoothly: the worker delivers the tile's size, and the few pictures in between are
drawn with nearest pixels.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPen

from widgets.theme import colour, font
from widgets.video_wall.tile import VideoTile
from widgets.video_wall.wording import Verdict

CAPTION_PX = 24
_SHADE = 168
_VEIL = 120
_PAD = 8


@dataclass(frozen=True, slots=True)
class Caption:
    """The words of the strip under a picture; `echo`: the spot tile shows this camera too."""

    badge: str
    name: str
    id: str
    note: str
    right: str
    hint: str
    echo: bool = False


def paint_tile(painter: QPainter, tile: VideoTile, caption: Caption, *, focused: bool) -> None:
    """The whole tile, clipped to its rectangle."""
    painter.save()
    painter.setClipRect(tile.rect)
    painter.fillRect(tile.rect, colour("video"))
    _paint_picture(painter, tile)
    if tile.verdict.headline:
        _paint_verdict(painter, tile.rect, tile.verdict, has_picture=tile.image is not None)
    _paint_caption(painter, tile.rect, caption, tile.verdict)
    _paint_frame(painter, tile, focused=focused, echo=caption.echo)
    painter.restore()


def picture_rect(image: QImage, rect: QRect, ratio: float) -> QRect:
    """Where a picture lies in a tile: as large as fits, centred, in whole pixels."""
    size = QSize(round(image.width() / ratio), round(image.height() / ratio))
    if abs(size.width() - rect.width()) > 2 and abs(size.height() - rect.height()) > 2:
        size.scale(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
    left = rect.x() + (rect.width() - size.width()) // 2
    top = rect.y() + (rect.height() - size.height()) // 2
    return QRect(left, top, size.width(), size.height())


def _paint_picture(painter: QPainter, tile: VideoTile) -> None:
    image = tile.image
    if image is None:
        return
    ratio = painter.device().devicePixelRatio()
    painter.drawImage(picture_rect(image, tile.rect, ratio), image)
    if tile.verdict.dims or tile.verdict.greys:
        veil = QColor(colour("video"))
        veil.setAlpha(_VEIL)
        painter.fillRect(tile.rect, veil)


def _paint_verdict(painter: QPainter, rect: QRect, verdict: Verdict, *, has_picture: bool) -> None:
    small = rect.width() < 320
    lines = [(verdict.headline, font(14 if small else 17, QFont.Weight.DemiBold), verdict.tone)]
    rest = filter(None, (verdict.detail, verdict.reason))
    lines += [(words, font(13 if small else 14), "text") for words in rest]
    height = sum(QFontMetrics(face).height() + 4 for _words, face, _tone in lines)
    body = rect.adjusted(0, 0, 0, -CAPTION_PX)
    top = body.center().y() - height // 2
    if has_picture:
        plate = colour("video")
        plate.setAlpha(_SHADE)
        painter.fillRect(QRect(rect.x(), top - 10, rect.width(), height + 18), plate)
    if body.height() > height + 44:
        _paint_sign(painter, QPointF(body.center().x(), top - 26), verdict)
    for words, face, tone in lines:
        painter.setFont(face)
        painter.setPen(colour(tone))
        metrics = QFontMetrics(face)
        line = QRect(rect.x() + 6, top, rect.width() - 12, metrics.height())
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, shown)
        top += metrics.height() + 4


def _paint_sign(painter: QPainter, centre: QPointF, verdict: Verdict) -> None:
    """A camera outline, struck through when its picture is missing."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(verdict.tone), 1.8))
    body = QRectF(centre.x() - 13, centre.y() - 7, 18, 14)
    painter.drawRoundedRect(body, 2, 2)
    lens = [
        QPointF(body.right() + x, centre.y() + y) for x, y in ((0, -2), (8, -6), (8, 6), (0, 2))
    ]
    painter.drawPolyline(lens)
    if verdict.tone in {"fault", "warning"}:
        painter.drawLine(centre + QPointF(-14, 11), centre + QPointF(14, -11))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _paint_caption(painter: QPainter, rect: QRect, caption: Caption, verdict: Verdict) -> None:
    strip = QRect(rect.x(), rect.bottom() + 1 - CAPTION_PX, rect.width(), CAPTION_PX)
    shade = colour("video")
    shade.setAlpha(_SHADE + 40)
    painter.fillRect(strip, shade)
    left = strip.x() + _PAD
    if caption.badge:
        left = _paint_badge(painter, strip, left, caption.badge, hollow=caption.echo)
    right = strip.right() - _PAD
    if caption.hint:
        right = _paint_words(painter, strip, (left, right), caption.hint, "secondary", end=True)
    if caption.right and strip.width() > 300:
        tone = verdict.tone if verdict.headline else "secondary"
        right = _paint_words(painter, strip, (left, right), caption.right, tone, end=True)
    left = _paint_words(painter, strip, (left, right), caption.name, "text", heavy=True)
    # Why a picture is here matters more than its id, which also stands in the picture itself.
    left = _paint_words(painter, strip, (left, right), caption.note, "warning")
    if QFontMetrics(font(14)).horizontalAdvance(caption.id) <= right - left:
        _paint_words(painter, strip, (left, right), caption.id, "secondary")


def _paint_badge(painter: QPainter, strip: QRect, left: int, words: str, *, hollow: bool) -> int:
    """Filled on the spot tile, an outline on the tile whose camera the spot tile repeats."""
    face = font(12, QFont.Weight.Bold)
    width = QFontMetrics(face).horizontalAdvance(words) + 12
    box = QRect(left, strip.y() + 4, width, strip.height() - 8)
    painter.setFont(face)
    painter.setPen(colour("focus" if hollow else "on_colour"))
    if hollow:
        painter.drawRect(box.adjusted(0, 0, -1, -1))
    else:
        painter.fillRect(box, colour("focus"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
    return box.right() + 1 + _PAD


def _paint_words(
    painter: QPainter,
    strip: QRect,
    room: tuple[int, int],
    words: str,
    tone: str,
    *,
    heavy: bool = False,
    end: bool = False,
) -> int:
    """Draw at the left (or right) end of `room`; returns where the room now begins (or ends)."""
    left, right = room
    if not words or right - left < 24:
        return right if end else left
    face = font(14, QFont.Weight.DemiBold if heavy else QFont.Weight.Normal)
    metrics = QFontMetrics(face)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, right - left)
    width = metrics.horizontalAdvance(shown)
    x = right - width if end else left
    painter.setFont(face)
    painter.setPen(colour(tone))
    box = QRect(x, strip.y(), width + 2, strip.height())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    return right - width - _PAD if end else left + width + _PAD


def _paint_frame(painter: QPainter, tile: VideoTile, *, focused: bool, echo: bool) -> None:
    if focused:
        tone, width = "focus", 3
    elif tile.verdict.tone == "fault":
        tone, width = "fault", 2
    elif tile.seat.spot:
        tone, width = "edge", 2
    elif echo:
        tone, width = "focus", 1
    else:
        return
    painter.setPen(QPen(colour(tone), width))
    inset = width // 2
    painter.drawRect(tile.rect.adjusted(inset, inset, -inset - 1, -inset - 1))
