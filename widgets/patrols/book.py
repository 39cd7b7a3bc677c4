"""The patrols, hazards and organisations a seat was told of. Values only; GUI thread."""

from console.domain.field.check_in import CheckIn
from console.domain.field.hazard import Hazard
from console.domain.field.patrol import Patrol
from console.domain.field.roster import Organisation
from console.services.field.check_ins import CHECK_IN
from console.services.field.patrol_forms import HAZARD, ORGANISATION, PATROL
from widgets.field.book import RecordBook


class PatrolBook(RecordBook):
    """What patrols, hazards and organisations the engine told of, and who checks in."""

    def __init__(self) -> None:
        super().__init__()
        self.patrols = self.table(PATROL, Patrol)
        self.hazards = self.table(HAZARD, Hazard)
        self.organisations = self.table(ORGANISATION, Organisation)
        self.checks = self.table(CHECK_IN, CheckIn)

    def check_of(self, patrol: Patrol) -> CheckIn | None:
        """The check-ins of a team, while it has to check in."""
        check = self.checks.get(patrol.members[0]) if patrol.check_in_s else None
        return check if check is not None and check.is_open else None

    def hazards_of(self, patrol: str) -> list[tuple[str, Hazard]]:
        """The hazards a patrol found."""
        return [(key, each) for key, each in self.hazards.items() if each.patrol == patrol]
