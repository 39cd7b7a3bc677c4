"""One video tile: its seat, its running picture and the frame to paint. No widget; GUI thread.

Frames are views into shared memory: the tile drops the old one before it takes the next, and drops
all before it closes, so that the memory can go.
"""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage

from console.ports.player import Frame, Picture, Pictures, PictureState
from console.services.wall import TileSeat, Vacancy
from widgets.video_wall.wording import Verdict, verdict

_IDLE = PictureState("idle")


class VideoTile:
    """Opens, polls and closes one picture."""

    def __init__(self, seat: TileSeat) -> None:
        self.seat = seat
        self.rect = QRect()
        self.state = _IDLE
        self.verdict = Verdict()
        self._picture: Picture | None = None
        self._frame: Frame | None = None
        self._image: QImage | None = None
        self._grey: QImage | None = None
        self.refresh()

    @property
    def is_live(self) -> bool:
        """Whether a moving picture is shown."""
        return self.state.state == "live"

    @property
    def image(self) -> QImage | None:
        """The newest picture; drained of colour where the verdict says so."""
        if self._image is not None and self.verdict.greys:
            if self._grey is None:
                self._grey = self._image.convertToFormat(QImage.Format.Format_Grayscale8)
            return self._grey
        return self._image

    def take(self, seat: TileSeat) -> None:
        """Change the camera; the picture opens with the next `open`."""
        if seat != self.seat:
            self.close()
            self.seat = seat
        self.refresh()

    def open(self, pictures: Pictures, pixels: QSize) -> None:
        """Start the picture, or ask for another size; `pixels` are device pixels."""
        if self.seat.vacancy is not Vacancy.NONE or self.seat.camera is None:
            return
        if self._picture is None:
            self._picture = pictures.open(
                self.seat.camera,
                main=self.seat.spot,
                width=pixels.width(),
                height=pixels.height(),
            )
        else:
            self._picture.resize(pixels.width(), pixels.height())
        self.refresh()

    def poll(self) -> bool:
        """Take the newest frame; whether there was one."""
        frame = self._picture.newest() if self._picture is not None else None
        if frame is None or (self._frame is not None and frame.sequence == self._frame.sequence):
            return False
        self._drop_frame()
        height, width = frame.pixels.shape[:2]
        self._frame = frame
        self._image = QImage(
            frame.pixels.data, width, height, width * 4, QImage.Format.Format_RGB32
        )
        return True

    def refresh(self) -> bool:
        """Read the state; whether the words changed."""
        before = (self.verdict, self.state.state)
        self.state = self._picture.state() if self._picture is not None else _IDLE
        self.verdict = verdict(self.seat, self.state)
        return before != (self.verdict, self.state.state)

    def close(self) -> None:
        """Stop the picture and let go of its memory."""
        self._drop_frame()
        picture, self._picture = self._picture, None
        if picture is not None:
            picture.close()
        self.state = _IDLE

    def _drop_frame(self) -> None:
        self._image = self._grey = self._frame = None
