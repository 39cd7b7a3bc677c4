"""What stands now beside the alerts: link, revision, devices, database; and the words for faults.

Takes in the bridge's news and is asked by the status line and the banners. Pure look-ups, GUI
thread; draws nothing.
"""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from console.domain.unit import DeviceLink, UnitPosition
from console.ports.seat_link import LinkNews, QueueNews
from widgets.status_bar.panel import Standing
from widgets.words.words import age_text, clock_text

translate = QCoreApplication.translate

CLOCK_OFF_S = 5.0
EPOCH = datetime.fromtimestamp(0, UTC)


class RoomState:
    """The newest word on everything but the alerts themselves."""

    def __init__(self) -> None:
        self.link: LinkNews | None = None
        self.positions: dict[str, UnitPosition] = {}
        self._devices: dict[str, DeviceLink] = {}
        self._counters: dict[str, int] | None = None
        self._queue_current = False

    @property
    def current(self) -> bool:
        """Whether what is shown is the engine's newest: no gap is open and the link answers."""
        return self._queue_current and self.link is not None and self.link.state == "up"

    @property
    def is_up(self) -> bool:
        """Whether the link answers."""
        return self.link is not None and self.link.state == "up"

    @property
    def store_fault(self) -> bool:
        """Whether the engine says that it cannot write its database."""
        return bool(self._counters and self._counters.get("store_fault"))

    def take_link(self, news: LinkNews) -> None:
        """Take in the state of the link."""
        self.link = news

    def take_queue(self, news: QueueNews) -> None:
        """Take in positions, devices and counters."""
        if news.whole:
            self.positions.clear()
            self._devices.clear()
        self._queue_current = news.current
        self.positions.update((p.unit, p) for p in news.positions)
        for unit in news.gone_units:
            self.positions.pop(unit, None)
        self._devices.update((d.device, d) for d in news.links)
        if news.counters is not None:
            self._counters = news.counters

    def standing(self, cameras: tuple[int, int], local_only: int, waiting: int) -> Standing:
        """Everything for the status line; `cameras` is (live, shown)."""
        states = [device.state for device in self._devices.values()]
        return Standing(
            link=self.link,
            current=self.current,
            store_fault=None if self._counters is None else self.store_fault,
            cameras_live=cameras[0],
            cameras_shown=cameras[1],
            devices_up=states.count("up"),
            devices_silent=states.count("silent"),
            devices_unknown=states.count("unknown"),
            local_only=local_only,
            unacknowledged=waiting,
        )

    def why_not_current(self) -> str:
        """Why the queue may be old, in words; empty when it is current."""
        if self.current:
            return ""
        state = "" if self.link is None else self.link.state
        if state == "up":
            return translate("Standing", "Fetching the whole queue from the engine")
        if state in {"stale", "down"}:
            return translate("Standing", "The engine does not answer")
        return translate("Standing", "Connecting to the engine")

    def link_banner(self, now: datetime, local_only: int) -> str:
        """The sentence about a link that does not work; empty while it does or first connects."""
        if self.link is None or self.link.state not in {"stale", "down"}:
            return ""
        text = translate(
            "Standing",
            "No answer from the engine since {time} ({age}). Alerts shown may be old; video and "
            "map go on. Actions are kept on this seat and applied once when it returns: "
            "{count} waiting.",
        )
        since = self.link.since
        return text.format(time=clock_text(since), age=age_text(since, now), count=local_only)

    def gap_banner(self) -> str:
        """The sentence about an open gap; empty when there is none."""
        if self.link is None or self.link.state != "up" or self._queue_current:
            return ""
        return translate(
            "Standing", "Queue not current: changes were missed. The whole queue is being fetched."
        )

    def clock_banner(self) -> str:
        """The sentence about a clock that is not the engine's; empty while it is, or unknown."""
        ahead_s = 0.0 if self.link is None else self.link.ahead_s
        if abs(ahead_s) < CLOCK_OFF_S:
            return ""
        if ahead_s > 0:
            which = translate("Standing", "{span} behind the engine's")
        else:
            which = translate("Standing", "{span} ahead of the engine's")
        span = which.format(span=age_text(EPOCH, EPOCH + timedelta(seconds=abs(ahead_s))))
        text = translate(
            "Standing",
            "The clock of this computer is {which}: ages and countdowns on this screen are off by "
            "as much. Set the clock; acts are recorded in the engine's time.",
        )
        return text.format(which=span)

    def store_banner(self) -> str:
        """The sentence about a database that cannot be written; empty when it can.

        Empty too while the engine is away: what its disk does is not known then.
        """
        if not self.store_fault or self.link is None or self.link.state != "up":
            return ""
        return translate(
            "Standing",
            "The engine cannot write its database: new reports wait at the devices and are not "
            "confirmed. Check the disk (space, permissions); the engine tries again by itself.",
        )
