"""Which kinds of field work this engine knows: the one list."""

from console.services.field_book import FieldBook
from console.services.field_guards import GuardCases, GuardRoll


def field_book(boot: str = "") -> FieldBook:
    """All kinds, each with senses of its own. `boot` names this start of the computer."""
    return FieldBook((GuardCases(), GuardRoll()), boot)
