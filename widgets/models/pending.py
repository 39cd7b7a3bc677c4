"""Which of the operator's actions the engine has not confirmed yet. Pure."""

from console.ports.seat_link import ActionNews

_WAITING = ("local_only", "sent")


class PendingActions:
    """Counts unconfirmed actions by alert; an action leaves when it is accepted or refused."""

    def __init__(self) -> None:
        self._waiting: dict[str, ActionNews] = {}

    def take(self, news: ActionNews) -> int:
        """Take in news; returns how many actions now wait on that alert."""
        if news.state in _WAITING:
            self._waiting[news.action] = news
        else:
            self._waiting.pop(news.action, None)
        return self.on(news.alert)

    def on(self, alert: int) -> int:
        """How many actions wait on an alert."""
        return sum(1 for news in self._waiting.values() if news.alert == alert)

    def newest(self, alert: int) -> ActionNews | None:
        """The last of them that was asked for; None when none waits."""
        found = [news for news in self._waiting.values() if news.alert == alert]
        return found[-1] if found else None

    def __len__(self) -> int:
        """How many wait in all."""
        return len(self._waiting)
