"""A shift of random events, acts and time for a desk: for the tests of its laws."""

import json
from datetime import datetime, timedelta
from random import Random

from console.domain.alerts.alert import AlertClass
from console.domain.alerts.rulebook import entry_at
from console.domain.roles import Person, Role
from console.ports.messages import AlertChanged, Command, Decision, Tick
from console.ports.store import Restored
from console.services.catalogue import read_shipped
from console.services.desk.desk import Desk, Input
from tests.support.engine_doubles import START, arrived, device, event

SHIPPED = read_shipped()
DEVICES = ("bell-1", "cam-1")
# Some may be made, and some would open a way to hide a call for help.
EDITS: tuple[tuple[str, object], ...] = (
    ("types/analytics.crowd", {"class": "life", "camera": "spot", "priority": 2}),
    ("types/analytics.crowd", {"priority": 1}),
    ("types/analytics.crowd", None),
    ("types/bell.pressed", {"class": "technical"}),
    ("types/sos.app", {"auto_close_s": 60}),
    ("types/sos.app", {"alerting": False}),
    ("pace/lease_s", 300),
    ("pace/escalate_first_s", 15),
    ("pace/escalate_second_s", 10),
    ("pace/lease_s", None),
)
TYPES = ("bell.pressed", "sos.app", "analytics.loitering", "analytics.crowd", "vendor.x")
OPERATORS = ("kim", "lee", "chief")
KINDS = (
    *("claim", "release", "acknowledge", "note", "close", "reassign", "verify", "step"),
    *("escalate", "dispatch", "refer", "advance", "undo", "shelve", "unshelve", "split"),
    *("merge", "out_of_service", "return", "suppress", "approve", "lift"),
    *("change_rules", "restore_rules"),
)
CHOICES = ("", "verified", "false", "done", "skipped", "C1", "accepted", "on_scene", "withdrawn")
STEPS_S = (0.2, 0.2, 0.2, 5.0, 31.0, 400.0, 1_000.0)


class RandomShift:
    """Each `turn` is one batch of a few inputs, decided and still to be settled by the caller."""

    def __init__(self, random: Random, desk: Desk) -> None:
        self.random = random
        self.desk = desk
        self.ms = 0
        self._sequences = dict.fromkeys(DEVICES, 0)
        self._commands = 0
        self._newest = 1
        self._made: list[tuple[str, int]] = []

    @property
    def now(self) -> datetime:
        return START + timedelta(milliseconds=self.ms)

    def restart(self, desk: Desk, restored: Restored) -> None:
        """Go on with another desk at the same moment."""
        self.desk = desk
        desk.restore(restored, [device(name) for name in DEVICES], self.ms)
        desk.set_people([Person("A", "chief", Role.SUPERVISOR), Person("A", "kim", Role.OPERATOR)])

    def turn(self) -> Decision:
        """A batch of one to four inputs."""
        count = self.random.randint(1, 4)
        decision = self.desk.handle([self._input() for _ in range(count)])
        changed = [c.alert.number for c in decision.changes if isinstance(c, AlertChanged)]
        self._newest = max((self._newest, *changed))
        return decision

    def _input(self) -> Input:
        chance = self.random.random()
        if chance < 0.2:
            self.ms += int(1_000 * self.random.choice(STEPS_S))
            return Tick(self.now, self.ms)
        return self._event() if chance < 0.45 else self._command()

    def _event(self) -> Input:
        source = self.random.choice(DEVICES)
        self._sequences[source] += 1
        place = {"lat": 37.5635 + self.random.choice((0, 0.0005, 0.02)), "lon": 127.0365}
        made = event(
            self._sequences[source],
            source=source,
            type=self.random.choice(TYPES),
            condition=self.random.choice(("point", "active", "cleared")),
            subject=self.random.choice((None, "a")),
            time=self.now - timedelta(seconds=self.random.choice((0, 1, 40))),
            data={"location": place},
        )
        return arrived(made, self.ms, source)

    def _command(self) -> Command:
        random = self.random
        self._commands += 1
        kind, name = random.choice(KINDS), f"c{self._commands}"
        alert = random.randint(max(1, self._newest - 6), self._newest)
        subject = random.choice((*OPERATORS, *DEVICES, *TYPES, "1", "2", "112"))
        if kind in {"advance", "undo", "approve", "lift"} and self._made:
            # What was just sent can be taken back for ten seconds only.
            subject, alert = random.choice(self._made[-2 if kind == "undo" else -8 :])
        quiets = self.desk.room().quiets if kind in {"approve", "lift"} else ()
        if quiets and random.random() < 0.7:
            subject = random.choice(quiets).id
        if kind in {"dispatch", "refer", "suppress"}:
            self._made.append((name, alert))
        if kind in {"change_rules", "restore_rules"}:
            return self._edit(kind, name)
        if kind in {"shelve", "unshelve"}:
            alert = self._shelvable() if random.random() < 0.7 else alert
        return Command(
            id=name,
            seat="A",
            operator=random.choice(OPERATORS),
            kind=kind,  # type: ignore[arg-type]
            alert=alert,
            issued=self.now,
            text=random.choice(("", "words")),
            disposition=random.choice((None, "true", "false_nuisance")),
            facts=random.choice((None, 1, 2)),
            subject=subject,
            choice=random.choice(CHOICES),
            until=random.choice((None, self.now + timedelta(hours=random.choice((1, 7, 30))))),
        )

    def _shelvable(self) -> int:
        """One of few, so that what is put aside is also taken back; mostly one that may be."""
        others = [
            each.number for each in self.desk.alerts() if each.alert_class is not AlertClass.LIFE
        ]
        return next((number for number in reversed(others) if number % 5 == 0), 1)

    def _edit(self, kind: str, name: str) -> Command:
        """An edit of the rules: often one that nobody may make."""
        random, number = self.random, self.desk.rules_view().number
        path, value = random.choice(EDITS)
        if path.startswith("types/") and isinstance(value, dict):
            value = {**entry_at(SHIPPED, "{}", path), **value}
        back = random.choice(("0", str(number), str(max(0, number - 1))))
        return Command(
            id=name,
            seat="A",
            operator=random.choice(OPERATORS),
            kind=kind,  # type: ignore[arg-type]
            alert=0,
            issued=self.now,
            text=random.choice(("", "words", "words")),
            subject=path if kind == "change_rules" else back,
            choice=str(random.choice((number, number, number, 0))),
            content=json.dumps(value),
        )
