"""The records of the kinds a board shows, as a seat was told of them. Values only; GUI thread."""

from typing import Any, TypeVar

from console.domain.field.record import FieldKey, FieldRecord
from console.domain.unit import UnitPosition
from console.ports.seat_link import QueueNews
from console.wire.field_codec import FieldMalformed, field_value

_V = TypeVar("_V")


class RecordBook:
    """Newest values by record id, and the newest fixes. What cannot be read is counted."""

    def __init__(self) -> None:
        self.positions: dict[str, UnitPosition] = {}
        self._tables: dict[str, tuple[type[Any], dict[str, Any]]] = {}
        self._broken: set[FieldKey] = set()

    def table(self, kind: str, wanted: type[_V]) -> dict[str, _V]:
        """The values of one kind, from now on."""
        found: dict[str, _V] = {}
        self._tables[kind] = (wanted, found)
        return found

    @property
    def unreadable(self) -> int:
        """How many records of these kinds could not be read."""
        return len(self._broken)

    def take(self, news: QueueNews) -> bool:
        """Take news in; whether a record here changed."""
        if news.whole:
            self.forget()
        self.positions.update((each.unit, each) for each in news.positions)
        for unit in news.gone_units:
            self.positions.pop(unit, None)
        changed = [self.put(record) for record in news.fields]
        return news.whole or any(changed)

    def forget(self) -> None:
        """Everything is told anew."""
        for _, values in self._tables.values():
            values.clear()
        self.positions.clear()
        self._broken.clear()

    def put(self, record: FieldRecord) -> bool:
        """A newer record; whether it is of one of these kinds."""
        known = self._tables.get(record.kind)
        if known is None:
            return False
        wanted, values = known
        value = field_value(record.content, wanted)
        if isinstance(value, FieldMalformed):
            self._broken.add(record.key)
        else:
            self._broken.discard(record.key)
            values[record.id] = value
        return True
