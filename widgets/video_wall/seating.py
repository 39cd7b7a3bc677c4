"""Which tile shows which camera, and which pictures are open for it. No widget; GUI thread.

The rules are in `console.services.wall.wall`; here they meet rectangles and open pictures.
"""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, QSize

from console.domain.pictures.wall_layout import DEFAULT_LAYOUT, Arrangement, wall_layout
from console.domain.site import Site
from console.ports.player import Attention, Pictures, PictureState
from console.services.wall.wall import (
    Scene,
    Vacancy,
    arrangement_of,
    freed,
    pin_turned,
    renewed,
    seats,
    swapped,
)
from widgets.video_wall.grid import tiles
from widgets.video_wall.pool import PicturePool, Wanted
from widgets.video_wall.tile import VideoTile

_AWAY = {"starting", "late", "frozen", "reconnecting", "failed"}
_AWAY_UNSEEN = {"reconnecting", "failed"}


class Seating:
    """The tiles of one wall."""

    def __init__(self, site: Site, pictures: Pictures, kept: Arrangement | None) -> None:
        self._site = site
        self.pool = PicturePool(pictures)
        self.layout = DEFAULT_LAYOUT
        self.arrangement = arrangement_of(site, kept)
        self.scene = Scene()
        self.full_spot = False
        self.tiles: list[VideoTile] = []
        self.reseat()

    @property
    def about(self) -> str:
        """The chosen alert in short, "" without one: "#7"."""
        return self.scene.words.split(" ")[0]

    # --- what stands where ------------------------------------------------------------------------

    def set_layout(self, count: int) -> None:
        """Another layout. Raises ValueError for a count that is none."""
        wall_layout(count)
        self.layout = count
        self.full_spot = False
        self.reseat()

    def reseat(self) -> None:
        """Seat every camera anew; what is open stays open until `open_all`."""
        scene = self.scene
        wanted = seats(self._site, self.layout, scene.camera, self.arrangement, scene.near)
        for tile in self.tiles[len(wanted) :]:
            tile.end_replay()
        del self.tiles[len(wanted) :]
        for tile, seat in zip(self.tiles, wanted, strict=False):
            tile.take(seat)
        self.tiles += [VideoTile(seat, self.pool) for seat in wanted[len(self.tiles) :]]

    def place(self, size: QSize) -> None:
        """Give each tile its rectangle; the full spot takes all and leaves none to the others."""
        rects = tiles(size, self.layout)
        if self.full_spot:
            rects = [QRect(QPoint(0, 0), size), *[QRect()] * (len(rects) - 1)]
        for tile, rect in zip(self.tiles, rects, strict=True):
            tile.rect = rect

    def swap(self, one: int, other: int) -> bool:
        """Two tiles change places in the operator's order; whether both hold a camera."""
        keys = self.tiles[one].seat.key, self.tiles[other].seat.key
        if one == other or not all(key in self._site.cameras for key in keys):
            return False
        self.arrangement = swapped(self.arrangement, *keys)
        self.reseat()
        return True

    def turn_pin(self, index: int) -> None:
        """Pin a tile's camera to its place, or free it."""
        self.arrangement = pin_turned(self.arrangement, self.tiles[index].seat.key)
        self.reseat()

    def follow_list(self) -> None:
        """The list of cameras changed: a camera that is gone keeps its tile until it is freed."""
        shown = {tile.seat.key for tile in self.tiles}
        self.arrangement = renewed(self.arrangement, self._site, shown)
        near = tuple(each for each in self.scene.near if each.camera in self._site.cameras)
        self.scene = replace(self.scene, near=near)
        self.reseat()

    def free(self, index: int) -> bool:
        """Give the tile of a camera that is gone to another; False where none is gone."""
        seat = self.tiles[index].seat
        if seat.vacancy is not Vacancy.UNKNOWN_CAMERA:
            return False
        self.arrangement = freed(self.arrangement, seat.key, self.layout)
        if self.scene.camera == seat.key:
            self.scene = replace(self.scene, camera=None)
        self.reseat()
        return True

    def leave_near(self) -> bool:
        """Give the tiles beside the spot back to the operator's order; whether any were taken."""
        taken = any(tile.seat.near is not None for tile in self.tiles)
        self.scene = replace(self.scene, near=())
        self.reseat()
        return taken

    # --- pictures ---------------------------------------------------------------------------------

    def open_all(self, ratio: float, now_s: float, *, whole: bool = True) -> None:
        """Open, size and close pictures as the tiles need them; not `whole`: the spot alone."""
        wanted = [each for tile in self.tiles if (each := self._wanted(tile, ratio)) is not None]
        if not whole:
            unseen = Attention.HIDDEN
            wanted = [each if each.main else replace(each, attention=unseen) for each in wanted]
        self.pool.want(wanted, now_s)
        for tile in self.tiles:
            if tile.replay is not None and not tile.rect.isEmpty():
                tile.replay.resize(tile.pixels(ratio))
            tile.refresh()

    def _wanted(self, tile: VideoTile, ratio: float) -> Wanted | None:
        if tile.rect.isEmpty():
            wanted = tile.wanted(ratio, Attention.HIDDEN)
            # A size is needed even for what is not shown: the smallest.
            return None if wanted is None else replace(wanted, pixels=QSize(64, 36))
        covered = tile.replay is not None
        attention = Attention.SPOT if tile.seat.spot else Attention.BACKGROUND
        return tile.wanted(ratio, Attention.HIDDEN if covered else attention)

    def away(self) -> dict[str, float | None]:
        """Every wanted camera: None while a picture of it is there, else the seconds it is old."""
        found: dict[str, float | None] = {}
        for tile in self.tiles:
            view = tile.view
            if view is None or tile.seat.vacancy is not Vacancy.NONE:
                continue
            bad = _AWAY_UNSEEN if view.attention is Attention.HIDDEN else _AWAY
            is_away = view.state.state in bad
            old = max(view.state.age_s or 0.0, view.state.still_s or 0.0) if is_away else None
            if found.get(tile.seat.key, 0.0) is not None:
                found[tile.seat.key] = old
        return found

    def states(self) -> dict[str, PictureState]:
        """The state of every tile with a camera, by camera id.

        The spot tile's key gets "/main" when the same camera has a tile of its own.
        """
        known: dict[str, PictureState] = {}
        for tile in reversed(self.tiles):
            if tile.seat.key:
                key = f"{tile.seat.key}/main" if tile.seat.key in known else tile.seat.key
                known[key] = tile.state
        return dict(reversed(known.items()))

    # --- looking up -------------------------------------------------------------------------------

    def shown(self) -> Iterator[tuple[int, VideoTile]]:
        """The tiles that have room, with their places."""
        return ((n, tile) for n, tile in enumerate(self.tiles) if not tile.rect.isEmpty())

    def at(self, point: QPoint) -> int | None:
        """The tile under a point."""
        return next((n for n, tile in self.shown() if tile.rect.contains(point)), None)

    def is_echo(self, tile: VideoTile) -> bool:
        """Whether the spot tile shows the same camera: without a mark that looks like a mistake."""
        spot = self.tiles[0].seat
        return not tile.seat.spot and bool(spot.key) and tile.seat.key == spot.key

    def replaying(self) -> int | None:
        """The tile that shows a replay."""
        return next((n for n, tile in enumerate(self.tiles) if tile.replay is not None), None)

    def close(self) -> None:
        """Stop every picture and replay."""
        for tile in self.tiles:
            tile.end_replay()
        self.pool.close()
