"""The rules of patrols for the frame of the field work. Engine thread only; no I/O.

Acts, events, fixes and time come in; what the patrol's own rules make of them is written, and what
asks for an operator is reported: late, a checkpoint left out, apart or dark, silent, overtime. Each
is one condition, and ends when its cause does.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from typing_extensions import override

from console.domain.alerts.alert import ENGINE
from console.domain.alerts.lifecycle import Refused
from console.domain.field import patrol as rules
from console.domain.field.patrol import SILENT_AFTER, Passed, Patrol, Reached, Stage
from console.domain.field.patrol_times import Word, heard, next_due, told
from console.domain.field.roster import Organisation, joined
from console.domain.unit import UnitPosition
from console.services.field.book import FieldAct, FieldEvent, FieldKind, FieldRoom
from console.services.field.guard_room import read_form
from console.services.field.patrol_check_ins import (
    begin_check_ins,
    end_check_ins,
    told_by_device,
)
from console.services.field.patrol_forms import (
    ORGANISATION,
    PATROL,
    ExtendForm,
    IncidentForm,
    JoinForm,
    PassForm,
    PlanForm,
)
from console.services.field.patrol_senses import PatrolSense
from console.services.field.patrol_words import (
    INCIDENT,
    judged_pair,
    passed_by,
    patrol_of,
    place_of,
    report_due,
    standing,
)

SAVED_EVERY = timedelta(seconds=60)
_DONE = {
    "start": "started",
    "end": "ended",
    "cancel": "cancelled",
    "extend": "extended",
    "join": "joined",
    "pass": "checkpoint_passed",
    "incident": "incident_reported",
}
_TOLD = {
    Word.CALLED: "called",
    Word.LATE: "late",
    Word.NOT_HELD: "not_held",
    Word.CHECKPOINT: "checkpoint_missed",
    Word.SILENT: "silent",
    Word.OVERTIME: "overtime",
    Word.ENDED: "ended_itself",
}
Outcome = Patrol | Refused


class Patrols(FieldKind[Patrol]):
    """Patrols, by number. Keeps what was heard of those that are out."""

    name = PATROL
    value = Patrol
    events = frozenset({"patrol.checkpoint", INCIDENT})

    def __init__(self) -> None:
        self._senses: dict[str, PatrolSense] = {}
        self._awake_since: datetime | None = None

    @override
    def state(self, value: Patrol) -> str:
        return value.stage.value

    @override
    def is_open(self, value: Patrol) -> bool:
        return value.is_open

    @override
    def deadline(self, value: Patrol) -> datetime | None:
        due = next_due(value)
        return due.at if due is not None else None

    @override
    def units(self, value: Patrol) -> tuple[str, ...]:
        return value.members if value.stage in {Stage.DUE, Stage.OUT} else ()

    @override
    def private_units(self, value: Patrol) -> tuple[str, ...]:
        return value.members

    # --- operators -------------------------------------------------------------------------

    @override
    def decide(self, act: FieldAct, room: FieldRoom) -> Refused | str:
        if act.act == "plan":
            return _plan(act, room)
        known = room.get(PATROL, act.id)
        if not isinstance(known, Patrol):
            return Refused("There is no such patrol.")
        if act.act not in _DONE:
            return Refused("A patrol knows no such act.")
        outcome = _ACTS[act.act](known, act, room)
        if isinstance(outcome, Refused):
            return outcome
        if outcome != known:
            self._put(act.id, outcome, room, _DONE[act.act], act.by, act.words)
        return ""

    # --- devices ---------------------------------------------------------------------------

    @override
    def hear(self, event: FieldEvent, room: FieldRoom) -> None:
        found = patrol_of(event, room)
        if found is None:
            room.count("patrol_words_unplaced")
            return
        record, patrol = found
        if event.type == INCIDENT:
            if event.alert is not None and event.condition != "cleared":
                after = rules.met_incident(patrol, event.alert)
                self._put(record, after, room, _DONE["incident"], event.source)
            return
        self._checkpoint(record, patrol, event, room)

    def _checkpoint(self, record: str, patrol: Patrol, event: FieldEvent, room: FieldRoom) -> None:
        if patrol.stage is not Stage.OUT:
            begun = rules.started(patrol, event.source, room.now)
            patrol = begun if isinstance(begun, Patrol) else patrol
        after = rules.passed(patrol, passed_by(patrol, event, room))
        if isinstance(after, Refused):
            room.count("patrol_words_unplaced")
            return
        self._put(record, after, room, _DONE["pass"], event.source)
        told_by_device(after, room, event.source)

    @override
    def see(self, record: str, value: Patrol, fix: UnitPosition, room: FieldRoom) -> None:
        if value.stage is not Stage.OUT or fix.unit not in value.members:
            return
        self._awake_since = self._awake_since or room.now
        sense = self._senses.get(record) or self._senses.setdefault(record, PatrolSense(value))
        checkpoint = sense.take(value.members.index(fix.unit), fix, room.now)
        after, action = value, "tracked"
        if checkpoint:
            one = Passed(checkpoint, room.now, Reached.TRACK, fix.unit)
            passed = rules.passed(value, one)
            if isinstance(passed, Patrol) and passed != value:
                after, action = passed, _DONE["pass"]
        judged = judged_pair(after, sense.found(room.now), room)
        action = "watched" if judged != after else action
        listened = value.listened_at
        if judged != value or listened is None or room.now - listened >= SAVED_EVERY:
            self._put(record, heard(judged, room.now), room, action, ENGINE)

    # --- time ------------------------------------------------------------------------------

    @override
    def expire(self, record: str, value: Patrol, room: FieldRoom) -> None:
        due = next_due(value)
        if due is None:
            return
        last = self._heard_last(record, room)
        if due.word is Word.SILENT and room.now - last < SILENT_AFTER:
            self._put(record, heard(value, last), room, "tracked", ENGINE)
            return
        report_due(value, due, room)
        self._put(record, told(value, due), room, _TOLD[due.word], ENGINE)

    def _heard_last(self, record: str, room: FieldRoom) -> datetime:
        """When the team was heard; an engine that was away itself has to listen first."""
        self._awake_since = self._awake_since or room.now
        sense = self._senses.get(record)
        heard_at = sense.heard_at if sense is not None else None
        return max(self._awake_since, heard_at or self._awake_since)

    def _put(
        self, record: str, after: Patrol, room: FieldRoom, action: str, by: str, words: str = ""
    ) -> None:
        sense = self._senses.get(record)
        if sense is not None:
            after = replace(after, progress=sense.progress())
        before = room.get(PATROL, record)
        if isinstance(before, Patrol):
            for kind, subject in sorted(standing(before) - standing(after)):
                room.report(kind, subject, "cleared")
            if after.stage is Stage.OUT and before.stage is not Stage.OUT:
                begin_check_ins(after, room, by)
        if not after.is_open:
            self._senses.pop(record, None)
        room.put(PATROL, record, after, action, by, words)


def _plan(act: FieldAct, room: FieldRoom) -> Refused | str:
    form = read_form(act, PlanForm, room.now)
    if isinstance(form, Refused):
        return form
    wish = Patrol(
        form.team, form.area, form.members, form.begins, form.ends, form.route_name[:80],
        form.route, form.checkpoints, form.check_in_s, planned_by=act.by,
    )  # fmt: skip
    made = rules.planned(wish, room.now)
    if isinstance(made, Refused):
        return made
    for number, other in room.open_of(PATROL):
        if isinstance(other, Patrol) and (member := rules.clash(made, other)):
            return Refused(f"{member} walks in patrol {number} of {other.team} at that time.")
    number = room.new_id(PATROL)
    room.put(PATROL, number, made, "planned", act.by, act.words)
    return number


def _start(patrol: Patrol, act: FieldAct, room: FieldRoom) -> Outcome:
    return rules.started(patrol, act.by, room.now)


def _end(patrol: Patrol, act: FieldAct, room: FieldRoom) -> Outcome:
    done = rules.ended(patrol, act.by, room.now, act.words)
    if isinstance(done, Refused):
        return done
    return end_check_ins(patrol, room, act.by, act.words) or done


def _cancel(patrol: Patrol, act: FieldAct, room: FieldRoom) -> Outcome:
    return rules.cancelled(patrol, act.by, room.now, act.words)


def _extend(patrol: Patrol, act: FieldAct, room: FieldRoom) -> Outcome:
    form = read_form(act, ExtendForm, room.now)
    if isinstance(form, Refused):
        return form
    return rules.extended(patrol, form.until, room.now)


def _join(patrol: Patrol, act: FieldAct, room: FieldRoom) -> Outcome:
    form = read_form(act, JoinForm, room.now)
    if isinstance(form, Refused):
        return form
    if not patrol.is_open:
        return Refused("This patrol is over.")
    known = room.get(ORGANISATION, form.organisation)
    if not isinstance(known, Organisation) or not known.active:
        return Refused("There is no such organisation in the roster.")
    company = joined(patrol.joined, form.organisation, form.people)
    return company if isinstance(company, Refused) else replace(patrol, joined=company)


def _pass(patrol: Patrol, act: FieldAct, room: FieldRoom) -> Outcome:
    form = read_form(act, PassForm, room.now)
    if isinstance(form, Refused):
        return form
    return rules.passed(patrol, Passed(form.checkpoint, room.now, Reached.OPERATOR, act.by))


def _incident(patrol: Patrol, act: FieldAct, room: FieldRoom) -> Outcome:
    form = read_form(act, IncidentForm, room.now)
    if isinstance(form, Refused):
        return form
    if patrol.stage is not Stage.OUT:
        return Refused("This patrol is not out.")
    if not act.words:
        return Refused("Say what the team met.")
    place = form.place if form.place and form.place.is_plausible else place_of(patrol, room)
    number = room.report(INCIDENT, patrol.team, "point", act.words, place=place)
    return patrol if number is None else rules.met_incident(patrol, number)


_ACTS: dict[str, Callable[[Patrol, FieldAct, FieldRoom], Outcome]] = {
    "start": _start,
    "end": _end,
    "cancel": _cancel,
    "extend": _extend,
    "join": _join,
    "pass": _pass,
    "incident": _incident,
}
