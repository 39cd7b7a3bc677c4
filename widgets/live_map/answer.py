"""What the card answers for a spot of the map, told anew while it is open. GUI thread.

Ages of fixes and the nearest team change while somebody reads; the cameras' buttons stay as they
are, as a key may be on its way to one of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from console.domain.places.geo import Place
from console.domain.site import Facility
from console.ports.map_overlay import ChosenPoint
from widgets.live_map.around import Engaged, Surroundings
from widgets.live_map.board import Board
from widgets.live_map.card import Card
from widgets.live_map.card_words import (
    CardWords,
    around_words,
    camera_lines,
    coordinate_words,
    facility_words,
    point_lines,
    sight_words,
    unit_lines,
)
from widgets.live_map.picture import Picture


class Answer:
    """Fills the card. `bound` tells the units that walk with or guard somebody."""

    def __init__(
        self, board: Board, picture: Picture, surroundings: Surroundings, card: Card, language: str
    ) -> None:
        self._board, self._picture, self._card = board, picture, card
        self.surroundings, self.language = surroundings, language
        self.bound: Callable[[], frozenset[str]] = frozenset
        self._point: ChosenPoint | None = None
        self._title = ""

    @property
    def place(self) -> Place | None:
        """The place the card is about."""
        return self._point.place if self._point is not None else None

    def forget(self) -> None:
        """The card is about no place any more."""
        self._point = None

    def show(self, point: ChosenPoint, title: str = "") -> None:
        """The card for what lies at a point; with a title, for a place found by that name."""
        self._point, self._title = point, title
        self._card.show_words(self._words(point))

    def renew(self) -> None:
        """Time went on: what changes by itself is told as it stands now, of a unit where it is."""
        if self._point is None or self._card.isHidden():
            return
        units = self._board.units
        row = units.row(self._point.unit) if self._point.unit else None
        if row is not None:
            self._point = replace(self._point, place=units.fixes[row].place)
        self._card.renew(self._words(self._point))

    def _words(self, point: ChosenPoint) -> CardWords:
        found, lines = self._what(point)
        board, place = self._board, point.place
        engaged = Engaged(self.bound(), board.sent())
        around = self.surroundings.of(
            place, board.units.fixes, board.now, engaged, but=point.unit or ""
        )
        if self._title:
            lines = (coordinate_words(place),)
        cameras = tuple((sight.camera, sight_words(sight)) for sight in around.sights)
        near = around_words(around, self.language)
        return CardWords(self._title or found, tuple(lines), cameras, near)

    def _what(self, point: ChosenPoint) -> tuple[str, Sequence[str]]:
        """What lies there: its heading, and lines about it."""
        scene, units = self._picture.scene, self._board.units
        overlay = self._picture.field.overlay(point.owner) if point.item else None
        points = overlay.points if overlay is not None else ()
        item = next((each for each in points if each.id == point.item), None)
        if item is not None:
            return item.label or item.id, point_lines(item)
        if point.unit and (row := units.row(point.unit)) is not None:
            ages = self._board.ages()
            return point.unit, unit_lines(units.fixes[row], ages[row], self.language)
        if camera := scene.site.cameras.get(point.camera):
            return camera.id, camera_lines(camera, self.language)
        if facility := self._facility(point.facility):
            return facility.name(self.language), (facility_words(facility.kind),)
        dong = scene.dong_at(*scene.metres(point.place))[0 if self.language == "ko" else 1]
        words = coordinate_words(point.place)
        return dong or words, (words,) if dong else ()

    def _facility(self, wanted: str) -> Facility | None:
        facilities = self._picture.scene.facilities
        return next((each for each in facilities if each.id == wanted), None) if wanted else None
