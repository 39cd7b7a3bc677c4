"""When time has to look at which alert again. Engine thread only; no I/O."""

from console.domain.alerts.alert import Alert
from console.domain.alerts.timers import next_deadline
from console.domain.pace import USUAL, Pace
from console.services.agenda import Agenda


class Deadlines(Agenda[int]):
    """By the alerts' numbers and the site's intervals."""

    def __init__(self) -> None:
        super().__init__()
        self.pace: Pace = USUAL

    def arm(self, alert: Alert) -> None:
        """Look at this alert again at its next deadline."""
        self.arm_at(alert.number, next_deadline(alert, self.pace))
