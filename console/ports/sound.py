"""Sound and speech, as the annunciator needs them."""

from typing import Protocol

OFF = "sound is turned off in the settings of this seat"
"""The one `fault` that is meant: it is told on the screen, and is no fault of the seat."""
ABSENT = "no sound device was found, so alerts are shown but not heard; connect a speaker"
"""The `fault` of a seat that never had a device since its start, unlike one that was lost."""


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
        """Why nothing can be heard (one sentence), empty when a device is there.

        Told within 3 s of the moment a device takes no more sound.
        """
        ...

    def close(self) -> None:
        """Give the device back."""
        ...


class Speech(Protocol):
    """Reads announcements aloud, with what the computer offers without a network. Never blocks."""

    def say(self, text: str, language: str, after_s: float = 0.0) -> None:
        """Say a text ("ko" or "en") once, `after_s` from now; a newer one takes its place."""
        ...

    def stop(self) -> None:
        """Say nothing more."""
        ...

    @property
    def fault(self) -> str:
        """Why nothing can be said (one sentence), empty when all is well."""
        ...

    def close(self) -> None:
        """End what speaks now."""
        ...
