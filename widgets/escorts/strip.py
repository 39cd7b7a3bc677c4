"""Follow the walk: three pictures, the camera before, the one that sees the walk, the next one.

GUI thread. Opens sub streams through the player's port, only while the strip can be seen, and
closes what it no longer shows. Never says live of a picture that is not.
"""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from console.domain.field.follow import Strip
from console.domain.site import Camera, Site
from console.ports.player import Attention, Pictures, PictureState
from widgets.escorts.feeds import Feed, Feeds
from widgets.overrides import sealed
from widgets.theme import SIZES, colour, font
from widgets.words.words import translate

_POLL_MS = 66
_BAND = 26
_LEAST = QSize(160, 90)
_MOST = QSize(960, 540)
_CURRENT_SHARE = 2
ROLES = ("previous", "current", "next")
_FIT = Qt.AspectRatioMode.KeepAspectRatio


def role_word(role: str) -> str:
    """What a picture of the strip is."""
    return {
        "previous": translate("EscortStrip", "Before"),
        "current": translate("EscortStrip", "Now"),
        "next": translate("EscortStrip", "Next"),
    }[role]


def state_text(state: PictureState) -> str:
    """What a picture is worth."""
    age = "" if state.age_s is None else f" {state.age_s:.0f} s"
    return {
        "live": translate("EscortStrip", "live"),
        "late": translate("EscortStrip", "late{age}").format(age=age),
        "frozen": translate("EscortStrip", "frozen{age}").format(age=age),
        "starting": translate("EscortStrip", "starting"),
        "idle": translate("EscortStrip", "starting"),
    }.get(state.state, translate("EscortStrip", "no picture{age}").format(age=age))


@sealed
class StripTile(QWidget):
    """One picture of the strip. `pressed(camera)` puts it on the spot."""

    pressed = Signal(str)

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.role = role
        self.camera: Camera | None = None
        self.feed: Feed | None = None
        self.sees = False
        self.language = "ko"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(140, 90)

    def show_camera(self, camera: Camera | None, feed: Feed | None, sees: bool) -> None:
        """A camera and its picture, or none."""
        if (camera, feed, sees) != (self.camera, self.feed, self.sees):
            self.camera, self.feed, self.sees = camera, feed, sees
            self.update()

    def pixels(self) -> QSize:
        """The size wanted of a picture, in device pixels."""
        ratio = self.devicePixelRatioF()
        size = QSize(round(self.width() * ratio), round((self.height() - _BAND) * ratio))
        return size.expandedTo(_LEAST).boundedTo(_MOST)

    def text(self) -> str:
        """What the tile says, for tests and screen readers."""
        name = self.camera.name(self.language) if self.camera is not None else ""
        words = ", ".join(each for each in (name, self._worth()) if each)
        return f"{role_word(self.role)}: {words}"

    def _worth(self) -> str:
        if self.camera is None:
            return translate("EscortStrip", "no camera here")
        if self.camera.streams is None:
            return translate("EscortStrip", "has no stream")
        return state_text(self.feed.state if self.feed is not None else PictureState("idle"))

    # --- painting ------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            box = QRectF(self.rect())
            painter.fillRect(box, colour("video"))
            self._paint_picture(painter, box.adjusted(0, 0, 0, -_BAND))
            self._paint_band(painter, QRectF(0, box.bottom() - _BAND, box.width(), _BAND))
            painter.setPen(colour("focus") if self.sees else colour("line"))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
            if self.sees:
                painter.drawRect(box.adjusted(1, 1, -2, -2))

    def _paint_picture(self, painter: QPainter, room: QRectF) -> None:
        image = self.feed.image if self.feed is not None else None
        if image is None or self.feed is None:
            painter.setPen(colour("secondary"))
            painter.setFont(font(SIZES.small))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self._worth())
            return
        size = image.size().scaled(room.size().toSize(), _FIT)
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(room.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target, image)
        if self.feed.state.state not in {"live", "late"}:
            painter.fillRect(target, QColor(0, 0, 0, 150))

    def _paint_band(self, painter: QPainter, band: QRectF) -> None:
        painter.fillRect(band, colour("raised"))
        inner = band.adjusted(SIZES.gap, 0, -SIZES.gap, 0)
        strong, face = font(SIZES.small, QFont.Weight.Bold), font(SIZES.small)
        painter.setFont(strong)
        painter.setPen(colour("text"))
        middle = Qt.AlignmentFlag.AlignVCenter
        role = role_word(self.role)
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, role)
        if self.camera is None:
            return
        left = QFontMetricsF(strong).horizontalAdvance(role) + SIZES.gap
        painter.setFont(face)
        painter.setPen(colour("secondary"))
        words = f"{self.camera.name(self.language)} · {self._worth()}"
        cut = QFontMetricsF(face).elidedText(
            words, Qt.TextElideMode.ElideMiddle, inner.width() - left
        )
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, cut)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.camera is not None:
            self.pressed.emit(self.camera.id)


