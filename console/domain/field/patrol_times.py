"""What time alone does to a patrol (O2). Pure: deadlines are made of the patrol's own fields.

Each thing is told once: `told` of the patrol says which were. What fell due while the engine was
away is due at once when it is back.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from console.domain.field.patrol import (
    CALLED_BEFORE,
    ENDS_ITSELF_AFTER,
    LATE_AFTER,
    OVERTIME_AFTER,
    SILENT_AFTER,
    Checkpoint,
    Patrol,
    Stage,
)


class Word(StrEnum):
    """What a deadline of a patrol says."""

    CALLED = "called"
    LATE = "late"
    NOT_HELD = "not_held"
    CHECKPOINT = "checkpoint"
    SILENT = "silent"
    OVERTIME = "overtime"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that falls due `at` a time; `checkpoint` where it is one's."""

    at: datetime
    word: Word
    checkpoint: Checkpoint | None = None

    @property
    def mark(self) -> str:
        """How `Patrol.told` names it. Overtime is told anew after an extension."""
        if self.checkpoint is not None:
            return f"checkpoint:{self.checkpoint.id}"
        return "over" if self.word is Word.OVERTIME else self.word.value


def next_due(patrol: Patrol) -> Due | None:
    """What time does to the patrol next; None when nothing more."""
    waiting = [each for each in _all(patrol) if each.mark not in patrol.told]
    return min(waiting, key=lambda each: (each.at, each.mark), default=None)


def told(patrol: Patrol, due: Due) -> Patrol:
    """The patrol after it: marked, and moved on where time moves it."""
    marked = replace(patrol, told=(*patrol.told, due.mark))
    match due.word:
        case Word.CALLED:
            return replace(marked, stage=Stage.DUE)
        case Word.NOT_HELD:
            return replace(marked, stage=Stage.NOT_HELD, ended_at=due.at)
        case Word.ENDED:
            return replace(marked, stage=Stage.ENDED, ended_at=due.at, ended_by="engine")
        case _:
            return marked


def heard(patrol: Patrol, at: datetime) -> Patrol:
    """Somebody of the team was heard: being silent may be told again."""
    left = tuple(each for each in patrol.told if each != Word.SILENT.value)
    return replace(patrol, listened_at=at, told=left)


def _all(patrol: Patrol) -> list[Due]:
    if patrol.stage in {Stage.PLANNED, Stage.DUE}:
        # Planned while it should be running already: the team is late from then on.
        late = max(patrol.begins, patrol.planned_at or patrol.begins) + LATE_AFTER
        found = [Due(late, Word.LATE), Due(max(patrol.ends, late), Word.NOT_HELD)]
        if patrol.stage is Stage.PLANNED:
            found.append(Due(patrol.begins - CALLED_BEFORE, Word.CALLED))
        return found
    return _while_out(patrol) if patrol.stage is Stage.OUT else []


def _while_out(patrol: Patrol) -> list[Due]:
    found = [
        Due(each.due, Word.CHECKPOINT, each) for each in patrol.missing if each.due is not None
    ]
    found.append(Due(patrol.ends + OVERTIME_AFTER, Word.OVERTIME))
    found.append(Due(patrol.ends + ENDS_ITSELF_AFTER, Word.ENDED))
    if patrol.listened_at is not None:
        found.append(Due(patrol.listened_at + SILENT_AFTER, Word.SILENT))
    return found
