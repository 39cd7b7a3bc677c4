"""Rows of a list of shelter stores: what they become, and what is said of those that do not fit."""

from datetime import date, datetime

import pytest

from console.domain.field.hours_text import days_text, single_days, spans_of
from console.domain.field.opening_hours import (
    HOLIDAY,
    Door,
    Hours,
    SingleDay,
    Span,
    checked,
    opening,
)
from console.domain.field.post import KST
from console.domain.field.shelter import Shelter
from console.domain.places.geo import Place
from console.domain.site import Facility
from console.services.field.list_faults import RowFault
from console.services.field.places_forms import ShelterForm
from console.services.field.shelter_list import form_of

STORE = Facility("S-1", "shelter", "가게", "Shop", Place(37.56, 127.03))
KNOWN = Shelter("가게", "Shop", "02-1", hours=Hours((Span(0, 60, 120), Span(6, 60, 120))))


def good(cells: dict[str, str], known: Shelter | None = None) -> ShelterForm:
    made = form_of(cells, known, STORE)
    assert isinstance(made, ShelterForm), made
    return made


def test_that_what_a_row_leaves_out_stays() -> None:
    made = good({"phone": "02-2"}, KNOWN)
    assert (made.phone, made.name_ko, made.hours) == ("02-2", "가게", KNOWN.hours)
    made = good({"weekdays": "24"}, KNOWN)
    assert [each for each in made.hours.week if each.weekday == 6] == [Span(6, 60, 120)]
    assert len(made.hours.week) == 6


def test_that_a_new_store_has_the_name_of_the_map() -> None:
    assert good({"phone": "02-2"}).name_ko == "가게"


def test_that_holidays_may_be_days_like_others() -> None:
    assert good({"holidays": "평소와 같음"}).hours.holidays_as_usual
    made = good({"holidays": "10:00-12:00"})
    assert made.hours.week == (Span(HOLIDAY, 600, 720),)
    assert not made.hours.holidays_as_usual


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"weekdays": "noon"}, "weekdays"), ({"saturday": "09:70-10:00"}, "saturday"),
        ({"lat": "37,5", "lon": "127"}, "lat"), ({"lat": "nan", "lon": "127"}, "lat"),
        ({"lat": "37.5"}, "lat"), ({"lat": "0", "lon": "0"}, "lat"),
        ({"enlisted": "?"}, "enlisted"), ({"days": "2026-02-30 closed"}, "days"),
        ({"days": "2026-09-24 noon"}, "days"),
        ({"days": "2026-09-24; 2026-09-24 10:00-12:00"}, "days"),
    ],
)  # fmt: skip
def test_that_a_row_that_does_not_fit_names_its_field(cells: dict[str, str], field: str) -> None:
    made = form_of(cells, KNOWN, STORE)
    assert isinstance(made, RowFault)
    assert made.field == field
    assert made.remedy


def test_that_a_store_nobody_can_find_is_refused() -> None:
    made = form_of({"name_ko": "x"}, None, None)
    assert isinstance(made, RowFault)
    assert made.field == "id"


@pytest.mark.parametrize("text", ["", "closed", "휴무", "-"])
def test_that_a_closed_day_has_no_span(text: str) -> None:
    assert spans_of(text, (0, 1)) == []


def test_that_single_days_are_read_as_they_are_written() -> None:
    read = single_days(" 2026.9.25 10:00-15:00, 18:00-02:00 ;2026-09-24 휴무；2026-10-01; ")
    assert read == (
        SingleDay(date(2026, 9, 24)),
        SingleDay(date(2026, 9, 25), ((600, 900), (1_080, 1_560))),
        SingleDay(date(2026, 10, 1)),
    )
    assert single_days(days_text(read, "closed")) == read
    assert checked(Hours(days=read)) == Hours(days=read)
    assert single_days("2024-02-29") == (SingleDay(date(2024, 2, 29)),)
    assert single_days("tomorrow") is None


def test_that_a_row_brings_single_days_and_leaves_them_when_it_says_nothing() -> None:
    before = Shelter("가게", hours=Hours(days=(SingleDay(date(2026, 1, 1)),)))
    assert good({"days": "2026-09-24 closed"}, before).hours.days == (SingleDay(date(2026, 9, 24)),)
    assert good({"phone": "02-3"}, before).hours == before.hours
    assert good({"days": ""}, before).hours.days == ()


@pytest.mark.parametrize(
    ("day", "hour", "door"),
    [(24, 12, Door.CLOSED), (25, 11, Door.OPEN), (25, 16, Door.CLOSED), (26, 1, Door.OPEN),
     (26, 3, Door.UNKNOWN), (23, 12, Door.UNKNOWN)],
)  # fmt: skip
def test_that_one_known_day_makes_no_other_day_known(day: int, hour: int, door: Door) -> None:
    hours = Hours(days=single_days("2026-09-24; 2026-09-25 10:00-15:00, 18:00-02:00") or ())
    assert opening(hours, datetime(2026, 9, day, hour, tzinfo=KST)).door is door
