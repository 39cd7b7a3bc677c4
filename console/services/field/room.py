"""What a kind of field work sees and writes while one input is decided. Engine thread; no I/O."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from console.domain.alerts.alert import ENGINE
from console.domain.alerts.lifecycle import Report
from console.domain.errors import ProgrammingFault
from console.domain.field.record import FieldKey, FieldRecord
from console.domain.places.geo import Place
from console.domain.unit import UnitPosition
from console.ports.messages import FieldChanged, ToldOf
from console.services.desk.draft import Draft
from console.services.field.book import FieldKind
from console.services.field.memory import FieldEntry
from console.wire.field_codec import field_text


class DraftRoom:
    """Implements `console.services.field.book.FieldRoom` on the open draft."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft

    @property
    def now(self) -> datetime:
        """The field's time."""
        return self._draft.senses.in_field.clock.now

    def get(self, kind: str, record: str) -> object | None:
        """The value of a record."""
        entry = self._entry((kind, record))
        return entry.value if entry is not None else None

    def open_of(self, kind: str) -> Iterable[tuple[str, object]]:
        """Every open record of a kind."""
        entries = self._draft.memory.fields.items()
        return [(key[1], entry.value) for key, entry in entries if key[0] == kind]

    def new_id(self, kind: str) -> str:
        """The next number of a kind."""
        numbers = self._draft.memory.field_numbers
        number = (numbers.get(kind) or 0) + 1
        numbers.put(kind, number)
        return str(number)

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
        """Make a record's new value durable."""
        made, rules = self._made(kind, record, value)
        self._keep(made, value, self._entry((kind, record)), rules)
        if personal is not None:
            self._draft.memory.personals.put(made.key, personal or None)
        self._draft.change(FieldChanged(made, action, by, self.now, words, personal))

    def erase(self, key: FieldKey, bare: object, told: ToldOf | None, by: str, why: str) -> None:
        """Keep only `bare` of a closed record; what was told of it and of its people goes."""
        made, rules = self._made(*key, bare)
        self._keep(made, bare, self._entry(key), rules)
        self._draft.memory.personals.put(key, None)
        erased = told or ToldOf((), (), self.now, self.now)
        self._draft.change(FieldChanged(made, "erased", by, self.now, why, "", erased))

    def _made(self, kind: str, record: str, value: object) -> tuple[FieldRecord, FieldKind[Any]]:
        rules = self._draft.book.kind(kind)
        if rules is None or not isinstance(value, rules.value) or not record:
            raise ProgrammingFault(f"A {kind} cannot hold a {type(value).__name__}.")
        made = FieldRecord(
            kind,
            record,
            rules.state(value),
            rules.is_open(value),
            self.now,
            field_text(value),
            rules.deadline(value) if rules.is_open(value) else None,
        )
        return made, rules

    def personal(self, kind: str, record: str) -> str:
        """What is kept apart about people."""
        return self._draft.memory.personals.get((kind, record)) or ""

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
        """A fact the engine found about a record; without a place, where the site has it."""
        placed_by = ""
        if place is None:
            place, placed_by = self._draft.senses.cameras.standing(subject)
        return self._draft.report(
            Report(
                type=type_name,
                kind=self._draft.catalogue.type_of(type_name),
                source=ENGINE,
                subject=subject,
                condition=condition,
                occurred=self.now,
                at=self.now,
                place=place,
                cameras=cameras,
                unit=unit,
                text=text,
                placed_by=placed_by,
            )
        )

    def position(self, unit: str) -> UnitPosition | None:
        """The newest fix of a unit."""
        return self._draft.senses.positions.get(unit)

    def count(self, name: str) -> None:
        """Count it."""
        self._draft.count(name)

    def _entry(self, key: FieldKey) -> FieldEntry | None:
        memory = self._draft.memory
        return memory.fields.get(key) or memory.closed_fields.get(key)

    def _keep(
        self, made: FieldRecord, value: object, before: FieldEntry | None, rules: FieldKind[Any]
    ) -> None:
        memory, entry = self._draft.memory, FieldEntry(made, value)
        memory.fields.put(made.key, entry if made.is_open else None)
        memory.closed_fields.put(made.key, None if made.is_open else entry)
        self._draft.senses.in_field.deadlines.arm(made)
        old = watched(rules, before) if before is not None and before.record.is_open else set()
        new = watched(rules, entry) if made.is_open else set()
        for unit in old ^ new:
            known = frozenset(memory.field_units.get(unit) or ())
            changed = known | {made.key} if unit in new else known - {made.key}
            memory.field_units.put(unit, changed or None)
        once = rules.private_units(before.value) if before is not None else ()
        for unit in {*rules.private_units(value), *once} - {""}:
            memory.private_units.put(unit, True)
            if not memory.field_units.get(unit):
                self._draft.hide_unit(unit)


def watched(rules: FieldKind[Any], entry: FieldEntry) -> set[str]:
    """The units whose fixes this record wants."""
    return {unit for unit in rules.units(entry.value) if unit}
