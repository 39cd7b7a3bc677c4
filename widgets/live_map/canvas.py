"""The surface of the map: its parts, its painting, its hands and keys. GUI thread.

`LiveMap` builds on it and is what the console talks to. Never reads a clock, a file or a socket.
"""

from datetime import datetime

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.domain.places.geo import Place
from console.domain.site import Site
from console.ports.place_finder import Found
from console.services.site_finder import SiteFinder
from widgets.live_map.around import Surroundings
from widgets.live_map.blink import Blink
from widgets.live_map.board import Board
from widgets.live_map.card import Card
from widgets.live_map.choice import Choice
from widgets.live_map.desk_top import DeskTop
from widgets.live_map.ground import Ground
from widgets.live_map.hands import Hands
from widgets.live_map.imported import Imported, Surface
from widgets.live_map.keys import Keys
from widgets.live_map.layers import Layer
from widgets.live_map.navigator import Navigator
from widgets.live_map.overlay import paint_focus, paint_veil
from widgets.live_map.picture import Look, Picture
from widgets.live_map.pressing import Pressing
from widgets.live_map.scene import Scene
from widgets.live_map.units import age_text
from widgets.overrides import sealed

NAMES_REST_MS = 120


@sealed
class Canvas(QWidget):
    """Holds the parts and answers Qt; knows what is told only through its board."""

    alert_chosen = Signal(int)
    camera_chosen = Signal(str)
    cameras_wished = Signal(object, object)  # camera ids, best first; the Place they see, or None
    point_chosen = Signal(object)  # console.ports.map_overlay.ChosenPoint
    point_given_up = Signal(str)
    selection_changed = Signal(object, object)  # units, cameras
    view_locked = Signal(bool)
    kept_changed = Signal()

    def __init__(self, site: Site, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._site, self._language = site, language
        self._scene = Scene(site)
        self._board = Board(self._scene)
        self._choice = Choice(self._scene, self._board.units)
        self._picture = Picture(self._scene, self._board, self._choice, self)
        self._picture.ground.ready.connect(self.update)
        self._surroundings = Surroundings(self._scene)
        self.navigator = Navigator(self._scene.box, self)
        self.navigator.moved.connect(self._moved)
        self.navigator.locked_changed.connect(self._locked_changed)
        self._imported = Imported(site, self)
        self._imported.ready.connect(self._take_surface)
        self._card = Card(self)
        self.pressing = Pressing(
            self._board, self._picture, self._choice, self.navigator,
            self._surroundings, self._card, language, self,
        )  # fmt: skip
        self._hands = Hands(self.navigator, self)
        self._top = DeskTop(self, self._card, SiteFinder(site), language)
        self._top.set_empty(self._scene.empty_layers())
        self._top.lie_on(self._picture)
        self._current_at: datetime | None = None
        self._is_current = True
        self._keys = Keys(
            self, self.navigator, self.pressing, self._top, self._picture.measure, self.follow
        )
        self._described: tuple[object, ...] = ()
        self._hover: tuple[str, QPointF] | None = None
        self._build()
        self._connect()
        self._retranslate()

    def _build(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(320, 200)
        self._blink = Blink(self)
        self._blink.timeout.connect(self._blinked)
        # Names keep their spots while the ground is dragged and are placed anew when it rests.
        self._rest = QTimer(self, interval=NAMES_REST_MS, singleShot=True)
        self._rest.timeout.connect(self._renew)

    def _connect(self) -> None:
        pressing, top = self.pressing, self._top
        for mine, its in (
            (self.alert_chosen, pressing.alert_chosen),
            (self.camera_chosen, pressing.camera_chosen),
            (self.cameras_wished, pressing.cameras_wished),
            (self.point_chosen, pressing.point_chosen),
            (self.point_given_up, pressing.point_given_up),
            (self.selection_changed, pressing.selection_changed),
        ):
            its.connect(mine)
        pressing.changed.connect(self._changed)
        pressing.mode_changed.connect(self._mode_changed)
        self._hands.picked.connect(pressing.pick)
        self._hands.asked.connect(pressing.ask_here)
        self._hands.banded.connect(pressing.gather)
        self._hands.band_changed.connect(self.update)
        self._hands.hovered.connect(self._hovered)
        top.follow_wished.connect(self.follow)
        top.measure_wished.connect(pressing.turn_measuring)
        top.shown_changed.connect(self.set_shown)
        top.place_found.connect(self._go_to)
        top.seek.set_units(self._board.find_units)
        top.moved.connect(self._renew)
        top.kept_changed.connect(self.kept_changed)

    @Slot()
    def follow(self) -> None:
        """Lets the map move by itself again and shows what it last should have shown."""
        self._keys.in_use = False
        self.navigator.follow()

    @property
    def shown(self) -> frozenset[Layer]:
        """The layers that are shown."""
        return self._picture.shown

    @Slot(object)
    def set_shown(self, shown: frozenset[Layer]) -> None:
        """Show exactly these layers."""
        if shown != self._picture.shown:
            self._picture.set_shown(shown)
            self._top.set_shown(shown)
            self._renew()
            self.kept_changed.emit()

    @property
    def is_settled(self) -> bool:
        """Whether the ground is painted and nothing is being made (for screenshots and tests)."""
        ground = self._picture.ground
        ready = ground.covers(self.navigator.view, self.devicePixelRatioF())
        return ready and ground.is_settled and self._imported.is_settled

    # --- inside ---------------------------------------------------------------------------------

    def _arm_blink(self) -> None:
        self._blink.ask(self._board.asks_for_attention)

    @Slot()
    def _blinked(self) -> None:
        for group in self._picture.marks(self.navigator.view):
            if group.asks:
                self.update(round(group.x) - 26, round(group.y) - 26, 52, 52)

    @Slot()
    def _renew(self) -> None:
        self._picture.names_old = True
        self.update()

    @Slot()
    def _moved(self) -> None:
        self._hover = None
        self._rest.start()
        self.update()

    @Slot()
    def _changed(self) -> None:
        self._top.place()
        self.update()

    @Slot()
    def _mode_changed(self) -> None:
        self._hover = None
        self._picture.measure.pointer = None
        self._top.set_mode(self.pressing.mode)
        self.setCursor(self._resting_cursor())

    def _resting_cursor(self) -> Qt.CursorShape:
        looking = self.pressing.mode == "look"
        return Qt.CursorShape.ArrowCursor if looking else Qt.CursorShape.CrossCursor

    @Slot(bool)
    def _locked_changed(self, locked: bool) -> None:
        self._top.set_locked(locked)
        self.view_locked.emit(locked)

    @Slot(object)
    def _take_surface(self, surface: Surface) -> None:
        self._scene = surface.scene
        surface.around.lost = self._surroundings.lost
        self._surroundings = surface.around
        self._choice.scene = surface.scene
        self._board.follow(surface.scene)
        self.navigator.set_box(surface.scene.box)
        self.pressing.adopt(surface.scene, surface.around)
        self._top.set_empty(surface.scene.empty_layers())
        self._picture.corners.more = surface.attributions
        if surface.finder is not None:
            self._top.seek.set_finder(surface.finder)
        self._picture.set_ground(Ground(surface.scene, tiles=surface.tiles, heat=surface.heat))
        self._renew()

    @Slot(object)
    def _go_to(self, found: Found) -> None:
        if found.box is not None:
            west, south, east, north = found.box
            low, high = Place(south, west), Place(north, east)
            at = self._scene.project([low, high])
            self.navigator.show_by_hand((*at[0].tolist(), *at[1].tolist()))
        else:
            self.navigator.centre_by_hand(*self._scene.metres(found.place))
        self.pressing.show_place(found.place, found.label)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QPointF)
    def _hovered(self, at: QPointF) -> None:
        measure = self._picture.measure
        if self.pressing.mode == "measure":
            measure.pointer = self.navigator.view.metres(at.x(), at.y())
            self.update()
            return
        words = self.pressing.words_at(at.x(), at.y())
        hover = (words, at) if words else None
        if (hover is None) != (self._hover is None) or (hover and self._hover != hover):
            self._hover = hover
            self.update()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Live map"))
        self._top.set_language(self._language)
        self._described = ()
        self._describe()

    def _describe(self) -> None:
        board = self._board
        facts = (len(board.marks), len(board.units), board.old_fixes(), self._is_current)
        if facts == self._described:
            return
        self._described = facts
        words = self.tr("{alerts} alerts, {units} units, {old} with an old fix").format(
            alerts=facts[0], units=facts[1], old=facts[2]
        )
        if not self._is_current:
            words = f"{self.tr('Not current')}. {words}"
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)

    # --- painting -------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self.paint_on(painter)

    def paint_on(self, painter: QPainter) -> None:
        """Paints the map without what lies over it, logical pixels, onto any device."""
        look = self._look()
        self._picture.paint(painter, look)
        if not self._is_current:
            plate = paint_veil(painter, look.view, self.tr("NOT CURRENT"), self._veil_words())
            self._picture.paint_asking(painter, plate)
        if self.hasFocus():
            paint_focus(painter, look.view)

    def _look(self) -> Look:
        hover = None if self._hands.dragging else self._hover
        return Look(
            self.navigator.view, self.devicePixelRatioF(), self._language, self._blink.lit,
            self._rest.isActive(), self._top.boxes, self._top.solid(), self._top.chips_left(),
            self._top.legend_right(), self._hands.band, hover,
            crosshair=self.hasFocus() and self._keys.in_use, pin=self.pressing.pin,
        )  # fmt: skip

    def _veil_words(self) -> str:
        if self._board.now is None or self._current_at is None:
            return self.tr("Positions and alerts have not arrived yet.")
        age = age_text((self._board.now - self._current_at).total_seconds(), self._language)
        return self.tr("Positions and alerts are {age} old or older.").format(age=age)

    # --- hands ----------------------------------------------------------------------------------

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._top.resized(self.size())
        self.navigator.resize(self.width(), self.height())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._keys.in_use = False
        self._hands.press(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._hands.move(event):
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._hands.release(event)
        self.setCursor(self._resting_cursor())

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover = None
        self._picture.measure.pointer = None
        self.update()
        super().leaveEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self._hands.wheel(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._keys.in_use = False
        super().focusOutEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._keys.press(event):
            self.update()
        else:
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.DeferredDelete:
            self._settle()
        return super().event(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """A worker must not outlive its window: wait for the picture in hand (bounded)."""
        self._settle()
        self._picture.rest()
        self._hands.let_go()
        super().hideEvent(event)

    def _settle(self) -> None:
        self._picture.ground.settle()
        self._imported.settle()
