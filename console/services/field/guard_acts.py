"""What operators do to a guard detail: forms read, the domain's rules asked. Engine thread; no I/O.

What was filled in comes from a console: it is read strictly, and what does not fit is refused with
a sentence.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from console.domain.alerts.lifecycle import Refused
from console.domain.field import guard_acts as rules
from console.domain.field.guard import Case, Happening, Session
from console.domain.field.post import Post, planned
from console.domain.field.reveal import Personal, changed_entries, entries_of
from console.services.field import guard_forms as forms
from console.services.field.book import FieldAct, FieldRoom
from console.services.field.guard_forms import GUARD_CASE
from console.services.field.guard_room import cases_of, guards_of, read_form, rota_of
from console.wire.field_codec import field_value

MOST_DAYS = 28
MOST_NAMES = 16
OLDEST_ACT = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The case after an act; `personal` as `FieldRoom.put` takes it."""

    case: Case
    personal: str | None = None


def outcome(act: FieldAct, case: Case, room: FieldRoom) -> Outcome | Refused:
    """The case after an operator's act, or why it cannot be."""
    if act.act in {"personal", "erase"}:
        return _personal(act, case, room) if act.act == "personal" else _erase(act, case, room)
    after = _ACTS[act.act](act, case, room)
    return Outcome(after) if isinstance(after, Case) else after


def opened(act: FieldAct, room: FieldRoom) -> Outcome | Refused:
    """A new case, and what is personal in it."""
    form = read_form(act, forms.OpenForm, room.now)
    if isinstance(form, Refused):
        return form
    kept = entries_of(form.entries)
    names = {"watches": _names(form.watches), "cameras": _names(form.cameras)}
    if isinstance(kept, Refused):
        return kept
    case = rules.open_case(form.code, form.risk, act.by, room.now, station=form.station, **names)
    if isinstance(case, Refused):
        return case
    if any(each.code == case.code for _, each in cases_of(room)):
        return Refused(f"Case {case.code} is open already.")
    return _with_entries(case, kept)


def entries_in(personal: str) -> dict[str, str]:
    """The entries as they are kept beside a record."""
    found = field_value(personal, dict[str, str]) if personal else {}
    return found if isinstance(found, dict) else {}


def _with_entries(case: Case, kept: Personal) -> Outcome:
    text = json.dumps(dict(kept.entries), ensure_ascii=False) if kept.entries else ""
    return Outcome(replace(case, personal=tuple(sorted(kept.entries)), erased=None), text)


def _personal(act: FieldAct, case: Case, room: FieldRoom) -> Outcome | Refused:
    form = read_form(act, forms.PersonalForm, room.now)
    if isinstance(form, Refused):
        return form
    before = entries_in(room.personal(GUARD_CASE, act.id))
    kept = entries_of(changed_entries(before, form.entries))
    if isinstance(kept, Refused):
        return kept
    return rules.refuse_closed(case) or _with_entries(case, kept)


def _erase(act: FieldAct, case: Case, room: FieldRoom) -> Outcome | Refused:
    if case.is_open:
        return Refused("Personal entries are erased after the case is closed.")
    if not act.words:
        return Refused("A reason is needed.")
    bare = rules.without_words(replace(case, personal=(), survey="", erased=room.now))
    return Outcome(rules.noted(bare, Happening.ERASED, act.by, room.now), "")


def _change(act: FieldAct, case: Case, room: FieldRoom) -> Case | Refused:
    form = read_form(act, forms.ChangeForm, room.now)
    if isinstance(form, Refused):
        return form
    if refused := rules.refuse_closed(case):
        return refused
    after = replace(
        case,
        risk=form.risk or case.risk,
        station=case.station if form.station is None else form.station.strip(),
        watches=case.watches if form.watches is None else _names(form.watches),
        cameras=case.cameras if form.cameras is None else _names(form.cameras),
    )
    return rules.noted(after, Happening.NOTE, act.by, room.now, act.words)


def _session(act: FieldAct, case: Case, room: FieldRoom) -> Case | Refused:
    form = read_form(act, forms.SessionForm, room.now)
    if isinstance(form, Refused):
        return form
    days = (form.basis, form.first_day, form.days, form.begins, form.minutes, form.guards)
    return rules.start_session(case, Session(0, *days), act.by, room.now)


