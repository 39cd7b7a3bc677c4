"""The console's end of the seat link, as pure state: what is shown, what waits, what the link is.

No socket, no clock, no thread: time enters as arguments. `backends.zeromq.seat_link` drives these
values from its own thread and guards them with one lock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from console.domain.alerts.alert import Alert
from console.domain.field.record import FieldKey, FieldRecord
from console.domain.unit import DeviceLink, UnitPosition
from console.ports.messages import Command, CommandResult, QueueDelta, QueueSnapshot
from console.ports.seat_link import ActionNews, LinkNews, QueueNews
from console.wire.room_values import RoomView, RulesView

STALE_MS = 3_000
RESEND_MS = 5_000
BELIEVED_S = 1.0


def action_id(now: datetime, entropy: bytes) -> str:
    """A UUID of version 7 from the wall clock and ten random bytes: unique, and rising in time."""
    stamp = max(0, int(now.timestamp() * 1_000)) & ((1 << 48) - 1)
    number = stamp << 80 | int.from_bytes(entropy[:10], "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    return str(UUID(int=number & ~(0x3 << 62) | 0x2 << 62))


class SeatReplica:
    """Applies a snapshot and then deltas by revision, and merges what a screen has to change.

    A gap makes the replica "not current" until the next snapshot (R-ALM-16). Memory is bounded by
    the alerts, units and devices there are, however rarely `take` is called.
    """

    def __init__(self) -> None:
        self.revision = -1
        self._synced = False
        self._fresh = False
        self._told_current: bool | None = None
        self._whole = False
        self._changed = False
        self._alerts: dict[int, Alert] = {}
        self._positions: dict[str, UnitPosition] = {}
        self._links: dict[str, DeviceLink] = {}
        self._fields: dict[FieldKey, FieldRecord] = {}
        self._gone: set[str] = set()
        self._counters: dict[str, int] | None = None
        self._room: RoomView | None = None
        self._rules: RulesView | None = None
        self._facts: dict[int, int] = {}

    @property
    def synced(self) -> bool:
        """Whether no revision is missing; while it is False a snapshot is wanted."""
        return self._synced

    @property
    def current(self) -> bool:
        """Whether what is shown is what the engine has."""
        return self._synced and self._fresh

    def facts_in_view(self, alert: int) -> int | None:
        """How many facts of an alert were handed out by `take`: what an operator can have seen."""
        return self._facts.get(alert)

    def set_fresh(self, fresh: bool) -> None:
        """Whether the link delivers at this moment."""
        self._fresh = fresh

    def lose_sync(self) -> None:
        """A new connection or doubt: nothing counts before the next snapshot."""
        self._synced = False

    def apply_snapshot(self, snapshot: QueueSnapshot) -> None:
        """Replace everything, whatever revision was held before."""
        self.revision = snapshot.revision
        self._synced = True
        self._whole = True
        self._alerts, self._positions, self._links, self._fields = {}, {}, {}, {}
        self._gone = set()
        self._merge(snapshot)

    def apply_delta(self, delta: QueueDelta) -> bool:
        """Apply a delta that continues what is held; False when one is missing before it."""
        if not self._synced:
            return False
        if delta.revision <= self.revision:
            return True
        if delta.previous > self.revision:
            self._synced = False
            return False
        self.revision = delta.revision
        self._merge(delta)
        return True

    def take(self) -> QueueNews | None:
        """What changed since the last call, merged; None when nothing did."""
        if not self._changed and self._told_current in {None, self.current}:
            return None
        news = QueueNews(
            whole=self._whole,
            current=self.current,
            revision=self.revision,
            alerts=tuple(self._alerts.values()),
            positions=tuple(self._positions.values()),
            links=tuple(self._links.values()),
            counters=self._counters,
            fields=tuple(self._fields.values()),
            gone_units=tuple(sorted(self._gone)),
            room=self._room,
            rules=self._rules,
        )
        self._note_view()
        self._whole = self._changed = False
        self._alerts, self._positions, self._links, self._fields = {}, {}, {}, {}
        self._gone = set()
        self._counters = self._room = self._rules = None
        self._told_current = news.current
        return news

    def _merge(self, news: QueueSnapshot | QueueDelta) -> None:
        self._changed = True
        self._alerts.update((alert.number, alert) for alert in news.alerts)
        self._positions.update((fix.unit, fix) for fix in news.positions)
        self._gone -= {fix.unit for fix in news.positions}
        for unit in news.gone_units if isinstance(news, QueueDelta) else ():
            self._positions.pop(unit, None)
            self._gone.add(unit)
        self._links.update((link.device, link) for link in news.links)
        self._fields.update((record.key, record) for record in news.fields)
        self._room = news.room or self._room
        self._rules = news.rules or self._rules
        if news.counters or isinstance(news, QueueSnapshot):
            self._counters = {**(self._counters or {}), **news.counters}

    def _note_view(self) -> None:
        if self._whole:
            self._facts = {}
        for alert in self._alerts.values():
            if alert.is_open:
                self._facts[alert.number] = alert.facts
            else:
                self._facts.pop(alert.number, None)


@dataclass(slots=True)
class _Waiting:
    command: Command
    sent_ms: int | None = None


class PendingActions:
    """Journaled actions without an answer, in the order they were made."""

    def __init__(self) -> None:
        self._waiting: dict[str, _Waiting] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    def restore(self, commands: Iterable[Command]) -> Sequence[ActionNews]:
        """Take over what an earlier run left unconfirmed."""
        return [self.add(command) for command in commands if command.id not in self._waiting]

    def add(self, command: Command) -> ActionNews:
        """A durable action that has not left yet."""
        self._waiting[command.id] = _Waiting(command)
        return _news_of(command, "local_only")

    def to_send(self, now_ms: int) -> Sequence[Command]:
        """What has to leave now: never sent on this connection, or unanswered for 5 s."""
        return [
            waiting.command
            for waiting in self._waiting.values()
            if waiting.sent_ms is None or now_ms - waiting.sent_ms >= RESEND_MS
        ]

    def sent(self, command_id: str, now_ms: int) -> ActionNews | None:
        """Note that an action left; news only for the first time on a connection."""
        waiting = self._waiting[command_id]
        first = waiting.sent_ms is None
        waiting.sent_ms = now_ms
        return _news_of(waiting.command, "sent") if first else None

    def disconnected(self) -> Sequence[ActionNews]:
        """Whatever was on its way has to be sent again, in order."""
        back = [waiting for waiting in self._waiting.values() if waiting.sent_ms is not None]
        for waiting in back:
            waiting.sent_ms = None
        return [_news_of(waiting.command, "local_only") for waiting in back]

    def answered(self, result: CommandResult) -> ActionNews | None:
        """The engine's answer; None for an action that does not wait (a second answer)."""
        waiting = self._waiting.pop(result.command, None)
        if waiting is None:
            return None
        state = "accepted" if result.accepted else "refused"
        return _news_of(waiting.command, state, result.reason)


