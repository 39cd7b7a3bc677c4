"""Asks an address one short question without a login, on the camera's thread: who answers there?

A knock never counts as a try to log in and never starts a stream, so it may be repeated every few
seconds without burdening the camera. FFmpeg says "invalid data" of a page, of silence and of a
camera without pictures alike; `diagnose` tells them apart.
"""

import re
import socket
import time
from urllib.parse import urlsplit, urlunsplit

from backends.video.digest import is_known
from console.domain.pictures.picture import Loss

_PATIENCE_S = 1.0
_LIMIT = 8192
# A description with key material and metadata has been seen with 30 kB.
_LONGEST_DESCRIPTION = 65_536
_MOST_REDIRECTS = 3
_PORTS = {"rtsp": 554, "rtsps": 322, "http": 80, "https": 443}
_VIDEO = ("video/", "multipart/", "image/", "application/octet-stream")


def knock(url: str) -> bool:
    """Whether the camera would answer now: at most 2 s."""
    try:
        match urlsplit(url).scheme.lower():
            case "rtsp":
                # 401 is a camera that lives and wants a login, which a knock does not give.
                answer = _describe(url)
                return _code(answer) == "401" or (_code(answer) == "200" and "m=video" in answer)
            case "http":
                answer = _get(url)
                good = _code(answer) == "200" and _may_be_video(answer)
                return good or _code(answer) == "401" or _leads_on(answer)
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


def needs_interpreter(url: str) -> bool:
    """After a refusal that FFmpeg reports: whether the camera describes its stream all the same.

    Also when it asks for a kind of login that FFmpeg does not know and `digest.py` does.
    """
    try:
        answer = _describe(url)
    except (OSError, ValueError):
        return False
    asks = _code(answer) == "401" and is_known(values_of(answer, "www-authenticate"))
    return asks or (_code(answer) == "200" and "m=video" in answer)


def asked_login(url: str) -> "tuple[str, Loss] | None":
    """After a refused login: why, when it is the kind of login; None when it is the login itself.

    `Loss.PASSING` where FFmpeg does not know the kind and `digest.py` does. Of several digests
    FFmpeg takes the last, and that by MD5 only.
    """
    try:
        answer = _describe(url)
    except (OSError, ValueError):
        return None
    told = values_of(answer, "www-authenticate")
    digests = [one for one in told if one.lower().startswith("digest")]
    strong = bool(digests) and re.search(r"(?i)algorithm\s*=\s*\"?SHA", digests[-1]) is not None
    if strong and is_known(told):
        return "the camera asks for a login", Loss.PASSING
    return _diagnose_rtsp(answer)


_SENTENCES: tuple[tuple[type[OSError], str], ...] = (
    (socket.gaierror, "the camera's host name is not known here"),
    (ConnectionRefusedError, "the camera refuses the connection"),
    (TimeoutError, "the camera does not answer"),
    (ConnectionError, "the camera breaks the connection off"),
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
    return _diagnose_refusal(answer)


def _diagnose_refusal(answer: str) -> tuple[str, Loss] | None:
    if _code(answer) == "200" and "m=video" not in answer:
        return "the stream holds no video", Loss.ABSENT
    if _leads_on(answer):
        return "the camera refers to other addresses without end", Loss.ABSENT
    if _code(answer) == "401" and not is_known(values_of(answer, "www-authenticate")):
        return "the camera asks for a kind of login that is not known here", Loss.LOGIN
    return None


def _diagnose_http(answer: str) -> tuple[str, Loss] | None:
    if not answer:
        return "the camera breaks the connection off", Loss.PASSING
    if _leads_on(answer):
        return "the address refers to another that gives no video", Loss.ABSENT
    if not _may_be_video(answer):
        kind = _content_type(answer)
        return f"the address answers with a page ({kind}), not with video", Loss.BROKEN
    return "the address answers, but not with video", Loss.BROKEN


def _code(answer: str) -> str:
    return answer[9:12]


def _leads_on(answer: str) -> bool:
    return _code(answer) in ("301", "302", "303", "305", "307", "308")


def _may_be_video(answer: str) -> bool:
    kind = _content_type(answer)
    return not kind or kind.startswith(_VIDEO)


def _content_type(answer: str) -> str:
    told = values_of(answer, "content-type")
    return told[0].split(";")[0].strip().lower()[:60] if told else ""


def values_of(answer: str, name: str) -> list[str]:
    """What the head of a message says under a name, written in small letters."""
    head = re.split(r"\r?\n\r?\n", answer, maxsplit=1)[0]
    pairs = [line.partition(":") for line in head.splitlines()[1:]]
    return [value.strip() for key, _colon, value in pairs if key.strip().lower() == name]


def _describe(url: str) -> str:
    for _ in range(_MOST_REDIRECTS):
        answer = _describe_once(url)
        onward = values_of(answer, "location") if _leads_on(answer) else []
        if not onward or not onward[0].lower().startswith("rtsp://"):
            break
        url = onward[0]
    return answer


def _describe_once(url: str) -> str:
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
        end = time.monotonic() + _PATIENCE_S
        more = answer
        while more and not _is_whole(answer):
            # What is said by half is no basis for a judgement: it ends in a TimeoutError.
            line.settimeout(max(0.001, end - time.monotonic()))
            more = line.recv(_LIMIT)
            answer += more
        return answer.decode("latin-1")


def _is_whole(answer: bytes) -> bool:
    """Whether there is enough to judge by: the head, and of RTSP the description."""
    if len(answer) < len(b"RTSP/"):
        return False
    head, gap, body = answer.partition(b"\r\n\r\n")
    if not answer.startswith(b"RTSP/"):
        return bool(gap) or len(answer) >= _LIMIT or not answer.startswith(b"HTTP/")
    told = re.search(rb"(?i)\ncontent-length:\s*(\d+)", head)
    length = int(told[1]) if told else 0
    return (bool(gap) and len(body) >= length) or len(answer) >= _LONGEST_DESCRIPTION


def _connect(url: str) -> socket.socket:
    parts = urlsplit(url)
    address = (parts.hostname or "", parts.port or _PORTS[parts.scheme.lower()])
    return socket.create_connection(address, _PATIENCE_S)
