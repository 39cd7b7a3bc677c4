"""`LiveMap`: the district with its cameras, facilities, units and open alerts.

GUI thread. Is told everything (positions, alerts, time, whether they are current) and asks for
nothing; never reads a clock, a file or a socket. A worker paints the ground only.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
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
from widgets.live_map.alerts import Group, Mark, grouped, marks_of
from widgets.live_map.ground import SIGNS
from widgets.live_map.ground_layer import GroundLayer
from widgets.live_map.hits import FIXED_PX, UNIT_PX, alert_at, nearest
from widgets.live_map.legend import Legend
from widgets.live_map.moving import Moving, MovingPainter, paint_watching
from widgets.live_map.navigator import Navigator
from widgets.live_map.overlay import Chip, paint_scale, paint_source, paint_veil
from widgets.live_map.scene import Scene
from widgets.live_map.units import STALE_AFTER_S, UnitBook, age_text
from widgets.theme import colour

BLINK_MS = 500  # half of a 1 Hz blink, below three flashes a second
LEGEND_OPEN_FROM = (1000, 600)  # smaller panels start with the legend folded
_KEY_PAN_PX = 80.0
_DRAG_PX = 4
_ARROWS = {
    Qt.Key.Key_Left: (_KEY_PAN_PX, 0.0), Qt.Key.Key_Right: (-_KEY_PAN_PX, 0.0),
    Qt.Key.Key_Up: (0.0, _KEY_PAN_PX), Qt.Key.Key_Down: (0.0, -_KEY_PAN_PX),
}  # fmt: skip
_ZOOMS = {
    Qt.Key.Key_Plus: 1.4, Qt.Key.Key_Equal: 1.4, Qt.Key.Key_Minus: 1 / 1.4,
    Qt.Key.Key_Underscore: 1 / 1.4,
}  # fmt: skip


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
        self._ground = GroundLayer(self._scene, self)
        self._ground.ready.connect(self.update)
        self.navigator = Navigator(self._scene.box, self)
        self.navigator.moved.connect(self._moved)
        self.navigator.locked_changed.connect(self._locked_changed)
        self._units = UnitBook(self._scene.plane)
        self._alerts: tuple[Alert, ...] = ()
        self._marks: list[Mark] = []
        self._groups: list[Group] | None = None
        self._chosen_alert: int | None = None
        self._chosen_unit: str | None = None
        self._now: datetime | None = None
        self._current_at: datetime | None = None
        self._is_current = True
        self._painter = MovingPainter()
        self._press: QPointF | None = None
        self._dragging = False
        self._flashing = True
        self._lit = True
        self._blink = QTimer(self)
        self._blink.setInterval(BLINK_MS)
        self._blink.timeout.connect(self._blinked)
        self._build()

    def _build(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 200)
        self._legend = Legend(self._language, self)
        self._legend_by_hand = False
        self._legend.clicked.connect(self._legend_pressed)
        self._legend.toggled.connect(self._place_overlays)
        self._chip = Chip(self)
        self._chip.clicked.connect(self.follow)
        self._chip.hide()
        # Both layouts of the same key: with the Hangul input method on, F arrives as its jamo.
        for key in ("F", "ㄹ"):
            follow = QShortcut(QKeySequence(key), self)
            follow.activated.connect(self.follow)
        self._retranslate()

    # --- what the console tells -----------------------------------------------------------------

    def set_positions(self, positions: Sequence[UnitPosition]) -> None:
        """Takes over newer fixes; units that are not named stay as they were."""
        if self._units.merge(positions):
            self._remark()
            self.update()

    def set_alerts(self, alerts: Sequence[Alert]) -> None:
        """All open alerts; those without any place are not on the map."""
        self._alerts = tuple(alerts)
        self._remark()
        self._describe()
        self.update()

    def set_now(self, now: datetime) -> None:
        """Time for the age of fixes; called once a second."""
        self._now = now
        if self._is_current:
            self._current_at = now
        if len(self._units) or not self._is_current:
            self._describe()
            self.update()

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
        self._chosen_alert = number
        alert = self._chosen()
        if alert is not None and alert.unit is not None:
            self._chosen_unit = alert.unit
        self._groups = None
        self.update()

    @Slot()
    def follow(self) -> None:
        """Lets the map move by itself again and shows what it last should have shown."""
        self.navigator.follow()

    @property
    def is_settled(self) -> bool:
        """Whether the ground is painted and nothing is being made (for screenshots and tests)."""
        ready = self._ground.covers(self.navigator.view, self.devicePixelRatioF(), self._language)
        return ready and self._ground.is_settled

    # --- inside ---------------------------------------------------------------------------------

    def _chosen(self) -> Alert | None:
        found = (alert for alert in self._alerts if alert.number == self._chosen_alert)
        return next(found, None)

    def _place_of(self, alert: Alert) -> Place | None:
        """Its own place, else its unit's newest fix, else its first known camera's."""
        if alert.place is not None and alert.place.is_plausible:
            return alert.place
        row = self._units.row(alert.unit)
        if row is not None:
            return self._units.fixes[row].place
        known = (self._site.cameras[c].place for c in alert.cameras if c in self._site.cameras)
        return next(known, None)

    def _remark(self) -> None:
        self._marks = marks_of(self._alerts, self._place_of, self._scene.metres)
        self._groups = None
        self._arm_blink()

    def _groups_now(self) -> list[Group]:
        if self._groups is None:
            self._groups = grouped(self._marks, self.navigator.view, self._chosen_alert)
        return self._groups

    def _arm_blink(self) -> None:
        asked = self._flashing and any(mark.is_unacknowledged for mark in self._marks)
        if asked and not self._blink.isActive():
            self._blink.start()
        elif not asked:
            self._blink.stop()
            self._lit = True

    @Slot()
    def _blinked(self) -> None:
        self._lit = not self._lit
        for group in self._groups_now():
            if group.is_unacknowledged:
                self.update(round(group.x) - 26, round(group.y) - 26, 52, 52)

    @Slot()
    def _moved(self) -> None:
        self._groups = None
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
        old = int(np.count_nonzero(self._ages() > STALE_AFTER_S))
        words = self.tr("{alerts} alerts, {units} units, {old} with an old fix").format(
            alerts=len(self._marks), units=len(self._units), old=old
        )
        if not self._is_current:
            words = f"{self.tr('Not current')}. {words}"
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)

    def _ages(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return self._units.ages(self._now or datetime.fromtimestamp(0, UTC))

    @Slot()
    def _place_overlays(self) -> None:
        size = self._legend.sizeHint()
        self._legend.setGeometry(
            10, self.height() - size.height() - 10, size.width(), size.height()
        )
        chip = self._chip.sizeHint()
        self._chip.setGeometry(self.width() - chip.width() - 10, 10, chip.width(), chip.height())

    @Slot()
    def _legend_pressed(self) -> None:
        self._legend_by_hand = True

    # --- painting -------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        view, ratio = self.navigator.view, self.devicePixelRatioF()
        if not self._ground.covers(view.widened(0.02), ratio, self._language):
            self._ground.ask(view, ratio, self._language)
        painter = QPainter(self)
        self._ground.paint(painter, view)
        groups = self._groups_now()
        now = self._moving(ratio, groups)
        self._paint_watching(painter)
        self._painter.units(painter, self._units, now)
        self._painter.alerts(painter, groups, now)
        self._paint_overlays(painter)
        painter.end()

    def _moving(self, ratio: float, groups: Sequence[Group]) -> Moving:
        view = self.navigator.view
        obstacles = [QRectF(g.x - 23, g.y - 23, 46, 46) for g in groups]
        obstacles += [QRectF(self._legend.geometry()), QRectF(self._chip.geometry())]
        if self._ground.picture is not None:
            for west, south, east, north in self._ground.picture.names:
                left, top = view.point(west, north)
                right, bottom = view.point(east, south)
                obstacles.append(QRectF(left, top, right - left, bottom - top))
        return Moving(
            view, ratio, self._language, self._ages(), self._units.row(self._chosen_unit),
            self._chosen_alert, self._lit, obstacles,
        )  # fmt: skip

    def _paint_watching(self, painter: QPainter) -> None:
        alert = self._chosen()
        if alert is None:
            return
        cones = []
        for name in alert.cameras:
            camera = self._site.cameras.get(name)
            if camera is not None:
                at = self._scene.metres(camera.place)
                cones.append((*at, camera.heading_deg, camera.view_deg, camera.reach_m))
        paint_watching(painter, self.navigator.view, cones)

    def _paint_overlays(self, painter: QPainter) -> None:
        view, korean = self.navigator.view, self._language == "ko"
        source = self._site.attribution_ko if korean else self._site.attribution_en
        paint_source(painter, view, source, self._legend.geometry().right() + 12.0)
        paint_scale(painter, view)
        if not self._is_current:
            paint_veil(painter, view, self.tr("NOT CURRENT"), self._veil_words())
        if self.hasFocus():
            painter.setPen(QPen(colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(1, 1, view.width - 2, view.height - 2))

    def _veil_words(self) -> str:
        if self._now is None or self._current_at is None:
            return self.tr("Positions and alerts have not arrived yet.")
        age = age_text((self._now - self._current_at).total_seconds())
        return self.tr("Positions and alerts are {age} old or older.").format(age=age)

    # --- hands ----------------------------------------------------------------------------------

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._legend_by_hand:
            wide, high = LEGEND_OPEN_FROM
            self._legend.setChecked(self.width() >= wide and self.height() >= high)
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
            self._pick(event.position())
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
        key = Qt.Key(event.key())
        middle = self.rect().center()
        if key in _ARROWS:
            self.navigator.pan(*_ARROWS[key])
        elif key in _ZOOMS:
            self.navigator.zoom(_ZOOMS[key], middle.x(), middle.y())
        elif key is Qt.Key.Key_Home:
            self.navigator.whole()
        elif key is Qt.Key.Key_L or event.text() == "ㅣ":
            self._legend.click()
        else:
            super().keyPressEvent(event)

    def _pick(self, at: QPointF) -> None:
        """An alert, else a unit, else a camera where cameras have signs."""
        view = self.navigator.view
        number = alert_at(self._groups_now(), at.x(), at.y(), self._chosen_alert)
        if number is not None:
            self.choose_alert(number)
            self.alert_chosen.emit(number)
            return
        row = nearest(self._units.at, view, at.x(), at.y(), UNIT_PX)
        self._chosen_unit = self._units.fixes[row].unit if row is not None else None
        self.update()
        if row is None:
            camera = self._camera_at(at.x(), at.y())
            if camera is not None:
                self.camera_chosen.emit(camera)

    def _camera_at(self, x: float, y: float) -> str | None:
        view = self.navigator.view
        reach = FIXED_PX if view.scale >= SIGNS else 5.0
        row = nearest(self._scene.cameras.at, view, x, y, reach)
        return self._scene.cameras.all[row].id if row is not None else None

    def _words_at(self, at: QPoint) -> str:
        """What a tool tip says at a pixel; empty where there is nothing."""
        view, x, y = self.navigator.view, float(at.x()), float(at.y())
        row = nearest(self._units.at, view, x, y, UNIT_PX)
        if row is not None:
            age = age_text(self._ages()[row])
            return self.tr("{unit}: fix {age} old").format(
                unit=self._units.fixes[row].unit, age=age
            )
        row = nearest(self._scene.facility_at, view, x, y, FIXED_PX)
        if row is not None and view.scale >= SIGNS:
            return self._scene.facilities[row].name(self._language)
        camera = self._camera_at(x, y)
        if camera is not None:
            return f"{camera} · {self._site.cameras[camera].name(self._language)}"
        return ""

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
