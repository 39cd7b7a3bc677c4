"""`sunra field`: the field work, one JSON object a line; erasing what has ended. Main thread.

Names of people are never printed: a seat asks for them with a purpose.
"""

import json
import sys
from argparse import Namespace
from dataclasses import replace

from backends.commands.parts import folder_of, folder_to_read, keys_in, say
from backends.database.connection import Database
from backends.database.field_erasure import erase_record
from backends.database.field_rows import all_fields
from backends.database.moments import micros
from backends.database.readers import require_there
from backends.database.schema import require_current
from backends.database.untouched import open_to_read
from backends.system.clock import SystemClock
from console.domain.errors import EnvironmentFault
from console.domain.field.record import FieldRecord, field_key
from console.ports.messages import ToldOf
from console.services.field.kinds import field_book
from console.wire.field_codec import FieldMalformed, field_text, field_value


def field(arguments: Namespace) -> int:
    """`sunra field`: open records, with --all closed ones too; or --erase one. Works meanwhile.

    With --shelters or --organisations a list is taken, as acts at the running engine.
    """
    if arguments.organisations:
        from backends.commands.organisations import organisations  # noqa: PLC0415 -- loads the wire

        return organisations(arguments)
    if arguments.shelters:
        from backends.commands.shelters import shelters  # noqa: PLC0415 -- loads the wire

        return shelters(arguments)
    if arguments.erase:
        return _erase_one(arguments)
    folder = folder_to_read(arguments)
    require_there(folder.database)
    opened = open_to_read(folder.database, keys_in(folder.keys).secret("database"))
    try:
        if opened.note:
            print(f"sunra: note: {opened.note}", file=sys.stderr)
        require_current(opened.database)
        with opened.database.read() as connection:
            records = all_fields(connection, closed_too=arguments.all)
    finally:
        opened.close()
    for record in records:
        if arguments.kind in {"", record.kind}:
            say(_row(record))
    return 0


def _row(record: FieldRecord) -> dict[str, object]:
    return {
        "kind": record.kind,
        "id": record.id,
        "state": record.state,
        "open": record.is_open,
        "updated": record.updated.isoformat(),
        "deadline": record.deadline.isoformat() if record.deadline else None,
        "content": json.loads(record.content),
    }


def _erase_one(arguments: Namespace) -> int:
    folder = folder_of(arguments)
    require_there(folder.database)
    database = Database(folder.database, keys_in(folder.keys).secret("database"))
    try:
        require_current(database)
        return _erase(database, arguments)
    finally:
        database.close()


def _erase(database: Database, arguments: Namespace) -> int:
    key = field_key(arguments.erase)
    if key is None or not key[1] or not arguments.by.strip() or not arguments.why.strip():
        raise EnvironmentFault(
            "Erasing needs a record, a name and a reason",
            where=f"--erase {arguments.erase}",
            remedy="for example --erase escort:12 --by kim --why 'asked for by the citizen'",
        )
    with database.read() as connection:
        found = {each.key: each for each in all_fields(connection, closed_too=True)}
    record = found.get(key)
    if record is None:
        raise EnvironmentFault("There is no such record", where=f"--erase {arguments.erase}")
    bare, told = _bare(record)
    now = micros(SystemClock().now())
    erased = erase_record(database, bare, told, by=arguments.by, reason=arguments.why, at=now)
    say({"erased": arguments.erase, "payloads": erased})
    return 0


def _bare(record: FieldRecord) -> tuple[FieldRecord, ToldOf | None]:
    """What stays of a record, and which events told of it; of an unknown kind all stays."""
    rules = field_book().kind(record.kind)
    value = field_value(record.content, rules.value) if rules is not None else None
    if rules is None or isinstance(value, FieldMalformed):
        return record, None
    return replace(record, content=field_text(rules.bare(value))), rules.told_of(record.id, value)
