"""How the desk decides the field work: acts, events, fixes and time go to the kinds. No I/O.

The frame knows no kind: it finds the record, keeps the deadlines, answers each command once, and
leaves every rule to the `FieldKind` in the book. Engine thread only.
"""

from datetime import datetime, timedelta
from typing import Any

from console.domain.alerts.lifecycle import Refused
from console.domain.field.record import FieldKey, FieldRecord, field_key, field_subject
from console.domain.roles import refuse_look
from console.domain.unit import UnitPosition
from console.ports.messages import Command, Tick
from console.ports.store import Restored
from console.services.desk.draft import Draft
from console.services.desk.memory import Memory, Senses
from console.services.field.book import FieldAct, FieldBook, FieldEvent, FieldKind
from console.services.field.erasing import ERASE, erase_record
from console.services.field.memory import MOST_OPEN, MOST_SHOWN_CLOSED, FieldEntry
from console.services.field.room import DraftRoom, watched
from console.services.field.time import (
    CLOCK_KIND,
    accept_clock,
    clock_record,
    recall_clock,
    watch_clock,
)
from console.wire.field_codec import FieldMalformed, field_value
from console.wire.seat_values import FieldPersonal

MOST_AT_ONCE = 200
MOST_STEPS = 64
MOST_AT_A_MOMENT = 8
STUCK = timedelta(seconds=60)
SHOWN_FOR = timedelta(seconds=60)


def outcome_of_field(draft: Draft, command: Command) -> Refused | str:
    """An act on a record: a remark for the operator, or why it cannot be."""
    key = field_key(command.subject)
    if key is None:
        return Refused("The act does not say what it is about.")
    if command.kind == "field_reveal":
        return _reveal(draft, command, key)
    return _decide(draft, command, key)


def _decide(draft: Draft, command: Command, key: FieldKey) -> Refused | str:
    rules = draft.book.kind(key[0])
    if key[0] == CLOCK_KIND:
        return accept_clock(draft, _act(command, key))
    if rules is None:
        return Refused("This engine knows no such work.")
    if not key[1] and len(draft.memory.fields.keys()) >= MOST_OPEN:
        return Refused(f"More than {MOST_OPEN} records are open; close some first.")
    if command.choice == ERASE:
        return erase_record(draft, command, key)
    return rules.decide(_act(command, key), DraftRoom(draft))


def _act(command: Command, key: FieldKey) -> FieldAct:
    return FieldAct(
        kind=key[0],
        id=key[1],
        act=command.choice,
        by=command.operator,
        seat=command.seat,
        command=command.id,
        issued=command.issued,
        words=command.text.strip(),
        content=command.content,
        until=command.until,
    )


def _reveal(draft: Draft, command: Command, key: FieldKey) -> Refused | str:
    if not command.text.strip():
        return Refused("A purpose is needed.")
    if not draft.memory.personals.get(key):
        return Refused("Nothing about people is kept of this (any more).")
    people, record = draft.senses.people, draft.memory.fields.get(key)
    is_open = record is None or record.record.is_open
    refused = refuse_look(people, command.seat, command.operator, command.choice, is_open=is_open)
    if refused:
        return refused
    rules = draft.book.kind(key[0])
    outcome = rules.reveal(_act(command, key), DraftRoom(draft)) if rules is not None else ""
    if isinstance(outcome, Refused):
        return outcome
    draft.memory.reveals.put(command.id, draft.senses.in_field.clock.now + SHOWN_FOR)
    tell_personal(draft, command)
    return outcome


def tell_personal(draft: Draft, command: Command) -> None:
    """Show a seat what is kept about people, for a minute; also for a repeat of its command.

    A repeat ends when the first answer did: one entry in the journal is one look.
    """
    key, until = field_key(command.subject), draft.memory.reveals.get(command.id)
    found = draft.memory.personals.get(key) if key is not None else None
    if key is None or not found or until is None or until <= draft.senses.in_field.clock.now:
        return
    draft.tell(FieldPersonal(command.id, command.seat, *key, found, until))


def hear_event(draft: Draft, event: FieldEvent) -> None:
    """Tell the kinds that listen. A drill moves no record: it is stored and shown as such."""
    for rules in draft.book.listeners(event.type):
        rules.hear(event, DraftRoom(draft))


