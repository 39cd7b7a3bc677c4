"""Snapshots and clips: ordered from the video back end, watched, masked, noted. GUI thread.

The files are written by the back end; masks are burnt into snapshots on a thread of a pool before
anybody is told that the snapshot exists.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal, Slot

from console.domain.site import Camera
from console.ports.player import FileState, OrderedFile, Pictures
from widgets.video_wall.masking import burn
from widgets.video_wall.means import WallMeans
from widgets.video_wall.reasons import reason_words
from widgets.words.words import clock_text

_LOOK_MS = 150
_END_MS = 2_000
_DIGEST_SHOWN = 16


@dataclass(frozen=True, slots=True)
class Ordered:
    """A file on its way, and what is to be written down about it."""

    kind: str
    camera: Camera
    path: Path
    at: datetime
    file: OrderedFile
    masked: bool
    purpose: str = ""
    about: str = ""
    offset_s: float | None = None


class Evidence(QObject):
    """Emits `told(words, tone)` when a file is done or failed, `done(path)` when it is complete."""

    told = Signal(str, str)
    done = Signal(str)
    _burnt = Signal(object, str, str)

    def __init__(self, pictures: Pictures, means: WallMeans, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures, self._means = pictures, means
        self._waiting: list[Ordered] = []
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._burnt.connect(self._take_burnt)

    def snapshot(
        self, camera: Camera, *, masked: bool, about: str, offset_s: float | None
    ) -> str | None:
        """Order the camera's newest full picture; its file's name, None where none can be kept."""
        files, now = self._means.files, self._means.now()
        if files is None:
            return None
        path = files.export_path(camera.id, now, "png")
        file = self._pictures.snapshot(camera.id, path)
        self._watch(
            Ordered("snapshot", camera, path, now, file, masked, about=about, offset_s=offset_s)
        )
        return path.name

    def clip(
        self,
        camera: Camera,
        span: tuple[datetime, datetime],
        *,
        purpose: str,
        about: str,
        offset_s: float | None,
    ) -> str | None:
        """Order a stretch as it was received; its file's name, None where none can be kept."""
        files = self._means.files
        if files is None:
            return None
        path = files.export_path(camera.id, span[0], "mp4")
        file = self._pictures.export(camera.id, *span, path)
        now = self._means.now()
        self._watch(Ordered("clip", camera, path, now, file, False, purpose, about, offset_s))
        return path.name

    def close(self) -> None:
        """Wait for masks that are being burnt, bounded; leave the rest to the back end."""
        self._timer.stop()
        self._pool.waitForDone(_END_MS)

    def _watch(self, ordered: Ordered) -> None:
        self._waiting.append(ordered)
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        for ordered in tuple(self._waiting):
            state = ordered.file.state()
            if state.state != "working":
                self._waiting.remove(ordered)
                self._settle(ordered, state)
        if not self._waiting:
            self._timer.stop()

    def _settle(self, ordered: Ordered, state: FileState) -> None:
        if state.state == "failed":
            self._fail(reason_words(state.reason))
        elif ordered.masked:
            self._pool.start(partial(self._burn, ordered))
        else:
            self._finish(ordered, state.sha256, state)

    def _burn(self, ordered: Ordered) -> None:
        try:
            digest, fault = burn(ordered.path, ordered.camera.masks), ""
        except OSError as error:
            digest, fault = "", str(error)
        self._burnt.emit(ordered, digest, fault)

    @Slot(object, str, str)
    def _take_burnt(self, ordered: Ordered, digest: str, fault: str) -> None:
        if fault:
            self._fail(fault)
        else:
            self._finish(ordered, digest, ordered.file.state())

    def _fail(self, reason: str) -> None:
        self.told.emit(self.tr("Nothing was saved: {reason}").format(reason=reason), "fault")

    def _finish(self, ordered: Ordered, digest: str, state: FileState) -> None:
        if self._means.files is not None:
            self._means.files.write_note(ordered.path, self._note(ordered, digest, state))
        words = self.tr("Saved: {name} · SHA-256 {digest}…").format(
            name=ordered.path.name, digest=digest[:_DIGEST_SHOWN]
        )
        if ordered.kind == "clip" and state.first is not None and state.last is not None:
            first, last = map(clock_text, (state.first, state.last))
            words = self.tr("{saved} · {first} to {last}").format(
                saved=words, first=first, last=last
            )
        if state.reason:
            words = f"{words} · {reason_words(state.reason)}"
        self.told.emit(words, "warning" if state.reason else "quiet")
        self.done.emit(str(ordered.path))

    def _note(self, ordered: Ordered, digest: str, state: FileState) -> dict[str, object]:
        """What is to be known of the file; times in UTC, `clock_offset_s` camera minus ours."""
        camera, offset = ordered.camera, ordered.offset_s
        return {
            "kind": ordered.kind,
            "file": ordered.path.name,
            "sha256": digest,
            "camera": camera.id,
            "camera_name": {"ko": camera.name_ko, "en": camera.name_en},
            "ordered": ordered.at.isoformat(),
            "first": state.first.isoformat() if state.first else None,
            "last": state.last.isoformat() if state.last else None,
            "operator": self._means.operator,
            "seat": self._means.seat,
            "purpose": ordered.purpose,
            "alert": ordered.about,
            "masked": ordered.masked,
            "clock_offset_s": None if offset is None else round(offset, 3),
            "clock_doubtful": offset is not None and abs(offset) > 1.0,
            "watermark": f"{self._means.operator} · {ordered.at.isoformat()}",
        }
