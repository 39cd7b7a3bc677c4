"""One alert for each kind of trouble at a door and whoever makes it, at most every ten minutes.

Engine thread only; no I/O. What happens meanwhile is counted and told with the next one.
"""

from console.ports.messages import Tick
from console.services.desk.draft import COMPLAINT_EVERY_MS, Draft


def watch_door(draft: Draft, tick: Tick) -> None:
    """Raise what is due."""
    troubles = draft.senses.troubles
    for kind, subject in troubles.named():
        last = draft.memory.complaints.get((subject, kind))
        if last is not None and tick.mono_ms - last < COMPLAINT_EVERY_MS:
            continue
        if last is not None and troubles.is_over(kind, subject):
            troubles.forget(kind, subject)
            continue
        draft.memory.complaints.put((subject, kind), tick.mono_ms)
        text = troubles.told(kind, subject)
        draft.report_of_engine(kind, subject, "point", tick.now, text)