@sealed
class FollowStrip(QWidget):
    """The three tiles. `camera_chosen(camera)` asks for one on the spot."""

    camera_chosen = Signal(str)

    def __init__(self, site: Site, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._site, self._feeds = site, Feeds(pictures)
        self.strip = Strip()
        self.tiles = tuple(StripTile(role, self) for role in ROLES)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        previous, current, following = self.tiles
        grid.addWidget(current, 0, 0, 2, 1)
        grid.addWidget(following, 0, 1)
        grid.addWidget(previous, 1, 1)
        grid.setColumnStretch(0, _CURRENT_SHARE)
        grid.setColumnStretch(1, 1)
        for tile in self.tiles:
            tile.pressed.connect(self.camera_chosen)
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._poll)

    def show_strip(self, strip: Strip) -> None:
        """The cameras of this moment. A picture that moves from next to now goes on."""
        self.strip = strip
        if self._timer.isActive():
            self._want()
        self._fill()

    def fit(self, width: int) -> None:
        """No higher than 16:9 pictures need at this width: no black bars above and below."""
        wide = width * _CURRENT_SHARE / (_CURRENT_SHARE + 1)
        self.setMaximumHeight(max(round(wide * 9 / 16), 0) + _BAND)

    def set_language(self, language: str) -> None:
        """Names of cameras in "ko" or "en"."""
        for tile in self.tiles:
            tile.language = language
            tile.update()

    def shut(self) -> None:
        """Stop every picture; safe to call twice."""
        self._timer.stop()
        self._feeds.close()
        self._fill()

    def text(self) -> str:
        """What the strip says."""
        return "\n".join(tile.text() for tile in self.tiles)

    def _named(self) -> list[tuple[StripTile, Camera | None]]:
        names = (self.strip.previous, self.strip.current, self.strip.next)
        cameras = [self._site.cameras.get(name) for name in names]
        return list(zip(self.tiles, cameras, strict=True))

    def _want(self) -> None:
        wanted: dict[str, tuple[Camera, int, int]] = {}
        # The current camera last: where one stands in two tiles, its larger size counts.
        for tile, camera in sorted(self._named(), key=_current_last):
            if camera is not None and camera.streams is not None:
                size = tile.pixels()
                wanted[camera.id] = (camera, size.width(), size.height())
        self._feeds.want(wanted)
        for name in wanted:
            feed = self._feeds.of(name)
            is_current = name == self.strip.current
            if feed is not None:
                feed.attend(Attention.SPOT if is_current else Attention.BACKGROUND)

    def _fill(self) -> None:
        for tile, camera in self._named():
            feed = self._feeds.of(camera.id) if camera is not None else None
            tile.show_camera(camera, feed, self.strip.sees and tile.role == "current")

    @Slot()
    def _poll(self) -> None:
        changed = self._feeds.poll()
        for tile in self.tiles:
            if tile.camera is not None and tile.camera.id in changed:
                tile.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._timer.isActive():
            self._want()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()
        self._want()
        self._fill()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.shut()


def _current_last(found: tuple[StripTile, Camera | None]) -> bool:
    return found[0].role == "current"
