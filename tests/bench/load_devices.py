"""Many devices in one process, for measuring: real connections, one DEALER and key each.

Run as `python -m tests.bench.load_devices PLAN.json`; prints one JSON object. Each device keeps
`window` events without receipt, at most `rate` a second over all when it is not 0. Latency is from
the send to the receipt, in milliseconds. Shares no code with the product but the names of frames.
It looks only where something came (Linux: epoll on each socket's descriptor): asking thousands of
silent sockets in turn would take a whole core from the engine that is measured.
"""

import json
import select
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import msgspec
import zmq

LIFE = "sos.app"


@dataclass
class Load:
    """One device: what it has under way, oldest first."""

    name: str
    socket: "zmq.Socket[bytes]"
    sequence: int = 0
    waiting: deque[tuple[int, float, bool]] = field(default_factory=deque)


def _descriptor(socket: "zmq.Socket[bytes]") -> int:
    return cast("int", socket.get(zmq.FD))


def _events(socket: "zmq.Socket[bytes]") -> int:
    return cast("int", socket.get(zmq.EVENTS))


class Fleet:
    """All devices of this process."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self._plan = plan
        self._context: zmq.Context[zmq.Socket[bytes]] = zmq.Context(io_threads=1)
        self._context.set(zmq.MAX_SOCKETS, 2 * len(plan["devices"]) + 16)
        self._poll = select.epoll()
        self._devices = [self._open(*keys) for keys in plan["devices"]]
        self._by_descriptor = {_descriptor(each.socket): each for each in self._devices}
        self._stamp = plan["time"]
        self.sent = 0
        self.receipts = 0
        self.latencies: list[float] = []
        self.urgent: list[float] = []

    def _open(self, name: str, public: str, secret: str) -> Load:
        socket = self._context.socket(zmq.DEALER)
        socket.linger = 0
        socket.curve_serverkey = self._plan["server_key"].encode()
        socket.curve_publickey, socket.curve_secretkey = public.encode(), secret.encode()
        socket.connect(self._plan["door"])
        self._poll.register(_descriptor(socket), select.EPOLLIN)
        return Load(name, socket)

    def greet(self, seconds: float = 120) -> None:
        """Say HELLO on every connection and wait for every WELCOME."""
        for each in self._devices:
            hello = {"device": each.name, "boot": 1, "time": self._stamp}
            each.socket.send_multipart([b"SEP1", b"HELLO", json.dumps(hello).encode()])
        deadline = time.monotonic() + seconds
        for each in self._devices:
            left_ms = max(0, int((deadline - time.monotonic()) * 1000))
            assert each.socket.poll(left_ms), f"{each.name} was not welcomed"
            each.socket.recv_multipart()

    def run(self, total: int, window: int, rate: float, urgent: frozenset[int]) -> float:
        """Send `total` events and wait for all receipts; seconds from the first to the last."""
        begun = time.perf_counter()
        # A descriptor tells only of what came since its socket was last asked: all are asked first.
        ready = list(self._devices)
        able = deque(self._devices)
        while self.receipts < total:
            for each in ready:
                was_full = len(each.waiting) >= window
                self._listen(each)
                if was_full and len(each.waiting) < window:
                    able.append(each)
            self._send_on(able, total, window, rate, urgent, begun)
            ready = self._that_heard()
            assert time.perf_counter() - begun < self._plan["patience_s"], "receipts are missing"
        return time.perf_counter() - begun

    def _send_on(
        self,
        able: "deque[Load]",
        total: int,
        window: int,
        rate: float,
        urgent: frozenset[int],
        begun: float,
    ) -> None:
        """One event from each device that has room, in turns, as far as the rate allows."""
        for _ in range(len(able)):
            if self.sent >= total or not self._due(rate, begun):
                return
            each = able.popleft()
            self._send(each, self.sent in urgent)
            # Sending may have taken the descriptor's word that something came.
            self._listen(each)
            if len(each.waiting) < window:
                able.append(each)

    def _that_heard(self) -> list[Load]:
        return [self._by_descriptor[each] for each, _ in self._poll.poll(0.001)]

    def _due(self, rate: float, begun: float) -> bool:
        return not rate or self.sent < (time.perf_counter() - begun) * rate

    def _send(self, each: Load, urgent: bool) -> None:
        each.sequence += 1
        self.sent += 1
        text = (
            f'{{"id":"{each.name}-{each.sequence}","source":"{each.name}",'
            f'"type":"{LIFE if urgent else self._plan["type"]}","time":"{self._stamp}","boot":1,'
            f'"sequence":{each.sequence},"mono_ms":{each.sequence},'
            f'"data":{{"location":{{"lat":37.56,"lon":127.04}},"cameras":["cam-1"],'
            f'"confidence":0.8,"text":"load"}}}}'
        )
        each.waiting.append((each.sequence, time.perf_counter(), urgent))
        each.socket.send_multipart([b"SEP1", b"EVENT", text.encode()])

    def _listen(self, each: Load) -> None:
        """Take all that came."""
        while _events(each.socket) & zmq.POLLIN:
            self._take(each, each.socket.recv_multipart(zmq.NOBLOCK))

    def _take(self, each: Load, frames: list[bytes]) -> None:
        if frames[1] != b"RECEIPT":
            assert frames[1] != b"REJECT", frames
            return
        now, body = time.perf_counter(), msgspec.json.decode(frames[2])
        also = set(body["also"])
        kept: deque[tuple[int, float, bool]] = deque()
        for entry in each.waiting:
            number, sent_at, is_urgent = entry
            if number > body["stored"] and number not in also:
                kept.append(entry)
                continue
            self.receipts += 1
            self.latencies.append((now - sent_at) * 1000)
            if is_urgent:
                self.urgent.append((now - sent_at) * 1000)
        each.waiting = kept

    def close(self) -> None:
        """End without a word."""
        self._poll.close()
        self._context.destroy(linger=0)


def at(share: float, values: list[float]) -> float:
    """A percentile, 0 of none."""
    return round(sorted(values)[min(len(values) - 1, int(share * len(values)))], 1) if values else 0


def main() -> int:
    """Load as the plan says; one JSON object."""
    plan = json.loads(Path(sys.argv[1]).read_text())
    fleet = Fleet(plan)
    fleet.greet()
    fleet.run(plan.get("warm", 0), plan["window"], 0, frozenset())
    fleet.latencies.clear()
    fleet.sent = fleet.receipts = 0
    begun = time.process_time()
    took = fleet.run(plan["events"], plan["window"], plan["rate"], frozenset(plan["urgent"]))
    figures = {
        "per_s": round(plan["events"] / took),
        "p50_ms": at(0.5, fleet.latencies),
        "p99_ms": at(0.99, fleet.latencies),
        "worst_ms": at(1.0, fleet.latencies),
        "urgent_p99_ms": at(0.99, fleet.urgent),
        "load_cpu_us": round((time.process_time() - begun) / plan["events"] * 1e6, 1),
    }
    print(json.dumps(figures), flush=True)
    fleet.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
