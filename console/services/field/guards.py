"""The rules of guard details for the frame of the field work. Engine thread only; no I/O.

Two kinds: the cases, and the roll of guards with their leave. The rules themselves are
`domain.field.guard_acts`'s; here acts and events find their case, and what time has to tell is
told. A case is looked at before and after everything that happens to it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from typing_extensions import override

from console.domain.alerts.lifecycle import Refused
from console.domain.field import guard_acts as rules
from console.domain.field import guard_looks as looks
from console.domain.field.guard import Case, Guard, Happening
from console.domain.field.post import Leave
from console.domain.field.reveal import refuse_reveal
from console.services.field import guard_acts as by_hand
from console.services.field.book import FieldAct, FieldEvent, FieldKind, FieldRoom
from console.services.field.guard_forms import GUARD, GUARD_CASE, GuardForm, LeaveForm
from console.services.field.guard_room import (
    cases_of,
    guards_of,
    leaves_of,
    read_form,
    rota_of,
    units_of,
)

OLDEST_WORD = timedelta(hours=12)
LATE_WORD = timedelta(minutes=2)
LONGEST_LEAVE = timedelta(days=62)
_PRESENCE = {"detail.on_post": rules.on_post, "detail.off_post": rules.off_post}
_LINES = {
    "sos.watch": Happening.WATCH_SOS,
    "duress": Happening.WATCH_SOS,
    "wearable.fall": Happening.WATCH_SOS,
    "order.violation": Happening.ORDER_VIOLATION,
    "detail.approach": Happening.APPROACH,
    "detail.restrained": Happening.RESTRAINT,
}
_DONE = {
    "open": "opened",
    "change": "changed",
    "session": "session_started",
    "extend": "extended",
    "end": "session_ended",
    "roster": "rostered",
    "remove": "post_removed",
    "exchange": "exchanged",
    "on_post": "on_post",
    "off_post": "off_post",
    "happened": "noted",
    "personal": "personal_changed",
    "erase": "erased",
    "close": "closed",
    "survey": "surveyed",
}


class GuardCases(FieldKind[Case]):
    """Guard details, by number; operators know them by their code."""

    name = GUARD_CASE
    value = Case
    events = frozenset({*_PRESENCE, *_LINES})

    @override
    def state(self, value: Case) -> str:
        if not value.is_open:
            return "closed"
        return "gap" if value.told_gaps else "covered" if value.sessions else "new"

    @override
    def is_open(self, value: Case) -> bool:
        return value.is_open

    @override
    def deadline(self, value: Case) -> datetime | None:
        return value.due

    @override
    def units(self, value: Case) -> tuple[str, ...]:
        return value.seen_units

    @override
    def private_units(self, value: Case) -> tuple[str, ...]:
        return (*value.units, *value.watches)

    @override
    def decide(self, act: FieldAct, room: FieldRoom) -> Refused | str:
        if act.act not in _DONE:
            return Refused("A guard detail knows no such act.")
        if act.act == "open":
            return self._open(act, room)
        known = room.get(GUARD_CASE, act.id)
        if not isinstance(known, Case):
            return Refused("There is no such guard detail.")
        case = looked_at(room, act.id, known)
        outcome = by_hand.outcome(act, case, room)
        if isinstance(outcome, Refused):
            return outcome
        settle(room, act.id, outcome.case, _DONE[act.act], act.by, act.words, outcome.personal)
        return ""

    def _open(self, act: FieldAct, room: FieldRoom) -> Refused | str:
        made = by_hand.opened(act, room)
        if isinstance(made, Refused):
            return made
        number = room.new_id(GUARD_CASE)
        settle(room, number, made.case, _DONE["open"], act.by, "", made.personal)
        return ""

    @override
    def reveal(self, act: FieldAct, room: FieldRoom) -> Refused | str:
        case = room.get(GUARD_CASE, act.id)
        if not isinstance(case, Case):
            return Refused("There is no such guard detail.")
        if refused := refuse_reveal(act.act, act.words):
            return refused
        after = rules.noted(case, Happening.REVEALED, act.by, room.now, f"{act.act}: {act.words}")
        settle(room, act.id, after, "revealed", act.by, act.act)
        return ""

    @override
    def hear(self, event: FieldEvent, room: FieldRoom) -> None:
        if event.type in _PRESENCE:
            self._presence(event, room)
            return
        for number, case in cases_of(room):
            if _concerns(event, case, room):
                words = "cleared" if event.condition == "cleared" else ""
                kind = _LINES[event.type]
                after = rules.noted(case, kind, event.source, room.now, words, event.alert)
                if _is_of_watch(event, case):
                    after = looks.called_for_help(after, room.now)
                settle(room, number, after, kind.value, event.source)

    def _presence(self, event: FieldEvent, room: FieldRoom) -> None:
        """A guard's own "on post" or "off post"; one that fits no roster is told, never dropped."""
        sign = _sign_of(event, room)
        at, words = _believed(event.occurred, room.now)
        reason = f"{sign or event.unit or event.source} is no guard of the roll."
        for number, case in cases_of(room) if sign else ():
            if not _is_meant(event, case, sign):
                continue
            if event.type == "detail.on_post" and _is_there(case, sign, room.now):
                room.count("guard_presence_repeated")  # pressed twice
                return
            looked = looked_at(room, number, case)
            after = _PRESENCE[event.type](looked, sign, event.source, at, words)
            if isinstance(after, Case):
                settle(room, number, after, event.type.split(".")[1], sign)
                return
            reason = after.reason
        room.count("guard_presence_unplaced")
        if not guards_of(room):
            return  # nobody runs guard details here: recorded only, as any event
        room.report("device.fault", event.source, "point", f"{event.type}: {reason}")

    @override
    def expire(self, record: str, value: Case, room: FieldRoom) -> None:
        settle(room, record, value, "looked_at", "engine")


