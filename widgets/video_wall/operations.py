"""What an operator does with a tile: replay, snapshot, clip, masks, pins. GUI thread.

Every act on a camera is told with `acted(kind, camera, text)`: the window puts it on record.
"""

from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from console.domain.site import Camera
from console.ports.player import Pictures
from console.services.wall.mask_lifts import LIFT_S, MaskLifts, NotLifted
from widgets.video_wall.evidence import Evidence
from widgets.video_wall.foot import Foot
from widgets.video_wall.means import WallMeans
from widgets.video_wall.replay import REPLAY_S, Replay
from widgets.video_wall.seating import Seating
from widgets.video_wall.tile import VideoTile
from widgets.video_wall.turning import Turning
from widgets.words.words import clock_text


class Operations(QObject):
    """Signals: `acted(kind, camera, text)`, `changed()` when tiles are to be opened anew."""

    acted = Signal(str, str, str)
    changed = Signal()

    def __init__(
        self, seating: Seating, pictures: Pictures, means: WallMeans, wall: QWidget
    ) -> None:
        super().__init__(wall)
        self._seating, self._pictures, self.means, self._wall = seating, pictures, means, wall
        self.lifts = MaskLifts(allowed=means.may_lift_masks)
        self.foot = Foot(wall)
        self.evidence = Evidence(pictures, means, self)
        self.evidence.told.connect(self.foot.say)
        self.turning = Turning(seating, means, self.foot, self)
        self.turning.moved.connect(self._record_move)

    def close(self) -> None:
        """End what was begun: movements, lifted masks, files being masked."""
        self.turning.steering.stop()
        for camera in self.lifts.lifted():
            self._restore(camera)
        self.evidence.close()

    @property
    def is_at_work(self) -> bool:
        """Whether the operator is busy with a picture, so that nothing may take the spot."""
        return (
            self._seating.replaying() is not None
            or self.turning.steering.is_moving
            or self.turning.takes_digits
            or self.foot.is_asking
        )

    @property
    def about(self) -> str:
        """The chosen alert in short, "" without one: "#7"."""
        return self._seating.about

    @Slot(str, str)
    def _record_move(self, camera: str, text: str) -> None:
        self.acted.emit("move_camera", camera, text)

    # --- replay -----------------------------------------------------------------------------------

    def replay(self, index: int) -> None:
        """The last minute of a tile's camera, in that tile."""
        tile = self._seating.tiles[index]
        camera = self._open_camera(tile)
        if camera is None:
            return
        shown = self._seating.replaying()
        if shown is not None:
            self._seating.tiles[shown].end_replay()
        size = tile.pixels(self._wall.devicePixelRatioF())
        tile.replay = Replay(
            self._pictures.replay(camera.id, REPLAY_S, width=size.width(), height=size.height())
        )
        tile.refresh()
        self.acted.emit("watch_replay", camera.id, self.about)
        self.foot.say(
            self.tr(
                "Replay: Space holds · , and . step · [ and ] slower, faster · ← → 5 s · Esc live"
            )
        )
        self.changed.emit()

    def end_replay(self) -> bool:
        """Back to live; whether a replay was shown."""
        shown = self._seating.replaying()
        if shown is None:
            return False
        self._seating.tiles[shown].end_replay()
        self.foot.leave()
        self.changed.emit()
        return True

    # --- files ------------------------------------------------------------------------------------

    def snapshot(self, index: int) -> None:
        """The newest full picture of the camera's main stream, masked as it is shown."""
        tile = self._seating.tiles[index]
        camera = self._open_camera(tile)
        if camera is None or not self._has_folder():
            return
        masked = bool(camera.masks) and not self.mask_left_s(camera)
        name = self.evidence.snapshot(
            camera, masked=masked, about=self.about, offset_s=tile.state.offset_s
        )
        self.acted.emit("take_snapshot", camera.id, " ".join(filter(None, (self.about, name))))
        self.foot.say(self.tr("Taking a snapshot of {camera} …").format(camera=camera.id))

    def export(self, index: int) -> None:
        """A clip around the alert or the replayed moment, else of the last minute."""
        tile = self._seating.tiles[index]
        camera = self._open_camera(tile)
        if camera is None or not self._has_folder():
            return
        if camera.masks and not self.mask_left_s(camera):
            words = self.tr(
                "{camera} has a privacy mask and a clip would show what it hides: lift the mask "
                "first (U)"
            )
            self.foot.say(words.format(camera=camera.id), "warning")
            return
        span = self._span(tile)
        words = self.tr("Clip of {camera}, {first} to {last}. For what purpose?")
        first, last = map(clock_text, span)
        self._ask(
            words.format(camera=camera.id, first=first, last=last),
            partial(self._export, camera, span, tile.state.offset_s),
        )

    def _export(
        self,
        camera: Camera,
        span: tuple[datetime, datetime],
        offset_s: float | None,
        purpose: str,
    ) -> str:
        if not purpose:
            return self.tr("A clip needs a purpose; it is put on record.")
        name = self.evidence.clip(
            camera, span, purpose=purpose, about=self.about, offset_s=offset_s
        )
        text = " · ".join(filter(None, (purpose, self.about, name)))
        self.acted.emit("export_clip", camera.id, text)
        self.foot.say(self.tr("Writing a clip of {camera} …").format(camera=camera.id))
        return ""

    def keep_clip(self, camera_id: str, about: str, occurred: datetime) -> None:
        """A clip around an alert's event by itself, of a camera that is open and has no mask."""
        shown = (one for one in self._seating.tiles if one.seat.key == camera_id)
        tile = next((one for one in shown if one.view is not None), None)
        camera = None if tile is None else tile.seat.camera
        if tile is None or camera is None or camera.masks:
            return
        before, after = (
            timedelta(seconds=self.means.before_s),
            timedelta(seconds=max(1.0, self.means.after_s)),
        )
        span = (occurred - before, occurred + after)
        name = self.evidence.clip(
            camera, span, purpose="alert", about=about, offset_s=tile.state.offset_s
        )
        if name is not None:
            self.acted.emit("export_clip", camera.id, f"alert · {about} · {name}")

    def _span(self, tile: VideoTile) -> tuple[datetime, datetime]:
        """From before to after the replayed moment or the event; never beyond what is kept."""
        now, scene = self.means.now(), self._seating.scene
        oldest = now - timedelta(seconds=REPLAY_S)
        at = tile.replay.state.at if tile.replay is not None else scene.occurred
        shown = tile.replay is not None or tile.seat.near is not None or tile.seat.spot
        if at is None or not shown or at < oldest:
            return oldest, now
        first = max(oldest, at - timedelta(seconds=self.means.before_s))
        # What is still to come is waited for by the back end.
        return first, at + timedelta(seconds=max(1.0, self.means.after_s))

    # --- masks ------------------------------------------------------------------------------------

    def mask_left_s(self, camera: Camera) -> float:
        """Seconds until the mask of a camera comes back; 0 when it is in place."""
        return self.lifts.left_s(camera.id, self.means.mono_s())

    def lift_mask(self, index: int) -> None:
        """Lift a tile's mask for a minute after asking for the purpose, or put it back now."""
        camera = self._seating.tiles[index].seat.camera
        if camera is None:
            return
        if self.lifts.restore(camera.id):
            self._restore(camera.id)
            return
        fault = self.lifts.fault(masked=bool(camera.masks))
        if fault is not None:
            self.foot.say(self._mask_words(fault), "warning")
            return
        words = self.tr("Lift the privacy mask of {camera} for {seconds} s. For what purpose?")
        self._ask(
            words.format(camera=camera.id, seconds=round(LIFT_S)), partial(self._lift, camera)
        )

    def _lift(self, camera: Camera, purpose: str) -> str:
        fault = self.lifts.lift(camera.id, purpose, self.means.mono_s(), masked=bool(camera.masks))
        if fault is not None:
            return self._mask_words(fault)
        self.acted.emit("lift_mask", camera.id, purpose)
        words = self.tr("The mask of {camera} is lifted for {seconds} s; U puts it back now")
        self.foot.say(words.format(camera=camera.id, seconds=round(LIFT_S)), "warning")
        self.changed.emit()
        return ""

    def end_lifts(self) -> None:
        """Put back the masks whose minute is over."""
        for camera in self.lifts.ended(self.means.mono_s()):
            self._restore(camera)

    def _restore(self, camera: str) -> None:
        self.lifts.restore(camera)
        self.acted.emit("restore_mask", camera, "")
        self.foot.say(self.tr("The mask of {camera} is back").format(camera=camera))
        self.changed.emit()

    def _mask_words(self, fault: NotLifted) -> str:
        return {
            "no_mask": self.tr("This camera has no privacy mask."),
            "not_allowed": self.tr(
                "This seat may not lift privacy masks (may_lift_masks in its settings)."
            ),
            "no_purpose": self.tr("A mask is lifted for a purpose; it is put on record."),
        }[fault.why]

    # --- order ------------------------------------------------------------------------------------

    def pin(self, index: int) -> None:
        """Pin a tile so that no alert covers it, or free it."""
        if index == 0:
            self.foot.say(self.tr("The spot tile belongs to alerts and cannot be pinned."))
            return
        if not self._seating.tiles[index].seat.camera:
            return
        self._seating.turn_pin(index)
        self.keep_order()

    def free(self, index: int) -> bool:
        """Give the tile of a camera that is gone to another; False where none is gone."""
        if not self._seating.free(index):
            return False
        self.keep_order()
        return True

    def free_one(self, first: int) -> bool:
        """The same for this tile, else for the first whose camera is gone."""
        return any(self.free(index) for index in (first, *range(len(self._seating.tiles))))

    def follow_list(self) -> None:
        """The site's list of cameras changed: pictures of cameras that stay go on as they are."""
        self._seating.follow_list()
        self.changed.emit()

    def keep_order(self) -> None:
        """Keep the operator's order for the next start."""
        if self.means.files is not None:
            self.means.files.keep(self._seating.arrangement)
        self.changed.emit()

    # --- asking -----------------------------------------------------------------------------------

    def _ask(self, words: str, given: partial[str]) -> None:
        self.foot.ask(words, given, QApplication.focusWidget() or self._wall)

    def _open_camera(self, tile: VideoTile) -> Camera | None:
        """The tile's camera when a picture of it is open; else says what is missing."""
        is_open = tile.view is not None or tile.stands_in is not None
        if is_open and tile.seat.camera is not None:
            return tile.seat.camera
        self.foot.say(self.tr("This tile shows no camera with a stream."), "warning")
        return None

    def _has_folder(self) -> bool:
        if self.means.files is None:
            self.foot.say(self.tr("This console has no folder to save pictures in."), "fault")
        return self.means.files is not None
