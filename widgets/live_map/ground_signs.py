"""Painting cameras with their fields of view, and facilities, single or in groups.

Pure: paints a `Scene` as seen in a `View` onto any paint device, on any thread.
"""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from widgets.live_map.breath import with_rests
from widgets.live_map.clusters import clusters
from widgets.live_map.fragments import draw_points
from widgets.live_map.layers import Layer, layer_of
from widgets.live_map.palette import tone
from widgets.live_map.scene import Scene
from widgets.live_map.signs import facility_size, paint_camera, paint_cone, paint_facility
from widgets.live_map.view import Points, View
from widgets.theme import font

# Scales (logical px per metre) from which things are shown; a whole district is 0.06 to 0.27.
BIG_DOTS, SIGNS, CONES, GROUPS = 0.30, 0.55, 0.70, 0.12
GROUP_CELL_PX = 116.0
GROUP_STRENGTH = 0.72
GROUP_SIGN_PX = 14.0

Rows = NDArray[np.intp]
Shown = frozenset[Layer]


def paint_signs(painter: QPainter, scene: Scene, view: View, shown: Shown) -> None:
    """Cameras below, facilities above."""
    _paint_cameras(painter, scene, view, shown)
    _paint_facilities(painter, scene, view, shown)


def in_view(at: Points, view: View, edge_px: float) -> Rows:
    """Which rows of screen points lie in the view or within `edge_px` of it."""
    x, y = at[:, 0], at[:, 1]
    inside = (x > -edge_px) & (y > -edge_px)
    inside &= (x < view.width + edge_px) & (y < view.height + edge_px)
    return np.flatnonzero(inside)


def _paint_cameras(painter: QPainter, scene: Scene, view: View, shown: Shown) -> None:
    cameras = scene.cameras
    if not len(cameras.at):
        return
    at = view.to_screen(cameras.at)
    rows = in_view(at, view, float(cameras.reach.max()) * view.scale)
    if Layer.CONES in shown and view.scale >= CONES:
        _paint_cones(painter, scene, at, rows, view.scale)
    if Layer.PRESETS in shown and view.scale >= BIG_DOTS:
        _paint_presets(painter, scene, at, rows[cameras.turnable[rows]], view.scale)
    if Layer.CAMERAS not in shown:
        return
    if view.scale < SIGNS:
        _paint_dots(painter, at, cameras.smart, view)
        return
    for row in with_rests(rows.tolist()):
        point = QPointF(at[row, 0], at[row, 1])
        paint_camera(painter, point, cameras.heading[row], smart=bool(cameras.smart[row]))


def _paint_dots(painter: QPainter, at: Points, smart: NDArray[np.bool_], view: View) -> None:
    """Square points without antialiasing: round ones cost thirty times as much."""
    near = view.scale >= BIG_DOTS
    strength = min(1.0, max(0.0, (view.scale - 0.05) / 0.22))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    plain = QPen(tone("camera", int(60 + 165 * strength)), 2.0 if near else 1.0)
    bright = QPen(tone("smart_camera", int(75 + 155 * strength)), 3.0 if near else 1.4)
    for pen, rows in ((plain, ~smart), (bright, smart)):
        painter.setPen(pen)
        draw_points(painter, at[rows])
    painter.restore()


def _paint_cones(painter: QPainter, scene: Scene, at: Points, rows: Rows, scale: float) -> None:
    cameras = scene.cameras
    for smart, alpha in ((False, 15), (True, 26)):
        painter.setBrush(tone("cone", alpha))
        painter.setPen(QPen(tone("cone", 90), 1.0) if smart else Qt.PenStyle.NoPen)
        for row in with_rests(rows[cameras.smart[rows] == smart].tolist()):
            point = QPointF(at[row, 0], at[row, 1])
            reach = cameras.reach[row] * scale
            paint_cone(painter, point, cameras.heading[row], cameras.view[row], reach)


def _paint_presets(painter: QPainter, scene: Scene, at: Points, rows: Rows, scale: float) -> None:
    """How far a turnable camera could look, and the views it keeps."""
    cameras = scene.cameras
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for row in with_rests(rows.tolist()):
        point, reach = QPointF(at[row, 0], at[row, 1]), cameras.reach[row] * scale
        painter.setPen(QPen(tone("cone", 150), 1.2, Qt.PenStyle.DotLine))
        painter.drawEllipse(point, reach, reach)
        painter.setPen(QPen(tone("cone", 170), 1.2, Qt.PenStyle.DashLine))
        for kept in cameras.all[row].presets:
            paint_cone(painter, point, kept.heading_deg, kept.view_deg, kept.reach_m * scale)


def _paint_facilities(painter: QPainter, scene: Scene, view: View, shown: Shown) -> None:
    if not len(scene.facility_at):
        return
    at = view.to_screen(scene.facility_at)
    for kind in sorted(scene.facility_rows, key="light".__ne__):  # lights below all others
        rows = scene.facility_rows[kind]
        if layer_of(kind) not in shown:
            continue
        size = facility_size(kind, view.scale)
        if size:
            for row in with_rests(rows[in_view(at[rows], view, 20)].tolist()):
                paint_facility(painter, QPointF(at[row, 0], at[row, 1]), kind, size)
        elif Layer.GROUPS in shown and view.scale >= GROUPS and kind in GROUPED:
            _paint_groups(painter, scene.facility_at[rows], view, kind)


GROUPED = ("bell", "shelter", "locker")


def _paint_groups(painter: QPainter, metres: Points, view: View, kind: str) -> None:
    """One sign with a number where many would cover each other."""
    found = clusters(metres, GROUP_CELL_PX / view.scale)
    at = view.to_screen(found.at)
    painter.save()
    painter.setOpacity(GROUP_STRENGTH)
    painter.setFont(font(12, QFont.Weight.DemiBold))
    for number in with_rests(in_view(at, view, 20).tolist()):
        x, y, count = at[number, 0], at[number, 1], int(found.count[number])
        paint_facility(painter, QPointF(x, y), kind, GROUP_SIGN_PX)
        if count > 1:
            painter.setPen(tone("dong_text"))
            box = QRectF(x + GROUP_SIGN_PX / 2 + 2, y - 8, 30, 16)
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, left, str(count))
    painter.restore()