def is_hidden(draft: Draft, unit: str) -> bool:
    """Whether a unit is a citizen's, and nothing is under way that needs it (R-PRV-07)."""
    memory = draft.memory
    return memory.private_units.get(unit) is not None and not memory.field_units.get(unit)


def see_unit(draft: Draft, fix: UnitPosition) -> None:
    """Tell the records that want this unit's fixes."""
    for key in sorted(draft.memory.field_units.get(fix.unit) or ()):
        entry, rules = draft.memory.fields.get(key), draft.book.kind(key[0])
        if entry is not None and rules is not None:
            rules.see(key[1], entry.value, fix, DraftRoom(draft))


def watch_fields(draft: Draft, tick: Tick) -> None:
    """Look at the records whose deadline has passed, and at the clock itself."""
    field = draft.senses.in_field
    watch_clock(draft, tick)
    now = field.clock.now
    for key in field.deadlines.take(now, MOST_AT_ONCE):
        rules = draft.book.kind(key[0])
        if rules is not None and field.held.get(key, now) <= now:
            _expire(draft, rules, key, now)


def _expire(draft: Draft, rules: FieldKind[Any], key: FieldKey, now: datetime) -> None:
    field = draft.senses.in_field
    field.held.pop(key, None)
    last, unmoved = now - STUCK, 0
    for _ in range(MOST_STEPS):
        entry = draft.memory.fields.get(key)
        deadline = entry.record.deadline if entry is not None else None
        if entry is None or deadline is None:
            return
        if deadline > now:
            field.deadlines.arm(entry.record)
            return
        # Several things may be due at the very same moment, but not any number of them.
        unmoved = unmoved + 1 if deadline == last else 0
        if unmoved >= MOST_AT_A_MOMENT:
            break
        last = deadline
        rules.expire(key[1], entry.value, DraftRoom(draft))
    # A kind that does not move its deadline must not hold up every tick.
    draft.count("field_deadlines_stuck")
    field.held[key] = now + STUCK
    field.deadlines.arm_at(key, now + STUCK)


def recall(
    memory: Memory,
    senses: Senses,
    book: FieldBook,
    restored: Restored,
) -> None:
    """Take back what the store remembers, and arm its deadlines again."""
    for kind, number in restored.field_numbers.items():
        memory.field_numbers.put(kind, number)
    for key, personal in restored.personals.items():
        memory.personals.put(key, personal)
    senses.in_field.boot = book.boot
    for record in restored.fields:
        _recall_one(memory, senses, book, record)


def _recall_one(memory: Memory, senses: Senses, book: FieldBook, record: FieldRecord) -> None:
    if record.kind == CLOCK_KIND:
        recall_clock(memory, senses, record, senses.in_field.boot)
        return
    rules = book.kind(record.kind)
    value = field_value(record.content, rules.value) if rules is not None else None
    if rules is None or isinstance(value, FieldMalformed):
        # Of a newer program, perhaps: it stays as it is, is shown, and nothing is decided.
        memory.counts["field_unreadable"] += 1
        memory.foreign_fields.put(record.key, FieldEntry(record, None))
        return
    entry = FieldEntry(record, value)
    for unit in {*rules.private_units(value)} - {""}:
        memory.private_units.put(unit, True)
    if not record.is_open:
        memory.closed_fields.put(record.key, entry)
        return
    memory.fields.put(record.key, entry)
    senses.in_field.deadlines.arm(record)
    for unit in watched(rules, entry):
        known = memory.field_units.get(unit) or frozenset()
        memory.field_units.put(unit, known | {record.key})


def shown(memory: Memory, senses: Senses) -> tuple[FieldRecord, ...]:
    """What consoles see of the field work: everything open, and the newest that closed."""
    closed = list(memory.closed_fields.kept().values())[-MOST_SHOWN_CLOSED:]
    standing = [*memory.foreign_fields.kept().values(), *memory.fields.kept().values()]
    records = tuple(entry.record for entry in (*closed, *standing))
    return (*clock_record(memory, senses), *records)


def subject_of(command: Command) -> str:
    """How the journal names what a command of the field was about."""
    key = field_key(command.subject)
    return field_subject(*key) if key is not None else ""
