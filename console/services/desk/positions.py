"""How the desk takes a STATE: the newest fix of each unit, implausible and older ones left out."""

from datetime import timedelta

from console.domain.places.geo import Place
from console.domain.unit import UnitPosition
from console.ports.messages import MessageArrived
from console.services.desk.draft import Draft
from console.services.desk.memory import MOST_UNITS
from console.services.field.desk import is_hidden, see_unit
from console.wire.sep1 import PositionReport, State

FUTURE = timedelta(seconds=60)


def take_state(draft: Draft, arrived: MessageArrived, state: State) -> None:
    """Show the positions of a state; it is never stored and never receipted."""
    if state.source != arrived.peer.device:
        reason = "the source is not the device this key belongs to"
        draft.refuse(arrived, "identity", reason)
        return
    if state.left_out:
        draft.senses.counts["positions_left_out"] += len(state.left_out)
        (number, why), named = state.left_out[0], len(state.positions) + len(state.left_out)
        text = f"a STATE without position {number} of {named}: {why}"
        draft.complain("device.fault", arrived, text)
    for report in state.positions:
        position = _position(arrived, report)
        if _is_shown(draft, position):
            draft.senses.positions[position.unit] = position
            draft.show_position(position)
            see_unit(draft, position)
        else:
            draft.senses.counts["positions_left_out"] += 1


def _position(arrived: MessageArrived, report: PositionReport) -> UnitPosition:
    return UnitPosition(
        unit=report.unit,
        source=arrived.peer.device,
        time=report.time,
        received=arrived.received,
        place=Place(report.lat, report.lon, report.accuracy_m),
        speed_mps=report.speed_mps,
        heading_deg=report.heading_deg,
        battery_pct=report.battery_pct,
    )


def _is_shown(draft: Draft, position: UnitPosition) -> bool:
    if not position.place.is_plausible or is_hidden(draft, position.unit):
        return False
    held = draft.senses.positions.get(position.unit)
    if held is None:
        return len(draft.senses.positions) < MOST_UNITS
    # A fix stamped in the future would otherwise stand for ever.
    return position.time > held.time or held.time > position.received + FUTURE
