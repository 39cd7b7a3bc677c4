"""A server that gives everybody the same bytes, and counts who asked for what."""

import socket

from typing_extensions import override

from tests.support.visited_server import VisitedServer


class AnsweringServer(VisitedServer):
    """Answers each request with `answer` (%C becomes the request's CSeq) and hangs up on b""."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer
        self._requests: list[bytes] = []
        super().__init__()

    @property
    def connections(self) -> int:
        """How often somebody came."""
        return len(self.lines)

    @property
    def logins(self) -> int:
        """How often somebody gave a login."""
        return sum(b"Authorization:" in request for request in self._requests)

    @override
    def talk(self, line: socket.socket) -> None:
        while request := line.recv(4096):
            self._requests.append(request)
            if not self._answer:
                return
            line.sendall(self._answer.replace(b"%C", _number_of(request)))
            if not self._answer.startswith(b"RTSP/"):
                return


def _number_of(request: bytes) -> bytes:
    for line in request.split(b"\r\n"):
        if line.lower().startswith(b"cseq:"):
            return line.split(b":", 1)[1].strip()
    return b"1"
