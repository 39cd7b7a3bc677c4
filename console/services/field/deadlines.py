"""When time has to look at which field record again. Engine thread only; no I/O."""

from console.domain.field.record import FieldKey, FieldRecord
from console.services.agenda import Agenda


class FieldDeadlines(Agenda[FieldKey]):
    """By the records' keys."""

    def arm(self, record: FieldRecord) -> None:
        """Look at this record again at its deadline."""
        self.arm_at(record.key, record.deadline)