class GuardRoll(FieldKind[Guard]):
    """The guards there are, and when they cannot come."""

    name = GUARD
    value = Guard

    @override
    def state(self, value: Guard) -> str:
        return "enlisted" if value.retired is None else "retired"

    @override
    def is_open(self, value: Guard) -> bool:
        return value.retired is None

    @override
    def private_units(self, value: Guard) -> tuple[str, ...]:
        return (value.unit,) if value.unit else ()

    @override
    def decide(self, act: FieldAct, room: FieldRoom) -> Refused | str:
        if act.act == "enlist":
            return _enlist(act, room)
        known = room.get(GUARD, act.id)
        if not isinstance(known, Guard):
            return Refused("There is no such guard.")
        changes: dict[str, Callable[[FieldAct, Guard, FieldRoom], Guard | Refused]] = {
            "leave": _leave,
            "back": _back,
            "retire": _retire,
        }
        change = changes.get(act.act)
        after = change(act, known, room) if change else Refused("A guard knows no such act.")
        if isinstance(after, Refused):
            return after
        room.put(GUARD, act.id, after, f"{act.act}_noted", act.by, act.words)
        _look_at_cases_of(known.sign, act.by, room)
        return ""


def _look_at_cases_of(sign: str, by: str, room: FieldRoom) -> None:
    """A guard can come or cannot, or carries another device: so ask every case with his posts."""
    for number, case in cases_of(room):
        if any(post.guard == sign for post in case.posts):
            settle(room, number, case, "looked_at", by)


def looked_at(room: FieldRoom, number: str, case: Case) -> Case:
    """Tell what is due now, before anything else happens to the case."""
    after, facts = looks.look(case, leaves_of(room), room.now)
    if facts:
        _tell(room, after, facts)
        room.put(GUARD_CASE, number, after, "looked_at", "engine", facts[0].text)
    return after


def settle(
    room: FieldRoom,
    number: str,
    case: Case,
    action: str,
    by: str,
    words: str = "",
    personal: str | None = None,
) -> None:
    """Look at the case as it is now, tell, and make it durable with its next look."""
    leaves = leaves_of(room)
    found = looks.all_gaps(case, leaves, room.now)
    after, facts = looks.look(case, leaves, room.now, found)
    _tell(room, after, facts)
    after = looks.with_units(after, units_of(room), room.now)
    due = looks.next_look(after, leaves, room.now, found)
    room.put(GUARD_CASE, number, replace(after, due=due), action, by, words, personal)
    if not after.is_open:
        for each in ("detail.gap", "detail.ending"):
            room.report(each, after.code, "cleared", "the case is closed")


