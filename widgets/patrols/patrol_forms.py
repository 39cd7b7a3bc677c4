"""The forms of patrols: which fields each act has, and what they become. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from console.domain.field.check_in import CHANNELS
from console.domain.field.escort_forms import CheckInForm
from console.domain.field.hazard import Category
from console.domain.field.patrol import Patrol
from console.domain.field.patrol_plan import SHIFTS, next_hours
from console.domain.field.post import KST
from console.domain.field.roster import Organisation
from console.services.field.patrol_forms import (
    ExtendForm,
    HazardForm,
    IncidentForm,
    JoinForm,
    PassForm,
    PlanForm,
)
from widgets.field.entry import FormField
from widgets.field.form import Form, Wish, WrongField
from widgets.patrols.templates import Template
from widgets.patrols.words import category_word, channel_word, clock
from widgets.words.words import translate

WORDS = "words"
ON_MAP, OF_TEAM = "place_on_map", "of_team"


def words_field(label: str, *, needed: bool = True) -> FormField:
    """The operator's own words."""
    return FormField(WORDS, label, needed=needed)


def bare_form(title: str, subject: str, act: str) -> Form:
    """An act that asks for nothing more."""
    return Form(title, (), partial(_bare, subject, act))


def said_form(title: str, subject: str, act: str, label: str, *, needed: bool = True) -> Form:
    """An act that asks for words only."""
    return Form(title, (words_field(label, needed=needed),), partial(_said, subject, act))


def _bare(subject: str, act: str, _given: Mapping[str, str]) -> Wish:
    return Wish(subject, act)


def _said(subject: str, act: str, given: Mapping[str, str]) -> Wish:
    return Wish(subject, act, given[WORDS])


# --- planning -----------------------------------------------------------------------------------


def plan_form(
    templates: Sequence[Template], units: Sequence[str], language: str, now: datetime
) -> Form | None:
    """A new shift: where, when, who."""
    if not templates:
        return None
    ways = tuple((str(at), each.name(language)) for at, each in enumerate(templates))
    begins, ends = next_hours(templates[0].shift, now.astimezone(KST))
    first, second = (*units, "", "")[:2]
    fields = (
        FormField("team", translate("Patrols", "Team"), needed=True),
        FormField("way", translate("Patrols", "Area or route"), "0", ways),
        FormField("first", translate("Patrols", "Device of the first"), first, needed=True),
        FormField("second", translate("Patrols", "Device of the second"), second, needed=True),
        FormField("shift", translate("Patrols", "Hours"), "usual", _shift_choices()),
        FormField("day", translate("Patrols", "First day"), f"{begins:%Y-%m-%d}"),
        FormField("from", translate("Patrols", "From"), f"{begins:%H:%M}"),
        FormField("to", translate("Patrols", "To"), f"{ends:%H:%M}"),
        FormField("check_in", translate("Patrols", "Check-in (min)"), "60"),
    )
    hint = translate(
        "Patrols", "From and To count where the hours are “as typed”. Check-in 0: never."
    )
    return Form(
        translate("Patrols", "Plan a patrol"),
        fields,
        partial(_planned, tuple(templates), language, now),
        hint,
    )


def _shift_choices() -> tuple[tuple[str, str], ...]:
    words = {
        "night": translate("Patrols", "Night 21:00–02:30"),
        "park_morning": translate("Patrols", "Morning 06:00–10:00"),
        "park_night": translate("Patrols", "Evening 19:00–23:00"),
    }
    usual = (("usual", translate("Patrols", "Usual hours")),)
    typed = (("typed", translate("Patrols", "As typed")),)
    return (*usual, *((each.name, words[each.name]) for each in SHIFTS), *typed)


def _planned(
    templates: Sequence[Template], language: str, now: datetime, given: Mapping[str, str]
) -> Wish:
    way = templates[int(given["way"] or "0")]
    begins, ends = _hours(way, given, now)
    form = PlanForm(
        team=given["team"],
        area=way.name(language),
        members=(given["first"], given["second"]),
        begins=begins,
        ends=ends,
        route_name=way.name(language),
        route=way.route,
        checkpoints=way.checkpoints,
        check_in_s=60 * whole_number(given, "check_in", "60"),
    )
    return Wish("patrol:", "plan", content=form)


def _hours(way: Template, given: Mapping[str, str], now: datetime) -> tuple[datetime, datetime]:
    if given["shift"] == "typed":
        begins, ends = moment(given, "day", "from"), moment(given, "day", "to")
        return begins, ends if ends > begins else ends + timedelta(days=1)
    named = {each.name: each for each in SHIFTS}
    return next_hours(named.get(given["shift"], way.shift), now.astimezone(KST))


def moment(given: Mapping[str, str], day: str, clock_field: str) -> datetime:
    """A day and a time of Korea as they were typed."""
    try:
        date = datetime.fromisoformat(given[day]).date()
    except ValueError:
        raise WrongField(day, "2026-12-01") from None
    try:
        time = datetime.strptime(given[clock_field], "%H:%M").time()  # noqa: DTZ007
    except ValueError:
        raise WrongField(clock_field, "21:00") from None
    return datetime.combine(date, time, KST)


# --- while it lasts -----------------------------------------------------------------------------


