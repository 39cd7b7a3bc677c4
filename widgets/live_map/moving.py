"""Painting what moves: units with the age of their fix, their tracks, alerts, chosen cameras.

GUI thread; painter code that knows no widget. Ten repaints a second are expected, so units are
drawn from numpy in one call, and so are their names.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from widgets.live_map.alert_marks import (
    AlertSheet,
    paint_accuracy,
    paint_brackets,
    paint_towards,
    ring_radius,
)
from widgets.live_map.alerts import Group
from widgets.live_map.clusters import clusters
from widgets.live_map.fragments import draw_lines
from widgets.live_map.layers import Layer
from widgets.live_map.moment import Moving
from widgets.live_map.palette import tone
from widgets.live_map.plates import CountSheet, LabelStore
from widgets.live_map.repeated import Repeated
from widgets.live_map.signs import paint_cone
from widgets.live_map.unit_labels import UnitLabels
from widgets.live_map.unit_signs import CELL, SIGN, STALE, Signs
from widgets.live_map.units import UnitBook
from widgets.live_map.view import View
from widgets.theme import colour

MOST_TRACKS = 60
MOST_CIRCLES = 80
GROUPS_BELOW = 0.35  # px per m: nearer than this, units stand apart
GROUPS_FROM = 60  # so many units in sight
GROUP_CELL_PX = 44.0
GROUP_LEAST = 3
Rows = NDArray[np.intp]
Points = NDArray[np.float64]


class MovingPainter:
    """Paints units and alerts; keeps ready-made signs and labels between repaints."""

    def __init__(self) -> None:
        self._signs: Signs | None = None
        self.labels = LabelStore()
        self.names = UnitLabels()
        self._sheet: AlertSheet | None = None
        self._counts: CountSheet | None = None
        self.groups: Points = np.zeros((0, 2))  # where numbers stand for several units (x, y)

    def units(self, painter: QPainter, book: UnitBook, now: Moving) -> None:
        """All units in view, then the names that fit."""
        self.groups = self.groups[:0]
        if not len(book) or Layer.UNITS not in now.shown:
            return
        at = now.view.to_screen(book.at)
        inside = (at[:, 0] > -CELL) & (at[:, 0] < now.view.width + CELL)
        inside &= (at[:, 1] > -CELL) & (at[:, 1] < now.view.height + CELL)
        rows = np.flatnonzero(inside)
        steps = now.steps
        self._paint_tracks(painter, book, rows, now)
        self._paint_circles(painter, book, at, rows, now)
        if Layer.GROUPS in now.shown and now.view.scale < GROUPS_BELOW and len(rows) > GROUPS_FROM:
            rows = self._paint_groups(painter, book, rows, steps, now)
        self._paint_signs(painter, book, at, rows, steps, now)
        if now.renew:
            self.names.arrange(book, at, rows, steps >= STALE, now)
        self.names.paint(painter, at, now)

    def _paint_signs(
        self, painter: QPainter, book: UnitBook, at: Points, rows: Rows, steps: Rows, now: Moving
    ) -> None:
        for row in now.marked:
            _paint_marked(painter, book, at[row], row, now)
        if self._signs is None or self._signs.key != (now.language, now.ratio):
            self._signs = Signs(now.language, now.ratio)
        # Fresh units on top of stale ones: they are the ones to send.
        rows = rows[np.argsort(steps[rows] < STALE, kind="stable")]
        self._signs.sprites.draw(painter, at[rows], steps[rows], book.kind[rows])

    def _paint_groups(
        self, painter: QPainter, book: UnitBook, rows: Rows, steps: Rows, now: Moving
    ) -> Rows:
        """Numbers for units that would cover each other; the rows that still stand alone."""
        found = clusters(book.at[rows], GROUP_CELL_PX / now.view.scale)
        crowded = found.count >= GROUP_LEAST
        fresh = np.bincount(found.of, weights=steps[rows] < STALE, minlength=len(found.count))
        self.groups = now.view.to_screen(found.at[crowded])
        if self._counts is None or self._counts.ratio != now.ratio:
            self._counts = CountSheet(now.ratio)
        self._counts.draw(painter, self.groups, found.count[crowded], fresh[crowded] == 0)
        return rows[~crowded[found.of] | now.are_marked(rows)]

    def _paint_tracks(self, painter: QPainter, book: UnitBook, rows: Rows, now: Moving) -> None:
        every = rows[:MOST_TRACKS].tolist() if Layer.TRACKS in now.shown else []
        for row in dict.fromkeys((*now.marked, *every)):
            lines = book.tracks.segments(row)
            if not len(lines):
                continue
            seen = np.hstack((now.view.to_screen(lines[:, :2]), now.view.to_screen(lines[:, 2:])))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, row in now.marked)
            half = len(seen) // 2
            for part, alpha in ((seen[:half], 110), (seen[half:], 210)):
                painter.setPen(QPen(tone("track", alpha), 2.0 if row in now.marked else 1.2))
                draw_lines(painter, part)

    def _paint_circles(
        self, painter: QPainter, book: UnitBook, at: Points, rows: Rows, now: Moving
    ) -> None:
        """How far each fix is trusted, where that is wider than the sign."""
        if Layer.ACCURACY not in now.shown:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tone("track", 130), 1.0, Qt.PenStyle.DashLine))
        painter.setBrush(tone("citizen", 12))
        for row in rows[:MOST_CIRCLES].tolist():
            radius = (book.fixes[row].place.accuracy_m or 0.0) * now.view.scale
            if radius > SIGN / 2:
                painter.drawEllipse(QPointF(at[row, 0], at[row, 1]), radius, radius)

    def alerts(self, painter: QPainter, groups: Sequence[Group], now: Moving) -> None:
        """Rings and signs, the most urgent last."""
        radius = ring_radius(now.view)
        if self._sheet is None or self._sheet.key != (radius, now.ratio):
            self._sheet = AlertSheet(radius, now.ratio)
        chosen = groups[-1] if groups else None  # the chosen one is painted last
        if chosen is not None and chosen.top.alert.number == now.chosen_alert:
            self._paint_chosen_alert(painter, chosen, radius, now)
        self._sheet.paint(painter, groups, lit=now.lit)

    def repeat(self, painter: QPainter, marks: Sequence[Repeated], now: Moving) -> None:
        """Alerts that something covers, at its edge, each with an arrow to where it lies."""
        if not marks or self._sheet is None:
            return
        radius = ring_radius(now.view)
        for mark in marks:
            if mark.group.top.alert.number == now.chosen_alert:
                paint_brackets(painter, QPointF(mark.group.x, mark.group.y), radius * 1.45)
        self._sheet.paint(painter, [mark.group for mark in marks], lit=now.lit)
        for mark in marks:
            paint_towards(painter, mark, radius)

    def _paint_chosen_alert(
        self, painter: QPainter, group: Group, radius: float, now: Moving
    ) -> None:
        place, centre = group.top.alert.place, QPointF(group.x, group.y)
        if place is not None and place.accuracy_m and place.accuracy_m * now.view.scale > radius:
            paint_accuracy(painter, centre, place.accuracy_m * now.view.scale)
        paint_brackets(painter, centre, radius * 1.75)
        picture = self.labels.picture(f"#{group.top.alert.number}", "text", now.ratio)
        wide = picture.width() / now.ratio
        painter.drawPixmap(QPointF(group.x - wide / 2, group.y + radius * 1.75), picture)


def _paint_marked(painter: QPainter, book: UnitBook, at: Points, row: int, now: Moving) -> None:
    """A chosen unit: how far its fix is trusted, and a ring around its sign."""
    centre = QPointF(at[0], at[1])
    accuracy = book.fixes[row].place.accuracy_m
    if accuracy:
        paint_accuracy(painter, centre, max(accuracy * now.view.scale, SIGN * 0.8))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("focus"), 2.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, SIGN * 0.86, SIGN * 0.86)


def paint_watching(
    painter: QPainter, view: View, cones: Sequence[tuple[float, float, float, float, float]]
) -> None:
    """Cones of the chosen alert's cameras: (east, north, heading, view, reach)."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("focus"), 1.6))
    painter.setBrush(tone("citizen", 46))
    for east, north, heading, wide, reach in cones:
        x, y = view.point(east, north)
        paint_cone(painter, QPointF(x, y), heading, wide, max(reach * view.scale, 16.0))
