"""Values to table rows and back. Pure; any thread. Never touches a connection."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from backends.database.moments import maybe_micros, maybe_moment, micros, moment
from console.domain.alerts.alert import (
    Alert,
    AlertClass,
    Attention,
    Box,
    Condition,
    Disposition,
    Note,
    Visibility,
    Work,
)
from console.domain.alerts.counts import answered_ms
from console.domain.alerts.handling import UNHANDLED, Handling
from console.domain.places.geo import Place
from console.domain.unit import DeviceLink
from console.ports.messages import CommandAnswered, EventStored, LinkChanged, MessageQuarantined
from console.wire.sep1 import Event

Row = dict[str, Any]
Fields = tuple[Any, ...]


def text_of(value: object) -> str:
    """Compact JSON of values, dates as RFC 3339."""
    return msgspec.json.encode(value).decode()


def envelope_of(event: Event) -> str:
    """The sender's own text; for an event the engine made, its fields."""
    if event.json:
        return event.json
    fields = msgspec.to_builtins(event)
    del fields["json"]
    return text_of(fields)


def event_fields(change: EventStored, row: int, stored: int, *, id_reused: bool) -> Fields:
    """One row of `event`, in the order of its columns."""
    event = change.event
    return (
        row,
        event.source,
        event.boot,
        event.sequence,
        event.id,
        id_reused,
        event.type,
        micros(event.time),
        micros(change.received),
        stored,
        envelope_of(event),
        change.alert,
    )


def attachment_rows(change: EventStored, row: int, stored: int) -> tuple[list[Row], list[Row]]:
    """Rows of `attachment` and of `event_attachment`; the content names itself."""
    contents, links = [], []
    for position, content in enumerate(change.attachments):
        digest = hashlib.sha256(content).hexdigest()
        said = change.event.attachments[position : position + 1]
        contents.append({"sha256": digest, "content": content, "stored": stored})
        links.append(
            {
                "event": row,
                "position": position,
                "sha256": digest,
                "media_type": said[0].media_type if said else "application/octet-stream",
                "name": said[0].name if said else None,
            }
        )
    return contents, links


def quarantine_row(change: MessageQuarantined, row: int, stored: int) -> Row:
    """One row of `quarantine`."""
    return {
        "row": row,
        "device": change.device,
        "boot": change.boot,
        "sequence": change.sequence,
        "sha256": hashlib.sha256(change.raw).hexdigest(),
        "raw": change.raw,
        "code": change.code,
        "reason": change.reason,
        "received": micros(change.received),
        "stored": stored,
    }


def command_row(change: CommandAnswered) -> Row:
    """One row of `command`. The operator's words are kept in the journal's payload only."""
    command = change.command
    return {
        "id": command.id,
        "seat": command.seat,
        "operator": command.operator,
        "kind": command.kind,
        "alert": command.alert,
        "issued": micros(command.issued),
        "accepted": change.accepted,
        "reason": change.reason,
        "answered": micros(change.at),
        "subject": command.subject,
    }


def link_row(change: LinkChanged) -> Row:
    """One row of `link`."""
    link = change.link
    return {
        "device": link.device,
        "state": link.state,
        "last_heard": maybe_micros(link.last_heard),
        "skew_s": link.skew_s,
        "changed": micros(change.at),
    }


def link_from(row: sa.Row[Any]) -> DeviceLink:
    """The link a row stands for."""
    return DeviceLink(row.device, row.state, maybe_moment(row.last_heard), row.skew_s)


def alert_row(alert: Alert, stored: int) -> Row:
    """One row of `alert`; its notes are rows of their own. `stored` counts for a new row only."""
    place = alert.place
    return {
        "number": alert.number,
        "type": alert.type,
        "alert_class": alert.alert_class.value,
        "priority": alert.priority,
        "source": alert.source,
        "subject": alert.subject,
        "condition": alert.condition.value,
        "attention": alert.attention.value,
        "work": alert.work.value,
        "visibility": alert.visibility.value,
        "raised": micros(alert.raised),
        "occurred": micros(alert.occurred),
        "updated": micros(alert.updated),
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "accuracy_m": place.accuracy_m if place else None,
        "cameras": text_of(alert.cameras),
        "unit": alert.unit,
        "text": alert.text,
        "category": alert.category,
        "confidence": alert.confidence,
        "drill": alert.drill,
        "delayed": alert.delayed,
        "count": alert.count,
        "facts": alert.facts,
        "acknowledged_facts": alert.acknowledged_facts,
        "claimed_by": alert.claimed_by,
        "claimed_at": maybe_micros(alert.claimed_at),
        "acknowledged_by": alert.acknowledged_by,
        "acknowledged_at": maybe_micros(alert.acknowledged_at),
        "closed_by": alert.closed_by,
        "closed_at": maybe_micros(alert.closed_at),
        "disposition": alert.disposition.value if alert.disposition else None,
        "boxes": text_of(alert.boxes) if alert.boxes else "[]",
        **_course(alert),
        "stored": stored,
    }


