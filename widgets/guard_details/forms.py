"""The forms of guard details: which fields each act has and what stands in them at first. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from console.domain.field.guard import (
    BY_HAND,
    Basis,
    Case,
    Feeling,
    Guard,
    Happening,
    Outcome,
    Risk,
)
from console.domain.field.post import KST, Post
from console.domain.field.reveal import LOOKS, PersonalEntry, Purpose
from widgets.field.entry import FormField
from widgets.field.form import Form
from widgets.guard_details.form_contents import WORDS, wish_of
from widgets.guard_details.words import (
    basis_word,
    channel_words,
    entry_word,
    feeling_word,
    happening_word,
    outcome_word,
    purpose_word,
    risk_word,
)
from widgets.words.words import translate


def _form(
    act: str,
    title: str,
    subject: str,
    fields: Sequence[FormField] = (),
    fixed: Mapping[str, str] | None = None,
) -> Form:
    """A form whose reader knows the act; `fixed` is what the operator does not fill in."""
    return Form(title, tuple(fields), partial(wish_of, act, subject, fixed or {}))


# --- the forms ------------------------------------------------------------------------------------


def open_form() -> Form:
    """A new case."""
    risks = tuple((each.value, risk_word(each)) for each in Risk)
    fields = (
        FormField("code", translate("GuardDetails", "Code (no name)"), needed=True),
        FormField("risk", translate("GuardDetails", "Risk"), Risk.VERY_HIGH.value, risks),
        FormField("station", translate("GuardDetails", "Police station")),
        FormField("watches", translate("GuardDetails", "Watches (ids, comma)")),
        FormField("cameras", translate("GuardDetails", "Home cameras (ids, comma)")),
        *_entry_fields(PersonalEntry.PERSON, PersonalEntry.PHONE, PersonalEntry.HOME),
    )
    return _form("open", translate("GuardDetails", "New case"), "guard_case:", fields)


def change_form(subject: str, case: Case) -> Form:
    """Risk, station, watches and cameras as they are, to be written anew."""
    risks = tuple((each.value, risk_word(each)) for each in Risk)
    fields = (
        FormField("risk", translate("GuardDetails", "Risk"), case.risk.value, risks),
        FormField("station", translate("GuardDetails", "Police station"), case.station),
        FormField(
            "watches", translate("GuardDetails", "Watches (ids, comma)"), ", ".join(case.watches)
        ),
        FormField(
            "cameras",
            translate("GuardDetails", "Home cameras (ids, comma)"),
            ", ".join(case.cameras),
        ),
        _words(translate("GuardDetails", "What changes, and why"), needed=True),
    )
    return _form("change", translate("GuardDetails", "Change the case"), subject, fields)


def session_form(subject: str, now: datetime) -> Form:
    """Guards granted."""
    bases = tuple((each.value, basis_word(each)) for each in Basis)
    today = now.astimezone(KST).date()
    fields = (
        FormField("basis", translate("GuardDetails", "Basis"), Basis.VERY_HIGH_RISK.value, bases),
        FormField("first_day", translate("GuardDetails", "First day"), f"{today:%Y-%m-%d}"),
        FormField("days", translate("GuardDetails", "Days (up to 14)"), "14"),
        FormField("begins", translate("GuardDetails", "Daily from"), "20:00"),
        FormField("hours", translate("GuardDetails", "Hours a day"), "10"),
        FormField("guards", translate("GuardDetails", "Guards at once"), "2"),
    )
    return _form("session", translate("GuardDetails", "Grant a session"), subject, fields)


def extend_form(subject: str) -> Form:
    """The one extension."""
    fields = (
        FormField("days", translate("GuardDetails", "Days more (up to 14)"), "14"),
        _words(translate("GuardDetails", "Reason"), needed=True),
    )
    return _form("extend", translate("GuardDetails", "Extend the session once"), subject, fields)


def end_form(subject: str) -> Form:
    """The session cut short."""
    reason = (_words(translate("GuardDetails", "Reason"), needed=True),)
    return _form("end", translate("GuardDetails", "End the session now"), subject, reason)


def roster_form(subject: str, case: Case, day: datetime, signs: list[str], days: int) -> Form:
    """Posts for each guard on each day, from the chosen day on."""
    session = case.session
    begins = f"{session.begins:%H:%M}" if session is not None else "20:00"
    hours = f"{session.minutes / 60:g}" if session is not None else "10"
    local = day.astimezone(KST)
    fields = (
        FormField("guards", translate("GuardDetails", "Guards (comma)"), ", ".join(signs[:2])),
        FormField("first_day", translate("GuardDetails", "First day"), f"{local:%Y-%m-%d}"),
        FormField("days", translate("GuardDetails", "Days"), str(max(days, 1))),
        FormField("begins", translate("GuardDetails", "Daily from"), begins),
        FormField("hours", translate("GuardDetails", "Hours a day"), hours),
    )
    return _form("roster", translate("GuardDetails", "Add posts to the roster"), subject, fields)


def exchange_form(subject: str, post: Post, signs: list[str]) -> Form:
    """Another guard for the chosen post."""
    others = tuple((sign, sign) for sign in signs if sign != post.guard)
    first = others[0][0] if others else ""
    fields = (
        FormField("guard", translate("GuardDetails", "New guard"), first, others, needed=True),
        FormField("since", translate("GuardDetails", "From (HH:MM, empty: now)")),
    )
    title = translate("GuardDetails", "Exchange {guard}").format(guard=post.guard)
    start = post.start.astimezone(KST).isoformat()
    return _form("exchange", title, subject, fields, {"post": post.id, "start": start})


def remove_form(subject: str, post: Post) -> Form:
    """Take the chosen post out."""
    title = translate("GuardDetails", "Take out the post of {guard}? Enter does it")
    return _form("remove", title.format(guard=post.guard), subject, (), {"post": post.id})


def presence_form(act: str, subject: str, guards: list[str], now: datetime) -> Form:
    """On or off post, told to the room over a channel."""
    on = translate("GuardDetails", "On post, told to the room")
    off = translate("GuardDetails", "Off post, told to the room")
    choices = tuple((sign, sign) for sign in guards)
    first = choices[0][0] if choices else ""
    fields = (
        FormField("guard", translate("GuardDetails", "Guard"), first, choices, needed=True),
        FormField("channel", translate("GuardDetails", "Told by"), "radio", channel_words()),
        FormField("at", translate("GuardDetails", "At (HH:MM, empty: now)")),
        _words(translate("GuardDetails", "Words")),
    )
    local = now.astimezone(KST).isoformat()
    return _form(act, on if act == "on_post" else off, subject, fields, {"now": local})


def happened_form(subject: str) -> Form:
    """A line of the timeline."""
    kinds = [each for each in Happening if each in BY_HAND and each is not Happening.NOTE]
    choices = tuple((each.value, happening_word(each)) for each in kinds)
    fields = (
        FormField("kind", translate("GuardDetails", "What"), kinds[0].value, choices),
        _words(translate("GuardDetails", "Words (no names)"), needed=True),
    )
    return _form("happened", translate("GuardDetails", "Put on the timeline"), subject, fields)


def note_form(subject: str) -> Form:
    """A note."""
    fields = (_words(translate("GuardDetails", "Words (no names)"), needed=True),)
    title = translate("GuardDetails", "Note")
    return _form("happened", title, subject, fields, {"kind": Happening.NOTE.value})


def reveal_form(subject: str) -> Form:
    """A look at personal entries."""
    choices = tuple((each.value, purpose_word(each)) for each in LOOKS)
    fields = (
        FormField("purpose", translate("GuardDetails", "Purpose"), Purpose.EMERGENCY, choices),
        _words(translate("GuardDetails", "Reason, for the record"), needed=True),
    )
    title = translate("GuardDetails", "Show personal entries for a minute")
    return _form("reveal", title, subject, fields)


def personal_form(subject: str) -> Form:
    """Personal entries to write or to take away."""
    fields = (*_entry_fields(*PersonalEntry), _words(translate("GuardDetails", "Reason")))
    title = translate(
        "GuardDetails", "Personal entries: what is left empty stays, - takes one away"
    )
    return _form("personal", title, subject, fields)


def close_form(subject: str) -> Form:
    """How the case ended."""
    outcomes = tuple((each.value, outcome_word(each)) for each in Outcome)
    fields = (
        FormField("outcome", translate("GuardDetails", "Outcome"), Outcome.NO_HARM.value, outcomes),
        # What nobody asked is not to stand there as an answer.
        *_survey_fields(tuple(Feeling), Feeling.NOT_ASKED),
    )
    return _form("close", translate("GuardDetails", "Close the case"), subject, fields)


def survey_form(subject: str) -> Form:
    """What the person answered after the end."""
    asked = tuple(each for each in Feeling if each is not Feeling.NOT_ASKED)
    title = translate("GuardDetails", "Survey after the end")
    return _form("survey", title, subject, _survey_fields(asked, Feeling.NEITHER))


def _survey_fields(feelings: Sequence[Feeling], first: Feeling) -> tuple[FormField, ...]:
    words = tuple((each.value, feeling_word(each)) for each in feelings)
    return (
        FormField("feeling", translate("GuardDetails", "Survey"), first.value, words),
        FormField("survey", translate("GuardDetails", "What was said (no names)")),
    )


def erase_form(subject: str) -> Form:
    """Personal entries of a closed case."""
    reason = (_words(translate("GuardDetails", "Reason"), needed=True),)
    title = translate("GuardDetails", "Erase all personal entries for ever")
    return _form("erase", title, subject, reason)


def enlist_form(roll: Sequence[tuple[str, Guard]]) -> Form:
    """A guard for the roll; one who stands there already is written anew."""
    fields = (
        FormField("sign", translate("GuardDetails", "Call sign"), needed=True),
        FormField("unit", translate("GuardDetails", "Device (unit id)")),
        FormField("company", translate("GuardDetails", "Company")),
    )
    known: dict[str, str] = {}
    for record, guard in roll:
        known |= {
            f"record:{guard.sign}": record,
            f"unit:{guard.sign}": guard.unit,
            f"company:{guard.sign}": guard.company,
        }
    title = translate(
        "GuardDetails", "Guard of the roll, new or known: what is left empty stays, - takes it away"
    )
    return _form("enlist", title, "guard:", fields, known)


def back_form(guards: tuple[tuple[str, str], ...]) -> Form:
    """A guard whose leave is over; `guards` are record and call sign."""
    title = translate("GuardDetails", "Back from leave")
    return _form("back", title, "guard:", (_guard_field(guards),))


def retire_form(guards: tuple[tuple[str, str], ...]) -> Form:
    """A guard who leaves the roll; `guards` are record and call sign."""
    reason = _words(translate("GuardDetails", "Reason"), needed=True)
    title = translate("GuardDetails", "Take a guard off the roll")
    return _form("retire", title, "guard:", (_guard_field(guards), reason))


def leave_form(guards: tuple[tuple[str, str], ...], now: datetime) -> Form:
    """A guard who cannot come; `guards` are record and call sign."""
    today = f"{now.astimezone(KST):%Y-%m-%d}"
    fields = (
        _guard_field(guards),
        FormField("from_day", translate("GuardDetails", "From day"), today),
        FormField("from_time", translate("GuardDetails", "From"), "00:00"),
        FormField("to_day", translate("GuardDetails", "To day"), today),
        FormField("to_time", translate("GuardDetails", "To"), "23:59"),
        _words(translate("GuardDetails", "Reason")),
    )
    return _form("leave", translate("GuardDetails", "Leave of a guard"), "guard:", fields)


def _guard_field(guards: tuple[tuple[str, str], ...]) -> FormField:
    first = guards[0][0] if guards else ""
    return FormField("guard", translate("GuardDetails", "Guard"), first, guards, needed=True)


def _words(label: str, *, needed: bool = False) -> FormField:
    return FormField(WORDS, label, needed=needed)


def _entry_fields(*names: PersonalEntry) -> tuple[FormField, ...]:
    return tuple(FormField(f"entry.{name.value}", entry_word(name.value)) for name in names)
