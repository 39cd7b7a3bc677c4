"""The flood watch of the room (R-ALM-03). Engine thread only; no I/O.

Alerts are counted when they are durable and judged at each tick, by the limits of the site
(`console.domain.pace`) and in time that no setting of a clock moves; drills do not count. After a
restart the window is filled from the stored alerts.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from console.domain.alerts.flood import Flood
from console.ports.messages import FloodChanged, Tick
from console.services.desk.draft import Draft
from console.services.desk.memory import Memory

ROOM = "room"


def watch_flood(draft: Draft, tick: Tick) -> None:
    """Begin, follow and end the flood."""
    rate = draft.senses.window.rate(draft.senses.steady.unmoved(tick.now))
    known = draft.memory.floods.get(ROOM)
    if known is None or known.ended is not None:
        if rate > draft.pace.flood_begins_above:
            number = known.number + 1 if known else 1
            _put(draft, Flood(number, tick.now, rate, rate), "began")
        return
    alerts = known.alerts + draft.senses.window.fresh
    grown = replace(known, alerts=alerts, peak=max(known.peak, rate))
    if rate < draft.pace.flood_ends_below:
        _put(draft, replace(grown, ended=tick.now), "ended")
    elif grown != known:
        draft.memory.floods.put(ROOM, grown)


def recalled(flood: Flood, raised: Sequence[datetime]) -> Flood:
    """A stored flood that is on: its row says how it began, the alerts how it went on."""
    if flood.ended is not None:
        return flood
    return replace(flood, alerts=flood.alerts + sum(at > flood.began for at in raised))


def counted(memory: Memory, rate: int) -> dict[str, int]:
    """Standing figures: the number of the flood that is on (0: none), its alerts and its peak."""
    flood = memory.floods.kept().get(ROOM)
    is_on = flood is not None and flood.ended is None
    return {
        "flood": flood.number if flood and is_on else 0,
        "flood_alerts": flood.alerts if flood and is_on else 0,
        "flood_peak": flood.peak if flood and is_on else 0,
        "floods": flood.number if flood else 0,
        "alerts_in_10_min": rate,
    }


def _put(draft: Draft, flood: Flood, action: str) -> None:
    draft.memory.floods.put(ROOM, flood)
    draft.change(FloodChanged(flood, action))
