"""The whole picture of the map, layer over layer, onto any paint device. GUI thread.

Knows no widget: what lies over the map is given as boxes that names keep clear of.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import inf

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPen

from console.domain.places.geo import Place
from widgets.live_map.alert_marks import MARK_REACH, alert_box, ring_radius
from widgets.live_map.alerts import Group
from widgets.live_map.board import Board
from widgets.live_map.choice import Choice, paint_band
from widgets.live_map.field_layer import FieldLayer, StripWords
from widgets.live_map.ground import Ground
from widgets.live_map.ground_layer import GroundLayer
from widgets.live_map.labels import paint_text
from widgets.live_map.layers import AT_FIRST, OF_THE_GROUND, Layer
from widgets.live_map.measure import Measure
from widgets.live_map.moment import Moving
from widgets.live_map.moving import MovingPainter, paint_watching
from widgets.live_map.name_layer import NameLayer
from widgets.live_map.overlay import Corners
from widgets.live_map.palette import tone
from widgets.live_map.repeated import Repeated, repeated
from widgets.live_map.scene import Scene
from widgets.live_map.spots import Boxes, edges_of
from widgets.live_map.view import View
from widgets.theme import colour, font

translate = QCoreApplication.translate
FEW_UNITS = 60
LABELS_EVERY_S = 3


@dataclass(frozen=True, slots=True)
class Look:
    """What one repaint depends on besides what was told.

    `over` tells the boxes of what lies over the map (asked only when names are placed), `solid`
    are those through which no alert shines, `legend_right` is the right edge of the legend,
    `chips_left` the left one of the chips; while the view is `moving`, names go along and are
    placed anew when it rests.
    """

    view: View
    ratio: float
    language: str
    lit: bool = True
    moving: bool = False
    over: Callable[[], Sequence[QRectF]] = tuple
    solid: tuple[QRectF, ...] = ()
    chips_left: float = inf
    legend_right: float = 0.0
    band: QRectF | None = None
    hover: tuple[str, QPointF] | None = None
    crosshair: bool = False
    pin: Place | None = None


_MARK_PX = 80.0  # no mark of an alert, chosen or not, reaches farther from its middle


class Picture:
    """Paints; keeps what was made ready between repaints."""

    def __init__(self, scene: Scene, board: Board, choice: Choice, parent: QObject) -> None:
        self._board, self._choice = board, choice
        self.scene = scene
        self.shown = AT_FIRST
        self.ground = GroundLayer(Ground(scene), parent)
        self.names = NameLayer(scene)
        self.corners = Corners(scene)
        self.moving = MovingPainter()
        self.field = FieldLayer(scene, self.moving.labels)
        self.measure = Measure()
        self.names_old = self.labels_old = True
        self._labels: list[QRectF] = []
        self._arranged = 0
        self._still: QImage | None = None
        self._still_key: tuple[object, ...] = ()
        self._seen_key: tuple[object, ...] = ()
        self._asking: list[Group] = []
        self.repeated: list[Repeated] = []
        self._painted: Moving | None = None

    def set_shown(self, shown: frozenset[Layer]) -> None:
        """Show exactly these layers."""
        if (shown ^ self.shown) & OF_THE_GROUND:
            self.ground.ground = replace(self.ground.ground, shown=shown)
        self.shown = shown
        self.names_old = True

    def set_ground(self, ground: Ground) -> None:
        """Another ground, from now on; the scene of the site's cameras stays."""
        self.scene = ground.scene
        self.ground.ground = replace(ground, shown=self.shown)
        self.names.scene = self.corners.scene = ground.scene
        self.names_old = True

    def paint(self, painter: QPainter, look: Look) -> None:
        """Everything of the map itself, from the ground to what hands do."""
        view, ratio = look.view, look.ratio
        if not self.ground.covers(view.widened(0.02), ratio):
            self.ground.ask(view, ratio)
        groups = self.groups(view)
        wait = look.moving and self.names.goes_along(view, look.language, ratio)
        fits = wait or self.names.fits(view, look.language, ratio)
        if self.names_old or not fits:
            self._arrange(groups, look)
            self.labels_old = True
        renew, self.labels_old = self.labels_old, False
        obstacles = self._taken(groups, look) if renew else np.zeros((0, 4))
        self._paint_still(painter, look)
        now = self._now(look, obstacles, renew=renew)
        self.corners.paint(painter, view, look.language, look.legend_right, ratio)
        self.moving.units(painter, self._board.units, now)
        self._choice.paint(painter, view)
        self._paint_alerts(painter, groups, look, now)
        self._paint_hands(painter, look)

    def _paint_alerts(
        self, painter: QPainter, groups: list[Group], look: Look, now: Moving
    ) -> None:
        view = look.view
        self.moving.alerts(painter, groups, now)
        self.repeated = repeated(groups, look.solid, view, ring_radius(view) * MARK_REACH)
        self.moving.repeat(painter, self.repeated, now)
        seen = (*groups, *(each.group for each in self.repeated))
        self._asking, self._painted = [g for g in seen if g.asks or g.top.is_life], now

    def paint_asking(self, painter: QPainter, frame: QRectF) -> None:
        """Alerts that ask for attention and lives once more, over what lies on the map there."""
        if self._painted is None:
            return
        view, near = self._painted.view, frame.adjusted(-_MARK_PX, -_MARK_PX, _MARK_PX, _MARK_PX)
        close = [group for group in self._asking if near.contains(group.x, group.y)]
        inside = [group for group in close if self.box_of(group, view).intersects(frame)]
        if inside:
            self.moving.alerts(painter, inside, self._painted)

    def asks_at(self, x: float, y: float) -> bool:
        """Whether such an alert is painted at a point."""
        if self._painted is None:
            return False
        view = self._painted.view
        return any(self.box_of(group, view).contains(x, y) for group in self._asking)

    def rest(self) -> None:
        """Lets go of what is only needed while the map is seen."""
        self._still, self._still_key = None, ()

    def _paint_still(self, painter: QPainter, look: Look) -> None:
        """What stays the same from tick to tick, copied from one picture once the view rests."""
        key = (
            look.view, look.ratio, look.language, self.shown, self.ground.number, self._arranged,
            self.field.version, tuple(self._board.watching()), look.chips_left,
        )  # fmt: skip
        if self._still is not None and key == self._still_key:
            painter.drawImage(QPointF(0, 0), self._still)
        elif key == self._seen_key and self.ground.covers(look.view, look.ratio):
            self._still, self._still_key = self._stilled(look), key
            painter.drawImage(QPointF(0, 0), self._still)
        else:
            self._seen_key = key
            self._paint_parts(painter, look)

    def _stilled(self, look: Look) -> QImage:
        size = QSize(round(look.view.width * look.ratio), round(look.view.height * look.ratio))
        image = self._still
        if image is None or image.size() != size:
            image = QImage(size, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(look.ratio)
        with QPainter(image) as painter:
            self._paint_parts(painter, look)
        return image

    def _paint_parts(self, painter: QPainter, look: Look) -> None:
        view, ratio = look.view, look.ratio
        self.ground.paint(painter, view)
        if Layer.NAMES in self.shown:
            self.names.paint(painter, view)
        paint_watching(painter, view, self._board.watching())
        self.corners.paint_place(painter, view, look.language, ratio, look.chips_left)
        if Layer.FIELD in self.shown:
            self.field.paint(painter, view, ratio)

    def marks(self, view: View) -> list[Group]:
        """All that can be pressed or blinks: the groups of a view, and those at an edge last."""
        return [*self.groups(view), *(each.group for each in self.repeated)]

    def groups(self, view: View) -> list[Group]:
        """Alerts in sight; acknowledged ones only while their layer is shown.

        A group that asks for attention, a life and the chosen alert are never hidden.
        """
        found = self._board.groups(view)
        if Layer.HANDLED in self.shown:
            return found
        chosen = self._board.chosen_alert
        return [
            group
            for group in found
            if group.is_unacknowledged or group.top.is_life or group.top.alert.number == chosen
        ]

    def _arrange(self, groups: Sequence[Group], look: Look) -> None:
        """Places the names of the ground and of the field work anew."""
        view, ratio = look.view, look.ratio
        taken = [*(self.box_of(group, view) for group in groups), *self.over(look)]
        self._labels = []
        if Layer.FIELD in self.shown:
            self._labels = self.field.arrange(view, ratio, taken, _strip_words())
            taken += self._labels + self.field.boxes(view)
        self.names.shown = self.shown
        self.names.arrange(view, look.language, ratio, [*taken, *self._unit_boxes(view)])
        self.names_old = False
        self._arranged += 1

    def _taken(self, groups: Sequence[Group], look: Look) -> Boxes:
        """What labels of units must keep clear of."""
        taken = [self.box_of(group, look.view) for group in groups]
        field = self.field.boxes(look.view) if Layer.FIELD in self.shown else []
        boxes = edges_of([*taken, *self.over(look), *self._labels, *field])
        return np.vstack((boxes, self.names.edges(look.view)))

    def aged(self, second: int) -> None:
        """A second passed: labels of many units are placed anew every few seconds only.

        Names of the ground keep clear of units while these are few, so then they go along.
        """
        if len(self._board.units) <= FEW_UNITS:
            self.names_old = True
        self.labels_old |= second % LABELS_EVERY_S == 0

    def box_of(self, group: Group, view: View) -> QRectF:
        """What an alert's mark covers."""
        chosen = group.top.alert.number == self._board.chosen_alert
        return alert_box(group, view, chosen=chosen)

    def over(self, look: Look) -> list[QRectF]:
        """All that lies over the map."""
        left, chips = look.legend_right, look.chips_left
        return [*look.over(), *self.corners.boxes(look.view, look.language, left, chips)]

    def _unit_boxes(self, view: View) -> list[QRectF]:
        """Names of the ground keep clear of units while these are few."""
        if Layer.UNITS not in self.shown:
            return []
        at = view.to_screen(self._board.units.at)
        few = at.tolist() if len(at) <= FEW_UNITS else []
        return [QRectF(x - 10, y - 10, 20, 20) for x, y in few]

    def _now(self, look: Look, obstacles: Boxes, *, renew: bool) -> Moving:
        board = self._board
        named = (board.units.row(unit) for unit in self.field.units())
        rows = (*self._choice.rows(), *(row for row in named if row is not None))
        return Moving(
            look.view, look.ratio, look.language, board.steps(), board.ages,
            board.units.row(board.chosen_unit), board.chosen_alert, look.lit, renew, obstacles,
            self.shown, rows,
        )  # fmt: skip

    def _paint_hands(self, painter: QPainter, look: Look) -> None:
        view = look.view
        if self.measure.points:
            self.measure.paint(painter, view)
        if look.pin is not None:
            x, y = view.point(*self.scene.metres(look.pin))
            _paint_pin(painter, QPointF(x, y))
        if look.band is not None:
            paint_band(painter, look.band)
        if look.crosshair:
            _paint_crosshair(painter, QPointF(view.width / 2, view.height / 2))
        if look.hover is not None:
            self.paint_asking(painter, _paint_hover(painter, view, *look.hover))


def _strip_words() -> StripWords:
    return StripWords(
        translate("LiveMap", "before"), translate("LiveMap", "now"), translate("LiveMap", "next")
    )


def _paint_pin(painter: QPainter, at: QPointF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for pen in (QPen(tone("ink"), 5.0), QPen(colour("focus"), 2.2)):
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, 7.0, 7.0)
        for dx, dy in ((0, -1), (0, 1), (-1, 0), (1, 0)):
            painter.drawLine(
                QPointF(at.x() + dx * 7, at.y() + dy * 7),
                QPointF(at.x() + dx * 15, at.y() + dy * 15),
            )


def _paint_crosshair(painter: QPainter, at: QPointF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for pen in (QPen(tone("ink"), 4.0), QPen(colour("focus"), 1.6)):
        painter.setPen(pen)
        for dx, dy in ((0, -1), (0, 1), (-1, 0), (1, 0)):
            painter.drawLine(
                QPointF(at.x() + dx * 4, at.y() + dy * 4),
                QPointF(at.x() + dx * 13, at.y() + dy * 13),
            )


def _paint_hover(painter: QPainter, view: View, words: str, at: QPointF) -> QRectF:
    """Paints what lies under the pointer; the box that it took."""
    used = font(14, QFont.Weight.DemiBold)
    box = QRectF(0, 0, min(460.0, 14 + 8.2 * len(words.encode("utf-8")) / 1.6), 22)
    box.moveTopLeft(QPointF(at.x() + 14, at.y() + 16))
    if box.right() > view.width - 4:
        box.moveRight(at.x() - 10)
    if box.bottom() > view.height - 4:
        box.moveBottom(at.y() - 12)
    paint_text(painter, box, words, used, colour("text"))
    return box
