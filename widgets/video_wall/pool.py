"""The open pictures of a wall, by camera and stream. No widget; GUI thread.

A tile looks its picture up by camera, never by place: a picture that is not of the tile's camera
cannot be painted there. A stream that is no longer wanted stays open while the other stream of the
same camera has no picture yet, so that a switch from sub to main leaves no gap. Frames are views
into shared memory: the old one is dropped before the next is taken, and all before closing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from console.domain.site import Camera
from console.ports.player import Attention, Frame, Picture, Pictures, PictureState

IDLE = PictureState("idle")
LINGER_S = 10.0
_RGB32 = QImage.Format.Format_RGB32
Key = tuple[str, bool]
"""A camera's id, and whether its main stream is meant."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture that some tile shows; `pixels` are device pixels."""

    camera: Camera
    main: bool
    pixels: QSize
    attention: Attention

    @property
    def key(self) -> Key:
        """Which picture this is."""
        return (self.camera.id, self.main)


class View:
    """One open picture, its newest frame and its state."""

    def __init__(self, wanted: Wanted, picture: Picture) -> None:
        self.camera, self.main = wanted.camera, wanted.main
        self.attention: Attention | None = None
        self.lingers_until: float | None = None
        self._picture = picture
        self._frame: Frame | None = None
        self._image: QImage | None = None
        self._grey: QImage | None = None
        self.state = picture.state()

    @property
    def image(self) -> QImage | None:
        """The newest picture."""
        return self._image

    @property
    def grey(self) -> QImage | None:
        """The newest picture drained of colour."""
        if self._grey is None and self._image is not None:
            self._grey = self._image.convertToFormat(QImage.Format.Format_Grayscale8)
        return self._grey

    def attend(self, attention: Attention) -> None:
        """Tell the back end how much the picture is needed, when that changed."""
        if attention is not self.attention:
            self.attention = attention
            self._picture.attend(attention)
        if attention is Attention.HIDDEN:
            self.drop()

    def resize(self, pixels: QSize) -> None:
        """Ask for another size."""
        self._picture.resize(pixels.width(), pixels.height())

    def poll(self) -> bool:
        """Take the newest frame; whether there was one."""
        if self.attention is Attention.HIDDEN:
            return False
        frame, before = self._picture.newest(), self._frame
        if frame is before or frame is None:
            return False
        if before is not None and frame.sequence == before.sequence:
            return False
        self._frame, self._image, self._grey = frame, image_of(frame), None
        return True

    def refresh(self) -> None:
        """Read the state."""
        self.state = self._picture.state()

    def drop(self) -> None:
        """Let go of the frame's memory."""
        self._image = self._grey = self._frame = None

    def close(self) -> None:
        """Stop the picture."""
        self.drop()
        self._picture.close()


def image_of(frame: Frame) -> QImage:
    """A frame as an image over the same memory."""
    height, width = frame.pixels.shape[:2]
    return QImage(frame.pixels.data, width, height, width * 4, _RGB32)


class PicturePool:
    """Opens, keeps and closes views."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._views: dict[Key, View] = {}

    def view(self, key: Key) -> View | None:
        """The open picture of a camera's stream."""
        return self._views.get(key)

    def stand_in(self, key: Key) -> View | None:
        """The other stream of the same camera, while it has a picture."""
        other = self._views.get((key[0], not key[1]))
        return other if other is not None and other.image is not None else None

    def views(self) -> tuple[View, ...]:
        """Everything that is open."""
        return tuple(self._views.values())

    def want(self, wanted: Iterable[Wanted], now_s: float) -> None:
        """Open and size what is wanted, and close the rest. `now_s` is monotonic."""
        asked = {each.key: each for each in wanted}
        for key, each in asked.items():
            self._show(key, each)
        for key in [key for key in self._views if key not in asked]:
            view = self._views[key]
            if not self._lingers(key, asked, now_s):
                self._close(key)
            elif view.lingers_until is None:
                view.lingers_until = now_s + LINGER_S
                view.attend(Attention.BACKGROUND)

    def _show(self, key: Key, wanted: Wanted) -> None:
        view = self._views.get(key)
        if view is not None and not view.camera.sends_as(wanted.camera):
            self._close(key)  # the list of cameras changed: its picture comes from elsewhere now
            view = None
        if view is None:
            picture = self._pictures.open(
                wanted.camera,
                main=wanted.main,
                width=wanted.pixels.width(),
                height=wanted.pixels.height(),
            )
            view = self._views[key] = View(wanted, picture)
        else:
            view.resize(wanted.pixels)
        view.lingers_until = None
        view.attend(wanted.attention)

    def _lingers(self, key: Key, asked: dict[Key, Wanted], now_s: float) -> bool:
        view, other = self._views[key], (key[0], not key[1])
        successor = self._views.get(other)
        waits = other in asked and successor is not None and successor.image is None
        if successor is not None and not view.camera.sends_as(successor.camera):
            return False
        until = view.lingers_until
        return waits and view.image is not None and (until is None or now_s < until)

    def poll(self, now_s: float) -> set[str]:
        """Take new frames; the cameras that have one. Ends what lingered long enough."""
        changed: set[str] = set()
        lingering: list[Key] = []
        for key, view in self._views.items():
            if view.poll():
                changed.add(key[0])
            if view.lingers_until is not None:
                lingering.append(key)
        for key in lingering:
            view, successor = self._views[key], self._views.get((key[0], not key[1]))
            done = successor is None or successor.image is not None
            if done or now_s >= (view.lingers_until or 0.0):
                self._close(key)
                changed.add(key[0])
        return changed

    def refresh(self) -> None:
        """Read every state."""
        for view in self._views.values():
            view.refresh()

    def hide(self) -> None:
        """Nobody looks: nothing is decoded, everything is received."""
        for view in self._views.values():
            view.attend(Attention.HIDDEN)

    def close(self) -> None:
        """Stop every picture."""
        for key in tuple(self._views):
            self._close(key)

    def _close(self, key: Key) -> None:
        self._views.pop(key).close()
