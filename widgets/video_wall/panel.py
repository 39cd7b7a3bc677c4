"""`VideoWall`: live pictures in 1 to 64 tiles, the first of them the spot tile.

GUI thread. Polls sequence numbers in shared memory with one timer and paints; decodes nothing and
opens no connection itself. Where nobody sees it (`sight`) it asks for no decoding. What an operator
can do with a tile is in `operations`, keys in `keys`, the mouse in `gestures`.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.domain.site import Site
from console.ports.player import Pictures, PictureState
from console.services.wall.lost_pictures import LostPictures
from console.services.wall.wall import Scene
from widgets.overrides import sealed
from widgets.video_wall.dresser import Dresser
from widgets.video_wall.fresh import Fresh
from widgets.video_wall.gestures import Gestures
from widgets.video_wall.keys import WallKeys
from widgets.video_wall.means import WallMeans
from widgets.video_wall.operations import Operations
from widgets.video_wall.painting import Dressing, TilePainter, fill_gaps
from widgets.video_wall.seating import Seating
from widgets.video_wall.sight import Sight
from widgets.video_wall.strip import strip_height
from widgets.video_wall.tips import Tips
from widgets.video_wall.zoom import Zoom

POLL_MS = 33
STATE_MS = 250
SETTLE_MS = 60


@sealed
class VideoWall(QWidget):
    """The video wall panel. Arrow keys move the focus, Enter or a double click chooses a camera.

    `acted(kind, camera, text)` is an act to be put on record; `lost_changed(cameras)` the cameras
    whose wanted pictures have been away for 30 s.
    """

    camera_chosen = Signal(str)
    layout_changed = Signal(int)
    acted = Signal(str, str, str)
    lost_changed = Signal(object)

    def __init__(
        self,
        site: Site,
        pictures: Pictures,
        language: str,
        means: WallMeans | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._means = means or WallMeans()
        self._pictures = pictures
        self._now: datetime | None = None
        self._focused, self._is_echoed = 0, False
        self._lost, self._painter = LostPictures(), TilePainter()
        self._dressings: list[Dressing] = []
        self._fresh = Fresh()
        kept = self._means.files.arrangement() if self._means.files is not None else None
        self.seating = Seating(site, pictures, kept)
        self.operations = Operations(self.seating, pictures, self._means, self)
        self.dresser = Dresser(self.seating, self.operations, self._means, language)
        self.keys, self.gestures = WallKeys(self), Gestures(self)
        self.operations.acted.connect(self.acted)
        self.operations.changed.connect(self._rearrange)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 180)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._poller = self._timer(POLL_MS, self._poll)
        self._watcher = self._timer(STATE_MS, self._watch)
        self._settler = self._timer(SETTLE_MS, self._open_all)
        self._settler.setSingleShot(True)
        self._sight, self._tips = Sight(self), Tips(self, self._tip)
        self._sight.changed.connect(self._look)
        self._place_all()
        self._name()

    def _timer(self, interval_ms: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval_ms)
        timer.timeout.connect(slot)
        return timer

    # --- told from outside ------------------------------------------------------------------------

    @property
    def tile_count(self) -> int:
        """The layout: 1 to 64."""
        return self.seating.layout

    def set_layout(self, count: int) -> None:
        """Show this many tiles. Raises ValueError for a count that is no layout."""
        if count == self.seating.layout and not self.seating.full_spot:
            return
        self.seating.set_layout(count)
        self._focused = min(self._focused, count - 1)
        self._painter.strips.forget(count)
        self._rearrange()
        self.layout_changed.emit(count)

    def show_scene(self, scene: Scene) -> None:
        """Show an alert: its camera on the spot, its neighbours beside it. Takes no focus."""
        self.seating.scene = scene
        self.seating.reseat()
        self._rearrange()

    def show_on_spot(self, camera_id: str | None, reason: str) -> None:
        """Show a camera in the spot tile, with `reason` beside its name; None clears the choice."""
        chosen = replace(self.seating.scene, camera=camera_id, words=reason)
        self.show_scene(chosen if camera_id is not None else Scene())

    @property
    def scene(self) -> Scene:
        """What is shown for the chosen alert."""
        return self.seating.scene

    def set_now(self, now: datetime) -> None:
        """Show the wall clock."""
        self._now = self.dresser.now = now
        self._dress()
        for _index, tile in self.seating.shown():
            height = strip_height(tile.rect.width())
            self.update(tile.rect.adjusted(0, tile.rect.height() - height, 0, 0))

    def set_language(self, language: str) -> None:
        """Camera names in "ko" or "en"."""
        self.dresser.language = language
        self._reword()

    @property
    def painted(self) -> dict[int, int]:
        """How many pictures were painted so far, by tile."""
        return dict(self._painter.pictures)

    def live_count(self) -> int:
        """How many tiles show a live picture."""
        return sum(1 for tile in self.seating.tiles if tile.is_live)

    def states(self) -> dict[str, PictureState]:
        """The state of every tile with a camera, by camera id (the spot's may end in "/main")."""
        return self.seating.states()

    def keep_spot(self, echoed: bool) -> None:
        """Show the spot picture even while nobody sees the wall: it is painted elsewhere too."""
        self._is_echoed = echoed
        if not self._sight.is_seen:
            self._look(False)

    def echoes(self) -> list[int]:
        """The places (from 0) of the tiles that are marked as shown on the spot tile too."""
        return [n for n, tile in enumerate(self.seating.tiles) if self.seating.is_echo(tile)]

    def shut(self) -> None:
        """Stop every timer, picture, movement and lifted mask; safe to call twice."""
        for timer in (self._poller, self._watcher, self._settler):
            timer.stop()
        self._sight.close()
        self.operations.close()
        self.seating.close()

    # --- what keys and mouse ask for --------------------------------------------------------------

    @property
    def target(self) -> int:
        """The tile that keys mean: the focused one, from other panels the spot."""
        at = self._focused if self.hasFocus() and not self.seating.full_spot else 0
        return min(at, len(self.seating.tiles) - 1)

    def show_details(self, shown: bool) -> None:
        """Write everything known of each picture into its tile, or not."""
        self.dresser.details = shown
        self._rearrange()

    def focus_tile(self, index: int) -> None:
        """Mean this tile from now on."""
        self._focused = index
        self._dress()
        self.update()

    def choose(self, index: int) -> None:
        """Bring a tile's camera to the spot; the spot itself then fills the wall, or no longer."""
        camera = self.seating.tiles[index].seat.camera
        if index == 0:
            self.fill(not self.seating.full_spot)
        elif not self.operations.free(index) and camera is not None:
            self._focused = index
            self.camera_chosen.emit(camera.id)

    def fill(self, full: bool) -> None:
        """Let the spot tile fill the whole wall, or give the others their room back."""
        self.seating.full_spot = full and self.seating.layout > 1
        self._rearrange()

    def zoom(self, index: int, zoom: Zoom) -> None:
        """Show another part of a tile's picture."""
        tile = self.seating.tiles[index]
        before, tile.zoom = tile.zoom, zoom
        if before.factor != zoom.factor:
            self._settle()
        self._dress()
        self.update(tile.rect)

    def step_back(self) -> bool:
        """What Escape means here: leave the newest of what was begun; False when nothing was."""
        operations = self.operations
        if operations.foot.leave() or operations.turning.leave() or self.gestures.cancel():
            return True
        if operations.end_replay():
            return True
        if self.seating.full_spot:
            self.fill(False)
            return True
        if self.hasFocus() and self.seating.leave_near():
            self._rearrange()
            return True
        return False

    # --- tiles ------------------------------------------------------------------------------------

    @Slot()
    def _rearrange(self) -> None:
        self._place_all()
        self._settle()

    def _place_all(self) -> None:
        self.seating.place(self.size())
        self._covered = QRegion()
        for _index, tile in self.seating.shown():
            self._covered += tile.rect
        self.operations.turning.follow_spot()
        self._dress()
        self.update()

    def _settle(self) -> None:
        # Running through the queue with a held key must not start a player at every step.
        if self._sight.is_seen or self._is_echoed:
            self._settler.start()

    @Slot(bool)
    def _look(self, seen: bool) -> None:
        if not seen:
            self.operations.turning.steering.stop()
        if seen or self._is_echoed:
            self._open_all()
            self._poller.start()
            self._watcher.start()
            return
        for timer in (self._poller, self._settler):
            timer.stop()
        self.seating.pool.hide()

    @Slot()
    def _open_all(self) -> None:
        whole = self._sight.is_seen
        self.seating.open_all(self.devicePixelRatioF(), self._means.mono_s(), whole=whole)
        self._dress()

    @Slot()
    def _poll(self) -> None:
        changed = self.seating.pool.poll(self._means.mono_s())
        if self._fresh.note(self.seating.shown(), changed, self.devicePixelRatioF()):
            self.update(self._fresh.region)

    @Slot()
    def _watch(self) -> None:
        self.seating.pool.refresh()
        self.operations.end_lifts()
        for _index, tile in self.seating.shown():
            if tile.refresh():
                self.update(tile.rect)
        self.dresser.shed = self._pictures.shed
        before = self._dressings
        self._dress()
        for index, tile in self.seating.shown():
            if index >= len(before) or before[index].marks != self._dressings[index].marks:
                self.update(tile.rect)
        lost = self._lost.look(self.seating.away(), self._means.mono_s())
        if lost is not None:
            self.lost_changed.emit(lost)

    def _dress(self) -> None:
        focused = self._focused if self.hasFocus() else None
        self._dressings = self.dresser.dress(focused, self.devicePixelRatioF())

    # --- words ------------------------------------------------------------------------------------

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Video wall"))
        self.setAccessibleDescription(
            self.tr("Live pictures. Arrow keys move, Enter shows a camera in the spot tile.")
        )

    def _reword(self) -> None:
        self._name()
        for tile in self.seating.tiles:
            tile.refresh()
        self._dress()
        self.update()

    # --- Qt ---------------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        region, ratio = event.region(), self.devicePixelRatioF()
        with QPainter(self) as painter:
            places = self._fresh.take(region)
            if places is None:
                fill_gaps(painter, region.subtracted(self._covered))
                places = [each for each in self.seating.shown() if region.intersects(each[1].rect)]
            else:
                places = self._painter.paint_all_fresh(painter, places, self._dressings, ratio)
            if places:
                self._painter.paint_all(painter, region, places, self._dressings, self._means.now())
            self.gestures.paint(painter)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.operations.foot.place()
        self._rearrange()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._dress()
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.operations.turning.steering.stop()
        self._dress()
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keys.take(event):
            super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self.keys.release(event):
            super().keyReleaseEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.gestures.press(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.gestures.move(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.gestures.release(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.choose(self._focused)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self.gestures.wheel(event)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._tips.listen(True)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._tips.listen(False)

    def _tip(self, place: QPoint) -> str:
        return self.dresser.tip_at(place, self.devicePixelRatioF())
