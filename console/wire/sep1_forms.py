"""The form of each SEP1 JSON object, as the protocol page writes it. Declarations only.

The readers hold foreign JSON to these forms and `packaging/protocol.py` writes the JSON Schemas
from them, so that what is documented is what is enforced. The descriptions are for third parties.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from console.wire.malformed import MAX_INTEGER

JsonObject = dict[str, Any]

_NO_NUL = "^[^\\x00]*$"
_INSTANT = (
    r"^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$"  # as `instants.py` reads it
)

Name = Annotated[str, Meta(min_length=1, pattern=_NO_NUL)]
Plain = Annotated[str, Meta(pattern=_NO_NUL)]
Id = Annotated[str, Meta(min_length=1, max_length=64, pattern=_NO_NUL)]
Sha256 = Annotated[str, Meta(pattern="^[0-9a-fA-F]{64}$")]
Counted = Annotated[int, Meta(ge=1, le=MAX_INTEGER)]
Whole = Annotated[int, Meta(ge=0, le=MAX_INTEGER)]
Share = Annotated[float, Meta(ge=0, le=1)]
Length = Annotated[float, Meta(ge=0)]
Instant = Annotated[
    str,
    Meta(
        description="RFC 3339 with an offset",
        # Held by `instants.parse_instant`, which says more precisely what is wrong.
        extra_json_schema={"format": "date-time", "pattern": _INSTANT, "maxLength": 64},
    ),
]


class Hello(Struct):
    """First message of each connection."""

    device: Name
    boot: Counted
    time: Instant
    software: str | None = None
    spooled: Whole | None = None


class Location(Struct):
    """WGS 84, degrees. A place outside the valid range or at (0, 0) is counted and left out."""

    lat: float
    lon: float
    accuracy_m: Length | None = None


class Box(Struct):
    """A part of the picture, as shares of its width and height."""

    x: Share
    y: Share
    w: Share
    h: Share
    label: str | None = None


class Content(Struct):
    """The members of `data` that have a form; others are the sender's own and are kept."""

    location: Location | None = None
    cameras: list[str] | None = None
    unit: str | None = None
    case: str | None = None
    confidence: Share | None = None
    boxes: list[Box] | None = None
    battery_pct: float | None = None
    text: str | None = None
    category: str | None = None


class Attachment(Struct):
    """What one extra frame of the message holds, in the order of the frames."""

    media_type: Literal["image/jpeg", "image/png"]
    sha256: Sha256
    name: str | None = None


class Event(Struct):
    """Something happened. It is answered with a RECEIPT or a REJECT."""

    id: Annotated[Id, Meta(description="unique for this source for ever")]
    source: Annotated[Name, Meta(description="the id that the connection's key is registered for")]
    type: Annotated[Name, Meta(description="an unknown one is shown as unclassified")]
    time: Instant
    boot: Annotated[Counted, Meta(description="one higher at each start of the device")]
    sequence: Annotated[Counted, Meta(description="1, 2, 3 ... within a boot, without holes")]
    mono_ms: Annotated[Whole, Meta(description="the device's monotonic clock")]
    condition: Literal["point", "active", "cleared"] | None = None
    subject: Plain | None = None
    drill: bool | None = None
    data: Content | None = None
    attachments: Annotated[list[Attachment], Meta(max_length=3)] | None = None


class Position(Struct):
    """One fix of one unit. One outside the valid range or at (0, 0) is counted and left out."""

    unit: Name
    time: Instant
    lat: float
    lon: float
    accuracy_m: float | None = None
    speed_mps: float | None = None
    heading_deg: float | None = None
    battery_pct: float | None = None


class Health(Struct):
    """How the device feels."""

    ok: bool
    temperature_c: float | None = None
    uptime_s: float | None = None
    storage_free_pct: float | None = None
    camera_ok: bool | None = None


class State(Struct):
    """Refreshable: it replaces what was said before and is never receipted."""

    source: Annotated[Name, Meta(description="the id that the connection's key is registered for")]
    time: Instant
    positions: list[Position] | None = None
    health: Health | None = None


class Ping(Struct):
    """Heartbeat and clock probe."""

    mono_ms: Whole
    time: Instant


class Bye(Struct):
    """A planned end: no alert that the device fell silent."""

    reason: str | None = None


class Welcome(Struct):
    """Answer to HELLO. Everything of this boot up to `stored` is durable."""

    device: Name
    boot: Counted
    stored: Whole
    time: Instant
    heartbeat_ms: Counted
    max_bytes: Counted


class Receipt(Struct):
    """Durable: each number up to `stored`, and each in the sorted list `also`."""

    boot: Counted
    stored: Whole
    also: list[Counted]


class Reject(Struct):
    """Final: kept in quarantine; it is not to be sent again."""

    code: Name
    reason: str
    boot: Counted | None = None
    sequence: Counted | None = None


class Resend(Struct):
    """These numbers are missing, both ends included; send them again."""

    boot: Counted
    first: Counted = msgspec.field(name="from")
    last: Counted = msgspec.field(name="to")


class Pong(Struct):
    """Answer to PING, with its `mono_ms`."""

    mono_ms: Whole
    time: Instant


DEVICE_FORMS: Mapping[str, type[Struct]] = {
    "HELLO": Hello,
    "EVENT": Event,
    "STATE": State,
    "PING": Ping,
    "BYE": Bye,
}
ENGINE_FORMS: Mapping[str, type[Struct]] = {
    "WELCOME": Welcome,
    "RECEIPT": Receipt,
    "REJECT": Reject,
    "RESEND": Resend,
    "PONG": Pong,
}
