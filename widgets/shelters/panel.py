"""Shelter stores and parcel lockers: two boards, and the card of a store that calls.

GUI thread. As every board of the field work it decides nothing; see `widgets.field.panel`. The map
is a stranger: `overlay_changed` tells whoever joins them.
"""

from datetime import datetime

from PySide6.QtCore import Signal
from typing_extensions import override

from console.domain.alerts.alert import Alert
from console.domain.site import Facility, Site
from console.ports.map_overlay import Overlay, OverlayPoint
from console.services.panic_card import CardMaker
from widgets.field.form import Wish
from widgets.field.page import language
from widgets.field.panel import FieldPanel
from widgets.overrides import sealed
from widgets.shelters.book import PlaceBook
from widgets.shelters.locker_page import LockerPage
from widgets.shelters.reasons import place_reason
from widgets.shelters.shelter_page import ShelterPage

SHELTERS, LOCKERS = range(2)


@sealed
class SheltersPanel(FieldPanel):
    """`overlay_changed(Overlay)`: the store put on the map; empty: none any more.

    `put_on_map()`: an operator wants to see it there now.
    """

    overlay_changed = Signal(object)
    put_on_map = Signal()

    def __init__(self, site: Site, now: datetime) -> None:
        self._site, self.book, self._maker = site, PlaceBook(), CardMaker(site)
        self.overlay = Overlay()
        self._lockers = _lockers_of(site)
        self._locker_page = LockerPage(self.book, self._lockers)
        pages = (ShelterPage(self.book, self._maker), self._locker_page)
        super().__init__(pages, now, place_reason)

    @override
    def name(self) -> str:
        return self.tr("Shelters and lockers")

    @override
    def unreadable(self) -> int:
        return self.book.unreadable

    def follow_list(self) -> None:
        """The site's lists changed: stores, lockers and the cameras beside them are these now."""
        self._maker.follow_list()
        self._lockers.clear()
        self._lockers.update(_lockers_of(self._site))
        self.set_now(self.now)

    def choose_for(self, alert: Alert) -> bool:
        """Show the store or the locker an alert is about, or came from."""
        names = [name for name in (alert.subject, alert.source) if name]
        for name in (*names, *(each.partition("/")[0] for each in names)):
            if self._choose_on_any(name):
                return True
        return False

    def _choose_on_any(self, record: str) -> bool:
        if record in self.book.shelters or record in self._maker.shops:
            return self.choose(record, SHELTERS)
        known = record in self.book.lockers or record in self._lockers
        return known and self.choose(record, LOCKERS)

    @override
    def send(self, wish: Wish) -> None:
        if wish.act != "map":
            super().send(wish)
            return
        overlay = self._overlay_of(wish.subject)
        self.overlay = Overlay() if overlay == self.overlay else overlay
        self.overlay_changed.emit(self.overlay)
        if self.overlay != Overlay():
            self.left.emit()
            self.put_on_map.emit()

    def _overlay_of(self, record: str) -> Overlay:
        if self.page_index == LOCKERS:
            found = self._locker_page.place_of(record)
            name = self.rows.board.title_of(record)
            points = (OverlayPoint(record, found, "place", name, "open"),) if found else ()
            return Overlay(points=points)
        card = self._maker.card(record, self.book.around(language()), self.now)
        if card.place is None:
            return Overlay()
        point = OverlayPoint(record, card.place, "place", card.name, "open", note=card.phone)
        return Overlay(points=(point,), units=tuple(each.unit for each in card.teams[:1]))


def _lockers_of(site: Site) -> dict[str, Facility]:
    return {each.id: each for each in site.facilities if each.kind == "locker"}
