"""The names of the ground, kept clear of alerts, units and everything that lies over the map.

GUI thread; knows no widget. Names are placed again only when asked to (a new scale, new alerts,
once a second), and each stays at its spot as long as that is free; while the ground is dragged they
go along with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from widgets.live_map.ground_signs import SIGNS
from widgets.live_map.labels import Placed, Places, paint_text, place
from widgets.live_map.layers import AT_FIRST, Layer, layer_of
from widgets.live_map.names import names_of_ground
from widgets.live_map.palette import tone
from widgets.live_map.scene import Scene
from widgets.live_map.signs import facility_size
from widgets.live_map.spots import Boxes
from widgets.live_map.view import Points, View
from widgets.theme import font

_KEPT = 400
_HALO = 3.0


@dataclass(frozen=True, slots=True)
class _Standing:
    """A placed name: its text box's middle in metres, and its picture."""

    east: float
    north: float
    wide: float
    high: float
    picture: QPixmap


class NameLayer:
    """Places and paints names."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.shown = AT_FIRST
        self._pictures: dict[tuple[str, str, int, float], QPixmap] = {}
        self._before: dict[str, int] = {}
        self._stood([])
        self._key: tuple[float, float, float, str, float] | None = None

    def fits(self, view: View, language: str, ratio: float) -> bool:
        """Whether the names were placed for this scale, size, language and ratio."""
        return self._key == (view.scale, view.width, view.height, language, ratio)

    def goes_along(self, view: View, language: str, ratio: float) -> bool:
        """Whether the names can wait for the end of a gesture: only the scale differs."""
        return self._key is not None and self._key[1:] == (view.width, view.height, language, ratio)

    def arrange(self, view: View, language: str, ratio: float, taken: Iterable[QRectF]) -> None:
        """Places the names anew around the boxes that are taken (logical pixels)."""
        self._key = (view.scale, view.width, view.height, language, ratio)
        places = Places(taken)
        self._take_facilities(view, places)
        self._take_cameras(view, places)
        frame = QRectF(0, 0, view.width, view.height)
        wanted = names_of_ground(self.scene, view, language, self.shown)
        placed = place(wanted, frame, places, self._before)
        self._before = {name.wanted.text: name.spot for name in placed}
        self._stood([self._stand(name, view, ratio) for name in placed])

    def boxes(self, view: View) -> list[QRectF]:
        """Where the names stand in a view."""
        return [
            QRectF(left, top, right - left, bottom - top)
            for left, top, right, bottom in self.edges(view).tolist()
        ]

    def edges(self, view: View) -> Boxes:
        """The same as rows (left, top, right, bottom)."""
        middles, half = view.to_screen(self._at), self._half - _HALO
        return np.hstack((middles - half, middles + half))

    def paint(self, painter: QPainter, view: View) -> None:
        """Paints the placed names where the view has them now."""
        for (x, y), name in zip(self._corners(view).tolist(), self._standing, strict=True):
            painter.drawPixmap(QPointF(x, y), name.picture)

    def _corners(self, view: View) -> Points:
        """The upper left corner of each name's picture."""
        return view.to_screen(self._at) - self._half

    def _stood(self, standing: list[_Standing]) -> None:
        self._standing = standing
        self._at = np.array([(n.east, n.north) for n in standing]).reshape(-1, 2)
        self._half = np.array([(n.wide / 2, n.high / 2) for n in standing]).reshape(-1, 2) + _HALO

    def _take_facilities(self, view: View, places: Places) -> None:
        at = view.to_screen(self.scene.facility_at).tolist()
        for facility, (x, y) in zip(self.scene.facilities, at, strict=True):
            size = facility_size(facility.kind, view.scale)
            if (
                size
                and layer_of(facility.kind) in self.shown
                and 0 < x < view.width
                and 0 < y < view.height
            ):
                places.take(QRectF(x - size / 2, y - size / 2, size, size))

    def _take_cameras(self, view: View, places: Places) -> None:
        """Intelligent cameras, once they have signs; ordinary ones are small enough to give way."""
        if view.scale < SIGNS or Layer.CAMERAS not in self.shown:
            return
        cameras = self.scene.cameras
        for x, y in view.to_screen(cameras.at[cameras.smart]).tolist():
            if 0 < x < view.width and 0 < y < view.height:
                places.take(QRectF(x - 5, y - 5, 10, 10))

    def _stand(self, name: Placed, view: View, ratio: float) -> _Standing:
        middle = view.metres(name.box.center().x(), name.box.center().y())
        picture = self._picture(name, ratio)
        return _Standing(*middle, name.box.width(), name.box.height(), picture)

    def _picture(self, name: Placed, ratio: float) -> QPixmap:
        wanted = name.wanted
        key = (wanted.text, wanted.tone, wanted.pixels, ratio)
        if key not in self._pictures:
            if len(self._pictures) >= _KEPT:
                self._pictures.clear()
            self._pictures[key] = _painted(name, ratio)
        return self._pictures[key]


def _painted(name: Placed, ratio: float) -> QPixmap:
    wide, high = name.box.width() + 2 * _HALO, name.box.height() + 2 * _HALO
    picture = QPixmap(round(wide * ratio), round(high * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        used = font(name.wanted.pixels, name.wanted.weight)
        paint_text(
            painter, QRectF(0, 0, wide, high), name.wanted.text, used, tone(name.wanted.tone)
        )
    return picture
