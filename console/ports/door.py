"""Doors of the engine: where devices and seats come in. One thread owns both."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Frames:
    """One multipart message: routing id, the name bound to the sender's key, and its frames."""

    routing: bytes
    name: str
    frames: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """Something hostile or broken at a door: `kind` is the event type it deserves.

    `subject` is the device where it is known, else an address; it happened `count` times, 0 for
    a state that lasts.
    """

    kind: str
    subject: str
    text: str
    count: int = 1


class Door(Protocol):
    """A ROUTER whose peers are known by their key (device id or seat id in `Frames.name`)."""

    def receive(self, most: int) -> Sequence[Frames]:
        """At most `most` waiting messages, without blocking."""
        ...

    def send(self, routing: bytes, frames: Iterable[bytes]) -> bool:
        """Send without blocking; False when the peer is gone or does not read."""
        ...


class Doors(Protocol):
    """Both doors and the wait for either."""

    @property
    def edge(self) -> Door:
        """Devices."""
        ...

    @property
    def seats(self) -> Door:
        """Consoles."""
        ...

    def incidents(self) -> Sequence[Incident]:
        """What happened at the doors since the last call, counted by kind and subject."""
        ...

    def counters(self) -> dict[str, int]:
        """What the doors refused, dropped and cut so far, and how many connections stand."""
        ...

    def wait(self, timeout_ms: int) -> None:
        """Sleep until a message waits at either door, or the time is over."""
        ...

    def rest(self) -> None:
        """A moment, below a millisecond, without listening: devices are saying too much."""
        ...
