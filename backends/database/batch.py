"""One decision as the rows to write: grouped by table, so that each table takes one statement.

Pure but for the salts; the writer's thread. Never executes anything.
"""

import hashlib
from dataclasses import dataclass, field
from json.encoder import encode_basestring as _quoted
from typing import get_args

from backends.database import tables as t
from backends.database.field_rows import field_row, person_hash, person_row
from backends.database.moments import micros
from backends.database.quiet_rows import flood_row, quiet_row
from backends.database.rows import (
    Fields,
    Row,
    attachment_rows,
    command_row,
    event_fields,
    link_row,
    quarantine_row,
    text_of,
)
from backends.database.rule_rows import rule_row
from console.domain.alerts.alert import ENGINE, Alert
from console.domain.field.record import FieldKey, field_subject
from console.domain.journal_chain import Words
from console.ports.messages import (
    AlertChanged,
    Change,
    CommandAnswered,
    EventStored,
    FieldChanged,
    FloodChanged,
    LinkChanged,
    MessageQuarantined,
    QuietChanged,
    RulesChanged,
    SessionChanged,
)
from console.wire.seat_values import CameraCommandKind, SeatCommandKind

_ENVELOPE = list(t.event.columns.keys()).index("envelope")
# A fact of the world never changes how far the handling is: such an alert keeps its place in the
# index of `work`, which would otherwise be written anew.
_FACTS = frozenset({"repeated", "reactivated", "condition_cleared"})
_REPEATED = "repeated"
_SEAT_KINDS = frozenset(get_args(SeatCommandKind))
_CAMERA_KINDS = frozenset(get_args(CameraCommandKind))


@dataclass(slots=True)
class _Told:
    """The newest line, which tells of an alert, not written out yet: events may still join it.

    `events` are those it tells of already, as JSON; `waits` is how many of the facts it was opened
    or continued by have yet to get their event.
    """

    change: AlertChanged
    waits: int
    events: list[str] = field(default_factory=list)

    def takes(self, change: AlertChanged) -> bool:
        """Whether one more fact may join: a repetition of what was told, which changed no state."""
        was, is_one_more = self.change, change.action == _REPEATED == self.change.action
        if not is_one_more or self.waits or was.alert.number != change.alert.number:
            return False
        return change.by == ENGINE and was.alert.attention is change.alert.attention

    def words(self) -> Words:
        """The line."""
        change, events = self.change, self.events
        payload = text_of({"text": change.text, "at": change.at, "alert": change.alert})
        if events:
            stored = events[0] if len(events) == 1 else f"[{','.join(events)}]"
            payload = f'{payload[:-1]},"stored":{stored}}}'
        return (f"alert_{change.action}", f"alert:{change.alert.number}", change.by, payload)


