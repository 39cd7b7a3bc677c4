"""What PyAV cannot read the other player tries, in the place of the picture that failed."""

import time
from collections.abc import Iterator
from contextlib import suppress

import av
import pytest

from backends.video.addresses import open_options
from backends.video.decode_sink import DecodeSink
from backends.video.hardware import Hardware
from backends.video.libvlc import libvlc_fault, load_libvlc
from backends.video.memory import canvas_of, make_ring
from backends.video.orders import LibVlcPart, Open, Stream
from backends.video.packet_ring import Coded, PacketRing, track_of
from backends.video.segments import StatusBlock, release
from backends.video.stage import Stage, UnreadableError
from backends.video.view import View
from console.ports.player import Attention
from tests.support.simulated_cameras import CameraProcess

PATIENCE_S = 40.0


@pytest.fixture
def address() -> Iterator[str]:
    with CameraProcess(1) as running:
        streams = running.camera(1).streams
        assert streams is not None
        yield streams.main


@pytest.fixture(autouse=True)
def deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    """PyAV finds every packet damaged."""

    def damage(self: DecodeSink, *_packets: object) -> bool:
        self.damaged += 1
        return False

    for name in ("put", "put_alone", "catch_up"):
        monkeypatch.setattr(DecodeSink, name, damage)


def engine_in_the_end(address: str, part: LibVlcPart) -> str:
    """Who draws the camera after a while; raises what the stage raises."""
    canvas, status = make_ring(320, 180), StatusBlock.create()
    order = Open(1, Stream("CAM-01", address), part, canvas_of(canvas), status.memory.name,
                 Attention.SPOT)  # fmt: skip
    ring, view = PacketRing(), View(order)
    stage = Stage(ring, load_libvlc, Hardware("off"), lambda *_shown: None)
    stage.add(view)
    end = time.monotonic() + PATIENCE_S
    try:
        with av.open(address, "r", options=open_options("tcp"), timeout=(9, 9)) as container:
            stream = container.streams.video[0]
            track = track_of(stream, 1)
            ring.begin(track)
            stage.begin(track)
            for packet in container.demux(stream):
                ring.add(Coded(time.monotonic(), bytes(packet), packet.pts, packet.is_keyframe))
                stage.put(packet, packet.is_keyframe, time.monotonic())
                if view.engine == "libVLC" or time.monotonic() > end:
                    return view.engine
    finally:
        stage.end()
        for memory in (view.ring.memory, canvas.memory, status.memory):
            with suppress(FileNotFoundError):
                release(memory)
    return view.engine


@pytest.mark.skipif(bool(libvlc_fault()), reason="libVLC is not installed here")
def test_that_libvlc_draws_what_pyav_cannot_read(address: str) -> None:
    assert engine_in_the_end(address, "second") == "libVLC"


def test_that_an_unreadable_stream_without_a_second_player_is_told(address: str) -> None:
    with pytest.raises(UnreadableError, match="damaged packets"):
        engine_in_the_end(address, "none")
