"""Which columns of a foreign map are ids, names and the rest that a kind of layer wants. Pure.

Knows the headings of Korean public data (legal-dong borders, road-name addresses, the standard data
sets of cameras and bells), of OpenStreetMap and of common programs.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from backends.map_data.formats.feature import one_line

_BLANKS = re.compile(r"[\s_\-.]+")
_ID = ("관리번호", "안전비상벨관리번호", "id", "fid", "objectid", "emdcd", "admcd", "ufid",
       "code", "mngno", "번호", "gid", "osmid", "serial", "카메라번호")  # fmt: skip
_KO = ("nameko", "name:ko", "emdkornm", "emdnm", "admnm", "dongnm", "korname", "kornm",
       "이름", "명칭", "시설명", "점포명", "설치위치명", "설치위치", "카메라명", "rn", "도로명",
       "buldnm", "건물명", "name", "nm", "title", "label", "보안등위치명", "화장실명",
       "소재지도로명주소", "소재지지번주소")  # fmt: skip
_EN = ("nameen", "name:en", "emdengnm", "engname", "engnm", "rne", "영문명", "영문이름")
_MORE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "camera": {
        "heading": ("heading", "azimuth", "bearing", "direction", "방위각", "방위", "방향"),
        "view": ("view", "fov", "화각"),
        "reach": ("reach", "range", "감시거리"),
        "intelligent": ("intelligent", "지능형", "지능형여부"),
        "turnable": ("turnable", "ptz", "회전형", "회전"),
        "installed": ("installed", "installdate", "설치년월", "설치연월", "설치일자", "설치년도"),
    },
    "address": {
        "road": ("rn", "roadname", "도로명", "addr:street", "street"),
        "main": ("buldmnnm", "건물본번", "addr:housenumber", "housenumber", "본번"),
        "sub": ("buldslno", "건물부번", "부번"),
        "lot": ("lnbr", "지번", "지번주소", "lotnumber", "jibun"),
        "lot_main": ("lnbrmnnm", "지번본번", "지번본번(번지)"),
        "lot_sub": ("lnbrslno", "지번부번", "지번부번(호)"),
        "dong": ("emdnm", "읍면동명", "법정동명", "dong"),
    },
    "incident": {
        "at": ("at", "time", "date", "occurred", "발생일시", "발생일자", "일시", "일자"),
        "category": ("category", "type", "kind", "분류", "유형", "종류"),
    },
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Columns that a person named; an empty one is looked for."""

    id: str = ""
    name: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """What a feature is called, and the further columns that its kind has a use for."""

    id: str
    name_ko: str
    name_en: str
    more: Mapping[str, str] = field(default_factory=dict)


class Columns:
    """Finds the columns of one file for one kind; remembers what each set of headings means."""

    def __init__(self, kind: str, wanted: Wanted) -> None:
        self._kind = kind
        self._wanted = wanted
        self._known: dict[tuple[str, ...], dict[str, str]] = {}

    def texts(self, own_id: str, attributes: Mapping[str, object]) -> Texts:
        """The texts of one feature."""
        found = self._of(tuple(attributes))
        ko, en = _text(attributes, found.get("ko")), _text(attributes, found.get("en"))
        names = _MORE.get(self._kind, {})
        more = {name: _text(attributes, found[name]) for name in names if name in found}
        if self._kind == "address":
            ko = ko if self._wanted.name else _address(more) or ko
            more = _with_lot(more)
        identity = _text(attributes, found.get("id")) or one_line(own_id)[:300]
        return Texts(identity, ko or en, en or ko, {k: v for k, v in more.items() if v})

    def missing(self, attributes: Mapping[str, object]) -> str:
        """A column that was named and is not there; empty when all are."""
        wanted = (self._wanted.id, self._wanted.name, self._wanted.name_en)
        return next((name for name in wanted if name and name not in attributes), "")

    def _of(self, headings: tuple[str, ...]) -> dict[str, str]:
        if headings not in self._known:
            if len(self._known) > 1_000:
                self._known.clear()
            self._known[headings] = self._look(headings)
        return self._known[headings]

    def _look(self, headings: tuple[str, ...]) -> dict[str, str]:
        plain = {_BLANKS.sub("", each).casefold(): each for each in reversed(headings)}
        aliases = {"id": _ID, "ko": _KO, "en": _EN, **_MORE.get(self._kind, {})}
        found = {
            name: next((plain[each] for each in known if each in plain), "")
            for name, known in aliases.items()
        }
        said = {"id": self._wanted.id, "ko": self._wanted.name, "en": self._wanted.name_en}
        found |= {name: column for name, column in said.items() if column}
        return {name: column for name, column in found.items() if column}


def _with_lot(more: Mapping[str, str]) -> dict[str, str]:
    """The lot in one text where its numbers stand in two columns: 656-3."""
    main, sub = more.get("lot_main", ""), more.get("lot_sub", "")
    kept = {key: value for key, value in more.items() if not key.startswith("lot_")}
    if main and not kept.get("lot"):
        kept["lot"] = main + (f"-{sub}" if sub not in ("", "0") else "")
    return kept


def _address(more: Mapping[str, str]) -> str:
    """A road-name address of its parts, as it is written: 왕십리로 83-21."""
    road, main, sub = more.get("road", ""), more.get("main", ""), more.get("sub", "")
    if not road or not main:
        return ""
    return f"{road} {main}" + (f"-{sub}" if sub not in ("", "0") else "")


def _text(attributes: Mapping[str, object], column: str | None) -> str:
    value = attributes.get(column) if column else None
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return one_line(str(value))[:300]
