"""The shelters and lockers a seat was told of, and where the units are. Values; GUI thread."""

from datetime import date

from typing_extensions import override

from console.domain.alerts.alert import Alert
from console.domain.alerts.handling import Dispatch
from console.domain.field.escort import UNDER_WAY, Escort
from console.domain.field.guard import Case
from console.domain.field.locker import Locker
from console.domain.field.shelter import Shelter
from console.ports.seat_link import QueueNews
from console.services.field.guard_forms import GUARD_CASE
from console.services.field.places_forms import CALENDAR, LOCKER, SHELTER
from console.services.field.shelters import Holidays
from console.services.panic_card import Around
from widgets.field.book import RecordBook


class PlaceBook(RecordBook):
    """Stores, lockers and holidays by the id of their device, links of devices, teams under way.

    `linked` are the devices the engine knows, `silent` those of them that are not heard.
    """

    def __init__(self) -> None:
        super().__init__()
        self.shelters = self.table(SHELTER, Shelter)
        self.lockers = self.table(LOCKER, Locker)
        self.calendar = self.table(CALENDAR, Holidays)
        self.escorts = self.table("escort", Escort)
        self.cases = self.table(GUARD_CASE, Case)
        self.silent: set[str] = set()
        self.linked: set[str] = set()
        self._sent: dict[int, tuple[Dispatch, ...]] = {}

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
        return Around(
            self.shelters, positions, standing, self.holidays, language, bound=self.bound()
        )

    def bound(self) -> frozenset[str]:
        """Units that cannot come: who walks with or guards somebody, and those people."""
        found: set[str] = set()
        for walk in self.escorts.values():
            if walk.is_open:
                found |= {walk.walker, walk.unit if walk.step in UNDER_WAY else ""}
        for case in self.cases.values():
            if case.is_open:
                found.update((*case.units, *case.watches))
        return frozenset(found)

    @override
    def take(self, news: QueueNews) -> bool:
        changed = super().take(news)
        for alert in news.alerts:
            self._note(alert)
        before = frozenset(self.silent), len(self.linked)
        self.linked.update(link.device for link in news.links)
        for link in news.links:
            (self.silent.discard if link.state == "up" else self.silent.add)(link.device)
        return changed or before != (frozenset(self.silent), len(self.linked))

    @override
    def forget(self) -> None:
        super().forget()
        self._sent.clear()
        self.silent.clear()
        self.linked.clear()

    def _note(self, alert: Alert) -> None:
        under_way = tuple(each for each in alert.handling.dispatches if each.is_open)
        if alert.is_open and under_way:
            self._sent[alert.number] = under_way
        else:
            self._sent.pop(alert.number, None)
