"""What files say of their coordinates, to a plane that we know. Pure.

Understands codes (EPSG:5186, urn:ogc:def:crs:EPSG::5186, CRS84), WKT with an authority, and WKT
without one, as ESRI writes it, by its numbers.
"""

import re
from collections.abc import Mapping

from console.domain.places.grids import GRIDS, GRS80, Grid, Plane, bessel_grid

# EPSG:5186, urn:ogc:def:crs:EPSG:6.9:5186, http://www.opengis.net/def/crs/EPSG/0/5186, or with more
# behind it.
_CODE = re.compile(r"(?:^|epsg(?:[^0-9]{0,8}|[/:][0-9.]+[/:]))(\d{4,6})(?=$|[/\s])", re.IGNORECASE)
_AUTHORITY = re.compile(r'(?:AUTHORITY|ID)\s*\[\s*"EPSG"\s*,\s*"?(\d{4,6})"?', re.IGNORECASE)
_NUMBER = r'\[\s*"{}"\s*,\s*(-?[0-9.]+(?:[eE][-+]?\d+)?)'
_SAME = {"4326": "4326", "4737": "4326", "4019": "4326", "4979": "4326", "4258": "4326",
         "900913": "3857", "3785": "3857", "102100": "3857", "102113": "3857"}  # fmt: skip
"""Codes of systems that differ by less than a metre from one we know."""


class UnknownPlane(ValueError):
    """The text names a system that cannot be used; the message says why."""


def plane_of(text: str) -> Plane | None:
    """The plane that a text names; None for an empty text. Raises UnknownPlane."""
    plain = text.strip()
    if not plain:
        return None
    if re.split("[:/]", plain.upper().replace(" ", ""))[-1] in ("CRS84", "CRS84H", "WGS84"):
        return GRIDS["EPSG:4326"]
    code = _code_of(plain)
    if code:
        return _known(code)
    if "[" in plain:
        return _by_numbers(plain)
    raise UnknownPlane(f"its coordinate system {plain[:60]!r} is unknown")


def _code_of(text: str) -> str:
    if "[" not in text:
        found = _CODE.search(text)
        return found.group(1) if found else ""
    # The authority of the whole stands last; those of its parts (spheroid, unit) before.
    codes = [(m.start(), m.group(1)) for m in _AUTHORITY.finditer(text)]
    outer = [code for at, code in codes if _depth(text, at) == 1]
    return outer[-1] if outer else ""


def _depth(text: str, end: int) -> int:
    """How many brackets are open at a place."""
    before = text[:end]
    return before.count("[") - before.count("]")


def _known(code: str) -> Plane:
    name = f"EPSG:{_SAME.get(code, code)}"
    if name not in GRIDS:
        raise UnknownPlane(f"its coordinate system {name} is not known here")
    return GRIDS[name]


def _by_numbers(text: str) -> Plane:
    upper = text.upper()
    old = "BESSEL" in upper or "TOKYO" in upper or "KOREAN_DATUM_1985" in upper
    if upper.startswith(("GEOGCS", "GEOGCRS", "GEODCRS")):
        return GRIDS["EPSG:4162" if old else "EPSG:4326"]
    if "MERCATOR_AUXILIARY_SPHERE" in upper or "PSEUDO-MERCATOR" in upper:
        return GRIDS["EPSG:3857"]
    wanted = {
        "lat_0": _number(text, "latitude_of_origin", "Latitude of natural origin"),
        "lon_0": _number(text, "central_meridian", "Longitude of natural origin"),
        "scale": _number(text, "scale_factor", "Scale factor at natural origin") or 1.0,
        "false_east": _number(text, "false_easting", "False easting"),
        "false_north": _number(text, "false_northing", "False northing"),
    }
    for grid in GRIDS.values():
        if isinstance(grid, Grid) and grid.old == old and _agree(grid, wanted):
            return grid
    numbers = [value for value in wanted.values() if value is not None]
    if len(numbers) < len(wanted) or "TRANSVERSE" not in upper:
        raise UnknownPlane(f"its coordinate system {_name(text)!r} is not known here")
    lat_0, lon_0, scale, east, north = numbers
    if old:
        return bessel_grid("WKT", _name(text), lat_0, lon_0, scale, east, north)
    return Grid("WKT", _name(text), lat_0, lon_0, scale, east, north, GRS80)


def _agree(grid: Grid, wanted: Mapping[str, float | None]) -> bool:
    """Whether all numbers are those of the grid; meridians are written with six digits or more."""
    return all(
        value is not None and abs(value - getattr(grid, key)) < 1e-6
        for key, value in wanted.items()
    )


def _number(text: str, *names: str) -> float | None:
    for name in names:
        found = re.search(_NUMBER.format(re.escape(name)), text, re.IGNORECASE)
        if found:
            return float(found.group(1))
    return None


def _name(text: str) -> str:
    found = re.search(r'\[\s*"([^"]{1,60})', text)
    return found.group(1) if found else text[:40]
