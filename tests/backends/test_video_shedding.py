"""Shedding on real streams, priorities of real workers, and decoders where there is no hardware."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from backends.video.hardware import SOFTWARE, Hardware
from backends.video.memory import canvas_of
from backends.video.orders import Open, Stream
from backends.video.pictures import LivePictures
from backends.video.segments import FrameRing, StatusBlock, release
from backends.video.source import Source
from backends.video.view import View
from console.domain.pictures.shedding import Shed
from console.ports.player import Attention
from tests.support.simulated_cameras import FarmProcess, wait_until


class Seen:
    """A view of a source on memory of our own."""

    def __init__(self, number: int, stream: Stream, attention: Attention) -> None:
        self.ring, self.status = FrameRing.create(320, 180), StatusBlock.create()
        order = Open(
            number, stream, False, canvas_of(self.ring), self.status.memory.name, attention
        )
        self.view = View(order)

    def drawn(self, seconds: float) -> int:
        before, end = self.ring.sequence, time.monotonic() + seconds
        wait_until(lambda: time.monotonic() >= end, seconds + 1)
        return self.ring.sequence - before

    def said(self) -> tuple[str, str]:
        status = self.status.read()
        return ("", "") if status is None else (status.phase, status.shed)

    def close(self) -> None:
        for memory in (self.ring.memory, self.status.memory):
            memory.unlink()
        assert wait_until(lambda: release(self.ring.memory) and release(self.status.memory))


@pytest.fixture(scope="module")
def farm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FarmProcess]:
    with FarmProcess(2, tmp_path_factory.mktemp("farm")) as running:
        yield running


@pytest.fixture
def source(farm: FarmProcess) -> Iterator[Source]:
    made = Source(Stream("CAM-01", farm.url("CAM-01", "sub")), lambda: None)
    yield made
    made.stop()
    made.join(5)
    assert not made.is_alive


def _ticked(source: Source, seen: Seen, wanted: tuple[str, str], seconds: float = 10) -> bool:
    def said() -> bool:
        source.tick()
        return seen.said() == wanted

    return wait_until(said, seconds)


def test_that_background_tiles_show_fewer_pictures_and_the_spot_all(source: Source) -> None:
    stream = Stream("CAM-01", "")
    tile, spot = Seen(1, stream, Attention.BACKGROUND), Seen(2, stream, Attention.SPOT)
    source.add(tile.view)
    source.add(spot.view)
    assert _ticked(source, tile, ("live", ""))
    source.shed(Shed.EVERY_THIRD)
    assert _ticked(source, tile, ("live", "slower"))
    assert _ticked(source, spot, ("live", ""))
    before = spot.ring.sequence
    drawn = tile.drawn(2.0)
    assert 0 < drawn * 2 < spot.ring.sequence - before
    source.stop()
    source.join(5)
    tile.close()
    spot.close()


def test_that_key_pictures_alone_stay_live_and_the_spot_comes_back_at_once(source: Source) -> None:
    tile = Seen(1, Stream("CAM-01", ""), Attention.BACKGROUND)
    source.add(tile.view)
    assert _ticked(source, tile, ("live", ""))
    assert wait_until(lambda: tile.ring.sequence > 30)
    source.shed(Shed.KEY_PICTURES)
    assert 1 <= tile.drawn(4.2) <= 3
    assert _ticked(source, tile, ("live", "key frames"))
    source.attend(1, Attention.SPOT)
    assert wait_until(lambda: tile.drawn(0.5) > 4, 3)
    assert _ticked(source, tile, ("live", ""))
    source.stop()
    source.join(5)
    tile.close()


def test_that_workers_give_way_to_the_console() -> None:
    pictures = LivePictures(workers=1, libvlc="none")
    assert wait_until(lambda: len(pictures.worker_pids) == 2)
    mine = psutil.Process().nice()
    workers = [psutil.Process(pid) for pid in pictures.worker_pids]

    def below() -> bool:
        if sys.platform == "win32":
            return all(one.nice() == psutil.BELOW_NORMAL_PRIORITY_CLASS for one in workers)
        wall, spot = (one.nice() for one in workers)
        return mine < spot < wall

    assert wait_until(below, 15)
    pictures.close()


def test_that_hardware_is_tried_once_and_software_is_told(
    farm: FarmProcess, tmp_path: Path
) -> None:
    hardware = Hardware()
    kind = hardware.kind
    started = time.monotonic()
    assert hardware.kind == kind
    assert time.monotonic() - started < 0.01
    assert Hardware("off").kind == ""
    pictures = LivePictures(workers=1, libvlc="none", hardware="off")
    picture = pictures.open(farm.camera(1), main=True, width=320, height=180)
    assert wait_until(lambda: picture.state().state == "live", 20)
    assert wait_until(lambda: picture.state().decoder == SOFTWARE)
    pictures.close()
