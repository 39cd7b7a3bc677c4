"""Who may come in: the program's own ZAP answerer (RFC 27) on a plain thread (R-SEC-01, R-SEC-07).

One thread, one ROUTER socket on `inproc://zeromq.zap.01`, no asyncio. Without it every handshake is
refused, because the doors enforce a non-empty domain. It never learns a secret key.
"""

import logging
import threading
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import zmq
from zmq.utils import z85

from backends.zeromq.sockets import EDGE_DOMAIN, SEATS_DOMAIN, Context, Zocket

ZAP_ENDPOINT = "inproc://zeromq.zap.01"
PROBE_DOMAIN = "sunra-probe"
DOMAINS = frozenset({EDGE_DOMAIN, SEATS_DOMAIN})
LATER = b"300"
HELD_S = 4.0
REAPED_S = 0.5
UNKNOWN_HELD_S = 1.5
"""Longer than the engine takes from one reading of the registry to the next (1 s)."""
MOST_HELD = 1_024
MOST_ENTERED = 8_192

_log = logging.getLogger("wire.zap")


class Doorkeeper:
    """Answers libzmq's question "may this key enter this domain?".

    `allow` may be called by any thread; everything else belongs to the thread that made it.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._allowed: Mapping[str, frozenset[str]] = {}
        self._readings: Mapping[str, int] = {}
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.refused = 0
        self._refusals: Counter[tuple[str, str, str]] = Counter()
        self._entered: OrderedDict[str, tuple[str, float]] = OrderedDict()

    def allow(self, domain: str, keys: Iterable[str], *, to_be_continued: bool = False) -> None:
        """Replace the public keys (z85) of one domain in a single step.

        `to_be_continued` says that the registry is read again and again: then an unknown key waits
        for the next reading before it is refused, so that a device may knock at the very moment it
        was enrolled (a refused libzmq client never tries again by itself).
        """
        self._allowed = {**self._allowed, domain: frozenset(keys)}
        if to_be_continued:
            self._readings = {**self._readings, domain: self._readings.get(domain, 0) + 1}

    def suspend(self, domain: str) -> None:
        """Let everyone wait (for 4 s, then to come back later), until the next `allow`.

        A refused libzmq client never tries again by itself. Before the registry is read (at each
        start of the engine) nobody may be sent away for good.
        """
        self._allowed = {name: keys for name, keys in self._allowed.items() if name != domain}

    def may_enter(self, domain: str, key: str) -> bool:
        """Whether the key is known in the domain at this moment."""
        return key in self._allowed.get(domain, frozenset())

    @property
    def alive(self) -> bool:
        """Whether the answering thread runs."""
        return self._thread is not None and self._thread.is_alive()

    @property
    def thread(self) -> threading.Thread | None:
        """The answering thread, for the probe and for tests."""
        return self._thread

    def start(self) -> None:
        """Bind, then answer; after this returns no handshake can find the answerer missing."""
        socket = self._context.socket(zmq.ROUTER)
        socket.setsockopt(zmq.LINGER, 0)
        try:
            _bind(socket)
        except zmq.ZMQError:
            socket.close()
            raise
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=self._serve, args=(socket, self._stop), name="zap", daemon=True
        )
        self._thread.start()

    def restart(self) -> bool:
        """Begin anew after a death; False when the old thread still holds the socket."""
        self.close()
        if self._thread is not None:
            return False
        try:
            self.start()
        except zmq.ZMQError as error:
            _log.error("the ZAP answerer could not be restarted: %s", error)
            return False
        return True

    def close(self) -> None:
        """Stop within half a second; until a new start every handshake is refused."""
        self._stop.set()
        if self._thread is None:
            return
        self._thread.join(0.5)
        if not self._thread.is_alive():
            self._thread = None

    def _serve(self, socket: Zocket, stop: threading.Event) -> None:
        held: deque[Knock] = deque(maxlen=MOST_HELD)
        try:
            while not stop.is_set():
                if socket.poll(20 if held else 100):
                    knock = Knock(time.monotonic(), self._readings, socket.recv_multipart())
                    self._take(socket, knock, held)
                for _ in range(len(held)):
                    self._take(socket, held.popleft(), held)
        finally:
            socket.close()

    def _take(self, socket: Zocket, knock: "Knock", held: "deque[Knock]") -> None:
        """Answer a question, or hold it until its domain is read (again)."""
        message = knock.message
        cut = message.index(b"") + 1 if b"" in message else len(message)
        patient = time.monotonic() - knock.asked < UNKNOWN_HELD_S
        answer = self._answer(message[cut:], knock.readings if patient else {})
        if answer[2] == LATER and time.monotonic() - knock.asked < HELD_S:
            held.append(knock)
            return
        self._note(message[cut:], answer)
        socket.send_multipart([*message[:cut], *answer])

    def _note(self, request: list[bytes], answer: list[bytes]) -> None:
        if len(request) < 6 or request[2].decode("utf-8", "replace") not in DOMAINS:
            return
        address, key = request[3].decode("utf-8", "replace"), _curve_key(request)
        if answer[2] == b"200":
            self._entered[key] = (address, time.monotonic())
            self._entered.move_to_end(key)
            if len(self._entered) > MOST_ENTERED:
                self._entered.popitem(last=False)
        elif answer[2] == b"400":
            self.refused += 1
            what = (request[2].decode("utf-8", "replace"), key, address)
            if what in self._refusals or len(self._refusals) < MOST_HELD:
                self._refusals[what] += 1

    def take_refusals(self) -> Mapping[tuple[str, str, str], int]:
        """How often each (domain, key, address) was refused since the last call. Any thread."""
        taken, self._refusals = self._refusals, Counter()
        return taken

    def keys_entered(self, address: str, since_s: float, until_s: float) -> list[str]:
        """Keys whose newest entry was from this address within these moments. Any thread."""
        return [
            key
            for key, (where, at_s) in list(self._entered.items())
            if where == address and since_s <= at_s <= until_s
        ]

    def entries_of(self, keys: Iterable[str]) -> list[tuple[str, float]]:
        """From which address these keys last came in, and when (monotonic s). Any thread."""
        return [self._entered[key] for key in keys if key in self._entered]

    def _answer(self, request: list[bytes], readings: Mapping[str, int]) -> list[bytes]:
        if len(request) < 6 or request[0] != b"1.0":
            return _reply(request, b"500", b"malformed request", "")
        domain = request[2].decode("utf-8", "replace")
        if domain == PROBE_DOMAIN:
            return _reply(request, b"200", b"alive", "")
        if domain in DOMAINS and domain not in self._allowed:
            return _reply(request, LATER, b"not open yet", "")
        key = _curve_key(request)
        if key and self.may_enter(domain, key):
            return _reply(request, b"200", b"OK", key)
        if key and domain in readings and readings[domain] == self._readings.get(domain):
            return _reply(request, LATER, b"not known yet", "")
        return _reply(request, b"400", b"unknown key", "")


@dataclass(frozen=True, slots=True)
class Knock:
    """A question under way: when it was asked, and how often each domain had been read by then."""

    asked: float
    readings: Mapping[str, int]
    message: list[bytes]


def _bind(socket: Zocket) -> None:
    """The address of a socket that was closed is free only when libzmq's reaper has seen to it."""
    end = time.monotonic() + REAPED_S
    while True:
        try:
            socket.bind(ZAP_ENDPOINT)
        except zmq.ZMQError as error:
            if error.errno != zmq.EADDRINUSE or time.monotonic() > end:
                raise
            time.sleep(0.005)
        else:
            return


