"""What cameras report by themselves, as an adapter needs it. Values and the way they come."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SeenObject:
    """An object of a scene description: class, likelihood, and its box in ONVIF's picture.

    `box` is left, top, right, bottom from -1 to 1, upwards and to the right.
    """

    kind: str = ""
    score: float | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class CameraNotice:
    """One notification of a camera. `topic` as the camera writes it, with its prefixes.

    `time` is UTC by the camera's clock; `clock_offset_s` is that clock minus ours, None when the
    camera does not tell. `operation` is Initialized, Changed, Deleted or empty.
    """

    topic: str
    time: datetime | None = None
    operation: str = ""
    source: Mapping[str, str] = field(default_factory=dict)
    key: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, str] = field(default_factory=dict)
    objects: tuple[SeenObject, ...] = ()
    clock_offset_s: float | None = None


class CameraEvents(Protocol):
    """One camera's notifications, for ever: connects, renews and connects again by itself."""

    async def run(
        self, notice: Callable[[CameraNotice], None], standing: Callable[[str], None]
    ) -> None:
        """Call `notice` for each notification until cancelled.

        `standing` is told "" whenever the camera is there, else one sentence why it is not.
        """
        ...
