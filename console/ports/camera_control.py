"""Turning cameras and going to their presets, as the video wall needs it (ONVIF behind it)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from console.domain.site import Camera


@dataclass(frozen=True, slots=True)
class Preset:
    """A stored view of a camera."""

    token: str
    name: str


@dataclass(frozen=True, slots=True)
class ControlState:
    """What is known of a camera's control: asking, ready, moving, failed (`reason`), absent.

    `returns_in_s` runs down to the automatic return to the home preset, None when none is due.
    """

    state: str
    presets: tuple[Preset, ...] = ()
    reason: str = ""
    returns_in_s: float | None = None


class CameraControl(Protocol):
    """Thread-safe; never blocks the caller. What failed is told by `state`."""

    def state(self, camera: Camera) -> ControlState:
        """What is known now; the first call begins to ask the camera."""
        ...

    def move(self, camera: Camera, pan: float, tilt: float, zoom: float) -> None:
        """Turn at these speeds (-1..1) until the next call; all 0 stops."""
        ...

    def go_to(self, camera: Camera, preset: str) -> None:
        """Go to a stored view."""
        ...

    def cameras(self) -> Sequence[str]:
        """The ids of the cameras that can be turned."""
        ...

    def close(self) -> None:
        """Stop every movement that was begun, then the thread; bounded by 3 s."""
        ...
