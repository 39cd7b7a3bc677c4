"""The check-ins of a patrol: begun with the shift, ended with it by an operator. No I/O.

A shift that ends by itself leaves them standing: who has not come back must still be missed.
"""

from console.domain.alerts.lifecycle import Refused
from console.domain.field.check_in import LEAST_GRACE_S, CheckIn, begin, heard
from console.domain.field.patrol import Patrol
from console.services.field.book import FieldRoom
from console.services.field.check_ins import CHECK_IN, start_check_in, stop_check_in

GRACE_S = 300


def begin_check_ins(patrol: Patrol, room: FieldRoom, by: str) -> None:
    """The team checks in by the device of its first member, unless that one does already."""
    unit = patrol.members[0]
    known = room.get(CHECK_IN, unit)
    if not patrol.check_in_s or (isinstance(known, CheckIn) and known.is_open):
        return
    grace_s = max(LEAST_GRACE_S, min(GRACE_S, patrol.check_in_s))
    watch = begin(unit, patrol.check_in_s, grace_s, by, room.now)
    if isinstance(watch, CheckIn):
        start_check_in(room, watch, by)


def end_check_ins(patrol: Patrol, room: FieldRoom, by: str, words: str) -> Refused | None:
    """They end with the shift; a team that is missing is let go only with words."""
    if not patrol.check_in_s:
        return None
    return stop_check_in(room, patrol.members[0], words or "shift over", by)


def told_by_device(patrol: Patrol, room: FieldRoom, source: str) -> None:
    """Somebody of the team reported a checkpoint: that is a word that it is well."""
    known = room.get(CHECK_IN, patrol.members[0])
    if patrol.check_in_s and isinstance(known, CheckIn) and known.is_open and not known.is_missing:
        after = heard(known, source, "app", "", room.now)
        if isinstance(after, CheckIn):
            room.put(CHECK_IN, known.unit, after, "heard", source)
