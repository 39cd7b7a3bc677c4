"""What each act asks for, and what was typed as the engine's form. Pure; GUI thread."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from widgets.words.words import translate

Values = Mapping[str, str]
Content = dict[str, Any]


class WrongField(ValueError):
    """A field does not hold what it should; the argument is its label."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One field. `point`: it may be chosen on the map, by a purpose of that name."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    wide: bool = False
    point: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """An act, its record, its fields; `words` names the field of the operator's own words."""

    act: str
    subject: str
    title: str
    fields: tuple[FormField, ...]
    content_of: Callable[[Values], Content]
    words: str = ""


def none_of(_: Values) -> Content:
    """Nothing was filled in."""
    return {}


def booking_form(now: datetime, areas: list[str]) -> Form:
    """The telephone intake."""
    local = (now + timedelta(minutes=40)).astimezone()
    area = areas[0] if len(areas) == 1 else ""
    point = translate("EscortForms", "37.5610, 127.0350 or ↗ on the map")
    yes, no = translate("EscortForms", "yes"), translate("EscortForms", "no")
    fields = (
        FormField("area", translate("EscortForms", "Area"), area, ", ".join(areas)),
        FormField("meet_at", translate("EscortForms", "Meet at"), f"{local:%H:%M}", "22:30"),
        FormField("meet_name", translate("EscortForms", "Meeting place")),
        FormField("meet", translate("EscortForms", "Its point"), "", point, point="escort.meet"),
        FormField("address", translate("EscortForms", "Home (kept apart)")),
        FormField("home", translate("EscortForms", "Its point"), "", point, point="escort.home"),
        FormField("name", translate("EscortForms", "Name (kept apart)")),
        FormField("phone", translate("EscortForms", "Telephone (kept apart)")),
        FormField("people", translate("EscortForms", "People"), "1"),
        FormField(
            "urgent",
            translate("EscortForms", "Less than 30 min ahead"),
            "",
            choices=(("", no), ("yes", yes)),
        ),
    )
    title = translate("EscortForms", "New escort")
    return Form("request", "escort:", title, fields, _Booking(now).content)


@dataclass(frozen=True, slots=True)
class _Booking:
    """Reads the intake; times are of the room's own clock, the next such hour from `now`."""

    now: datetime

    def content(self, values: Values) -> Content:
        made: Content = {
            "area": _needed(values, "area", translate("EscortForms", "Area")),
            "meet_name": _needed(values, "meet_name", translate("EscortForms", "Meeting place")),
            "meet_at": next_time(values["meet_at"], self.now).isoformat(),
            "people": _number(values["people"], translate("EscortForms", "People")),
            "urgent": values["urgent"] == "yes",
        }
        for name in ("meet", "home"):
            if values[name].strip():
                made[name] = point_of(values[name])
        texts = {each: values[each].strip() for each in ("name", "phone", "address")}
        return made | {name: text for name, text in texts.items() if text}


def next_time(text: str, now: datetime) -> datetime:
    """`22:30` or `2230` as the next such time, UTC; an hour that passed is tomorrow's."""
    digits = text.replace(":", "").strip()
    if not (digits.isascii() and digits.isdecimal() and 3 <= len(digits) <= 4):
        raise WrongField(translate("EscortForms", "Meet at"))
    hour, minute = int(digits[:-2]), int(digits[-2:])
    if hour > 23 or minute > 59:
        raise WrongField(translate("EscortForms", "Meet at"))
    local = now.astimezone()
    found = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if found < local - timedelta(hours=1):
        found += timedelta(days=1)
    return found.astimezone(UTC)


def point_of(text: str) -> tuple[float, float]:
    """`37.56, 127.03` as latitude and longitude."""
    parts = text.replace(",", " ").split()
    try:
        lat, lon = (float(part) for part in parts)
    except ValueError:
        raise WrongField(translate("EscortForms", "Its point")) from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise WrongField(translate("EscortForms", "Its point"))
    return lat, lon


def _needed(values: Values, name: str, label: str) -> str:
    text = values[name].strip()
    if not text:
        raise WrongField(label)
    return text


