"""What is wrong with an edit, in the language of the moment.

The rules say it in English (`domain.alerts.alert_type_text`, `rulebook`, `pace`, `agencies`,
`sla`). Pure look-ups, GUI thread.
"""

import re
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QCoreApplication

from console.domain.pace import BOUNDS
from widgets.supervisor.field_words import pace_word

translate = QCoreApplication.translate


def problem_text(problem: str) -> str:
    """One problem; a sentence nobody knows stays as it is."""
    where, colon, what = problem.partition(": ")
    said = _said(what if colon else problem, _known())
    if said and colon:
        return f"{where}: {said}"
    return said or _said(problem, _whole()) or problem


def _said(what: str, known: Iterable[tuple[str, str]]) -> str:
    for pattern, words in known:
        found = re.fullmatch(pattern, what)
        if found:
            return words.format(**{key: _named(each) for key, each in found.groupdict().items()})
    return ""


def problem_texts(reason: str) -> str:
    """Several problems that the engine told as one sentence."""
    return "; ".join(problem_text(each) for each in reason.rstrip(".").split("; "))


def _named(word: str) -> str:
    """A field as the editor calls it."""
    step = re.fullmatch(r"step (\d+)", word)
    if step:
        return translate("Problems", "step {number}").format(number=step[1])
    return {
        "name": translate("Problems", "the name"),
        "response": translate("Problems", "what to do"),
        "cause": translate("Problems", "the cause"),
        "consequence": translate("Problems", "the consequence"),
        "phone": translate("Problems", "the telephone"),
        "channel": translate("Problems", "the other channel"),
        "hours": translate("Problems", "the hours"),
        "agency": translate("Problems", "agency"),
        "interval": translate("Problems", "interval"),
        "urgency": translate("Problems", "the urgency"),
        "camera": translate("Problems", "the camera's behaviour"),
        "ko": translate("Problems", "Korean"),
        "en": translate("Problems", "English"),
    }.get(word) or _interval(word)


def _interval(word: str) -> str:
    return pace_word(word) if word in BOUNDS else word


def _known() -> Iterator[tuple[str, str]]:
    yield from _of_fields()
    yield from _of_life()
    yield from _of_pace()
    yield from _of_rules()


def _whole() -> Iterator[tuple[str, str]]:
    """Problems that have a colon of their own."""
    yield (
        r"(?P<part>.+) is no part of the rules: (?P<parts>.+)",
        translate("Problems", "{part} is no part of the rules: {parts}"),
    )
    yield r"not JSON: (?P<why>.+)", translate("Problems", "not readable as a value: {why}")
    yield (
        r"(?:.+: )?no rule delays, groups, shelves or closes a life-safety type: (?P<name>.+)",
        translate(
            "Problems", "no rule delays, groups, shelves or closes a life-safety type: {name}"
        ),
    )


def _of_fields() -> Iterator[tuple[str, str]]:
    yield r"no such class: (?P<found>.+)", translate("Problems", "no such class: {found}")
    yield (
        r"the priority is 1 to 4, not (?P<found>.+)",
        translate("Problems", "the priority is 1 to 4, not {found}"),
    )
    yield (
        r"(?P<what>.+) in '(?P<language>ko|en)' is missing",
        translate("Problems", "{what} is missing in {language}"),
    )
    yield (
        r"(?P<what>.+) in '(?P<language>ko|en)' is longer than (?P<most>\d+) characters",
        translate("Problems", "{what} ({language}) is longer than {most} characters"),
    )
    yield (
        r"an alert needs at least one step",
        translate("Problems", "an alert needs at least one step"),
    )
    yield (
        r"a checklist has at most (?P<most>\d+) steps",
        translate("Problems", "a checklist has at most {most} steps"),
    )
    yield (
        r"respond_s, the time to respond, is 1 to 86400 seconds",
        translate("Problems", "the time to respond is 1 to 86400 seconds"),
    )
    yield (
        r"the code of 112 is one of (?P<codes>.+)",
        translate("Problems", "the code of 112 is one of {codes}"),
    )
    yield r"only 112 has codes", translate("Problems", "only 112 has codes")
    yield from _of_shapes()


