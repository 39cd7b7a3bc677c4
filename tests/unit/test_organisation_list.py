"""Rows of a list of organisations: what they become, and what is said of those that do not fit."""

import pytest

from console.domain.field.roster import Kind, Organisation
from console.services.field.list_faults import RowFault
from console.services.field.organisation_list import form_of
from console.services.field.patrol_forms import OrganisationForm

KNOWN = Organisation("CP1", Kind.CRIME_PREVENTION, "방범대", "Watch", 30, active=False)


@pytest.mark.parametrize(
    ("word", "kind"),
    [("자율 방범대", Kind.CRIME_PREVENTION), ("Crime-Prevention", Kind.CRIME_PREVENTION),
     ("POLICE", Kind.POLICE), ("녹색어머니회", Kind.MOTHERS), ("구청", Kind.DISTRICT)],
)  # fmt: skip
def test_that_kinds_are_known_by_the_words_of_districts(word: str, kind: Kind) -> None:
    made = form_of({"id": "A", "name_ko": "가", "kind": word}, None)
    assert made == OrganisationForm("A", kind, "가")


def test_that_what_a_row_leaves_out_stays_as_it_is_known() -> None:
    made = form_of({"id": "CP1", "members": "1,031 명"}, KNOWN)
    assert made == OrganisationForm(
        "CP1", Kind.CRIME_PREVENTION, "방범대", "Watch", 1_031, active=False
    )


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"kind": "조합", "name_ko": "가"}, "kind"), ({"name_ko": "가"}, "kind"),
        ({"kind": "fire"}, "name_ko"),
        ({"kind": "fire", "name_en": "F", "members": "-1"}, "members"),
        ({"kind": "fire", "name_en": "F", "members": "20001"}, "members"),
        ({"kind": "fire", "name_en": "F", "members": "9" * 5000}, "members"),
        ({"kind": "fire", "name_en": "F", "active": "maybe"}, "active"),
    ],
)  # fmt: skip
def test_that_a_row_that_does_not_fit_names_its_field(cells: dict[str, str], field: str) -> None:
    made = form_of({"id": "A", **cells}, None)
    assert isinstance(made, RowFault)
    assert made.field == field
    assert made.remedy
