"""What a stream leaves behind when it ends: nothing that waits for Python's collector."""

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from backends.video.orders import Stream
from backends.video.packet_ring import PacketRing
from backends.video.source import Source
from tests.support.simulated_cameras import FarmProcess, wait_until


@pytest.fixture(scope="module")
def farm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FarmProcess]:
    folder: Path = tmp_path_factory.mktemp("farm")
    with FarmProcess(1, folder) as running:
        yield running


@pytest.fixture
def no_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def _ring_of_an_ended_stream(farm: FarmProcess) -> "weakref.ref[PacketRing]":
    source = Source(Stream("CAM-01", farm.url("CAM-01", "sub")), lambda: None)
    assert wait_until(lambda: source.ring.size > 0, 20)
    source.stop()
    source.join(10)
    assert not source.is_alive
    return weakref.ref(source.ring)


@pytest.mark.usefixtures("no_collector")
def test_that_the_packets_of_a_stream_go_with_it(farm: FarmProcess) -> None:
    ring = _ring_of_an_ended_stream(farm)
    assert wait_until(lambda: ring() is None, 5), "a circle of objects holds the ring"
