"""Names of columns, in the words people head them with, to the fields of a list. Pure.

The Korean names include those of the national standard data set of CCTV cameras (WGS84위도, ...),
of which `standard` knows what the address and the direction mean.
"""

import re
from collections.abc import Mapping, Sequence

FIELDS: dict[str, tuple[str, ...]] = {
    "id": ("id", "cameraid", "camera", "관리번호", "카메라번호", "카메라id", "번호", "no"),
    "name_ko": ("nameko", "name", "이름", "명칭", "카메라명", "설치위치", "설치위치명", "한글명"),
    "name_en": ("nameen", "englishname", "영문명"),
    "lat": ("lat", "latitude", "위도", "wgs84위도", "y"),
    "lon": ("lon", "lng", "long", "longitude", "경도", "wgs84경도", "x"),
    "crs": ("crs", "epsg", "srs", "좌표계"),
    "heading": (
        "heading",
        "headingdeg",
        "direction",
        "azimuth",
        "bearing",
        "방향",
        "방위",
        "방위각",
    ),
    "view": ("view", "viewdeg", "fov", "화각"),
    "reach": ("reach", "reachm", "range", "감시거리"),
    "main": (
        "main",
        "mainstream",
        "mainurl",
        "streammain",
        "rtspmain",
        "url",
        "rtsp",
        "주스트림",
        "메인",
    ),
    "sub": ("sub", "substream", "suburl", "streamsub", "rtspsub", "보조스트림", "서브"),
    "user": ("user", "username", "login", "사용자", "계정", "아이디"),
    "password": ("password", "passwd", "pass", "pw", "비밀번호", "암호"),
    "onvif": ("onvif", "onvifurl", "onvif주소"),
    "masks": ("masks", "mask", "privacymasks", "마스크"),
    "transport": ("transport", "전송", "전송방식"),
    "turnable": ("turnable", "ptz", "회전", "회전형"),
    "intelligent": ("intelligent", "지능형"),
    "installed": ("installed", "설치연월", "설치년월", "설치일자", "설치년도"),
}
PUBLIC: dict[str, tuple[str, ...]] = {
    "road": ("소재지도로명주소", "도로명주소", "소재지", "주소", "address"),
    "lot": ("소재지지번주소", "지번주소"),
    "purpose": ("설치목적구분", "설치목적"),
    "facing": ("촬영방면정보", "촬영방면", "촬영방향"),
}
PREFERRED = frozenset(("관리번호", "wgs84위도", "wgs84경도"))
"""Of two headings for the same, as public lists have them, these count."""
_LEFT_OUT = re.compile(r"[\s_\-.*]|\(.*?\)|\[.*?\]")


class Columns:
    """The columns of one kind of list: the field that each heading means."""

    def __init__(
        self,
        fields: Mapping[str, tuple[str, ...]],
        more: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        """`more` are understood and not suggested."""
        known = {**fields, **(more or {})}
        self._known = {alias: name for name, aliases in known.items() for alias in aliases}
        self.suggestion = "name the columns " + ", ".join(fields)
        """The columns in a few words, for a remedy."""

    def field_of(self, heading: str) -> str | None:
        """The field that a heading means, None for one we do not know."""
        return self._known.get(_plain(heading))

    def fields_of(self, headings: Sequence[str]) -> list[str | None]:
        """The fields of a whole header; a heading that a preferred one stands for means nothing."""
        found = [self.field_of(heading) for heading in headings]
        preferred = {
            field: heading
            for field, heading in zip(found, headings, strict=True)
            if _plain(heading) in PREFERRED
        }
        return [
            None if preferred.get(field, heading) != heading else field
            for field, heading in zip(found, headings, strict=True)
        ]


def _plain(heading: str) -> str:
    return _LEFT_OUT.sub("", heading).casefold()


CAMERAS = Columns(FIELDS, PUBLIC)
