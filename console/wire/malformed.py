"""What is not SEP1, as a value, and the exception that carries it inside the wire room only."""

from dataclasses import dataclass

MAX_INTEGER = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Malformed:
    """A refused message: the REJECT `code` of the protocol page and a `reason` in words.

    `boot` and `sequence` are what the sender wrote, when that much could be read.
    """

    code: str
    reason: str
    boot: int | None = None
    sequence: int | None = None


class WireError(Exception):
    """Raised and caught inside `console.wire`; never leaves it."""

    def __init__(self, code: str, reason: str) -> None:
        self.code = code
        self.reason = reason
        super().__init__(reason)


def loose_number(value: object, least: int) -> int | None:
    """The value as a number that fits in 63 bits and is at least `least`, else None."""
    if isinstance(value, int) and not isinstance(value, bool) and least <= value <= MAX_INTEGER:
        return value
    return None
