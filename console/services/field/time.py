"""The field's time on record: for the next run of the engine, and for whoever looks at it.

One record, `clock:engine`; one technical alert while the wall clock shows another time than the
field counts. Engine thread only; no I/O.
"""

from dataclasses import replace
from datetime import timedelta

from console.domain.alerts.alert import ENGINE
from console.domain.alerts.lifecycle import Refused
from console.domain.field.record import FieldRecord
from console.ports.messages import FieldChanged, Tick
from console.services.desk.draft import Draft
from console.services.desk.memory import Memory, Senses
from console.services.desk.steady import Begun, SteadyCount
from console.services.field.book import FieldAct
from console.services.field.clock import ClockAnchor
from console.wire.field_codec import FieldMalformed, field_text, field_value

CLOCK_KIND = "clock"
CLOCK_ID = "engine"
CLOCK_ALERT = "device.clock"


def recall_clock(memory: Memory, senses: Senses, record: FieldRecord, boot: str) -> None:
    """Go on with the time of an earlier run, when the computer has not been started since."""
    anchor = field_value(record.content, ClockAnchor)
    if isinstance(anchor, FieldMalformed):
        return
    if anchor.base_ms is not None:
        senses.steady.not_before(anchor.base_ms + anchor.mono_ms)
    if not boot or anchor.boot != boot:
        return
    memory.clock_anchors.put(CLOCK_ID, anchor)
    senses.in_field.clock.resume(anchor)
    if anchor.base_ms is not None:
        senses.steady = SteadyCount(Begun(anchor.base_ms, _lead_ms(anchor, anchor.base_ms)))


def _lead_ms(anchor: ClockAnchor, base_ms: int) -> int:
    """How far the wall clock was ahead of the steady count when the anchor was made."""
    wall = anchor.at + timedelta(seconds=anchor.offset_s)
    return round(wall.timestamp() * 1_000) - base_ms - anchor.mono_ms


def watch_clock(draft: Draft, tick: Tick) -> None:
    """Count time on, note where it stands, and tell when the wall clock says otherwise."""
    clock, boot = draft.senses.in_field.clock, draft.senses.in_field.boot
    clock.take(tick.now, tick.mono_ms)
    known = draft.memory.clock_anchors.get(CLOCK_ID)
    offset_s = clock.offset.total_seconds()
    if known is None and not boot and not offset_s:
        return
    anchor = _anchor(draft)
    if known is None or clock.differs_from(known) or known.base_ms != anchor.base_ms:
        _note(draft, anchor, known)


def _anchor(draft: Draft) -> ClockAnchor:
    field = draft.senses.in_field
    return replace(field.clock.anchor(field.boot), base_ms=draft.senses.steady.base_ms)


def _note(draft: Draft, anchor: ClockAnchor, known: ClockAnchor | None) -> None:
    was = known.offset_s if known is not None else 0.0
    action = "kept" if anchor.offset_s == was else "set" if anchor.offset_s else "agreed"
    _write(draft, anchor, action, ENGINE)
    _tell(draft, anchor, was)


def _write(draft: Draft, anchor: ClockAnchor, action: str, by: str) -> None:
    now = draft.senses.in_field.clock.now
    state = "set" if anchor.offset_s else "agrees"
    record = FieldRecord(CLOCK_KIND, CLOCK_ID, state, True, now, field_text(anchor))
    draft.memory.clock_anchors.put(CLOCK_ID, anchor)
    draft.change(FieldChanged(record, action, by, now))


def _tell(draft: Draft, anchor: ClockAnchor, was: float) -> None:
    now = draft.senses.in_field.clock.now
    if anchor.offset_s and not was:
        text = f"The engine's computer clock was set by {anchor.offset_s:+.0f} s; deadlines go on."
        draft.report_of_engine(CLOCK_ALERT, ENGINE, "active", now, text)
    elif was and not anchor.offset_s:
        draft.report_of_engine(CLOCK_ALERT, ENGINE, "cleared", now)


def accept_clock(draft: Draft, act: FieldAct) -> Refused | str:
    """An operator says that the wall clock is right: time goes on from what it shows."""
    clock = draft.senses.in_field.clock
    if act.act != "accept" or act.id != CLOCK_ID:
        return Refused("The clock knows one act: accept.")
    if not clock.offset:
        return Refused("The clocks agree; there is nothing to accept.")
    was = clock.offset.total_seconds()
    clock.accept()
    anchor = _anchor(draft)
    _write(draft, anchor, "accepted", act.by)
    _tell(draft, anchor, was)
    return ""


def clock_record(memory: Memory, senses: Senses) -> tuple[FieldRecord, ...]:
    """What consoles see of it."""
    anchor = memory.clock_anchors.kept().get(CLOCK_ID)
    if anchor is None:
        return ()
    state = "set" if anchor.offset_s else "agrees"
    now = senses.in_field.clock.now
    return (FieldRecord(CLOCK_KIND, CLOCK_ID, state, True, now, field_text(anchor)),)
