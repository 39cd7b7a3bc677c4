"""Turning the camera on the spot: its stored views, the question for what, the record. GUI thread.

The foot of the wall asks with digits, so that the hand stays on the keys; the wall must have them.
"""

from PySide6.QtCore import QObject, Qt, Signal

from console.domain.site import Camera
from console.ports.camera_control import Preset
from console.services.wall.move_purposes import PURPOSES, MovePurposes
from widgets.video_wall.foot import Foot
from widgets.video_wall.means import WallMeans
from widgets.video_wall.reasons import reason_words
from widgets.video_wall.seating import Seating
from widgets.video_wall.steering import Steering

_SHOWN_VIEWS = 9


class Turning(QObject):
    """Emits `moved(camera, text)` once for each gesture and stored view, with its purpose."""

    moved = Signal(str, str)

    def __init__(self, seating: Seating, means: WallMeans, foot: Foot, parent: QObject) -> None:
        super().__init__(parent)
        self._seating, self._means, self._foot = seating, means, foot
        self.steering = Steering(means.control, self._record)
        self._purposes = MovePurposes()
        self._shown: tuple[Preset, ...] = ()
        self._asked: Camera | None = None
        self._after: Preset | None = None

    @property
    def takes_digits(self) -> bool:
        """Whether the digits answer it now."""
        return self._asked is not None or bool(self._shown)

    def press(self, key: Qt.Key) -> bool:
        """A key that turns went down: turn, or say why not, or ask for what first."""
        words = self._fault_words()
        camera = self._camera
        if words or camera is None:
            self._foot.say(words, "warning")
            return True
        if self._purpose(camera) is None:
            self._ask(camera, None)
            return True
        return self.steering.press(camera, key)

    def list_presets(self) -> None:
        """Show the camera's stored views; the digits then go to them."""
        state = self.steering.state(self._camera)
        usable = state.state in {"ready", "moving"}
        self._shown = tuple(state.presets[:_SHOWN_VIEWS]) if usable else ()
        if not self._shown:
            self._foot.say(self._fault_words() or self.tr("The camera has no stored views."),
                           "warning")  # fmt: skip
            return
        names = "   ".join(f"[{n}] {one.name}" for n, one in enumerate(self._shown, start=1))
        self._foot.say(self.tr("Views: {names}   Esc leaves").format(names=names), stays=True)

    def digit(self, number: int) -> None:
        """The answer to what is asked, or the number of a stored view, from 1."""
        if self._asked is not None:
            self._answer(self._asked, number)
        elif 1 <= number <= len(self._shown):
            view = self._shown[number - 1]
            self.leave()
            self._go_to(view)

    def leave(self) -> bool:
        """Put the list or the question away; whether one was shown."""
        shown = self.takes_digits
        self._shown, self._asked, self._after = (), None, None
        if shown:
            self._foot.leave()
        return shown

    def follow_spot(self) -> None:
        """Another camera may have come to the spot: neither turned nor asked about is the old."""
        camera = self._camera
        self.steering.keep(camera)
        if self._asked is not None and camera != self._asked:
            self.leave()

    @property
    def _camera(self) -> Camera | None:
        return self._seating.tiles[0].seat.camera

    @property
    def _about(self) -> str:
        return self._seating.about

    def _purpose(self, camera: Camera) -> str | None:
        return self._purposes.of(self._about, camera.id, self._means.mono_s())

    def _go_to(self, view: Preset) -> None:
        camera = self._camera
        if camera is None:
            return
        if self._purpose(camera) is None:
            self._ask(camera, view)
        else:
            self.steering.go_to(camera, view)

    def _ask(self, camera: Camera, after: Preset | None) -> None:
        words = {
            "alert": self.tr("the alert"),
            "search": self.tr("search for a person"),
            "request": self.tr("request of another office"),
            "check": self.tr("check of the camera"),
        }
        choices = "   ".join(f"[{n}] {words[each]}" for n, each in enumerate(PURPOSES, start=1))
        self._asked, self._after = camera, after
        asked = self.tr("For what is {camera} turned?  {choices}   Esc leaves")
        self._foot.say(asked.format(camera=camera.id, choices=choices), "warning", stays=True)

    def _answer(self, camera: Camera, number: int) -> None:
        after = self._after
        if not 1 <= number <= len(PURPOSES):
            return
        self._purposes.give(self._about, camera.id, PURPOSES[number - 1], self._means.mono_s())
        self.leave()
        if after is not None:
            self._go_to(after)
        else:
            told = self.tr("On record. Ctrl and the arrows turn {camera}")
            self._foot.say(told.format(camera=camera.id))

    def _record(self, camera: str, text: str) -> None:
        purpose = self._purposes.of(self._about, camera, self._means.mono_s())
        self.moved.emit(camera, " ".join(filter(None, (self._about, purpose, text))))

    def _fault_words(self) -> str:
        """Why the spot camera cannot be turned now; empty when it can."""
        camera = self._camera
        if camera is None or not camera.turnable:
            return self.tr("The camera on the spot cannot be turned.")
        state = self.steering.state(camera)
        words = {
            "absent": self.tr("This console has no part that turns cameras."),
            "asking": self.tr("The camera is being asked for its views; try again."),
            "failed": self.tr("The camera cannot be turned: {reason}").format(
                reason=reason_words(state.reason)
            ),
        }
        return words.get(state.state, "")
