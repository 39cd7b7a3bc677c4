"""Opens the planning board over the pictures and the map, and carries its wishes. GUI thread.

The board is built when it is first opened: its charts take half a second to load, which no start of
a console waits for. Past incidents are asked for from then on.
"""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.domain.places.geo import Place
from console.domain.site import Site
from console.domain.wall_clock import in_district
from console.ports.clock import Clock
from console.ports.map_pack import MapPack, NoMapPack
from console.ports.seat_link import QueueNews
from console.ports.tables import Tables
from console.services.live_site import snapshot_of
from widgets.desks.map import MapDesk
from widgets.planning.sources import PlanSources
from widgets.planning.tracks import PatrolTracks
from widgets.window.layout import Panels

if TYPE_CHECKING:
    from widgets.planning.panel import PlanningBoard


class PlanDesk(QObject):
    """`toggle()` by key; `use(pack, tables)` before that; `stop()` at the end."""

    def __init__(
        self, panels: Panels, site: Site, map_desk: MapDesk, clock: Clock, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._panels, self._site, self._clock = panels, site, clock
        self._map_desk = map_desk
        self._tracks = PatrolTracks()
        self._pack: MapPack = NoMapPack()
        self._tables: Tables | None = None
        self._language = "ko"
        self.board: PlanningBoard | None = None
        map_desk.past_read.connect(self._count_again)

    def use(self, pack: MapPack | None, tables: Tables | None) -> None:
        """What the figures are made of and where they are written."""
        self._pack, self._tables = pack or NoMapPack(), tables

    @Slot(object)
    def take_queue(self, news: QueueNews) -> None:
        """Where patrol teams are."""
        self._tracks.take(news)

    def set_language(self, language: str) -> None:
        """Names in "ko" or "en"."""
        self._language = language
        if self.board is not None:
            self.board.set_language(language)

    def follow_list(self, site: Site) -> None:
        """Count by these lists from now on; `site` must never change."""
        if self.board is not None:
            self.board.follow_list(site)
            self._count_again()

    def toggle(self) -> None:
        """Show the board and count, or put it away."""
        if self.put_away():
            return
        board = self._board()
        board.open_over(self._panels.left)
        board.take_focus()
        self._map_desk.want_past()
        board.begin()

    def put_away(self) -> bool:
        """Hide the board; False when it was not shown."""
        if self.board is None or self.board.isHidden():
            return False
        self.board.put_away()
        return True

    def stop(self) -> None:
        """Give up counting; bounded by 5 s."""
        if self.board is not None:
            self.board.shut()

    def _board(self) -> "PlanningBoard":
        if self.board is None:
            from widgets.planning.panel import PlanningBoard  # noqa: PLC0415 -- loads the charts

            sources = PlanSources(
                site=snapshot_of(self._site),  # read by a worker
                today=self._today,
                pack=self._pack,
                incidents=self._map_desk.past,
                tracks=self._tracks.tracks,
                tables=self._tables,
            )
            self.board = PlanningBoard(sources, self._language, self._panels.status.window())
            self.board.left.connect(self._panels.queue.view.setFocus)
            self.board.place_chosen.connect(self._show_place)
        return self.board

    def _today(self) -> date:
        return in_district(self._clock.now()).date()

    @Slot()
    def _count_again(self) -> None:
        if self.board is not None and not self.board.isHidden():
            self.board.begin()

    @Slot(object)
    def _show_place(self, place: Place) -> None:
        """On the map, which is seen again when the board is put away."""
        self._panels.map.center_on(place, zoom=True)
