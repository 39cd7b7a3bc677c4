"""What the operating system knows of a TCP connection that libzmq owns. Any thread; no state.

Every function takes a descriptor that may be closed, or belong to another connection, at any
moment: then it answers None or False. Nothing here ever closes a descriptor.
"""

import socket
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_ABRUPT = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


@contextmanager
def _borrowed(descriptor: int) -> Iterator[socket.socket]:
    lent = socket.socket(socket.AF_INET, socket.SOCK_STREAM, fileno=descriptor)
    try:
        yield lent
    finally:
        lent.detach()


def remote_of(descriptor: int) -> tuple[str, int] | None:
    """Address and port of the other end."""
    try:
        with _borrowed(descriptor) as lent:
            host, port = lent.getpeername()[:2]
    except (OSError, ValueError):
        return None
    return str(host), int(port)


def shut_down(descriptor: int, remote: tuple[str, int] | None) -> bool:
    """End the connection below libzmq, unless the descriptor belongs to another by now."""
    if descriptor < 0 or remote is None:
        return False
    try:
        with _borrowed(descriptor) as lent:
            if lent.getpeername()[:2] != remote:
                return False
            # The close that follows is abrupt: the other end learns of it even when it only sends.
            lent.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _ABRUPT)
            lent.shutdown(socket.SHUT_RDWR)
    except (OSError, ValueError):
        return False
    return True
