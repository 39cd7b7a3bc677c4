"""A timed run of the real console: it ends by itself, leaves pictures and says what it saw.

GUI thread. It watches from beside: the pictures through a witness around the video back end, the
queue through what was painted, the program through its log. It changes nothing.
"""

import logging
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot
from typing_extensions import override

from console.domain.site import Camera, Site
from console.ports.player import OrderedFile, Picture, Pictures, Playback
from console.ports.seat_link import LinkNews
from console.services.check import Seen
from widgets.application import screenshot
from widgets.window.main_window import MainWindow

_SAMPLE_MS = 700
_MOVES_WITHIN_S = 5.0
"""Longer than the usual distance of key pictures, which are all a busy machine shows."""
_GRID = 8
"""Every eighth pixel of every eighth line is enough to see that a picture moves."""


class PictureWitness:
    """A video back end that remembers what was opened, so that movement can be measured."""

    def __init__(self, inner: Pictures) -> None:
        self._inner = inner
        self._open: list[Picture] = []
        self._before: dict[int, npt.NDArray[np.uint8]] = {}
        self._moved_at: dict[int, float] = {}

    def open(self, camera: Camera, *, main: bool, width: int, height: int) -> Picture:
        """As the back end does; the picture is remembered."""
        picture = self._inner.open(camera, main=main, width=width, height=height)
        self._open.append(picture)
        return picture

    def replay(self, camera: str, seconds: float, *, width: int, height: int) -> Playback:
        """As the back end does."""
        return self._inner.replay(camera, seconds, width=width, height=height)

    def export(self, camera: str, first: datetime, last: datetime, path: Path) -> OrderedFile:
        """As the back end does."""
        return self._inner.export(camera, first, last, path)

    def snapshot(self, camera: str, path: Path) -> OrderedFile:
        """As the back end does."""
        return self._inner.snapshot(camera, path)

    @property
    def shed(self) -> str:
        """As the back end says."""
        return self._inner.shed

    @property
    def missing(self) -> str:
        """As the back end says."""
        return self._inner.missing

    def close(self) -> None:
        """Close the back end."""
        self._inner.close()

    def sample(self) -> None:
        """Compare each open picture with its last sample; another size counts as new."""
        self._open = [each for each in self._open if each.state().state != "idle"]
        now = monotonic()
        known = {id(each) for each in self._open}
        self._moved_at = {key: at for key, at in self._moved_at.items() if key in known}
        self._moved_at |= {id(each): now for each in self._open if self._differs(each)}
        self._before = {key: pixels for key, pixels in self._before.items() if key in known}

    def _differs(self, picture: Picture) -> bool:
        frame = picture.newest()
        if frame is None:
            return False
        now = frame.pixels[::_GRID, ::_GRID, :3].copy()
        before = self._before.get(id(picture))
        self._before[id(picture)] = now
        return before is not None and before.shape == now.shape and bool((before != now).any())

    def moving(self) -> int:
        """How many live pictures showed something new in the last seconds."""
        since = monotonic() - _MOVES_WITHIN_S
        return sum(
            self._moved_at.get(id(each), since) > since and each.state().state == "live"
            for each in self._open
        )


class ErrorRecord(logging.Handler):
    """Keeps the sentences of logged errors: an operation was given up."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.sentences: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.sentences.append(f"{record.name}: {record.getMessage()}")


class TimedRun(QObject):
    """Ends the application after `seconds`; then `seen` holds what was seen."""

    def __init__(
        self,
        window: MainWindow,
        witness: PictureWitness,
        site: Site,
        seconds: float,
        prefix: Path | None,
    ) -> None:
        super().__init__(window)
        self._window, self._witness, self._site = window, witness, site
        self._prefix = prefix
        self._errors = ErrorRecord()
        logging.getLogger().addHandler(self._errors)
        self.seen: Seen | None = None
        self.written: list[Path] = []
        self._listed: set[int] = set()
        self._linked = False
        window.bridge.link_news.connect(self._note_link)
        self._sampler = QTimer(self)
        self._sampler.setInterval(_SAMPLE_MS)
        self._sampler.timeout.connect(witness.sample)
        window.panels.model.rowsInserted.connect(self._note_rows)
        window.panels.model.modelReset.connect(self._note_rows)
        self._sampler.start()
        self._counted: dict[int, int] = {}
        self._counted_at = monotonic()
        QTimer.singleShot(int(seconds * 500), self, self._count)
        QTimer.singleShot(int(seconds * 1000), self, self._finish)

    @Slot()
    def _count(self) -> None:
        self._counted, self._counted_at = self._window.panels.wall.painted, monotonic()

    def _painted_fps(self) -> tuple[float, ...]:
        """Of each tile that shows a camera with a stream, since half time."""
        wall, lasted = self._window.panels.wall, max(0.001, monotonic() - self._counted_at)
        now = wall.painted
        return tuple(
            (now.get(index, 0) - self._counted.get(index, 0)) / lasted
            for index, tile in wall.seating.shown()
            if tile.seat.camera is not None and tile.seat.camera.streams is not None
        )

    @Slot()
    def _note_rows(self) -> None:
        self._listed.update(alert.number for alert in self._window.panels.model.alerts())

    @Slot(object)
    def _note_link(self, news: LinkNews) -> None:
        self._linked |= news.state == "up"

    @Slot()
    def _finish(self) -> None:
        self._sampler.stop()
        self._witness.sample()
        self._note_rows()
        logging.getLogger().removeHandler(self._errors)
        pictures = self._window.panels.wall.states()
        gaps = self._window.responsiveness.summary()
        missing = self._witness.missing
        self.seen = Seen(
            until=datetime.now(UTC),
            painted=dict(self._window.first_painted),
            listed=frozenset(self._listed) | frozenset(self._window.first_painted),
            queue=tuple(alert.number for alert in self._window.panels.model.alerts()),
            pictures={
                camera: state for camera, state in pictures.items() if self._has_stream(camera)
            },
            moving=self._witness.moving(),
            wanted=sum(self._has_stream(camera) for camera in pictures),
            gap_p99_ms=gaps["p99_ms"],
            errors=tuple(self._errors.sentences),
            missing=(missing,) if missing else (),
            shed=self._witness.shed,
            painted_fps=self._painted_fps(),
            linked=self._linked,
        )
        try:  # the picture first: to quit closes the windows; but a full disk must not keep us here
            if self._prefix is not None:
                self.written = screenshot([self._window], self._prefix)
        finally:
            QCoreApplication.quit()

    def _has_stream(self, tile: str) -> bool:
        """Whether the camera of a tile (the spot's may end in "/main") has a stream."""
        camera = self._site.cameras.get(tile.removesuffix("/main"))
        return camera is not None and camera.streams is not None