def refused_here(command: Command, reason: str) -> ActionNews:
    """An action that could not be made durable on this seat; nothing was sent."""
    return _news_of(command, "refused", reason)


def _news_of(command: Command, state: str, reason: str = "") -> ActionNews:
    return ActionNews(command.id, command.alert, command.kind, state, reason)


class LinkWatch:
    """Tells connecting, up, stale (nothing heard for 3 s) and down apart."""

    def __init__(self, now: datetime) -> None:
        self._news = LinkNews("connecting", now)
        self._was_up = False
        self._heard_ms: int | None = None
        self._untold = True

    @property
    def state(self) -> str:
        """The state now."""
        return self._news.state

    def heard(self, now_ms: int) -> None:
        """The engine answered on this connection."""
        self._heard_ms = now_ms

    def welcomed(self, engine: str) -> None:
        """The engine named itself."""
        self._set(self._news.state, self._news.since, engine=engine)

    def measured(self, round_trip_ms: float, engine: datetime, seat: datetime) -> None:
        """A PING came back: both wall clocks as they stood when it did."""
        ahead_s = (engine - seat).total_seconds() + round_trip_ms / 2_000
        self._set(
            self._news.state,
            self._news.since,
            round_trip_ms=round_trip_ms,
            ahead_s=round(ahead_s) if abs(ahead_s) >= BELIEVED_S + round_trip_ms / 2_000 else 0.0,
        )

    def of_engine(self, seat: datetime) -> datetime:
        """What the engine's wall clock shows, as far as it is known, when the seat's shows this."""
        return seat + timedelta(seconds=self._news.ahead_s)

    def turn(self, *, connected: bool, reason: str, now_ms: int, now: datetime) -> None:
        """Decide the state anew."""
        if not connected:
            self._heard_ms = None
        state = self._state_at(now_ms)
        self._was_up = self._was_up or state == "up"
        if state != self._news.state or reason != self._news.reason:
            since = now if state != self._news.state else self._news.since
            self._set(state, since, reason=reason)

    def take(self) -> LinkNews | None:
        """The newest state when it was not told yet."""
        if not self._untold:
            return None
        self._untold = False
        return self._news

    def _state_at(self, now_ms: int) -> str:
        if self._heard_ms is None:
            return "down" if self._was_up else "connecting"
        return "stale" if now_ms - self._heard_ms > STALE_MS else "up"

    def _set(
        self,
        state: str,
        since: datetime,
        *,
        engine: str | None = None,
        round_trip_ms: float | None = None,
        reason: str | None = None,
        ahead_s: float | None = None,
    ) -> None:
        old = self._news
        self._news = LinkNews(
            state,
            since,
            old.engine if engine is None else engine,
            old.round_trip_ms if round_trip_ms is None else round_trip_ms,
            old.reason if reason is None else reason,
            old.ahead_s if ahead_s is None else ahead_s,
        )
        self._untold = True
