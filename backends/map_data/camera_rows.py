"""Cameras as rows of a site file or of the imported list: each changes or adds one camera.

Knows the keys of a row; a key that is left out leaves what the district pack says. Messages never
repeat an address, which may hold a login.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from backends.map_data.check import Problems, rows, text
from backends.map_data.files import read_json
from console.domain.places.geo import Place
from console.domain.site import Camera, CameraPreset, Polygon, Streams
from console.ports.keys import tidy_address

FORMAT = "sunra-cameras/1"
SCHEMES = frozenset({"rtsp", "rtsps", "http", "https", "srt", "udp"})
_REFUSED = "The list of imported cameras cannot be used"
_TEXTS = {
    "name_ko": "name_ko", "name_en": "name_en", "login": "login", "installed": "installed",
}  # fmt: skip
_FLAGS = {"turnable": "turnable", "intelligent": "intelligent"}
_NUMBERS = {
    "heading": ("heading_deg", 0.0, 360.0),
    "view": ("view_deg", 1.0, 360.0),
    "reach": ("reach_m", 1.0, 5_000.0),
}
_LOG = logging.getLogger(__name__)


def with_imported(cameras: Mapping[str, Camera], path: Path) -> dict[str, Camera]:
    """The cameras with those of the imported list, where there is one. Raises EnvironmentFault.

    A row without a place whose camera this district does not have is left out, and logged.
    """
    if not path.exists():
        return dict(cameras)
    content, problems = read_json(path), Problems(path)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        problems.add("format", f"must be {FORMAT!r}")
        problems.raise_all(_REFUSED, "import the cameras again")
    listed = rows(content, "cameras", problems)
    ours = [row for row in listed if not _is_foreign(row, cameras)]
    if len(ours) < len(listed):
        _LOG.warning("%d imported cameras are of another district", len(listed) - len(ours))
    found = with_rows(cameras, ours, "cameras", problems)
    problems.raise_all(_REFUSED, "correct these rows or import the cameras again")
    return found


def with_rows(
    cameras: Mapping[str, Camera], listed: Sequence[object], key: str, problems: Problems
) -> dict[str, Camera]:
    """The cameras with what each row says of one; what is wrong is added to the problems."""
    found = dict(cameras)
    seen: set[str] = set()
    for number, row in enumerate(listed):
        at = f"{key}[{number}]"
        name = text(row, "id", problems, at)
        if name is None or not isinstance(row, dict):
            continue
        if name in seen:
            problems.add(f"{at}.id", f"{name!r} is named twice")
        seen.add(name)
        camera = _placed(found.get(name), name, row, problems, at)
        if camera is not None:
            found[name] = _described(camera, row, problems, at)
    return found


def address(row: object, key: str, problems: Problems, at: str) -> str | None:
    """A stream's address, else None and a problem that does not repeat it."""
    value = text(row, key, problems, at)
    if value is None or _is_address(value, SCHEMES):
        return value
    problems.add(f"{at}.{key}", "must be an rtsp:// address with a host")
    return None


def transport(row: Mapping[str, object], before: str, problems: Problems, at: str) -> str:
    """`tcp` or `udp`, what it was before when the row does not say."""
    value = row.get("transport", before)
    if value not in ("tcp", "udp"):
        problems.add(f"{at}.transport", 'must be "tcp" or "udp"')
        return before
    return str(value)


def _is_foreign(row: object, cameras: Mapping[str, Camera]) -> bool:
    return isinstance(row, dict) and "lat" not in row and row.get("id") not in cameras


def _placed(
    camera: Camera | None, name: str, row: Mapping[str, object], problems: Problems, at: str
) -> Camera | None:
    """The camera at the row's place, a new one when the pack has none of that name."""
    if "lat" not in row and "lon" not in row:
        if camera is None:
            problems.add(at, f"{name!r} is not a camera of this district and has no lat and lon")
        return camera
    lat = _number(row, "lat", (-90.0, 90.0), problems, at)
    lon = _number(row, "lon", (-180.0, 180.0), problems, at)
    if lat is None or lon is None:
        return None
    place = Place(lat, lon)
    if not place.is_plausible:
        problems.add(f"{at}.lat", "0, 0 is no place of a camera")
    if camera is None:
        given = row.get("name_ko") or row.get("name_en")
        shown = given if isinstance(given, str) else name
        return Camera(id=name, name_ko=shown, name_en=shown, place=place, aimed=False)
    return replace(camera, place=place)


