"""Which units and cameras are chosen together; the rubber band that gathers them. GUI thread."""

from collections import Counter
from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from widgets.live_map.card_words import CardWords, kind_words
from widgets.live_map.palette import tone
from widgets.live_map.scene import Scene
from widgets.live_map.units import STALE_AFTER_S, UnitBook, kind_of
from widgets.live_map.view import Points, View
from widgets.theme import colour

translate = QCoreApplication.translate
MOST = 500
_CAMERA_PX = 7.0


class Choice:
    """Ids of units and cameras, in the order in which they were chosen."""

    def __init__(self, scene: Scene, units: UnitBook) -> None:
        self.scene, self._book = scene, units
        self.units: dict[str, None] = {}
        self.cameras: dict[str, None] = {}

    def __len__(self) -> int:
        return len(self.units) + len(self.cameras)

    def clear(self) -> None:
        """Chooses nothing."""
        self.units, self.cameras = {}, {}

    def turn(self, *, unit: str = "", camera: str = "") -> None:
        """Adds what is not chosen, takes out what is."""
        for chosen, name in ((self.units, unit), (self.cameras, camera)):
            if name and name in chosen:
                del chosen[name]
            elif name and len(self) < MOST:
                chosen[name] = None

    def gather(self, view: View, band: QRectF, *, units: bool, cameras: bool) -> None:
        """Adds everything inside a band (pixels), at most 500 things."""
        box = band.normalized()
        if units:
            names = [self._book.fixes[row].unit for row in _inside(self._book.at, view, box)]
            self.units.update(dict.fromkeys(names[: MOST - len(self)]))
        if cameras:
            all_of = self.scene.cameras.all
            found = [all_of[row].id for row in _inside(self.scene.cameras.at, view, box)]
            self.cameras.update(dict.fromkeys(found[: MOST - len(self)]))

    def rows(self) -> tuple[int, ...]:
        """Rows of the chosen units."""
        found = (self._book.row(unit) for unit in self.units)
        return tuple(row for row in found if row is not None)

    def words(self, ages: Points) -> CardWords:
        """What is chosen, counted."""
        title = translate("MapCard", "{units} units, {cameras} cameras chosen")
        lines = []
        kinds = Counter(kind_of(unit) for unit in self.units)
        if kinds:
            lines.append(" · ".join(f"{kind_words(k)} {n}" for k, n in sorted(kinds.items())))
        old = sum(ages[row] > STALE_AFTER_S for row in self.rows())
        if old:
            lines.append(translate("MapCard", "{count} of them with an old fix").format(count=old))
        listed = ", ".join(_first(self.units, 8))
        cameras = tuple((camera, camera) for camera in _first(self.cameras, 4))
        return CardWords(
            title.format(units=len(self.units), cameras=len(self.cameras)),
            tuple(line for line in (*lines, listed) if line),
            cameras,
        )

    def paint(self, painter: QPainter, view: View) -> None:
        """Rings around chosen cameras; units are marked with their signs."""
        if not self.cameras:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("focus"), 1.8))
        painter.setBrush(tone("citizen", 30))
        for name in self.cameras:
            camera = self.scene.site.cameras.get(name)
            if camera is not None:
                x, y = view.point(*self.scene.metres(camera.place))
                painter.drawEllipse(QPointF(x, y), _CAMERA_PX, _CAMERA_PX)


def _first(names: Iterable[str], most: int) -> list[str]:
    return [name for _, name in zip(range(most), names, strict=False)]


def _inside(metres: Points, view: View, box: QRectF) -> list[int]:
    if not len(metres):
        return []
    at = view.to_screen(metres)
    found = (at[:, 0] >= box.left()) & (at[:, 0] <= box.right())
    found &= (at[:, 1] >= box.top()) & (at[:, 1] <= box.bottom())
    rows: list[int] = np.flatnonzero(found).tolist()
    return rows


def paint_band(painter: QPainter, band: QRectF) -> None:
    """The rubber band."""
    painter.setPen(QPen(colour("focus"), 1.4))
    painter.setBrush(tone("citizen", 26))
    painter.drawRect(band.normalized())
