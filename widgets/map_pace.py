"""How often the map is given the queue: at once while that is cheap, seldom when it is not.

GUI thread. Marking thousands of alerts takes tens of milliseconds; it may take a tenth of the time.
"""

from time import perf_counter

from widgets.live_map.panel import LiveMap
from widgets.models.alert_queue_model import AlertQueueModel

_SHARE = 0.1


class MapPace:
    """Hands the alerts of `model` to `map_`; nothing is left out, the newest comes in the end."""

    def __init__(self, model: AlertQueueModel, map_: LiveMap) -> None:
        self._model, self._map = model, map_
        self._due = False
        self._not_before = 0.0

    def note(self) -> None:
        """The queue changed."""
        self._due = True
        self.show()

    def show(self) -> None:
        """Bring the map up to date when it is not and its turn has come."""
        begun = perf_counter()
        if not self._due or begun < self._not_before:
            return
        self._due = False
        self._map.set_alerts(self._model.alerts())
        ended = perf_counter()
        self._not_before = ended + (ended - begun) * (1 / _SHARE - 1)
