"""`VideoWall`: live pictures in 1, 4, 9 or 16 tiles, the first of them the spot tile.

GUI thread. Polls sequence numbers in shared memory with one timer and paints; decodes nothing and
opens no connection itself. Hidden, it closes every picture, so that nothing is decoded unseen.
"""

from datetime import datetime

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from console.domain.site import Site
from console.ports.player import Pictures, PictureState
from console.services.wall import DEFAULT_LAYOUT, LAYOUTS, seats
from widgets.overrides import sealed
from widgets.theme import colour
from widgets.video_wall.grid import neighbour, tiles
from widgets.video_wall.painting import Caption, paint_tile
from widgets.video_wall.tile import VideoTile
from widgets.video_wall.wording import span

POLL_MS = 33
STATE_MS = 250
SETTLE_MS = 120
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@sealed
class VideoWall(QWidget):
    """The video wall panel. Arrow keys move the focus, Enter or a double click chooses a camera."""

    camera_chosen = Signal(str)
    layout_changed = Signal(int)

    def __init__(
        self, site: Site, pictures: Pictures, language: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._site = site
        self._pictures = pictures
        self._language = language
        self._layout = DEFAULT_LAYOUT
        self._chosen: str | None = None
        self._reason = ""
        self._now: datetime | None = None
        self._focused = 0
        self._tiles: list[VideoTile] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 180)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._poller = self._timer(POLL_MS, self._poll)
        self._watcher = self._timer(STATE_MS, self._watch)
        self._settler = self._timer(SETTLE_MS, self._open_all)
        self._settler.setSingleShot(True)
        self._seat_all()
        self._name()

    # --- told from outside ------------------------------------------------------------------------

    @property
    def tile_count(self) -> int:
        """The layout: 1, 4, 9 or 16."""
        return self._layout

    def set_layout(self, count: int) -> None:
        """Show this many tiles. Raises ValueError for anything but 1, 4, 9 and 16."""
        if count not in LAYOUTS:
            raise ValueError(f"a wall has 1, 4, 9 or 16 tiles, not {count}")
        if count == self._layout:
            return
        self._layout = count
        self._focused = min(self._focused, count - 1)
        self._seat_all()
        self._settle()
        self.layout_changed.emit(count)

    def show_on_spot(self, camera_id: str | None, reason: str) -> None:
        """Show a camera in the spot tile, with `reason` beside its name; None clears the choice."""
        self._chosen, self._reason = camera_id, reason
        self._seat_all()
        self._settle()

    def set_now(self, now: datetime) -> None:
        """Show the wall clock."""
        self._now = now
        for tile in self._tiles:
            self.update(tile.rect)

    def set_language(self, language: str) -> None:
        """Camera names in "ko" or "en"."""
        self._language = language
        self._reword()

    def live_count(self) -> int:
        """How many tiles show a live picture."""
        return sum(1 for tile in self._tiles if tile.is_live)

    def states(self) -> dict[str, PictureState]:
        """The state of every tile with a camera, by camera id.

        The spot tile's key gets "/main" when the same camera has a tile of its own.
        """
        known: dict[str, PictureState] = {}
        for tile in reversed(self._tiles):
            if tile.seat.key:
                key = f"{tile.seat.key}/main" if tile.seat.key in known else tile.seat.key
                known[key] = tile.state
        return dict(reversed(known.items()))

    # --- tiles ------------------------------------------------------------------------------------

    def _seat_all(self) -> None:
        wanted = seats(self._site, self._layout, self._chosen)
        for tile in self._tiles[len(wanted) :]:
            tile.close()
        del self._tiles[len(wanted) :]
        for tile, seat in zip(self._tiles, wanted, strict=False):
            tile.take(seat)
        self._tiles += [VideoTile(seat) for seat in wanted[len(self._tiles) :]]
        self._place_all()

    def _place_all(self) -> None:
        for tile, rect in zip(self._tiles, tiles(self.size(), self._layout), strict=True):
            tile.rect = rect
        self.update()

    def _settle(self) -> None:
        # Running through the queue with a held key must not start a player at every step.
        if self.isVisible():
            self._settler.start()

    @Slot()
    def _open_all(self) -> None:
        ratio = self.devicePixelRatioF()
        for tile in self._tiles:
            size = tile.rect.size()
            pixels = QSize(round(size.width() * ratio), round(size.height() * ratio))
            tile.open(self._pictures, pixels)

    @Slot()
    def _poll(self) -> None:
        for tile in self._tiles:
            if tile.poll():
                self.update(tile.rect)

    @Slot()
    def _watch(self) -> None:
        for tile in self._tiles:
            if tile.refresh():
                self.update(tile.rect)

    def _timer(self, interval_ms: int, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval_ms)
        timer.timeout.connect(slot)
        return timer

    # --- words ------------------------------------------------------------------------------------

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Video wall"))
        self.setAccessibleDescription(
            self.tr("Live pictures. Arrow keys move, Enter shows a camera in the spot tile.")
        )

    def _reword(self) -> None:
        self._name()
        for tile in self._tiles:
            tile.refresh()
        self.update()

    def _caption(self, index: int, tile: VideoTile) -> Caption:
        camera = tile.seat.camera
        hinted = self.hasFocus() and index < 9
        echo = self._is_echo(tile)
        return Caption(
            badge=self.tr("SPOT") if echo or (tile.seat.spot and self._layout > 1) else "",
            name=camera.name(self._language) if camera is not None else "",
            id=tile.seat.key,
            note=self._reason if tile.seat.spot else "",
            right=self._right_words(tile),
            hint=f"[{index + 1}]" if hinted else "",
            echo=echo,
        )

    def _is_echo(self, tile: VideoTile) -> bool:
        """Whether the spot tile shows the same camera: without a mark that looks like a mistake."""
        spot = self._tiles[0].seat
        return not tile.seat.spot and spot.spot and bool(spot.key) and tile.seat.key == spot.key

    def echoes(self) -> list[int]:
        """The places (from 0) of the tiles that are marked as shown on the spot tile too."""
        return [index for index, tile in enumerate(self._tiles) if self._is_echo(tile)]

    def _right_words(self, tile: VideoTile) -> str:
        age = tile.state.age_s
        if age is not None and age >= 2.0:
            return self.tr("{0} ago").format(span(age))
        if self._now is None or not tile.is_live:
            return ""
        return f"{self._now.astimezone():%H:%M:%S}"

    def _tip(self, tile: VideoTile) -> str:
        state, seat = tile.state, tile.seat
        if seat.camera is None:
            return ""
        stream = self.tr("main stream") if seat.spot else self.tr("sub stream")
        parts = [f"{seat.camera.name(self._language)} ({seat.camera.id})", stream]
        if state.engine:
            parts.append(f"{state.engine}, {state.width} x {state.height}")
        return " · ".join([*parts, *filter(None, (tile.verdict.reason,))])

    # --- events -----------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            region = event.region()
            painter.fillRect(event.rect(), colour("base"))
            for index, tile in enumerate(self._tiles):
                if region.intersects(tile.rect):
                    focused = self.hasFocus() and index == self._focused
                    paint_tile(painter, tile, self._caption(index, tile), focused=focused)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_all()
        self._settle()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._open_all()
        self._poller.start()
        self._watcher.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        for timer in (self._poller, self._watcher, self._settler):
            timer.stop()
        for tile in self._tiles:
            tile.close()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        digit = event.key() - Qt.Key.Key_1
        if step is not None:
            self._focused = neighbour(self._focused, self._layout, *step)
            self.update()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(self._focused)
        elif 0 <= digit < min(9, self._layout):
            self._choose(digit)
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        for index, tile in enumerate(self._tiles):
            if tile.rect.contains(event.position().toPoint()):
                self._focused = index
                self.update()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._choose(self._focused)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = [tile for tile in self._tiles if tile.rect.contains(event.pos())]
            QToolTip.showText(event.globalPos(), self._tip(found[0]) if found else "", self)
            return True
        return super().event(event)

    def _choose(self, index: int) -> None:
        camera = self._tiles[index].seat.camera
        if camera is not None:
            self._focused = index
            self.camera_chosen.emit(camera.id)
