"""How often a phone tells where it is, and how many of its fixes get lost (O7). Pure.

Both are learned from the gaps between the fixes that come, so that a phone is called dark when
its silence is strange for this phone. Times are seconds.
"""

from dataclasses import dataclass
from math import log, sqrt

LOST = 1.6
"""A gap of so many usual steps holds a fix that was lost."""
MISSED = 3.2
"""A phone that loses nothing may be out of reach for three of its times."""
CHANCE = 1e-6
"""How seldom a silence may come from fixes that get lost one by one."""
PRIOR_LOST = 1.0
PRIOR_DUE = 8.0
"""What is reckoned with until a phone has shown what it loses."""
ONCE_S = 300.0
"""For so long is waited for a phone that was heard once: how often it tells is not known."""
KEPT = 0.995
NEW = 0.125
STEEPER = 1.02


@dataclass(frozen=True, slots=True)
class Cadence:
    """`step_s` is the usual time from fix to fix; `lost` of `due` fixes did not come, lately."""

    step_s: float = 0.0
    lost: float = 0.0
    due: float = 0.0

    def after(self, gap_s: float) -> "Cadence":
        """With one more gap between two fixes."""
        step_s = self.step_s or gap_s
        if gap_s > LOST * step_s:
            due = gap_s / step_s
            # Should the step be longer than it was, it is found in the end.
            return Cadence(step_s * STEEPER, KEPT * self.lost + due - 1, KEPT * self.due + due)
        return Cadence(step_s + NEW * (gap_s - step_s), KEPT * self.lost, KEPT * self.due + 1)

    @property
    def gap_s(self) -> float:
        """The longest gap that holds no lost fix."""
        return LOST * self.step_s

    @property
    def silence_s(self) -> float:
        """How long a silence has to be to tell something."""
        if not self.step_s:
            return ONCE_S
        # It may lose more than it happened to lose.
        lost = PRIOR_LOST + self.lost + sqrt(self.lost)
        share = min(0.5, lost / (PRIOR_DUE + self.due))
        return self.step_s * max(MISSED, log(CHANCE) / log(share))
