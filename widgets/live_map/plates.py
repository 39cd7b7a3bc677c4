"""Ready pictures of short texts and of numbers, so that repaints only copy them. GUI thread."""

from collections import OrderedDict

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from widgets.live_map.palette import tone
from widgets.theme import colour, font

_KEPT = 1024


class LabelStore:
    """The least used is thrown away first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str, float], QPixmap] = OrderedDict()

    def picture(self, text: str, tone_name: str, ratio: float) -> QPixmap:
        """A text on a dark plate."""
        return self._of((text, tone_name, ratio))

    def count(self, count: int, ratio: float, *, stale: bool) -> QPixmap:
        """How many units stand here; hatched when the fix of every one is old."""
        return self._of((f"{min(count, 999)}", "\0stale" if stale else "\0fresh", ratio))

    def _of(self, key: tuple[str, str, float]) -> QPixmap:
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = _made(*key)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return found


def _made(text: str, tone_name: str, ratio: float) -> QPixmap:
    if tone_name.startswith("\0"):
        return _count(text, ratio, stale=tone_name == "\0stale")
    return _plate(text, colour(tone_name), ratio)


def _empty(wide: float, high: float, ratio: float) -> QPixmap:
    picture = QPixmap(round(wide * ratio), round(high * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


def _plate(text: str, ink: QColor, ratio: float) -> QPixmap:
    used = font(14, QFont.Weight.DemiBold)
    metrics = QFontMetricsF(used)
    wide, high = metrics.horizontalAdvance(text) + 8, metrics.height() + 1
    picture = _empty(wide, high, ratio)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone("halo", 205))
        painter.drawRoundedRect(QRectF(0, 0, wide, high), 3, 3)
        painter.setFont(used)
        painter.setPen(ink)
        painter.drawText(QRectF(0, 0, wide, high), Qt.AlignmentFlag.AlignCenter, text)
    return picture


def _count(text: str, ratio: float, *, stale: bool) -> QPixmap:
    used = font(13, QFont.Weight.Bold)
    wide = max(24.0, QFontMetricsF(used).horizontalAdvance(text) + 12)
    picture = _empty(wide + 2, 26, ratio)
    box = QRectF(1.5, 1.5, wide - 1, 23)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(tone("halo", 235))
        pen = QPen(tone("stale" if stale else "patrol_unit"), 2.0)
        pen.setStyle(Qt.PenStyle.DashLine if stale else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.drawRoundedRect(box, 11.5, 11.5)
        if stale:
            painter.setBrush(QBrush(tone("stale", 110), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(box, 11.5, 11.5)
        painter.setFont(used)
        painter.setPen(tone("stale") if stale else colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return picture
