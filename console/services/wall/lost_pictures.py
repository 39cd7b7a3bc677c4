"""Which wanted pictures have been away for 30 s (R-VID-03). Pure but for its own memory.

Used by the console on the GUI thread; times are monotonic seconds handed in.
"""

from collections.abc import Mapping

LOST_AFTER_S = 30.0


class LostPictures:
    """Remembers since when each wanted picture has been away."""

    def __init__(self) -> None:
        self._since: dict[str, float] = {}
        self._told: tuple[str, ...] = ()

    def look(self, away: Mapping[str, float | None], now_s: float) -> tuple[str, ...] | None:
        """The lost cameras in order of their ids when that list changed, else None.

        `away` holds every wanted camera: None while its picture is there, else the seconds that
        its picture is known to be old (0 when it never came). What is no longer wanted is
        forgotten.
        """
        for camera in [camera for camera in self._since if away.get(camera) is None]:
            del self._since[camera]
        for camera, old in away.items():
            if old is not None:
                since = self._since.get(camera, now_s)
                self._since[camera] = min(since, now_s - old)
        lost = tuple(sorted(c for c, at in self._since.items() if now_s - at >= LOST_AFTER_S))
        if lost == self._told:
            return None
        self._told = lost
        return lost
