"""Who may connect: devices, their keys, and seats. Each change is a journal line.

Works beside a running engine (another process): every change is one short write transaction, and
the engine reads the registry again each second. Any thread. Never sees a secret key.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from backends.database import journal
from backends.database import tables as t
from backends.database.connection import Database
from backends.database.moments import micros
from backends.database.rows import text_of
from console.ports.clock import Clock
from console.ports.store import Device

_Z85 = re.compile(r"[0-9a-zA-Z.\-:+=^!/*?&<>()\[\]{}@%$#]{40}")
_RESERVED = "engine"
_CHANGES = "registry"
"""The counter of changes among the `meta` rows."""
AT_ONCE = 250
OVERLAP = timedelta(hours=24)
"""How long the old key of a rotated device stays valid at most (R-SEC-03)."""


@dataclass(frozen=True, slots=True)
class RegistryRefused:
    """Why a change of the registry was not made; nothing was written."""

    reason: str


class Registry:
    """Changes of the registry, made by `by` (an operator's login, or "installer")."""

    def __init__(self, database: Database, clock: Clock, by: str = "installer") -> None:
        self._database = database
        self._clock = clock
        self._by = by

    def enrol(self, device: Device) -> Device | RegistryRefused:
        """Register a new device with its public key. An id or a key is never given twice."""
        return self.enrol_all([device])[0]

    def enrol_all(self, devices: Sequence[Device]) -> Sequence[Device | RegistryRefused]:
        """Register many devices; each is taken or refused for itself.

        Some hundreds share a transaction, so that a running engine never waits long.
        """
        answers: list[Device | RegistryRefused] = []
        for begin in range(0, len(devices), AT_ONCE):
            now = micros(self._clock.now())
            with self._database.write() as connection:
                some = devices[begin : begin + AT_ONCE]
                answers += [self._admit(connection, device, now) for device in some]
        return answers

    def _admit(
        self, connection: sa.Connection, device: Device, now: int
    ) -> Device | RegistryRefused:
        problem = (
            _device_problem(device)
            or _id_problem(connection, device.id)
            or _key_problem(connection, device.public_key)
        )
        if problem:
            return RegistryRefused(problem)
        connection.execute(t.device.insert(), _device_row(device, now))
        connection.execute(t.device_key.insert(), _key_row(device.id, device.public_key, now))
        self._note(connection, "device_enrolled", f"device:{device.id}", device, now)
        return device

    def revoke(self, device_id: str) -> RegistryRefused | None:
        """Let none of the device's keys in again. Final: a new device gets a new id."""
        now = micros(self._clock.now())
        with self._database.write() as connection:
            problem = _revoked_problem(connection, device_id)
            if problem:
                return RegistryRefused(problem)
            change = t.device.update().where(t.device.c.id == device_id).values(revoked_at=now)
            connection.execute(change)
            self._note(connection, "device_revoked", f"device:{device_id}", {}, now)
        return None

    def rotate(
        self, device_id: str, public_key: str, *, overlap: timedelta = OVERLAP
    ) -> RegistryRefused | None:
        """Give a device a new key; the older ones stay valid for `overlap` (0 to 24 h)."""
        if not timedelta() <= overlap <= OVERLAP:
            return RegistryRefused("The old key may stay valid for 0 to 24 hours")
        now = micros(self._clock.now())
        until = micros(self._clock.now() + overlap)
        with self._database.write() as connection:
            problem = _revoked_problem(connection, device_id) or _key_problem(
                connection, public_key
            )
            if problem:
                return RegistryRefused(problem)
            connection.execute(_expire_keys(device_id, until))
            connection.execute(t.device_key.insert(), _key_row(device_id, public_key, now))
            words = {"public_key": public_key, "old_until": until}
            self._note(connection, "device_rotated", f"device:{device_id}", words, now)
        return None

    def list(self) -> Sequence[Device]:
        """All devices, revoked ones too, by id; one element per valid key, newest key first."""
        with self._database.read() as connection:
            return devices(connection, micros(self._clock.now()))

    def seats(self) -> dict[str, str]:
        """Public key (z85) -> seat id of every console that may connect."""
        with self._database.read() as connection:
            return seats(connection)

    def register_seat(
        self, seat: str, public_key: str, *, again: bool = False
    ) -> RegistryRefused | None:
        """Let a console in. The same seat with the same key is fine; another key replaces it.

        One that was revoked is let in `again` only when somebody says so, never by being opened.
        """
        problem = _name_problem("seat", seat) or _shape_problem(public_key)
        if problem:
            return RegistryRefused(problem)
        now = micros(self._clock.now())
        with self._database.write() as connection:
            if _seat_key(connection, seat) == public_key:
                return None
            problem = "" if again else _seat_problem(connection, seat)
            problem = problem or _key_problem(connection, public_key, seat)
            if problem:
                return RegistryRefused(problem)
            connection.execute(t.seat.delete().where(t.seat.c.id == seat))
            row = {"id": seat, "public_key": public_key, "registered_at": now}
            connection.execute(t.seat.insert(), row)
            self._note(connection, "seat_registered", f"seat:{seat}", row, now)
        return None

    def revoke_seat(self, seat: str) -> RegistryRefused | None:
        """Let a console in no more."""
        now = micros(self._clock.now())
        with self._database.write() as connection:
            known = (t.seat.c.id == seat, t.seat.c.revoked_at.is_(None))
            if not connection.execute(t.seat.update().where(*known), {"revoked_at": now}).rowcount:
                return RegistryRefused(f'No seat "{seat}" is registered')
            self._note(connection, "seat_revoked", f"seat:{seat}", {}, now)
        return None

    def _note(
        self, connection: sa.Connection, kind: str, subject: str, payload: object, at: int
    ) -> None:
        count_change(connection)
        journal.append(connection, [(kind, subject, self._by, text_of(payload))], at)


def stamp(connection: sa.Connection, now: int) -> tuple[int, int]:
    """Changes with whatever `devices` or `seats` would answer: by a change, or a key run out."""
    k = t.device_key.c
    valid = sa.or_(k.valid_until.is_(None), k.valid_until > now)
    keys = connection.scalar(sa.select(sa.func.count()).select_from(t.device_key).where(valid))
    changes = connection.scalar(sa.select(t.meta.c.value).where(t.meta.c.name == _CHANGES))
    return changes or 0, keys or 0


def count_change(connection: sa.Connection) -> None:
    """Let the engine see that it has to read the registry again."""
    known = t.meta.c.name == _CHANGES
    counted = t.meta.update().where(known).values(value=t.meta.c.value + 1)
    if not connection.execute(counted).rowcount:
        connection.execute(t.meta.insert(), {"name": _CHANGES, "value": 1})


def devices(connection: sa.Connection, now: int) -> tuple[Device, ...]:
    """The registry at `now` (microseconds, UTC)."""
    d, k = t.device.c, t.device_key.c
    valid = sa.or_(k.valid_until.is_(None), k.valid_until > now)
    query = (
        sa.select(*t.device.c, k.public_key)
        .join_from(t.device, t.device_key, k.device == d.id)
        .where(valid)
        .order_by(d.id, k.issued_at.desc())
    )
    return tuple(
        Device(
            id=row.id,
            device_class=row.device_class,
            public_key=row.public_key,
            site=row.site,
            cameras=tuple(json.loads(row.cameras)),
            allowed=tuple(json.loads(row.allowed)),
            interval_s=row.interval_s,
            revoked=row.revoked_at is not None,
        )
        for row in connection.execute(query)
    )


def seats(connection: sa.Connection) -> dict[str, str]:
    """Public key -> seat id, revoked seats left out."""
    query = sa.select(t.seat.c.public_key, t.seat.c.id).where(t.seat.c.revoked_at.is_(None))
    return {row.public_key: row.id for row in connection.execute(query)}


def _device_problem(device: Device) -> str:
    if not 0 < device.interval_s <= 86_400:
        return "The interval of a device is more than 0 and at most 86,400 seconds"
    return (
        _name_problem("device", device.id)
        or _name_problem("class", device.device_class)
        or _shape_problem(device.public_key)
    )


def _name_problem(what: str, name: str) -> str:
    if not 1 <= len(name) <= 64 or not name.isprintable() or any(c.isspace() for c in name):
        return f"The {what} needs a name of 1 to 64 visible characters without spaces"
    if name == _RESERVED:
        return f'"{name}" is the engine\'s own name: choose another {what} name'
    return ""


def _shape_problem(public_key: str) -> str:
    if _Z85.fullmatch(public_key):
        return ""
    return "The public key is not a CURVE key: 40 characters of Z85 are needed"


def _id_problem(connection: sa.Connection, device_id: str) -> str:
    known = connection.execute(sa.select(t.device).where(t.device.c.id == device_id)).first()
    if known is None:
        return ""
    if known.revoked_at is not None:
        return f'The device "{device_id}" was revoked; enrol its successor under a new id'
    return f'The device "{device_id}" is already enrolled; rotate its key instead'


def _revoked_problem(connection: sa.Connection, device_id: str) -> str:
    query = sa.select(t.device.c.revoked_at).where(t.device.c.id == device_id)
    known = connection.execute(query).first()
    if known is None:
        return f'No device "{device_id}" is enrolled'
    return "" if known.revoked_at is None else f'The device "{device_id}" was already revoked'


def _seat_problem(connection: sa.Connection, seat: str) -> str:
    known = (t.seat.c.id == seat, t.seat.c.revoked_at.is_not(None))
    if connection.scalar(sa.select(t.seat.c.id).where(*known)) is None:
        return ""
    return (
        f'The seat "{seat}" was revoked. Let it in again with '
        f"`sunra seats --seat {seat} --key KEY`, or work at another seat"
    )


def _key_problem(connection: sa.Connection, public_key: str, seat: str = "") -> str:
    if problem := _shape_problem(public_key):
        return problem
    k, s = t.device_key.c, t.seat.c
    owner = connection.scalar(sa.select(k.device).where(k.public_key == public_key))
    others = (s.public_key == public_key, s.id != seat)
    owner = owner or connection.scalar(sa.select(s.id).where(*others))
    return f'The key belongs to "{owner}" already; each has its own' if owner else ""


def _seat_key(connection: sa.Connection, seat: str) -> str | None:
    known = (t.seat.c.id == seat, t.seat.c.revoked_at.is_(None))
    key: str | None = connection.scalar(sa.select(t.seat.c.public_key).where(*known))
    return key


def _expire_keys(device_id: str, until: int) -> sa.Update:
    k = t.device_key.c
    later = sa.or_(k.valid_until.is_(None), k.valid_until > until)
    return t.device_key.update().where(k.device == device_id, later).values(valid_until=until)


def _device_row(device: Device, now: int) -> dict[str, object]:
    return {
        "id": device.id,
        "device_class": device.device_class,
        "site": device.site,
        "cameras": text_of(device.cameras),
        "allowed": text_of(device.allowed),
        "interval_s": device.interval_s,
        "enrolled_at": now,
    }


def _key_row(device_id: str, public_key: str, now: int) -> dict[str, object]:
    return {"public_key": public_key, "device": device_id, "issued_at": now}
