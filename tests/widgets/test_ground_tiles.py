"""Raster ground: a set with holes in its zooms shows the coarser picture there, enlarged."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from console.domain.places.geo import LocalPlane, Place, tile_at, tile_corners
from console.ports.map_pack import TileSetCard
from widgets.live_map.ground_tiles import Tiles
from widgets.live_map.view import View

MIDDLE = Place(37.5626, 127.0373)
CARD = TileSetCard("k", 10, 14, "png", 256, (126.9, 37.4, 127.2, 37.7), "s", "0")
QUARTERS = {(0, 0): "red", (1, 0): "lime", (0, 1): "blue", (1, 1): "white"}


def coded(zoom: int) -> bytes:
    """A tile whose quarters have colours of their own; each zoom is of another brightness."""
    image = QImage(256, 256, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for (column, row), colour in QUARTERS.items():
        painter.fillRect(128 * column, 128 * row, 128, 128, QColor(colour).darker(90 + zoom))
    painter.end()
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # the stubs know bytes only
    return bytes(kept.data())


@dataclass
class SetOfZooms:
    """A pack with some zooms, whole."""

    zooms: tuple[int, ...]
    asked: list[int] = field(default_factory=list)

    def tile(self, _card: TileSetCard, zoom: int, _x: int, _y: int) -> bytes | None:
        self.asked.append(zoom)
        return coded(zoom) if zoom in self.zooms else None


def rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def painted(zooms: tuple[int, ...], zoom: int) -> QImage:
    """One tile's extent at this zoom, as large as the tile."""
    plane = LocalPlane(MIDDLE)
    west, south, east, north = tile_corners(zoom, *tile_at(zoom, MIDDLE.lat, MIDDLE.lon))
    left, top = plane.to_metres(north, west)
    right, bottom = plane.to_metres(south, east)
    view = View((left + right) / 2, (top + bottom) / 2, 256 / (right - left), 256, 256)
    image = QImage(256, 256, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    tiles = Tiles(SetOfZooms(zooms), CARD, plane)  # type: ignore[arg-type] # only its tiles
    painter = QPainter(image)
    tiles.paint(painter, view, 1.0)
    painter.end()
    return image


@pytest.mark.parametrize("zoom", [11, 12, 13])
def test_that_a_missing_zoom_shows_its_part_of_the_coarser_one(qtbot: QtBot, zoom: int) -> None:
    x, y = tile_at(zoom, MIDDLE.lat, MIDDLE.lon)
    up = zoom - 10
    half = 1 << (up - 1)
    colour = QUARTERS[(x % (1 << up)) // half, (y % (1 << up)) // half]
    seen = painted((10, 14), zoom).pixelColor(128, 128)
    wanted = QColor(colour)
    for shown, meant in zip(rgb(seen), rgb(wanted), strict=True):
        assert (shown > 60) == (meant == max(rgb(wanted))), (zoom, colour, seen.name())


def test_that_a_set_without_a_coarser_tile_leaves_the_ground_dark(qtbot: QtBot) -> None:
    seen = painted((14,), 12).pixelColor(128, 128)
    assert max(rgb(seen)) < 60
