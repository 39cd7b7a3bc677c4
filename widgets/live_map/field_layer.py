"""What the panels of the field work put on the map: their overlays, drawn over the ground.

GUI thread; knows no widget and none of those panels. Each owner has one overlay.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from console.domain.places.nearest import has_cone
from console.ports.map_overlay import Overlay, OverlayLine, OverlayPoint, OverlayStrip
from widgets.live_map.field_marks import SIGN_PX, ink_of, line_pen, paint_point
from widgets.live_map.labels import Places
from widgets.live_map.palette import tone
from widgets.live_map.plates import LabelStore
from widgets.live_map.scene import Scene
from widgets.live_map.signs import paint_cone
from widgets.live_map.view import Points, View
from widgets.theme import colour

HIT_PX = 14.0
_EDGE_PX = 30.0
STRIP_WORDS_FROM = 0.35  # px per m


@dataclass(frozen=True, slots=True)
class Item:
    """An overlay's point under the pointer, and whose it is."""

    owner: str
    point: OverlayPoint


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    line: OverlayLine
    at: Points
    strong: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn:
    """One overlay, projected once."""

    overlay: Overlay
    lines: tuple[_Line, ...]
    at: Points

    def is_strong(self, item: str) -> bool:
        """Whether an item stands out: every one does where none is named."""
        return not self.overlay.emphasised or item in self.overlay.emphasised


@dataclass(frozen=True, slots=True)
class StripWords:
    """What the cameras of a strip are called, in the language of the moment."""

    previous: str
    current: str
    next: str


