"""The values of the kinds of field work, and what operators fill in, as JSON text. Pure and total.

Foreign text never raises: it comes back as a `FieldMalformed` with a sentence.
"""

from dataclasses import dataclass
from typing import TypeVar

import msgspec

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class FieldMalformed:
    """Text that is not such a value. `reason` is a sentence, without the sender's words."""

    reason: str


def field_text(value: object) -> str:
    """A value as compact JSON: times RFC 3339, enumerations by value."""
    return msgspec.json.encode(value).decode()


def field_value(text: str, wanted: type[_Value]) -> _Value | FieldMalformed:
    """The value a text stands for; members nobody knows are ignored."""
    try:
        return msgspec.json.decode(text, type=wanted)
    except (ValueError, ArithmeticError, RecursionError, TypeError) as fault:
        return FieldMalformed(f"What was filled in cannot be read: {str(fault)[:200]}.")