def _curve_key(request: list[bytes]) -> str:
    if request[5] != b"CURVE" or len(request) != 7 or len(request[6]) != 32:
        return ""
    return bytes(z85.encode(request[6])).decode("ascii")


def _reply(request: list[bytes], code: bytes, text: bytes, user: str) -> list[bytes]:
    identity = request[1] if len(request) > 1 else b""
    return [b"1.0", identity, code, text, user.encode("ascii"), b""]


class Probe:
    """Asks the doorkeeper once a second whether it lives, and restarts it when it does not.

    Driven by the thread that owns the doors; never blocks it, but for the half second a restart of
    a hanging thread may take.
    """

    def __init__(self, context: Context, keeper: Doorkeeper, every_ms: int = 1_000) -> None:
        self._context = context
        self._keeper = keeper
        self._every_ms = every_ms
        self._asked_ms: int | None = None
        self._answered = True
        self._socket = self._connect()
        self.restarts = 0

    @property
    def alive(self) -> bool:
        """Whether the newest question that is due was answered."""
        return self._answered

    def turn(self, now_ms: int) -> None:
        """Take an answer, or act on its absence, and ask again when it is time."""
        if self._asked_ms is not None and now_ms - self._asked_ms < self._every_ms:
            return
        # Looked at only when it counts: a busy loop comes by here hundreds of times a second.
        if not self._answered and self._socket.poll(0):
            self._socket.recv_multipart()
            self._answered = True
        if self._asked_ms is not None and not self._answered:
            self._revive()
        self._ask(now_ms)

    def close(self) -> None:
        """Give the socket back."""
        self._socket.close()

    def _ask(self, now_ms: int) -> None:
        self._asked_ms = now_ms
        self._answered = False
        request = [b"", b"1.0", b"0", PROBE_DOMAIN.encode(), b"", b"", b"NULL"]
        try:
            self._socket.send_multipart(request, zmq.NOBLOCK)
        except zmq.Again:
            _log.warning("the ZAP answerer does not take questions")

    def _revive(self) -> None:
        _log.error("the ZAP answerer is dead; every handshake is refused until it is back")
        if self._keeper.restart():
            self.restarts += 1
            self._socket.close()
            self._socket = self._connect()

    def _connect(self) -> Zocket:
        socket = self._context.socket(zmq.DEALER)
        socket.setsockopt(zmq.LINGER, 0)
        socket.connect(ZAP_ENDPOINT)
        return socket
