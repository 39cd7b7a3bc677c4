"""Rows of texts to rows of values, with everything that is wrong. Pure.

What a row says is checked alone, then against the others, the district and what is known already.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from backends.cameras.cells import READERS, SEND_ON, SRT, Unreadable, identity
from backends.cameras.findings import Finding, Row
from backends.cameras.logins import take_logins
from console.ports.keys import Login

MARGIN_DEG = 0.02  # about 2 km: cameras of a district stand on its border roads too
KOREA = (33.0, 124.0, 39.0, 132.0)
_WGS_84 = frozenset(("wgs84", "epsg:4326", "4326", "crs84", "wgs 84"))


@dataclass(frozen=True, slots=True)
class Bounds:
    """A district as a box in degrees."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a place lies in the box or within 2 km of it."""
        return (
            self.south - MARGIN_DEG <= lat <= self.north + MARGIN_DEG
            and self.west - MARGIN_DEG <= lon <= self.east + MARGIN_DEG
        )


def _no_srt() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Known:
    """What was there before the file: ids with a place, and the district, when it has one.

    `receives_srt` says whether what plays streams here was built with SRT; it is asked only when an
    address needs it.
    """

    ids: Collection[str] = ()
    bounds: Bounds | None = None
    receives_srt: Callable[[], bool] = _no_srt


@dataclass(frozen=True, slots=True)
class Draft:
    """One camera of the file: `values` as they are kept, and its login apart from them."""

    row: int
    id: str
    values: dict[str, object]
    login: Login | None = field(default=None, repr=False)


def check_rows(
    rows: Iterable[Row], known: Known, login: Login | None = None, *, outside: bool = False
) -> tuple[list[Draft], list[Finding]]:
    """The good rows, and a finding for all that is wrong with the others.

    `login` is for rows with an address that bring none of their own; `outside` takes cameras out
    of the district too.
    """
    drafts: list[Draft] = []
    findings: list[Finding] = []
    first: dict[str, int] = {}
    streams: dict[object, int] = {}
    for row in rows:
        draft, found = _checked(row, known, outside)
        findings += found
        identity_of = row.cells.get("id", "")
        if identity_of in first:
            problem = f"{identity_of[:40]!r} is already the id of row {first[identity_of]}"
            findings.append(Finding(row.number, "id", problem, "give each camera its own id"))
            continue
        if identity_of:
            first[identity_of] = row.number
        if draft is not None:
            drafts.append(_with_common_login(draft, login))
            findings += _shared_stream(draft, streams)
    return drafts, findings


def _checked(row: Row, known: Known, outside: bool) -> tuple[Draft | None, list[Finding]]:
    found: list[Finding] = []
    cells = dict(row.cells)
    login, values = None, dict[str, object]()
    try:
        login = take_logins(cells)
    except Unreadable as fault:
        found.append(Finding(row.number, "login", fault.problem, fault.remedy))
        return None, found
    identity_of = _identity(row, found)
    for name, text in cells.items():
        _read(row.number, name, text, values, found)
    found += _unreceived(row.number, values, known)
    if not any(each.field in ("lat", "lon", "crs") for each in found):
        found += _place(row.number, values, known, identity_of, outside)
    if any(not each.kept for each in found):
        return None, found
    found += _hints(row.number, values)
    return Draft(row.number, identity_of, values, login), found


def _with_common_login(draft: Draft, login: Login | None) -> Draft:
    reachable = any(draft.values.get(key) for key in ("main", "sub", "onvif"))
    return replace(draft, login=login) if reachable and draft.login is None else draft


def _identity(row: Row, found: list[Finding]) -> str:
    text = row.cells.get("id", "")
    try:
        if not text:
            problem, remedy = "it is empty", "give each camera an id"
            raise Unreadable(problem, remedy)
        return identity(text)
    except Unreadable as fault:
        found.append(Finding(row.number, "id", fault.problem, fault.remedy))
        return ""


def _read(row: int, name: str, text: str, values: dict[str, object], found: list[Finding]) -> None:
    """One cell into `values`; a dash takes away what was known."""
    if name == "crs" and text.casefold() not in _WGS_84:
        found.append(Finding(row, name, "only WGS 84 is understood", "convert to EPSG:4326"))
    if name in ("id", "crs"):
        return
    try:
        values[name] = None if text == "-" else READERS[name](text)
    except Unreadable as fault:
        found.append(Finding(row, name, fault.problem, fault.remedy))


def _unreceived(row: int, values: dict[str, object], known: Known) -> list[Finding]:
    return [
        Finding(row, name, "SRT can not be received by this program", SEND_ON)
        for name in ("main", "sub")
        if urlsplit(str(values.get(name) or "")).scheme == SRT and not known.receives_srt()
    ]


def _place(
    row: int, values: dict[str, object], known: Known, identity_of: str, outside: bool
) -> list[Finding]:
    lat, lon = values.get("lat"), values.get("lon")
    if lat is None and lon is None:
        if identity_of in known.ids:
            return []
        return [Finding(row, "lat", "a new camera needs a place", "fill in lat and lon (WGS 84)")]
    if not isinstance(lat, float) or not isinstance(lon, float):
        name = "lat" if lat is None else "lon"
        return [Finding(row, name, "it is missing", "fill in both lat and lon (WGS 84)")]
    return _misplaced(row, lat, lon, known.bounds, outside)


def _misplaced(
    row: int, lat: float, lon: float, bounds: Bounds | None, outside: bool
) -> list[Finding]:
    if lat == 0 and lon == 0:
        problem = "0, 0 is what a device without a fix reports"
        return [Finding(row, "lat", problem, "fill in the camera's place")]
    if _swapped(lat, lon, bounds):
        problem = f"{lat:g}, {lon:g} looks like longitude and latitude swapped"
        return [Finding(row, "lat", problem, "exchange the two columns")]
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        problem = f"{lat:g}, {lon:g} is not on the globe"
        return [
            Finding(row, "lat", problem, "write decimal degrees in WGS 84, not metres of a grid")
        ]
    if bounds is not None and not outside and not bounds.holds(lat, lon):
        problem = f"{lat:g}, {lon:g} lies outside the district"
        return [Finding(row, "lat", problem, "correct it, or import with --outside")]
    return []


def _swapped(lat: float, lon: float, bounds: Bounds | None) -> bool:
    boxes = [Bounds(*KOREA)] + ([bounds] if bounds else [])
    return any(box.holds(lon, lat) and not box.holds(lat, lon) for box in boxes)


def _hints(row: int, values: dict[str, object]) -> list[Finding]:
    if values.get("turnable") and not values.get("onvif"):
        problem = "it can not be turned from here without its ONVIF address"
        return [Finding(row, "turnable", problem, "fill in onvif when it is known", kept=True)]
    return []


def _shared_stream(draft: Draft, streams: dict[object, int]) -> list[Finding]:
    found: list[Finding] = []
    for key in ("main", "sub"):
        address = draft.values.get(key)
        before = streams.setdefault(address, draft.row) if address else draft.row
        if before != draft.row:
            problem = f"row {before} shows the same stream"
            found.append(Finding(draft.row, key, problem, "check the address", kept=True))
    return found
