"""What the video wall is given besides site and pictures, all of it optional. GUI thread."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from console.domain.site import Camera
from console.ports.camera_control import CameraControl, ControlState
from console.ports.seat_files import SeatFiles


class AbsentControl:
    """A console that cannot turn cameras: it says so, and nothing moves."""

    def state(self, camera: Camera) -> ControlState:  # noqa: ARG002
        """Absent."""
        return ControlState("absent")

    def move(self, camera: Camera, pan: float, tilt: float, zoom: float) -> None:
        """Nothing."""

    def go_to(self, camera: Camera, preset: str) -> None:
        """Nothing."""

    def cameras(self) -> Sequence[str]:
        """None."""
        return ()

    def close(self) -> None:
        """Nothing was begun."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class WallMeans:
    """Without `files` nothing can be exported and no order is kept.

    `before_s` and `after_s` are what a clip of an alert holds around its event; `clip_on_alert`
    keeps one by itself of every new alert whose camera is open. With `alerts_to_spot` a new urgent
    alert takes the spot.
    """

    control: CameraControl = field(default_factory=AbsentControl)
    files: SeatFiles | None = None
    operator: str = ""
    seat: str = ""
    watermark: bool = False
    may_lift_masks: bool = False
    before_s: float = 30.0
    after_s: float = 30.0
    alerts_to_spot: bool = True
    clip_on_alert: bool = False
    now: Callable[[], datetime] = _now
    mono_s: Callable[[], float] = time.monotonic
