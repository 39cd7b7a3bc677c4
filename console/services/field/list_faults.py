"""What is wrong with a row of a list that is entered for the field. Values only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RowFault:
    """What does not fit in a row, and what to write instead."""

    field: str
    problem: str
    remedy: str


_YES = frozenset(("y", "yes", "1", "true", "예", "참여", "운영"))
_NO = frozenset(("n", "no", "0", "false", "아니오", "아니요", "미참여", "중단"))


def takes_part(column: str, text: str | None, *, before: bool) -> bool | RowFault:
    """Yes or no as lists have it; what was known before where a row says nothing."""
    if text is None:
        return before
    said = text.casefold()
    if said not in _YES | _NO:
        return RowFault(column, f"{said[:20]!r} is neither yes nor no", "write y or n")
    return said in _YES
