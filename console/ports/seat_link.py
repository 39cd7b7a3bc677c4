"""The console's end of the link to the engine, as the widgets' bridge needs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from console.domain.alerts.alert import Alert
from console.domain.field.record import FieldRecord
from console.domain.unit import DeviceLink, UnitPosition
from console.ports.messages import CommandKind
from console.wire.room_values import FiguresPage, RoomView, RulesView
from console.wire.seat_values import FieldPersonal, HistoryPage, PicturePage


@dataclass(frozen=True, slots=True)
class LinkNews:
    """State of the link: connecting, up, stale (no PONG for 3 s), down; and since when (UTC).

    `reason` says why it is not up, when that is known (the engine refused this seat's key).
    `ahead_s` is how far the engine's wall clock is ahead of this seat's; 0.0 within a second.
    """

    state: str
    since: datetime
    engine: str = ""
    round_trip_ms: float | None = None
    reason: str = ""
    ahead_s: float = 0.0


@dataclass(frozen=True, slots=True)
class QueueNews:
    """Merged change of the queue. `whole`: replace everything. `current` False: a gap is open.

    `fields` are the records of the field work that changed; `gone_units` may be seen no longer.
    """

    whole: bool
    current: bool
    revision: int
    alerts: tuple[Alert, ...]
    positions: tuple[UnitPosition, ...] = ()
    links: tuple[DeviceLink, ...] = ()
    counters: dict[str, int] | None = None
    fields: tuple[FieldRecord, ...] = ()
    gone_units: tuple[str, ...] = ()
    room: RoomView | None = None
    rules: RulesView | None = None


@dataclass(frozen=True, slots=True)
class ActionNews:
    """What became of an operator's action: local_only, sent, accepted or refused (`reason`)."""

    action: str
    alert: int
    kind: str
    state: str
    reason: str = ""


Look = Literal["displayed", "annunciated", "opened"]
News = LinkNews | QueueNews | ActionNews | HistoryPage | FieldPersonal | FiguresPage | PicturePage


class SeatLink(Protocol):
    """Thread-safe; never blocks the caller."""

    def submit(
        self,
        kind: CommandKind,
        alert: int,
        *,
        text: str = "",
        disposition: str | None = None,
        subject: str = "",
        choice: str = "",
        until: datetime | None = None,
        content: str = "",
    ) -> str:
        """Journal the action durably (in the link's own thread), then send it; returns its id.

        An act on a camera or a seat has `alert` 0 and names it as `subject`. What each kind needs
        stands at `console.wire.seat_values.Command`.
        """
        ...

    def fetch_whole(self) -> None:
        """Ask for everything anew: the next queue news is whole, and until then not current."""
        ...

    def report_lost(self, cameras: Sequence[str]) -> None:
        """Tell the engine which wanted pictures have been away for 30 s; the newest list wins."""
        ...

    def report_faults(self, faults: Sequence[str]) -> None:
        """Tell the engine what is wrong at this seat (a sentence each); the newest list wins."""
        ...

    def report_seen(self, what: Look, alerts: Sequence[int]) -> None:
        """Tell the engine that these alerts were shown, announced or opened just now (R-ARC-01).

        Cheap to call again: only the first time of each alert and kind is kept.
        """
        ...

    def drain(self) -> Sequence[News]:
        """All news since the last call, queue deltas merged into at most one `QueueNews`."""
        ...

    def close(self) -> None:
        """Stop the thread; bounded by 2 s."""
        ...
