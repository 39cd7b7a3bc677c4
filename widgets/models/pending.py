"""Which of the operator's actions the engine has not confirmed yet. Pure."""

from console.ports.seat_link import ActionNews

_WAITING = ("local_only", "sent")


class PendingActions:
    """Counts unconfirmed actions by alert; an action leaves when it is accepted or refused."""

    def __init__(self) -> None:
        self._alert_of: dict[str, int] = {}

    def take(self, news: ActionNews) -> int:
        """Take in news; returns how many actions now wait on that alert."""
        if news.state in _WAITING:
            self._alert_of[news.action] = news.alert
        else:
            self._alert_of.pop(news.action, None)
        return self.on(news.alert)

    def on(self, alert: int) -> int:
        """How many actions wait on an alert."""
        return sum(1 for number in self._alert_of.values() if number == alert)

    def __len__(self) -> int:
        """How many wait in all."""
        return len(self._alert_of)
