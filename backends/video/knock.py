"""Asks an address one short question without a login, on the camera's thread: who answers there?

A knock never counts as a try to log in and never starts a stream, so it may be repeated every few
seconds without burdening the camera. FFmpeg says "invalid data" of a page, of silence and of a
camera without pictures alike; `diagnose` tells them apart.
"""

import socket
from urllib.parse import urlsplit, urlunsplit

from console.domain.picture import Loss

_PATIENCE_S = 1.0
_LIMIT = 8192
_PORTS = {"rtsp": 554, "rtsps": 322, "http": 80, "https": 443}
_VIDEO = ("video/", "multipart/", "image/", "application/octet-stream")


def knock(url: str) -> bool:
    """Whether the camera would answer now: at most 2 s."""
    try:
        match urlsplit(url).scheme.lower():
            case "rtsp":
                # 401 is a camera that lives and wants a login, which a knock does not give.
                return _describe(url)[9:12] in ("200", "401")
            case "http":
                return _get(url)[9:12] in ("200", "401")
            case "rtsps" | "https":
                with _connect(url):
                    return True
    except (OSError, ValueError):
        pass
    return False


def diagnose(url: str) -> tuple[str, Loss] | None:
    """What stands at this address in the place of video, None when that can not be told."""
    try:
        return _look(url)
    except OSError as fault:
        for kind, reason in _SENTENCES:
            if isinstance(fault, kind):
                return reason, Loss.PASSING
    except ValueError:
        pass
    return None


_SENTENCES: tuple[tuple[type[OSError], str], ...] = (
    (socket.gaierror, "the camera's host name is not known here"),
    (ConnectionRefusedError, "the camera refuses the connection"),
    (TimeoutError, "the camera does not answer"),
    (OSError, "the camera can not be reached in the network"),
)


def _look(url: str) -> tuple[str, Loss] | None:
    match urlsplit(url).scheme.lower():
        case "rtsp":
            return _diagnose_rtsp(_describe(url))
        case "http":
            return _diagnose_http(_get(url))
        case "rtsps":
            with _connect(url):
                return "the camera's answer is not RTSP over TLS", Loss.BROKEN
    return None


def _diagnose_rtsp(answer: str) -> tuple[str, Loss] | None:
    if not answer:
        return "the camera breaks the connection off", Loss.PASSING
    if answer.startswith("HTTP/"):
        return "the address answers as a web server, not as a camera", Loss.BROKEN
    if not answer.startswith("RTSP/"):
        return "the address answers, but not in RTSP", Loss.BROKEN
    if answer[9:12] == "200" and "m=video" not in answer:
        return "the stream holds no video", Loss.ABSENT
    return None


def _diagnose_http(answer: str) -> tuple[str, Loss] | None:
    if not answer:
        return "the camera breaks the connection off", Loss.PASSING
    kind = _content_type(answer)
    if kind and not kind.startswith(_VIDEO):
        return f"the address answers with a page ({kind}), not with video", Loss.BROKEN
    return "the address answers, but not with video", Loss.BROKEN


def _content_type(answer: str) -> str:
    for line in answer.split("\r\n\r\n", 1)[0].split("\r\n"):
        name, _colon, value = line.partition(":")
        if name.strip().lower() == "content-type":
            return value.split(";")[0].strip().lower()[:60]
    return ""


def _describe(url: str) -> str:
    bare = urlunsplit(urlsplit(url)._replace(netloc=urlsplit(url).netloc.rpartition("@")[2]))
    return _exchange(url, f"DESCRIBE {bare} RTSP/1.0\r\nCSeq: 1\r\nAccept: application/sdp\r\n\r\n")


def _get(url: str) -> str:
    parts = urlsplit(url)
    path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    return _exchange(url, f"GET {path} HTTP/1.0\r\nHost: {parts.hostname}\r\n\r\n")


def _exchange(url: str, question: str) -> str:
    with _connect(url) as line:
        line.sendall(question.encode("ascii", "replace"))
        answer = line.recv(_LIMIT)
        # The description may follow its head in a second packet.
        if answer.startswith(b"RTSP/") and b"m=video" not in answer and len(answer) < _LIMIT:
            answer += _rest(line)
        return answer.decode("latin-1")


def _rest(line: socket.socket) -> bytes:
    line.settimeout(0.2)
    try:
        return line.recv(_LIMIT)
    except OSError:
        return b""


def _connect(url: str) -> socket.socket:
    parts = urlsplit(url)
    address = (parts.hostname or "", parts.port or _PORTS[parts.scheme.lower()])
    return socket.create_connection(address, _PATIENCE_S)
