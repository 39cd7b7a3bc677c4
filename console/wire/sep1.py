"""SEP1, the edge protocol: bytes <-> values (docs/edge-protocol.md).

Pure: no socket, no clock. `decode_device` never raises on foreign input; it answers with a
`Malformed` value instead.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from console.domain.frozen import cheaply_made


@dataclass(frozen=True, slots=True)
class Hello:
    """First message of each connection."""

    device: str
    boot: int
    time: datetime
    software: str | None = None
    spooled: int | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """What an extra frame of an EVENT holds."""

    media_type: str
    sha256: str
    name: str | None = None


@cheaply_made
@dataclass(frozen=True, slots=True)
class Event:
    """The EVENT envelope (edge protocol, section 3). `json` keeps the sender's own text."""

    id: str
    source: str
    type: str
    time: datetime
    boot: int
    sequence: int
    mono_ms: int
    condition: Literal["point", "active", "cleared"] = "point"
    subject: str | None = None
    drill: bool = False
    data: dict[str, Any] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    json: str = ""


@dataclass(frozen=True, slots=True)
class PositionReport:
    """One fix of one unit in a STATE."""

    unit: str
    time: datetime
    lat: float
    lon: float
    accuracy_m: float | None = None
    speed_mps: float | None = None
    heading_deg: float | None = None
    battery_pct: float | None = None


@dataclass(frozen=True, slots=True)
class State:
    """Refreshable state; newest wins; never receipted.

    `left_out` are the numbers, from 1, of positions without sense, and why; never sent.
    """

    source: str
    time: datetime
    positions: tuple[PositionReport, ...] = ()
    health: dict[str, Any] | None = None
    left_out: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ping:
    """Heartbeat and clock probe."""

    mono_ms: int
    time: datetime


@dataclass(frozen=True, slots=True)
class Bye:
    """Planned stop."""

    reason: str | None = None


DeviceMessage = Hello | Event | State | Ping | Bye


@dataclass(frozen=True, slots=True)
class Welcome:
    """Answer to HELLO; `stored` is the highest contiguous durable sequence of this boot."""

    device: str
    boot: int
    stored: int
    time: datetime
    heartbeat_ms: int
    max_bytes: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """Durable: every sequence <= `stored`, and each of `also` (sorted)."""

    boot: int
    stored: int
    also: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reject:
    """Final: quarantined durably, do not resend."""

    code: str
    reason: str
    boot: int | None = None
    sequence: int | None = None


@dataclass(frozen=True, slots=True)
class Resend:
    """A gap is open; send `first` to `last` again ("from" and "to" on the wire)."""

    boot: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Pong:
    """Answer to PING."""

    mono_ms: int
    time: datetime


EngineMessage = Welcome | Receipt | Reject | Resend | Pong
