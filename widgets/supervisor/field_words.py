"""The words for what a type's fields may hold, in the language of the moment. GUI thread."""

from PySide6.QtCore import QCoreApplication

from console.domain.alerts.alert import AlertClass
from widgets.words.words import priority_word

translate = QCoreApplication.translate


def class_word(each: AlertClass) -> str:
    """The name of a class."""
    return {
        AlertClass.LIFE: translate("Types", "Life-safety"),
        AlertClass.ANALYTICS: translate("Types", "Camera analytics"),
        AlertClass.FIELD: translate("Types", "Field"),
        AlertClass.TECHNICAL: translate("Types", "Technical"),
        AlertClass.UNCLASSIFIED: translate("Types", "Unclassified"),
    }[each]


def priority_words() -> list[tuple[int, str]]:
    """Number and name of every priority."""
    return [(number, f"{number} {priority_word(number)}") for number in (1, 2, 3, 4)]


def urgency_word(name: str) -> str:
    """How urgent its sound is."""
    return {
        "high": translate("Types", "urgent sound"),
        "medium": translate("Types", "medium sound"),
        "low": translate("Types", "low sound"),
    }.get(name, name)


def camera_word(name: str) -> str:
    """What the wall does by itself."""
    return {
        "spot": translate("Types", "take the spot"),
        "badge": translate("Types", "mark the picture"),
        "none": translate("Types", "nothing"),
    }.get(name, name)


def agency_word(name: str) -> str:
    """An agency as the site's room calls it."""
    return {
        "facility": translate("Types", "Facility office"),
        "health": translate("Types", "Health centre"),
        "welfare": translate("Types", "Welfare office"),
        "district": translate("Types", "Neighbouring district"),
    }.get(name, name)


def profile_word(name: str) -> str:
    """A promise by the kind of alerts it is for; a site's own one keeps its name."""
    return {
        "lone_worker": translate("Types", "Lone worker, SOS"),
        "holdup": translate("Types", "Hold-up, violence"),
        "other": translate("Types", "Other alerts"),
        "call": translate("Types", "Calls"),
        "process": translate("Types", "Processing"),
    }.get(name, name)


def path_word(path: str) -> str:
    """What a version changed."""
    part, _, name = path.partition("/")
    words = {
        "types": translate("Types", "Alert type {name}"),
        "pace": translate("Types", "Interval: {name}"),
        "sla_profiles": translate("Types", "Promise: {name}"),
        "agencies": translate("Types", "Agency: {name}"),
        "version": translate("Types", "back to version {name}"),
    }
    named = {"pace": pace_word, "sla_profiles": profile_word, "agencies": agency_word}
    shown = named[part](name) if part in named else name
    return words[part].format(name=shown) if part in words else path


def pace_word(name: str) -> str:
    """What an interval is for, with its unit."""
    return {
        "lease_s": translate("Types", "Idle claim ends after (s)"),
        "acknowledgement_s": translate("Types", "Acknowledgement ends after (s)"),
        "escalate_first_s": translate("Types", "First escalation after (s)"),
        "escalate_second_s": translate("Types", "Second escalation after (s)"),
        "retrigger_s": translate("Types", "Re-trigger guard (s)"),
        "flood_begins_above": translate("Types", "Flood begins above (alerts in 10 min)"),
        "flood_ends_below": translate("Types", "Flood ends below (alerts in 10 min)"),
        "stale_h": translate("Types", "Stale after (hours)"),
        "longest_shelf_h": translate("Types", "Longest shelf (hours)"),
        "first_shift_h": translate("Types", "First shift begins at (hour)"),
        "shift_h": translate("Types", "Length of a shift (hours)"),
        "utc_offset_min": translate("Types", "Clock of the shifts, ahead of UTC (min)"),
    }.get(name, name)
