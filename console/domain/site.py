"""The site a console watches: cameras, places and the words for them. Values only.

Read from a site file by `backends.map_data`; units of the plane are metres (see `geo.LocalPlane`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from console.domain.places.geo import Place


@dataclass(frozen=True, slots=True)
class Streams:
    """Where a camera's pictures come from. URLs may hold a login: never log them."""

    sub: str
    main: str


Polygon = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class CameraPreset:
    """A view that a turnable camera keeps: degrees from north, degrees across, reach in metres."""

    name: str
    heading_deg: float
    view_deg: float = 60.0
    reach_m: float = 40.0


@dataclass(frozen=True, slots=True)
class Camera:
    """One camera: place, looking direction (degrees clockwise from north), cone and reach (m).

    `masks` are privacy masks: polygons of at least three corners (x, y), 0..1 of the picture.
    `login` names a user and password in the keystore, never the secret itself. `onvif` is the
    address of its device service where it can be turned or asked. `transport` is tcp or udp.
    `installed` is when it was put up, as the records say it (2019, 2019-04, 2019-04-30), or empty.
    `presets` are the views of a turnable camera whose direction somebody measured. `aimed` tells
    whether its own direction is known: where it is not, nobody can say what it sees.
    """

    id: str
    name_ko: str
    name_en: str
    place: Place
    heading_deg: float = 0.0
    view_deg: float = 60.0
    reach_m: float = 40.0
    intelligent: bool = False
    streams: Streams | None = None
    masks: tuple[Polygon, ...] = ()
    login: str = ""
    onvif: str = ""
    turnable: bool = False
    transport: str = "tcp"
    presets: tuple[CameraPreset, ...] = ()
    installed: str = ""
    aimed: bool = True

    def name(self, language: str) -> str:
        """The name in "ko" or "en"."""
        return self.name_ko if language == "ko" else self.name_en

    def sends_as(self, other: "Camera") -> bool:
        """Whether another version of this camera sends the same picture from the same address."""
        mine = (self.streams, self.login, self.transport)
        return mine == (other.streams, other.login, other.transport)


@dataclass(frozen=True, slots=True)
class Facility:
    """A fixed thing on the map: `kind` is bell, shelter, locker, toilet, park_gate, ..."""

    id: str
    kind: str
    name_ko: str
    name_en: str
    place: Place

    def name(self, language: str) -> str:
        """The name in "ko" or "en"."""
        return self.name_ko if language == "ko" else self.name_en


@dataclass(frozen=True, slots=True)
class MapLayer:
    """Lines or polygons of one kind, in WGS 84.

    `kind` is one of dong, river, stream, park, arterial, collector, local, patrol_area,
    patrol_route, neighbour. Each shape is a tuple of rings or lines, each a tuple of (lon, lat);
    `names` runs parallel to `shapes` as (ko, en), empty strings where a shape has none.
    """

    kind: str
    closed: bool
    shapes: tuple[tuple[tuple[tuple[float, float], ...], ...], ...]
    names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Site:
    """All a console knows of its district before any message arrives.

    Of a running console `cameras`, `facilities` and `layers` may change in place (ADR 44).
    """

    id: str
    name_ko: str
    name_en: str
    centre: Place
    attribution_ko: str
    attribution_en: str
    cameras: dict[str, Camera] = field(default_factory=dict)
    facilities: Sequence[Facility] = ()
    layers: Sequence[MapLayer] = ()
    wall: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """The name in "ko" or "en"."""
        return self.name_ko if language == "ko" else self.name_en