def _described(camera: Camera, row: dict[str, object], problems: Problems, at: str) -> Camera:
    said: dict[str, Any] = {}
    for key, attribute in _TEXTS.items():
        if key in row:
            said[attribute] = text(row, key, problems, at) or ""
    for key, attribute in _FLAGS.items():
        if key in row:
            said[attribute] = _flag(row, key, problems, at)
    for key, (attribute, low, high) in _NUMBERS.items():
        if key in row:
            value = _number(row, key, (low, high), problems, at)
            said[attribute] = low if value is None else value
    if "onvif" in row:
        said["onvif"] = _onvif(row, problems, at)
    if "masks" in row:
        said["masks"] = _masks(row, problems, at)
    if "presets" in row:
        said["presets"] = _presets(row, problems, at)
    said["transport"] = transport(row, camera.transport, problems, at)
    said["streams"] = _streams(camera.streams, row, problems, at)
    said["aimed"] = camera.aimed or "heading_deg" in said
    return replace(camera, **said)


def _streams(
    before: Streams | None, row: Mapping[str, object], problems: Problems, at: str
) -> Streams | None:
    """One address serves as both where the camera has only one."""
    given = {key: address(row, key, problems, at) for key in ("sub", "main") if key in row}
    sub = given.get("sub") or (before.sub if before else None) or given.get("main")
    main = given.get("main") or (before.main if before else None) or given.get("sub")
    return Streams(sub=sub, main=main) if sub and main else None


def _onvif(row: Mapping[str, object], problems: Problems, at: str) -> str:
    value = text(row, "onvif", problems, at) or ""
    if value and not _is_address(value, frozenset({"http", "https"})):
        problems.add(f"{at}.onvif", "must be an http:// address with a host")
        return ""
    return value


def _is_address(value: str, schemes: frozenset[str]) -> bool:
    try:
        parts = urlsplit(tidy_address(value))
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _flag(row: Mapping[str, object], key: str, problems: Problems, at: str) -> bool:
    value = row.get(key)
    if not isinstance(value, bool):
        problems.add(f"{at}.{key}", "must be true or false")
    return value is True


def _number(
    row: Mapping[str, object], key: str, bounds: tuple[float, float], problems: Problems, at: str
) -> float | None:
    value = row.get(key)
    if type(value) not in (int, float) or not isinstance(value, int | float):
        problems.add(f"{at}.{key}", "must be a number")
        return None
    if not bounds[0] <= value <= bounds[1]:
        problems.add(f"{at}.{key}", f"must be within {bounds[0]:g} to {bounds[1]:g}")
        return None
    return float(value)


def _presets(row: Mapping[str, object], problems: Problems, at: str) -> tuple[CameraPreset, ...]:
    """Views of a turnable camera whose direction somebody measured: name, heading, view, reach."""
    listed = row.get("presets")
    if not isinstance(listed, list):
        problems.add(f"{at}.presets", "must be a list of views: name, heading, view, reach")
        return ()
    found = []
    for number, each in enumerate(listed):
        where = f"{at}.presets[{number}]"
        name = text(each, "name", problems, where)
        if name is None or not isinstance(each, dict):
            continue
        said = {
            attribute: _number(each, key, (low, high), problems, where)
            for key, (attribute, low, high) in _NUMBERS.items()
            if key in each or key == "heading"
        }
        known = {attribute: value for attribute, value in said.items() if value is not None}
        if "heading_deg" in known:
            found.append(CameraPreset(name, **known))
    return tuple(found)


def _masks(row: Mapping[str, object], problems: Problems, at: str) -> tuple[Polygon, ...]:
    masks: list[Polygon] = []
    listed = row.get("masks")
    if not isinstance(listed, list):
        problems.add(f"{at}.masks", "must be a list of polygons")
        return ()
    for number, shape in enumerate(listed):
        corners = _corners(shape)
        if corners is None:
            what = "must be three or more corners [x, y], 0 to 1 of the picture"
            problems.add(f"{at}.masks[{number}]", what)
        else:
            masks.append(corners)
    return tuple(masks)


def _corners(shape: object) -> Polygon | None:
    if not isinstance(shape, list) or len(shape) < 3:
        return None
    corners: list[tuple[float, float]] = []
    for corner in shape:
        if not isinstance(corner, list) or len(corner) != 2:
            return None
        if not all(type(each) in (int, float) and 0 <= each <= 1 for each in corner):
            return None
        corners.append((float(corner[0]), float(corner[1])))
    return tuple(corners)
