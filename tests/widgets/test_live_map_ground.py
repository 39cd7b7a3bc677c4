"""The ground under the map: coverage, past incidents, imports; groups of signs, tracks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from backends.map_data.pack import FolderMapPack
from tests.support.map_files import MAPS, MapRoom, demo_site
from tests.support.square_site import square_site
from widgets.live_map.clusters import clusters
from widgets.live_map.ground import Ground, paint_ground
from widgets.live_map.heat import heat_of
from widgets.live_map.layers import AT_FIRST, Layer
from widgets.live_map.panel import LiveMap
from widgets.live_map.scene import Scene
from widgets.live_map.tracks import GAP_S, KEPT, TrackBook
from widgets.live_map.view import View

NOW = datetime(2026, 1, 1, 22, 0, tzinfo=UTC)
VIEW = View(0.0, 0.0, 0.5, 400.0, 400.0)
PLAIN = frozenset({Layer.STREETS})


def _ground(qapp: object, ground: Ground) -> QImage:
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        paint_ground(painter, ground, VIEW)
    return image


def _at(image: QImage, east: float, north: float) -> QColor:
    x, y = VIEW.point(east, north)
    return image.pixelColor(round(x), round(y))


def _tones(image: QImage, east: float, north: float) -> set[str]:
    """The tones of a few pixels around a place: hatching leaves gaps."""
    x, y = VIEW.point(east, north)
    around = range(-6, 7)
    return {image.pixelColor(round(x) + a, round(y) + b).name() for a in around for b in around}


def test_that_coverage_is_where_cameras_look_and_even_where_they_overlap(qapp: object) -> None:
    site = square_site()
    twin = replace(site.cameras["C-2"], id="C-2b")
    scene = Scene(replace(site, cameras=site.cameras | {"C-2b": twin}))
    plain = _ground(qapp, Ground(scene, PLAIN))
    covered = _ground(qapp, Ground(scene, PLAIN | {Layer.COVERAGE}))
    assert _at(covered, 100.0, 30.0) != _at(plain, 100.0, 30.0)
    assert _at(covered, 100.0, -60.0) == _at(plain, 100.0, -60.0)
    assert _at(covered, 200.0, 30.0) == _at(covered, 100.0, 30.0)


def test_that_blind_spots_are_the_land_no_camera_sees(qapp: object) -> None:
    scene = Scene(square_site())
    plain = _ground(qapp, Ground(scene, PLAIN))
    blind = _ground(qapp, Ground(scene, PLAIN | {Layer.BLIND}))
    assert _tones(blind, -200.0, 250.0) != _tones(plain, -200.0, 250.0)
    assert _at(blind, 100.0, 40.0) == _at(plain, 100.0, 40.0)


def test_that_past_incidents_are_strongest_where_they_were(qapp: object) -> None:
    spots = np.array([[100.0, 100.0]] * 40 + [[-300.0, -300.0]])
    heat = heat_of(spots)
    assert heat is not None
    assert heat.count == 41
    scene = Scene(square_site())
    plain = _ground(qapp, Ground(scene, PLAIN))
    warm = _ground(qapp, Ground(scene, PLAIN | {Layer.HEAT}, heat=heat))
    assert _at(warm, 100.0, 100.0).value() > _at(plain, 100.0, 100.0).value() + 20
    assert _at(warm, -100.0, 300.0) == _at(plain, -100.0, 300.0)
    assert heat_of(np.zeros((0, 2))) is None


def test_that_presets_and_reach_of_a_turnable_camera_have_a_layer(qapp: object) -> None:
    scene = Scene(square_site())
    with_presets = _ground(qapp, Ground(scene, PLAIN | {Layer.PRESETS}))
    assert with_presets != _ground(qapp, Ground(scene, PLAIN))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 200), st.floats(5, 500))
def test_that_groups_hold_every_point_once_and_pan_does_not_change_them(
    seed: int, count: int, cell: float
) -> None:
    points = np.random.default_rng(seed).uniform(-3000, 3000, (count, 2))
    found = clusters(points, cell)
    assert found.count.sum() == count
    for number in range(len(found.count)):
        members = points[found.of == number]
        assert len(members) == found.count[number]
        assert np.ptp(members, axis=0).max(initial=0) <= cell
        assert found.at[number] == pytest.approx(members.mean(axis=0))


def _moments(second: float) -> NDArray[Any]:
    return np.array([NOW + timedelta(seconds=second)], dtype=object)


def test_that_a_track_has_no_line_over_a_gap() -> None:
    book, row = TrackBook(), np.array([3])
    times = [0.0, 10.0, 20.0, 20.0 + GAP_S + 1, 95.0]
    for number, taken in enumerate(times):
        book.note(row, np.array([[10.0 * number, 0.0]]), _moments(taken))
    lines = book.segments(3)
    assert lines[:, 0].tolist() == [0.0, 10.0, 30.0]
    assert len(book.segments(2)) == len(book.segments(99)) == 0


def test_that_a_track_keeps_its_newest_part_only() -> None:
    book, row = TrackBook(), np.array([0])
    for number in range(KEPT + 50):
        book.note(row, np.array([[10.0 * number, 0.0]]), _moments(number))
    lines = book.segments(0)
    assert len(lines) == KEPT - 1
    assert lines[-1, 2] == 10.0 * (KEPT + 49)
    assert (np.diff(lines[:, 0]) == 10.0).all()


def test_that_a_unit_that_stands_still_leaves_few_points() -> None:
    book, row = TrackBook(), np.array([0])
    for number in range(60):
        book.note(row, np.array([[0.5, 0.0]]), _moments(number))
    assert book._count[0] == 3


def test_that_an_import_is_drawn_while_the_map_is_open(tmp_path: Path, qtbot: QtBot) -> None:
    """R-IF-08: files of other programs come onto the map; pictures lie under everything."""
    room, site = MapRoom(tmp_path / "data"), demo_site()
    pack = FolderMapPack(room.data, look_s=0.05)
    made = LiveMap(site, "ko")
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.set_pack(pack)
    before, scale = made._scene, made.navigator.view.scale
    try:
        room.take(MAPS / "dongs-5181.geojson", "dong")
        room.take(MAPS / "ground-raster.mbtiles.zip", "tiles")

        def drawn() -> bool:
            made._imported.look()
            return made._picture.ground.ground.tiles is not None

        qtbot.waitUntil(drawn, timeout=30_000)
        assert len(made._scene.areas["dong"]) == 3 != len(before.areas["dong"])
        west, south, east, north = made._scene.box
        view = made.navigator.view
        assert view.contains(west, south)
        assert view.contains(east, north)
        assert view.scale > scale, "three dongs fill the map now"
        box = made._scene.areas["dong"][0].box
        made.navigator.show_by_hand(box)
        qtbot.waitUntil(lambda: bool(made.grab()) and made.is_settled, timeout=30_000)
        tiled = made.grab().toImage()
        made.set_shown(AT_FIRST - {Layer.TILES})
        qtbot.waitUntil(lambda: bool(made.grab()) and made.is_settled, timeout=30_000)
        assert made.grab().toImage() != tiled
    finally:
        made.hide()
        pack.close()
