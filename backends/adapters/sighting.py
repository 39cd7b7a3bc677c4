"""What any foreign system said, in the words of one value. Pure.

Every adapter reads its protocol into sightings; `rules` turns sightings into reports.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal

from console.domain.alerts.alert import Box
from console.domain.places.geo import Place
from console.ports.edge_reporter import Picture

State = Literal["point", "active", "cleared"]


@dataclass(frozen=True, slots=True)
class Sighting:
    """One foreign message.

    `system` and `kind` are what rules look at ("frigate", "person"); `origin` is the foreign camera
    or panel, `cameras` are cameras the message names beside it (foreign names or ours); `subject`
    names the condition; `id` is the same for the same message sent again. `place` is what the
    message itself said, never what is configured. `foreign` is kept with the event as it came;
    `content` are members of SEP1's `data` that need no translation.
    """

    system: str
    kind: str
    id: str
    state: State = "point"
    subject: str | None = None
    time: datetime | None = None
    origin: str = ""
    cameras: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    score: float | None = None
    severity: str = ""
    place: Place | None = None
    boxes: tuple[Box, ...] = ()
    text: str = ""
    drill: bool = False
    pictures: tuple[Picture, ...] = ()
    foreign: Mapping[str, Any] = field(default_factory=dict)
    content: Mapping[str, Any] = field(default_factory=dict)


def id_of(*parts: str | bytes) -> str:
    """A short id that is the same for the same parts."""
    mixed = sha256()
    for part in parts:
        piece = part.encode("utf-8", "replace") if isinstance(part, str) else part
        mixed.update(len(piece).to_bytes(8, "big") + piece)
    return mixed.hexdigest()[:40]


def subject_of(*parts: str) -> str | None:
    """A readable subject of at most 128 characters; a longer one ends in a digest."""
    text = "/".join(part for part in parts if part)
    return text if len(text) <= 128 else f"{text[:100]}~{id_of(text)[:16]}"
