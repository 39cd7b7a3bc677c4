"""What every panel shows of the chosen alert. GUI thread.

One alert is chosen, in the queue; its card, its place on the map and its cameras follow. What the
operator put on the spot since stays there when the alert changes. Decides nothing, sends only what
was opened.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.domain.site import Site
from console.ports.clock import Clock
from console.ports.seat_link import SeatLink
from console.services.wall.scene import scene_of
from widgets.map_pace import MapPace
from widgets.models.nearby import cameras_of

if TYPE_CHECKING:
    from widgets.window.layout import Panels


class Chosen(QObject):
    """Brings the chosen alert to the detail, the map and the pictures."""

    def __init__(
        self, panels: "Panels", site: Site, link: SeatLink, clock: Clock, pace: MapPace,
        parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._panels, self._site, self._link, self._clock = panels, site, link, clock
        self._pace = pace

    @Slot(int)
    def show(self, number: int) -> None:
        """Open an alert of the queue."""
        panels, row = self._panels, self._panels.model.find(number)
        if row is None:
            return
        self._pace.show()
        panels.detail.show_alert(row.alert)
        self._link.report_seen("opened", [number])
        panels.map.choose_alert(number)
        panels.echo.expect(f"#{number}")
        cameras = cameras_of(row.alert, self._site)
        if row.alert.place is not None:
            panels.map.center_on(row.alert.place, zoom=True)
        elif cameras:
            panels.map.center_on(cameras[0].place, zoom=True)
        panels.wall.show_scene(scene_of(row.alert, self._site, f"#{number} {row.name}"))
        panels.detail.set_now(self._clock.now())  # the card tells what the spot shows now

    @Slot()
    def show_none(self) -> None:
        """Nothing is chosen any more."""
        self._panels.detail.show_alert(None)
        self._panels.map.choose_alert(None)
        self._panels.wall.show_on_spot(None, "")

    def show_newer(self) -> None:
        """The alert that is open may have changed."""
        panels, number = self._panels, self._panels.queue.chosen
        row = None if number is None else panels.model.find(number)
        if row is None or row.alert == panels.detail.alert:
            return
        panels.detail.show_alert(row.alert)
        scene, shown = scene_of(row.alert, self._site, ""), panels.wall.scene
        # What the operator put on the spot since stays there: only what was seen is renewed.
        seen = replace(
            shown, boxed=scene.boxed, boxes=scene.boxes, occurred=scene.occurred, place=scene.place
        )
        if seen != shown:
            panels.wall.show_scene(seen)
