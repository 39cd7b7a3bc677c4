"""The JSON objects of SEP1 read into values, each field held to the protocol page. Pure and total.

A reader takes an object of `strict_json.parse_object` and gives a value or raises `WireError`.
Fields nobody knows are ignored here; the sender's text keeps them.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, Struct

from console.domain.frozen import open_twin
from console.wire import sep1_forms as forms
from console.wire.instants import parse_instant, quick_instant
from console.wire.malformed import MAX_INTEGER, WireError
from console.wire.sep1 import (
    Attachment,
    Bye,
    DeviceMessage,
    EngineMessage,
    Event,
    Hello,
    Ping,
    Pong,
    PositionReport,
    Receipt,
    Reject,
    Resend,
    State,
    Welcome,
)
from console.wire.sep1_forms import JsonObject

MOST_LEFT_OUT = 16
_Form = TypeVar("_Form", bound=Struct)
_OpenEvent = open_twin(Event)
_Some = Annotated[str, Meta(min_length=1)]


class _PlainEvent(forms.Event):
    """The form of an EVENT whose text has no backslash, so that no string can hold a NUL.

    A raw one is no JSON. The patterns that look for it cost more than all other rules together.
    """

    id: Annotated[str, Meta(min_length=1, max_length=64)]
    source: _Some
    type: _Some
    subject: str | None = None


def _read(form: type[_Form], found: JsonObject) -> _Form:
    try:
        return msgspec.convert(found, form)
    except msgspec.ValidationError as fault:
        whole = _whole(found)
        if whole is not None:
            return _read(form, whole)
        raise WireError("malformed", str(fault)) from None


def _whole(found: JsonObject) -> JsonObject | None:
    """The object with 7 for 7.0, as JSON knows one kind of number; None when nothing changes."""
    changed = {
        name: int(value)
        for name, value in found.items()
        if isinstance(value, float) and value.is_integer() and abs(value) <= MAX_INTEGER
    }
    return {**found, **changed} if changed else None


def _time(text: str) -> datetime:
    try:
        return parse_instant(text)
    except ValueError as fault:
        raise WireError("malformed", f"time: {fault}") from None


def _read_hello(found: JsonObject) -> Hello:
    form = _read(forms.Hello, found)
    return Hello(form.device, form.boot, _time(form.time), form.software, form.spooled)


def read_event(found: JsonObject, text: str = "") -> Event:
    """An EVENT with its sender's own `text`. By position: every event comes by here."""
    form = _read(_PlainEvent if text and "\\" not in text else forms.Event, found)
    event = _OpenEvent(
        form.id,
        form.source,
        form.type,
        quick_instant(form.time) or _time(form.time),
        form.boot,
        form.sequence,
        form.mono_ms,
        form.condition or "point",
        form.subject,
        bool(form.drill),
        found.get("data") or {},
        _pictures(form.attachments) if form.attachments else (),
        text,
    )
    event.__class__ = Event
    return event


def _pictures(named: list[forms.Attachment]) -> tuple[Attachment, ...]:
    return tuple(Attachment(each.media_type, each.sha256, each.name) for each in named)


def _read_position(form: forms.Position) -> PositionReport:
    members = {field.name: getattr(form, field.name) for field in fields(PositionReport)}
    return PositionReport(**{**members, "time": _time(form.time)})


def _read_state(found: JsonObject) -> State:
    try:
        form = _read(forms.State, found)
        positions = tuple(_read_position(each) for each in form.positions or ())
    except WireError as refusal:
        return _read_state_in_parts(found, refusal)
    return State(form.source, _time(form.time), positions, found.get("health"))


def _read_state_in_parts(found: JsonObject, refusal: WireError) -> State:
    """The positions that have sense, where others have none: one unit must not hide the rest.

    With none left, or more than 16 without sense, it is refused as a whole. As a whole is also
    refused what is wrong beside the positions.
    """
    named = found.get("positions")
    if not isinstance(named, list):
        raise refusal
    positions: list[PositionReport] = []
    left_out: list[tuple[int, str]] = []
    for number, each in enumerate(named, start=1):
        try:
            if not isinstance(each, dict):
                raise WireError("malformed", "no object")
            positions.append(_read_position(_read(forms.Position, each)))
        except WireError as fault:
            left_out.append((number, fault.reason))
        if len(left_out) > MOST_LEFT_OUT:
            raise refusal
    if not positions:
        raise refusal
    form = _read(forms.State, {**found, "positions": []})
    health = found.get("health")
    return State(form.source, _time(form.time), tuple(positions), health, tuple(left_out))


def _read_ping(found: JsonObject) -> Ping:
    form = _read(forms.Ping, found)
    return Ping(form.mono_ms, _time(form.time))


def _read_bye(found: JsonObject) -> Bye:
    return Bye(_read(forms.Bye, found).reason)


def _read_welcome(found: JsonObject) -> Welcome:
    form = _read(forms.Welcome, found)
    time = _time(form.time)
    return Welcome(form.device, form.boot, form.stored, time, form.heartbeat_ms, form.max_bytes)


def _read_receipt(found: JsonObject) -> Receipt:
    form = _read(forms.Receipt, found)
    return Receipt(form.boot, form.stored, tuple(form.also))


def _read_reject(found: JsonObject) -> Reject:
    form = _read(forms.Reject, found)
    return Reject(form.code, form.reason, form.boot, form.sequence)


def _read_resend(found: JsonObject) -> Resend:
    form = _read(forms.Resend, found)
    return Resend(form.boot, form.first, form.last)


def _read_pong(found: JsonObject) -> Pong:
    form = _read(forms.Pong, found)
    return Pong(form.mono_ms, _time(form.time))


DEVICE_READERS: Mapping[bytes, Callable[[JsonObject], DeviceMessage]] = {
    b"HELLO": _read_hello,
    b"EVENT": read_event,
    b"STATE": _read_state,
    b"PING": _read_ping,
    b"BYE": _read_bye,
}
ENGINE_READERS: Mapping[bytes, Callable[[JsonObject], EngineMessage]] = {
    b"WELCOME": _read_welcome,
    b"RECEIPT": _read_receipt,
    b"REJECT": _read_reject,
    b"RESEND": _read_resend,
    b"PONG": _read_pong,
}
