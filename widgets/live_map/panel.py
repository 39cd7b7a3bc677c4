"""`LiveMap`: the district with its cameras, facilities, units and open alerts.

GUI thread. Is told everything (positions, alerts, time, whether they are current) and asks for
nothing; never reads a clock, a file or a socket. A worker paints the ground only.
"""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from console.domain.alert import Alert
from console.domain.geo import Place
from console.domain.site import Site
from console.domain.unit import UnitPosition
from widgets.live_map.alert_marks import alert_box
from widgets.live_map.alerts import Group
from widgets.live_map.board import Board
from widgets.live_map.ground_layer import GroundLayer
from widgets.live_map.hits import Pointer
from widgets.live_map.legend import Legend
from widgets.live_map.moving import Moving, MovingPainter, paint_watching
from widgets.live_map.name_layer import NameLayer
from widgets.live_map.navigator import Navigator
from widgets.live_map.overlay import Chip, Corners, paint_focus, paint_veil
from widgets.live_map.scene import Scene
from widgets.live_map.units import age_text
from widgets.live_map.view import View
from widgets.overrides import sealed

NAMES_REST_MS = 120
FEW_UNITS = 60
BLINK_MS = 500  # half of a 1 Hz blink, below three flashes a second
LEGEND_OPEN_FROM = (1000, 600)  # smaller panels start with the legend folded
_DRAG_PX = 4


