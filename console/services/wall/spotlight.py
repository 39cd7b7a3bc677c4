"""Which new alert takes the spot by itself (R-OPS-02). Pure but for its memory.

Used by the console on the GUI thread; times are monotonic seconds handed in. It never takes the
keys and never changes what is chosen: it only says whose cameras are to be shown.
"""

from collections.abc import Mapping

HOLD_S = 20.0
"""What an operator put on the spot stays for so long before an alert may take it."""
DWELL_S = 8.0
"""An alert that took the spot is shown at least so long before one of the same priority."""


class Spotlight:
    """Alerts up to priority `least` (1 the most urgent) take the spot; 0 for none."""

    def __init__(self, least: int) -> None:
        self._least = least
        self._seen: set[int] = set()
        self._pending: set[int] = set()
        self._shown: int | None = None
        self._shown_s = float("-inf")
        self._held_until_s = float("-inf")

    def hold(self, now_s: float) -> None:
        """The operator put something on the spot: it stays for `HOLD_S`."""
        self._held_until_s = now_s + HOLD_S
        self._shown = None

    def arrived(self, waiting: Mapping[int, int]) -> tuple[int, ...]:
        """Take note of what waits unacknowledged: alert number -> priority; those not seen before.

        What an acknowledgement ended and a newer fact re-opened counts as new.
        """
        urgent = {number for number, priority in waiting.items() if priority <= self._least}
        new = urgent - self._seen
        self._seen = urgent
        self._pending = (self._pending & urgent) | new
        return tuple(sorted(new, key=lambda number: (waiting[number], number)))

    def next(
        self, waiting: Mapping[int, int], now_s: float, *, busy: bool = False, own: int = 9
    ) -> int | None:
        """The alert to show now, None when the spot is to stay as it is.

        `busy` while the operator works with the picture on the spot; `own` is the priority of the
        alert that this operator chose and has in hand: only a more urgent one covers it.
        """
        self._pending &= waiting.keys()
        fit = [number for number in self._pending if waiting[number] < own]
        if busy or now_s < self._held_until_s or not fit:
            return None
        best = min(fit, key=lambda number: (waiting[number], number))
        if self._stays(waiting, waiting[best], now_s):
            return None
        self._pending.discard(best)
        self._shown, self._shown_s = best, now_s
        return best

    def _stays(self, waiting: Mapping[int, int], priority: int, now_s: float) -> bool:
        """Whether what is shown goes before an alert of this priority."""
        shown = waiting.get(self._shown) if self._shown is not None else None
        if shown is None or priority < shown:
            return False
        return priority > shown or now_s - self._shown_s < DWELL_S
