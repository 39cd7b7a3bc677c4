"""Stands between FFmpeg and a camera that it does not get along with, or by UDP. A thread each.

It listens on the loopback for one viewer who knows the secret path, speaks to the camera in his
stead (its address and its login never leave this process), and passes the pictures on unread. What
it does that FFmpeg does not: it takes OPTIONS that a camera refuses for granted, answers a nonce
that grew stale as often as is reasonable, knows digests by SHA-256, and finds its way again after
bytes that belong to no message. It never stores anything, and it ends with either side.
"""

import contextlib
import re
import secrets
import selectors
import socket
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from backends.video.datagrams import Pairs
from backends.video.digest import Challenge, answer, strongest
from backends.video.knock import values_of
from console.ports.keys import without_login

_PORT = 554
_CONNECT_S = 2.0
# Longer than any camera is waited for; then the one who does not read has gone.
_STUCK_S = 20.0
_LOOK_S = 0.25
# A datagram that is waited for in vain must not hold the others up for long.
_ORDER_S = 0.05
_PARTING_S = 1.0
_BLOCK = 65_536
_LONGEST_HEAD = 65_536
_TRIES = 3
_MOST_PENDING = 16
_MESSAGE = re.compile(rb"RTSP/|[A-Z_]{3,20} (rtsp://|\*)")
_BEGINS = re.compile(rb"\$|RTSP/")
_GAP = re.compile(rb"\r?\n\r?\n")
_BODY = re.compile(rb"(?i)\ncontent-length:\s*(\d{1,6})\s")
_GRANTED = "OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN"


@dataclass(slots=True)
class Request:
    """One request of the viewer on its way; `tries` counts how often it was sent."""

    method: str
    uri: str
    lines: list[str]
    number: str
    tries: int = 0
    was_signed: bool = False
    channel: int | None = None


