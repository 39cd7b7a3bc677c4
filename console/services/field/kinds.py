"""Which kinds of field work this engine knows: the one list."""

from console.services.field.book import FieldBook
from console.services.field.check_ins import CheckInKind
from console.services.field.escorts import EscortKind
from console.services.field.guards import GuardCases, GuardRoll
from console.services.field.hazards import Hazards, Roster
from console.services.field.lockers import Lockers
from console.services.field.patrols import Patrols
from console.services.field.scouts import ScoutTeamKind
from console.services.field.shelters import Calendar, Shelters


def field_book(boot: str = "") -> FieldBook:
    """All kinds, each with senses of its own. `boot` names this start of the computer."""
    kinds = (
        GuardCases(),
        GuardRoll(),
        EscortKind(),
        ScoutTeamKind(),
        CheckInKind(),
        Patrols(),
        Hazards(),
        Roster(),
        Shelters(),
        Calendar(),
        Lockers(),
    )
    return FieldBook(kinds, boot)
