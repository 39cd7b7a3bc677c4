"""Durable memory, as the engine needs it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from console.domain.alerts.alert import Alert
from console.domain.alerts.flood import Flood
from console.domain.alerts.noise import Spoken
from console.domain.alerts.quieting import Quiet
from console.domain.alerts.rulebook import RuleVersion
from console.domain.field.record import FieldKey, FieldRecord
from console.domain.roles import Person
from console.domain.unit import DeviceLink
from console.ports.messages import CommandResult, Committed, Decision


@dataclass(frozen=True, slots=True)
class Device:
    """A registered edge device; `allowed` empty: every type of its class and technical ones."""

    id: str
    device_class: str
    public_key: str
    site: str = ""
    cameras: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    interval_s: float = 10.0
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class SessionRow:
    """What is durable of a device in one boot: contiguous `stored`, and `also` above it."""

    device: str
    boot: int
    stored: int
    also: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Restored:
    """Everything the desk needs to go on after a restart.

    `flood` is the last one, ended or not; `raised` when the newest alerts were raised, rising;
    `rules` the newest versions of the site's rules, the last one in force.
    `fields` are the open records of the field work and the newest closed ones, oldest first;
    `personals` what is kept about their people, `field_numbers` the highest number of each kind.
    `spoken` are the newest facts about alerts and their ends, oldest first, drills left out.
    """

    revision: int
    next_alert: int
    alerts: tuple[Alert, ...]
    sessions: tuple[SessionRow, ...]
    links: tuple[DeviceLink, ...] = ()
    results: dict[str, CommandResult] = field(default_factory=dict)
    quiets: tuple[Quiet, ...] = ()
    flood: Flood | None = None
    raised: tuple[datetime, ...] = ()
    rules: tuple[RuleVersion, ...] = ()
    fields: tuple[FieldRecord, ...] = ()
    personals: dict[FieldKey, str] = field(default_factory=dict)
    field_numbers: dict[str, int] = field(default_factory=dict)
    spoken: tuple[Spoken, ...] = ()


class Store(Protocol):
    """One writer. `commit` returns only when the transaction is on disk."""

    def restore(self) -> Restored:
        """Open alerts, sessions and recent command results."""
        ...

    def commit(
        self, decision: Decision, at: datetime, meanwhile: Callable[[], bool] | None = None
    ) -> Committed:
        """Write every change and its journal line in one durable transaction.

        `meanwhile` is called again and again, by the calling thread, while the disk works: at once
        when it says that there is more to do, else after a moment.
        Raises EnvironmentFault when the disk is full, read-only or gone; nothing was written then.
        """
        ...

    def stored_id(self, device: str, boot: int, sequence: int) -> str | None:
        """The id of the event stored under this number, None when there is none."""
        ...

    def devices(self) -> Sequence[Device]:
        """The registry, revoked devices included."""
        ...

    def seats(self) -> dict[str, str]:
        """Public key (z85) -> seat id of every console that may connect."""
        ...

    def people(self) -> Sequence[Person]:
        """Who is what at which seat."""
        ...
