"""What lies over the map: scale bar, north mark, source line, the dong in the middle, the veil.

Painter code in logical pixels, GUI thread; knows no widget but its own chip.
"""

from collections.abc import Callable
from functools import partial
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from widgets.live_map.labels import paint_text
from widgets.live_map.palette import tone
from widgets.live_map.scene import Scene
from widgets.live_map.see_through import SeeThrough
from widgets.live_map.view import View, scale_bar
from widgets.overrides import sealed
from widgets.theme import colour, font

EDGE = 12.0
TEXT_PX = 80.0
PLACE_AT = (10.0, 10.0)
_KEPT_TEXTS = 40
NORTH = "N"
_LOWER_EDGE_PX = 26.0
_SOURCE_PX = 13
_SCALE_PX = (200.0, 78.0)  # what the scale bar and the north mark take at most
_BELOW_CHIPS_PX = 46.0
_PLACE_FROM = 0.5  # px per m: nearer than this, a corner says which dong is seen
_ROOMY_PX = 440.0  # lower panels get the veil's words in one line


def paint_scale(painter: QPainter, view: View, texts: Callable[[str], QPixmap]) -> None:
    """A round length with its words, and which way north is, at the bottom right.

    `texts` gives ready pictures of words, as the bar changes with every frame of a zoom.
    """
    length, pixels = scale_bar(view.scale)
    words = f"{length // 1000} km" if length >= 1000 else f"{length} m"
    right, base = view.width - EDGE, view.height - EDGE - 24
    left, ink, halo = right - pixels, colour("text"), tone("halo")
    # Filled boxes: strokes that are smoothed would cost more than all names of the map.
    for grow, tint in ((1.6, halo), (0.0, ink)):
        bar = (left - grow, base - 1 - grow, pixels + 2 * grow, 2 + 2 * grow)
        painter.fillRect(QRectF(*bar), tint)
        for x in (left, right - 2):
            end = (x - grow, base - 7 - grow, 2 + 2 * grow, 6 + grow)
            painter.fillRect(QRectF(*end), tint)
    painter.drawPixmap(QPointF(right - pixels / 2 - TEXT_PX / 2, base - 25), texts(words))
    painter.drawPixmap(QPointF(left - 20 - TEXT_PX / 2, base - 40), texts(NORTH))


def _blank(box: QRectF, ratio: float) -> QPixmap:
    picture = QPixmap(ceil(box.width() * ratio), ceil(box.height() * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


def _text(words: str, ratio: float) -> QPixmap:
    """A short text with a halo, in the middle of a picture that is `TEXT_PX` wide."""
    high = 40.0 if words == NORTH else 18.0
    picture = _blank(QRectF(0, 0, TEXT_PX, high), ratio)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        used = font(14, QFont.Weight.DemiBold)
        paint_text(painter, QRectF(0, 0, TEXT_PX, 18), words, used, colour("text"))
        if words == NORTH:
            _paint_arrow(painter, TEXT_PX / 2, 33)
    return picture


def _paint_arrow(painter: QPainter, x: float, y: float) -> None:
    arrow = QPolygonF([QPointF(x, y - 13), QPointF(x + 5, y + 3), QPointF(x - 5, y + 3)])
    painter.setPen(QPen(tone("halo"), 2.0))
    painter.setBrush(colour("text"))
    painter.drawPolygon(arrow)


def source_box(view: View, words: str, left: float) -> QRectF:
    """Where the source line stands: at the bottom right, kept right of `left`."""
    room = max(view.width - EDGE - left, 60.0)
    wide = min(QFontMetricsF(font(_SOURCE_PX)).horizontalAdvance(words) + 1, room) + 10
    return QRectF(view.width - wide - 4, view.height - 23, wide, 19)


def paint_source(painter: QPainter, box: QRectF, words: str) -> None:
    """Where the ground comes from, cut off with dots where the box is too narrow."""
    used = font(_SOURCE_PX)
    room = box.width() - 10
    shown = QFontMetricsF(used).elidedText(words, Qt.TextElideMode.ElideRight, room)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone("halo", 200))
    painter.drawRoundedRect(box, 3, 3)
    painter.setFont(used)
    painter.setPen(colour("secondary"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)


def paint_veil(painter: QPainter, view: View, title: str, words: str) -> QRectF:
    """The map is not current: dimmed, striped at the edge, said on a plate at the top.

    Returns the plate, over which alerts are to be painted once more.
    """
    frame = QRectF(0, 0, view.width, view.height)
    painter.fillRect(frame, tone("outside", 120))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour("warning"), 4, Qt.PenStyle.DashLine))
    painter.drawRect(frame.adjusted(2, 2, -2, -2))
    if view.height < _ROOMY_PX:
        return _paint_low_plate(painter, view, f"{title} · {words}")
    large, small = font(18, QFont.Weight.Bold), font(15)
    wide = QFontMetricsF(large).horizontalAdvance(title)
    wide = max(wide, QFontMetricsF(small).horizontalAdvance(words)) + 36
    wide = min(wide, view.width - 24)
    plate = QRectF((view.width - wide) / 2, _BELOW_CHIPS_PX, wide, 58)
    painter.setPen(QPen(colour("warning"), 1.6))
    painter.setBrush(colour("warning_ground"))
    painter.drawRoundedRect(plate, 4, 4)
    painter.setPen(colour("text"))
    painter.setFont(large)
    painter.drawText(plate.adjusted(8, 5, -8, -28), Qt.AlignmentFlag.AlignCenter, title)
    painter.setFont(small)
    painter.drawText(plate.adjusted(8, 28, -8, -5), Qt.AlignmentFlag.AlignCenter, words)
    return plate


