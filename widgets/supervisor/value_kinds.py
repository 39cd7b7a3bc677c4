"""What the three small tables edit: intervals, promises, contacts. Pure look-ups, GUI thread."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from console.domain.pace import BOUNDS
from widgets.supervisor.field_words import agency_word, pace_word, profile_word
from widgets.supervisor.value_page import ValueKind

translate = QCoreApplication.translate


def pace_kind() -> ValueKind:
    """Intervals: a whole number between bounds."""
    return ValueKind("pace", 2, _pace_headings, _pace_cells, _pace_value)


def promise_kind() -> ValueKind:
    """Promises: shares and seconds."""
    return ValueKind("sla_profiles", 1, _promise_headings, _promise_cells, _promise_value)


def agency_kind() -> ValueKind:
    """Contacts of agencies."""
    return ValueKind("agencies", 1, _agency_headings, _agency_cells, _agency_value)


def _pace_headings() -> Sequence[str]:
    return (
        translate("Values", "Interval"),
        translate("Values", "From, to"),
        translate("Values", "Value"),
    )


def _pace_cells(name: str, value: Any) -> Sequence[str]:  # noqa: ANN401 - a JSON value
    low, high = BOUNDS[name]
    return pace_word(name), f"{low} – {high}", str(value)


def _pace_value(cells: Sequence[str]) -> object:
    text = cells[2]
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdecimal() and len(text) < 9 else text


def _promise_headings() -> Sequence[str]:
    return translate("Values", "Promise"), translate("Values", "Share in % ≤ seconds, rising")


def _promise_cells(name: str, value: Any) -> Sequence[str]:  # noqa: ANN401 - a JSON value
    limits = value if isinstance(value, list) else []
    return profile_word(name), ", ".join(f"{share / 10:g} ≤ {seconds}" for share, seconds in limits)


def _promise_value(cells: Sequence[str]) -> object:
    return [_limit(part) for part in cells[1].replace("<=", "≤").split(",") if part.strip()]


def _limit(text: str) -> list[object]:
    """[thousandths, seconds]; what cannot be read stays a text, which the rules refuse."""
    share, _, seconds = text.partition("≤")
    try:
        return [round(float(share) * 10), int(seconds)]
    except (ValueError, OverflowError):
        return [text]


def _agency_headings() -> Sequence[str]:
    return (
        translate("Values", "Agency"),
        translate("Values", "Name in Korean"),
        translate("Values", "Name in English"),
        translate("Values", "Telephone"),
        translate("Values", "Other channel"),
        translate("Values", "Hours"),
    )


def _agency_cells(name: str, value: Any) -> Sequence[str]:  # noqa: ANN401 - a JSON value
    entry = value if isinstance(value, dict) else {}
    names = entry.get("name", {})
    rest = (str(entry.get(each, "")) for each in ("phone", "channel", "hours"))
    return agency_word(name), names.get("ko", ""), names.get("en", ""), *rest


def _agency_value(cells: Sequence[str]) -> object:
    _, korean, english, phone, channel, hours = cells
    name = {"ko": korean, "en": english}
    return {"name": name, "phone": phone, "channel": channel, "hours": hours}
