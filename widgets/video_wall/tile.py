"""One video tile: its seat, its place and what it shows at the moment. No widget; GUI thread."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage

from console.domain.pictures.dori import effective, pixels_per_metre
from console.ports.player import Attention, PictureState
from console.services.wall.wall import TileSeat, Vacancy
from widgets.video_wall.pool import IDLE, Key, PicturePool, View, Wanted
from widgets.video_wall.replay import Replay
from widgets.video_wall.wording import Verdict, replay_verdict, verdict
from widgets.video_wall.zoom import Window, Zoom, window_of

_MOST_PIXELS = QSize(3840, 2160)


class VideoTile:
    """Knows which picture it wants (`key`) and finds it in the pool."""

    def __init__(self, seat: TileSeat, pool: PicturePool) -> None:
        self.seat = seat
        self.rect = QRect()
        self.zoom = Zoom()
        self.replay: Replay | None = None
        self.verdict = Verdict()
        self._pool = pool
        self._window: tuple[tuple[object, ...], QRect, Window] | None = None
        self._surrounded: Window | None = None
        self.key: Key = (seat.key, seat.spot)
        self.refresh()

    @property
    def view(self) -> View | None:
        """The open picture."""
        return self._pool.view(self.key)

    @property
    def state(self) -> PictureState:
        """The live picture's state."""
        view = self.view
        return view.state if view is not None else IDLE

    @property
    def is_live(self) -> bool:
        """Whether a moving picture is being received."""
        return self.state.state == "live"

    @property
    def stands_in(self) -> View | None:
        """The same camera's other stream, shown until this one has its first picture."""
        view = self.view
        if self.replay is not None or (view is not None and view.image is not None):
            return None
        return self._pool.stand_in(self.key)

    @property
    def image(self) -> QImage | None:
        """What is to be painted: the replay, the newest picture, or the other stream's."""
        if self.replay is not None:
            return self.replay.image
        view = self.view
        if view is None or view.image is None:
            view = self._pool.stand_in(self.key)
        if view is None:
            return None
        return view.grey if self.verdict.greys else view.image

    def take(self, seat: TileSeat) -> None:
        """Change the seat; another camera begins with its whole picture, live."""
        if seat.key != self.seat.key:
            self.zoom = Zoom()
            self.end_replay()
        self.seat = seat
        self.key = (seat.key, seat.spot)
        self.refresh()

    def wanted(self, ratio: float, attention: Attention) -> Wanted | None:
        """What the pool has to hold for this tile; zoomed in, it asks for more pixels."""
        camera = self.seat.camera
        if self.seat.vacancy is not Vacancy.NONE or camera is None:
            return None
        return Wanted(camera, self.seat.spot, self.pixels(ratio), attention)

    def pixels(self, ratio: float) -> QSize:
        """The size to ask for, in device pixels, never more than the stream has when known."""
        size = QSize(
            round(self.rect.width() * ratio * self.zoom.factor),
            round(self.rect.height() * ratio * self.zoom.factor),
        )
        if not self.zoom.is_on:
            return size
        state = self.state
        stream = QSize(state.width, state.height) if state.width else _MOST_PIXELS
        return size.boundedTo(stream)

    def refresh(self) -> bool:
        """Judge the state anew; whether the words changed."""
        before = self.verdict
        other = self.stands_in
        if self.replay is not None:
            self.verdict = replay_verdict(self.replay.state)
        elif other is not None and other.state.state == "live":
            self.verdict = Verdict()
        else:
            self.verdict = verdict(self.seat, self.state)
        return before != self.verdict

    def window(self, ratio: float, image: QImage | None = None) -> Window:
        """Where the picture (`image`, if it is at hand) lies; the whole tile when there is none."""
        image = image if image is not None else self.image
        size = image.size() if image is not None else self.rect.size() * ratio
        key = (size.width(), size.height(), ratio, self.zoom)
        kept = self._window
        if kept is None or kept[1] is not self.rect or kept[0] != key:
            window = window_of(size, self.rect, ratio, self.zoom)
            kept = self._window = (key, self.rect, window)
        return kept[2]

    def picture_rect(self, ratio: float) -> QRect | None:
        """What a new picture changes; None where all of the tile does, as it lies elsewhere now."""
        window = self.window(ratio)
        if window is self._surrounded:
            return window.target
        self._surrounded = window
        return None

    def density(self, ratio: float, distance_m: float) -> float:
        """Effective pixels per metre at a distance, as drawn; 0 when the stream is not known."""
        camera, state = self.seat.camera, self.state
        if camera is None or state.width <= 0:
            return 0.0
        drawn = self.window(ratio).target.width() * ratio * self.zoom.factor
        return effective(
            pixels_per_metre(state.width, camera.view_deg, distance_m), state.width, drawn
        )

    def end_replay(self) -> None:
        """Back to the live picture."""
        replay, self.replay = self.replay, None
        if replay is not None:
            replay.close()
            self.refresh()