def _of_shapes() -> Iterator[tuple[str, str]]:
    """An edit that came by another way than the forms."""
    yield (
        r"there is no (?P<what>agency|interval) (?P<name>.+)",
        translate("Problems", "there is no {what} {name}"),
    )
    yield r"missing, or not an object", translate("Problems", "missing, or not an object")
    yield r"(?P<what>.+) is not a field", translate("Problems", "{what} is not a known field")
    yield r"steps is not a list of texts", translate("Problems", "the steps are no list of texts")
    yield (
        r"the agency is one of (?P<names>.+)",
        translate("Problems", "the agency is one of {names}"),
    )
    yield r"not an object", translate("Problems", "not an object with members")
    yield r"alerting is true or false", translate("Problems", "alerting is true or false")
    yield (
        r"the (?P<member>urgency|camera) is one of (?P<names>.+)",
        translate("Problems", "{member} is one of {names}"),
    )
    yield r"(?P<what>.+) is missing", translate("Problems", "{what} is missing")
    yield (
        r"(?P<what>.+) is not a field of a type",
        translate("Problems", "{what} is not a field of an alert type"),
    )


def _of_life() -> Iterator[tuple[str, str]]:
    yield (
        r"a life-safety type always makes an alert",
        translate("Problems", "a life-safety type always makes an alert"),
    )
    yield (
        r"a life-safety type needs a profile for its answer times",
        translate("Problems", "a life-safety type needs a promise for its answer times"),
    )
    yield (
        r"a life-safety type always brings its camera to the spot",
        translate("Problems", "a life-safety type always brings its camera to the spot"),
    )
    yield (
        r"a life-safety type stays of the class life",
        translate("Problems", "a life-safety type stays of the class life-safety"),
    )
    yield (
        r"a life-safety type has priority 1 or 2",
        translate("Problems", "a life-safety type has priority 1 or 2"),
    )


def _of_pace() -> Iterator[tuple[str, str]]:
    yield (
        r"(?P<name>\w+) is a whole number from (?P<low>\S+) to (?P<high>\S+), not (?P<found>.+)",
        translate("Problems", "{name} is a whole number from {low} to {high}, not {found}"),
    )
    yield (
        r"escalate_second_s is longer than escalate_first_s",
        translate("Problems", "the second step of escalation comes after the first"),
    )
    yield (
        r"flood_ends_below is not above flood_begins_above",
        translate("Problems", "a flood ends below the number it begins above"),
    )
    yield (
        r"shift_h divides a day: 4, 6, 8 or 12",
        translate("Problems", "a shift is 4, 6, 8 or 12 hours long"),
    )


def _of_rules() -> Iterator[tuple[str, str]]:
    yield (
        r"(?P<what>phone|channel|hours) is a text of at most (?P<most>\d+) characters",
        translate("Problems", "{what} is a text of at most {most} characters"),
    )
    yield (
        r"not a rising list of \[thousandths, seconds\]",
        translate("Problems", "shares and seconds must rise from limit to limit"),
    )
    yield (
        r"longer than (?P<most>\d+) characters",
        translate("Problems", "longer than {most} characters"),
    )
    yield (
        r"There is nothing to change at (?P<path>.+)",
        translate("Problems", "There is nothing to change at {path}"),
    )
    yield (
        r"The rules of a site hold at most (?P<most>\d+) characters",
        translate("Problems", "The rules of a site hold at most {most} characters"),
    )
    yield r"and (?P<count>\d+) more", translate("Problems", "and {count} more")
    yield (
        r"the sla is one of (?P<names>.+)",
        translate("Problems", "the promise is one of {names}"),
    )
