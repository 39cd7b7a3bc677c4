"""Carries the map's wishes out of its panel: cameras to the wall, layers to the seat's files.

GUI thread; decides nothing. Past incidents are asked for only while their layer is shown.
"""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QObject, Signal, Slot

from console.domain.alerts.alert import Alert, AlertClass
from console.domain.places.geo import Place
from console.domain.site import Site
from console.ports.clock import Clock
from console.ports.history import HistoryLink
from console.ports.map_pack import MapPack
from console.ports.seat_files import MapFiles, SeatFiles
from console.ports.seat_link import SeatLink
from console.services.wall.scene import near_of
from console.services.wall.wall import Near, Scene
from console.wire.seat_values import HistoryPage, HistoryWanted
from widgets.live_map.layers import Layer
from widgets.window.layout import Panels
from widgets.window.pack_notice import pack_notice

PAST_DAYS = 90
ANSWER_WITHIN = timedelta(seconds=15)
_PAGE, _MOST_PAGES = 200, 25
_FIRST_REQUEST = 1 << 30  # far from the numbers of the operator's own searches


class MapDesk(QObject):
    """Connects the map to the wall, to the seat's link and to its files.

    `past_read()` when all past incidents are known.
    """

    past_read = Signal()

    def __init__(
        self, panels: Panels, site: Site, link: SeatLink, files: SeatFiles | None, clock: Clock,
        parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._panels, self._map, self._site = panels, panels.map, site
        self._link, self._clock = link, clock
        self._files = _map_files(files)
        self._past: dict[int, Place] = {}
        self._request = _FIRST_REQUEST
        self._asked: HistoryWanted | None = None
        self._before: int | None = None
        self._asked_at = clock.now()
        self._whole = self._wanted = self._refused = False
        self._pack: MapPack | None = None
        if self._files is not None:
            self._map.restore(self._files.map_choices())
        self._map.kept_changed.connect(self._keep)
        self._map.cameras_wished.connect(self._show_cameras)
        panels.wall.lost_changed.connect(self._map.set_lost)

    def use_pack(self, pack: MapPack) -> None:
        """Draw what was imported, from now on."""
        self._map.set_pack(pack)
        self._pack = pack

    def notice(self) -> str:
        """What is to be said of the imported map; empty when nothing is."""
        return "" if self._pack is None else pack_notice(self._pack)

    @Slot()
    def _keep(self) -> None:
        if self._files is not None:
            self._files.keep_map_choices(self._map.kept())
        self._refused &= Layer.HEAT in self._map.shown
        self.look()

    @Slot(object, object)
    def _show_cameras(self, cameras: Sequence[str], place: Place | None) -> None:
        """The best camera on the spot, its neighbours beside it."""
        known = [self._site.cameras[name] for name in cameras if name in self._site.cameras]
        if not known:
            return
        beside = [
            near_of(each, place) if place is not None else Near(each.id, None) for each in known[1:]
        ]
        number = self._panels.queue.chosen
        words = f"#{number}" if number is not None else self.tr("chosen on the map")
        self._panels.wall.show_scene(Scene(known[0].id, words, tuple(beside), place))

    # --- past incidents -------------------------------------------------------------------------

    def past(self) -> tuple[Place, ...]:
        """Where past incidents were, as far as they are known."""
        return tuple(self._past.values())

    def want_past(self) -> None:
        """Ask for past incidents whether or not their layer is shown."""
        self._wanted, self._refused = True, False
        self.look()

    @Slot()
    def look(self) -> None:
        """Asks for the next page of the past when it is wanted and nobody else is asking."""
        wanted = self._wanted or Layer.HEAT in self._map.shown
        if not wanted or self._whole or self._refused:
            return
        if self._asked is not None and self._clock.now() - self._asked_at < ANSWER_WITHIN:
            return
        search = self._panels.queue.search
        # The link keeps one question: an operator's own search always comes first.
        if search is not None and not search.isHidden():
            return
        if isinstance(self._link, HistoryLink):
            self._ask(self._link)

    def _ask(self, link: HistoryLink) -> None:
        self._request += 1
        self._asked_at = self._clock.now()
        since = self._asked_at - timedelta(days=PAST_DAYS)
        self._asked = HistoryWanted(self._request, since=since, before=self._before, limit=_PAGE)
        link.ask_history(self._asked)

    @Slot(object)
    def take_page(self, page: object) -> None:
        """A page of history, of whoever asked for it."""
        if not isinstance(page, HistoryPage) or self._asked is None:
            return
        if page.request != self._asked.request:
            self._asked = None  # somebody else's question took the place of ours: ask again later
            return
        self._asked = None
        if page.fault:
            self._refused = True  # asked again when somebody wants it again
            return
        self._past.update((a.number, a.place) for a in page.alerts if _counts(a) and a.place)
        self._before = page.alerts[-1].number if page.alerts else self._before
        pages = self._request - _FIRST_REQUEST
        self._whole = not page.more or pages >= _MOST_PAGES
        if self._whole:
            self._map.set_past(list(self._past.values()))
            self.past_read.emit()
        else:
            self.look()


def _map_files(files: SeatFiles | None) -> MapFiles | None:
    """The seat's files, where they keep choices of the map."""
    if files is None:
        return None
    return files if isinstance(files, MapFiles) else None


def _counts(alert: Alert) -> bool:
    """Whether an alert was about people in a place: no drill, no fault of equipment."""
    return not alert.drill and alert.alert_class is not AlertClass.TECHNICAL
