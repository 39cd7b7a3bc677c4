"""The contract between the frame of the field work and its kinds. Engine thread only; no I/O.

A kind is a set of pure rules: it is asked about acts, events, positions and deadlines, and writes
what it decides through the `FieldRoom` it is handed. How to write one stands in this room's card.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from console.domain.alerts.lifecycle import Refused
from console.domain.places.geo import Place
from console.domain.unit import UnitPosition
from console.ports.messages import ToldOf

_V = TypeVar("_V")


@dataclass(frozen=True, slots=True)
class FieldAct:
    """What an operator wants: `act` on the record `id`, which is empty for a new one.

    `words` are the operator's own, `content` what was filled in (JSON text, to be read with
    `console.wire.field_codec.field_value`), `until` a time chosen, `command` the command's id.
    """

    kind: str
    id: str
    act: str
    by: str
    seat: str
    command: str
    issued: datetime
    words: str = ""
    content: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class FieldEvent:
    """A SEP1 event that a kind listens to; `alert` is the one it made, `content` its `data`.

    `photos` are the sha256 of the pictures that came with it.
    `at` is the field's time when it was received, `occurred` the device's word.
    """

    type: str
    id: str
    source: str
    subject: str | None
    occurred: datetime
    at: datetime
    condition: str = "point"
    unit: str | None = None
    text: str = ""
    place: Place | None = None
    alert: int | None = None
    content: Mapping[str, Any] = field(default_factory=dict)
    photos: tuple[str, ...] = ()


class FieldRoom(Protocol):
    """All that a kind may see and do. What it writes is one transaction with what caused it."""

    @property
    def now(self) -> datetime:
        """The field's time: UTC, never jumps, goes on at a restart."""
        ...

    def get(self, kind: str, record: str) -> object | None:
        """The value of a record, open or closed a short time ago; of any kind."""
        ...

    def open_of(self, kind: str) -> Iterable[tuple[str, object]]:
        """Id and value of every open record of a kind."""
        ...

    def new_id(self, kind: str) -> str:
        """The next number of a kind, never given again."""
        ...

    def put(
        self,
        kind: str,
        record: str,
        value: object,
        action: str,
        by: str,
        words: str = "",
        personal: str | None = None,
    ) -> None:
        """Make a record's new value durable, with a journal line `field_<kind>_<action>`.

        `action` is a past participle in snake case; `by` an operator or `room.engine`. `personal`
        is text (JSON) about people, kept apart from the record: None leaves it, "" erases it.
        """
        ...

    def personal(self, kind: str, record: str) -> str:
        """What is kept apart about people; empty when there is none (any more)."""
        ...

    def report(
        self,
        type_name: str,
        subject: str,
        condition: str,
        text: str = "",
        *,
        place: Place | None = None,
        cameras: tuple[str, ...] = (),
        unit: str | None = None,
    ) -> int | None:
        """A fact the engine found: `active` raises one alert for (type, subject) or touches it.

        `cleared` ends the condition (without an alert of it nothing happens), `point` is both.
        Returns the alert's number.
        """
        ...

    def position(self, unit: str) -> UnitPosition | None:
        """The newest fix of a unit."""
        ...

    def count(self, name: str) -> None:
        """Count it among the engine's figures."""
        ...


class FieldKind(ABC, Generic[_V]):
    """The rules of one kind. Instances may keep senses (what may be lost), never decisions."""

    name: str
    """Its first word everywhere: `escort`, `patrol`, `guard_case`..."""

    value: type[_V]
    """A frozen dataclass of what is durable, without personal words; it travels as JSON."""

    events: frozenset[str] = frozenset()
    """The SEP1 event types it listens to."""

    @abstractmethod
    def state(self, value: _V) -> str:
        """A short word for lists."""

    @abstractmethod
    def is_open(self, value: _V) -> bool:
        """Whether anything may still happen to it; closed records leave the memory in time."""

    def deadline(self, value: _V) -> datetime | None:
        """When time does something to it next."""
        del value
        return None

    def units(self, value: _V) -> tuple[str, ...]:
        """The units whose fixes it wants while it is open."""
        del value
        return ()

    def private_units(self, value: _V) -> tuple[str, ...]:
        """Units that may be seen only while this record is open (R-PRV-07): citizens' devices."""
        del value
        return ()

    @abstractmethod
    def decide(self, act: FieldAct, room: FieldRoom) -> Refused | str:
        """An operator's act: write and return a remark (mostly ""), or refuse with a sentence."""

    def hear(self, event: FieldEvent, room: FieldRoom) -> None:
        """An event of one of `events`; it is stored and receipted whatever the kind does."""

    def see(self, record: str, value: _V, fix: UnitPosition, room: FieldRoom) -> None:
        """A newer fix of one of the record's units."""

    def reveal(self, act: FieldAct, room: FieldRoom) -> Refused | str:
        """Somebody wants to see what is personal: `act.act` says for what, `words` why.

        The wish itself is journaled in any case; here a kind may refuse it or put it on record.
        """
        del act, room
        return ""

    def bare(self, value: _V) -> _V:
        """The value without what people wrote: what stays when the record is erased."""
        return value

    def told_of(self, record: str, value: _V) -> ToldOf | None:
        """The stored events whose words go with the record."""
        del record, value
        return None

    def expire(self, record: str, value: _V, room: FieldRoom) -> None:
        """Its deadline has passed: write a value with a later deadline or none.

        Called again at once while the new deadline is over too, as after a long stop.
        """


class FieldBook:
    """The kinds there are, by name; `boot` names this start of the computer, where it is known."""

    def __init__(self, kinds: Iterable[FieldKind[Any]] = (), boot: str = "") -> None:
        self.boot = boot
        self._kinds = {kind.name: kind for kind in kinds}
        self._listeners: dict[str, tuple[FieldKind[Any], ...]] = {}
        for kind in self._kinds.values():
            for event in sorted(kind.events):
                self._listeners[event] = (*self._listeners.get(event, ()), kind)

    def kind(self, name: str) -> FieldKind[Any] | None:
        """The kind of that name."""
        return self._kinds.get(name)

    def listeners(self, event_type: str) -> tuple[FieldKind[Any], ...]:
        """The kinds that listen to events of this type."""
        return self._listeners.get(event_type, ())
