"""Values of SEP1 written as the JSON of the protocol page. Pure.

Absent optional fields are left out. `first` and `last` of a RESEND are "from" and "to" on the wire.
"""

from dataclasses import fields
from datetime import datetime

import msgspec

from console.wire.instants import instant_text
from console.wire.sep1 import (
    Attachment,
    DeviceMessage,
    EngineMessage,
    Event,
    PositionReport,
    Receipt,
    Resend,
    State,
)

_Value = DeviceMessage | EngineMessage | Attachment | PositionReport
_WIRE_NAMES = {"first": "from", "last": "to"}


def text_of(message: DeviceMessage | EngineMessage) -> bytes:
    """The JSON of a message, UTF-8. An event that keeps its sender's text gives that text."""
    if isinstance(message, Event) and message.json:
        return message.json.encode("utf-8")
    if isinstance(message, Receipt):
        also = ",".join(map(str, message.also))
        return f'{{"boot":{message.boot},"stored":{message.stored},"also":[{also}]}}'.encode()
    return msgspec.json.encode(_plain(message))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, tuple):
        return [_plain(member) for member in value]
    if isinstance(value, _Value):
        return _members(value)
    return value


def _members(value: _Value) -> dict[str, object]:
    found: dict[str, object] = {}
    for field in fields(value):
        member = getattr(value, field.name)
        if not _left_out(value, field.name, member):
            name = _WIRE_NAMES.get(field.name, field.name)
            found[name if isinstance(value, Resend) else field.name] = _plain(member)
    return found


def _left_out(value: _Value, name: str, member: object) -> bool:
    if member is None:
        return True
    if isinstance(value, Event):
        return name == "json" or (name in {"drill", "data", "attachments"} and not member)
    return isinstance(value, State) and (name == "left_out" or (name == "positions" and not member))
