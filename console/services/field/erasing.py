"""Erasing what is kept of a record that has ended: a supervisor's act. Engine thread; no I/O.

The decision names what has to go; the store erases it in the transaction of the act itself.
"""

from typing import Final

from console.domain.alerts.lifecycle import Refused
from console.domain.field.record import FieldKey
from console.domain.roles import refuse_operator
from console.ports.messages import Command
from console.services.desk.draft import Draft
from console.services.field.room import DraftRoom

ERASE: Final = "erase_record"


def erase_record(draft: Draft, command: Command, key: FieldKey) -> Refused | str:
    """Erase a closed record's words and people, with the reason on record."""
    memory, people = draft.memory, draft.senses.people
    if refused := refuse_operator(people, command.seat, command.operator):
        return refused
    if memory.fields.get(key) is not None:
        return Refused("Only the record of work that has ended can be erased: close it first.")
    entry, rules = memory.closed_fields.get(key), draft.book.kind(key[0])
    if entry is None or rules is None:
        return Refused("The newest closed records have none of this number.")
    if not command.text.strip():
        return Refused("Erasing needs a reason.")
    bare, told = rules.bare(entry.value), rules.told_of(key[1], entry.value)
    DraftRoom(draft).erase(key, bare, told, command.operator, command.text.strip())
    return ""
