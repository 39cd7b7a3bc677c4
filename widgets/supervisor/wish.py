"""What the supervisor's pages ask the window for. Values; GUI thread."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleWish:
    """One edit: the path, its new value as JSON text, why; or, with `version`, going back to it.

    `base` is the version the edit was begun on.
    """

    path: str = ""
    content: str = ""
    why: str = ""
    base: int = 0
    version: int | None = None
