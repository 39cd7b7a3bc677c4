"""Knocks at a lost camera's door: one short question without a login, on the camera's thread.

A knock never counts as a try to log in and never starts a stream, so it may be repeated every few
seconds without burdening the camera.
"""

import socket
from urllib.parse import urlsplit, urlunsplit

_PATIENCE_S = 1.0
_LIMIT = 4096
_PORTS = {"rtsp": 554, "rtsps": 322, "http": 80, "https": 443}


def knock(url: str) -> bool:
    """Whether the camera would answer now: at most 2 s."""
    parts = urlsplit(url)
    if parts.hostname is None or parts.scheme not in _PORTS:
        return False
    try:
        return _ask(url) if parts.scheme == "rtsp" else _connects(url)
    except (OSError, ValueError):
        return False


def kind_of_answer(url: str) -> str:
    """The content type that an http:// address answers with, empty when it tells none."""
    parts = urlsplit(url)
    question = f"GET {parts.path or '/'} HTTP/1.0\r\nHost: {parts.hostname}\r\n\r\n"
    try:
        head = _exchange(url, question) if parts.scheme == "http" else ""
    except (OSError, ValueError):
        return ""
    for line in head.split("\r\n"):
        name, _colon, value = line.partition(":")
        if name.strip().lower() == "content-type":
            return value.split(";")[0].strip().lower()[:60]
    return ""


def _connects(url: str) -> bool:
    with _connect(url):
        return True


def _ask(url: str) -> bool:
    bare = urlunsplit(urlsplit(url)._replace(netloc=urlsplit(url).netloc.rpartition("@")[2]))
    question = f"DESCRIBE {bare} RTSP/1.0\r\nCSeq: 1\r\nAccept: application/sdp\r\n\r\n"
    # 401 is a camera that lives and wants a login, which a knock does not give.
    return _exchange(url, question)[9:12] in ("200", "401")


def _exchange(url: str, question: str) -> str:
    with _connect(url) as line:
        line.sendall(question.encode("ascii", "replace"))
        return line.recv(_LIMIT).decode("latin-1")


def _connect(url: str) -> socket.socket:
    parts = urlsplit(url)
    address = (parts.hostname or "", parts.port or _PORTS[parts.scheme])
    return socket.create_connection(address, _PATIENCE_S)