def join_form(subject: str, roster: Sequence[Organisation], language: str) -> Form:
    """How many of which organisation walk along."""
    ordered = sorted(roster, key=lambda each: each.code)
    names = tuple((each.code, f"{each.code} {each.name(language)}") for each in ordered)
    fields = (
        FormField("organisation", translate("Patrols", "Organisation"), names[0][0], names),
        FormField("people", translate("Patrols", "People (0: not any more)"), needed=True),
    )
    return Form(translate("Patrols", "Joint patrol"), fields, partial(_joined, subject))


def _joined(subject: str, given: Mapping[str, str]) -> Wish:
    people = whole_number(given, "people", "4")
    return Wish(subject, "join", content=JoinForm(given["organisation"], people))


def whole_number(given: Mapping[str, str], name: str, example: str) -> int:
    """A number as it was typed."""
    text = given[name]
    if not (text.isascii() and text.isdecimal() and len(text) < 7):
        raise WrongField(name, example)
    return int(text)


def form_before(act: str, subject: str) -> Form | None:
    """What can be done with a patrol that has not begun."""
    if act == "start":
        return bare_form(translate("Patrols", "Start"), subject, "start")
    if act == "cancel":
        title, label = translate("Patrols", "Cancel the patrol"), translate("Patrols", "Reason")
        return said_form(title, subject, "cancel", label)
    return None


def form_out(act: str, record: str, patrol: Patrol, now: datetime, language: str) -> Form | None:
    """What can be done with a patrol that is out."""
    subject = f"patrol:{record}"
    match act:
        case "pass":
            return _pass_form(subject, patrol, language)
        case "incident":
            title = translate("Patrols", "Incident met by {team}").format(team=patrol.team)
            label = translate("Patrols", "What happens")
            return Form(title, (words_field(label),), partial(_met, subject))
        case "hazard":
            return hazard_form(record, patrol)
        case "end":
            missing = len(patrol.missing)
            label = translate("Patrols", "Remarks")
            if missing:
                text = translate("Patrols", "Why {count} checkpoints were not passed")
                label = text.format(count=missing)
            title = translate("Patrols", "End the shift")
            return said_form(title, subject, "end", label, needed=bool(missing))
        case "extend":
            return _extend_form(subject, patrol, now)
        case _:
            return None


def _pass_form(subject: str, patrol: Patrol, language: str) -> Form | None:
    names = tuple(
        (each.id, f"{each.id} {each.name_ko if language == 'ko' else each.name_en}")
        for each in patrol.missing
    )
    if not names:
        return None
    field = FormField("checkpoint", translate("Patrols", "Checkpoint"), names[0][0], names)
    hint = translate("Patrols", "As the team told by radio; it is marked as entered by the room.")
    title = translate("Patrols", "Checkpoint passed")
    return Form(title, (field,), partial(_passed, subject), hint)


def _passed(subject: str, given: Mapping[str, str]) -> Wish:
    return Wish(subject, "pass", content=PassForm(given["checkpoint"]))


def _met(subject: str, given: Mapping[str, str]) -> Wish:
    return Wish(subject, "incident", given[WORDS], IncidentForm())


def hazard_form(record: str, patrol: Patrol | None) -> Form:
    """A hazard that a team, or somebody on the telephone, told of."""
    kinds = tuple((each.value, category_word(each)) for each in Category)
    places = [
        (ON_MAP, translate("Patrols", "Point on the map")),
        ("", translate("Patrols", "In words only")),
    ]
    if patrol is not None:
        places.insert(
            0, (OF_TEAM, translate("Patrols", "Where {team} is").format(team=patrol.team))
        )
    fields = (
        FormField("category", translate("Patrols", "Category"), Category.OTHER.value, kinds),
        FormField("place", translate("Patrols", "Place"), places[0][0], tuple(places)),
        words_field(translate("Patrols", "What, and where exactly")),
    )
    title = translate("Patrols", "Report a hazard")
    return Form(title, fields, partial(_hazard, record if patrol else ""))


def _hazard(patrol: str, given: Mapping[str, str]) -> Wish:
    # In words only: with the patrol named the engine would put it where the team is.
    named = patrol if given["place"] else ""
    form = HazardForm(Category(given["category"]), patrol=named)
    act = ON_MAP if given["place"] == ON_MAP else "report"
    return Wish("hazard:", act, given[WORDS], form)


def heard_form(unit: str, team: str) -> Form:
    """The team said that it is well, to the room."""
    channels = tuple((each, channel_word(each)) for each in CHANNELS)
    fields = (
        FormField("channel", translate("Patrols", "Heard by"), CHANNELS[0], channels),
        words_field(translate("Patrols", "What was said")),
    )
    title = translate("Patrols", "{team} was heard").format(team=team)
    return Form(title, fields, partial(_heard, unit))


def _heard(unit: str, given: Mapping[str, str]) -> Wish:
    form = CheckInForm(channel=given["channel"])
    return Wish(f"check_in:{unit}", "heard", given[WORDS], form)


def _extend_form(subject: str, patrol: Patrol, now: datetime) -> Form:
    proposed = max(patrol.ends, now) + timedelta(hours=1)
    field = FormField("until", translate("Patrols", "Until"), clock(proposed), needed=True)
    title = translate("Patrols", "Extend the shift (at most two hours)")
    return Form(title, (field,), partial(_extended, subject, patrol.ends))


def _extended(subject: str, ends: datetime, given: Mapping[str, str]) -> Wish:
    last = ends.astimezone(KST)
    until = moment({**given, "day": f"{last:%Y-%m-%d}"}, "day", "until")
    # A time before the end is one after midnight.
    until = until if until > last else until + timedelta(days=1)
    return Wish(subject, "extend", content=ExtendForm(until))