def _paint_low_plate(painter: QPainter, view: View, words: str) -> QRectF:
    used = font(15, QFont.Weight.Bold)
    wide = min(QFontMetricsF(used).horizontalAdvance(words) + 28, view.width - 24)
    plate = QRectF((view.width - wide) / 2, _BELOW_CHIPS_PX, wide, 28)
    painter.setPen(QPen(colour("warning"), 1.6))
    painter.setBrush(colour("warning_ground"))
    painter.drawRoundedRect(plate, 4, 4)
    painter.setFont(used)
    painter.setPen(colour("text"))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)
    return plate


def paint_focus(painter: QPainter, view: View) -> None:
    """The frame of a map that has the keyboard."""
    painter.setPen(QPen(colour("focus"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(1, 1, view.width - 2, view.height - 2))


def place_box(words: str, chips: float) -> QRectF:
    """Where the name of the dong in the middle stands: at the top left; empty without words.

    On a narrow map, where the chips would lie on it, it stands below them.
    """
    wide = QFontMetricsF(font(15, QFont.Weight.DemiBold)).horizontalAdvance(words) + 20
    left, top = PLACE_AT
    top = top if left + wide < chips else _BELOW_CHIPS_PX
    return QRectF(left, top, wide, 26) if words else QRectF()


def _place_plate(box: QRectF, words: str, ratio: float) -> QPixmap:
    """Which dong the middle of the view lies in."""
    picture = _blank(box, ratio)
    plate = QRectF(0, 0, box.width(), box.height())
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone("halo", 215))
        painter.drawRoundedRect(plate, 3, 3)
        painter.setFont(font(15, QFont.Weight.DemiBold))
        painter.setPen(colour("text"))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)
    return picture


