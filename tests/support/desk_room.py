"""A desk whose decisions are always committed, and short ways to speak to it."""

from datetime import datetime, timedelta
from typing import Any

from console.domain.alerts.alert import Alert
from console.domain.roles import Person, Role
from console.ports.messages import (
    AlertChanged,
    Change,
    Command,
    CommandAnswered,
    Decision,
    FloodChanged,
    QuietChanged,
    Tick,
)
from console.ports.store import Device, Restored
from console.services.catalogue import read_catalogue
from console.services.desk.desk import Desk, Input
from tests.support.engine_doubles import START, arrived, device, event

PEOPLE = [
    *(Person("A", name, Role.OPERATOR) for name in ("kim", "lee")),
    *(Person("A", name, Role.SUPERVISOR) for name in ("chief", "boss")),
]


class Room:
    """Time moves by `at`; every command is issued and taken at the moment of the last tick."""

    def __init__(self, *devices: Device, restored: Restored | None = None) -> None:
        self.devices = devices or (device("bell-1"), device("cam-1"), device("watch-1"))
        self.desk = Desk(read_catalogue())
        self.desk.restore(restored or Restored(0, 1, (), ()), self.devices)
        self.desk.set_people(PEOPLE)
        self.changes: list[Change] = []
        self._sequences: dict[str, int] = {}
        self._commands = 0
        self.ms = 0
        self.at(0)

    @property
    def now(self) -> datetime:
        return START + timedelta(milliseconds=self.ms)

    def hear(self, *inputs: Input) -> Decision:
        decision = self.desk.handle(inputs)
        self.desk.committed(decision)
        self.desk.learn(decision)
        self.changes += decision.changes
        return decision

    def at(self, seconds: float) -> Decision:
        """One tick at this many seconds after the start."""
        self.ms = round(seconds * 1_000)
        return self.hear(Tick(self.now, self.ms))

    def event(self, kind: str, source: str = "bell-1", **more: object) -> int | None:
        """An event of a device now; the number of the newest alert."""
        self._sequences[source] = number = self._sequences.get(source, 0) + 1
        fields: dict[str, Any] = {"type": kind, "time": self.now, **more}
        self.hear(arrived(event(number, source=source, **fields), self.ms, source))
        return max((each.number for each in self.desk.alerts()), default=None)

    def act(self, kind: str, alert: int = 0, by: str = "kim", **more: object) -> str:
        """An operator's act; empty when it was granted, else the reason."""
        self._commands += 1
        fields = {"seat": "A", "operator": by, "issued": self.now, **more}
        # As a seat does: how many facts of the alert its operator has in view.
        shown = [each.facts for each in self.desk.alerts() if each.number == alert]
        fields.setdefault("facts", shown[0] if shown else None)
        name = f"c{self._commands}"
        self.hear(
            Tick(self.now, self.ms),
            Command(id=name, kind=kind, alert=alert, **fields),  # type: ignore[arg-type]
        )
        (answer,) = [
            c for c in self.changes if isinstance(c, CommandAnswered) and c.command.id == name
        ]
        return "" if answer.accepted else answer.reason

    @property
    def last_command(self) -> str:
        return f"c{self._commands}"

    def alert(self, number: int = 1) -> Alert:
        (found,) = [each for each in self.desk.alerts() if each.number == number]
        return found

    def actions(self, number: int = 1) -> list[str]:
        """The journal's words about an alert."""
        changed = [c for c in self.changes if isinstance(c, AlertChanged)]
        return [c.action for c in changed if c.alert.number == number]

    def restored(self) -> Restored:
        """What a store would give back of all this."""
        quiets = {c.quiet.id: c for c in self.changes if isinstance(c, QuietChanged)}
        floods = [c.flood for c in self.changes if isinstance(c, FloodChanged)]
        raised = [
            c.at for c in self.changes if isinstance(c, AlertChanged) and c.action == "raised"
        ]
        alerts = {c.alert.number: c.alert for c in self.changes if isinstance(c, AlertChanged)}
        return Restored(
            len(self.changes),
            max(alerts, default=0) + 1,
            tuple(alerts[number] for number in sorted(alerts) if alerts[number].is_open),
            (),
            quiets=tuple(c.quiet for c in quiets.values() if c.action != "ended"),
            flood=floods[-1] if floods else None,
            raised=tuple(raised),
        )

    def restarted(self) -> "Room":
        """The same room in a new engine, at the same moment."""
        again = Room(*self.devices, restored=self.restored())
        again.ms = self.ms
        again._sequences, again._commands = {**self._sequences}, self._commands + 1_000
        return again
