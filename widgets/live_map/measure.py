"""Measuring a way on the map, point by point. GUI thread; knows no widget."""

from itertools import pairwise
from math import hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from console.domain.places.nearest import WALK_MPS
from widgets.live_map.card_words import distance_words, walk_words
from widgets.live_map.labels import paint_text
from widgets.live_map.palette import tone
from widgets.live_map.view import View
from widgets.theme import colour, font

MOST_POINTS = 200


class Measure:
    """The points of a way in metres, and how long it is."""

    def __init__(self) -> None:
        self.points: list[tuple[float, float]] = []
        self.pointer: tuple[float, float] | None = None

    def add(self, east: float, north: float) -> None:
        """One more point; a way has at most 200."""
        if len(self.points) < MOST_POINTS:
            self.points.append((east, north))

    def take_back(self) -> None:
        """Forgets the last point."""
        if self.points:
            self.points.pop()

    def clear(self) -> None:
        """Forgets all."""
        self.points, self.pointer = [], None

    @property
    def length_m(self) -> float:
        """Along all points, and on to the pointer."""
        return _length(self._way())

    def words(self) -> str:
        """Length, and the walk along it (the way is drawn by hand: no detour is added)."""
        metres = self.length_m
        return f"{distance_words(metres)} · {walk_words(metres / WALK_MPS)}"

    def paint(self, painter: QPainter, view: View) -> None:
        """The way and its points, the length at its end."""
        way = self._way()
        at = [QPointF(*view.point(*point)) for point in way]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for pen in (QPen(tone("ink"), 5.0), QPen(colour("focus"), 2.2)):
            painter.setPen(pen)
            painter.drawPolyline(at)
        painter.setPen(QPen(tone("ink"), 1.2))
        painter.setBrush(colour("focus"))
        for point in at[: len(self.points)]:
            painter.drawEllipse(point, 4.0, 4.0)
        if len(at) > 1:
            # Off the line that led there, and off the hand at its end.
            below = at[-1].y() > at[-2].y()
            box = QRectF(at[-1].x() - 110, at[-1].y() + (24 if below else -32), 220, 22)
            paint_text(painter, box, self.words(), font(15, QFont.Weight.Bold), colour("text"))

    def _way(self) -> list[tuple[float, float]]:
        more = [self.pointer] if self.pointer is not None and self.points else []
        return [*self.points, *more]


def _length(way: list[tuple[float, float]]) -> float:
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(way))
