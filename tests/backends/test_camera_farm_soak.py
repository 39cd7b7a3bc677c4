"""Sixty-four streams and more from one process: rate, gaps, cost. Long; run by -m soak."""

import selectors
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import psutil
import pytest

from tests.support.camera_clients import RtspWords
from tests.support.simulated_cameras import FarmProcess

SECONDS = 20.0
WARM_UP_S = 4.0
RATE = 15


class Counted:
    """One viewer's stream, read as bytes: pictures and gaps in the numbers."""

    def __init__(self, words: RtspWords) -> None:
        self.socket = words.socket
        self.frames = self.gaps = 0
        self._left = b""
        self._last: int | None = None

    def take(self, content: bytes) -> None:
        """Read on."""
        content = self._left + content
        at = 0
        while at + 4 <= len(content):
            size = int.from_bytes(content[at + 2 : at + 4], "big")
            if at + 4 + size > len(content):
                break
            if content[at + 1] == 0:
                self._packet(content[at + 4 : at + 16])
            at += 4 + size
        self._left = content[at:]

    def _packet(self, head: bytes) -> None:
        (number,) = struct.unpack_from(">H", head, 2)
        if self._last is not None:
            self.gaps += (number - self._last) % 65536 - 1
        self._last = number
        self.frames += head[1] >> 7


def _watched(cameras: FarmProcess, count: int, stack: ExitStack) -> list[Counted]:
    viewers = []
    for number in range(1, count + 1):
        url = cameras.url(f"CAM-{number:02d}", "sub")
        words = RtspWords(cameras.port, url, unbuffered=True)
        stack.enter_context(closing(words))
        words.play()
        viewers.append(words)
    return [Counted(words) for words in viewers]


def _read(viewers: list[Counted], seconds: float) -> Iterator[None]:
    with selectors.DefaultSelector() as several:
        for viewer in viewers:
            viewer.socket.setblocking(False)
            several.register(viewer.socket, selectors.EVENT_READ, viewer)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for key, _ready in several.select(0.2):
                held: socket.socket = key.data.socket
                key.data.take(held.recv(1 << 20))
            yield


@pytest.mark.soak
@pytest.mark.timeout(300)
@pytest.mark.parametrize(("count", "share"), [(64, 0.10), (300, 0.60)])
def test_that_many_streams_keep_their_rate_at_little_cost(
    tmp_path: Path, count: int, share: float
) -> None:
    """64 sub streams for at most a tenth of a core; each at its full rate, no packet missing."""
    with FarmProcess(count, tmp_path) as cameras, ExitStack() as stack:
        viewers = _watched(cameras, count, stack)
        for _ in _read(viewers, WARM_UP_S):
            continue
        for viewer in viewers:
            viewer.frames = 0
        process = psutil.Process(cameras.pid)
        before, began = process.cpu_times(), time.monotonic()
        for _ in _read(viewers, SECONDS):
            continue
        spent, passed = process.cpu_times(), time.monotonic() - began
    core = (spent.user + spent.system - before.user - before.system) / passed
    rates = [viewer.frames / passed for viewer in viewers]
    print(f"{count} streams: {core:.3f} of a core, {min(rates):.2f} to {max(rates):.2f} a second")
    assert sum(viewer.gaps for viewer in viewers) == 0
    assert min(rates) > 0.97 * RATE
    assert core <= share
