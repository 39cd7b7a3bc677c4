"""Plain clients of cameras, not through the product: PyAV for pictures, sockets for words."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import av
import av.error
import numpy as np
import numpy.typing as npt
from av.container import InputContainer

OPTIONS = {"analyzeduration": "300000", "probesize": "500000", "fpsprobesize": "0"}
RTSP_OPTIONS = {"analyzeduration": "0", "probesize": "32", "fpsprobesize": "0"}
Pixels = npt.NDArray[np.uint8]


@contextmanager
def pictures(
    url: str, size: tuple[int, int] | None = None, transport: str = "tcp", seconds: float = 10.0
) -> Iterator[tuple[InputContainer, Iterator[Pixels]]]:
    """The open container and its pictures (BGRA), scaled to `size` (width, height) if given."""
    options = {**RTSP_OPTIONS, "rtsp_transport": transport} if url.startswith("rtsp") else OPTIONS
    with av.open(url, options=options, timeout=(seconds, seconds)) as container:
        yield container, _shown(container, size)


def _shown(container: InputContainer, size: tuple[int, int] | None) -> Iterator[Pixels]:
    wide, high = size or (None, None)
    for packet in container.demux(video=0):
        try:
            decoded = packet.decode()
        except av.error.InvalidDataError:
            continue
        for frame in decoded:
            yield frame.reformat(width=wide, height=high, format="bgra").to_ndarray()


def frames(url: str, count: int, transport: str = "tcp") -> list[Pixels]:
    """The first pictures of a stream."""
    with pictures(url, transport=transport) as (_container, shown):
        return [next(shown) for _ in range(count)]


def packets(url: str, count: int, seconds: float = 10.0) -> list[av.Packet]:
    """The first packets of a stream."""
    found: list[av.Packet] = []
    options = {**RTSP_OPTIONS, "rtsp_transport": "tcp"} if url.startswith("rtsp") else OPTIONS
    with av.open(url, options=options, timeout=(seconds, seconds)) as container:
        for packet in container.demux(video=0):
            found.append(packet)
            if len(found) >= count:
                break
    return found


class RtspWords:
    """A client that speaks RTSP by hand, word for word."""

    def __init__(self, port: int, base: str, *, unbuffered: bool = False) -> None:
        """Connect; `base` is the stream's address. Unbuffered leaves the rest to the socket."""
        self._base = base
        self._sequence = 0
        self.socket = socket.create_connection(("127.0.0.1", port), 10)
        self._file = self.socket.makefile("rb", buffering=0 if unbuffered else -1)

    def close(self) -> None:
        """Hang up."""
        self._file.close()
        self.socket.close()

    def send(self, method: str, track: str = "", **headers: str) -> None:
        """Ask without waiting."""
        self._sequence += 1
        lines = [f"{method} {self._base}{track} RTSP/1.0", f"CSeq: {self._sequence}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self.socket.sendall("\r\n".join([*lines, "", ""]).encode())

    def ask(self, method: str, track: str = "", **headers: str) -> tuple[int, dict[str, str], str]:
        """Ask and read the reply past any media: code, headers in lower case, body."""
        self.send(method, track, **headers)
        while (first := self._file.read(1)) == b"$":
            self._media()
        line = (first + self._file.readline()).decode()
        found = {}
        while (header := self._file.readline().strip()) != b"":
            name, _, value = header.decode().partition(":")
            found[name.lower()] = value.strip()
        body = self._file.read(int(found.get("content-length", 0))).decode()
        return int(line.split(" ")[1]), found, body

    def play(self) -> None:
        """Set up interleaved and play."""
        assert (
            self.ask("SETUP", "/track1", Transport="RTP/AVP/TCP;unicast;interleaved=0-1")[0] == 200
        )
        assert self.ask("PLAY")[0] == 200

    def media(self) -> tuple[int, bytes] | None:
        """The next interleaved packet: channel and bytes; None when the camera hung up."""
        if self._file.read(1) != b"$":
            return None
        return self._media()

    def _media(self) -> tuple[int, bytes]:
        head = self._file.read(3)
        return head[0], self._file.read(int.from_bytes(head[1:], "big"))
