"""Opening hours in a form: the fields that ask for them, and what was typed. Pure."""

from collections.abc import Mapping
from datetime import date
from itertools import chain

from console.domain.field.hours_text import DAYS_EXAMPLE, days_text, single_days
from console.domain.field.opening_hours import HOLIDAY, Hours
from widgets.field.entry import FormField
from widgets.field.form import WrongField
from widgets.shelters.words import hours_text, is_usual, typed_spans
from widgets.words.words import translate

_DAYS: dict[str, tuple[int, ...]] = {
    "weekdays": (0, 1, 2, 3, 4), "saturday": (5,), "sunday": (6,), "holidays": (HOLIDAY,),
}  # fmt: skip
_SINGLE = "days"


def hour_fields(hours: Hours, today: date) -> tuple[FormField, ...]:
    """The week, holidays, and single days from today on; what is over is not asked for again."""
    labels = {
        "weekdays": translate("Shelters", "Monday to Friday"),
        "saturday": translate("Shelters", "Saturday"),
        "sunday": translate("Shelters", "Sunday"),
        "holidays": translate("Shelters", "Holidays"),
    }
    coming = [each for each in hours.days if each.day >= today]
    return (
        *(FormField(name, labels[name], hours_text(hours, days)) for name, days in _DAYS.items()),
        FormField(
            _SINGLE, translate("Shelters", "Single days"),
            days_text(coming, translate("Shelters", "closed")), hint=DAYS_EXAMPLE, wide=True,
        ),
    )  # fmt: skip


def hours_hint() -> str:
    """How hours are typed."""
    return translate(
        "Shelters",
        "Hours: 09:00-02:00, or 24 for all day; empty is closed. Holidays also: usual. Single days "
        "come before all others: {example}",
    ).format(example=DAYS_EXAMPLE)


def typed_hours(given: Mapping[str, str]) -> Hours:
    """What stands in the fields. Raises `WrongField`."""
    as_usual = is_usual(given["holidays"])
    typed = {**given, "holidays": ""} if as_usual else given
    week = chain.from_iterable(typed_spans(name, typed[name], days) for name, days in _DAYS.items())
    days = single_days(given[_SINGLE])
    if days is None:
        raise WrongField(_SINGLE, DAYS_EXAMPLE)
    return Hours(tuple(week), days, as_usual)
