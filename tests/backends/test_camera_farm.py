"""The camera farm as any client sees it: each kind of stream, whose it is, and when."""

import itertools
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import av
import numpy as np
import pytest

from backends.simulated.cameras.clips import Subject, shapes_of
from backends.simulated.cameras.clips_looped import ClipShelf
from backends.simulated.cameras.stamp import Stamp
from tests.support.camera_clients import frames, packets, pictures
from tests.support.frame_stamp import read_stamp
from tests.support.simulated_cameras import FarmProcess

LOGIN = "op:s3cret@"


@pytest.fixture(scope="module")
def farm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FarmProcess]:
    with FarmProcess(70, tmp_path_factory.mktemp("farm")) as cameras:
        yield cameras


@pytest.fixture
def free_udp() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.mark.parametrize(
    ("stream", "codec", "size"),
    [
        ("sub", "h264", (360, 640)),
        ("main", "h264", (720, 1280)),
        ("full", "h264", (1080, 1920)),
        ("sub-h265", "hevc", (360, 640)),
        ("sub-mjpeg", "mjpeg", (360, 640)),
        ("full-mjpeg", "mjpeg", (1080, 1920)),
        ("sub-b", "h264", (360, 640)),
    ],
)
def test_that_every_kind_of_stream_shows_its_own_camera(
    farm: FarmProcess, stream: str, codec: str, size: tuple[int, int]
) -> None:
    """O11: identity is read back from the pixels."""
    with pictures(farm.url("CAM-05", stream)) as (container, shown):
        assert container.streams.video[0].codec_context.name == codec
        first = next(shown)
    stamp = read_stamp(first)
    assert first.shape[:2] == size
    assert stamp is not None
    assert (stamp.camera, stamp.main) == (5, not stream.startswith("sub"))


def test_that_sixty_four_cameras_are_told_apart(farm: FarmProcess) -> None:
    urls = [farm.url(f"CAM-{number:02d}", "sub") for number in range(1, 65)]
    with ThreadPoolExecutor(8) as several:
        firsts = several.map(lambda url: frames(url, 1)[0], urls)
        stamps = [read_stamp(each) for each in firsts]
    assert [None if one is None else one.camera for one in stamps] == list(range(1, 65))


def test_that_a_stamp_survives_scaling(farm: FarmProcess) -> None:
    sizes = [(320, 180), (270, 152), (480, 270), (641, 359), (1280, 720)]
    seen: dict[tuple[int, int], list[int]] = {size: [] for size in sizes}
    with av.open(farm.url("CAM-64", "sub"), options={"rtsp_transport": "tcp"}) as container:
        for frame in itertools.islice(container.decode(video=0), 8):
            for wide, high in sizes:
                pixels = frame.reformat(width=wide, height=high, format="bgra").to_ndarray()
                stamp = read_stamp(pixels)
                assert stamp is not None, (wide, high)
                assert stamp.camera == 64
                seen[wide, high].append(stamp.frame)
    first = seen[sizes[0]]
    assert first == [(first[0] + index) % 60 for index in range(8)]
    assert all(numbers == first for numbers in seen.values())


def test_that_a_picture_without_a_stamp_has_none() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (40, 360, 640, 4), dtype=np.uint8)
    assert [read_stamp(one) for one in noise if read_stamp(one)] == []
    assert read_stamp(np.zeros((360, 640, 4), np.uint8)) is None


def test_that_the_age_of_a_picture_can_be_told_from_its_stamp(farm: FarmProcess) -> None:
    ages = []
    with pictures(farm.url("CAM-09", "main")) as (_container, shown):
        for _ in range(10):
            stamp = read_stamp(next(shown))
            assert stamp is not None
            sent = farm.sent.sent_at(9, stamp.frame, main=True)
            assert sent is not None
            ages.append(time.monotonic() - sent)
            asked = farm.order("sent", "CAM-09", stamp.frame, stream="main")["sent_at"]
            assert asked is not None
    assert all(0 < age < 1 for age in ages), ages
    assert farm.sent.sent_at(9, 99) is None
    assert farm.sent.sent_at(4000, 1) is None


def test_that_streams_with_b_frames_are_shown_in_order(farm: FarmProcess) -> None:
    with pictures(farm.url("CAM-03", "sub-b")) as (container, shown):
        numbers = [stamp.frame for _ in range(12) if (stamp := read_stamp(next(shown)))]
        assert container.streams.video[0].codec_context.has_b_frames
    assert numbers == [(numbers[0] + index) % 60 for index in range(12)]


@pytest.mark.parametrize("kind", ["mjpeg", "ts"])
def test_that_pictures_come_over_http_too(farm: FarmProcess, kind: str) -> None:
    with pictures(farm.web_url("CAM-07", "sub", kind)) as (_container, shown):
        stamps = [read_stamp(next(shown)) for _ in range(3)]
    assert [one.camera for one in stamps if one] == [7, 7, 7]


def test_that_a_transport_stream_of_h265_keeps_its_time(farm: FarmProcess) -> None:
    seen = packets(farm.web_url("CAM-07", "sub-h265", "ts"), 12)
    assert all(one.size for one in seen)
    steps = np.diff([float((one.pts or 0) * one.time_base) for one in seen])
    assert np.median(steps) == pytest.approx(1 / 15, abs=0.01)


def test_that_a_transport_stream_comes_as_datagrams(farm: FarmProcess, free_udp: int) -> None:
    assert farm.order("udp-ts", "CAM-06", free_udp)["ok"]
    url = f"udp://127.0.0.1:{free_udp}?timeout=5000000"
    with pictures(url) as (_container, shown):
        stamp = read_stamp(next(shown))
    assert stamp is not None
    assert stamp.camera == 6


def test_that_rtsps_shows_the_picture_under_a_certificate_of_its_own(farm: FarmProcess) -> None:
    stamp = read_stamp(frames(farm.secure_url("CAM-02", "sub"), 1)[0])
    assert stamp == Stamp(2, stamp.frame if stamp else 0)


def test_that_audio_is_never_offered(farm: FarmProcess) -> None:
    with pictures(farm.url("CAM-01", "sub")) as (container, _shown):
        assert [stream.type for stream in container.streams] == ["video"]


def test_that_clips_are_kept_and_made_once(tmp_path: Path) -> None:
    subject, shape = Subject("CAM-01", 1, 1), shapes_of(live=False)["sub"]
    first = ClipShelf(tmp_path)
    clip = first.clip(subject, shape)
    assert first.clip(subject, shape) is clip
    again = ClipShelf(tmp_path)
    assert again.clip(subject, shape) == clip
    assert (first.made, again.made) == (1, 0)
    kept = next(tmp_path.glob("*.clip"))
    kept.write_bytes(kept.read_bytes()[:-5])
    mended = ClipShelf(tmp_path)
    assert mended.clip(subject, shape) == clip
    assert mended.made == 1