class Corners:
    """The lines of text in the corners: the source, the scale and the dong in the middle."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.more: tuple[str, ...] = ()  # attributions of what was imported
        self._edge = QPixmap()
        self._texts: dict[str, QPixmap] = {}
        self._key: tuple[object, ...] = ()
        self._scale = QPixmap()
        self._scale_key: tuple[object, ...] = ()
        self._boxes: list[QRectF] = []
        self._boxes_key: tuple[object, ...] = ()
        self._plate = QPixmap()
        self._place_key: tuple[object, ...] = ()
        self._words = ""
        self._words_key: tuple[object, ...] = ()

    def boxes(self, view: View, language: str, left: float, chips: float) -> list[QRectF]:
        """What they cover; the source line stays right of `left`, the dong's name off the chips.

        `chips` is where these begin.
        """
        key = (view, language, left, chips, self.scene, self.more)
        if key != self._boxes_key:
            scale = QRectF(view.width - 190, view.height - 70, 190, 46)
            source = source_box(view, self._source(language), left + EDGE)
            self._boxes = [scale, source, place_box(self._place(view, language), chips)]
            self._boxes_key = key
        return self._boxes

    def paint(
        self, painter: QPainter, view: View, language: str, left: float, ratio: float
    ) -> None:
        """Paints the lower edge: the source from one ready picture, the scale of this frame."""
        key = (view.width, view.height, language, left, ratio, self.more)
        if key != self._key:
            self._edge, self._key = self._painted(view, language, left, ratio), key
            self._texts.clear()
            self._scale = QPixmap()
        x = view.width - self._edge.width() / ratio
        painter.drawPixmap(QPointF(x, view.height - _LOWER_EDGE_PX), self._edge)
        self._paint_scale(painter, view, ratio)

    def _paint_scale(self, painter: QPainter, view: View, ratio: float) -> None:
        """From one ready picture once the scale rests; stroke by stroke while it changes."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        key, texts = (view.scale, view.width, view.height, ratio), partial(self._text, ratio)
        if key != self._scale_key:
            self._scale, self._scale_key = QPixmap(), key
            paint_scale(painter, view, texts)
            return
        corner = QPointF(view.width - _SCALE_PX[0], view.height - _SCALE_PX[1])
        if self._scale.isNull():
            self._scale = _blank(QRectF(0, 0, *_SCALE_PX), ratio)
            with QPainter(self._scale) as inner:
                inner.setRenderHint(QPainter.RenderHint.Antialiasing)
                inner.translate(-corner)
                paint_scale(inner, view, texts)
        painter.drawPixmap(corner, self._scale)

    def _text(self, ratio: float, words: str) -> QPixmap:
        if words not in self._texts:
            if len(self._texts) >= _KEPT_TEXTS:
                self._texts.clear()
            self._texts[words] = _text(words, ratio)
        return self._texts[words]

    def paint_place(
        self, painter: QPainter, view: View, language: str, ratio: float, chips: float
    ) -> None:
        """Paints the name of the dong; before the alerts, as a plate must never cover one."""
        place = self._place(view, language)
        if not place:
            return
        box = place_box(place, chips)
        if self._place_key != (place, ratio):
            self._plate, self._place_key = _place_plate(box, place, ratio), (place, ratio)
        painter.drawPixmap(box.topLeft(), self._plate)

    def _painted(self, view: View, language: str, left: float, ratio: float) -> QPixmap:
        source = self._source(language)
        box = source_box(view, source, left + EDGE)
        wide = min(max(box.width() + 8, 200.0), view.width)
        picture = _blank(QRectF(0, 0, wide, _LOWER_EDGE_PX), ratio)
        with QPainter(picture) as painter:
            painter.translate(picture.width() / ratio - view.width, _LOWER_EDGE_PX - view.height)
            paint_source(painter, box, source)
        return picture

    def _source(self, language: str) -> str:
        site = self.scene.site
        own = site.attribution_ko if language == "ko" else site.attribution_en
        return " · ".join(dict.fromkeys(each for each in (own, *self.more) if each))

    def _place(self, view: View, language: str) -> str:
        if view.scale < _PLACE_FROM:
            return ""
        key = (view, language)
        if key != self._words_key:
            self._words, self._words_key = self._dong_words(view, language), key
        return self._words

    def _dong_words(self, view: View, language: str) -> str:
        dong = self.scene.dong_at(view.east, view.north)[0 if language == "ko" else 1]
        return f"{self.scene.site.name(language)} · {dong}" if dong else ""


@sealed
class Chip(SeeThrough):
    """A small plate over the map: words, optionally to be pressed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._strong = False
        self._picture = QPixmap()
        self._key: tuple[object, ...] = ()

    def set_strong(self, strong: bool) -> None:
        """Whether the chip tells of a state that should be noticed."""
        if strong != self._strong:
            self._strong = strong
            self.update()

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(font(14, QFont.Weight.DemiBold))
        return QSize(round(metrics.horizontalAdvance(self.text())) + 24, 28)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        framed = self.hasFocus() or self.underMouse() or self._strong
        filled, ratio = self.isDown() or self._strong, self.devicePixelRatioF()
        key = (self.size(), self.text(), framed, filled, ratio)
        if key != self._key:  # the map below repaints often, and the chip with it
            self._picture = _blank(QRectF(self.rect()), ratio)
            with QPainter(self._picture) as painter:
                self._paint(painter, framed=framed, filled=filled)
            self._key = key
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._picture)
            self.shine(painter)

    def _paint(self, painter: QPainter, *, framed: bool, filled: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("focus" if framed else "edge"), 1.6 if framed else 1.0))
        painter.setBrush(colour("chosen" if filled else "raised"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.setFont(font(14, QFont.Weight.DemiBold))
        painter.setPen(colour("text"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
