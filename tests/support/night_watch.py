"""A night that goes wrong in every way at once, for the tests of what an operator may rely on.

Devices repeat and overtake themselves, operators act on views that are old, acts are sent twice,
the clock is set by hours and years, and the engine dies between deciding and writing. `ms` is true
time, the monotonic clock; the wall clock is ahead of it by `wrong`.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from console.domain.alerts.alert import Alert
from console.domain.alerts.rulebook import entry_at
from console.domain.roles import Person, Role
from console.ports.messages import (
    Command,
    Decision,
    FieldChanged,
    MessageArrived,
    Tick,
)
from console.ports.store import Restored
from console.services.catalogue import read_catalogue, read_shipped
from console.services.desk.desk import Desk, Input
from console.services.field.book import FieldBook
from tests.support.engine_doubles import START, MemoryStore, arrived, device, event

CATALOGUE, SHIPPED = read_catalogue(), read_shipped()
DEVICES = ("bell-1", "cam-1", "watch-1")
LIFE = ("sos.app", "bell.pressed", "order.violation", "analytics.fire")
OTHER = ("analytics.loitering", "analytics.crowd", "device.fault", "vendor.x")
OPERATORS = {"kim": "A", "lee": "B", "chief": "B"}
ACTS = (
    *("claim", "claim", "release", "acknowledge", "acknowledge", "note", "close", "close"),
    *("reassign", "verify", "escalate", "dispatch", "refer", "advance", "undo"),
    *("shelve", "unshelve", "split", "merge", "suppress", "approve", "change_rules"),
)
STEPS_S = (0.2, 0.2, 1.0, 7.0, 29.0, 61.0, 600.0, 901.0)
SETTINGS = (
    timedelta(),
    timedelta(hours=1),
    timedelta(hours=-1),
    timedelta(days=1_100),
    timedelta(days=-1_100),
)
CLASSES = ("life", "analytics")


class NightWatch:
    """Each `turn` hands one batch to the desk and settles it; None where the engine died."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.ms = self.came_ms = 1_000
        self.wrong = timedelta()
        self.store = MemoryStore([device(name) for name in DEVICES])
        self.sent: list[MessageArrived] = []
        self.asked: list[Command] = []
        self.batch: list[Input] = []
        self._views: dict[str, dict[int, Alert]] = {name: {} for name in OPERATORS}
        self._sequences = dict.fromkeys(DEVICES, 0)
        self.restart()

    @property
    def wall(self) -> datetime:
        return START + timedelta(milliseconds=self.ms) + self.wrong

    def true_ms(self, at: datetime) -> int:
        """What the wall clock of now showed then, in true time."""
        return round((at - START - self.wrong) / timedelta(milliseconds=1))

    def restart(self) -> None:
        """A new engine on what is durable."""
        self.desk = Desk(CATALOGUE, FieldBook((), "boot"), shipped=SHIPPED)
        self.desk.restore(self._restored(), self.store.registry, self.ms)
        chief = [Person("B", "chief", Role.SUPERVISOR)]
        self.desk.set_people([*chief, Person("A", "kim", Role.OPERATOR)])
        self._is_new = True

    def _restored(self) -> Restored:
        fields = {
            each.record.key: each.record
            for each in self.store.changes()
            if isinstance(each, FieldChanged)
        }
        return replace(self.store.restore(), fields=tuple(fields.values()))

    def turn(self) -> Decision | None:
        """One to five inputs, and now and then the end of the engine before they are durable."""
        if self.random.random() < 0.03:
            self.wrong = self.random.choice(SETTINGS)
        self.came_ms = self.ms
        self.batch = [self._input() for _ in range(self.random.randint(1, 5))]
        if self.random.random() < 0.3:
            self.batch.append(self._tick())
        return self.decide(self.batch)

    def decide(self, batch: Sequence[Input]) -> Decision | None:
        first = Tick(self.wall - timedelta(milliseconds=self.ms - self.came_ms), self.came_ms)
        self.batch = [first, *batch] if self._is_new else list(batch)
        self._is_new = False
        decision = self.desk.handle(self.batch)
        if self.random.random() < 0.02:
            self._die()
            return None
        self.store.commit(decision, self.wall)
        self.desk.committed(decision)
        self.desk.learn(decision, self.wall)
        if self.random.random() < 0.02:
            self.restart()
        return decision

    def _die(self) -> None:
        """Devices and seats send what had no answer once more."""
        self.restart()
        self._views = {name: {} for name in OPERATORS}

    def _tick(self) -> Tick:
        self.ms += round(1_000 * self.random.choice(STEPS_S))
        return Tick(self.wall, self.ms)

    def _input(self) -> Input:
        chance = self.random.random()
        if chance < 0.40:
            return self._event()
        if chance < 0.45 and self.sent:
            again = self.random.choice(self.sent[-40:])
            return replace(again, received=self.wall, mono_ms=self.ms)
        if chance < 0.50 and self.asked:
            return self.random.choice(self.asked[-40:])
        return self._act()

    def _event(self) -> MessageArrived:
        random = self.random
        source = random.choice(DEVICES)
        self._sequences[source] += random.choice((1, 1, 1, 2))
        made = event(
            self._sequences[source],
            source=source,
            type=random.choice((*LIFE, *OTHER)),
            condition=random.choice(("point", "point", "active", "cleared")),
            subject=random.choice((None, "a", "b")),
            drill=random.random() < 0.1,
            time=self.wall - timedelta(seconds=random.choice((0, 1, 700))),
            data={"location": {"lat": 37.56 + random.choice((0, 0.0005, 0.02)), "lon": 127.03}},
        )
        self.sent.append(replace(arrived(made, self.ms, source), received=self.wall))
        return self.sent[-1]

    def _act(self) -> Command:
        random = self.random
        operator, kind = random.choice(tuple(OPERATORS)), random.choice(ACTS)
        if kind in {"approve", "change_rules"} and random.random() < 0.7:
            operator = "chief"
        view = self._views[operator]
        if not view or random.random() < 0.5:
            view = self._views[operator] = {each.number: each for each in self.desk.alerts()}
        alert = random.choice(list(view.values())[-8:]) if view else None
        number = alert.number if alert else 1
        fields: dict[str, object] = {"subject": random.choice(("team-1", "lee", "112", "1"))}
        if kind == "merge" and view:
            fields["subject"] = str(random.choice(list(view)))
        if kind in {"advance", "undo"} and alert and alert.handling.dispatches:
            fields["subject"] = random.choice(alert.handling.dispatches).id
        if kind == "suppress":
            fields["subject"] = random.choice((*LIFE, *OTHER))
        if kind == "approve":
            rules = [each.id for each in self.asked if each.kind == "suppress"][-3:]
            fields["subject"] = random.choice(rules) if rules else ""
        if kind == "change_rules":
            fields |= self._edit()
        number = 0 if kind in {"suppress", "approve", "change_rules"} else number
        fields |= {"facts": alert.facts if alert else None}
        return self.command(kind, operator, number, **fields)

    def command(self, kind: str, operator: str, alert: int, **more: object) -> Command:
        """An act of now; what it does not say is drawn."""
        random = self.random
        fields: dict[str, object] = {
            "text": "words",
            "disposition": random.choice(("true", "test")),
            "choice": random.choice(("verified", "accepted", "ended", "C0")),
            "until": self.wall + timedelta(minutes=random.choice((3, 90, 900))),
        }
        name, seat = f"c{len(self.asked)}", OPERATORS[operator]
        # Facts of any kind, by name.
        made = Command(name, seat, operator, kind, alert, self.wall, **{**fields, **more})  # type: ignore[arg-type]
        self.asked.append(made)
        return made

    def _edit(self) -> dict[str, object]:
        """A type becomes life-safety, or is none any more, while its alerts are open."""
        path = f"types/{self.random.choice(('analytics.crowd', 'vendor.x', 'sos.app'))}"
        if path == "types/vendor.x":
            return {"subject": path, "choice": "0", "content": "{}"}
        value = {**entry_at(SHIPPED, "{}", path), "class": self.random.choice(CLASSES)}
        value |= {"camera": "spot", "priority": 2}
        number = str(self.desk.rules_view().number)
        return {"subject": path, "choice": number, "content": json.dumps(value)}
