"""One batch being decided: the changes so far, on a draft of the memory. Engine thread only.

The rules of the single inputs live beside this module (events, links, commands); here is what they
share: raising and changing alerts, quarantine, receipts, and the decision at the end.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from console.domain.alerts.alert import ENGINE, Alert, AlertClass
from console.domain.alerts.alert_types import Catalogue
from console.domain.alerts.counts import counted
from console.domain.alerts.lifecycle import Report, joins, raise_alert, repeated, report_again
from console.domain.alerts.rulebook import Rules
from console.domain.frozen import open_twin
from console.domain.pace import USUAL
from console.domain.unit import DeviceLink, UnitPosition
from console.ports.messages import (
    AlertChanged,
    Change,
    CommandResult,
    Decision,
    FieldPersonal,
    LinkChanged,
    MessageArrived,
    MessageQuarantined,
    Peer,
    Reply,
    SessionChanged,
)
from console.services.desk.incidents import placed
from console.services.desk.memory import AlertKey, Memory, Senses
from console.services.desk.rulebook import NOW
from console.services.desk.veil import standing, veiled
from console.services.engine.quarantine_quota import HEAD_BYTES, Keeping
from console.services.field.book import FieldBook
from console.wire.device_session import Arrival, DeviceSession
from console.wire.sep1 import EngineMessage, Receipt, Reject

COMPLAINT_EVERY_MS = 600_000
_OpenChanged = open_twin(AlertChanged)


@dataclass(slots=True)
class _Row:
    """Point events of one alert in a row: its state before them, and where their change goes."""

    known: Alert
    key: AlertKey
    reports: list[Report]
    place: int


class Draft:
    """The open decision. `now` and `mono_ms` are the newest time any input brought."""

    def __init__(
        self, catalogue: Catalogue, memory: Memory, senses: Senses, book: FieldBook
    ) -> None:
        self.catalogue = catalogue
        self.book = book
        self.memory = memory
        self.senses = senses
        rulebook = memory.rules.get(NOW)
        self.pace = rulebook.rules.pace if rulebook else USUAL
        self._changes: list[Change] = []
        self._row: _Row | None = None
        self._replies: list[Reply] = []
        self._results: list[CommandResult] = []
        self._personals: list[FieldPersonal] = []
        self._gone: set[str] = set()
        self._positions: dict[str, UnitPosition] = {}
        self._links: dict[str, DeviceLink] = {}
        self._receipts: dict[tuple[bytes, int], tuple[Peer, list[int]]] = {}
        self._sessions: set[tuple[str, int]] = set()
        # The events of this draft: source, boot, sequence -> id.
        self.fresh: dict[tuple[str, int, int], str] = {}

    def change(self, change: Change) -> None:
        """One more thing to make durable."""
        self._changes.append(change)

    def reply(self, peer: Peer, message: EngineMessage) -> None:
        """One more message for a device."""
        self._replies.append(Reply(peer, message))

    def use(self, rules: Rules) -> None:
        """Decide the rest by these rules."""
        self.catalogue, self.pace = rules.catalogue, rules.pace

    def answer(self, result: CommandResult) -> None:
        """One more answer for a seat."""
        self._results.append(result)

    def tell(self, personal: FieldPersonal) -> None:
        """What one seat asked to see about people."""
        self._personals.append(personal)

    def show_position(self, position: UnitPosition) -> None:
        """A unit was seen somewhere new."""
        self._positions[position.unit] = position
        self._gone.discard(position.unit)

    def hide_unit(self, unit: str) -> None:
        """A unit may not be seen any longer; its fix is forgotten."""
        self.senses.positions.pop(unit, None)
        self._positions.pop(unit, None)
        self._gone.add(unit)

    def show_link(self, link: DeviceLink) -> None:
        """A link to show that is not a durable change."""
        self._links[link.device] = link

    def count(self, name: str, by: int = 1) -> None:
        """Count what happens with this decision."""
        self.memory.drafted_counts[name] += by

    # --- alerts ----------------------------------------------------------------------------

    def alert_changed(self, alert: Alert, action: str, by: str, at: datetime, text: str) -> None:
        """Draft an alert's new state and its journal words."""
        self.settle()
        # A repeat makes none of the times that are counted, and every event may be one.
        if action != "repeated":
            known = self.memory.alerts.get(alert.number)
            alert = counted(alert, known, self.senses.steady.now_ms)
        self._keep_alert(alert)
        changed = _OpenChanged(alert, action, by, at, text, ())
        changed.__class__ = AlertChanged
        self._changes.append(changed)

    def _keep_alert(self, alert: Alert) -> None:
        memory = self.memory
        if alert.is_open:
            memory.alerts.put(alert.number, alert)
            self.senses.deadlines.arm(alert)
            return
        memory.alerts.put(alert.number, None)
        memory.closed.put(alert.number, alert)
        key = (*alert.key, alert.drill)
        if memory.by_key.get(key) == alert.number:
            memory.by_key.put(key, None)

    def report_point(self, report: Report) -> int | None:
        """`report` for a point event. Repetitions in a row become one change of their alert."""
        row, key = self._row, report.key
        if row is not None and row.key == key:
            row.reports.append(report)
            return row.known.number
        self.settle()
        number = self.memory.by_key.get(key)
        known = self.memory.alerts.get(number) if number is not None else None
        if known is None or not joins(known, report):
            return self.report(report)
        self._row = _Row(known, key, [report], len(self._changes))
        self._changes.append(AlertChanged(known, "repeated", ENGINE, report.at))
        return known.number

    def settle(self) -> None:
        """End a row of repetitions: what they made of their alert is known from here on."""
        row, self._row = self._row, None
        if row is None:
            return
        alert, last = repeated(row.known, row.reports), row.reports[-1]
        earlier = tuple([report.at for report in row.reports[:-1]])
        self._keep_alert(alert)
        changed = _OpenChanged(alert, "repeated", ENGINE, last.at, last.text, earlier)
        changed.__class__ = AlertChanged
        self._changes[row.place] = changed

    def report(self, report: Report) -> int | None:
        """Bring a fact to its alert, or raise one; the alert's number, None when there is none."""
        self.settle()
        number = self.memory.by_key.get(report.key)
        known = self.memory.alerts.get(number) if number is not None else None
        if known is not None and joins(known, report):
            again = report_again(known, report)
            if again is not None:
                self.alert_changed(again[0], again[1], ENGINE, report.at, report.text)
            return known.number
        if report.condition == "cleared":
            return None
        return self.raise_anew(report)

    def was_closed(self, report: Report) -> bool:
        """Whether an alert of this condition was closed of late."""
        closed = self.memory.closed.items()
        return any((*alert.key, alert.drill) == report.key for _, alert in closed)

    def raise_anew(self, report: Report) -> int:
        """Raise an alert for a fact, whatever is known of its condition."""
        alert = raise_alert(self.memory.new_number(), report)
        if not (report.kind.is_life or report.drill):
            alert = veiled(alert, report.kind, standing(self.memory), report.at)
        alert, overtaken = placed(self.memory, alert)
        if overtaken is not None:
            later = replace(overtaken, first_out=False)
            self.alert_changed(later, "no_longer_first", ENGINE, report.at, "")
        if report.condition == "active" or alert.alert_class is not AlertClass.LIFE:
            self.memory.by_key.put(report.key, alert.number)
        self.count("alerts")
        self.alert_changed(alert, "raised", ENGINE, report.at, report.text)
        return alert.number

    def report_of_engine(
        self,
        type_name: str,
        device: str,
        condition: str,
        at: datetime,
        text: str = "",
        *,
        cameras: tuple[str, ...] | None = None,
    ) -> None:
        """A fact the engine itself found about a device (or a camera, an address)."""
        registered = self.senses.devices.get(device)
        if cameras is None:
            cameras = registered.cameras if registered else ()
        kind = self.catalogue.type_of(type_name)
        place, placed_by = self.senses.cameras.standing(device)
        if place is None:
            place, placed_by = self.senses.cameras.beside((device,), cameras)
        self.report(
            Report(
                type=type_name,
                kind=kind,
                source=ENGINE,
                subject=device,
                condition=condition,
                occurred=at,
                at=at,
                place=place,
                cameras=cameras,
                text=text,
                placed_by=placed_by,
            )
        )

    # --- sequences -------------------------------------------------------------------------

    def session(self, device: str) -> DeviceSession:
        """The device's sequences, empty for one never heard."""
        return self.memory.sessions.get(device) or DeviceSession(device)

    def put_session(self, session: DeviceSession) -> None:
        """Draft a device's sequences, and whether a hole is open in them."""
        device, is_open = session.device, session.has_open_gap()
        self.memory.sessions.put(device, session)
        if is_open != bool(self.memory.gapped.get(device)):
            self.memory.gapped.put(device, True if is_open else None)

    def arrive(self, device: str, boot: int, sequence: int, mono_ms: int) -> Arrival:
        """Take a number into the device's session."""
        arrival, session = self.session(device).arrive(boot, sequence, mono_ms)
        if arrival is Arrival.NEW:
            self.put_session(session)
            self._sessions.add((device, boot))
        return arrival

    def receipt(self, peer: Peer, boot: int, sequence: int) -> None:
        """Promise a receipt; all of one peer and boot leave as one."""
        key = (peer.routing, boot)
        promised = self._receipts.get(key)
        if promised is None:
            self._receipts[key] = (peer, [sequence])
        else:
            promised[1].append(sequence)

    # --- refusals --------------------------------------------------------------------------

    def refuse(
        self,
        arrived: MessageArrived,
        code: str,
        reason: str,
        boot: int | None = None,
        sequence: int | None = None,
    ) -> bool:
        """Quarantine a message, REJECT it, and raise one alert per device and 10 min (R-IF-04).

        False when these very bytes were refused before.
        """
        self.reply(arrived.peer, Reject(code, reason, boot, sequence))
        self.count("rejected")
        if self._was_refused_before(arrived, boot, sequence):
            return False
        self._quarantine(arrived, code, reason, boot, sequence)
        kind = "security.identity" if code == "identity" else "device.fault"
        self.complain(kind, arrived, f"{code}: {reason}")
        return True

    def _quarantine(
        self,
        arrived: MessageArrived,
        code: str,
        reason: str,
        boot: int | None,
        sequence: int | None,
    ) -> None:
        device, raw = arrived.peer.device, arrived.raw
        is_numbered = boot is not None and sequence is not None
        keeping = self.senses.quota.take(device, len(raw), arrived.mono_ms, is_numbered=is_numbered)
        if keeping is Keeping.NOTHING:
            self.count("quarantine_full")
            return
        if keeping is Keeping.HEAD and len(raw) > HEAD_BYTES:
            digest = sha256(raw).hexdigest()
            reason = f"{reason} (kept: the first {HEAD_BYTES} of {len(raw)} bytes, sha256 {digest})"
            raw = raw[:HEAD_BYTES]
        self.count("quarantined")
        self.change(MessageQuarantined(device, raw, arrived.received, code, reason, boot, sequence))

    def complain(self, kind: str, arrived: MessageArrived, text: str) -> None:
        """One engine alert per device and kind within 10 minutes."""
        device = arrived.peer.device
        last = self.memory.complaints.get((device, kind))
        if last is None or arrived.mono_ms - last >= COMPLAINT_EVERY_MS:
            self.memory.complaints.put((device, kind), arrived.mono_ms)
            self.report_of_engine(kind, device, "point", arrived.received, text)

    def _was_refused_before(
        self, arrived: MessageArrived, boot: int | None, sequence: int | None
    ) -> bool:
        """Whether these very bytes are in quarantine already: then they are counted, not kept."""
        device = arrived.peer.device
        if boot is not None and sequence is not None:
            self.arrive(device, boot, sequence, arrived.mono_ms)
        seen = (device, sha256(arrived.raw).hexdigest())
        if self.memory.refused.get(seen):
            return True
        self.memory.refused.put(seen, True)
        return False

    # --- the end ---------------------------------------------------------------------------

    def decision(self) -> Decision:
        """Everything decided."""
        self.settle()
        for device, boot in sorted(self._sessions):
            stored = self.session(device).stored(boot)
            self.change(SessionChanged(device, boot, stored))
        receipts = [
            self._receipt(peer, boot, got) for (_, boot), (peer, got) in self._receipts.items()
        ]
        links = {each.link.device: each.link for each in self._changes_of_links()}
        return Decision(
            tuple(self._changes),
            (*self._replies, *receipts),
            tuple(self._results),
            tuple(self._positions.values()),
            tuple({**self._links, **links}.values()),
            tuple(self._personals),
            tuple(sorted(self._gone)),
        )

    def _changes_of_links(self) -> list[LinkChanged]:
        return [change for change in self._changes if isinstance(change, LinkChanged)]

    def _receipt(self, peer: Peer, boot: int, sequences: list[int]) -> Reply:
        stored = self.session(peer.device).stored(boot)
        if max(sequences) <= stored:
            return Reply(peer, Receipt(boot, stored))
        also = sorted({number for number in sequences if number > stored})
        return Reply(peer, Receipt(boot, stored, tuple(also)))
