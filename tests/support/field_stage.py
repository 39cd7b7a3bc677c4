"""A desk that knows the field work, its decisions always committed; short ways to speak to it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import msgspec
from typing_extensions import override

from console.domain.alerts.alert import Condition
from console.domain.field.record import FieldKey, FieldRecord
from console.ports.messages import (
    AlertChanged,
    CommandAnswered,
    Decision,
    FieldChanged,
    FieldPersonal,
    Tick,
)
from console.ports.store import Device, Restored
from console.services.catalogue import read_catalogue
from console.services.desk.desk import Desk, Input
from console.services.field.kinds import field_book
from console.wire.sep1 import PositionReport, State
from tests.support.desk_room import Room
from tests.support.engine_doubles import arrived, device


class FieldStage(Room):
    """Time moves by `at` (seconds); `wall_s` is how far the wall clock is wrong."""

    def __init__(
        self,
        *devices: Device,
        restored: Restored | None = None,
        ms: int = 0,
        boot: str = "",
    ) -> None:
        self.devices = devices or (device("app-1"), device("gateway"), device("bell-1"))
        self.boot = boot
        self.desk = Desk(read_catalogue(), field_book(boot))
        self.desk.restore(restored or Restored(0, 1, (), ()), self.devices, ms)
        self.changes = []
        self.told: list[FieldPersonal] = []
        self._sequences: dict[str, int] = {}
        self._commands = 0
        self.wall_s = 0.0
        self.ms = ms
        self.tick()

    def tick(self) -> None:
        """One tick now."""
        self.hear(Tick(self.now, self.ms))

    @override
    def hear(self, *inputs: Input) -> Decision:
        wrong = timedelta(seconds=self.wall_s)
        heard = (Tick(i.now + wrong, i.mono_ms) if isinstance(i, Tick) else i for i in inputs)
        decision = super().hear(*heard)
        self.told += decision.personals
        return decision

    def go_to(self, seconds: float, every_s: float = 1.0) -> None:
        """Tick until then."""
        while self.ms < seconds * 1_000:
            self.ms = min(round(seconds * 1_000), self.ms + round(every_s * 1_000))
            self.tick()

    def field(
        self, subject: str, act: str, content: object = None, *, text: str = "", kind: str = "field"
    ) -> str:
        """An act on a record: empty or the remark when granted; the reason after `no: ` else."""
        form = msgspec.json.encode(content).decode() if content is not None else ""
        self.act(kind, 0, subject=subject, choice=act, content=form, text=text)
        (answer,) = [
            c for c in self.changes
            if isinstance(c, CommandAnswered) and c.command.id == self.last_command
        ]  # fmt: skip
        return answer.reason if answer.accepted else f"no: {answer.reason}"

    def answer(self) -> CommandAnswered:
        """The answer to the last command."""
        (found,) = [
            c for c in self.changes
            if isinstance(c, CommandAnswered) and c.command.id == self.last_command
        ]  # fmt: skip
        return found

    def see(self, unit: str, lat: float, lon: float, accuracy_m: float | None = None) -> None:
        """A fix of a unit, now."""
        report = PositionReport(unit, self.now, lat, lon, accuracy_m)
        message = State("gateway", self.now, (report,))
        self.hear(replace(arrived(message, 0, "gateway"), received=self.now, mono_ms=self.ms))

    def record(self, kind: str, name: str) -> FieldRecord:
        """A record as consoles see it."""
        (found,) = [each for each in self.desk.fields() if each.key == (kind, name)]
        return found

    def content(self, kind: str, name: str) -> dict[str, Any]:
        """What is in a record."""
        return msgspec.json.decode(self.record(kind, name).content, type=dict[str, Any])

    def standing(self, *types: str) -> list[str]:
        """Types of the open alerts whose condition stands, in the order they were raised."""
        alerts = [each for each in self.desk.alerts() if each.condition is Condition.ACTIVE]
        return [each.type for each in alerts if not types or each.type in types]

    def raised(self, type_name: str) -> int:
        """How many alerts of a type there were, ever."""
        changed = [c for c in self.changes if isinstance(c, AlertChanged) and c.action == "raised"]
        return len([c for c in changed if c.alert.type == type_name])

    def actions_on(self, kind: str, name: str) -> list[str]:
        """The journal's words about a record."""
        changed = [c for c in self.changes if isinstance(c, FieldChanged)]
        return [c.action for c in changed if c.record.key == (kind, name)]

    def restored(self) -> Restored:
        """What a store would give back of all this."""
        changed = [c for c in self.changes if isinstance(c, FieldChanged)]
        records = {c.record.key: c.record for c in changed}
        return replace(
            super().restored(),
            fields=tuple(records.values()),
            personals=_personals(changed),
            field_numbers=_numbers(list(records)),
        )

    def restarted(self, after_s: float = 0.0) -> "FieldStage":
        """A new engine on the same store, `after_s` seconds later."""
        ms = self.ms + round(after_s * 1_000)
        again = FieldStage(*self.devices, restored=self.restored(), ms=ms, boot=self.boot)
        again._sequences, again._commands = {**self._sequences}, self._commands + 1_000
        return again


def _personals(changed: Sequence[FieldChanged]) -> dict[FieldKey, str]:
    kept: dict[FieldKey, str] = {}
    for change in changed:
        if change.personal is not None:
            kept[change.record.key] = change.personal
    return {key: text for key, text in kept.items() if text}


def _numbers(keys: Sequence[FieldKey]) -> dict[str, int]:
    highest: dict[str, int] = {}
    for kind, name in keys:
        number = int(name) if name.isdecimal() else 0
        highest[kind] = max(highest.get(kind, 0), number)
    return highest
