"""What a seat tells the engine about its sound. Pure but for its own memory; GUI thread.

A loss is told at once. That all is well is told after ten seconds of it, so that a loose plug is
one alert and not a hundred. Sound that is turned off in the settings is meant, and not told.
"""

from console.ports.sound import ABSENT, OFF

WELL_AFTER_MS = 10_000


class SoundReport:
    """`expects_device` False: a device that never was there is not missed, only one that was lost.

    That is for consoles nobody sits at.
    """

    def __init__(self, seat: str, *, expects_device: bool = True) -> None:
        self._seat = seat
        self._meant = {"", OFF} if expects_device else {"", OFF, ABSENT}
        self._told: tuple[str, ...] = ()
        self._well_since: int | None = None

    def look(self, fault: str, now_ms: int) -> tuple[str, ...] | None:
        """What is wrong now, when that is to be told anew, else None."""
        if fault in self._meant:
            return self._be_well(now_ms)
        self._well_since = None
        return self._tell(
            (f"{self._subject(fault)} at {self._seat}: alerts cannot be heard there",)
        )

    @staticmethod
    def _subject(fault: str) -> str:
        absent = fault.startswith("no sound device")
        return "no sound device" if absent else "a sound device that takes no sound"

    def _be_well(self, now_ms: int) -> tuple[str, ...] | None:
        if self._well_since is None:
            self._well_since = now_ms
        return self._tell(()) if now_ms - self._well_since >= WELL_AFTER_MS else None

    def _tell(self, faults: tuple[str, ...]) -> tuple[str, ...] | None:
        if faults == self._told:
            return None
        self._told = faults
        return faults
