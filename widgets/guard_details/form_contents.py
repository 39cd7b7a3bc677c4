"""What a filled form becomes: the content of a command, or the field that does not fit. Pure.

Words are read with the patience of a form: what does not fit comes back as the label of the field
that has to be looked at, with an example.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from console.domain.field.post import KST
from widgets.guard_details.forms import WORDS, Form

Content = dict[str, object]


@dataclass(frozen=True, slots=True)
class Filled:
    """An act ready to be sent: `text` are the operator's words, `content` what was filled in."""

    act: str
    subject: str
    text: str
    content: Content


@dataclass(frozen=True, slots=True)
class WrongField:
    """The label of a field that does not fit, and what it should look like."""

    label: str
    example: str


class _WrongValue(Exception):
    def __init__(self, name: str, example: str) -> None:
        super().__init__(name)
        self.name, self.example = name, example


def filled(form: Form, values: Mapping[str, str]) -> Filled | WrongField:
    """The act that a form's fields make, or the field that does not fit."""
    given = {**form.fixed, **{name: text.strip() for name, text in values.items()}}
    labels = {each.name: each.label for each in form.fields}
    for each in form.fields:
        if each.needed and not given.get(each.name):
            return WrongField(each.label, "…")
    make = _CONTENTS.get(form.act, _plain)
    try:
        content = make(given)
    except _WrongValue as fault:
        return WrongField(labels.get(fault.name, fault.name), fault.example)
    subject = f"guard:{given['guard']}" if form.act == "leave" else form.subject
    return Filled(form.act, subject, given.get(WORDS, ""), content)


def _plain(given: Mapping[str, str]) -> Content:
    return {name: text for name, text in given.items() if name != WORDS}


def _opened(given: Mapping[str, str]) -> Content:
    kept = {name: given.get(name, "") for name in ("code", "risk", "station")}
    lists = {name: _names(given.get(name, "")) for name in ("watches", "cameras")}
    return {**kept, **lists, **_entries(given)}


def _entries(given: Mapping[str, str]) -> Content:
    entries = {name: text for name, text in given.items() if name.startswith("entry.") and text}
    return {"entries": {name.removeprefix("entry."): text for name, text in entries.items()}}


def _session(given: Mapping[str, str]) -> Content:
    return {
        "basis": given["basis"],
        "first_day": _day(given, "first_day").isoformat(),
        "days": _number(given, "days"),
        "begins": _clock(given, "begins").isoformat(),
        "minutes": _minutes(given, "hours"),
        "guards": _number(given, "guards"),
    }


def _extended(given: Mapping[str, str]) -> Content:
    return {"days": _number(given, "days")}


def _roster(given: Mapping[str, str]) -> Content:
    start = datetime.combine(_day(given, "first_day"), _clock(given, "begins"), tzinfo=KST)
    end = start + timedelta(minutes=_minutes(given, "hours"))
    return {
        "guards": _names(given.get("guards", "")),
        "start": start.isoformat(),
        "end": end.isoformat(),
        "days": _number(given, "days"),
    }


def _exchanged(given: Mapping[str, str]) -> Content:
    content: Content = {"post": given["post"], "guard": given.get("guard", "")}
    if given.get("since"):
        start = datetime.fromisoformat(given["start"])
        at = datetime.combine(start.date(), _clock(given, "since"), tzinfo=KST)
        content["since"] = (at if at >= start else at + timedelta(days=1)).isoformat()
    return content


def _present(given: Mapping[str, str]) -> Content:
    content: Content = {name: given.get(name, "") for name in ("guard", "channel")}
    if given.get("at"):
        now = datetime.fromisoformat(given["now"])
        at = datetime.combine(now.date(), _clock(given, "at"), tzinfo=KST)
        content["at"] = (at if at <= now else at - timedelta(days=1)).isoformat()
    return content


def _left(given: Mapping[str, str]) -> Content:
    start = datetime.combine(_day(given, "from_day"), _clock(given, "from_time"), tzinfo=KST)
    end = datetime.combine(_day(given, "to_day"), _clock(given, "to_time"), tzinfo=KST)
    return {"start": start.isoformat(), "end": end.isoformat()}


_CONTENTS: dict[str, Callable[[Mapping[str, str]], Content]] = {
    "open": _opened,
    "personal": _entries,
    "session": _session,
    "extend": _extended,
    "roster": _roster,
    "exchange": _exchanged,
    "on_post": _present,
    "off_post": _present,
    "leave": _left,
}


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.replace("，", ",").split(",") if name.strip()]


def _day(given: Mapping[str, str], name: str) -> date:
    try:
        return date.fromisoformat(given.get(name, ""))
    except ValueError:
        raise _WrongValue(name, "2026-12-01") from None


def _clock(given: Mapping[str, str], name: str) -> time:
    try:
        return time.fromisoformat(given.get(name, "").zfill(5)).replace(tzinfo=None)
    except ValueError:
        raise _WrongValue(name, "20:00") from None


def _number(given: Mapping[str, str], name: str) -> int:
    text = given.get(name, "")
    if not (text.isascii() and text.isdecimal() and len(text) < 6):
        raise _WrongValue(name, "14")
    return int(text)


def _minutes(given: Mapping[str, str], name: str) -> int:
    try:
        minutes = round(float(given.get(name, "")) * 60)
    except (ValueError, OverflowError):
        raise _WrongValue(name, "10") from None
    if not 0 < minutes <= 1_440:
        raise _WrongValue(name, "10")
    return minutes
