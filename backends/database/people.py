"""Who is what at which seat: rows of `person`, each change a journal line. Any thread.

Works beside a running engine, which reads the registry again each second.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from backends.database import journal
from backends.database import tables as t
from backends.database.connection import Database
from backends.database.moments import micros
from backends.database.registry import RegistryRefused, count_change
from backends.database.rows import text_of
from console.domain.roles import Person, Role
from console.ports.clock import Clock


class PeopleRegistry:
    """Changes of the people of seats, made by `by`."""

    def __init__(self, database: Database, clock: Clock, by: str = "installer") -> None:
        self._database, self._clock, self._by = database, clock, by

    def register(self, person: Person) -> RegistryRefused | None:
        """Give a person a role at a seat; the newest role counts."""
        problem = _problem("seat", person.seat) or _problem("operator", person.operator)
        if problem:
            return RegistryRefused(problem)
        now = micros(self._clock.now())
        p = t.person.c
        with self._database.write() as connection:
            ours = (p.seat == person.seat, p.operator == person.operator)
            connection.execute(t.person.delete().where(*ours))
            row = {"seat": person.seat, "operator": person.operator, "role": person.role.value}
            connection.execute(t.person.insert(), {**row, "registered_at": now})
            self._note(connection, "person_registered", person.seat, row, now)
        return None

    def remove(self, seat: str, operator: str) -> RegistryRefused | None:
        """Take a person off a seat."""
        now, p = micros(self._clock.now()), t.person.c
        with self._database.write() as connection:
            gone = t.person.delete().where(p.seat == seat, p.operator == operator)
            if not connection.execute(gone).rowcount:
                return RegistryRefused(f'"{operator}" is not registered at the seat "{seat}"')
            self._note(connection, "person_removed", seat, {"operator": operator}, now)
        return None

    def list(self) -> Sequence[Person]:
        """Everyone, by seat and name."""
        with self._database.read() as connection:
            return people(connection)

    def _note(
        self, connection: sa.Connection, kind: str, seat: str, payload: object, at: int
    ) -> None:
        count_change(connection)
        journal.append(connection, [(kind, f"seat:{seat}", self._by, text_of(payload))], at)


def people(connection: sa.Connection) -> tuple[Person, ...]:
    """Everyone registered, by seat and name."""
    query = sa.select(t.person).order_by(t.person.c.seat, t.person.c.operator)
    rows = connection.execute(query)
    return tuple(Person(row.seat, row.operator, Role(row.role)) for row in rows)


def _problem(what: str, name: str) -> str:
    if 1 <= len(name) <= 64 and name.isprintable() and not any(c.isspace() for c in name):
        return (
            "" if name != "engine" else f'"engine" is the engine\'s own name: choose another {what}'
        )
    return f"The {what} needs a name of 1 to 64 visible characters without spaces"