REPEAT_COLUMNS = (
    *("condition", "attention", "updated", "lat", "lon", "accuracy_m", "cameras", "unit", "text"),
    *("category", "confidence", "delayed", "count", "facts", "boxes", "escalation"),
    *("unacknowledged_since", "acknowledged_until", "cleared_at"),
)
"""All that a repeated report can change in an alert that is there (`lifecycle.report_again`)."""


def repeat_fields(alert: Alert) -> Fields:
    """The values of `REPEAT_COLUMNS`, and the alert's number."""
    place = alert.place
    return (
        alert.condition.value,
        alert.attention.value,
        micros(alert.updated),
        place.lat if place else None,
        place.lon if place else None,
        place.accuracy_m if place else None,
        text_of(alert.cameras),
        alert.unit,
        alert.text,
        alert.category,
        alert.confidence,
        alert.delayed,
        alert.count,
        alert.facts,
        text_of(alert.boxes) if alert.boxes else "[]",
        alert.escalation,
        maybe_micros(alert.unacknowledged_since),
        maybe_micros(alert.acknowledged_until),
        maybe_micros(alert.cleared_at),
        alert.number,
    )


def _course(alert: Alert) -> Row:
    """How the handling went: marks, deadlines and what was done."""
    return {
        "escalation": alert.escalation,
        "incident": alert.incident,
        "first_out": alert.first_out,
        "unacknowledged_since": maybe_micros(alert.unacknowledged_since),
        "held_until": maybe_micros(alert.held_until),
        "acknowledged_until": maybe_micros(alert.acknowledged_until),
        "first_claimed_at": maybe_micros(alert.first_claimed_at),
        "first_acknowledged_at": maybe_micros(alert.first_acknowledged_at),
        "cleared_at": maybe_micros(alert.cleared_at),
        "handling": "{}" if alert.handling == UNHANDLED else text_of(alert.handling),
        "received_steady": dict(alert.steady).get("received", 0),
        "answered_steady": answered_ms(alert) or 0,
        "steady": text_of(alert.steady) if alert.steady else "[]",
    }


def note_rows(alert: Alert) -> list[Row]:
    """Rows of `alert_note`."""
    return [
        {
            "alert": alert.number,
            "position": position,
            "at": micros(note.at),
            "by": note.by,
            "text": note.text,
        }
        for position, note in enumerate(alert.notes)
    ]


_KINDS: dict[str, Any] = {
    "alert_class": AlertClass,
    "condition": Condition,
    "attention": Attention,
    "work": Work,
    "visibility": Visibility,
}
_MOMENTS = (
    *("raised", "occurred", "updated", "claimed_at", "acknowledged_at", "closed_at"),
    *("unacknowledged_since", "held_until", "acknowledged_until"),
    *("first_claimed_at", "first_acknowledged_at", "cleared_at"),
)


def alert_from(row: sa.Row[Any], notes: Sequence[sa.Row[Any]]) -> Alert:
    """The alert a row and its notes (in order) stand for."""
    values = dict(row._mapping)  # noqa: SLF001
    lat, lon, accuracy = (values.pop(name) for name in ("lat", "lon", "accuracy_m"))
    for name in ("stored", "received_steady", "answered_steady"):
        del values[name]
    values["steady"] = tuple((name, count) for name, count in json.loads(values["steady"]))
    values["place"] = None if lat is None else Place(lat, lon, accuracy)
    values["cameras"] = tuple(json.loads(values["cameras"]))
    values |= {name: kind(values[name]) for name, kind in _KINDS.items()}
    values |= {name: maybe_moment(values[name]) for name in _MOMENTS}
    ended = values["disposition"]
    values["disposition"] = None if ended is None else Disposition(ended)
    values["boxes"] = tuple(Box(**box) for box in json.loads(values["boxes"]))
    handling = values["handling"]
    found = UNHANDLED if handling == "{}" else msgspec.json.decode(handling, type=Handling)
    values["handling"] = found
    values["first_out"] = bool(values["first_out"])
    values["notes"] = tuple(Note(moment(note.at), note.by, note.text) for note in notes)
    return Alert(**values)
