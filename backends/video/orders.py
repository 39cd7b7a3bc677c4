"""What the console and its video workers say to each other over their pipe. Values only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Canvas:
    """A frame ring by name, with its largest picture in pixels."""

    ring: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, repr=False)
class Open:
    """Show a stream. Without a representation: the address may hold a login."""

    id: int
    url: str
    transport: str
    libvlc: bool
    canvas: Canvas
    status: str


@dataclass(frozen=True, slots=True)
class Resize:
    """Draw into another ring from now on."""

    id: int
    canvas: Canvas


@dataclass(frozen=True, slots=True)
class Shut:
    """Stop showing a stream."""

    id: int


@dataclass(frozen=True, slots=True)
class Quit:
    """End the worker."""


@dataclass(frozen=True, slots=True)
class Beat:
    """The worker lives. `libvlc_fault` is None before it was tried, empty when it works."""

    libvlc_fault: str | None = None


Order = Open | Resize | Shut | Quit
