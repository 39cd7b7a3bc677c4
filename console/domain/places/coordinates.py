"""Coordinates as people type them, read strictly: a doubt is no coordinate. Pure.

Decimal degrees ("37.5512, 127.0401", either order where only one makes sense in Korea), degrees
with minutes and seconds (37°33'04"N 127°02'24"E), the side before or behind (N37.55 E127.04,
북위 37도 33분 4초 동경 127도 2분 24초), a `geo:` address or a national point number.
"""

import re

from console.domain.places.geo import Place
from console.domain.places.point_number import point_of_number

_DECIMAL = re.compile(r"(?<![\d.])([+-]?\d{1,3}(?:\.\d+)?)\s*([NSEWnsew])?")
_SEXAGESIMAL = re.compile(
    r"(\d{1,3})\s*[°도]\s*(\d{1,2})\s*['′분]\s*(?:(\d{1,2}(?:\.\d+)?)\s*[\"″초])?\s*([NSEWnsew북남동서])?"
)
_ALLOWED = re.compile(r"(?:geo:)?([-+0-9.,;:°도'′분\"″초\sNSEWnsew북남동서/]+)\Z")
# Sides that stand before their numbers, one of each sort.
_LED = re.compile(r"([NSns])\s*([^NSEWnsew]+?)[\s,;/]*([EWew])\s*([^NSEWnsew]+)\Z")
_LED_EAST = re.compile(r"([EWew])\s*([^NSEWnsew]+?)[\s,;/]*([NSns])\s*([^NSEWnsew]+)\Z")
_WORDS = (("북위", "N"), ("남위", "S"), ("동경", "E"), ("서경", "W"))
# Bare numbers are degrees, minutes and seconds only where a side ends them.
_BARE = re.compile(r"(\d{1,3})\s+(\d{1,2})\s+(\d{1,2}(?:\.\d+)?)\s*(?=[NSEWnsew])")
_LATITUDES, _LONGITUDES = "NS북남", "EW동서"
# Korea with its islands and the sea around them: a pair typed the other way round is turned.
_LAT, _LON = (32.0, 39.5), (123.0, 133.0)


def coordinate(text: str) -> Place | None:
    """The place that a text names by its coordinate; None when it is anything else."""
    numbered = point_of_number(text)
    if numbered is not None:
        return numbered
    whole = _plain(text)
    allowed = _ALLOWED.match(whole)
    if allowed is None:
        return None
    parts = _sexagesimal(whole) or _decimal(allowed.group(1))
    if parts is None:
        return None
    (first, first_side), (second, second_side) = parts
    if _is_turned(first, first_side, second, second_side):
        first, second = second, first
    place = Place(first, second)
    return place if place.is_plausible else None


def _plain(text: str) -> str:
    """The text with every side behind its number, and none of the brackets around it."""
    whole = text.strip().removeprefix("(").removesuffix(")").strip()
    for word, side in _WORDS:
        whole = whole.replace(word, side)
    led = _LED.match(whole) or _LED_EAST.match(whole)
    if led is not None:
        whole = f"{led.group(2)}{led.group(1)}, {led.group(4)}{led.group(3)}"
    return _BARE.sub(r"\1°\2'\3″", whole)


def _is_turned(first: float, first_side: str, second: float, second_side: str) -> bool:
    """Whether the longitude was typed first."""
    if first_side or second_side:
        return bool(first_side and first_side in _LONGITUDES) or bool(
            second_side and second_side in _LATITUDES
        )
    return _in(_LON, first) and _in(_LAT, second)


def _in(bounds: tuple[float, float], value: float) -> bool:
    return bounds[0] <= value <= bounds[1]


Parts = tuple[tuple[float, str], tuple[float, str]]


def _sexagesimal(text: str) -> Parts | None:
    found = list(_SEXAGESIMAL.finditer(text))
    if len(found) != 2 or _SEXAGESIMAL.sub("", text).strip(" ,;/"):
        return None
    values = []
    for match in found:
        degrees, minutes, seconds, side = match.groups()
        if int(minutes) >= 60 or float(seconds or 0) >= 60:
            return None
        value = int(degrees) + int(minutes) / 60 + float(seconds or 0) / 3600
        values.append(_signed(value, side or ""))
    return values[0], values[1]


def _decimal(text: str) -> Parts | None:
    found = list(_DECIMAL.finditer(text))
    rest = _DECIMAL.sub("", text).strip(" ,;/")
    # A coordinate has digits behind its point: "12 34" is rather a house number.
    if len(found) != 2 or rest or any("." not in match.group(1) for match in found):
        return None
    first, second = ((float(m.group(1)), m.group(2) or "") for m in found)
    return _signed(*first), _signed(*second)


def _signed(value: float, side: str) -> tuple[float, str]:
    side = side.upper()
    return (-value if side in {"S", "W", "남", "서"} else value), side
