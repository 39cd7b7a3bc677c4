"""One simulated ONVIF camera as values: where it looks, its presets, its log, its events.

Time enters by the clocks handed in. One thread: the server's loop. Knows no XML and no socket.
"""

import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta

FULL_SWEEP_S = 4.0
MAX_LOG = 1_000
MAX_WAITING = 200
MAX_SUBSCRIPTIONS = 10


@dataclass(frozen=True, slots=True)
class View:
    """Where a camera looks: pan and tilt from -1 to 1, zoom from 0 to 1 (ONVIF generic space)."""

    pan: float = 0.0
    tilt: float = 0.0
    zoom: float = 0.0

    def moved(self, speed: "View", seconds: float) -> "View":
        """After turning at `speed` for so long; a whole sweep takes 4 s at full speed."""
        share = 2 * seconds / FULL_SWEEP_S
        return View(
            _within(self.pan + speed.pan * share, -1),
            _within(self.tilt + speed.tilt * share, -1),
            _within(self.zoom + speed.zoom * share / 2, 0),
        )


def _within(value: float, low: float) -> float:
    return max(low, min(1.0, value))


STILL = View()
PRESETS = {
    "1": ("Home", View()),
    "2": ("정문", View(0.5, -0.1, 0.3)),
    "3": ("Back lane", View(-0.6, -0.2, 0.6)),
}


@dataclass(slots=True)
class Head:
    """The turning head: a continuous move ends by a stop, a timeout or at a preset."""

    clock: Callable[[], float] = time.monotonic
    presets: Mapping[str, tuple[str, View]] = field(default_factory=lambda: dict(PRESETS))
    log: deque[dict[str, object]] = field(default_factory=lambda: deque(maxlen=MAX_LOG))
    _view: View = STILL
    _speed: View = STILL
    _since: float = 0.0
    _until: float = 0.0

    def view(self) -> View:
        """Where it looks now."""
        end = min(self.clock(), self._until)
        return self._view.moved(self._speed, max(0.0, end - self._since))

    @property
    def moving(self) -> bool:
        """Whether it turns now."""
        return self._speed != STILL and self.clock() < self._until

    def move(self, speed: View, timeout_s: float) -> None:
        """Turn at these speeds for at most so long."""
        self._hold(self.view())
        self._speed, self._until = speed, self._since + timeout_s
        self._note("move", **asdict(speed), timeout_s=timeout_s)

    def stop(self) -> None:
        """Stop where it looks now."""
        self._hold(self.view())
        self._note("stop")

    def go_to(self, preset: str) -> bool:
        """Look at a preset at once; False when there is none of that token."""
        if preset not in self.presets:
            return False
        self._hold(self.presets[preset][1])
        self._note("preset", preset=preset)
        return True

    def _hold(self, view: View) -> None:
        self._view, self._speed, self._since = view, STILL, self.clock()
        self._until = self._since

    def _note(self, what: str, **more: object) -> None:
        self.log.append({"did": what, "at": self.clock(), **more})


@dataclass(frozen=True, slots=True)
class CameraEvent:
    """One notification: topic, operation, simple items, and an object's XML when there is one."""

    topic: str
    at: datetime
    operation: str = "Changed"
    source: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    key: Mapping[str, str] = field(default_factory=dict)
    element: str = ""


@dataclass(slots=True)
class Subscription:
    """One pull point: what waits for it and when it lapses (monotonic seconds)."""

    lapses_at: float
    waiting: deque[CameraEvent] = field(default_factory=lambda: deque(maxlen=MAX_WAITING))
    dropped: int = 0

    def offer(self, event: CameraEvent) -> None:
        """Queue an event; the oldest is lost above 200, as in a real camera."""
        self.dropped += len(self.waiting) == MAX_WAITING
        self.waiting.append(event)


@dataclass(slots=True)
class OnvifCamera:
    """A camera behind ONVIF; `streams` are profile name -> (address, width, height, fps)."""

    name: str
    number: int
    streams: Mapping[str, tuple[str, int, int, int]]
    turnable: bool = True
    clock_offset_s: float = 0.0
    head: Head = field(default_factory=Head)
    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    refused: int = 0
    restarts: int = 0
    _made: int = 0

    def now(self) -> datetime:
        """The camera's own clock, UTC."""
        return datetime.now(UTC) + timedelta(seconds=self.clock_offset_s)

    def subscribe(self, seconds: float) -> str | None:
        """A new pull point's name, None when the camera has no more to give (10)."""
        self._forget_lapsed()
        if len(self.subscriptions) >= MAX_SUBSCRIPTIONS:
            return None
        self._made += 1
        name = f"{self.restarts}-{self._made}"
        self.subscriptions[name] = Subscription(time.monotonic() + seconds)
        return name

    def subscription(self, name: str) -> Subscription | None:
        """A pull point that has not lapsed."""
        self._forget_lapsed()
        return self.subscriptions.get(name)

    def emit(self, event: CameraEvent) -> int:
        """Give an event to every pull point; returns to how many."""
        self._forget_lapsed()
        for one in self.subscriptions.values():
            one.offer(event)
        return len(self.subscriptions)

    def restart(self) -> None:
        """Forget every pull point, as a camera does that lost its power; look home."""
        self.subscriptions.clear()
        self.restarts += 1
        self.head.go_to("1")

    def told(self) -> dict[str, object]:
        """Everything a test wants to know, for the control port."""
        return {
            "view": asdict(self.head.view()),
            "moving": self.head.moving,
            "log": list(self.head.log),
            "subscriptions": len(self.subscriptions),
            "waiting": sum(len(one.waiting) for one in self.subscriptions.values()),
            "asked": dict(self.asked),
            "refused": self.refused,
            "restarts": self.restarts,
        }

    def _forget_lapsed(self) -> None:
        now = time.monotonic()
        for name, one in tuple(self.subscriptions.items()):
            if one.lapses_at <= now:
                del self.subscriptions[name]
