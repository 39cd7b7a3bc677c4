"""A row of a list of shelter stores as the form an operator would fill in. Pure.

What a row leaves out stays as it is known. What does not fit is said with field and remedy; nothing
is guessed.
"""

from collections.abc import Mapping

from console.domain.field.hours_text import (
    AS_USUAL,
    DAYS_EXAMPLE,
    EXAMPLE,
    single_days,
    spans_of,
)
from console.domain.field.opening_hours import HOLIDAY, Hours, Span
from console.domain.field.shelter import Shelter
from console.domain.places.geo import Place
from console.domain.site import Facility
from console.services.field.list_faults import RowFault, takes_part
from console.services.field.places_forms import ShelterForm

COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id", "shelter", "device", "관리번호", "번호", "기기번호", "점포번호"),
    "name_ko": ("nameko", "name", "이름", "명칭", "상호", "상호명", "점포명"),
    "name_en": ("nameen", "englishname", "영문명"),
    "phone": ("phone", "telephone", "tel", "전화", "전화번호", "연락처"),
    "lat": ("lat", "latitude", "위도", "wgs84위도"),
    "lon": ("lon", "lng", "longitude", "경도", "wgs84경도"),
    "weekdays": ("weekdays", "weekday", "평일", "평일영업시간"),
    "saturday": ("saturday", "sat", "토요일", "토", "토요일영업시간"),
    "sunday": ("sunday", "sun", "일요일", "일", "일요일영업시간"),
    "holidays": ("holidays", "holiday", "공휴일", "공휴일영업시간"),
    "days": ("days", "singledays", "특정일", "특정일영업시간"),
    "enlisted": ("enlisted", "active", "참여", "운영"),
}
"""What the columns of such a list are called, small and without blanks."""

_DAYS = {"weekdays": tuple(range(5)), "saturday": (5,), "sunday": (6,), "holidays": (HOLIDAY,)}


def form_of(
    cells: Mapping[str, str], known: Shelter | None, at_site: Facility | None
) -> ShelterForm | RowFault:
    """The form of one row. `at_site` is the store on the map, None where there is none."""
    before = known or _of_site(at_site)
    place = _place(cells, before.place)
    if isinstance(place, RowFault):
        return place
    if place is None and at_site is None:
        remedy = "write lat and lon, or the id of a store of the map"
        return RowFault("id", "the map knows no such store", remedy)
    hours = _hours(cells, before.hours)
    if isinstance(hours, RowFault):
        return hours
    name = cells.get("name_ko", before.name_ko)
    if not name:
        return RowFault("name_ko", "the store has no name", "write its name")
    enlisted = takes_part("enlisted", cells.get("enlisted"), before=before.enlisted)
    if isinstance(enlisted, RowFault):
        return enlisted
    return ShelterForm(
        name_ko=name,
        name_en=cells.get("name_en", before.name_en),
        phone=cells.get("phone", before.phone),
        place=place,
        hours=hours,
        enlisted=enlisted,
    )


def _of_site(at_site: Facility | None) -> Shelter:
    return Shelter(at_site.name_ko, at_site.name_en) if at_site is not None else Shelter()


def _place(cells: Mapping[str, str], before: Place | None) -> Place | RowFault | None:
    if not ("lat" in cells or "lon" in cells):
        return before
    try:
        place = Place(float(cells.get("lat", "")), float(cells.get("lon", "")))
    except ValueError:
        place = Place(0.0, 0.0)
    if not place.is_plausible:
        return RowFault("lat", "the place cannot be read", "write lat and lon like 37.5610")
    return place


def _hours(cells: Mapping[str, str], before: Hours) -> Hours | RowFault:
    """The hours of the row; days it says nothing about stay."""
    given = {name: cells[name] for name in _DAYS if name in cells}
    days = single_days(cells["days"]) if "days" in cells else before.days
    if days is None:
        problem = f"{cells['days'][:40]!r} are no days"
        return RowFault("days", problem, f"write them like {DAYS_EXAMPLE}")
    as_usual = before.holidays_as_usual
    changed = {day for name in given for day in _DAYS[name]}
    week = [each for each in before.week if each.weekday not in changed]
    for name, text in given.items():
        if name == "holidays":
            as_usual = text.replace(" ", "").casefold() in AS_USUAL
            if as_usual:
                continue
        spans = spans_of(text, _DAYS[name])
        if spans is None:
            remedy = f"write it like {EXAMPLE}, 24 or closed"
            return RowFault(name, f"{text[:40]!r} are no hours", remedy)
        week += spans
    return Hours(tuple(sorted(week, key=_order)), days, as_usual)


def _order(span: Span) -> tuple[int, int]:
    return span.weekday, span.begin_min
