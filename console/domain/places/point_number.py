"""National point numbers ("다바 5802 5337"), as on the yellow signs far from any address. Pure.

The first letter counts squares of 100 km eastwards, the second northwards, on the grid EPSG:5179;
the digits are tens of metres within the square, or metres where there are five.
"""

import re

from console.domain.places.geo import Place
from console.domain.places.grids import GRIDS, in_korea

_LETTERS = "가나다라마바사아자차카타파하"
_SQUARE_M = 100_000.0
_EAST_M, _NORTH_M = 700_000.0, 1_300_000.0
_NUMBER = re.compile(
    rf"([{_LETTERS}])\s?([{_LETTERS}])[\s-]*(\d{{4}}[\s-]*\d{{4}}|\d{{5}}[\s-]*\d{{5}})"
)


def point_of_number(text: str) -> Place | None:
    """The middle of the square that a number names; None for any other text."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    across, up = (_LETTERS.index(letter) for letter in found.group(1, 2))
    digits = re.sub(r"\D", "", found.group(3))
    half = len(digits) // 2
    step = _SQUARE_M / 10**half
    east = _EAST_M + across * _SQUARE_M + (int(digits[:half]) + 0.5) * step
    north = _NORTH_M + up * _SQUARE_M + (int(digits[half:]) + 0.5) * step
    lat, lon = GRIDS["EPSG:5179"].to_degrees(east, north)
    return Place(lat, lon) if in_korea(lat, lon) else None
