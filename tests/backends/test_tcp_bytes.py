"""How much came in on a connection, asked of the system the test runs on (R-SEC-05)."""

import socket
import struct
import sys
from collections.abc import Iterator

import pytest

from backends.zeromq.tcp_bytes import LINUX, MACOS, WINDOWS, Layout, bytes_received, count_in
from tests.support.processes import wait_until


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Two ends of one connection over the loopback."""
    with (
        socket.create_server(("127.0.0.1", 0)) as door,
        socket.create_connection(door.getsockname()) as near,
        door.accept()[0] as far,
    ):
        yield near, far


def test_that_bytes_are_counted_before_anybody_reads_them(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    near, far = pair
    assert bytes_received(far.fileno()) == 0
    near.sendall(bytes(30_000))
    wait_until(lambda: bytes_received(far.fileno()) == 30_000, "the bytes")
    assert far.recv(10_000)
    assert bytes_received(far.fileno()) == 30_000
    assert bytes_received(near.fileno()) == 0


def test_that_a_descriptor_that_is_none_tells_nothing_and_stays_open() -> None:
    assert bytes_received(1_000_000) is None
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        assert bytes_received(other.fileno()) in {None, 0}
        other.sendto(b"still open", ("127.0.0.1", 9))


@pytest.mark.parametrize("layout", [LINUX, MACOS, WINDOWS])
def test_that_the_count_is_read_at_its_place_and_nowhere_else(layout: Layout) -> None:
    told = bytearray(b"\xff" * layout.length)
    struct.pack_into("=Q", told, layout.offset, 4_711)
    assert count_in(bytes(told), layout) == 4_711
    assert count_in(bytes(told[: layout.offset + 7]), layout) is None
    assert layout.length >= layout.offset + 8


@pytest.mark.skipif(sys.platform != "linux", reason="the number is that of Linux")
def test_that_the_option_is_linuxs_own() -> None:
    assert LINUX.option == socket.TCP_INFO
