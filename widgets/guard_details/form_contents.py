"""What a filled form becomes: the content of a command, or the field that does not fit. Pure."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from console.domain.field.post import KST
from widgets.field.form import Wish, WrongField

Content = dict[str, object]
Given = Mapping[str, str]
WORDS = "words"
GONE = "-"
_OF_GUARDS = frozenset({"leave", "back", "retire"})


def wish_of(act: str, subject: str, fixed: Given, values: Given) -> Wish:
    """The wish that a form's fields make; raises `WrongField` for the one that does not fit."""
    given = {**fixed, **values}
    content = _CONTENTS.get(act, _plain)(given)
    about = f"guard:{given['guard']}" if act in _OF_GUARDS else subject
    if act == "enlist":
        about = f"guard:{given.get('record:' + given['sign'], '')}"
    return Wish(about, act, given.get(WORDS, ""), content)


def _plain(given: Given) -> Content:
    return {name: text for name, text in given.items() if name != WORDS}


def _opened(given: Given) -> Content:
    kept = {name: given.get(name, "") for name in ("code", "risk", "station")}
    lists = {name: _names(given.get(name, "")) for name in ("watches", "cameras")}
    return {**kept, **lists, **_entries(given)}


def _changed(given: Given) -> Content:
    lists = {name: _names(given.get(name, "")) for name in ("watches", "cameras")}
    return {"risk": given["risk"], "station": given["station"], **lists}


def _enlisted(given: Given) -> Content:
    """What is left empty of a known guard stays; `-` takes it away."""
    content: Content = {"sign": given["sign"]}
    for name in ("unit", "company"):
        words = given[name] or given.get(f"{name}:{given['sign']}", "")
        content[name] = "" if words == GONE else words
    return content


def _of_guard(given: Given) -> Content | None:
    """The guard is named by the subject."""
    del given
    return None


def _entries(given: Given) -> Content:
    entries = {name: text for name, text in given.items() if name.startswith("entry.") and text}
    return {"entries": {name.removeprefix("entry."): text for name, text in entries.items()}}


def _session(given: Given) -> Content:
    return {
        "basis": given["basis"],
        "first_day": _day(given, "first_day").isoformat(),
        "days": _number(given, "days"),
        "begins": _clock(given, "begins").isoformat(),
        "minutes": _minutes(given, "hours"),
        "guards": _number(given, "guards"),
    }


def _extended(given: Given) -> Content:
    return {"days": _number(given, "days")}


def _roster(given: Given) -> Content:
    start = datetime.combine(_day(given, "first_day"), _clock(given, "begins"), tzinfo=KST)
    end = start + timedelta(minutes=_minutes(given, "hours"))
    return {
        "guards": _names(given.get("guards", "")),
        "start": start.isoformat(),
        "end": end.isoformat(),
        "days": _number(given, "days"),
    }


def _exchanged(given: Given) -> Content:
    content: Content = {"post": given["post"], "guard": given.get("guard", "")}
    if given.get("since"):
        start = datetime.fromisoformat(given["start"])
        at = datetime.combine(start.date(), _clock(given, "since"), tzinfo=KST)
        content["since"] = (at if at >= start else at + timedelta(days=1)).isoformat()
    return content


def _present(given: Given) -> Content:
    content: Content = {name: given.get(name, "") for name in ("guard", "channel")}
    if given.get("at"):
        now = datetime.fromisoformat(given["now"])
        at = datetime.combine(now.date(), _clock(given, "at"), tzinfo=KST)
        content["at"] = (at if at <= now else at - timedelta(days=1)).isoformat()
    return content


def _left(given: Given) -> Content:
    start = datetime.combine(_day(given, "from_day"), _clock(given, "from_time"), tzinfo=KST)
    end = datetime.combine(_day(given, "to_day"), _clock(given, "to_time"), tzinfo=KST)
    return {"start": start.isoformat(), "end": end.isoformat()}


_CONTENTS: dict[str, Callable[[Given], Content | None]] = {
    "open": _opened,
    "change": _changed,
    "enlist": _enlisted,
    "back": _of_guard,
    "retire": _of_guard,
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


def _day(given: Given, name: str) -> date:
    try:
        return date.fromisoformat(given.get(name, ""))
    except ValueError:
        raise WrongField(name, "2026-12-01") from None


def _clock(given: Given, name: str) -> time:
    try:
        return time.fromisoformat(given.get(name, "").zfill(5)).replace(tzinfo=None)
    except ValueError:
        raise WrongField(name, "20:00") from None


def _number(given: Given, name: str) -> int:
    text = given.get(name, "")
    if not (text.isascii() and text.isdecimal() and len(text) < 6):
        raise WrongField(name, "14")
    return int(text)


def _minutes(given: Given, name: str) -> int:
    try:
        minutes = round(float(given.get(name, "")) * 60)
    except (ValueError, OverflowError):
        raise WrongField(name, "10") from None
    if not 0 < minutes <= 1_440:
        raise WrongField(name, "10")
    return minutes
