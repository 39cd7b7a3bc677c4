"""Live pictures, as the video wall needs them. Frames cross in shared memory, never in signals."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from console.domain.site import Camera


@dataclass(frozen=True, slots=True)
class PictureState:
    """What a picture is worth now.

    `state`: idle, starting, live, late, frozen, reconnecting, failed. `age_s` is the seconds since
    the newest frame arrived (None before the first). `engine` is "PyAV" or "libVLC"; `reason` says
    in one English sentence why a picture is not live (credentials redacted). `attempt` counts the
    failed tries since the picture was last live, `retry_in_s` runs down to the next one, `still_s`
    is how long new frames have shown the very same picture.
    """

    state: str
    age_s: float | None = None
    engine: str = ""
    reason: str = ""
    width: int = 0
    height: int = 0
    frames: int = 0
    attempt: int = 0
    retry_in_s: float | None = None
    still_s: float | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture, BGRA, shape (height, width, 4), uint8: a view into shared memory.

    Valid until two further frames were published (about 60 ms at 30 fps): paint it or copy it.
    """

    sequence: int
    pixels: npt.NDArray[np.uint8]


class Picture(Protocol):
    """One running view of one camera, drawn into one tile."""

    def newest(self) -> Frame | None:
        """The newest frame, or None before the first. Never blocks."""
        ...

    def state(self) -> PictureState:
        """State and age now. Never blocks."""
        ...

    def resize(self, width: int, height: int) -> None:
        """Ask for frames of this size in device pixels; delivered soon, not at once."""
        ...

    def close(self) -> None:
        """Stop. Never blocks."""
        ...


class Pictures(Protocol):
    """The video back end of one console."""

    def open(self, camera: Camera, *, main: bool, width: int, height: int) -> Picture:
        """Start showing a camera: its sub stream, or `main` for the spot tile. Never blocks."""
        ...

    @property
    def missing(self) -> str:
        """One sentence about a missing part (libVLC), empty when all is there."""
        ...

    def close(self) -> None:
        """Stop every worker; bounded by 3 s."""
        ...
