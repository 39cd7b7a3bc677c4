"""The catalogue of alert types as a JSON text: read, and refused with all its problems at once.

Pure. What is refused and why: a type without a response text cannot be an alert (R-ALM-12), and a
life-safety type is never silent, never without a picture, never without a limit for its answer.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from console.domain.alerts.alert import AlertClass
from console.domain.alerts.alert_types import (
    AGENCIES,
    CAMERA_BEHAVIOURS,
    CODES_OF_112,
    LANGUAGES,
    NO_PROFILE,
    UNCLASSIFIED,
    URGENCIES,
    AlertType,
    Catalogue,
    Suggestion,
    Words,
)
from console.domain.alerts.sla import read_profiles

Entry = dict[str, Any]
TEXT_MAX = 400
STEPS_MAX = 12
FIELDS = (
    *("class", "priority", "urgency", "alerting", "name", "response", "cause", "consequence"),
    *("sla", "camera", "respond_s", "agency", "steps"),
)


class CatalogueFault(ValueError):
    """The catalogue cannot be used; `problems` names every reason."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


def parse_catalogue(text: str) -> Catalogue:
    """The catalogue in a JSON text. Raises `CatalogueFault` with all problems at once."""
    try:
        content = json.loads(text)
    except ValueError as fault:
        raise CatalogueFault((f"not JSON: {fault}",)) from None
    types = content.get("types") if isinstance(content, dict) else None
    if not isinstance(types, dict):
        raise CatalogueFault(('"types" is missing',))
    profiles, problems = read_profiles(content.get("sla_profiles"))
    problems += [line for name, entry in types.items() for line in _problems(name, entry)]
    # A promise that is written wrongly is one problem, not one of every type that names it.
    named = content.get("sla_profiles")
    problems += _unknown_profiles(types, named if isinstance(named, dict) else profiles)
    if UNCLASSIFIED not in types:
        problems.append(f'the type "{UNCLASSIFIED}" is missing')
    if problems:
        raise CatalogueFault(tuple(problems))
    return Catalogue({name: _type(name, entry) for name, entry in types.items()}, profiles)


def _unknown_profiles(types: Entry, profiles: Mapping[str, object]) -> list[str]:
    known = [*profiles, NO_PROFILE]
    return [
        f"{name}: the sla is one of {', '.join(known)}"
        for name, entry in types.items()
        if isinstance(entry, dict) and entry.get("sla") not in known
    ]


def _problems(name: str, entry: object) -> list[str]:
    if not isinstance(entry, dict):
        return [f"{name}: not an object"]
    return [f"{name}: {what}" for check in CHECKS for what in check(entry)]


def _kind(entry: Entry) -> Iterator[str]:
    if entry.get("class") not in list(AlertClass):
        yield f"no such class: {entry.get('class')!r}"
    if entry.get("priority") not in (1, 2, 3, 4) or isinstance(entry.get("priority"), bool):
        yield f"the priority is 1 to 4, not {entry.get('priority')!r}"
    if not isinstance(entry.get("alerting"), bool):
        yield "alerting is true or false"


def _choices(entry: Entry) -> Iterator[str]:
    for member, allowed in (("urgency", URGENCIES), ("camera", CAMERA_BEHAVIOURS)):
        if entry.get(member) not in allowed:
            yield f"the {member} is one of {', '.join(allowed)}"


def _words(entry: Entry) -> Iterator[str]:
    for member in ("name", "response", "cause", "consequence"):
        words = entry.get(member)
        if not isinstance(words, dict):
            yield f"{member} is missing"
        else:
            yield from _languages(member, words)


def _languages(member: str, words: Entry) -> Iterator[str]:
    for language in LANGUAGES:
        if not isinstance(words.get(language), str) or not words[language].strip():
            yield f"{member} in {language!r} is missing"
        elif len(words[language]) > TEXT_MAX:
            yield f"{member} in {language!r} is longer than {TEXT_MAX} characters"


def _steps(entry: Entry) -> Iterator[str]:
    steps = entry.get("steps")
    if not isinstance(steps, list) or not all(isinstance(step, dict) for step in steps):
        yield "steps is not a list of texts"
        return
    if entry.get("alerting") is True and not steps:
        yield "an alert needs at least one step"
    if len(steps) > STEPS_MAX:
        yield f"a checklist has at most {STEPS_MAX} steps"
    for number, step in enumerate(steps, start=1):
        yield from _languages(f"step {number}", step)


def _time(entry: Entry) -> Iterator[str]:
    seconds = entry.get("respond_s")
    fits = isinstance(seconds, int) and not isinstance(seconds, bool) and 0 < seconds <= 86_400
    if entry.get("alerting") is True and not fits:
        yield "respond_s, the time to respond, is 1 to 86400 seconds"


def _agency(entry: Entry) -> Iterator[str]:
    agency = entry.get("agency")
    if agency is None:
        return
    if not isinstance(agency, dict) or agency.get("to") not in AGENCIES:
        yield f"the agency is one of {', '.join(AGENCIES)}"
    elif agency["to"] == "112" and agency.get("code") not in CODES_OF_112:
        yield f"the code of 112 is one of {', '.join(CODES_OF_112)}"
    elif agency["to"] != "112" and agency.get("code", "") != "":
        yield "only 112 has codes"


def _life(entry: Entry) -> Iterator[str]:
    if entry.get("class") != AlertClass.LIFE:
        return
    if entry.get("alerting") is not True:
        yield "a life-safety type always makes an alert"
    if entry.get("sla") == NO_PROFILE:
        yield "a life-safety type needs a profile for its answer times"
    if entry.get("camera") != "spot":
        yield "a life-safety type always brings its camera to the spot"


def _fields(entry: Entry) -> Iterator[str]:
    """No other field: above all no rule that would keep an alert from its operator (R-ALM-05)."""
    for name in entry:
        if name in FIELDS:
            continue
        if entry.get("class") == AlertClass.LIFE:
            yield f"no rule delays, groups, shelves or closes a life-safety type: {name!r}"
        else:
            yield f"{name!r} is not a field of a type"


CHECKS: tuple[Callable[[Entry], Iterator[str]], ...] = (
    _fields, _kind, _choices, _words, _steps, _time, _agency, _life,
)  # fmt: skip


def _type(name: str, entry: Entry) -> AlertType:
    agency = entry.get("agency")
    return AlertType(
        name=name,
        alert_class=AlertClass(entry["class"]),
        priority=entry["priority"],
        urgency=entry["urgency"],
        alerting=entry["alerting"],
        name_ko=entry["name"]["ko"],
        name_en=entry["name"]["en"],
        response_ko=entry["response"]["ko"],
        response_en=entry["response"]["en"],
        cause=_both(entry["cause"]),
        consequence=_both(entry["consequence"]),
        steps=tuple(_both(step) for step in entry["steps"]),
        respond_s=entry.get("respond_s"),
        sla=entry["sla"],
        camera=entry["camera"],
        agency=Suggestion(agency["to"], agency.get("code", "")) if agency else None,
    )


def _both(words: Entry) -> Words:
    return Words(words["ko"], words["en"])
