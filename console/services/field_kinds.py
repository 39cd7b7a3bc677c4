"""Which kinds of field work this engine knows: the one list."""

from console.services.field_book import FieldBook
from console.services.field_check_ins import CheckInKind
from console.services.field_escorts import EscortKind
from console.services.field_guards import GuardCases, GuardRoll
from console.services.field_hazards import Hazards, Roster
from console.services.field_lockers import Lockers
from console.services.field_patrols import Patrols
from console.services.field_scouts import ScoutTeamKind
from console.services.field_shelters import Calendar, Shelters


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
