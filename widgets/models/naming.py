"""What a searched word names in this room: types of alerts, and devices by their name or dong.

The engine knows types and sources by their ids only; the names in two languages are the seat's.
Pure look-ups, GUI thread; the index of devices is built at the first search.
"""

from console.domain.alerts.alert_types import Catalogue
from console.domain.site import Camera, Facility, Site
from console.wire.seat_values import HistoryWord
from widgets.models.areas import Areas

MOST_WORDS = 6
_MOST_NAMED = 150  # of each kind, for each word


class Naming:
    """The names of one site and one catalogue."""

    def __init__(self, catalogue: Catalogue, site: Site, areas: Areas) -> None:
        self._site, self._areas = site, areas
        self._types = {
            name: f"{kind.name_ko}\n{kind.name_en}\n{name}".casefold()
            for name, kind in catalogue.types.items()
        }
        self._sources: dict[str, str] = {}

    def follow_list(self) -> None:
        """The site's lists changed: the index is built anew at the next search."""
        self._sources = {}

    def words(self, text: str) -> tuple[HistoryWord, ...]:
        """The words of a text, each with what it names here."""
        return tuple(self._word(word[:120]) for word in text.casefold().split()[:MOST_WORDS])

    def _word(self, word: str) -> HistoryWord:
        sources = self._sources or self._index()
        return HistoryWord(
            word,
            tuple(name for name, said in self._types.items() if word in said)[:_MOST_NAMED],
            tuple(name for name, said in sources.items() if word in said)[:_MOST_NAMED],
        )

    def _index(self) -> dict[str, str]:
        devices: list[Facility | Camera] = [*self._site.facilities, *self._site.cameras.values()]
        for each in devices:
            area = self._areas.at(each.place)
            names = (each.name_ko, each.name_en, *((area.name_ko, area.name_en) if area else ()))
            self._sources[each.id] = "\n".join(names).casefold()
        return self._sources
