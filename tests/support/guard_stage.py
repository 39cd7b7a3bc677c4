"""A desk that knows guard details, and short ways to act on them."""

import json
from datetime import datetime, timedelta
from typing import Any

from console.domain.field.guard import Case
from console.domain.field.post import KST
from console.domain.field.record import FieldRecord
from console.ports.messages import Decision, FieldChanged, FieldPersonal, Tick
from console.ports.store import Restored
from console.services.catalogue import read_catalogue
from console.services.desk.desk import Desk, Input
from console.services.field.book import FieldBook
from console.services.field.guards import GuardCases, GuardRoll
from console.wire.field_codec import field_value
from console.wire.sep1 import PositionReport, State
from tests.support.desk_room import PEOPLE, Room
from tests.support.engine_doubles import arrived, device

CODE = "GD-2026-07"
# The stage begins on 3 March 2026, 06:00 in Seoul.
SESSION: dict[str, Any] = {
    "basis": "release",
    "first_day": "2026-03-03",
    "days": 2,
    "begins": "08:00:00",
}


class GuardStage(Room):
    """A room with three guards on the roll. Case 1 is opened by `opened`."""

    def __init__(self, restored: Restored | None = None) -> None:
        devices = (device("bell-1"), device("watch-1"), device("g1-phone"), device("cam-1"))
        super().__init__(*devices)
        self.desk = Desk(read_catalogue(), FieldBook([GuardCases(), GuardRoll()]))
        self.desk.restore(restored or Restored(0, 1, (), ()), devices)
        self.desk.set_people(PEOPLE)
        self.told: list[FieldPersonal] = []
        self.hear(Tick(self.now, self.ms))
        if restored is None:
            for sign in ("G1", "G2", "G3"):
                self.field("guard:", "enlist", sign=sign, unit=f"{sign.lower()}-phone")

    def hear(self, *inputs: Input) -> Decision:
        decision = super().hear(*inputs)
        if hasattr(self, "told"):
            self.told += decision.personals
        return decision

    def field(self, subject: str, act: str, text: str = "", **form: object) -> str:
        """An act on a record; empty when it was granted, else the reason."""
        content = json.dumps(form, default=str)
        return self.act("field", subject=subject, choice=act, text=text, content=content)

    def on_case(self, act: str, text: str = "", **form: object) -> str:
        return self.field("guard_case:1", act, text, **form)

    def reveal(self, why: str, purpose: str) -> str:
        """A look at what is personal in case 1."""
        return self.act("field_reveal", subject="guard_case:1", choice=purpose, text=why)

    def opened(self, **entries: str) -> "GuardStage":
        form: dict[str, Any] = {"code": CODE, "risk": "very_high", "watches": ["watch-1"]}
        assert not self.field("guard_case:", "open", **form, entries=entries)
        return self

    def rostered(self, days: int = 2) -> "GuardStage":
        """Opened, with a session of two days, G1 and G2 at every minute of it."""
        self.opened()
        assert not self.on_case("session", **SESSION)
        assert not self.on_case("roster", guards=["G1", "G2"], days=days, **hours(8, 18))
        return self

    @property
    def case(self) -> Case:
        value = field_value(self.record.content, Case)
        assert isinstance(value, Case)
        return value

    @property
    def record(self) -> FieldRecord:
        return next(each for each in self.desk.fields() if each.key == ("guard_case", "1"))

    def of_type(self, kind: str) -> list[Any]:
        return [each for each in self.desk.alerts() if each.type == kind]

    def see(self, unit: str) -> None:
        """A fix of a unit, as its device reports it."""
        fix = PositionReport(unit=unit, lat=37.56, lon=127.03, time=self.now, accuracy_m=5.0)
        self.hear(arrived(State(source=unit, time=self.now, positions=(fix,)), self.ms, unit))

    def restored(self) -> Restored:
        kept = super().restored()
        records: dict[tuple[str, str], FieldRecord] = {}
        personals: dict[tuple[str, str], str] = {}
        for change in self.changes:
            if isinstance(change, FieldChanged):
                records[change.record.key] = change.record
                if change.personal is not None:
                    personals[change.record.key] = change.personal
        numbers = {"guard_case": 1, "guard": 3}
        return Restored(
            kept.revision,
            kept.next_alert,
            kept.alerts,
            kept.sessions,
            fields=tuple(records.values()),
            personals={key: text for key, text in personals.items() if text},
            field_numbers=numbers,
        )

    def reborn(self) -> "GuardStage":
        """The same room in a new engine."""
        again = GuardStage(self.restored())
        again.ms = self.ms
        again._sequences, again._commands = {**self._sequences}, self._commands + 1_000
        return again


def hours(start: int, end: int, day: int = 3) -> dict[str, str]:
    """From one hour to another of a day of March 2026, Korean time; past 24 is the next day."""
    midnight = datetime(2026, 3, day, tzinfo=KST)
    moments = {"start": start, "end": end}
    return {name: (midnight + timedelta(hours=hour)).isoformat() for name, hour in moments.items()}


def at_korean(hour: float, day: int = 3) -> float:
    """Seconds after the start of the stage, which is 06:00 of 3 March in Seoul."""
    return (day - 3) * 86_400 + (hour - 6) * 3_600
