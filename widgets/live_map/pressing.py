"""What presses on the map mean: choosing, measuring, answering for a point, asking what is here.

GUI thread. Tells what was chosen by signals; opens no picture and decides nothing.
"""

from typing import Literal

from PySide6.QtCore import QCoreApplication, QObject, QPointF, QRectF, Signal, Slot

from console.domain.places.geo import Place
from console.ports.map_overlay import ChosenPoint
from widgets.live_map.answer import Answer
from widgets.live_map.around import Surroundings
from widgets.live_map.board import Board
from widgets.live_map.card import Card
from widgets.live_map.choice import Choice
from widgets.live_map.field_layer import Item
from widgets.live_map.hits import Pointer
from widgets.live_map.layers import Layer
from widgets.live_map.navigator import Navigator
from widgets.live_map.picture import Picture
from widgets.live_map.scene import Scene
from widgets.live_map.units import age_text

translate = QCoreApplication.translate
Mode = Literal["look", "measure", "ask"]
_NO_CAMERAS: tuple[str, ...] = ()
_GROUP_PX = 16.0


class Pressing(QObject):
    """Holds the mode of the map and answers picks."""

    alert_chosen = Signal(int)
    camera_chosen = Signal(str)
    cameras_wished = Signal(object, object)  # ids, best first; the Place or None
    point_chosen = Signal(object)
    point_given_up = Signal(str)
    selection_changed = Signal(object, object)  # units, cameras
    mode_changed = Signal()
    changed = Signal()

    def __init__(
        self, board: Board, picture: Picture, choice: Choice, navigator: Navigator,
        surroundings: Surroundings, card: Card, language: str, parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._board, self._picture, self._choice = board, picture, choice
        self._navigator, self._card = navigator, card
        self.answer = Answer(board, picture, surroundings, card, language)
        self._pointer = Pointer(picture.scene, board)
        self.mode: Mode = "look"
        self.purpose = ""
        self.pin: Place | None = None
        card.camera_chosen.connect(self.camera_chosen)
        card.cameras_wished.connect(self.wish_cameras)
        card.closed.connect(self._put_away)

    def adopt(self, scene: Scene, surroundings: Surroundings) -> None:
        """Answer by these from now on: the list of cameras or the imported map changed."""
        self._pointer = Pointer(scene, self._board)
        self.answer.surroundings = surroundings

    # --- modes ----------------------------------------------------------------------------------

    @Slot()
    def turn_measuring(self) -> None:
        """Begins to measure, or ends it."""
        self._picture.measure.clear()
        self._enter("look" if self.mode == "measure" else "measure")

    def ask_point(self, purpose: str) -> None:
        """The next press answers for `purpose`; an empty one gives up."""
        if self.mode == "ask" and self.purpose != purpose:
            self.point_given_up.emit(self.purpose)
        self.purpose = purpose
        self._enter("ask" if purpose else "look")

    def step_back(self) -> bool:
        """Leaves the innermost thing that is open; False when nothing is."""
        if self.mode == "ask":
            self.ask_point("")
        elif self.mode == "measure":
            self.turn_measuring()
        elif not self._card.isHidden():
            self._card.put_away()
        elif len(self._choice) or self.pin is not None:
            self._put_away()
        else:
            return False
        return True

    def _enter(self, mode: Mode) -> None:
        self.mode = mode
        self.mode_changed.emit()
        self.changed.emit()

    # --- presses --------------------------------------------------------------------------------

    @Slot(QPointF, bool)
    def pick(self, at: QPointF, several: bool = False) -> None:
        """A press: in the mode's meaning, else an alert, a spot, a unit, a facility, a camera."""
        x, y, view = at.x(), at.y(), self._navigator.view
        if self.mode == "measure":
            self._picture.measure.add(*view.metres(x, y))
            self.changed.emit()
        elif self.mode == "ask":
            self._answer(x, y)
        elif several:
            self._turn(x, y)
        else:
            self._choose(x, y)

    def _answer(self, x: float, y: float) -> None:
        purpose, self.purpose = self.purpose, ""
        point = self._point(x, y, purpose)
        self.pin = point.place
        self._enter("look")
        self.point_chosen.emit(point)

    def _point(self, x: float, y: float, purpose: str) -> ChosenPoint:
        """What lies at a pixel; its own place where it has one."""
        view, shown = self._navigator.view, self._picture.shown
        place = self._picture.scene.plane.to_place(*view.metres(x, y))
        item = self._item(x, y)
        if item is not None:
            return ChosenPoint(item.point.place, purpose, item.owner, item.point.id)
        row = self._pointer.unit(view, x, y) if Layer.UNITS in shown else None
        if row is not None:
            fix = self._board.units.fixes[row]
            return ChosenPoint(fix.place, purpose, unit=fix.unit)
        facility = self._pointer.facility(view, x, y, shown)
        if facility is not None:
            return ChosenPoint(facility.place, purpose, facility=facility.id)
        camera = self._pointer.camera(view, x, y) if Layer.CAMERAS in shown else None
        if camera is not None:
            return ChosenPoint(camera.place, purpose, camera=camera.id)
        return ChosenPoint(place, purpose)

    def _item(self, x: float, y: float) -> Item | None:
        field = self._picture.field
        shown = Layer.FIELD in self._picture.shown
        return field.item_at(self._navigator.view, x, y) if shown else None

    def _choose(self, x: float, y: float) -> None:
        view = self._navigator.view
        number = self._pointer.alert(self._picture.marks(view), x, y)
        if number is not None:
            self._board.choose(number)
            self._picture.names_old = True
            self.changed.emit()
            self.alert_chosen.emit(number)
            return
        if self._opens_group(x, y):
            return
        point = self._point(x, y, "")
        self._board.chosen_unit = point.unit or None
        self._picture.names_old = True
        self.pin = None
        if point.item or point.unit or point.facility or point.camera:
            self.answer.show(point)
        else:
            self._choice.clear()
            self._card.put_away()
        self.changed.emit()
        if point.item:
            self.point_chosen.emit(point)
        elif point.camera:
            self.camera_chosen.emit(point.camera)

    def _opens_group(self, x: float, y: float) -> bool:
        """A number that stands for several units opens by a zoom."""
        for gx, gy in self._picture.moving.groups.tolist():
            if abs(gx - x) <= _GROUP_PX and abs(gy - y) <= _GROUP_PX:
                self._navigator.zoom(2.0, gx, gy)
                return True
        return False

    def _turn(self, x: float, y: float) -> None:
        point = self._point(x, y, "")
        self._choice.turn(unit=point.unit, camera=point.camera)
        self._tell_choice()

    @Slot(QRectF)
    def gather(self, band: QRectF) -> None:
        """A rubber band was let go."""
        shown = self._picture.shown
        self._choice.gather(
            self._navigator.view, band,
            units=Layer.UNITS in shown, cameras=Layer.CAMERAS in shown,
        )  # fmt: skip
        self._tell_choice()

    def _tell_choice(self) -> None:
        self._picture.names_old = True
        if len(self._choice):
            self.pin = None
            self.answer.forget()
            self._card.show_words(self._choice.words(self._board.ages()))
        else:
            self._card.put_away()
        self.selection_changed.emit(tuple(self._choice.units), tuple(self._choice.cameras))
        self.changed.emit()

    @Slot(QPointF)
    def ask_here(self, at: QPointF) -> None:
        """What is here? For any point of the ground."""
        point = self._point(at.x(), at.y(), "")
        self.pin = point.place
        self.answer.show(point)
        self.changed.emit()

    def show_place(self, place: Place, title: str) -> None:
        """The card and the pin for a place that was found by words."""
        self.pin = place
        self.answer.show(ChosenPoint(place), title)
        self.changed.emit()

    @Slot()
    def _put_away(self) -> None:
        self.pin = None
        self.answer.forget()
        if len(self._choice):
            self._choice.clear()
            self.selection_changed.emit((), ())
        self.changed.emit()

    @Slot()
    def wish_cameras(self) -> None:
        """The best camera and its neighbours: for the choice, the card, the alert or the middle."""
        chosen = tuple(self._choice.cameras)[:4]
        if chosen:
            self.cameras_wished.emit(chosen, None)
            return
        view = self._navigator.view
        place = self.answer.place or self._board.place_of_chosen()
        place = place or self._picture.scene.plane.to_place(view.east, view.north)
        found = tuple(sight.camera for sight in self.answer.surroundings.seeing(place))
        if found:
            self.cameras_wished.emit(found, place)

    # --- the pointer ----------------------------------------------------------------------------

    def words_at(self, x: float, y: float) -> str:
        """What lies at a pixel, in a few words; empty where there is nothing."""
        number = self._pointer.alert(self._picture.marks(self._navigator.view), x, y)
        if number is not None and (words := self._board.quiet_words(number)):
            return words
        point = self._point(x, y, "")
        if point.item:
            item = self._item(x, y)
            return item.point.label or item.point.id if item is not None else ""
        if point.unit and (row := self._board.units.row(point.unit)) is not None:
            age = age_text(self._board.ages()[row], self.answer.language)
            return translate("LiveMap", "{unit}: fix {age} old").format(unit=point.unit, age=age)
        scene = self._picture.scene
        if point.facility:
            found = next(f for f in scene.facilities if f.id == point.facility)
            return found.name(self.answer.language)
        if camera := scene.site.cameras.get(point.camera):  # a removed one may still be drawn
            return f"{camera.id} · {camera.name(self.answer.language)}"
        return ""