class Conversation:
    """Both sides' messages, each turned into what the other is to hear. Knows no socket."""

    def __init__(self, url: str, own: str, pairs: Pairs | None = None) -> None:
        """`url` is the camera's, with its login; `own` is what the viewer was told instead.

        With `pairs` the camera is asked to send by UDP, and the viewer never learns of it.
        """
        self._pairs = pairs
        self._url, self._login = without_login(url)
        self._own = own
        self._heard = {"viewer": bytearray(), "camera": bytearray()}
        self._pending: dict[str, Request] = {}
        self._challenge: Challenge | None = None
        self._uses = 0
        self._cnonce = secrets.token_hex(8)
        self._knows_path = self._refuses_options = self._plays = False
        self._is_refused = False

    def of_viewer(self, block: bytes) -> bytes:
        """For the camera. Raises ValueError for a viewer who does not know the secret path."""
        out = bytearray()
        for message in self._messages("viewer", block):
            if not message.startswith(b"$"):
                out += self._ask(_request(message))
            elif self._pairs is None:
                out += message
            else:
                self._pairs.report(message)
        return bytes(out)

    def of_camera(self, block: bytes) -> tuple[bytes, bytes]:
        """For the viewer, and for the camera once more. Raises ValueError for endless heads."""
        on, back = bytearray(), bytearray()
        for message in self._messages("camera", block):
            if not message.startswith(b"RTSP/"):
                on += message
                continue
            told, again = self._answered(message)
            on += told
            back += again
        return bytes(on), bytes(back)

    def _messages(self, side: str, block: bytes) -> list[bytes]:
        heard, found = self._heard[side], list[bytes]()
        heard += block
        while (length := _length_of(heard)) is not None:
            if length > 0:
                found.append(bytes(heard[:length]))
            del heard[: abs(length)]
        if len(heard) > 2 * _LONGEST_HEAD:
            raise ValueError("endless message")
        return found

    def _ask(self, request: Request) -> bytes:
        self._knows_path = self._knows_path or request.uri.startswith(self._own)
        if not self._knows_path:
            raise ValueError("a stranger")
        request.uri = request.uri.replace(self._own, self._url)
        if request.method == "OPTIONS" and self._refuses_options and self._plays:
            # Such a camera is kept awake by what it may understand.
            request.lines[0] = "GET_PARAMETER"
        if request.method == "SETUP" and self._pairs is not None:
            request.channel = _by_udp(request.lines, self._pairs)
        while len(self._pending) >= _MOST_PENDING:
            del self._pending[next(iter(self._pending))]
        self._pending[request.number] = request
        return self._signed(request)

    def _signed(self, request: Request) -> bytes:
        request.tries += 1
        method = request.lines[0]
        lines = [f"{method} {request.uri} RTSP/1.0", *request.lines[1:]]
        request.was_signed = False
        if self._challenge is not None and self._login is not None and not self._is_refused:
            request.was_signed = True
            self._uses += 1
            said = answer(
                self._challenge, self._login, method, request.uri, self._uses, self._cnonce
            )
            lines.append(f"Authorization: {said}")
        return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")

    def _answered(self, message: bytes) -> tuple[bytes, bytes]:
        text = message.decode("latin-1")
        status, number = text[9:12], next(iter(values_of(text, "cseq")), "")
        request = self._pending.get(number) or next(reversed(self._pending.values()), None)
        if request is None:
            return message, b""
        if status == "401" and self._may_answer(request, strongest(_demands(text))):
            return b"", self._signed(request)
        self._pending.pop(request.number, None)
        if request.channel is not None and status == "200" and self._pairs is not None:
            return _by_tcp(text, request.channel, self._pairs), b""
        self._plays = self._plays or (request.method == "PLAY" and status == "200")
        if request.method == "OPTIONS" and status[:1] in "45" and status not in ("401", "403"):
            self._refuses_options = True
            head = f"RTSP/1.0 200 OK\r\nCSeq: {request.number}\r\nPublic: {_GRANTED}\r\n\r\n"
            return head.encode("ascii", "replace"), b""
        return message, b""

    def _may_answer(self, request: Request, asked: Challenge | None) -> bool:
        """Note what is asked; whether answering it is no second try with a wrong login."""
        refused = request.was_signed and not (asked is not None and asked.is_stale)
        # The viewer asks again by himself: a wrong login is given once a connection.
        self._is_refused = self._is_refused or refused
        if asked is None or self._is_refused or self._login is None or request.tries >= _TRIES:
            return False
        self._challenge, self._uses = asked, 0
        return True


class Interpreter:
    """One conversation, from its making until `close`."""

    def __init__(self, url: str, transport: str = "tcp") -> None:
        """Listen for the viewer; the camera is called when he comes. Raises OSError.

        By "udp" the camera is asked to send datagrams, by "tcp" to send on the connection.
        """
        self._url, self._by_udp = url, transport == "udp"
        self._server = socket.create_server(("127.0.0.1", 0), backlog=1)
        port = self._server.getsockname()[1]
        self.address = f"rtsp://127.0.0.1:{port}/{secrets.token_urlsafe(12)}"
        self._pairs: Pairs | None = None
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="interpreter", daemon=True)
        self._thread.start()

    @property
    def lost(self) -> int:
        """How many datagrams never came."""
        return 0 if self._pairs is None else self._pairs.lost

    def close(self) -> None:
        """Hang up, in about a second at most."""
        self._stopping = True
        self._server.close()
        self._thread.join(_PARTING_S)

    def _run(self) -> None:
        # FFmpeg sees the end of its connection; why it ended is looked for afterwards.
        with (
            contextlib.suppress(OSError, ValueError),
            self._viewer() as viewer,
            _called(self._url) as camera,
            contextlib.ExitStack() as stack,
        ):
            if self._by_udp:
                self._pairs = stack.enter_context(contextlib.closing(Pairs(camera)))
            self._interpret(viewer, camera)

    def _viewer(self) -> socket.socket:
        self._server.settimeout(_CONNECT_S)
        with self._server:
            viewer, _address = self._server.accept()
        return viewer

    def _interpret(self, viewer: socket.socket, camera: socket.socket) -> None:
        talk, pairs = Conversation(self._url, self.address, self._pairs), self._pairs
        for one in (viewer, camera):
            one.settimeout(_STUCK_S)
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with selectors.DefaultSelector() as watch:
            while not self._stopping:
                for line in (viewer, camera, *(() if pairs is None else pairs.lines)):
                    if line not in watch.get_map():
                        watch.register(line, selectors.EVENT_READ)
                found = watch.select(_LOOK_S if pairs is None else _ORDER_S)
                ready = [key.fileobj for key, _events in found]
                for one in (viewer, camera):
                    if one in ready and not _pass_on(talk, one, viewer, camera):
                        return
                if pairs is not None:
                    viewer.sendall(pairs.read(time.monotonic()))


