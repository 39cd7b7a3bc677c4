"""What an imported map layer may be, and what shapes that asks for. Values only."""

from dataclasses import dataclass
from typing import Literal

Shape = Literal["points", "lines", "areas"]


@dataclass(frozen=True, slots=True)
class MapKind:
    """One kind of layer.

    `watch` is what stands of it in the district (camera or facility): its points become part of
    the `Site`, and a place outside of the district is flagged one by one. `facility` is the word
    that `Facility.kind` has for it. `ko` and `en` are what people read.
    """

    name: str
    shapes: tuple[Shape, ...]
    ko: str
    en: str
    watch: bool = False
    facility: str = ""
    middle: bool = False
    """Whether a point inside stands for an area, as a house's does for its address."""


KINDS: dict[str, MapKind] = {
    kind.name: kind
    for kind in (
        MapKind("dong", ("areas",), "법정동 경계", "Dong borders"),
        MapKind("neighbour", ("areas",), "이웃 지역", "Neighbouring areas"),
        MapKind("river", ("areas",), "강", "Rivers"),
        MapKind("stream", ("areas", "lines"), "하천", "Streams"),
        MapKind("park", ("areas",), "공원", "Parks"),
        MapKind("building", ("areas",), "건물", "Buildings"),
        MapKind("arterial", ("lines",), "간선 도로", "Arterial streets"),
        MapKind("collector", ("lines",), "집산 도로", "Collector streets"),
        MapKind("local", ("lines",), "이면 도로", "Local streets"),
        MapKind("railway", ("lines",), "철도", "Railways"),
        MapKind("patrol_area", ("areas",), "순찰 구역", "Patrol areas"),
        MapKind("patrol_route", ("lines",), "순찰 경로", "Patrol routes"),
        MapKind("safe_path", ("lines", "areas"), "안심귀갓길", "Safe-return paths"),
        MapKind("address", ("points",), "주소", "Addresses", middle=True),
        MapKind("place", ("points",), "지명", "Place names", middle=True),
        MapKind("incident", ("points",), "지난 사건", "Past incidents"),
        MapKind("other", ("areas", "lines", "points"), "기타", "Other"),
        MapKind("camera", ("points",), "카메라", "Cameras", watch=True),
        MapKind("bell", ("points",), "비상벨", "Bells", watch=True, facility="bell"),
        MapKind("shelter", ("points",), "안심지킴이집", "Shelters", watch=True, facility="shelter"),
        MapKind("locker", ("points",), "안심택배함", "Lockers", watch=True, facility="locker"),
        MapKind("light", ("points",), "보안등", "Lights", watch=True, facility="light"),
        MapKind("toilet", ("points",), "화장실", "Toilets", watch=True, facility="toilet"),
    )
}


ALIASES = {
    "water": "river", "route": "patrol_route", "safe_return_path": "safe_path",
    "safe_return": "safe_path", "street": "local", "road": "local", "border": "dong",
    "boundary": "dong", "cctv": "camera", "parcel_locker": "locker", "base": "basemap",
    "base_map": "basemap", "tile": "tiles", "raster": "tiles",
}  # fmt: skip


def kind_named(word: str) -> str:
    """The kind that a person's word means ("safe-return paths"); the word itself for none."""
    plain = word.strip().casefold().replace("-", "_").replace(" ", "_")
    for each in (plain, plain.removesuffix("s"), plain.removesuffix("es")):
        if each in KINDS:
            return each
        if each in ALIASES:
            return ALIASES[each]
    return plain
