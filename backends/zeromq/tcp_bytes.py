"""How many bytes came in on a TCP connection, as each operating system tells it. Any thread.

Linux: `TCP_INFO` (linux/tcp.h, since 4.1). macOS: `TCP_CONNECTION_INFO` (netinet/tcp.h). Windows:
`SIO_TCP_INFO` (mstcpip.h, from Windows 10 of 2017 on). None where a system does not say,
or the descriptor is closed. Nothing here closes a descriptor or keeps anything.
"""

import ctypes
import socket
import struct
import sys
from dataclasses import dataclass
from typing import Any, cast


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the count stands: the option that tells it, how long the answer is, and its offset."""

    option: int
    length: int
    offset: int


LINUX = Layout(11, 136, 128)
MACOS = Layout(0x106, 112, 88)
WINDOWS = Layout(0xD8000027, 88, 56)
"""`option` is the control code _WSAIORW(IOC_VENDOR, 39); the answer is TCP_INFO_v0."""


def count_in(told: bytes, layout: Layout) -> int | None:
    """The count in an answer; None when it is shorter than the count's place."""
    if len(told) < layout.offset + 8:
        return None
    return int(struct.unpack_from("=Q", told, layout.offset)[0])


def bytes_received(descriptor: int, system: str = sys.platform) -> int | None:
    """Bytes that came in so far."""
    if system == "win32":
        return _of_windows(descriptor)
    if system == "darwin":
        return _of_option(descriptor, MACOS)
    return _of_option(descriptor, LINUX) if system.startswith("linux") else None


def _of_option(descriptor: int, layout: Layout) -> int | None:
    try:
        # The bare type: thousands of connections are asked four times a second.
        lent = socket.SocketType(socket.AF_INET, socket.SOCK_STREAM, 0, descriptor)
    except (OSError, ValueError):
        return None
    try:
        told = lent.getsockopt(socket.IPPROTO_TCP, layout.option, layout.length)
    except OSError:
        return None
    finally:
        lent.detach()
    return count_in(told, layout)


def _of_windows(descriptor: int) -> int | None:
    version, came = ctypes.c_uint32(0), ctypes.c_uint32(0)
    told = ctypes.create_string_buffer(WINDOWS.length)
    failed = cast("Any", ctypes).windll.ws2_32.WSAIoctl(
        ctypes.c_void_p(descriptor), ctypes.c_uint32(WINDOWS.option),
        ctypes.byref(version), ctypes.c_uint32(ctypes.sizeof(version)),
        told, ctypes.c_uint32(WINDOWS.length), ctypes.byref(came), None, None,
    )  # fmt: skip
    return None if failed else count_in(told.raw[: came.value], WINDOWS)
