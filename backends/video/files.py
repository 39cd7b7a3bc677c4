"""Ordered files as the console holds them. Caller's (GUI) thread."""

from collections.abc import Callable
from pathlib import Path

from backends.video.orders import FileOrder, Snapshot
from console.ports.player import FileState


class LiveFile:
    """A clip or snapshot that a worker writes."""

    def __init__(
        self,
        order: FileOrder,
        second: Snapshot | None,
        hear: Callable[[], None],
        send: "Callable[[FileOrder, LiveFile], None]",
    ) -> None:
        """`second` is ordered when the first fails; `hear` brings news through `settle`."""
        self._state = FileState("working", order.path)
        self._second = second
        self._hear = hear
        self._send = send

    def state(self) -> FileState:
        """How far it is."""
        if self._state.state == "working":
            self._hear()
        return self._state

    def settle(self, state: FileState) -> None:
        """The worker's last word about one order."""
        second, self._second = self._second, None
        if state.state == "failed" and second is not None:
            self._send(second, self)
        else:
            self._state = state

    def give_up(self, reason: str) -> None:
        """Nobody will write it any more."""
        if self._state.state == "working":
            self._state = FileState("failed", self._state.path, reason)


class AbsentFile:
    """A file that can not be: it says why."""

    def __init__(self, path: Path, reason: str) -> None:
        """`reason` is one English sentence."""
        self._state = FileState("failed", path, reason)

    def state(self) -> FileState:
        """Failed, with the reason."""
        return self._state
