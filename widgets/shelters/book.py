"""The shelters and lockers a seat was told of, and where the units are. Values; GUI thread."""

from datetime import date
from typing import TypeVar

from console.domain.alerts.alert import Alert
from console.domain.alerts.handling import Dispatch
from console.domain.field.locker import Locker
from console.domain.field.record import FieldRecord
from console.domain.field.shelter import Shelter
from console.domain.unit import UnitPosition
from console.ports.seat_link import QueueNews
from console.services.field.places_forms import CALENDAR, LOCKER, SHELTER
from console.services.field.shelters import Holidays
from console.services.panic_card import Around
from console.wire.field_codec import FieldMalformed, field_value

_V = TypeVar("_V")


class PlaceBook:
    """Newest values by the id of the device. Records that cannot be read are counted."""

    def __init__(self) -> None:
        self.shelters: dict[str, Shelter] = {}
        self.lockers: dict[str, Locker] = {}
        self.calendar: dict[str, Holidays] = {}
        self.positions: dict[str, UnitPosition] = {}
        self.silent: set[str] = set()
        self._sent: dict[int, tuple[Dispatch, ...]] = {}
        self.unreadable = 0

    @property
    def holidays(self) -> tuple[date, ...]:
        """The holidays that were entered."""
        return tuple(day for each in self.calendar.values() for day in each.days)

    @property
    def standing(self) -> list[Dispatch]:
        """What is under way: teams that are sent are not free."""
        return [each for sent in self._sent.values() for each in sent]

    def around(self, language: str) -> Around:
        """All that a card is made of."""
        positions = tuple(self.positions.values())
        standing = tuple(self.standing)
        return Around(self.shelters, positions, standing, self.holidays, language)

    def take(self, news: QueueNews) -> bool:
        """Take news in; whether a record here changed."""
        if news.whole:
            self._forget()
        for position in news.positions:
            self.positions[position.unit] = position
        for unit in news.gone_units:
            self.positions.pop(unit, None)
        for alert in news.alerts:
            self._note(alert)
        before = frozenset(self.silent)
        for link in news.links:
            (self.silent.discard if link.state == "up" else self.silent.add)(link.device)
        changed = [self._put(record) for record in news.fields]
        return news.whole or any(changed) or before != self.silent

    def _forget(self) -> None:
        for table in (self.shelters, self.lockers, self.calendar, self.positions, self._sent):
            table.clear()
        self.silent.clear()
        self.unreadable = 0

    def _note(self, alert: Alert) -> None:
        under_way = tuple(each for each in alert.handling.dispatches if each.is_open)
        if alert.is_open and under_way:
            self._sent[alert.number] = under_way
        else:
            self._sent.pop(alert.number, None)

    def _put(self, record: FieldRecord) -> bool:
        if record.kind == SHELTER:
            return self._read(record, Shelter, self.shelters)
        if record.kind == LOCKER:
            return self._read(record, Locker, self.lockers)
        if record.kind == CALENDAR:
            return self._read(record, Holidays, self.calendar)
        return False

    def _read(self, record: FieldRecord, wanted: type[_V], into: dict[str, _V]) -> bool:
        value = field_value(record.content, wanted)
        if isinstance(value, FieldMalformed):
            self.unreadable += 1
        else:
            into[record.id] = value
        return True
