"""What the map was told: fixes, open alerts, what is chosen; and what follows from it for one view.

GUI thread; knows no widget and no clock.
"""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from console.domain.alerts.alert import Alert
from console.domain.places.geo import Place
from console.domain.places.nearest import has_cone
from console.domain.unit import UnitPosition
from console.ports.place_finder import Found
from widgets.live_map.alerts import AlertBook, Group, Grouping, Mark
from widgets.live_map.scene import Scene
from widgets.live_map.units import AGE_STEPS_S, Rows, UnitBook
from widgets.live_map.view import View
from widgets.words.words import quiet_text

Cone = tuple[float, float, float, float, float]


class Board:
    """Everything on the map that can change, without how it looks."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._book = AlertBook(self._place_of, scene.metres)
        self._grouping: Grouping | None = None
        self._groups: list[Group] = []
        self._groups_view: View | None = None
        self.units = UnitBook(scene.plane)
        self.chosen_alert: int | None = None
        self.chosen_unit: str | None = None
        self.now: datetime | None = None

    def follow(self, scene: Scene) -> None:
        """The site's lists changed: alerts without a place stand at what is there now."""
        self._scene = scene
        if self._book.look_again():
            self._regroup()

    def set_positions(self, positions: Sequence[UnitPosition]) -> bool:
        """Takes over newer fixes; whether there were any."""
        if not self.units.merge(positions):
            return False
        if self._book.units_moved():
            self._regroup()
        return True

    def set_alerts(self, alerts: Sequence[Alert]) -> bool:
        """All open alerts; whether anything changed."""
        changed = self._book.set_all(alerts)
        if changed:
            self._regroup()
        return changed

    def choose(self, number: int | None) -> None:
        """Chooses an alert, and its unit when it names one."""
        self.chosen_alert = number
        self._regroup()
        alert = self.chosen
        if alert is not None and alert.unit is not None:
            self.chosen_unit = alert.unit

    @property
    def marks(self) -> list[Mark]:
        """Open alerts with a place, the most urgent first."""
        return self._book.marks

    @property
    def chosen(self) -> Alert | None:
        """The chosen alert while it is open."""
        return self._book.find(self.chosen_alert)

    def quiet_words(self, number: int) -> str:
        """Why an open alert is kept quiet; empty for one that is not."""
        alert = self._book.find(number)
        return quiet_text(alert) if alert is not None else ""

    @property
    def asks_for_attention(self) -> bool:
        """Whether any alert on the map is unacknowledged and not kept quiet."""
        return any(mark.asks for mark in self.marks)

    def ages(self, rows: Rows | None = None) -> NDArray[np.float64]:
        """Seconds since the fix of each unit, or of `rows`; 0 before the first word of the time."""
        if self.now is None:
            return np.zeros(len(self.units) if rows is None else len(rows))
        return self.units.ages(self.now, rows)

    def steps(self) -> Rows:
        """How many of `AGE_STEPS_S` the fix of each unit is older than."""
        if self.now is None:
            return np.zeros(len(self.units), dtype=np.intp)
        return self.units.steps(self.now)

    def old_fixes(self) -> int:
        """How many units' fixes are stale."""
        return int(np.count_nonzero(self.steps() == len(AGE_STEPS_S)))

    def groups(self, view: View) -> list[Group]:
        """Alerts as they are drawn in a view, the most urgent last."""
        if not self.marks:
            return []
        if self._groups_view != view:
            if self._grouping is None or self._grouping.scale != view.scale:
                self._grouping = Grouping(self.marks, view.scale, self.chosen_alert)
            self._groups, self._groups_view = self._grouping.groups(view), view
        return self._groups

    def watching(self) -> list[Cone]:
        """Cones of the chosen alert's cameras: east, north (m), heading, angle, reach (m)."""
        alert, cones = self.chosen, []
        for name in alert.cameras if alert is not None else ():
            camera = self._scene.site.cameras.get(name)
            if camera is not None and has_cone(camera):
                at = self._scene.metres(camera.place)
                cones.append((*at, camera.heading_deg, camera.view_deg, camera.reach_m))
        return cones

    def find_units(self, text: str) -> list[Found]:
        """Units whose name holds a text, those that begin with it first."""
        wanted = text.casefold()
        named = [fix for fix in self.units.fixes if wanted in fix.unit.casefold()]
        named.sort(key=lambda fix: (not fix.unit.casefold().startswith(wanted), fix.unit))
        return [Found(fix.unit, fix.place, "unit", "", fix.unit) for fix in named]

    def sent(self) -> dict[str, int]:
        """Teams under way to an open alert, and to which."""
        return {
            each.to: alert.number
            for alert in self._book.open()
            for each in alert.handling.dispatches
            if each.is_open and not each.is_agency
        }

    def place_of_chosen(self) -> Place | None:
        """Where the chosen alert is."""
        alert = self.chosen
        return self._place_of(alert) if alert is not None else None

    def _place_of(self, alert: Alert) -> Place | None:
        """Its own place, else its unit's newest fix, its facility's, its first known camera's."""
        if alert.place is not None and alert.place.is_plausible:
            return alert.place
        row = self.units.row(alert.unit)
        if row is not None:
            return self.units.fixes[row].place
        for name in (alert.subject, alert.source):
            if name in self._scene.facility_places:
                return self._scene.facility_places[name]
        cameras = self._scene.site.cameras
        return next((cameras[name].place for name in alert.cameras if name in cameras), None)

    def _regroup(self) -> None:
        self._grouping = self._groups_view = None
