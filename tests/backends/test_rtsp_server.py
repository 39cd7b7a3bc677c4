"""The simulated cameras, seen by a real RTSP client."""

from collections.abc import Iterator

import av
import av.error
import numpy as np
import pytest

from backends.simulated.rtsp.messages import parse_request, parse_transport
from backends.simulated.rtsp.rtp_payloads import payloads
from backends.video.addresses import explain, open_options
from tests.support.simulated_cameras import CameraProcess


@pytest.fixture(scope="module")
def guarded() -> Iterator[CameraProcess]:
    with CameraProcess(2, "--login", "op:s3cret") as cameras:
        yield cameras


def _frames(url: str, count: int, transport: str = "tcp") -> list[np.ndarray]:
    found: list[np.ndarray] = []
    with av.open(url, options=open_options(transport), timeout=(5, 5)) as container:
        for packet in container.demux(video=0):
            found += [frame.to_ndarray(format="gray") for frame in packet.decode()]
            if len(found) >= count:
                break
    return found


@pytest.mark.parametrize("transport", ["tcp", "udp"])
def test_that_a_login_opens_a_moving_picture(guarded: CameraProcess, transport: str) -> None:
    first, *_rest, last = _frames(guarded.url("CAM-01", "sub", "op:s3cret@"), 4, transport)
    assert first.shape == (360, 640)
    assert not np.array_equal(first, last)


def test_that_cameras_show_different_streets_and_the_main_stream_is_larger(
    guarded: CameraProcess,
) -> None:
    one = _frames(guarded.url("CAM-01", "main", "op:s3cret@"), 1)[0]
    other = _frames(guarded.url("CAM-02", "main", "op:s3cret@"), 1)[0]
    assert one.shape == (720, 1280)
    assert np.mean(one != other) > 0.2


def test_that_a_wrong_login_is_refused_and_the_sentence_holds_no_password(
    guarded: CameraProcess,
) -> None:
    with pytest.raises(av.error.HTTPUnauthorizedError) as refused:
        _frames(guarded.url("CAM-01", "sub", "op:guess99@"), 1)
    assert "guess99" not in explain(refused.value)[0]


def test_that_an_unknown_camera_is_not_found(guarded: CameraProcess) -> None:
    with pytest.raises(av.error.HTTPNotFoundError):
        _frames(guarded.url("CAM-77", "sub", "op:s3cret@"), 1)


def test_that_nothing_is_encoded_that_nobody_watches(guarded: CameraProcess) -> None:
    stats = guarded.order("stats")["cameras"]
    assert isinstance(stats, dict)
    assert stats["CAM-02"]["viewers"] == {"sub": 0, "main": 0}
    assert stats["CAM-02"]["frames"]["sub"] == 0


@pytest.mark.parametrize("order", [("explode", "CAM-01"), ("stall", "CAM-99")])
def test_that_a_wrong_order_is_answered_with_an_error(
    guarded: CameraProcess, order: tuple[str, str]
) -> None:
    assert guarded.order(*order)["ok"] is False


@pytest.mark.parametrize("block", [b"", b"GET / HTTP/1.1", b"\xff\xfe", b"PLAY RTSP/1.0"])
def test_that_what_is_not_rtsp_is_not_a_request(block: bytes) -> None:
    assert parse_request(block) is None


def test_that_a_transport_without_a_usable_offer_is_none() -> None:
    assert parse_transport("RTP/AVP;multicast;client_port=5000-5001") is None
    assert parse_transport("RTP/AVP;unicast;client_port=99999-100000") is None
    assert parse_transport("") is None


def test_that_a_large_unit_is_fragmented_and_can_be_put_together() -> None:
    unit = bytes([0x65]) + bytes(range(256)) * 20
    pieces = payloads("h264", [unit])
    assert all(len(piece) <= 1400 for piece in pieces)
    assert (pieces[0][1] & 0x80, pieces[-1][1] & 0x40) == (0x80, 0x40)
    assert bytes([0x65]) + b"".join(piece[2:] for piece in pieces) == unit
