"""A device's way to the engine, as simulated devices and adapters need it."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from console.ports.keys import KeyPair


class DeviceLink(Protocol):
    """One device's own connection. Used by one thread; never blocks."""

    @property
    def connection(self) -> int:
        """Counts completed handshakes; 0 before the first. Each new one wants a HELLO first."""
        ...

    @property
    def connected(self) -> bool:
        """Whether the engine can be reached at this moment, as far as one can know."""
        ...

    @property
    def reason(self) -> str:
        """Why the engine refused the connection, in words; empty otherwise."""
        ...

    def send(self, frames: Iterable[bytes]) -> bool:
        """Send now; False when not connected or the buffers are full (nothing is kept then)."""
        ...

    def receive(self, most: int) -> Sequence[tuple[bytes, ...]]:
        """At most `most` waiting messages."""
        ...

    def close(self) -> None:
        """End the connection; a message sent just before may still leave for half a second."""
        ...


class DeviceNetwork(Protocol):
    """Links of many devices that live in one thread, and the wait for any of them."""

    def open(self, pair: KeyPair) -> DeviceLink:
        """Begin to connect as the device that owns this key pair. Returns at once."""
        ...

    def wait(self, timeout_ms: int) -> None:
        """Sleep until something happens on any link, or the time is over."""
        ...

    def close(self) -> None:
        """Close every link still open; bounded by 2 s."""
        ...


class DeviceCrowd(Protocol):
    """Links of thousands of devices in one thread; only those with news are looked at."""

    def open(self, pair: KeyPair) -> DeviceLink:
        """Begin to connect as the device that owns this key pair. Returns at once."""
        ...

    def ready(self, timeout_ms: int) -> Sequence[DeviceLink]:
        """Links to which something has happened, after at most that time."""
        ...

    def close(self) -> None:
        """Close every link still open; bounded by 2 s."""
        ...
