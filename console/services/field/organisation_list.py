"""A row of a list of organisations as the form an operator would fill in. Pure.

What a row leaves out stays as it is known. What does not fit is said with field and remedy.
"""

from collections.abc import Mapping

from console.domain.field.roster import MOST_MEMBERS, Kind, Organisation
from console.services.field.list_faults import RowFault, takes_part
from console.services.field.patrol_forms import OrganisationForm

COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id", "code", "코드", "단체코드", "번호", "연번"),
    "kind": ("kind", "type", "종류", "구분", "유형"),
    "name_ko": ("nameko", "name", "이름", "명칭", "단체명", "기관명", "조직명"),
    "name_en": ("nameen", "englishname", "영문명"),
    "members": ("members", "count", "people", "인원", "인원수", "회원수", "대원수"),
    "active": ("active", "enlisted", "참여", "운영", "활동"),
}
"""What the columns of such a list are called, small and without blanks."""

_KINDS: dict[Kind, tuple[str, ...]] = {
    Kind.POLICE: ("police", "경찰", "지구대", "파출소"),
    Kind.FIRE: ("fire", "소방", "의용소방대"),
    Kind.CRIME_PREVENTION: ("crimeprevention", "자율방범대", "자율방범", "방범대"),
    Kind.VOLUNTEERS: ("volunteers", "자원봉사", "자원봉사단", "봉사단"),
    Kind.MOTHERS: ("mothers", "어머니폴리스", "녹색어머니회", "녹색어머니", "어머니회"),
    Kind.STUDENTS: ("students", "학생", "대학생"),
    Kind.RESIDENTS: ("residents", "주민", "주민자치", "주민단체"),
    Kind.DISTRICT: ("district", "구청", "자치구", "행정"),
}
_CALLED = {word: kind for kind, words in _KINDS.items() for word in words}


def form_of(cells: Mapping[str, str], known: Organisation | None) -> OrganisationForm | RowFault:
    """The form of one row; `known` is the organisation of its code in the roster."""
    kind = _kind(cells.get("kind", ""), known)
    if isinstance(kind, RowFault):
        return kind
    name = cells.get("name_ko", known.name_ko if known else "")
    name_en = cells.get("name_en", known.name_en if known else "")
    if not (name or name_en):
        return RowFault("name_ko", "the organisation has no name", "write its name")
    members = _members(cells.get("members"), known.members if known else 0)
    if isinstance(members, RowFault):
        return members
    active = takes_part("active", cells.get("active"), before=known.active if known else True)
    if isinstance(active, RowFault):
        return active
    return OrganisationForm(cells.get("id", ""), kind, name, name_en, members, active)


def _kind(text: str, known: Organisation | None) -> Kind | RowFault:
    if not text and known is not None:
        return known.kind
    plain = "".join(text.casefold().replace("_", " ").replace("-", " ").split())
    if plain in _CALLED:
        return _CALLED[plain]
    what = f"{text[:20]!r} is no kind of organisation" if text else "its kind is not said"
    return RowFault("kind", what, "write one of " + ", ".join(Kind))


def _members(text: str | None, before: int) -> int | RowFault:
    if text is None:
        return before
    plain = text.replace(",", "").removesuffix("명").strip()
    if plain.isascii() and plain.isdecimal() and int(plain[:9]) <= MOST_MEMBERS:
        return int(plain)
    problem = f"{text[:20]!r} is no number of members"
    return RowFault("members", problem, f"write a number of 0 to {MOST_MEMBERS:,}")
