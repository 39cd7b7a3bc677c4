"""People and vehicles in the field, where they were last seen, and how old that is."""

from dataclasses import dataclass
from datetime import datetime

from console.domain.places.geo import Place

_CITIZENS = ("watch", "wearer", "citizen", "app", "person", "c-", "시민")


def is_citizen(unit: str) -> bool:
    """Whether a unit is by its name a citizen's device: nobody to be sent anywhere."""
    return unit.casefold().startswith(_CITIZENS)


@dataclass(frozen=True, slots=True)
class UnitPosition:
    """The newest fix of one unit. `time` is the device's word, `received` the engine's (UTC)."""

    unit: str
    source: str
    time: datetime
    received: datetime
    place: Place
    speed_mps: float | None = None
    heading_deg: float | None = None
    battery_pct: float | None = None


@dataclass(frozen=True, slots=True)
class DeviceLink:
    """What the engine knows of one device's connection.

    `state` is "unknown" (never heard), "up", "silent" or "stopped" (said BYE). Unknown is never
    shown as normal (R-ALM-17).
    """

    device: str
    state: str
    last_heard: datetime | None = None
    skew_s: float | None = None
