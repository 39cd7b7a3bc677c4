"""Rows of a list of shelter stores: what they become, and what is said of those that do not fit."""

import pytest

from console.domain.field.hours_text import spans_of
from console.domain.field.opening_hours import HOLIDAY, Hours, Span
from console.domain.field.shelter import Shelter
from console.domain.places.geo import Place
from console.domain.site import Facility
from console.services.field.places_forms import ShelterForm
from console.services.field.shelter_list import RowFault, form_of

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
        ({"enlisted": "?"}, "enlisted"),
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
