"""The patrols, hazards and organisations a seat was told of. Values only; GUI thread."""

from typing import TypeVar

from console.domain.field.check_in import CheckIn
from console.domain.field.hazard import Hazard
from console.domain.field.patrol import Patrol
from console.domain.field.record import FieldRecord
from console.domain.field.roster import Organisation
from console.domain.unit import UnitPosition
from console.ports.seat_link import QueueNews
from console.services.field.check_ins import CHECK_IN
from console.services.field.patrol_forms import HAZARD, ORGANISATION, PATROL
from console.wire.field_codec import FieldMalformed, field_value

_V = TypeVar("_V")


class PatrolBook:
    """Newest values by record id. Records that cannot be read are counted, not shown."""

    def __init__(self) -> None:
        self.patrols: dict[str, Patrol] = {}
        self.hazards: dict[str, Hazard] = {}
        self.organisations: dict[str, Organisation] = {}
        self.checks: dict[str, CheckIn] = {}
        self.positions: dict[str, UnitPosition] = {}
        self.unreadable = 0

    def take(self, news: QueueNews) -> bool:
        """Take news in; whether a record here changed."""
        if news.whole:
            self._forget()
        for position in news.positions:
            self.positions[position.unit] = position
        for unit in news.gone_units:
            self.positions.pop(unit, None)
        changed = [self._put(record) for record in news.fields]
        return news.whole or any(changed)

    def _forget(self) -> None:
        tables = (self.patrols, self.hazards, self.organisations, self.checks, self.positions)
        for table in tables:
            table.clear()
        self.unreadable = 0

    def _put(self, record: FieldRecord) -> bool:
        if record.kind == PATROL:
            return self._read(record, Patrol, self.patrols)
        if record.kind == HAZARD:
            return self._read(record, Hazard, self.hazards)
        if record.kind == ORGANISATION:
            return self._read(record, Organisation, self.organisations)
        if record.kind == CHECK_IN:
            return self._read(record, CheckIn, self.checks)
        return False

    def _read(self, record: FieldRecord, wanted: type[_V], into: dict[str, _V]) -> bool:
        value = field_value(record.content, wanted)
        if isinstance(value, FieldMalformed):
            self.unreadable += 1
        else:
            into[record.id] = value
        return True

    def check_of(self, patrol: Patrol) -> CheckIn | None:
        """The check-ins of a team, while it has to check in."""
        check = self.checks.get(patrol.members[0]) if patrol.check_in_s else None
        return check if check is not None and check.is_open else None

    def hazards_of(self, patrol: str) -> list[tuple[str, Hazard]]:
        """The hazards a patrol found."""
        return [(key, each) for key, each in self.hazards.items() if each.patrol == patrol]
