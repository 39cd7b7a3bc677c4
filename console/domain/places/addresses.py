"""Korean addresses as people type them, to their parts. Pure.

Road names (왕십리로 83-21, 서울 성동구 성수이로7길 5), lot numbers (성수동1가 656-3번지, 산 12) and
Latin spelling (83-21, Wangsimni-ro). Knows no map.
"""

import re
from dataclasses import dataclass
from unicodedata import normalize

_PROVINCE = re.compile(
    r"^\s*\S+(?:특별자치시|특별자치도|특별시|광역시|[가-힣]도|시)\s+"
    r"|^\s*(?:서울|부산|대구|인천|광주|대전|울산|세종)\s+"
    r"|^\s*(?:경기|강원|충북|충남|전북|전남|경북|경남|제주)\s+"
)
_DISTRICT = re.compile(r"^\s*[가-힣]+(?:시|군|구)\s+")
_ROAD = re.compile(
    r"(?P<road>[가-힣A-Za-z0-9·.\-]*?(?:대로|로|길)(?:\s*\d+(?:번)?[가-힣]?길)?)\s*"
    r"(?:지하\s*)?(?P<main>\d{1,5})(?:\s*-\s*(?P<sub>\d{1,5}))?(?:\s*호)?\s*(?:[,(].*)?$"
)
_LOT = re.compile(
    r"(?P<dong>[가-힣]+(?:\d+)?(?:동|가|리|읍|면)(?:\s*\d+가)?)\s*(?P<hill>산\s*)?"
    r"(?P<main>\d{1,5})(?:\s*-\s*(?P<sub>\d{1,5}))?\s*(?:번지)?\s*(?:[,(].*)?$"
)
_LATIN = re.compile(
    r"^(?P<main>\d{1,5})(?:-(?P<sub>\d{1,5}))?,?\s+(?P<road>[A-Za-z][A-Za-z0-9 \-]*?"
    r"-?(?:daero|ro|gil))\b",
    re.IGNORECASE,
)
_LATIN_AFTER = re.compile(
    r"^(?P<road>[A-Za-z][A-Za-z0-9 \-]*?-?(?:daero|ro|gil))\s+"
    r"(?P<main>\d{1,5})(?:-(?P<sub>\d{1,5}))?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Address:
    """`street` is a road's name or a dong, folded for comparing; `lot` says which of the two."""

    street: str
    main: int
    sub: int = 0
    lot: bool = False
    hill: bool = False


def address(text: str) -> Address | None:
    """The address that a text is; None when it is anything else."""
    plain = " ".join(normalize("NFKC", text).split())
    latin = _LATIN.match(plain) or _LATIN_AFTER.match(plain)
    if latin:
        return _made(latin, latin["road"], lot=False)
    short = _DISTRICT.sub("", _PROVINCE.sub("", plain))
    road = _ROAD.match(short)
    if road and road["road"] not in ("로", "길", "대로"):
        return _made(road, road["road"], lot=False)
    lot = _LOT.match(short)
    return _made(lot, lot["dong"], lot=True, hill=bool(lot["hill"])) if lot else None


def folded_street(name: str) -> str:
    """A street's name as it is compared: 성수이로7길 and 성수이로 7길 are one."""
    plain = normalize("NFKC", name).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def _made(found: re.Match[str], street: str, *, lot: bool, hill: bool = False) -> Address:
    main, sub = int(found["main"]), int(found["sub"] or 0)
    return Address(folded_street(street), main, sub, lot, hill)
