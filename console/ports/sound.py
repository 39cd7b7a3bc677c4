"""Sound, as the annunciator needs it."""

from typing import Protocol


class Sound(Protocol):
    """One voice. Never blocks."""

    def play(self, urgency: str) -> None:
        """Sound "high", "medium" or "low" once, ending whatever sounds now."""
        ...

    def stop(self) -> None:
        """Silence now."""
        ...

    @property
    def fault(self) -> str:
        """Why nothing can be heard (one sentence), empty when a device is there."""
        ...

    def close(self) -> None:
        """Give the device back."""
        ...
