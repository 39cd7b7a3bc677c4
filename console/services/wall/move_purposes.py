"""For what a camera is turned: asked once for each incident (R-PRV-02). Pure but for its memory.

Used by the console on the GUI thread; times are monotonic seconds handed in. What was answered is
put on record with each movement by the caller.
"""

PURPOSES = ("alert", "search", "request", "check")
"""The alert itself, a search for a person, a request of another office, a check of the camera."""
VALID_S = 600.0
"""How long an answer counts where no alert is chosen that it would belong to."""


class MovePurposes:
    """The answers, by incident: the words of the chosen alert, or the camera without one."""

    def __init__(self) -> None:
        self._given: dict[str, tuple[str, float]] = {}

    def of(self, about: str, camera: str, now_s: float) -> str | None:
        """The purpose in force, None when it is to be asked for."""
        purpose, since = self._given.get(about or camera, ("", 0.0))
        if not about and now_s - since > VALID_S:
            return None
        return purpose or None

    def give(self, about: str, camera: str, purpose: str, now_s: float) -> None:
        """Remember an answer. Raises ValueError for a purpose that is none of `PURPOSES`."""
        if purpose not in PURPOSES:
            raise ValueError(purpose)
        self._given[about or camera] = (purpose, now_s)