def _tell(room: FieldRoom, case: Case, facts: tuple[looks.Told, ...]) -> None:
    for fact in facts:
        room.report(fact.type, case.code, fact.condition, fact.text, cameras=case.cameras)


def _is_there(case: Case, sign: str, now: datetime) -> bool:
    return any(post.guard == sign and post.stands(now) for post in case.posts)


def _concerns(event: FieldEvent, case: Case, room: FieldRoom) -> bool:
    if _is_of_watch(event, case) or case.code in _codes_in(event):
        return True
    sign = _sign_of(event, room)
    return bool(sign) and _is_there(case, sign, room.now)


def _is_of_watch(event: FieldEvent, case: Case) -> bool:
    """Whether one of the person's watches told it, by itself or through a gateway."""
    return bool({event.source, event.unit} & set(case.watches))


def _codes_in(event: FieldEvent) -> set[str]:
    """The cases an event may name: its subject, and the one in its data."""
    named = (event.subject, event.content.get("case"))
    return {each.upper() for each in named if isinstance(each, str) and each}


def _is_meant(event: FieldEvent, case: Case, sign: str) -> bool:
    """Whether a guard's word may be of this case: it names this one, or nothing but himself."""
    named = _codes_in(event)
    himself = {each.upper() for each in (sign, event.unit, event.source) if each}
    return case.code in named or named <= himself


def _sign_of(event: FieldEvent, room: FieldRoom) -> str:
    """Which guard an event speaks of: by call sign, by unit, or by the device it came from."""
    said = event.content.get("guard")
    names = [name for name in (said, event.unit, event.source) if isinstance(name, str) and name]
    for name in names:
        for guard in guards_of(room):
            if name in (guard.sign, guard.unit):
                return guard.sign
    return ""


def _believed(occurred: datetime, now: datetime) -> tuple[datetime, str]:
    """When it happened: the sender's word, never in the future and not older than half a day."""
    at = occurred if now - OLDEST_WORD <= occurred <= now else now
    late = now - at
    return at, f"+{round(late.total_seconds() / 60)} min" if late > LATE_WORD else ""


def _enlist(act: FieldAct, room: FieldRoom) -> Refused | str:
    form = read_form(act, GuardForm, room.now)
    if isinstance(form, Refused):
        return form
    sign = form.sign.strip()
    if not 1 <= len(sign) <= 24:
        return Refused("A call sign is 1 to 24 characters.")
    known = next((n for n, g in room.open_of(GUARD) if isinstance(g, Guard) and g.sign == sign), "")
    if act.id != known and known:
        return Refused(f"{sign} is on the roll already.")
    before = room.get(GUARD, act.id) if act.id else None
    if act.id and (not isinstance(before, Guard) or before.sign != sign):
        return Refused("There is no such guard.")
    kept = before.leaves if isinstance(before, Guard) else ()
    made = Guard(sign, act.by, form.unit.strip(), form.company.strip(), kept)
    room.put(GUARD, act.id or room.new_id(GUARD), made, "enlisted", act.by, act.words)
    _look_at_cases_of(sign, act.by, room)
    return ""


def _leave(act: FieldAct, guard: Guard, room: FieldRoom) -> Guard | Refused:
    form = read_form(act, LeaveForm, room.now)
    if isinstance(form, Refused):
        return form
    if form.end <= max(form.start, room.now) or form.end - form.start > LONGEST_LEAVE:
        return Refused(f"Leave ends after it begins, within {LONGEST_LEAVE.days} days.")
    kept = tuple(leave for leave in guard.leaves if leave.end > room.now - timedelta(days=30))
    return replace(guard, leaves=(*kept, Leave(guard.sign, form.start, form.end, act.words)))


def _back(act: FieldAct, guard: Guard, room: FieldRoom) -> Guard | Refused:
    del act
    cut = [replace(each, end=min(each.end, room.now)) for each in guard.leaves]
    left = tuple(each for each in cut if each.end > each.start)
    if left == guard.leaves:
        return Refused(f"{guard.sign} is not on leave.")
    return replace(guard, leaves=left)


def _retire(act: FieldAct, guard: Guard, room: FieldRoom) -> Guard | Refused:
    del act
    rota = rota_of(room, "")
    if any(post.guard == guard.sign and post.end > room.now for post in rota.elsewhere):
        return Refused(f"{guard.sign} still has posts.")
    return replace(guard, retired=room.now)
