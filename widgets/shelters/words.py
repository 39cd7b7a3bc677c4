"""What shelters and lockers are called, and hours as they are typed. Pure."""

from datetime import datetime

from console.domain.field.hours_text import AS_USUAL, EXAMPLE, minutes_text, spans_of
from console.domain.field.locker import Use
from console.domain.field.opening_hours import HOLIDAY, Door, Hours, Opening, Span
from console.domain.field.post import KST
from widgets.field.form import WrongField
from widgets.words.words import translate

WEEKDAYS, SATURDAY, SUNDAY = range(5), 5, 6


def opening_words(found: Opening, now: datetime) -> str:
    """Whether it is open now, and until when."""
    until = ""
    if found.until is not None:
        local = found.until.astimezone(KST)
        same_day = local.date() == now.astimezone(KST).date()
        until = f"{local:%H:%M}" if same_day else f"{local:%m-%d %H:%M}"
    if found.door is Door.OPEN:
        text = translate("Shelters", "Open until {time}")
        return text.format(time=until) if until else translate("Shelters", "Open day and night")
    if found.door is Door.CLOSED:
        text = translate("Shelters", "Closed, opens {time}")
        return text.format(time=until) if until else translate("Shelters", "Closed")
    return translate("Shelters", "Hours not known")


def use_word(use: Use) -> str:
    """What a box is doing."""
    return {
        Use.FREE: translate("Shelters", "free"),
        Use.TAKEN: translate("Shelters", "taken"),
        Use.OUT_OF_ORDER: translate("Shelters", "out of order"),
    }[use]


def walk_words(seconds: float) -> str:
    """A walk, rounded up to whole minutes."""
    minutes = max(1, -(-int(seconds) // 60))
    return translate("Shelters", "{minutes} min on foot").format(minutes=minutes)


def seconds_text(moment: datetime) -> str:
    """HH:MM:SS, Korean time as on the shop's door."""
    return f"{moment.astimezone(KST):%H:%M:%S}"


# --- hours as they are typed ------------------------------------------------------------------


def hours_text(hours: Hours, days: tuple[int, ...]) -> str:
    """The spans of days that are all alike, as typed; empty when closed or not known."""
    if days == (HOLIDAY,) and hours.holidays_as_usual:
        return translate("Shelters", "usual")
    spans = [each for each in hours.week if each.weekday == days[0]]
    return minutes_text((each.begin_min, each.end_min) for each in spans)


def typed_spans(name: str, text: str, days: tuple[int, ...]) -> list[Span]:
    """Spans for some days from "09:00-22:00, 23:00-02:00", "24" or nothing (closed)."""
    spans = spans_of(text, days)
    if spans is None:
        raise WrongField(name, EXAMPLE)
    return spans


def is_usual(text: str) -> bool:
    """Whether it was typed that a holiday is a day like others there."""
    return text.replace(" ", "").casefold() in AS_USUAL
