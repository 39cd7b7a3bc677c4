"""One technical alert for each seat that says something is wrong with it. Engine thread; no I/O.

Only changes are reported: raised or renewed with other words, cleared when the seat is well again
or has gone for a minute.
"""

from console.ports.messages import Tick
from console.services.desk.draft import Draft

SEAT_FAULT = "device.fault"


def watch_seats(draft: Draft, tick: Tick) -> None:
    """Raise, renew and clear the alerts of seats."""
    faulty = draft.senses.seats.faulty(tick.mono_ms)
    known = dict(draft.memory.faulty_seats.items())
    for seat, text in sorted(faulty.items()):
        if text is None or known.get(seat) == text:
            continue
        draft.memory.faulty_seats.put(seat, text)
        if known.get(seat) != "":  # "": raised by an earlier run, which said the same
            draft.report_of_engine(SEAT_FAULT, seat, "active", tick.now, text)
    for seat in sorted(known.keys() - faulty.keys()):
        draft.memory.faulty_seats.put(seat, None)
        draft.report_of_engine(SEAT_FAULT, seat, "cleared", tick.now)
