"""Where a secret can lie, as the rules in `stored_keys` need it. No thread of its own."""

from typing import Protocol


class Place(Protocol):
    """Short texts by name, for this user alone."""

    def read(self, name: str) -> str | None:
        """The text of that name, None when there is none. Raises EnvironmentFault."""
        ...

    def create(self, name: str, text: str) -> str:
        """Keep a new text, or return the one that another process was quicker to keep."""
        ...

    def replace(self, name: str, text: str) -> None:
        """Keep a text in place of what was there, whole or not at all."""
        ...

    def remove(self, name: str) -> None:
        """Remove the text; none of that name is no error."""
        ...

    def where(self, name: str) -> str:
        """The place in words, for a message; never the text."""
        ...