@sealed
class LiveMap(QWidget):
    """The map panel. Drag pans, the wheel zooms at the pointer, F follows events again."""

    alert_chosen = Signal(int)
    camera_chosen = Signal(str)
    view_locked = Signal(bool)

    def __init__(self, site: Site, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._site = site
        self._language = language
        self._scene = Scene(site)
        self._board = Board(self._scene)
        self._pointer = Pointer(self._scene, self._board)
        self._ground = GroundLayer(self._scene, self)
        self._ground.ready.connect(self.update)
        self._names = NameLayer(self._scene)
        self._names_old = True
        self._corners = Corners(self._scene)
        self._painter = MovingPainter()
        self.navigator = Navigator(self._scene.box, self)
        self.navigator.moved.connect(self._moved)
        self.navigator.locked_changed.connect(self._locked_changed)
        self._current_at: datetime | None = None
        self._is_current = True
        self._press: QPointF | None = None
        self._dragging = False
        self._flashing = True
        self._lit = True
        self._build()

    def _build(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 200)
        self._blink = QTimer(self, interval=BLINK_MS)
        self._blink.timeout.connect(self._blinked)
        # Names keep their spots while the ground is dragged and are placed anew when it rests.
        self._rest = QTimer(self, interval=NAMES_REST_MS, singleShot=True)
        self._rest.timeout.connect(self._renew)
        self._legend = Legend(self._language, self)
        self._legend_by_hand = False
        self._legend.clicked.connect(self._legend_pressed)
        self._legend.toggled.connect(self._place_overlays)
        self._chip = Chip(self)
        self._chip.clicked.connect(self.follow)
        self._chip.hide()
        # Both layouts of the same key: with the Hangul input method on, F arrives as its jamo.
        for key in ("F", "ㄹ"):
            QShortcut(QKeySequence(key), self).activated.connect(self.follow)
        self._retranslate()

    # --- what the console tells -----------------------------------------------------------------

    def set_positions(self, positions: Sequence[UnitPosition]) -> None:
        """Takes over newer fixes; units that are not named stay as they were."""
        known = len(self._board.units)
        if self._board.set_positions(positions):
            self._names_old |= len(self._board.units) != known
            self._arm_blink()
            self.update()

    def set_alerts(self, alerts: Sequence[Alert]) -> None:
        """All open alerts; those without any place are not on the map."""
        if self._board.set_alerts(alerts):
            self._arm_blink()
            self._describe()
            self._renew()

    def set_now(self, now: datetime) -> None:
        """Time for the age of fixes; called once a second."""
        self._board.now = now
        if self._is_current:
            self._current_at = now
        if len(self._board.units) or not self._is_current:
            self._describe()
            self._renew()

    def set_current(self, current: bool) -> None:
        """Whether positions and alerts are up to date; if not, a veil says so."""
        if current != self._is_current:
            self._is_current = current
            self._describe()
            self.update()

    def set_flashing(self, flashing: bool) -> None:
        """Without flashing, unacknowledged alerts keep their outer ring steadily."""
        self._flashing = flashing
        self._arm_blink()
        self.update()

    def set_language(self, language: str) -> None:
        """Names and words in "ko" or "en"."""
        self._language = language
        self._retranslate()
        self.update()

    def center_on(self, place: Place, *, zoom: bool = True) -> None:
        """Shows a place, unless a hand has moved the map: then it waits for `follow`."""
        if place.is_plausible:
            self.navigator.center_on(*self._scene.metres(place), zoom=zoom)

    def choose_alert(self, number: int | None) -> None:
        """Marks one alert, its cameras' cones and its unit; None marks nothing."""
        self._board.choose(number)
        self._renew()

    @Slot()
    def follow(self) -> None:
        """Lets the map move by itself again and shows what it last should have shown."""
        self.navigator.follow()

    @property
    def is_settled(self) -> bool:
        """Whether the ground is painted and nothing is being made (for screenshots and tests)."""
        ready = self._ground.covers(self.navigator.view, self.devicePixelRatioF())
        return ready and self._ground.is_settled

    # --- inside ---------------------------------------------------------------------------------

    def _arm_blink(self) -> None:
        asked = self._flashing and self._board.asks_for_attention
        if asked and not self._blink.isActive():
            self._blink.start()
        elif not asked:
            self._blink.stop()
            self._lit = True

    @Slot()
    def _blinked(self) -> None:
        self._lit = not self._lit
        for group in self._board.groups(self.navigator.view):
            if group.is_unacknowledged:
                self.update(round(group.x) - 26, round(group.y) - 26, 52, 52)

    @Slot()
    def _renew(self) -> None:
        self._names_old = True
        self.update()

    @Slot()
    def _moved(self) -> None:
        self._rest.start()
        self.update()

    @Slot(bool)
    def _locked_changed(self, locked: bool) -> None:
        self._chip.setVisible(locked)
        self.view_locked.emit(locked)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Live map"))
        self._chip.setText(self.tr("Follow (F)"))
        self._chip.setToolTip(self.tr("The view stays where you put it. Press F to follow alerts."))
        self._legend.set_language(self._language)
        self._describe()
        self._place_overlays()

    def _describe(self) -> None:
        words = self.tr("{alerts} alerts, {units} units, {old} with an old fix").format(
            alerts=len(self._board.marks), units=len(self._board.units), old=self._board.old_fixes()
        )
        if not self._is_current:
            words = f"{self.tr('Not current')}. {words}"
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)

    @Slot()
    def _place_overlays(self) -> None:
        size, chip = self._legend.sizeHint(), self._chip.sizeHint()
        top = self.height() - size.height() - 10
        self._legend.setGeometry(10, top, size.width(), size.height())
        self._chip.setGeometry(self.width() - chip.width() - 10, 10, chip.width(), chip.height())

    @Slot()
    def _legend_pressed(self) -> None:
        self._legend_by_hand = True

    # --- painting -------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self.paint_on(painter)

    def paint_on(self, painter: QPainter) -> None:
        """Paints the map without its legend and chip, logical pixels, onto any device."""
        view, ratio = self.navigator.view, self.devicePixelRatioF()
        if not self._ground.covers(view.widened(0.02), ratio):
            self._ground.ask(view, ratio)
        groups = self._board.groups(view)
        renew = self._names_old or not self._names.fits(view, self._language, ratio)
        obstacles = self._arrange(groups, view, ratio) if renew else []
        self._ground.paint(painter, view)
        self._names.paint(painter, view)
        paint_watching(painter, view, self._board.watching())
        self._corners.paint_place(painter, view, self._language)
        now = self._moving(ratio, obstacles, renew=renew)
        self._painter.units(painter, self._board.units, now)
        self._painter.alerts(painter, groups, now)
        self._paint_overlays(painter)

    def _arrange(self, groups: Sequence[Group], view: View, ratio: float) -> list[QRectF]:
        """Places the names anew; what labels of units must keep clear of."""
        taken = [*(self._box_of(group) for group in groups), *self._overlay_boxes()]
        self._names.arrange(view, self._language, ratio, [*taken, *self._unit_boxes()])
        self._names_old = False
        return [*taken, *self._names.boxes(view)]

    def _box_of(self, group: Group) -> QRectF:
        chosen = group.top.alert.number == self._board.chosen_alert
        return alert_box(group, self.navigator.view, chosen=chosen)

    def _unit_boxes(self) -> list[QRectF]:
        """Names of the ground keep clear of units while these are few."""
        at = self.navigator.view.to_screen(self._board.units.at)
        few = at.tolist() if len(at) <= FEW_UNITS else []
        return [QRectF(x - 10, y - 10, 20, 20) for x, y in few]

    def _overlay_boxes(self) -> list[QRectF]:
        legend = QRectF(self._legend.geometry())
        boxes = [legend, QRectF(self._chip.geometry())] if self._chip.isVisible() else [legend]
        return boxes + self._corners.boxes(self.navigator.view, self._language, legend.right())

    def _moving(self, ratio: float, obstacles: list[QRectF], *, renew: bool) -> Moving:
        board = self._board
        chosen_row = board.units.row(board.chosen_unit)
        return Moving(
            self.navigator.view, ratio, self._language, board.ages(), chosen_row,
            board.chosen_alert, self._lit, renew, obstacles,
        )  # fmt: skip

    def _paint_overlays(self, painter: QPainter) -> None:
        view, left = self.navigator.view, self._legend.geometry().right()
        self._corners.paint(painter, view, self._language, left, self.devicePixelRatioF())
        if not self._is_current:
            paint_veil(painter, view, self.tr("NOT CURRENT"), self._veil_words())
        if self.hasFocus():
            paint_focus(painter, view)

    def _veil_words(self) -> str:
        if self._board.now is None or self._current_at is None:
            return self.tr("Positions and alerts have not arrived yet.")
        age = age_text((self._board.now - self._current_at).total_seconds(), self._language)
        return self.tr("Positions and alerts are {age} old or older.").format(age=age)

    # --- hands ----------------------------------------------------------------------------------

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._legend_by_hand:
            least = QSize(*LEGEND_OPEN_FROM)
            self._legend.setChecked(least == least.boundedTo(self.size()))
        self.navigator.resize(self.width(), self.height())
        self._place_overlays()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._press, self._dragging = event.position(), False

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is None:
            return
        step = event.position() - self._press
        if self._dragging or step.manhattanLength() >= _DRAG_PX:
            self._dragging = True
            self._press = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.navigator.pan(step.x(), step.y())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._press is not None and not self._dragging:
            self._pick(event.position().x(), event.position().y())
        self._press, self._dragging = None, False
        self.unsetCursor()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        if steps:
            at = event.position()
            self.navigator.zoom(1.25**steps, at.x(), at.y())
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.navigator.press(Qt.Key(event.key())):
            return
        if event.key() == Qt.Key.Key_L or event.text() == "ㅣ":
            self._legend.click()
        else:
            super().keyPressEvent(event)

    def _pick(self, x: float, y: float) -> None:
        """An alert, else a unit, else a camera."""
        view = self.navigator.view
        number = self._pointer.alert(view, x, y)
        if number is not None:
            self.choose_alert(number)
            self.alert_chosen.emit(number)
            return
        row = self._pointer.unit(view, x, y)
        self._board.chosen_unit = self._board.units.fixes[row].unit if row is not None else None
        self._renew()
        camera = self._pointer.camera(view, x, y) if row is None else None
        if camera is not None:
            self.camera_chosen.emit(camera.id)

    def _words_at(self, at: QPoint) -> str:
        """What a tool tip says at a pixel; empty where there is nothing."""
        view, x, y = self.navigator.view, float(at.x()), float(at.y())
        row = self._pointer.unit(view, x, y)
        if row is not None:
            unit = self._board.units.fixes[row].unit
            age = age_text(self._board.ages()[row], self._language)
            return self.tr("{unit}: fix {age} old").format(unit=unit, age=age)
        facility = self._pointer.facility(view, x, y)
        if facility is not None:
            return facility.name(self._language)
        camera = self._pointer.camera(view, x, y)
        return f"{camera.id} · {camera.name(self._language)}" if camera is not None else ""

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._words_at(event.pos()), self)
            return True
        if event.type() is QEvent.Type.DeferredDelete:
            self._ground.settle()
        return super().event(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """A worker must not outlive its window: wait for the picture in hand (bounded)."""
        self._ground.settle()
        super().hideEvent(event)
