"""`LiveMap`: the district with its cameras, facilities, units and open alerts.

GUI thread. Is told everything (positions, alerts, time, whether they are current) and asks for
nothing; never reads a clock, a file or a socket. Workers paint the ground and read imports only.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from console.domain.alerts.alert import Alert
from console.domain.places.geo import Place
from console.domain.unit import UnitPosition
from console.ports.map_overlay import Overlay
from console.ports.map_pack import MapPack
from console.ports.place_finder import PlaceFinder
from widgets.live_map.canvas import Canvas
from widgets.overrides import sealed


@sealed
class LiveMap(Canvas):
    """The map panel. Drag pans, the wheel zooms at the pointer, F follows events again."""

    # --- what the console tells -----------------------------------------------------------------

    def set_positions(self, positions: Sequence[UnitPosition]) -> None:
        """Takes over newer fixes; units that are not named stay as they were."""
        known = len(self._board.units)
        if self._board.set_positions(positions):
            self._picture.names_old |= len(self._board.units) != known
            self._arm_blink()
            self.update()

    def set_alerts(self, alerts: Sequence[Alert]) -> None:
        """All open alerts; those without any place are not on the map."""
        if self._board.set_alerts(alerts):
            self._arm_blink()
            self._describe()
            self._renew()

    def set_now(self, now: datetime) -> None:
        """Time for the age of fixes; called once a second."""
        self._board.now = now
        self._imported.look()
        self.pressing.answer.renew()
        if self._is_current:
            self._current_at = now
        if len(self._board.units) or not self._is_current:
            self._describe()
            self._picture.aged(int(now.timestamp()))
            self.update()

    def set_current(self, current: bool) -> None:
        """Whether positions and alerts are up to date; if not, a veil says so."""
        if current != self._is_current:
            self._is_current = current
            self._describe()
            self.update()

    def set_flashing(self, flashing: bool) -> None:
        """Without flashing, unacknowledged alerts keep their outer ring steadily."""
        self._blink.allow(flashing)
        self.update()

    def set_language(self, language: str) -> None:
        """Names and words in "ko" or "en"."""
        self._language = self.pressing.answer.language = language
        self._retranslate()
        self.update()

    def set_pack(self, pack: MapPack) -> None:
        """The imported map to draw from; watched from now on, never closed here."""
        self._imported.set_pack(pack)

    def follow_list(self) -> None:
        """The site's lists changed: drawn and answered by when a worker has read it."""
        self._imported.follow_list()

    def set_past(self, places: Sequence[Place]) -> None:
        """Where incidents were, for the layer of past incidents."""
        known = [place for place in places if place.is_plausible]
        self._imported.set_past(self._scene.project(known))

    def set_lost(self, cameras: Collection[str]) -> None:
        """Cameras without a picture: they come last among those that see a point."""
        self._surroundings.lost = frozenset(cameras)

    def set_bound(self, bound: Callable[[], frozenset[str]]) -> None:
        """Who walks with or guards somebody, asked whenever the nearest team is told."""
        self.pressing.answer.bound = bound

    def set_finder(self, finder: PlaceFinder) -> None:
        """Who answers "go to" from now on."""
        self._top.seek.set_finder(finder)

    def center_on(self, place: Place, *, zoom: bool = True) -> None:
        """Shows a place, unless a hand has moved the map: then it waits for `follow`."""
        if place.is_plausible:
            self.navigator.center_on(*self._scene.metres(place), zoom=zoom)

    def choose_alert(self, number: int | None) -> None:
        """Marks one alert, its cameras' cones and its unit; None marks nothing."""
        self._board.choose(number)
        self._top.name_followed(number)
        self._renew()

    # --- what the panels of the field work tell -------------------------------------------------

    def set_overlay(self, owner: str, overlay: Overlay | None) -> None:
        """An owner's one overlay, replaced whole; None takes it away."""
        if self._picture.field.set(owner, overlay):
            self._renew()

    def show_overlay(self, owner: str) -> None:
        """Asks the view to hold an owner's overlay; waits while a hand has locked the view."""
        overlay = self._picture.field.overlay(owner)
        places = overlay.places() if overlay is not None else ()
        if places:
            at = self._scene.project(places)
            box = (*at.min(axis=0).tolist(), *at.max(axis=0).tolist())
            self.navigator.hold(box)

    def ask_point(self, purpose: str) -> None:
        """The next press answers with `point_chosen`; an empty purpose gives up."""
        self.pressing.ask_point(purpose)

    # --- layers, and what a seat keeps ----------------------------------------------------------

    def kept(self) -> dict[str, object]:
        """What the seat keeps of the map."""
        return self._top.kept(self._picture.shown)

    def restore(self, kept: Mapping[str, object]) -> None:
        """Takes up what the seat kept; nonsense in it is passed over."""
        self.set_shown(self._top.restored(kept))
