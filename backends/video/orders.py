"""What the console and its video workers say to each other over their pipe. Values only."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from console.ports.player import Attention, FileState

Hardware = Literal["auto", "off"]


@dataclass(frozen=True, slots=True)
class Canvas:
    """A frame ring by name, with its largest picture in pixels."""

    ring: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Stream:
    """Where a stream comes from. Its text leaves the address out: it may hold a login."""

    camera: str = field(compare=False)
    url: str = field(repr=False)
    transport: str = "tcp"
    main: bool = field(default=False, compare=False)


LibVlcPart = Literal["none", "first", "second"]
"""What libVLC does for a picture: nothing, draw it, or draw it when PyAV cannot read it."""


@dataclass(frozen=True, slots=True)
class Open:
    """Show a stream."""

    id: int
    stream: Stream
    libvlc: LibVlcPart
    canvas: Canvas
    status: str
    attention: Attention = Attention.BACKGROUND


@dataclass(frozen=True, slots=True)
class Resize:
    """Draw a picture or a playback into another ring from now on."""

    id: int
    canvas: Canvas


@dataclass(frozen=True, slots=True)
class Attend:
    """Somebody needs a picture more or less from now on."""

    id: int
    attention: Attention


@dataclass(frozen=True, slots=True)
class Shut:
    """Stop showing a picture or a playback."""

    id: int


@dataclass(frozen=True, slots=True)
class Export:
    """Write what was received between two moments (seconds of the epoch) to an MP4 file."""

    id: int
    stream: Stream
    first: float
    last: float
    path: Path


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Write the newest picture of a stream to a PNG file; `remark` is for the manifest."""

    id: int
    stream: Stream
    path: Path
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Replay:
    """Play the last seconds of an open stream, or a clip file."""

    id: int
    stream: Stream | None
    seconds: float
    path: Path | None
    canvas: Canvas
    board: str


@dataclass(frozen=True, slots=True)
class Steer:
    """Act on a playback: pause, resume, seek (seconds of the epoch), step (frames), rate."""

    id: int
    act: str
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class Terms:
    """How a worker works: seconds kept of each stream, hardware decoding, whether for the spot.

    `sheds` is off where a measurement wants every picture, whatever it costs.
    """

    ring_s: float
    hardware: Hardware = "off"
    sheds: bool = True
    spot: bool = False


@dataclass(frozen=True, slots=True)
class Begin:
    """The first order: what the process is to be. libVLC is tried at once or when it is needed."""

    terms: Terms
    probes_libvlc: bool
    may_libvlc: bool


@dataclass(frozen=True, slots=True)
class Quit:
    """End the worker."""


@dataclass(frozen=True, slots=True)
class Beat:
    """The worker lives. `libvlc_fault` is None before it was tried, empty when it works."""

    libvlc_fault: str | None = None
    shed: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a file that was ordered."""

    id: int
    state: FileState


FileOrder = Export | Snapshot
Order = Begin | Open | Resize | Attend | Shut | Export | Snapshot | Replay | Steer | Quit
Word = Beat | Written