def _number(text: str, label: str) -> int:
    stripped = text.strip()
    if not (stripped.isascii() and stripped.isdecimal() and len(stripped) < 6):
        raise WrongField(label)
    return int(stripped)


def words_form(act: str, subject: str, title: str, label: str, value: str = "") -> Form:
    """An act that asks for words alone."""
    return Form(
        act, subject, title, (FormField("words", label, value, wide=True),), none_of, "words"
    )


def team_choice_form(subject: str, title: str, offers: list[tuple[str, str]]) -> Form:
    """Which team; the best is first."""
    fields = (
        FormField("team", translate("EscortForms", "Team"), choices=tuple(offers)),
        FormField("words", translate("EscortForms", "Reason (needed on the way)")),
    )
    return Form("match", subject, title, fields, _team_of, "words")


def _team_of(values: Values) -> Content:
    return {"team": values["team"]}


def count_form(act: str, subject: str, title: str, stops: list[tuple[str, str]]) -> Form:
    """How many children joined at a stop, or arrived."""
    fields = [FormField("count", translate("EscortForms", "Children"))]
    if stops:
        label = translate("EscortForms", "Stop")
        fields.insert(0, FormField("stop", label, choices=tuple(stops)))
    fields.append(FormField("words", translate("EscortForms", "Words (when the count differs)")))
    return Form(act, subject, title, tuple(fields), _count_of, "words")


def _count_of(values: Values) -> Content:
    stop = int(values.get("stop") or 0)
    return {"stop": stop, "count": _number(values["count"], translate("EscortForms", "Children"))}


def offer_form(subject: str, to: str) -> Form:
    """To which district."""
    fields = (FormField("to", translate("EscortForms", "District"), to, wide=True),)
    return Form("offer", subject, translate("EscortForms", "Offer to"), fields, _offer_of)


def _offer_of(values: Values) -> Content:
    return {"to": _needed(values, "to", translate("EscortForms", "District"))}


def accepted_form(subject: str) -> Form:
    """Who said yes there."""
    label = translate("EscortForms", "Who accepted it there")
    fields = (FormField("by", label, wide=True),)
    title = translate("EscortForms", "They accepted")
    return Form("accepted", subject, title, fields, _accepted_of)


def _accepted_of(values: Values) -> Content:
    return {"by": _needed(values, "by", translate("EscortForms", "Who accepted it there"))}


def duty_form(now: datetime, areas: list[str]) -> Form:
    """A team whose shift begins."""
    fields = (
        FormField("name", translate("EscortForms", "Team")),
        FormField("unit", translate("EscortForms", "Its device")),
        FormField("areas", translate("EscortForms", "Areas"), ", ".join(areas[:1])),
        FormField("until", translate("EscortForms", "Until"), "01:00", "01:00"),
        FormField("members", translate("EscortForms", "People"), "2"),
        FormField("every", translate("EscortForms", "Check-in every (min)"), "30"),
    )
    title = translate("EscortForms", "Team on duty")
    return Form("on", "scout_team:", title, fields, _Duty(now).content)


@dataclass(frozen=True, slots=True)
class _Duty:
    now: datetime

    def content(self, values: Values) -> Content:
        every = _number(values["every"], translate("EscortForms", "Check-in every (min)"))
        return {
            "name": _needed(values, "name", translate("EscortForms", "Team")),
            "unit": _needed(values, "unit", translate("EscortForms", "Its device")),
            "areas": [each.strip() for each in values["areas"].split(",") if each.strip()],
            "on_until": next_time(values["until"], self.now).isoformat(),
            "members": _number(values["members"], translate("EscortForms", "People")),
            "every_s": every * 60,
            "grace_s": 300 if every >= 5 else 60,
        }


def heard_form(unit: str, channels: list[tuple[str, str]]) -> Form:
    """An operator vouches for a unit."""
    fields = (
        FormField("channel", translate("EscortForms", "Heard by"), choices=tuple(channels)),
        FormField("words", translate("EscortForms", "What was said")),
    )
    title = translate("EscortForms", "{unit} is well").format(unit=unit)
    return Form("heard", f"check_in:{unit}", title, fields, _channel_of, "words")


def _channel_of(values: Values) -> Content:
    return {"channel": values["channel"]}
