"""When a privacy mask may be lifted, and for how long. Pure but for its own memory.

Used by the console on the GUI thread; times are monotonic seconds handed in. What is lifted and
restored is put on record by the caller.
"""

from dataclasses import dataclass

LIFT_S = 60.0


@dataclass(frozen=True, slots=True)
class NotLifted:
    """Why not: not_allowed, no_purpose or no_mask."""

    why: str


class MaskLifts:
    """The masks that are lifted now."""

    def __init__(self, *, allowed: bool) -> None:
        self._allowed = allowed
        self._until: dict[str, float] = {}

    def fault(self, *, masked: bool) -> NotLifted | None:
        """Why asking for a purpose would be in vain; None when it would not."""
        if not masked:
            return NotLifted("no_mask")
        return None if self._allowed else NotLifted("not_allowed")

    def lift(
        self, camera: str, purpose: str, now_s: float, *, masked: bool = True
    ) -> NotLifted | None:
        """Lift for a minute from now, a second time prolongs; None when it was done."""
        fault = self.fault(masked=masked)
        if fault is None and not purpose.strip():
            fault = NotLifted("no_purpose")
        if fault is None:
            self._until[camera] = now_s + LIFT_S
        return fault

    def left_s(self, camera: str, now_s: float) -> float:
        """Seconds until the mask comes back; 0 when it is in place."""
        return max(0.0, self._until.get(camera, now_s) - now_s)

    def restore(self, camera: str) -> bool:
        """Put a mask back; whether it was lifted."""
        return self._until.pop(camera, None) is not None

    def ended(self, now_s: float) -> tuple[str, ...]:
        """The cameras whose minute is over: their masks are back."""
        over = tuple(camera for camera, until in self._until.items() if now_s >= until)
        for camera in over:
            del self._until[camera]
        return over

    def lifted(self) -> tuple[str, ...]:
        """The cameras shown without their mask."""
        return tuple(self._until)
