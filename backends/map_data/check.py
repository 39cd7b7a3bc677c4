"""Looking at foreign JSON: collects every problem with its key, in place of stopping at the first.

No thread of its own. Never raises on what it reads; `raise_all` turns the list into one fault.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from console.domain.errors import EnvironmentFault

MOST_SHOWN = 12


@dataclass
class Problems:
    """What is wrong with one file, in the order it was found."""

    path: Path
    found: list[str] = field(default_factory=list)

    def add(self, key: str, what: str) -> None:
        """One problem, at a key written like `streams[2].camera`."""
        self.found.append(f"{key}: {what}")

    def raise_all(self, what: str, remedy: str) -> None:
        """Raises one `EnvironmentFault` that names all problems; nothing when there are none."""
        if not self.found:
            return
        more = len(self.found) - MOST_SHOWN
        shown = self.found[:MOST_SHOWN] + ([f"and {more} more"] if more > 0 else [])
        raise EnvironmentFault(f"{what}: " + "; ".join(shown), where=str(self.path), remedy=remedy)


def member(row: object, key: str, kind: type, problems: Problems, at: str = "") -> object | None:
    """The member `key` of `row` when it is a `kind`, else None and a problem."""
    where = f"{at}.{key}" if at else key
    if not isinstance(row, dict):
        problems.add(at or "file", f"must be an object, not {_word(row)}")
        return None
    if key not in row:
        problems.add(where, "is missing")
        return None
    value: object = row[key]
    if not isinstance(value, kind) or isinstance(value, bool):
        problems.add(where, f"must be {_WORDS.get(kind, kind.__name__)}, not {_word(value)}")
        return None
    return value


def text(row: object, key: str, problems: Problems, at: str = "") -> str | None:
    """A non-empty text member, else None and a problem."""
    value = member(row, key, str, problems, at)
    if isinstance(value, str) and not value.strip():
        problems.add(f"{at}.{key}" if at else key, "is empty")
        return None
    return value if isinstance(value, str) else None


def rows(row: object, key: str, problems: Problems) -> Sequence[object]:
    """A list member, or an empty list and a problem."""
    value = member(row, key, list, problems)
    return value if isinstance(value, list) else []


_WORDS: dict[type, str] = {str: "a text", list: "a list", dict: "an object"}


def _word(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    return _WORDS.get(type(value), type(value).__name__)