class FieldLayer:
    """Keeps overlays by owner and paints them."""

    def __init__(self, scene: Scene, labels: LabelStore) -> None:
        self._scene = scene
        self._labels = labels
        self._drawn: dict[str, _Drawn] = {}
        self.version = 0  # counts changes of what is drawn
        self._plan: list[tuple[Points, float, float, str, str]] = []

    def set(self, owner: str, overlay: Overlay | None) -> bool:
        """Replaces an owner's overlay; whether that changed anything."""
        before = self._drawn.get(owner)
        self.version += 1
        if overlay is None:
            return self._drawn.pop(owner, None) is not None
        if before is not None and before.overlay == overlay:
            return False
        self._drawn[owner] = self._projected(overlay)
        return True

    def overlay(self, owner: str) -> Overlay | None:
        """What an owner shows."""
        found = self._drawn.get(owner)
        return found.overlay if found is not None else None

    def units(self) -> tuple[str, ...]:
        """Units that an overlay names, and walkers: they keep their sign and their track."""
        found: dict[str, None] = {}
        for drawn in self._drawn.values():
            found.update(dict.fromkeys(drawn.overlay.units))
            found.update(dict.fromkeys(strip.walker for strip in drawn.overlay.strips))
        return tuple(found)

    def item_at(self, view: View, x: float, y: float) -> Item | None:
        """The point of an overlay at a pixel."""
        best: tuple[float, Item] | None = None
        for owner, drawn in self._drawn.items():
            for point, (px, py) in zip(drawn.overlay.points, _on(view, drawn.at), strict=True):
                off = max(abs(px - x), abs(py - y))
                if off <= HIT_PX and (best is None or off < best[0]):
                    best = (off, Item(owner, point))
        return best[1] if best is not None else None

    def boxes(self, view: View) -> list[QRectF]:
        """What the points cover, for names to keep clear of."""
        half = SIGN_PX / 2 + 2
        return [
            QRectF(x - half, y - half, 2 * half, 2 * half)
            for drawn in self._drawn.values()
            for x, y in _on(view, drawn.at)
            if -half < x < view.width + half and -half < y < view.height + half
        ]

    def paint(self, painter: QPainter, view: View, ratio: float) -> None:
        """Lines first, then strips, then points with their labels."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for drawn in self._drawn.values():
            for line in sorted(drawn.lines, key=_strength):
                _paint_line(painter, view, line)
        for drawn in self._drawn.values():
            for strip in drawn.overlay.strips:
                self._paint_strip(painter, view, strip)
        for drawn in self._drawn.values():
            self._paint_points(painter, view, drawn)
        for at, dx, dy, text, ink in self._plan:
            x, y = view.point(float(at[0]), float(at[1]))
            painter.drawPixmap(QPointF(x + dx, y + dy), self._labels.picture(text, ink, ratio))

    def arrange(
        self, view: View, ratio: float, taken: Sequence[QRectF], words: StripWords
    ) -> list[QRectF]:
        """Places labels where nothing else is; returns what they cover."""
        self._plan = []
        self.version += 1
        places = Places([*taken, *self.boxes(view)])
        found: list[QRectF | None] = []
        if view.scale >= STRIP_WORDS_FROM:
            for at, text in self._named_cameras(words):
                found.append(self._free(at, text, "text", view, ratio, places))
        for drawn in self._drawn.values():
            for number, point in enumerate(drawn.overlay.points):
                if point.label:
                    ink = "text" if drawn.is_strong(point.id) else "secondary"
                    found.append(
                        self._free(drawn.at[number], point.label, ink, view, ratio, places)
                    )
            for line in drawn.lines:
                if line.line.label:
                    middle = line.at[len(line.at) // 2]
                    found.append(self._free(middle, line.line.label, "text", view, ratio, places))
        return [box for box in found if box is not None]

    def _named_cameras(self, words: StripWords) -> list[tuple[Points, str]]:
        """The cameras of all strips, the current ones first, with what they are called."""
        strips = [strip for drawn in self._drawn.values() for strip in drawn.overlay.strips]
        named = [(strip.current, words.current) for strip in strips]
        named += [(strip.next, words.next) for strip in strips]
        named += [(strip.previous, words.previous) for strip in strips]
        cameras = self._scene.site.cameras
        return [
            (np.array(self._scene.metres(cameras[name].place)), f"{text} {name}")
            for name, text in named
            if name in cameras
        ]

    def _free(
        self, at: Points, text: str, ink: str, view: View, ratio: float, places: Places
    ) -> QRectF | None:
        picture = self._labels.picture(text, ink, ratio)
        wide, high = picture.width() / ratio, picture.height() / ratio
        x, y = view.point(float(at[0]), float(at[1]))
        gap = SIGN_PX / 2 + 4
        for dx, dy in (
            (gap, -high / 2), (-gap - wide, -high / 2), (-wide / 2, gap), (-wide / 2, -gap - high),
        ):  # fmt: skip
            box = QRectF(x + dx, y + dy, wide, high)
            if QRectF(0, 0, view.width, view.height).contains(box) and places.is_free(box):
                places.take(box)
                self._plan.append((at, dx, dy, text, ink))
                return box
        return None

    def _projected(self, overlay: Overlay) -> _Drawn:
        strong = overlay.emphasised
        lines = []
        for line in overlay.lines:
            places = [place for place in line.places if place.is_plausible]
            if len(places) > 1:
                if line.meaning == "boundary":
                    places.append(places[0])
                at = self._scene.project(places)
                lines.append(_Line(line, at, not strong or line.id in strong))
        points = tuple(point for point in overlay.points if point.place.is_plausible)
        kept = Overlay(overlay.lines, points, overlay.strips, overlay.units, overlay.emphasised)
        return _Drawn(kept, tuple(lines), self._scene.project([p.place for p in points]))

    def _paint_points(self, painter: QPainter, view: View, drawn: _Drawn) -> None:
        for point, (x, y) in zip(drawn.overlay.points, _on(view, drawn.at), strict=True):
            strong = drawn.is_strong(point.id)
            reach = point.reach_m * view.scale
            if not _near(view, x, y, max(reach, _EDGE_PX)):
                continue
            if reach > SIGN_PX / 2:
                painter.setPen(QPen(ink_of(point.standing), 1.2, Qt.PenStyle.DotLine))
                painter.setBrush(tone("route", 18))
                painter.drawEllipse(QPointF(x, y), reach, reach)
            paint_point(painter, QPointF(x, y), point.meaning, point.standing, strong=strong)

    def _paint_strip(self, painter: QPainter, view: View, strip: OverlayStrip) -> None:
        """The three cameras that follow a walker, the current one the strongest."""
        named = ((strip.previous, 1.0, 16), (strip.next, 1.6, 26), (strip.current, 2.6, 64))
        for name, wide, alpha in named:
            camera = self._scene.site.cameras.get(name)
            if camera is None:
                continue
            x, y = view.point(*self._scene.metres(camera.place))
            painter.setPen(QPen(colour("focus"), wide))
            painter.setBrush(tone("citizen", alpha))
            reach = max(camera.reach_m * view.scale, 16.0)
            if has_cone(camera):
                paint_cone(painter, QPointF(x, y), camera.heading_deg, camera.view_deg, reach)


def _strength(line: _Line) -> bool:
    return line.strong


def _on(view: View, at: Points) -> list[list[float]]:
    found: list[list[float]] = view.to_screen(at).tolist()
    return found


def _near(view: View, x: float, y: float, edge: float) -> bool:
    return -edge < x < view.width + edge and -edge < y < view.height + edge


def _paint_line(painter: QPainter, view: View, drawn: _Line) -> None:
    at = view.to_screen(drawn.at)
    low, high = at.min(axis=0), at.max(axis=0)
    size = np.array((view.width, view.height))
    if (high < -_EDGE_PX).any() or (low > size + _EDGE_PX).any():
        return
    line = QPolygonF([QPointF(x, y) for x, y in at.tolist()])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    halo = QPen(tone("halo", 170), 5.0 if drawn.strong else 3.4)
    halo.setCapStyle(Qt.PenCapStyle.RoundCap)
    halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    for pen in (halo, line_pen(drawn.line.meaning, drawn.line.standing, strong=drawn.strong)):
        painter.setPen(pen)
        painter.drawPolyline(line)