def _pass_on(
    talk: Conversation, one: socket.socket, viewer: socket.socket, camera: socket.socket
) -> bool:
    """What one side says to the other; False when it hung up."""
    block = one.recv(_BLOCK)
    if one is viewer:
        camera.sendall(talk.of_viewer(block))
    else:
        on, back = talk.of_camera(block)
        viewer.sendall(on)
        camera.sendall(back)
    return bool(block)


def _by_udp(lines: list[str], pairs: Pairs) -> int | None:
    """Ask for datagrams in the place of frames; the channel that the viewer wants them on."""
    for at, line in enumerate(lines):
        wanted = re.match(r"(?i)transport:.*interleaved=(\d+)", line)
        if wanted is not None:
            first, second = pairs.add(int(wanted[1]))
            lines[at] = f"Transport: RTP/AVP/UDP;unicast;client_port={first}-{second}"
            return int(wanted[1])
    return None


def _by_tcp(text: str, channel: int, pairs: Pairs) -> bytes:
    """Tell the viewer that he gets frames on that channel."""
    told = re.search(r"(?i)server_port=(\d+)(?:-(\d+))?", text)
    first = int(told[1]) if told else 0
    pairs.meet(channel, (first, int(told[2]) if told and told[2] else first + 1 if first else 0))
    answered = f"Transport: RTP/AVP/TCP;unicast;interleaved={channel}-{channel + 1}"
    head, gap, body = text.partition("\r\n\r\n")
    return (re.sub(r"(?im)^transport:[^\r\n]*", answered, head) + gap + body).encode("latin-1")


def _called(url: str) -> socket.socket:
    parts = urlsplit(url)
    return socket.create_connection((parts.hostname or "", parts.port or _PORT), _CONNECT_S)


def _request(message: bytes) -> Request:
    """The viewer's request; its first line keeps the method only."""
    head = message.decode("utf-8", "surrogateescape").split("\r\n\r\n", 1)[0]
    method, _, rest = head.partition(" ")
    first, *others = rest.split("\r\n")
    number = next(iter(values_of(head, "cseq")), "")
    return Request(method, first.rpartition(" ")[0], [method, *others], number)


def _demands(text: str) -> list[str]:
    return values_of(text, "www-authenticate")


def _length_of(heard: bytearray) -> int | None:
    """Bytes of the first message, as a negative number those of junk; None: wait for more."""
    if not heard:
        return None
    if heard[0] == 0x24:
        length = 4 + int.from_bytes(heard[2:4], "big")
        return length if len(heard) >= max(4, length) else None
    if _MESSAGE.match(heard):
        return _length_of_text(heard)
    begins = _BEGINS.search(heard, 1)
    if begins is not None:
        return -begins.start()
    # The last bytes may be the beginning of what is looked for.
    return -(len(heard) - 32) if len(heard) > 64 else None


def _length_of_text(heard: bytearray) -> int | None:
    gap = _GAP.search(heard, 0, _LONGEST_HEAD)
    if gap is None:
        return None
    told = _BODY.search(heard, 0, gap.end())
    length = gap.end() + (int(told[1]) if told else 0)
    return length if len(heard) >= length else None
