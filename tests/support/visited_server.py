"""A small TCP server on the loopback: a thread for each visitor, all lines closed at the end."""

import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self


class VisitedServer:
    """Says what it does in `talk`; `lines` are all connections that were made so far."""

    def __init__(self) -> None:
        self.lines: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        threading.Thread(target=self._serve, name=type(self).__name__, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for line in (self._door, *self.lines):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()

    def talk(self, line: socket.socket) -> None:
        """All there is to say to one visitor; OSError is the end of it."""
        raise NotImplementedError

    def came(self) -> None:
        """Somebody came."""

    def _serve(self) -> None:
        with suppress(OSError):
            # Until the door is closed.
            while True:
                line, _address = self._door.accept()
                self.came()
                self.lines.append(line)
                threading.Thread(target=self._visit, args=(line,), daemon=True).start()

    def _visit(self, line: socket.socket) -> None:
        with suppress(OSError):
            self.talk(line)
        line.close()
