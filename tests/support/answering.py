"""A server that gives everybody the same bytes, and counts who asked for what."""

import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self


class AnsweringServer:
    """Answers each request with `answer` (%C becomes the request's CSeq) and hangs up on b""."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer
        self._requests: list[bytes] = []
        self._lines: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        threading.Thread(target=self._serve, name="answering", daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for line in (self._door, *self._lines):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()

    @property
    def connections(self) -> int:
        """How often somebody came."""
        return len(self._lines)

    @property
    def logins(self) -> int:
        """How often somebody gave a login."""
        return sum(b"Authorization:" in request for request in self._requests)

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                line, _address = self._door.accept()
                self._lines.append(line)
                threading.Thread(target=self._talk, args=(line,), daemon=True).start()

    def _talk(self, line: socket.socket) -> None:
        with suppress(OSError):
            while request := line.recv(4096):
                self._requests.append(request)
                if not self._answer:
                    break
                line.sendall(self._answer.replace(b"%C", _number_of(request)))
                if not self._answer.startswith(b"RTSP/"):
                    break
        line.close()


def _number_of(request: bytes) -> bytes:
    for line in request.split(b"\r\n"):
        if line.lower().startswith(b"cseq:"):
            return line.split(b":", 1)[1].strip()
    return b"1"