def _extend(act: FieldAct, case: Case, room: FieldRoom) -> Case | Refused:
    form = read_form(act, forms.ExtendForm, room.now)
    if isinstance(form, Refused):
        return form
    return rules.extend(case, form.days, act.words, act.by, room.now)


def _end(act: FieldAct, case: Case, room: FieldRoom) -> Case | Refused:
    return rules.end_session(case, act.words, act.by, room.now)


def _roster(act: FieldAct, case: Case, room: FieldRoom) -> Case | Refused:
    form = read_form(act, forms.RosterForm, room.now)
    if isinstance(form, Refused):
        return form
    if not form.guards or not 1 <= form.days <= MOST_DAYS:
        return Refused(f"A roster names guards and 1 to {MOST_DAYS} days.")
    if unknown := _unknown(form.guards, room):
        return unknown
    made: list[Post] = []
    for day in range(form.days):
        for sign in dict.fromkeys(form.guards):
            later = timedelta(days=day)
            number = f"{act.command}-{len(made)}"
            post = planned(number, sign, form.start + later, form.end + later)
            if isinstance(post, Refused):
                return post
            made.append(post)
    return rules.add_posts(case, made, rota_of(room, act.id), act.by, room.now)


def _remove(act: FieldAct, case: Case, room: FieldRoom) -> Case | Refused:
    form = read_form(act, forms.PostForm, room.now)
    if isinstance(form, Refused):
        return form
    return rules.remove_post(case, form.post, act.by, room.now)


def _exchange(act: FieldAct, case: Case, room: FieldRoom) -> Case | Refused:
    form = read_form(act, forms.ExchangeForm, room.now)
    if isinstance(form, Refused):
        return form
    if unknown := _unknown((form.guard,), room):
        return unknown
    later = rules.Takeover(act.command, form.guard, form.since or room.now)
    return rules.exchange(case, form.post, later, rota_of(room, act.id), act.by, room.now)


def _presence(act: FieldAct, case: Case, room: FieldRoom) -> Case | Refused:
    form = read_form(act, forms.PresenceForm, room.now)
    if isinstance(form, Refused):
        return form
    said = form.at or act.issued
    at = said if room.now - OLDEST_ACT <= said <= room.now else room.now
    words = " ".join(each for each in (form.channel.strip(), act.words) if each)
    change = rules.on_post if act.act == "on_post" else rules.off_post
    return change(case, form.guard, act.by, at, words)


def _happened(act: FieldAct, case: Case, room: FieldRoom) -> Case | Refused:
    form = read_form(act, forms.HappenedForm, room.now)
    if isinstance(form, Refused):
        return form
    return rules.happened(case, form.kind, act.by, room.now, act.words, form.alert)


def _close(act: FieldAct, case: Case, room: FieldRoom) -> Case | Refused:
    form = read_form(act, forms.CloseForm, room.now)
    if isinstance(form, Refused):
        return form
    return rules.close_case(case, form.outcome, form.feeling, form.survey, act.by, room.now)


def _survey(act: FieldAct, case: Case, room: FieldRoom) -> Case | Refused:
    form = read_form(act, forms.SurveyForm, room.now)
    if isinstance(form, Refused):
        return form
    return rules.surveyed(case, form.feeling, form.survey, act.by, room.now)


_ACTS: dict[str, Callable[[FieldAct, Case, FieldRoom], Case | Refused]] = {
    "change": _change,
    "session": _session,
    "extend": _extend,
    "end": _end,
    "roster": _roster,
    "remove": _remove,
    "exchange": _exchange,
    "on_post": _presence,
    "off_post": _presence,
    "happened": _happened,
    "close": _close,
    "survey": _survey,
}


def _names(given: tuple[str, ...]) -> tuple[str, ...]:
    kept = dict.fromkeys(name.strip() for name in given if name.strip())
    return tuple(kept)[:MOST_NAMES]


def _unknown(signs: tuple[str, ...], room: FieldRoom) -> Refused | None:
    known = {guard.sign for guard in guards_of(room)}
    missing = [sign for sign in signs if sign not in known]
    return Refused(f"{', '.join(missing)[:80]} is not on the roll of guards.") if missing else None
