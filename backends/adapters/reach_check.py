"""Tries for `--check`: may we listen there, does anybody listen there. The caller waits, <= 5 s.

Nothing stays open, and nothing is sent.
"""

import os
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

from backends.adapters.reach import Finding, in_words

WITHIN_S = 5.0


def check_listener(host: str, port: int, *, tcp: bool = True, udp: bool = False) -> Finding:
    """Whether this machine lets us listen there; port 0 is any free one."""
    where, problem = f"{host}:{port}", ""
    kinds = [*([socket.SOCK_STREAM] if tcp else []), *([socket.SOCK_DGRAM] if udp else [])]
    try:
        for kind in kinds:
            _bind(host, port, kind)
    except (OSError, UnicodeError) as fault:
        problem = in_words(fault)
    return Finding("listener", where, problem)


def check_engine(door: str) -> Finding:
    """Whether somebody listens at the engine's door; who it is, its key tells later."""
    try:
        address = urlsplit(door)
        with socket.create_connection((address.hostname or "", address.port or 0), WITHIN_S):
            return Finding("engine", door)
    except (OSError, UnicodeError, ValueError, OverflowError) as fault:
        return Finding("engine", door, in_words(fault))


def as_lines(findings: Iterator[Finding] | list[Finding]) -> list[dict[str, object]]:
    """For machines: what was tried, where, and how it ended."""
    return [
        {"what": each.what, "where": each.where, "ok": not each.problem}
        | ({"problem": each.problem} if each.problem else {})
        for each in findings
    ]


def _bind(host: str, port: int, kind: socket.SocketKind) -> None:
    family, _, _, _, address = socket.getaddrinfo(host, port, type=kind)[0]
    with socket.socket(family, kind) as probe:
        # As event loops bind: a port is free whose last connections still linger (not on Windows).
        if kind == socket.SOCK_STREAM and os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
