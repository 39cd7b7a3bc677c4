"""Brings the cameras of a new urgent alert to the wall, and keeps a clip of it. GUI thread.

It never takes the keys, never changes which alert is chosen and never covers what the operator is
doing on the spot; the rule is `console.services.wall.spotlight`.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Slot

from console.domain.alerts.alert import Alert, Attention, Visibility, Work
from console.domain.alerts.alert_types import Catalogue
from console.domain.site import Site
from console.ports.seat_link import QueueNews
from console.services.wall.scene import scene_of
from console.services.wall.spotlight import Spotlight
from widgets.window.layout import Panels

_LOOK_MS = 500
_LEAST = 4
_NOTHING_IN_HAND = 9
_FRESH_S = 60.0
"""A clip is kept of what occurred just now, not of what a restarted console finds waiting."""


class AutoSpot(QObject):
    """Told of choices with `hold`, of news with `take`; `keeps_clips` is this seat's wish."""

    def __init__(
        self,
        panels: Panels,
        site: Site,
        catalogue: Catalogue,
        operator: str,
        parent: QObject,
        *,
        shows: bool = True,
        keeps_clips: bool = False,
    ) -> None:
        super().__init__(parent)
        self._panels, self._site, self.catalogue = panels, site, catalogue
        self._operator, self._keeps_clips = operator, keeps_clips
        self._spotlight = Spotlight(_LEAST if shows else 0)
        self._waiting: dict[int, int] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    def stop(self) -> None:
        """Show nothing any more."""
        self._timer.stop()

    @Slot()
    def hold(self) -> None:
        """The operator chose what is on the spot."""
        self._spotlight.hold(self._now_s())
        self._timer.start()

    @Slot(object)
    def take(self, news: QueueNews) -> None:
        """News of the queue, after the models have it."""
        if news.whole:
            self._waiting.clear()
        for alert in news.alerts:
            self._waiting.pop(alert.number, None)
            if self._wants_spot(alert):
                self._waiting[alert.number] = alert.priority
        for number in self._spotlight.arrived(self._waiting):
            self._keep_clip(number)
        self._timer.start()
        self._look()

    def _wants_spot(self, alert: Alert) -> bool:
        return (
            alert.attention is Attention.UNACKNOWLEDGED
            and alert.work is not Work.CLOSED
            and alert.visibility is Visibility.NORMAL
            and self.catalogue.type_of(alert.type).camera == "spot"
        )

    @Slot()
    def _look(self) -> None:
        wall = self._panels.wall
        number = self._spotlight.next(
            self._waiting, self._now_s(), busy=wall.operations.is_at_work, own=self._in_hand()
        )
        row = None if number is None else self._panels.model.find(number)
        if row is None or number == self._panels.queue.chosen:
            return
        scene = scene_of(row.alert, self._site, f"#{number} {row.name}")
        camera = self._site.cameras.get(scene.camera or "")
        if camera is None or camera.streams is None:
            return  # a live picture is not given up for none
        wall.show_scene(scene)
        words = self.tr("New: #{number} {name} is on the spot")
        wall.operations.foot.say(words.format(number=number, name=row.name))

    def retranslate(self) -> None:
        """Name what the spot is shown for in the language of the moment."""
        wall = self._panels.wall
        number = wall.scene.words.partition(" ")[0].removeprefix("#")
        row = self._panels.model.find(int(number)) if number.isdecimal() else None
        if row is not None:
            wall.show_scene(replace(wall.scene, words=f"#{row.number} {row.name}"))

    def _in_hand(self) -> int:
        """The priority of the chosen alert while it waits or is this operator's, else 9.

        Then picture and words belong together: only a more urgent alert may part them.
        """
        chosen = self._panels.queue.chosen
        row = None if chosen is None else self._panels.model.find(chosen)
        if row is None:
            return _NOTHING_IN_HAND
        mine = row.alert.claimed_by == self._operator
        return row.alert.priority if mine or not row.acknowledged else _NOTHING_IN_HAND

    def _keep_clip(self, number: int) -> None:
        """Order a clip around the event, of the alert's camera when the wall has it open now."""
        row = self._panels.model.find(number) if self._keeps_clips else None
        if row is None or self._is_old(row.alert.occurred):
            return
        camera = scene_of(row.alert, self._site, "").camera
        if camera is not None:
            self._panels.wall.operations.keep_clip(camera, f"#{number}", row.alert.occurred)

    def _is_old(self, occurred: datetime) -> bool:
        return self._panels.wall.operations.means.now() - occurred > timedelta(seconds=_FRESH_S)

    def _now_s(self) -> float:
        now: float = self._panels.wall.operations.means.mono_s()
        return now