@dataclass
class Batch:
    """Rows per table and journal lines; `row` is the last row number given, `stored` in us UTC."""

    row: int
    stored: int
    reused: frozenset[tuple[str, int, int]] = frozenset()
    """Keys of events whose own id another event has taken."""
    events: list[Fields] = field(default_factory=list)
    contents: dict[str, Row] = field(default_factory=dict)
    links_to_contents: list[Row] = field(default_factory=list)
    quarantined: list[Row] = field(default_factory=list)
    alerts: dict[int, Alert] = field(default_factory=dict)
    worked: set[int] = field(default_factory=set)
    """Alerts that are new or that more happened to than a fact of the world."""
    turned: set[int] = field(default_factory=set)
    """Alerts that more happened to than a repetition."""
    commands: list[Row] = field(default_factory=list)
    sessions: dict[tuple[str, int], Row] = field(default_factory=dict)
    links: dict[str, Row] = field(default_factory=dict)
    quiets: dict[str, Row] = field(default_factory=dict)
    floods: dict[int, Row] = field(default_factory=dict)
    rules: list[Row] = field(default_factory=list)
    fields: dict[FieldKey, Row] = field(default_factory=dict)
    persons: dict[FieldKey, Row | None] = field(default_factory=dict)
    erasures: list[FieldChanged] = field(default_factory=list)
    _lines: list[Words] = field(default_factory=list)
    _told: _Told | None = None

    @property
    def lines(self) -> list[Words]:
        """The journal's lines; call it when everything is added."""
        self._end_told()
        return self._lines

    def add(self, change: Change) -> None:
        """Take one change in."""
        match change:
            case EventStored():
                self._event(change)
            case AlertChanged():
                self._alert(change)
            case SessionChanged():
                self._session(change)
            case LinkChanged():
                self._link(change)
            case MessageQuarantined():
                self._quarantine(change)
            case CommandAnswered():
                self._command(change)
            case FieldChanged():
                self._field(change)
            case _:
                self._add_of_room(change)

    def _add_of_room(self, change: QuietChanged | FloodChanged | RulesChanged) -> None:
        match change:
            case QuietChanged():
                self._quiet(change)
            case FloodChanged():
                self._flood(change)
            case RulesChanged():
                self._rules(change)

    def _event(self, change: EventStored) -> None:
        self.row += 1
        name = (change.event.source, change.event.boot, change.event.sequence)
        row = event_fields(change, self.row, self.stored, id_reused=name in self.reused)
        self.events.append(row)
        if change.attachments:
            contents, links = attachment_rows(change, self.row, self.stored)
            self.contents |= {content["sha256"]: content for content in contents}
            self.links_to_contents += links
        # The envelope itself stays in its table alone, so that it can be erased in one place.
        digest = hashlib.sha256(row[_ENVELOPE].encode()).hexdigest()
        subject = f"event:{name[0]}/{name[1]}/{name[2]}"
        told = self._told
        if told is not None and told.waits and told.change.alert.number == change.alert:
            # One line for an event and what it did to its alert, decided just before it.
            told.events.append(
                f'{{"event":{_quoted(subject)},"row":{self.row},"envelope_sha256":"{digest}"}}'
            )
            told.waits -= 1
            return
        payload = text_of({"row": self.row, "alert": change.alert, "envelope_sha256": digest})
        self._line(("event_stored", subject, ENGINE, payload))

    def _line(self, words: Words) -> None:
        self._end_told()
        self._lines.append(words)

    def _end_told(self) -> None:
        if self._told is not None:
            self._lines.append(self._told.words())
            self._told = None

    def _quarantine(self, change: MessageQuarantined) -> None:
        self.row += 1
        row = quarantine_row(change, self.row, self.stored)
        self.quarantined.append(row)
        words = {name: row[name] for name in ("device", "boot", "sequence", "code", "sha256")}
        subject = f"quarantine:{self.row}"
        self._line(("message_quarantined", subject, ENGINE, text_of(words)))

    def _alert(self, change: AlertChanged) -> None:
        number = change.alert.number
        self.alerts[number] = change.alert
        if change.action != _REPEATED:
            self.turned.add(number)
            if change.action not in _FACTS:
                self.worked.add(number)
        told = self._told
        if told is not None and told.takes(change):
            told.change, told.waits = change, 1 + len(change.earlier)
            return
        self._end_told()
        self._told = _Told(change, 1 + len(change.earlier) if change.by == ENGINE else 0)

    def _command(self, change: CommandAnswered) -> None:
        command = change.command
        self.commands.append(command_row(change))
        payload = text_of({"command": command, "reason": change.reason, "at": change.at})
        self._line((*_words_of(change), command.operator, payload))

    def _quiet(self, change: QuietChanged) -> None:
        row = quiet_row(change)
        self.quiets[change.quiet.id] = row
        kind = f"{row['kind']}_{change.action}"
        self._line((kind, f"quiet:{change.quiet.id}", change.by, text_of(row)))

    def _flood(self, change: FloodChanged) -> None:
        row = flood_row(change.flood)
        self.floods[change.flood.number] = row
        kind = f"flood_{change.action}"
        self._line((kind, f"flood:{change.flood.number}", ENGINE, text_of(row)))

    def _field(self, change: FieldChanged) -> None:
        record = change.record
        self.fields[record.key] = field_row(record)
        words = {"text": change.text, "at": change.at, "record": record}
        if change.personal is not None:
            row = person_row(change) if change.personal else None
            self.persons[record.key] = row
            words["personal_sha256"] = person_hash(row) if row is not None else "erased"
        if change.erases is not None:
            self.erasures.append(change)
        kind, subject = f"field_{record.kind}_{change.action}", field_subject(*record.key)
        self._line((kind, f"field:{subject}", change.by, text_of(words)))

    def _rules(self, change: RulesChanged) -> None:
        row = rule_row(change.version)
        self.rules.append(row)
        version = change.version
        self._line(("rules_changed", f"rules:{version.number}", version.by, text_of(row)))

    def _session(self, change: SessionChanged) -> None:
        self.sessions[change.device, change.boot] = {
            "device": change.device,
            "boot": change.boot,
            "stored": change.stored,
            "changed": self.stored,
        }

    def _link(self, change: LinkChanged) -> None:
        self.links[change.link.device] = link_row(change)
        kind = f"link_{change.link.state}"
        at = text_of({"at": micros(change.at)})
        self._line((kind, f"device:{change.link.device}", ENGINE, at))


def _words_of(change: CommandAnswered) -> tuple[str, str]:
    """Kind and subject of its line. An act on a camera or a seat is found by it (R-LOG-01)."""
    command = change.command
    if not change.accepted:
        return "command_refused", f"command:{command.id}"
    if command.kind in _SEAT_KINDS:
        return f"seat_{command.kind}", f"seat:{command.seat}"
    if command.kind == "field_reveal":
        return "field_revealed", f"field:{command.subject}"
    if command.kind in _CAMERA_KINDS:
        return f"camera_{command.kind}", f"camera:{command.subject}"
    return "command_accepted", f"command:{command.id}"
