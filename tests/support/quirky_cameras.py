"""RTSP cameras with quirks, each one thing that standards forbid or that few cameras do.

A whole small server over TCP: it answers, sends H.264 of moving noise, and lets a `Quirk` change
what it says and sends. Built upon `OddCamera`.
"""

import base64
import re
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from itertools import count

from backends.simulated.rtsp.rtp import RtpSender, interleave
from backends.simulated.rtsp.rtp_payloads import payloads
from tests.support.broken_clips import REFUSED, SHOWN, Kind, film
from tests.support.odd_cameras import OddCamera

FPS = 15
_ZERO_LATENCY = (("tune", "zerolatency"), ("g", "10"), ("preset", "ultrafast"))
Answer = tuple[str, str]
"""Status with further head lines, and body."""


@cache
def pictures_of(width: int = 64, height: int = 48) -> list[list[bytes]]:
    """H.264 pictures as NAL units, a key picture each tenth."""
    content = film(Kind(container="h264", width=width, height=height, pictures=20,
                        options=_ZERO_LATENCY))  # fmt: skip
    pictures: list[list[bytes]] = []
    for unit in re.split(b"\x00\x00\x00?\x01", content)[1:]:
        kind = unit[0] & 0x1F
        if kind == 7 or (kind in (1, 5) and (not pictures or _is_whole(pictures[-1]))):
            pictures.append([])
        elif not pictures:
            continue
        pictures[-1].append(unit)
    return pictures


def _is_whole(units: list[bytes]) -> bool:
    return any(unit[0] & 0x1F in (1, 5) for unit in units)


def sdp_of(units: list[bytes], control: str = "track1", more: str = "", head: str = "") -> str:
    """A session description; `control` "" leaves the line out."""
    sets = ",".join(base64.b64encode(one).decode() for one in units if one[0] & 0x1F in (7, 8))
    told = f"a=control:{control}\r\n" if control else ""
    known = f";sprop-parameter-sets={sets}" if sets else ""
    return (
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=quirk\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\n"
        f"{head}m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
        f"a=fmtp:96 packetization-mode=1{known}\r\n{told}{more}"
    )


def _same(packets: list[bytes], _number: int) -> list[bytes]:
    return packets


def _in_head(text: str, old: str, new: str) -> str:
    head, gap, body = text.partition("\r\n\r\n")
    return (head + gap).replace(old, new) + body


