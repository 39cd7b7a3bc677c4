"""What the map was told: fixes, open alerts, what is chosen; and what follows from it for one view.

GUI thread; knows no widget and no clock.
"""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from console.domain.alert import Alert
from console.domain.geo import Place
from console.domain.unit import UnitPosition
from widgets.live_map.alerts import Group, Mark, grouped, marks_of
from widgets.live_map.scene import Scene
from widgets.live_map.units import STALE_AFTER_S, UnitBook
from widgets.live_map.view import View

Cone = tuple[float, float, float, float, float]


class Board:
    """Everything on the map that can change, without how it looks."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._alerts: tuple[Alert, ...] = ()
        self._groups: list[Group] | None = None
        self._groups_view: View | None = None
        self.units = UnitBook(scene.plane)
        self.marks: list[Mark] = []
        self.chosen_alert: int | None = None
        self.chosen_unit: str | None = None
        self.now: datetime | None = None

    def set_positions(self, positions: Sequence[UnitPosition]) -> bool:
        """Takes over newer fixes; whether there were any."""
        if not self.units.merge(positions):
            return False
        if any(alert.place is None for alert in self._alerts):
            self._mark()
        return True

    def set_alerts(self, alerts: Sequence[Alert]) -> None:
        """All open alerts."""
        self._alerts = tuple(alerts)
        self._mark()

    def choose(self, number: int | None) -> None:
        """Chooses an alert, and its unit when it names one."""
        self.chosen_alert = number
        self._groups = None
        alert = self.chosen
        if alert is not None and alert.unit is not None:
            self.chosen_unit = alert.unit

    @property
    def chosen(self) -> Alert | None:
        """The chosen alert while it is open."""
        found = (alert for alert in self._alerts if alert.number == self.chosen_alert)
        return next(found, None)

    @property
    def asks_for_attention(self) -> bool:
        """Whether any alert on the map is unacknowledged."""
        return any(mark.is_unacknowledged for mark in self.marks)

    def ages(self) -> NDArray[np.float64]:
        """Seconds since each unit's fix; all 0 before the first word about the time."""
        if self.now is None:
            return np.zeros(len(self.units))
        return self.units.ages(self.now)

    def old_fixes(self) -> int:
        """How many units' fixes are stale."""
        return int(np.count_nonzero(self.ages() > STALE_AFTER_S))

    def groups(self, view: View) -> list[Group]:
        """Alerts as they are drawn in a view, the most urgent last."""
        if self._groups is None or self._groups_view != view:
            self._groups = grouped(self.marks, view, self.chosen_alert)
            self._groups_view = view
        return self._groups

    def watching(self) -> list[Cone]:
        """Cones of the chosen alert's cameras: east, north (m), heading, angle, reach (m)."""
        alert, cones = self.chosen, []
        for name in alert.cameras if alert is not None else ():
            camera = self._scene.site.cameras.get(name)
            if camera is not None:
                at = self._scene.metres(camera.place)
                cones.append((*at, camera.heading_deg, camera.view_deg, camera.reach_m))
        return cones

    def _place_of(self, alert: Alert) -> Place | None:
        """Its own place, else its unit's newest fix, else its first known camera's."""
        if alert.place is not None and alert.place.is_plausible:
            return alert.place
        row = self.units.row(alert.unit)
        if row is not None:
            return self.units.fixes[row].place
        cameras = self._scene.site.cameras
        return next((cameras[name].place for name in alert.cameras if name in cameras), None)

    def _mark(self) -> None:
        self.marks = marks_of(self._alerts, self._place_of, self._scene.metres)
        self._groups = None
