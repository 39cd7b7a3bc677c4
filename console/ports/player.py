"""Live pictures, as the video wall needs them. Frames cross in shared memory, never in signals."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from console.domain.site import Camera


class Attention(Enum):
    """How much a picture is needed: `HIDDEN` ones are received for their ring but not decoded."""

    HIDDEN = "hidden"
    BACKGROUND = "background"
    SPOT = "spot"


@dataclass(frozen=True, slots=True)
class PictureState:
    """What a picture is worth now.

    `state`: idle, starting, live, late, frozen, reconnecting, failed. `age_s` is the seconds since
    the newest frame arrived (None before the first). `engine` is "PyAV" or "libVLC"; `reason` says
    in one English sentence why a picture is not live (credentials redacted). `attempt` counts the
    failed tries since the picture was last live, `retry_in_s` runs down to the next one, `still_s`
    is how long new frames have shown the very same picture. `offset_s` is the camera's clock minus
    ours as its RTCP sender reports tell it, `delay_s` the newest frame's age by that clock at its
    arrival (corrected by `offset_s`: what decoding and the network took), both None when it tells
    nothing. `fps` is the measured rate of arrival. `codec` is H.264, H.265, MJPEG, ...; `decoder`
    "software" or the hardware used. `shed` is "", "slower" or "key frames": what this machine
    leaves out for want of processor time. `damaged`: parts of what is shown were lost or falsified
    on the way, and no whole picture came since (what the decoder tells: H.264 does).
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
    offset_s: float | None = None
    delay_s: float | None = None
    fps: float = 0.0
    codec: str = ""
    decoder: str = ""
    shed: str = ""
    damaged: bool = False


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

    def attend(self, attention: Attention) -> None:
        """Say how much the operator needs this picture now. Never blocks."""
        ...

    def close(self) -> None:
        """Stop. Never blocks."""
        ...


@dataclass(frozen=True, slots=True)
class PlaybackState:
    """Where a playback stands: opening, playing, paused, ended, failed (`reason`).

    `at` and the span `first` to `last` are wall-clock times (UTC) of arrival; `rate` 1.0 is normal.
    """

    state: str
    at: datetime | None = None
    first: datetime | None = None
    last: datetime | None = None
    rate: float = 1.0
    reason: str = ""


class Playback(Protocol):
    """A recorded stretch of one camera (its ring of packets, or a clip file)."""

    def newest(self) -> Frame | None:
        """The newest frame, or None before the first. Never blocks."""
        ...

    def state(self) -> PlaybackState:
        """Where it stands now. Never blocks."""
        ...

    def pause(self, paused: bool) -> None:
        """Hold or go on."""
        ...

    def seek(self, at: datetime) -> None:
        """Go to the frame of that moment."""
        ...

    def step(self, frames: int) -> None:
        """Pause and go this many frames on (or back when negative)."""
        ...

    def set_rate(self, rate: float) -> None:
        """0.25 to 8 times normal."""
        ...

    def resize(self, width: int, height: int) -> None:
        """Ask for frames of this size in device pixels."""
        ...

    def close(self) -> None:
        """Stop. Never blocks."""
        ...


@dataclass(frozen=True, slots=True)
class FileState:
    """What became of a file that was ordered: working, done or failed (`reason`).

    `sha256` is of the file at `path`; `first` and `last` are the true span of a clip (UTC).
    """

    state: str
    path: Path
    reason: str = ""
    sha256: str = ""
    first: datetime | None = None
    last: datetime | None = None


class OrderedFile(Protocol):
    """A clip or snapshot being written by a worker."""

    def state(self) -> FileState:
        """How far it is. Never blocks."""
        ...


class Pictures(Protocol):
    """The video back end of one console."""

    def open(self, camera: Camera, *, main: bool, width: int, height: int) -> Picture:
        """Start showing a camera: its sub stream, or `main` for the spot tile. Never blocks."""
        ...

    def replay(self, camera: str, seconds: float, *, width: int, height: int) -> Playback:
        """Play the last `seconds` of an open camera from its ring of packets. Never blocks."""
        ...

    def export(self, camera: str, first: datetime, last: datetime, path: Path) -> OrderedFile:
        """Write what was received between two moments to an MP4 file, packets unchanged."""
        ...

    def snapshot(self, camera: str, path: Path) -> OrderedFile:
        """Write the newest full-size picture of the camera's main stream to a PNG file."""
        ...

    @property
    def shed(self) -> str:
        """What the wall leaves out for want of processor time: "", "slower" or "key frames"."""
        ...

    @property
    def missing(self) -> str:
        """One sentence about a missing part (libVLC), empty when all is there."""
        ...

    def close(self) -> None:
        """Stop every worker; bounded by 3 s."""
        ...
