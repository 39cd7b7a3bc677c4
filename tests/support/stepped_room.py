"""A desk whose computer's clock is set by hand, and that is started anew: for tests of its time."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from console.domain.alerts.alert import Alert
from console.domain.alerts.quieting import Quiet
from console.domain.field.record import FieldKey, FieldRecord
from console.ports.messages import (
    AlertChanged,
    Change,
    Command,
    CommandAnswered,
    CommandKind,
    Decision,
    FieldChanged,
    FloodChanged,
    MessageArrived,
    QuietChanged,
    Tick,
)
from console.ports.store import Restored
from console.services.catalogue import read_catalogue
from console.services.desk.desk import Desk, Input
from console.services.field.book import FieldBook
from console.wire.seat_values import AlertSeen, AlertsSeen
from tests.support.engine_doubles import START, arrived, device, event

CATALOGUE = read_catalogue()


@dataclass
class SteppedRoom:
    """`ms` is true time, and the monotonic clock; the wall clock is ahead of it by `wrong`."""

    ms: int = 0
    wrong: timedelta = timedelta()
    boot: str = "boot-1"
    changes: list[Change] = field(default_factory=list)
    alerts: dict[int, Alert] = field(default_factory=dict)
    _fields: dict[FieldKey, FieldRecord] = field(default_factory=dict)
    _sequence: int = 0
    _commands: int = 0

    def __post_init__(self) -> None:
        self.start()

    @property
    def wall(self) -> datetime:
        return START + timedelta(milliseconds=self.ms) + self.wrong

    def start(self) -> None:
        """Start an engine on what is durable."""
        kept = [each for each in self.alerts.values() if each.is_open]
        floods = [each.flood for each in self.changes if isinstance(each, FloodChanged)]
        raised = [
            each.at
            for each in self.changes
            if isinstance(each, AlertChanged) and each.action == "raised"
        ]
        restored = Restored(
            0,
            max(self.alerts, default=0) + 1,
            tuple(kept),
            (),
            quiets=self._quiets(),
            flood=floods[-1] if floods else None,
            raised=tuple(raised),
            fields=tuple(self._fields.values()),
        )
        self.desk = Desk(CATALOGUE, FieldBook((), self.boot))
        self.desk.restore(restored, [device("bell-1")], self.ms)
        self.tick()

    def _quiets(self) -> tuple[Quiet, ...]:
        newest = {each.quiet.id: each for each in self.changes if isinstance(each, QuietChanged)}
        return tuple(each.quiet for each in newest.values() if each.action != "ended")

    def hear(self, *inputs: Input) -> Decision:
        decision = self.desk.handle(inputs)
        self.desk.committed(decision)
        self.desk.learn(decision, self.wall)
        for change in decision.changes:
            if isinstance(change, AlertChanged):
                self.alerts[change.alert.number] = change.alert
            elif isinstance(change, FieldChanged):
                self._fields[change.record.key] = change.record
        self.changes += decision.changes
        return decision

    def tick(self, after_s: float = 0.0) -> Decision:
        self.ms += round(after_s * 1_000)
        return self.hear(Tick(self.wall, self.ms))

    def event(self, kind: str = "sos.app", condition: str = "point") -> None:
        self.hear(Tick(self.wall, self.ms), self._made(kind, condition))

    def event_before_any_tick(self, kind: str = "sos.app") -> None:
        """An event that the engine takes before it looks at its clock again."""
        self.hear(self._made(kind, "point"))

    def _made(self, kind: str, condition: str) -> MessageArrived:
        self._sequence += 1
        made = event(
            self._sequence, source="bell-1", type=kind, time=self.wall, condition=condition
        )
        return replace(arrived(made, self.ms, "bell-1"), received=self.wall)

    def act(self, kind: CommandKind, alert: int = 1, **more: object) -> bool:
        """An operator's act now; whether it was granted."""
        self._commands += 1
        name = f"c{self._commands}"
        fields = {"seat": "A", "operator": "kim", "issued": self.wall, **more}
        command = Command(id=name, kind=kind, alert=alert, **fields)  # type: ignore[arg-type]
        decision = self.hear(Tick(self.wall, self.ms), command)
        return any(isinstance(c, CommandAnswered) and c.accepted for c in decision.changes)

    def look(self, alert: int = 1, told_after_s: float = 0.0, **ago_s: float) -> None:
        """A seat, whose clocks are its own, tells when it showed, announced or opened an alert."""
        seat_ms, seat_wall = (
            5_000_000 + self.ms,
            START - timedelta(days=2) + timedelta(milliseconds=self.ms),
        )
        members: dict[str, object] = {}
        for what, ago in ago_s.items():
            members[what] = seat_wall - timedelta(seconds=ago)
            members[f"{what}_ms"] = seat_ms - round(ago * 1_000)
        said = AlertsSeen((AlertSeen(alert, **members),), seat_ms)  # type: ignore[arg-type]
        self.ms += round(told_after_s * 1_000)
        self.desk.take_word("A", said, self.ms)
        self.tick()
