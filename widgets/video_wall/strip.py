"""The strip of words under a picture, and the marks over its upper edge. GUI thread.

Words are laid out once and kept as a small picture until they change: at 64 tiles and 15 pictures a
second, laying them out each time would cost more than the pictures.
"""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPixmap

from widgets.theme import colour, font
from widgets.video_wall.captions import Caption, Mark

_SHADE = 208
_SMALL_BELOW = 230
_WORDS_SHARE = 0.75
_NARROW = 300
# Of a narrow strip, so that the camera's name is never driven out by why it is shown.
_NOTE_SHARE = 0.45


def strip_height(width: int) -> int:
    """The strip's height under a tile of this width."""
    return 19 if width < _SMALL_BELOW else 24


class Strips:
    """Paints strips, keeping each until its words or size change."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[object, QPixmap]] = {}

    def paint(
        self, painter: QPainter, index: int, rect: QRect, caption: Caption, tone: str
    ) -> None:
        """The strip of tile `index` at the foot of `rect`; `tone` colours the right words."""
        size = QSize(rect.width(), strip_height(rect.width()))
        ratio = painter.device().devicePixelRatio()
        key = (caption, tone, size.toTuple(), ratio)
        kept = self._kept.get(index)
        if kept is None or kept[0] != key:
            kept = self._kept[index] = (key, _drawn(size, ratio, caption, tone))
        painter.drawPixmap(rect.x(), rect.bottom() + 1 - size.height(), kept[1])

    def forget(self, count: int) -> None:
        """Keep only the strips of the first `count` tiles."""
        self._kept = {index: kept for index, kept in self._kept.items() if index < count}


def _drawn(size: QSize, ratio: float, caption: Caption, tone: str) -> QPixmap:
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    shade = colour("video")
    shade.setAlpha(_SHADE)
    pixmap.fill(shade)
    with QPainter(pixmap) as painter:
        _Line(painter, size).write(caption, tone)
    return pixmap


class _Line:
    """Lays words from both ends of a strip towards each other."""

    def __init__(self, painter: QPainter, size: QSize) -> None:
        self._painter = painter
        self._small = size.width() < _SMALL_BELOW
        self._pad = 4 if self._small else 8
        self._box = QRect(0, 0, size.width(), size.height())
        self._left, self._right = self._pad, size.width() - self._pad

    def write(self, caption: Caption, tone: str) -> None:
        if caption.badge and not (self._small and caption.echo):
            self._badge(caption.badge, hollow=caption.echo)
        if caption.pinned:
            self._pin()
        if caption.hint:
            self._end(caption.hint, "secondary")
        least = self._left + self._needed(caption, calm=tone == "secondary")
        for words in reversed(caption.right):
            if self._right - self._width(words) < least - self._pad:
                break
            self._end(words, tone)
        # Why a picture is here matters more than its id, which also stands in the picture itself.
        if caption.note and self._box.width() < _NARROW:
            self._begin(caption.note, "warning", room=self._note_room(caption.name))
            self._begin(caption.name, "text", heavy=True)
            return
        self._begin(caption.name, "text", heavy=True)
        self._begin(caption.note, "warning")
        if self._width(caption.id) <= self._right - self._left:
            self._begin(caption.id, "secondary")

    def _needed(self, caption: Caption, *, calm: bool) -> float:
        """What the words at the left are left before those at the right may begin.

        While all is well that is the whole name: the number at its end tells two cameras apart.
        """
        name = QFontMetrics(self._face(heavy=True)).horizontalAdvance(caption.name) + 2 * self._pad
        wanted = name + (self._width(caption.note) + self._pad if caption.note else 0)
        shared = min(wanted, (self._right - self._left) * _WORDS_SHARE)
        return max(name, shared) if calm else shared

    def _note_room(self, name: str) -> int:
        """What the name leaves, and never less than its share."""
        room = self._right - self._left
        left = room - QFontMetrics(self._face(heavy=True)).horizontalAdvance(name) - self._pad
        return max(left, round(room * _NOTE_SHARE))

    def _face(self, *, heavy: bool = False) -> QFont:
        weight = QFont.Weight.DemiBold if heavy else QFont.Weight.Normal
        return font(12 if self._small else 14, weight)

    def _width(self, words: str) -> int:
        return QFontMetrics(self._face()).horizontalAdvance(words)

    def _begin(self, words: str, tone: str, *, heavy: bool = False, room: int = 0) -> None:
        if words:
            used = self._draw(words, tone, heavy=heavy, end=False, most=room)
            self._left += used + self._pad if used else 0

    def _end(self, words: str, tone: str) -> None:
        used = self._draw(words, tone, heavy=False, end=True)
        self._right -= used + self._pad if used else 0

    def _draw(self, words: str, tone: str, *, heavy: bool, end: bool, most: int = 0) -> int:
        """The pixels used; a name is shortened in its middle, as numbers stand at its end."""
        room = self._right - self._left
        room = min(room, most) if most else room
        if room < 20:
            return 0
        side = Qt.TextElideMode.ElideMiddle if heavy else Qt.TextElideMode.ElideRight
        face = self._face(heavy=heavy)
        metrics = QFontMetrics(face)
        shown = metrics.elidedText(words, side, room)
        width = metrics.horizontalAdvance(shown)
        self._painter.setFont(face)
        self._painter.setPen(colour(tone))
        box = QRect(self._right - width if end else self._left, 0, width + 2, self._box.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        self._painter.drawText(box, flags, shown)
        return width

    def _badge(self, words: str, *, hollow: bool) -> None:
        """Filled on the spot tile, an outline on the tile whose camera the spot tile repeats."""
        face = font(11 if self._small else 12, QFont.Weight.Bold)
        width = QFontMetrics(face).horizontalAdvance(words) + (6 if self._small else 12)
        inset = 3 if self._small else 4
        box = QRect(self._left, inset, width, self._box.height() - 2 * inset)
        self._painter.setFont(face)
        self._painter.setPen(colour("focus" if hollow else "on_colour"))
        if hollow:
            self._painter.drawRect(box.adjusted(0, 0, -1, -1))
        else:
            self._painter.fillRect(box, colour("focus"))
        self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        self._left = box.right() + 1 + self._pad

    def _pin(self) -> None:
        """A drawing pin: head, collar and needle."""
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self._box.height() / 2
        self._painter.setPen(QPen(colour("text"), 1.6))
        self._painter.setBrush(colour("text"))
        self._painter.drawRect(QRectF(self._left + 2, middle - 6, 5, 6))
        self._painter.drawLine(QPointF(self._left, middle), QPointF(self._left + 9, middle))
        needle = QPointF(self._left + 4.5, middle)
        self._painter.drawLine(needle, needle + QPointF(0, 6))
        self._painter.restore()
        self._left += 10 + self._pad


def paint_marks(painter: QPainter, rect: QRect, marks: list[Mark]) -> QRect:
    """Plates from the upper right corner to the left, and on in rows below, in the upper half.

    The first one of a row is shortened where it is too long; the lower half stays free. Returns
    the room they take.
    """
    face = font(11 if rect.width() < _SMALL_BELOW else 13, QFont.Weight.DemiBold)
    metrics = QFontMetrics(face)
    room, top, right = rect.adjusted(3, 4, -3, -rect.height() // 2), rect.y() + 4, rect.right() - 3
    height = metrics.height() + 4
    painter.setFont(face)
    taken = QRect()
    for number, mark in enumerate(marks):
        wanted = metrics.horizontalAdvance(mark.words) + 14  # parts of pixels count
        if number and right - wanted < room.x():
            top, right = top + height + 2, room.right()
        if number and top + height > room.bottom():
            break
        width = min(wanted, right - room.x())
        plate = QRect(right - width, top, width, height)
        _paint_plate(painter, plate, mark, metrics)
        taken = taken.united(plate)
        right -= width + 4
    return taken


def _paint_plate(painter: QPainter, plate: QRect, mark: Mark, metrics: QFontMetrics) -> None:
    shown = metrics.elidedText(mark.words, Qt.TextElideMode.ElideRight, plate.width() - 12)
    ground = colour("video")
    ground.setAlpha(_SHADE)
    painter.fillRect(plate, ground)
    painter.setPen(colour(mark.tone))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, shown)
