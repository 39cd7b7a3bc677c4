"""The JSON objects of SEP1 read into values, each field held to the protocol page. Pure and total.

A reader takes an object of `strict_json.parse_object` and gives a value or raises `WireError`.
Fields nobody knows are ignored here; the sender's text keeps them.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from console.wire.instants import parse_instant
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

JsonObject = dict[str, Any]
Name = Annotated[str, Meta(min_length=1, pattern="^[^\\x00]*$")]
Plain = Annotated[str, Meta(pattern="^[^\\x00]*$")]
Id = Annotated[str, Meta(min_length=1, max_length=64, pattern="^[^\\x00]*$")]
Sha256 = Annotated[str, Meta(pattern="^[0-9a-fA-F]{64}$")]
Counted = Annotated[int, Meta(ge=1, le=MAX_INTEGER)]
Whole = Annotated[int, Meta(ge=0, le=MAX_INTEGER)]
Share = Annotated[float, Meta(ge=0, le=1)]
Length = Annotated[float, Meta(ge=0)]


class _Hello(Struct):
    device: Name
    boot: Counted
    time: str
    software: str | None = None
    spooled: Whole | None = None


class _Location(Struct):
    lat: float
    lon: float
    accuracy_m: Length | None = None


class _Box(Struct):
    x: Share
    y: Share
    w: Share
    h: Share
    label: str | None = None


class _Content(Struct):
    """Only the members of `data` the page gives a form to; the rest is the sender's own."""

    location: _Location | None = None
    cameras: list[str] | None = None
    unit: str | None = None
    case: str | None = None
    confidence: Share | None = None
    boxes: list[_Box] | None = None
    battery_pct: float | None = None
    text: str | None = None
    category: str | None = None


class _Attachment(Struct):
    media_type: str
    sha256: Sha256
    name: str | None = None


class _Event(Struct):
    id: Id
    source: Name
    type: Name
    time: str
    boot: Counted
    sequence: Counted
    mono_ms: Whole
    condition: Literal["point", "active", "cleared"] | None = None
    subject: Plain | None = None
    drill: bool | None = None
    data: JsonObject | None = None
    attachments: list[_Attachment] | None = None


class _Position(Struct):
    unit: Name
    time: str
    lat: float
    lon: float
    accuracy_m: float | None = None
    speed_mps: float | None = None
    heading_deg: float | None = None
    battery_pct: float | None = None


class _State(Struct):
    source: Name
    time: str
    positions: list[_Position] | None = None
    health: JsonObject | None = None


class _Probe(Struct):
    mono_ms: Whole
    time: str


class _Bye(Struct):
    reason: str | None = None


class _Welcome(Struct):
    device: Name
    boot: Counted
    stored: Whole
    time: str
    heartbeat_ms: Counted
    max_bytes: Counted


class _Receipt(Struct):
    boot: Counted
    stored: Whole
    also: list[Counted]


class _Reject(Struct):
    code: Name
    reason: str
    boot: Counted | None = None
    sequence: Counted | None = None


class _Resend(Struct):
    boot: Counted
    first: Counted = msgspec.field(name="from")
    last: Counted = msgspec.field(name="to")


_Form = TypeVar("_Form", bound=Struct)


def _read(form: type[_Form], found: JsonObject) -> _Form:
    try:
        return msgspec.convert(found, form)
    except msgspec.ValidationError as fault:
        raise WireError("malformed", str(fault)) from None


def _time(text: str) -> datetime:
    try:
        return parse_instant(text)
    except ValueError as fault:
        raise WireError("malformed", f"time: {fault}") from None


def _read_hello(found: JsonObject) -> Hello:
    form = _read(_Hello, found)
    return Hello(form.device, form.boot, _time(form.time), form.software, form.spooled)


def _read_event(found: JsonObject) -> Event:
    form = _read(_Event, found)
    content = form.data or {}
    _read(_Content, content)
    pictures = tuple(
        Attachment(each.media_type, each.sha256, each.name) for each in form.attachments or ()
    )
    return Event(
        id=form.id,
        source=form.source,
        type=form.type,
        time=_time(form.time),
        boot=form.boot,
        sequence=form.sequence,
        mono_ms=form.mono_ms,
        condition=form.condition or "point",
        subject=form.subject,
        drill=bool(form.drill),
        data=content,
        attachments=pictures,
    )


def _read_position(form: _Position) -> PositionReport:
    members = {field.name: getattr(form, field.name) for field in fields(PositionReport)}
    return PositionReport(**{**members, "time": _time(form.time)})


def _read_state(found: JsonObject) -> State:
    form = _read(_State, found)
    positions = tuple(_read_position(each) for each in form.positions or ())
    return State(form.source, _time(form.time), positions, form.health)


def _read_ping(found: JsonObject) -> Ping:
    form = _read(_Probe, found)
    return Ping(form.mono_ms, _time(form.time))


def _read_bye(found: JsonObject) -> Bye:
    return Bye(_read(_Bye, found).reason)


def _read_welcome(found: JsonObject) -> Welcome:
    form = _read(_Welcome, found)
    time = _time(form.time)
    return Welcome(form.device, form.boot, form.stored, time, form.heartbeat_ms, form.max_bytes)


def _read_receipt(found: JsonObject) -> Receipt:
    form = _read(_Receipt, found)
    return Receipt(form.boot, form.stored, tuple(form.also))


def _read_reject(found: JsonObject) -> Reject:
    form = _read(_Reject, found)
    return Reject(form.code, form.reason, form.boot, form.sequence)


def _read_resend(found: JsonObject) -> Resend:
    form = _read(_Resend, found)
    return Resend(form.boot, form.first, form.last)


def _read_pong(found: JsonObject) -> Pong:
    form = _read(_Probe, found)
    return Pong(form.mono_ms, _time(form.time))


DEVICE_READERS: Mapping[bytes, Callable[[JsonObject], DeviceMessage]] = {
    b"HELLO": _read_hello,
    b"EVENT": _read_event,
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
