"""Which alerts stand for an escort, and when they are over. Engine thread; no I/O.

An alert is raised once, by the name in `Escort.told`; what ends it clears its condition. Operators
acknowledge and close it all the same.
"""

from dataclasses import replace

from console.domain.field.escort import BEFORE_MEETING, Escort, Step
from console.domain.field.record import field_subject
from console.domain.places.geo import Place
from console.services.field.book import FieldRoom

ESCORT = "escort"
UNMATCHED = "escort.unmatched"
NOT_MET = "escort.not_met"
OVERDUE = "escort.overdue"
DEVIATION = "escort.deviation"
STOPPED = "escort.stopped"
STOP_LATE = "escort.stop_late"
HANDOVER = "escort.handover"
SILENT = "unit.stale"


def ring(room: FieldRoom, record: str, escort: Escort, alert: str, text: str) -> Escort:
    """Raise an alert about an escort, or bring it a new fact; the escort that knows it was told."""
    room.report(
        alert,
        field_subject(ESCORT, record),
        "active",
        text,
        place=_place(room, escort),
        unit=escort.unit or None,
    )
    return escort if alert in escort.told else replace(escort, told=(*escort.told, alert))


def settle(room: FieldRoom, record: str, escort: Escort) -> Escort:
    """Clear every alert whose cause is over."""
    over = [alert for alert in escort.told if not stands(escort, alert)]
    return quiet(room, record, escort, over)


def quiet(room: FieldRoom, record: str, escort: Escort, over: list[str]) -> Escort:
    """Clear these alerts; they may be raised again."""
    for alert in over:
        room.report(alert, field_subject(ESCORT, record), "cleared", unit=escort.unit or None)
    return replace(escort, told=tuple(each for each in escort.told if each not in over))


def stands(escort: Escort, alert: str) -> bool:
    """Whether the cause of an alert can still be there."""
    match alert:
        case "escort.unmatched":
            return escort.step is Step.REQUESTED
        case "escort.not_met":
            return escort.step in BEFORE_MEETING
        case "escort.handover":
            is_there = not escort.is_open or escort.step is Step.ARRIVED
            return not is_there and (escort.is_asking or not _is_kept(escort))
        case "escort.stop_late":
            return escort.step is Step.WALKING and any(not stop.served for stop in escort.stops)
        case _:
            return escort.step is Step.WALKING


def _is_kept(escort: Escort) -> bool:
    """Whether somebody decided that it stays ours: the newest word of an offer is its end."""
    said = [mark.what for mark in escort.marks if mark.what in {"offered", "withdrawn", "declined"}]
    return bool(said) and said[-1] == "withdrawn"


def _place(room: FieldRoom, escort: Escort) -> Place | None:
    fix = room.position(escort.unit) if escort.unit else None
    fix = fix or (room.position(escort.walker) if escort.walker else None)
    return fix.place if fix is not None else escort.meet
