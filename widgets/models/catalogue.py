"""What the panels ask about a type of alert: its name, what to do, how it sounds."""

from typing import Protocol


class Catalogue(Protocol):
    """Answers for every type, unknown ones included; never raises."""

    def name(self, type_: str, language: str) -> str:
        """The type's name in "ko" or "en"."""
        ...

    def response(self, type_: str, language: str) -> str:
        """What the operator is to do, in "ko" or "en"."""
        ...

    def urgency(self, type_: str) -> str:
        """How it sounds: "high", "medium" or "low"."""
        ...
