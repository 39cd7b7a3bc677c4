"""`sunra seats`: which consoles may connect, and who is supervisor at which. Main thread."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from backends.commands.parts import folder_of, keys_in, refuse, say
from backends.database.people import PeopleRegistry
from backends.database.registry import Registry
from backends.database.store import open_database
from backends.system.clock import SystemClock
from console.domain.errors import EnvironmentFault
from console.domain.roles import Person, Role


def seats(arguments: Namespace) -> int:
    """Register, revoke or list; works while the engine runs, which reads it within a second."""
    with _registries(arguments) as (registry, people):
        if arguments.list:
            for row in _rows(registry, people):
                say(row)
            return 0
        if not arguments.seat:
            raise EnvironmentFault(
                "No seat was named", where="sunra seats", remedy="add --seat ID, or --list"
            )
        say(_change(arguments, registry, people))
    return 0


def _change(arguments: Namespace, registry: Registry, people: PeopleRegistry) -> dict[str, object]:
    seat, operator = arguments.seat, arguments.operator
    done: dict[str, object] = {"seat": seat}
    if arguments.key:
        refuse(registry.register_seat(seat, arguments.key, again=True), seat)
        done["key"] = arguments.key
    if arguments.revoke:
        refuse(registry.revoke_seat(seat), seat)
        done["revoked"] = True
    if operator and arguments.remove:
        refuse(people.remove(seat, operator), operator)
        done |= {"operator": operator, "removed": True}
    elif operator:
        refuse(people.register(Person(seat, operator, Role(arguments.role))), operator)
        done |= {"operator": operator, "role": arguments.role}
    if len(done) == 1:
        raise EnvironmentFault(
            "Nothing was asked for this seat",
            where=f"--seat {seat}",
            remedy="add --key, --revoke, or --operator with --role or --remove",
        )
    return done


def _rows(registry: Registry, people: PeopleRegistry) -> Iterator[dict[str, object]]:
    known = {name: key for key, name in registry.seats().items()}
    here = people.list()
    for seat in sorted({*known, *(each.seat for each in here)}):
        roles = {each.operator: each.role.value for each in here if each.seat == seat}
        yield {"seat": seat, "public_key": known.get(seat), "people": roles}


@contextmanager
def _registries(arguments: Namespace) -> Iterator[tuple[Registry, PeopleRegistry]]:
    folder = folder_of(arguments)
    keys = keys_in(folder.keys)
    database, clock = open_database(folder.database, keys.secret("database")), SystemClock()
    try:
        yield Registry(database, clock), PeopleRegistry(database, clock)
    finally:
        database.close()
