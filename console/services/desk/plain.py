"""How the desk takes an EVENT that broke its own rules: stored, receipted, shown as itself.

The last resort against a fault of this program: no grouping, no quiet, no flood, no field work, no
place. What cannot even be taken so is told by the engine as an alert of its own, and gets no
receipt: its device keeps it and sends it again.
"""

from console.domain.alerts.alert import ENGINE
from console.domain.alerts.lifecycle import Report, raise_alert
from console.ports.door import Incident
from console.ports.messages import EventStored, MessageArrived
from console.services.desk.draft import Draft
from console.services.desk.events import known_as, refusal_of
from console.wire.device_session import Arrival
from console.wire.sep1 import Event

PLAIN = "This report could not be handled in full (a fault of the engine, see its log)."
UNTAKEN = (
    "A report of this device cannot be stored (a fault of the engine, see its log): look at the "
    "place, and keep the log for the installer. The device goes on sending it."
)


def take_plainly(draft: Draft, arrived: MessageArrived, event: Event) -> None:
    """Store the event and raise a plain alert for it; a repeat gets its receipt only."""
    device = draft.senses.devices[arrived.peer.device]
    if refusal_of(device, event) is not None:
        return
    arrival = draft.arrive(device.id, event.boot, event.sequence, arrived.mono_ms)
    if arrival is Arrival.NEW:
        kind = draft.catalogue.type_of(event.type)
        number = _raise(draft, arrived, event) if kind.alerting else None
        draft.change(EventStored(event, device.id, arrived.received, number, arrived.attachments))
    elif arrival is not Arrival.DUPLICATE or known_as(draft, event) != event.id:
        return  # it is not stored, so nothing is promised: it comes again
    draft.receipt(arrived.peer, event.boot, event.sequence)


def _raise(draft: Draft, arrived: MessageArrived, event: Event) -> int:
    said = event.data.get("text")
    report = Report(
        type=event.type,
        kind=draft.catalogue.type_of(event.type),
        source=event.source,
        subject=event.subject,
        condition="point",
        occurred=arrived.received,
        at=arrived.received,
        cameras=draft.senses.devices[event.source].cameras,
        text=f"{said[:1_000]} · {PLAIN}" if isinstance(said, str) and said else PLAIN,
        drill=event.drill,
    )
    alert = raise_alert(draft.memory.new_number(), report)
    draft.count("alerts")
    draft.alert_changed(alert, "raised", ENGINE, report.at, report.text)
    return alert.number


def untaken(device: str, event: Event, *, is_life: bool) -> Incident:
    """What the engine tells of an event it cannot take at all: as urgent as the event is."""
    return Incident(event.type if is_life else "device.fault", device, UNTAKEN)
