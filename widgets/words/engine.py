"""What the engine itself says in an alert, in the operator's language and the room's own time.

The engine writes one English sentence with times as RFC 3339; it is matched here as a whole. One
that is not known is shown as it came: nothing is swallowed. Pure look-ups, GUI thread.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from console.domain.wall_clock import in_district
from widgets.words.engine_places import sentences_of_places
from widgets.words.engine_technical import counted_text, losses_text, sentences_of_technique

translate = QCoreApplication.translate
_TIME = r"(?P<at>\S+)"


def engine_text(text: str) -> str:
    """The sentence of an alert whose source is the engine."""
    counted = re.fullmatch(r"(?P<rest>.+) \((?P<count>\d+) times\)", text, re.DOTALL)
    if counted:
        return counted_text(engine_text(counted["rest"]), counted["count"])
    return _told(text) or losses_text(text) or _each_told(text) or text


def _told(text: str) -> str:
    for pattern, words in _sentences():
        found = re.fullmatch(pattern, text)
        if found:
            names = found.groupdict()
            if "at" in names:
                names["at"] = _clock(names["at"])
            return words.format(**names)
    return ""


def _each_told(text: str) -> str:
    """Several faults of a seat stand one after the other; empty unless all are known."""
    parts = re.split(r"(?<=heard there) (?=\S)", text)
    said = [_told(each) for each in parts] if len(parts) > 1 else []
    return " ".join(said) if all(said) else ""


def _clock(text: str) -> str:
    try:
        return f"{in_district(datetime.fromisoformat(text)):%H:%M}"
    except ValueError:
        return text


def _sentences() -> Iterator[tuple[str, str]]:
    yield from _of_bookings()
    yield from _of_walks()
    yield from sentences_of_places()
    yield from sentences_of_technique()
    yield (
        rf"Unit (?P<unit>.+) was due at {_TIME} \(step (?P<step>\d)\)\.",
        translate("EngineWords", "{unit} should have checked in at {at} (reminder {step})."),
    )
    yield (
        r"The engine's computer clock was set by (?P<seconds>[+-]\d+) s; deadlines go on\.",
        translate(
            "EngineWords",
            "The clock of the engine's computer was set by {seconds} s. Deadlines go on as before.",
        ),
    )
    yield (
        r"Nothing heard for (?P<seconds>\d+) s\.",
        translate("EngineWords", "Nothing heard for {seconds} s."),
    )
    yield (
        r"No picture for 30 s at a console that shows it\.",
        translate("EngineWords", "No picture for 30 s at a console that shows it."),
    )


def _of_bookings() -> Iterator[tuple[str, str]]:
    yield (
        rf"No team for the meeting at {_TIME}, (?P<place>.+)\.",
        translate("EngineWords", "No team yet for the meeting at {at}, {place}."),
    )
    yield (
        rf"Nobody was met at {_TIME}, (?P<place>.+)\.",
        translate("EngineWords", "Nobody has been met: {at}, {place}."),
    )
    yield (
        r"(?P<to>.+) has not answered; the escort is still ours\.",
        translate("EngineWords", "{to} has not answered. The escort is still ours."),
    )
    yield (
        r"(?P<to>.+) declined; the escort is still ours\.",
        translate("EngineWords", "{to} declined. The escort is still ours."),
    )
    yield (
        r"(?P<metres>\d+) m before the district ends; offer it to (?P<to>.+)\.",
        translate("EngineWords", "{metres} m before the district ends: offer it to {to}."),
    )


def _of_walks() -> Iterator[tuple[str, str]]:
    yield (
        rf"They should have arrived by {_TIME}\.",
        translate("EngineWords", "They should have arrived by {at}."),
    )
    yield (
        r"(?P<metres>\d+) m beside the way\.",
        translate("EngineWords", "{metres} m beside the way for a minute."),
    )
    yield (
        r"No movement for 3 min\.",
        translate("EngineWords", "No movement for 3 minutes."),
    )
    yield (
        r"No position of this walk for (?P<minutes>\d+) min\.",
        translate("EngineWords", "No position of this walk for {minutes} minutes."),
    )
    yield (
        r"The group is late at (?P<place>.+)\.",
        translate("EngineWords", "The group is late at {place}."),
    )
