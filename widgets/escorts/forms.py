"""What the acts after the intake ask for, and what was typed as the engine's form. Pure."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from widgets.escorts.typed import Values, needed, next_time, number_of
from widgets.field.entry import FormField
from widgets.field.form import Form, Wish, WrongField
from widgets.words.words import translate

Content = dict[str, Any]
WORDS = "words"
Choices = Sequence[tuple[str, str]]


def _form(
    title: str, subject: str, act: str, fields: Sequence[FormField], read: Callable[[Values], Any]
) -> Form:
    return Form(title, tuple(fields), partial(_wish, subject, act, read))


def _wish(subject: str, act: str, read: Callable[[Values], Any], values: Values) -> Wish:
    return Wish(subject, act, values.get(WORDS, ""), read(values))


def words_form(act: str, subject: str, title: str, label: str, value: str = "") -> Form:
    """An act that asks for words alone."""
    return _form(title, subject, act, (FormField(WORDS, label, value, wide=True),), _nothing)


def _nothing(_: Values) -> None:
    return None


def team_choice_form(subject: str, title: str, offers: Choices) -> Form:
    """Which team; the best is first."""
    fields = (
        FormField("team", translate("EscortForms", "Team"), choices=tuple(offers)),
        FormField(WORDS, translate("EscortForms", "Reason (needed on the way)")),
    )
    return _form(title, subject, "match", fields, _team_of)


def _team_of(values: Values) -> Content:
    return {"team": values["team"]}


def count_form(act: str, subject: str, title: str, stops: Choices) -> Form:
    """How many children joined at a stop, or arrived."""
    fields = [FormField("count", translate("EscortForms", "Children"))]
    if stops:
        label = translate("EscortForms", "Stop")
        fields.insert(0, FormField("stop", label, choices=tuple(stops)))
    fields.append(FormField(WORDS, translate("EscortForms", "Words (when the count differs)")))
    return _form(title, subject, act, fields, _count_of)


def _count_of(values: Values) -> Content:
    return {"stop": int(values.get("stop") or 0), "count": number_of(values, "count", "5")}


def offer_form(subject: str, to: str) -> Form:
    """To which district."""
    fields = (FormField("to", translate("EscortForms", "District"), to, needed=True, wide=True),)
    return _form(translate("EscortForms", "Offer to"), subject, "offer", fields, _offer_of)


def _offer_of(values: Values) -> Content:
    return {"to": values["to"]}


def accepted_form(subject: str) -> Form:
    """Who said yes there."""
    label = translate("EscortForms", "Who accepted it there")
    fields = (FormField("by", label, needed=True, wide=True),)
    title = translate("EscortForms", "They accepted")
    return _form(title, subject, "accepted", fields, _accepted_of)


def _accepted_of(values: Values) -> Content:
    return {"by": values["by"]}


def reveal_form(subject: str, title: str, purposes: Choices) -> Form:
    """A look at names: for what, and why in words."""
    fields = (
        FormField("purpose", translate("EscortForms", "Purpose"), choices=tuple(purposes)),
        FormField(WORDS, translate("EscortForms", "Reason, for the record"), needed=True),
    )
    return _form(title, subject, "reveal", fields, _purpose_of)


def _purpose_of(values: Values) -> Content:
    return {"purpose": values["purpose"]}


def duty_form(now: datetime, areas: Sequence[str]) -> Form:
    """A team whose shift begins."""
    fields = (
        FormField("name", translate("EscortForms", "Team"), needed=True),
        FormField("unit", translate("EscortForms", "Its device"), needed=True),
        FormField("areas", translate("EscortForms", "Areas"), ", ".join(areas[:1])),
        FormField("until", translate("EscortForms", "Until"), "01:00", hint="01:00"),
        FormField("members", translate("EscortForms", "People"), "2"),
        FormField("every", translate("EscortForms", "Check-in every (min)"), "30"),
    )
    title = translate("EscortForms", "Team on duty")
    return _form(title, "scout_team:", "on", fields, partial(_duty_of, now))


def _duty_of(now: datetime, values: Values) -> Content:
    every = number_of(values, "every", "30")
    return {
        "name": needed(values, "name"),
        "unit": needed(values, "unit"),
        "areas": [each.strip() for each in values["areas"].split(",") if each.strip()],
        "on_until": next_time(values["until"], now, "until").isoformat(),
        "members": number_of(values, "members", "2"),
        "every_s": every * 60,
        "grace_s": 300 if every >= 5 else 60,
    }


def heard_form(unit: str, channels: Choices) -> Form:
    """An operator vouches for a unit."""
    fields = (
        FormField("channel", translate("EscortForms", "Heard by"), choices=tuple(channels)),
        FormField(WORDS, translate("EscortForms", "What was said")),
    )
    title = translate("EscortForms", "{unit} is well").format(unit=unit)
    return _form(title, f"check_in:{unit}", "heard", fields, _channel_of)


def watch_form() -> Form:
    """A unit that begins to check in: by its device, or by the name it is called on the radio."""
    fields = (
        FormField("unit", translate("EscortForms", "Unit"), needed=True),
        FormField("every", translate("EscortForms", "Check-in every (min)"), "30"),
        FormField("grace", translate("EscortForms", "Grace (min)"), "5"),
    )
    title = translate("EscortForms", "A unit checks in from now on")
    return Form(title, fields, _watched)


def _watched(values: Values) -> Wish:
    every, grace = number_of(values, "every", "30"), number_of(values, "grace", "5")
    if not every:
        raise WrongField("every", "30")
    if not 0 < grace <= every:
        raise WrongField("grace", "5")
    content = {"every_s": every * 60, "grace_s": grace * 60}
    return Wish(f"check_in:{needed(values, 'unit')}", "begin", "", content)


def unwatch_form(unit: str, *, is_missing: bool) -> Form:
    """A unit that has not to check in any more; one that is missing is let go with words."""
    label = translate("EscortForms", "Why it need not check in any more")
    title = translate("EscortForms", "Check-ins of {unit} end").format(unit=unit)
    words = FormField(WORDS, label, needed=is_missing, wide=True)
    return _form(title, f"check_in:{unit}", "end", (words,), _nothing)


def _channel_of(values: Values) -> Content:
    return {"channel": values["channel"]}
