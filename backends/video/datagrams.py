"""RTP as datagrams, put into order and counted: what is lost on the way is known exactly.

FFmpeg puts them into order too, but tells nobody what is missing: it decodes what is left, and of
H.265 and MJPEG no decoder says that the picture is wrong. Used on an interpreter's thread.
"""

import contextlib
import socket

_WAIT_S = 0.06
_MOST_WAITING = 64
# Further apart than any network throws them: the camera began to count anew.
_LEAP = 3_000
_TURN = 1 << 16
_PAIRS = 20
_LARGEST = 65_536
_MOST_AT_ONCE = 200
_ROOM_BYTES = 2_000_000
_PUNCH = (b"\x80" + bytes(11), b"\x80\xc9\x00\x01" + bytes(4))


class Order:
    """The RTP packets of one source by their numbers; `lost` counts those that never came."""

    def __init__(self) -> None:
        """Nothing came yet."""
        self.lost = 0
        self._next: int | None = None
        self._source = b""
        self._waiting: dict[int, bytes] = {}
        self._since = 0.0

    def put(self, packet: bytes, now: float) -> list[bytes]:
        """What may be passed on now, in order; `now` is monotonic."""
        if len(packet) < 12:
            return []
        number, source = int.from_bytes(packet[2:4], "big"), packet[8:12]
        if self._next is None or source != self._source:
            return self._begin(number, source, packet)
        ahead = (number - self._next) % _TURN
        if ahead >= _TURN - _LEAP:
            return []  # a late or a second one: its gap is counted already
        if ahead > _LEAP:
            return self._begin(number, source, packet)
        if not self._waiting:
            self._since = now
        self._waiting[number] = packet
        return self._ready() + self.overdue(now)

    def overdue(self, now: float) -> list[bytes]:
        """What waited long enough for others, which then count as lost."""
        due = list[bytes]()
        while self._waiting and (now - self._since > _WAIT_S or len(self._waiting) > _MOST_WAITING):
            begin = self._next or 0
            nearest = min(self._waiting, key=lambda number: (number - begin) % _TURN)
            self.lost += (nearest - begin) % _TURN
            self._next = nearest
            due += self._ready()
            self._since = now
        return due

    def _begin(self, number: int, source: bytes, packet: bytes) -> list[bytes]:
        left = [self._waiting[one] for one in sorted(self._waiting)]
        if self._next is not None:
            self.lost += 1  # between two counts nobody knows what is missing
        self._waiting.clear()
        self._next, self._source = (number + 1) % _TURN, source
        return [*left, packet]

    def _ready(self) -> list[bytes]:
        ready = list[bytes]()
        while self._next in self._waiting:
            ready.append(self._waiting.pop(self._next))
            self._next = (self._next + 1) % _TURN
        return ready


class Pair:
    """Two ports for one track: pictures on the even one, reports on the odd one."""

    def __init__(self, host: str, channel: int) -> None:
        """Bind on our address `host`; `channel` is the viewer's for the pictures. OSError."""
        self.order = Order()
        self.channel = channel
        self._peer = ""
        self._reports_to = 0
        self.pictures, self.reports = _bound(host)

    @property
    def ports(self) -> tuple[int, int]:
        """Even, odd."""
        return self.pictures.getsockname()[1], self.reports.getsockname()[1]

    def meet(self, peer: str, ports: tuple[int, int]) -> None:
        """Where the camera sends from; a first word opens the way through a firewall."""
        self._peer, self._reports_to = peer, ports[1]
        with contextlib.suppress(OSError):
            self.pictures.sendto(_PUNCH[0], (peer, ports[0]))
            self.reports.sendto(_PUNCH[1], (peer, ports[1]))

    def report(self, packet: bytes) -> None:
        """Pass a report of the viewer on."""
        if self._reports_to:
            with contextlib.suppress(OSError):
                self.reports.sendto(packet, (self._peer, self._reports_to))

    def read(self, now: float) -> bytes:
        """All that came, as frames for the viewer."""
        frames = bytearray()
        for packet in self._came(self.pictures):
            for one in self.order.put(packet, now):
                frames += _frame(self.channel, one)
        for one in self.order.overdue(now):
            frames += _frame(self.channel, one)
        for packet in self._came(self.reports):
            frames += _frame(self.channel + 1, packet)
        return bytes(frames)

    def close(self) -> None:
        """Free both ports."""
        self.pictures.close()
        self.reports.close()

    def _came(self, line: socket.socket) -> list[bytes]:
        came = list[bytes]()
        with contextlib.suppress(BlockingIOError, ConnectionError):
            for _ in range(_MOST_AT_ONCE):
                packet, sender = line.recvfrom(_LARGEST)
                if sender[0] == self._peer:
                    came.append(packet)
        return came


class Pairs:
    """The pairs of one conversation."""

    def __init__(self, camera: socket.socket) -> None:
        """None yet; `camera` is the connection that orders them."""
        self._host, self._peer = camera.getsockname()[0], camera.getpeername()[0]
        self._pairs: list[Pair] = []

    @property
    def lost(self) -> int:
        """Packets that never came."""
        return sum(pair.order.lost for pair in self._pairs)

    @property
    def lines(self) -> list[socket.socket]:
        """What to wait for."""
        return [line for pair in self._pairs for line in (pair.pictures, pair.reports)]

    def add(self, channel: int) -> tuple[int, int]:
        """Two ports for this channel. Raises OSError."""
        pair = Pair(self._host, channel)
        self._pairs.append(pair)
        return pair.ports

    def meet(self, channel: int, ports: tuple[int, int]) -> None:
        """The camera told its ports; it sends from where it was called."""
        for pair in self._of(channel):
            pair.meet(self._peer, ports)

    def report(self, frame: bytes) -> None:
        """Pass a report of the viewer on, as he framed it."""
        for pair in self._of(frame[1] - 1):
            pair.report(frame[4:])

    def read(self, now: float) -> bytes:
        """All that came, as frames for the viewer."""
        return b"".join(pair.read(now) for pair in self._pairs)

    def close(self) -> None:
        """Free all ports."""
        for pair in self._pairs:
            pair.close()

    def _of(self, channel: int) -> list[Pair]:
        return [pair for pair in self._pairs if pair.channel == channel]


def _frame(channel: int, packet: bytes) -> bytes:
    return b"$" + bytes((channel & 0xFF,)) + len(packet).to_bytes(2, "big") + packet


def _bound(host: str) -> tuple[socket.socket, socket.socket]:
    for _ in range(_PAIRS):
        even = _datagrams(host, 0)
        port = even.getsockname()[1]
        if port % 2 == 0:
            with contextlib.suppress(OSError, OverflowError):
                return even, _datagrams(host, port + 1)
        even.close()
    raise OSError("ports exhausted")


def _datagrams(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    line = socket.socket(family, socket.SOCK_DGRAM)
    try:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _ROOM_BYTES)
        line.setblocking(False)
        line.bind((host, port))
    except OSError:
        line.close()
        raise
    return line
