"""What the engine reports of a patrol, and how an event finds its patrol. No I/O.

A condition is named by its type and the team (with the checkpoint, where it is one's): it stands as
long as its mark does, so that it can be ended by comparing two values of the patrol.
"""

from dataclasses import replace
from datetime import timedelta

from console.domain.field.pair import Finding, Unity
from console.domain.field.patrol import Checkpoint, Passed, Patrol, Reached, Stage
from console.domain.field.patrol_times import Due, Word
from console.domain.places.geo import Place, distance_m
from console.services.field.book import FieldEvent, FieldRoom
from console.services.field.patrol_forms import PATROL

MISSED = "patrol.missed"
SEPARATED = "team.separated"
STALE = "unit.stale"
INCIDENT = "patrol.incident"
FARTHEST_M = 60.0
EARLY = timedelta(hours=1)
AHEAD = timedelta(minutes=2)
_APART, _DARK, _CHECKPOINT = "apart", "dark:", "checkpoint:"


def standing(patrol: Patrol) -> frozenset[tuple[str, str]]:
    """The conditions (type, subject) of a patrol that hold."""
    if not patrol.is_open:
        return frozenset()
    missing = {each.id for each in patrol.missing}
    found = (_condition(patrol, mark, missing) for mark in patrol.told)
    return frozenset(each for each in found if each is not None)


def _condition(patrol: Patrol, mark: str, missing: set[str]) -> tuple[str, str] | None:
    team = patrol.team
    if mark == _APART or mark.startswith(_DARK):
        return SEPARATED, team
    if mark == Word.SILENT.value:
        return STALE, team
    if mark == Word.LATE.value:
        return (MISSED, team) if patrol.stage is not Stage.OUT else None
    if mark == "over":
        return MISSED, f"{team}/end"
    checkpoint = mark.removeprefix(_CHECKPOINT)
    return (MISSED, f"{team}/{checkpoint}") if checkpoint in missing else None


def report_due(patrol: Patrol, due: Due, room: FieldRoom) -> None:
    """Report what fell due, where it asks for an operator."""
    kind, subject, text = MISSED, patrol.team, ""
    match due.word:
        case Word.CALLED:
            return
        case Word.LATE:
            text = "The shift began 10 min ago and the team has not started."
        case Word.NOT_HELD:
            text = "The shift is over and the team never started."
        case Word.CHECKPOINT if due.checkpoint is not None:
            subject = f"{patrol.team}/{due.checkpoint.id}"
            text = f"{due.checkpoint.name_en} was not passed by its time."
        case Word.SILENT:
            kind, text = STALE, "Neither member of the team was heard for 3 min."
        case Word.OVERTIME:
            subject = f"{patrol.team}/end"
            text = "The shift ended 30 min ago and the team is not back."
        case _:
            subject = f"{patrol.team}/end"
            text = "The shift ended 2 h ago; it was ended without word of the team."
    room.report(kind, subject, "active", text, place=place_of(patrol, room), unit=heard_of(patrol))


def judged_pair(patrol: Patrol, found: Finding, room: FieldRoom) -> Patrol:
    """The patrol with what is to be said of its two members; a new word is reported."""
    had = {each for each in patrol.told if each == _APART or each.startswith(_DARK)}
    match found.unity:
        case Unity.UNKNOWN:
            return patrol
        case Unity.TOGETHER:
            marks: set[str] = set()
        case Unity.APART:
            marks = {_APART}
        case Unity.DARK:
            marks = {f"{_DARK}{patrol.members[found.dark or 0]}"}
    if marks == had:
        return patrol
    for mark in sorted(marks - had):
        text = _words_of(mark, found)
        unit = mark.removeprefix(_DARK) if mark != _APART else patrol.members[0]
        room.report(SEPARATED, patrol.team, "active", text, place=place_of(patrol, room), unit=unit)
    left = tuple(each for each in patrol.told if each not in had)
    return replace(patrol, told=(*left, *sorted(marks)))


def _words_of(mark: str, found: Finding) -> str:
    if mark == _APART:
        return f"The two are about {found.distance_m or 0:.0f} m apart for a minute."
    return f"{mark.removeprefix(_DARK)} was not heard for a minute, the other one was."


def heard_of(patrol: Patrol) -> str:
    """The unit an alert of the whole team names."""
    return patrol.members[0]


def place_of(patrol: Patrol, room: FieldRoom) -> Place | None:
    """Where a member of the team was last, the newer word first."""
    found = [fix for unit in patrol.members if (fix := room.position(unit)) is not None]
    return max(found, key=lambda fix: fix.received).place if found else None


def patrol_of(event: FieldEvent, room: FieldRoom) -> tuple[str, Patrol] | None:
    """The patrol an event is of: the one that is out first, then one about to begin."""
    team = event.content.get("team")
    names = {event.unit, event.source, team if isinstance(team, str) else None}
    soon = room.now + EARLY
    found = [
        (number, each)
        for number, each in room.open_of(PATROL)
        if isinstance(each, Patrol)
        and (each.team in names or not names.isdisjoint(each.members))
        and (each.stage is Stage.OUT or each.begins <= soon)
    ]
    order = sorted(found, key=lambda each: (each[1].stage is not Stage.OUT, each[1].begins))
    return order[0] if order else None


def passed_by(patrol: Patrol, event: FieldEvent, room: FieldRoom) -> Passed:
    """The checkpoint a device tells of: by its name, else the nearest to where it was."""
    told = event.subject or ""
    named = next((each for each in patrol.checkpoints if each.id == told), None)
    checkpoint = named or _nearest(patrol, event.place)
    off_m = distance_m(checkpoint.place, event.place) if checkpoint and event.place else None
    begun = patrol.started_at or room.now
    believed = begun <= event.occurred <= room.now + AHEAD
    at = min(event.occurred, room.now) if believed else room.now
    name = checkpoint.id if checkpoint else told
    return Passed(name, at, Reached.DEVICE, event.unit or event.source, off_m)


def _nearest(patrol: Patrol, place: Place | None) -> Checkpoint | None:
    if place is None:
        return None
    near = [(distance_m(each.place, place), each.id, each) for each in patrol.checkpoints]
    best = min(near, key=lambda each: each[:2], default=None)
    return best[2] if best is not None and best[0] <= FARTHEST_M else None