def _plain(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Quirk:
    """One camera: `%P` in texts is its port. Which part of it is odd says its name."""

    name: str
    wanted: str = SHOWN
    reason: str = ""
    answers: dict[str, list[str]] = field(default_factory=dict)
    """By method: the answers of the first requests (the last for all later ones); "" is 200."""
    control: str = "track1"
    head: str = ""
    more: str = ""
    says: Callable[[str], str] = _plain
    sends: Callable[[list[bytes], int], list[bytes]] = _same
    """The RTP packets of a picture, by its number, as they are to be sent."""
    between: Callable[[int], bytes] = lambda _number: b""
    """Bytes on the connection before a picture."""
    sizes: tuple[tuple[int, int], ...] = ((64, 48),)
    keeps_alive: str = ""
    """A method that must come within two seconds of silence, else the camera hangs up."""
    channel: int = 0
    tells_channel: bool = True
    tells_sets: bool = True
    early: bool = False


class QuirkyCamera(OddCamera):
    """A running camera of that kind."""

    def __init__(self, quirk: Quirk) -> None:
        self.quirk = quirk
        self.pictures = [one for size in quirk.sizes for one in pictures_of(*size)]
        self._asked_of: dict[str, int] = {}
        super().__init__(_talk)

    def answer(self, request: str) -> str:
        """The whole answer to a request."""
        quirk, method = self.quirk, request.split(" ", 1)[0]
        at = self._asked_of[method] = self._asked_of.get(method, 0) + 1
        given = quirk.answers.get(method, [""])
        status = given[min(at, len(given)) - 1].replace("%P", str(self.port)) or "200 OK"
        body, more = "", ""
        if status.startswith("200"):
            body, more = self._body(method, request)
        number = re.search(r"(?i)cseq:\s*(\d+)", request)
        lines = [f"RTSP/1.0 {status}", f"CSeq: {number[1] if number else 0}", *more.splitlines()]
        if body:
            lines += ["Content-Type: application/sdp", f"Content-Length: {len(body)}"]
        return quirk.says("\r\n".join(lines) + "\r\n\r\n" + body)

    def _body(self, method: str, request: str) -> Answer:
        quirk = self.quirk
        if method == "DESCRIBE":
            control = quirk.control.replace("%P", str(self.port))
            units = self.pictures[0] if quirk.tells_sets else []
            return sdp_of(units, control, quirk.more, quirk.head), ""
        if method == "SETUP":
            asked = re.search(r"(?i)interleaved=(\d+)", request)
            at = quirk.channel or (int(asked[1]) if asked else 0)
            told = f";interleaved={at}-{at + 1}" if quirk.tells_channel else ""
            return "", f"Transport: RTP/AVP/TCP;unicast{told}\nSession: 7;timeout=4"
        offered = ", ".join(["OPTIONS", "DESCRIBE", "SETUP", "PLAY", quirk.keeps_alive])
        return "", "Session: 7" if method == "PLAY" else f"Public: {offered}"


def _talk(camera: OddCamera, line: socket.socket) -> None:
    assert isinstance(camera, QuirkyCamera)
    stop, heard = threading.Event(), b""
    alive = [time.monotonic()]
    try:
        while True:
            block = line.recv(4096)
            if not block:
                return
            heard += block
            heard = _without_frames(heard)
            while b"\r\n\r\n" in heard:
                request, _, heard = heard.partition(b"\r\n\r\n")
                text = request.decode("latin-1")
                method = text.split(" ", 1)[0]
                camera.asked.append(method)
                if method == camera.quirk.keeps_alive:
                    alive[0] = time.monotonic()
                answer = camera.answer(text).encode("latin-1")
                plays = method == "PLAY" and b" 200" in answer[:16]
                if not (plays and camera.quirk.early):
                    line.sendall(answer)
                if plays:
                    args = (camera, line, stop, alive, answer if camera.quirk.early else b"")
                    threading.Thread(target=_play, args=args, daemon=True).start()
    finally:
        stop.set()


def _without_frames(heard: bytes) -> bytes:
    """What a viewer sends as RTCP is left out."""
    while heard[:1] == b"$" and len(heard) >= 4:
        size = 4 + struct.unpack(">H", heard[2:4])[0]
        if len(heard) < size:
            break
        heard = heard[size:]
    return heard


def _play(
    camera: QuirkyCamera,
    line: socket.socket,
    stop: threading.Event,
    alive: list[float],
    late: bytes,
) -> None:
    quirk, sender = camera.quirk, RtpSender(0x1234, 65_500, 0)
    alive[0] = time.monotonic()
    try:
        for number in count():
            units = camera.pictures[number % len(camera.pictures)]
            packets = sender.packets_of(payloads("h264", units), number * 90_000 // FPS)
            sent = interleave(quirk.channel, quirk.sends(packets, number))
            line.sendall(quirk.between(number) + sent + (late if number == 0 else b""))
            if stop.wait(1 / FPS):
                return
            if quirk.keeps_alive and time.monotonic() - alive[0] > 6:
                line.shutdown(socket.SHUT_RDWR)
                return
    except OSError:
        return


def _padded(packets: list[bytes], _number: int) -> list[bytes]:
    return [bytes((one[0] | 0x20,)) + one[1:] + b"\x00\x00\x00\x04" for one in packets]


def _extended(packets: list[bytes], _number: int) -> list[bytes]:
    extension = struct.pack(">HHI", 0xABAC, 1, 7)
    return [bytes((one[0] | 0x10,)) + one[1:12] + extension + one[12:] for one in packets]


def _with_contributors(packets: list[bytes], _number: int) -> list[bytes]:
    return [bytes((one[0] | 2,)) + one[1:12] + b"\x00\x00\x00\x01\x00\x00\x00\x02" + one[12:]
            for one in packets]  # fmt: skip


def _jumping(packets: list[bytes], number: int) -> list[bytes]:
    jump = number // 20 * 5000
    return [one[:2] + struct.pack(">H", (struct.unpack(">H", one[2:4])[0] + jump) % 65536) + one[4:]
            for one in packets]  # fmt: skip


def _of_new_source(packets: list[bytes], number: int) -> list[bytes]:
    return [one[:8] + struct.pack(">I", 0x1234 + number // 20) + one[12:] for one in packets]


def _lossy(packets: list[bytes], number: int) -> list[bytes]:
    return packets[: len(packets) // 2] if number % 10 == 7 else packets


def _twice(packets: list[bytes], _number: int) -> list[bytes]:
    return [one for packet in packets for one in (packet, packet)]


def _other_kind(packets: list[bytes], number: int) -> list[bytes]:
    return [*packets, *([bytes((one[0], 98)) + one[2:] for one in packets] if number % 2 else [])]


def _cut_short(packets: list[bytes], number: int) -> list[bytes]:
    return [*packets, packets[0][:12]] if number % 3 == 0 else packets


def _standing(packets: list[bytes], _number: int) -> list[bytes]:
    return [one[:4] + b"\x00\x00\x00\x00" + one[8:] for one in packets]


def _backwards(packets: list[bytes], number: int) -> list[bytes]:
    return [
        one[:4] + struct.pack(">I", (2**31 - number * 6000) % 2**32) + one[8:] for one in packets
    ]


def _goodbye(number: int) -> bytes:
    return interleave(1, [struct.pack(">BBHI", 0x81, 203, 1, 0x1234)]) if number % 10 == 5 else b""


def _request(number: int) -> bytes:
    asked = b"SET_PARAMETER rtsp://127.0.0.1/live RTSP/1.0\r\nCSeq: 9\r\nSession: 7\r\n\r\n"
    return asked if number % 30 == 7 else b""


def _ends_session(number: int) -> bytes:
    return b"TEARDOWN rtsp://127.0.0.1/live RTSP/1.0\r\nCSeq: 9\r\n\r\n" if number == 40 else b""


_SECOND = "m=video 0 RTP/AVP 97\r\na=rtpmap:97 H264/90000\r\na=control:track2\r\n"
_SOUND = "m=audio 0 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=control:track9\r\n"
_DATA = "m=application 0 RTP/AVP 107\r\na=rtpmap:107 vnd.onvif.metadata/90000\r\na=control:meta\r\n"
_FIRST = '401 Unauthorized\nWWW-Authenticate: Digest realm="cam", nonce="one"'
_STALE = '401 Unauthorized\nWWW-Authenticate: Digest realm="cam", nonce="two", stale=TRUE'
_AWAY = "302 Found\nLocation: rtsp://127.0.0.1:%P/elsewhere"
_GONE = "301 Moved Permanently\nLocation: rtsp://127.0.0.1:%P/elsewhere"


def _left_out(packets: list[bytes], number: int) -> list[bytes]:
    return [] if number % 10 in (4, 7) else packets


LEAVES_OUT = Quirk("pictures left out", sends=_left_out)
LIVES_BY = ("OPTIONS", "GET_PARAMETER")
QUIRKS: tuple[Quirk, ...] = (
    Quirk("nothing odd"),
    Quirk("302 to another path", answers={"DESCRIBE": [_AWAY, ""]}),
    Quirk("301 to another path", answers={"DESCRIBE": [_GONE, ""]}),
    # FFmpeg answers one challenge; an interpreter does with the next connection, not at once.
    Quirk("a login asked twice, the second time as stale", REFUSED, "refuses the login",
          answers={"DESCRIBE": [_FIRST, _STALE, ""]}),
    Quirk("a login asked anew for each step",
          answers={"DESCRIBE": [_FIRST, ""], "SETUP": [_STALE, ""], "PLAY": [""]}),
    Quirk("454 at the first play", answers={"PLAY": ["454 Session Not Found", ""]}),
    Quirk("503 at first", answers={"DESCRIBE": ["503 Service Unavailable", ""]}),
    Quirk("503 always", REFUSED, "an error of its own",
          answers={"DESCRIBE": ["503 Service Unavailable"]}),
    Quirk("461 always", REFUSED, "neither over TCP nor over UDP",
          answers={"SETUP": ["461 Unsupported Transport"]}),
    Quirk("OPTIONS not understood", answers={"OPTIONS": ["501 Not Implemented"]}),
    Quirk("OPTIONS not allowed, and a login", answers={
        "OPTIONS": ["405 Method Not Allowed"], "DESCRIBE": ["", _FIRST, ""]}),
    Quirk("OPTIONS not understood and another way to live", keeps_alive="GET_PARAMETER",
          answers={"OPTIONS": ["551 Option not supported"]}),
    Quirk("OPTIONS want a login", answers={"OPTIONS": [_FIRST, ""]}),
    Quirk("no number in answers", says=lambda text: re.sub(r"CSeq: \d+\r\n", "", text)),
    Quirk("small letters in heads",
          says=lambda text: re.sub(r"\r\n([A-Z][\w-]*):", lambda m: f"\r\n{m[1].lower()}:", text)),
    Quirk("no blanks in heads", says=lambda text: re.sub(r"\r\n([A-Z][\w-]*): ", r"\r\n\1:", text)),
    Quirk("no words behind the status", says=lambda text: text.replace("200 OK", "200")),
    Quirk("no control line", control=""),
    Quirk("a full address as control", control="rtsp://127.0.0.1:%P/live/track1"),
    Quirk("a star as control", control="*"),
    Quirk("a base with a slash", says=lambda text: text.replace(
        "Content-Type", "Content-Base: rtsp://127.0.0.1/live/\r\nContent-Type")),
    Quirk("an empty base", says=lambda text: text.replace(
        "Content-Type", "Content-Base: \r\nContent-Type")),
    Quirk("two video tracks", more=_SECOND),
    Quirk("sound comes first", head=_SOUND),
    Quirk("metadata beside", more=_DATA, head=_DATA),
    Quirk("sound that is refused", head=_SOUND, more=_SOUND),
    Quirk("padding", sends=_padded),
    Quirk("header extensions", sends=_extended),
    Quirk("contributing sources", sends=_with_contributors),
    Quirk("numbers that jump", sends=_jumping),
    Quirk("a new source now and then", sends=_of_new_source),
    Quirk("lost halves", sends=_lossy),
    Quirk("everything twice", sends=_twice),
    Quirk("a kind never announced", sends=_other_kind),
    Quirk("packets without content", sends=_cut_short),
    Quirk("a clock that stands", sends=_standing),
    Quirk("a clock that runs backwards", sends=_backwards),
    Quirk("goodbyes in between", between=_goodbye),
    Quirk("questions in between", between=_request),
    Quirk("junk in between", between=lambda number: b"\x00\xff junk\r\n" if number % 10 else b""),
    Quirk("frames of a channel nobody set up",
          between=lambda number: interleave(8, [bytes(40)]) if number % 2 else b""),
    Quirk("the session is ended by the camera", between=_ends_session),
    *(Quirk(f"it wants {name} to live", keeps_alive=name) for name in LIVES_BY),
    Quirk("pictures before the answer to PLAY", early=True),
    Quirk("another size now and then", sizes=((64, 48), (128, 96))),
    Quirk("parameter sets in the pictures only", tells_sets=False),
    Quirk("a description shorter than it says", REFUSED, "does not answer",
          says=lambda text: text[:-40] if "m=video" in text else text),
    Quirk("bare line ends", says=lambda text: _in_head(text, "\r\n", "\n")),
    Quirk("empty lines before answers", REFUSED, "not in RTSP",
          says=lambda text: "\r\n\r\n" + text),
    Quirk("a channel of its own choice", channel=4),
    Quirk("a channel it does not tell", tells_channel=False),
)  # fmt: skip
"""One camera each; what is wanted of it stands in it."""
