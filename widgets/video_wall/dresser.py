"""Puts together what is drawn over each picture: words, masks, boxes, marks. GUI thread.

Made anew a few times a second, not with each picture; paints nothing.
"""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QPoint

from console.domain.site import Camera
from console.ports.camera_control import ControlState
from console.services.wall.wall import Scene, Vacancy
from widgets.video_wall.captions import (
    Caption,
    Mark,
    boxes_fit,
    detail_lines,
    marks,
    near_words,
    right_words,
    stated_distance,
)
from widgets.video_wall.means import WallMeans
from widgets.video_wall.operations import Operations
from widgets.video_wall.painting import Dressing
from widgets.video_wall.seating import Seating
from widgets.video_wall.tile import VideoTile
from widgets.video_wall.wording import span, wall_shed_words
from widgets.words.words import clock_text

translate = QCoreApplication.translate


class Dresser:
    """Knows language and time of the moment, and what the wall leaves out (`Pictures.shed`)."""

    def __init__(
        self, seating: Seating, operations: Operations, means: WallMeans, language: str
    ) -> None:
        self._seating, self._operations, self._means = seating, operations, means
        self.language = language
        self.now: datetime | None = None
        self.details = False
        self.shed = ""

    def dress(self, focused: int | None, ratio: float) -> list[Dressing]:
        """Of every tile, in order; `focused` has the keys, None when another panel has them."""
        return [
            self._one(index, tile, focused, ratio) for index, tile in enumerate(self._seating.tiles)
        ]

    def tip(self, index: int, ratio: float) -> str:
        """Everything known of a tile's picture."""
        tile = self._seating.tiles[index]
        distance = stated_distance(tile, self._seating.scene)
        lines = detail_lines(tile, self.language, tile.density(ratio, distance), distance)
        return "\n".join(lines)

    def tip_at(self, place: QPoint, ratio: float) -> str:
        """The same of the tile at a place, "" where there is none."""
        index = self._seating.at(place)
        return "" if index is None else self.tip(index, ratio)

    def _one(self, index: int, tile: VideoTile, focused: int | None, ratio: float) -> Dressing:
        camera, scene = tile.seat.camera, self._seating.scene
        if tile.rect.isEmpty() or camera is None:
            caption = self._caption(index, tile, focused, 0.0)
            told = tuple(self._of_spot(camera)) if tile.seat.spot else ()
            return Dressing(caption, marks=told, focused=index == focused)
        distance = stated_distance(tile, scene)
        density = tile.density(ratio, distance)
        lifted_s = self._operations.mask_left_s(camera)
        boxed = bool(scene.boxes) and tile.seat.key == scene.boxed
        fits = boxed and boxes_fit(tile, scene, self._means.now())
        found = marks(tile, lifted_s)
        if boxed and not fits:
            found.append(box_mark(scene))
        if tile.seat.spot:
            found += self._of_spot(camera)
        return Dressing(
            caption=self._caption(index, tile, focused, density),
            masks=() if lifted_s > 0 else camera.masks,
            boxes=scene.boxes if fits else (),
            marks=tuple(found),
            details=self._details(tile, density, distance),
            watermark=self._means.operator if self._means.watermark else "",
            focused=index == focused,
        )

    def _of_spot(self, camera: Camera | None) -> list[Mark]:
        """Where its camera is turned to; what all others leave out for want of processor time."""
        found = []
        if camera is not None and camera.turnable:
            found += control_marks(self._operations.turning.steering.state(camera))
        words = wall_shed_words(self.shed)
        return [*found, Mark(words, "warning")] if words else found

    def _details(self, tile: VideoTile, density: float, distance: float) -> tuple[str, ...]:
        if not self.details or tile.replay is not None or tile.seat.vacancy is not Vacancy.NONE:
            return ()
        return tuple(detail_lines(tile, self.language, density, distance))

    def _caption(self, index: int, tile: VideoTile, focused: int | None, density: float) -> Caption:
        camera, seat = tile.seat.camera, tile.seat
        echo = self._seating.is_echo(tile)
        note = self._seating.scene.words if seat.spot else ""
        if seat.near is not None:
            note = near_words(seat.near)
        badged = echo or (seat.spot and self._seating.layout > 1)
        return Caption(
            badge=translate("VideoWall", "SPOT") if badged else "",
            name=camera.name(self.language) if camera is not None else "",
            id=seat.key,
            note=note,
            right=right_words(tile, self.now, density),
            hint=f"[{index + 1}]" if focused is not None and index < 9 else "",
            echo=echo,
            pinned=seat.pinned,
        )


def box_mark(scene: Scene) -> Mark:
    """That the boxes belong to another moment than the picture shown."""
    words = translate("VideoWall", "box from {0}")
    at = clock_text(scene.occurred) if scene.occurred is not None else "–"
    return Mark(words.format(at), "secondary")


def control_marks(state: ControlState) -> list[Mark]:
    """That the camera is being turned, and when it goes home by itself (R-PRV-02)."""
    found = []
    if state.state == "moving":
        found.append(Mark(translate("VideoWall", "turning"), "warning"))
    if state.returns_in_s is not None:
        words = translate("VideoWall", "not at home view, returns in {0}")
        found.append(Mark(words.format(span(state.returns_in_s)), "warning"))
    return found
