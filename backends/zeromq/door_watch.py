"""Keeps each connection's cost within bounds where libzmq has none (ADR 0015).

One thread for all doors: it follows libzmq's monitor (who came, who left), asks the operating
system how much came in on each connection, and compares that with what the doors took out. It cuts
and names; it reads no message. The engine's thread only notes what it heard.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable

import zmq

from backends.zeromq.guests import Guests, Remote, Verdict
from backends.zeromq.sockets import Context, Zocket
from backends.zeromq.tcp_bytes import bytes_received
from backends.zeromq.tcp_facts import remote_of, shut_down
from console.ports.door import Incident

SWEEP_S = 0.25
BAN_S = 60.0
MOST_INCIDENTS = 256
OTHERS = "others"

_ACCEPTED = int(zmq.Event.ACCEPTED)
_LEFT = {int(zmq.Event.DISCONNECTED), int(zmq.Event.CLOSED)}
_REFUSED = {
    int(zmq.Event.HANDSHAKE_FAILED_AUTH),
    int(zmq.Event.HANDSHAKE_FAILED_PROTOCOL),
    int(zmq.Event.HANDSHAKE_FAILED_NO_DETAIL),
}
_WATCHED = _ACCEPTED | sum(_LEFT) | sum(_REFUSED)

Who = Callable[[str, float], str]

_log = logging.getLogger("wire.door")


class Incidents:
    """What is to be told, counted by kind and subject. Any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._told: dict[tuple[str, str], Incident] = {}

    def note(self, kind: str, subject: str, text: str, count: int = 1) -> None:
        """One more of its kind; the newest words stand."""
        with self._lock:
            full = len(self._told) >= MOST_INCIDENTS and (kind, subject) not in self._told
            key = (kind, OTHERS if full else subject)
            known = self._told.get(key)
            self._told[key] = Incident(*key, text, count + (known.count if known else 0))

    def take(self) -> tuple[Incident, ...]:
        """Everything since the last call."""
        with self._lock:
            taken = tuple(self._told.values())
            self._told.clear()
        return taken


class Floor:
    """What the watch and the engine's thread know together of one door.

    The engine's thread writes `heard` (bytes of whole messages by descriptor), `arrivals`, `turns`
    and `emptied`; each is one step of the interpreter.
    """

    def __init__(self, context: Context, socket: Zocket, name: str, who: Who) -> None:
        """`who` finds the name of one that came from an address at a moment, or says nothing."""
        self.who = who
        self.guests = Guests()
        self.heard: dict[int, int] = {}
        self.arrivals: list[tuple[int, str]] = []
        self.gone: list[tuple[int, Remote | None]] = []
        self.turns = 0
        self.emptied = 0
        self.counters: Counter[str] = Counter()
        address = f"inproc://watch.{name}"
        socket.monitor(address, _WATCHED)
        self.monitor = context.socket(zmq.PAIR)
        # A full monitor would make libzmq's own thread wait for this one.
        self.monitor.setsockopt(zmq.RCVHWM, 0)
        self.monitor.setsockopt(zmq.LINGER, 0)
        self.monitor.connect(address)


class DoorWatch:
    """The thread. `close` before the doors' sockets are closed."""

    def __init__(self, floors: Iterable[Floor], incidents: Incidents) -> None:
        self._floors = tuple(floors)
        self._incidents = incidents
        self._stop = threading.Event()
        self._expelled: list[tuple[str, float]] = []
        self._mute: list[tuple[str, float]] = []
        self._thread = threading.Thread(target=self._run, name="door-watch", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    def expelled(self) -> frozenset[str]:
        """Names that were shown out within the last minute."""
        now_s = time.monotonic()
        return frozenset(name for name, until_s in self._expelled if until_s > now_s)

    def cut_mute(self, entries: Iterable[tuple[str, float]]) -> None:
        """End what never said who it is and may have come in by one of these entries.

        libzmq does not tell which connection a key came by: another mute one of that address and
        moment may be cut with it, and connects again.
        """
        self._mute.extend(entries)

    def close(self) -> None:
        """Stop; bounded by about a second."""
        self._stop.set()
        self._thread.join(2.0)
        for floor in self._floors:
            floor.monitor.close(0)

    def _run(self) -> None:
        poller = zmq.Poller()
        for floor in self._floors:
            poller.register(floor.monitor, zmq.POLLIN)
        due_s = 0.0
        while not self._stop.is_set():
            poller.poll(100)
            try:
                for floor in self._floors:
                    self._follow(floor)
                if time.monotonic() >= due_s:
                    due_s = time.monotonic() + SWEEP_S
                    self._sweep()
            except Exception:  # noqa: BLE001 - the watch outlives any fault
                _log.exception("the watch of the doors failed for a moment")
                self._stop.wait(0.5)

    def _follow(self, floor: Floor) -> None:
        for _ in range(1_000):
            try:
                told = floor.monitor.recv_multipart(1)[0]
            except zmq.Again:
                break
            event = int.from_bytes(told[:2], "little")
            self._note(floor, event, int.from_bytes(told[2:6], "little"))
        arrivals, floor.arrivals = floor.arrivals, []
        for descriptor, name in arrivals:
            self._act(floor, floor.guests.spoke(descriptor, name, time.monotonic()))

    def _note(self, floor: Floor, event: int, value: int) -> None:
        if event == _ACCEPTED:
            floor.heard.pop(value, None)
            floor.guests.came(value, remote_of(value), time.monotonic())
            floor.counters["accepted"] += 1
        elif event in _LEFT:
            floor.gone.append((value, floor.guests.remote_of(value)))
            self._act(floor, floor.guests.left(value, time.monotonic()))
            floor.heard.pop(value, None)
        elif event in _REFUSED:
            floor.counters["handshake_refused"] += 1

    def _sweep(self) -> None:
        now_s = time.monotonic()
        self._expelled = [entry for entry in self._expelled if entry[1] > now_s]
        mute, self._mute = self._mute, []
        for floor in self._floors:
            received = {each: bytes_received(each) for each in floor.guests.descriptors()}
            heard, turns, emptied = floor.heard, floor.turns, floor.emptied
            verdicts = [
                *floor.guests.judge(received, heard, turns, now_s),
                *floor.guests.judge_waiting(received, heard, turns, emptied),
            ]
            for verdict in verdicts:
                self._act(floor, verdict)
            for guest in floor.guests.mute_from(mute):
                floor.counters["cut_mute"] += shut_down(guest.descriptor, guest.remote)

    def _act(self, floor: Floor, verdict: Verdict | None) -> None:
        if verdict is None:
            return
        guest, kind, subject = verdict.guest, verdict.kind, verdict.subject
        if guest is None:
            self._incidents.note(kind, subject, verdict.reason)
            return
        name = guest.name or floor.who(guest.address, guest.came_s)
        if name:
            kind, subject = "device.fault", name
            if verdict.bars:
                self._expelled.append((name, time.monotonic() + BAN_S))
        self._incidents.note(kind, subject, verdict.reason)
        if shut_down(guest.descriptor, guest.remote):
            floor.counters["shown_out"] += 1
            _log.warning("shown out: %s %s", subject, verdict.reason)
