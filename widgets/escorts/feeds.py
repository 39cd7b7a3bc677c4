"""The open pictures of the strip, by camera: a picture that becomes the current one goes on.

GUI thread; no widget. Frames are copied: their memory is the player's and changes under a painter.
"""

from collections.abc import Mapping

from PySide6.QtGui import QImage

from console.domain.site import Camera
from console.ports.player import Attention, Frame, Picture, Pictures, PictureState


def image_of(frame: Frame) -> QImage:
    """A copy of a frame."""
    height, width = frame.pixels.shape[:2]
    stride = frame.pixels.strides[0]
    seen = QImage(frame.pixels.data, width, height, stride, QImage.Format.Format_RGB32)
    return seen.copy()


class Feed:
    """One open picture: its newest image and what it is worth."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._sequence = -1
        self._attention: Attention | None = None
        self.image: QImage | None = None
        self.state: PictureState = picture.state()

    def poll(self) -> bool:
        """Take what is new; whether there is anything to paint."""
        frame, before = self._picture.newest(), _worth(self.state)
        self.state = self._picture.state()
        if frame is None or frame.sequence == self._sequence:
            return _worth(self.state) != before
        self._sequence, self.image = frame.sequence, image_of(frame)
        return True

    def attend(self, attention: Attention) -> None:
        """How much the operator needs it."""
        if attention is not self._attention:
            self._attention = attention
            self._picture.attend(attention)

    def resize(self, width: int, height: int) -> None:
        """In device pixels."""
        self._picture.resize(width, height)

    def close(self) -> None:
        """Stop receiving."""
        self._picture.close()


def _worth(state: PictureState) -> tuple[str, int]:
    return (state.state, int(state.age_s or 0))


class Feeds:
    """At most three pictures, opened when they are wanted and closed when no longer."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._feeds: dict[str, Feed] = {}
        self._cameras: dict[str, Camera] = {}

    def of(self, camera: str) -> Feed | None:
        """The picture of a camera."""
        return self._feeds.get(camera)

    def want(self, cameras: Mapping[str, tuple[Camera, int, int]]) -> None:
        """Show these (camera, width, height in device pixels), sub streams, and no other."""
        for name in self._feeds.keys() - cameras.keys():
            self._feeds.pop(name).close()
        for name, (camera, width, height) in cameras.items():
            feed = self._feeds.get(name)
            if feed is not None and not self._cameras[name].sends_as(camera):
                self._feeds.pop(name).close()  # the list changed: it may send from elsewhere now
                feed = None
            if feed is None:
                opened = self._pictures.open(camera, main=False, width=width, height=height)
                self._feeds[name], self._cameras[name] = Feed(opened), camera
            else:
                feed.resize(width, height)

    def poll(self) -> set[str]:
        """Take what is new; the cameras with something to paint."""
        return {name for name, feed in self._feeds.items() if feed.poll()}

    def close(self) -> None:
        """Stop everything; safe to call twice."""
        for feed in self._feeds.values():
            feed.close()
        self._feeds.clear()
