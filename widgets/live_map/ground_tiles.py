"""Painting the base picture: raster tiles of the map pack, toned down so that signs stay readable.

Runs on the worker's thread, which alone uses the store of decoded tiles.
"""

from collections import OrderedDict
from math import ceil, cos, log2, radians

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from console.domain.places.geo import LocalPlane, tile_at, tile_corners
from console.ports.map_pack import MapPack, TileSetCard
from widgets.live_map.palette import tone
from widgets.live_map.view import View

_KEPT = 240
_MOST_TILES = 220  # in one picture; beyond that a coarser zoom is taken
_WORLD_M = 40_075_016.686
_DIM = 150  # of 255: bright paper becomes a dark ground


class Tiles:
    """The raster tiles of one set."""

    def __init__(self, pack: MapPack, card: TileSetCard, plane: LocalPlane) -> None:
        self.card = card
        self._pack, self._plane = pack, plane
        self._kept: OrderedDict[tuple[int, int, int], QImage | None] = OrderedDict()

    def paint(self, painter: QPainter, view: View, ratio: float) -> None:
        """Every tile in sight, then a veil that tones them down."""
        west, south, east, north = view.bounds()
        low, high = self._plane.to_place(west, south), self._plane.to_place(east, north)
        zoom = self._zoom(view.scale * ratio)
        while True:
            first, last = tile_at(zoom, high.lat, low.lon), tile_at(zoom, low.lat, high.lon)
            count = (last[0] - first[0] + 1) * (last[1] - first[1] + 1)
            if count <= _MOST_TILES or zoom <= self.card.least:
                break
            zoom -= 1
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        if count <= 4 * _MOST_TILES:
            for x in range(first[0], last[0] + 1):
                for y in range(first[1], last[1] + 1):
                    self._paint_tile(painter, view, (zoom, x, y))
        painter.fillRect(QRectF(0, 0, view.width, view.height), tone("outside", _DIM))
        painter.restore()

    def _zoom(self, scale: float) -> int:
        """The zoom whose pixels are about as fine as the screen's (px per m)."""
        across = _WORLD_M * cos(radians(self._plane.origin.lat))
        wanted = ceil(log2(max(scale * across / self.card.tile_px, 1.0)) - 0.3)
        return min(max(wanted, self.card.least), self.card.most)

    def _paint_tile(self, painter: QPainter, view: View, key: tuple[int, int, int]) -> None:
        image, part = self._nearest(key)
        if image is None:
            return
        west, south, east, north = tile_corners(*key)
        left, top = view.point(*self._plane.to_metres(north, west))
        right, bottom = view.point(*self._plane.to_metres(south, east))
        # Whole pixels, so that neighbours meet without a seam.
        x, y = round(left), round(top)
        target = QRectF(x, y, round(right) - x, round(bottom) - y)
        painter.drawImage(target, image, part)

    def _nearest(self, key: tuple[int, int, int]) -> tuple[QImage | None, QRectF]:
        """A tile's picture, or its part of a coarser one where the set has a hole."""
        zoom, x, y = key
        for up in range(zoom - self.card.least + 1):
            image = self._image((zoom - up, x >> up, y >> up))
            if image is not None:
                wide, high = image.width() / (1 << up), image.height() / (1 << up)
                column, row = x % (1 << up), y % (1 << up)
                return image, QRectF(column * wide, row * high, wide, high)
        return None, QRectF()

    def _image(self, key: tuple[int, int, int]) -> QImage | None:
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        coded = self._pack.tile(self.card, *key)
        image = QImage.fromData(coded) if coded else QImage()
        self._kept[key] = None if image.isNull() else image
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return self._kept[key]
