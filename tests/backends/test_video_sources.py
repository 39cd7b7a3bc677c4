"""One connection a stream, every kind of stream, and what becomes of those that are none."""

import os
import signal
import socket
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import psutil
import pytest

from backends.video.libvlc import libvlc_fault
from backends.video.orders import Terms
from backends.video.picture import LivePicture
from backends.video.pictures import LivePictures
from backends.video.standby import Standby
from backends.video.supervisor import Worker
from console.ports.keys import Login
from console.ports.player import Attention, OrderedFile, Picture
from tests.support.answering import AnsweringServer
from tests.support.live_pictures import camera_at, is_live, opened, running_pictures
from tests.support.simulated_cameras import FarmProcess, wait_until


@pytest.fixture(scope="module")
def farm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FarmProcess]:
    with FarmProcess(4, tmp_path_factory.mktemp("farm")) as running:
        yield running


@pytest.fixture(scope="module")
def pictures() -> Iterator[LivePictures]:
    with running_pictures() as running:
        yield running


def _sequence(picture: Picture) -> int:
    frame = picture.newest()
    return 0 if frame is None else frame.sequence


def _viewers(farm: FarmProcess, camera: str) -> int:
    cameras = farm.order("stats")["cameras"]
    assert isinstance(cameras, dict)
    return sum(cameras[camera]["viewers"].values())


def test_that_two_pictures_of_a_stream_share_one_connection(
    farm: FarmProcess, pictures: LivePictures
) -> None:
    first = opened(pictures, farm.url("CAM-01", "sub"))
    assert wait_until(lambda: is_live(first))
    second = pictures.open(camera_at(farm.url("CAM-01", "sub")), main=True, width=640, height=360)
    assert wait_until(lambda: is_live(second), 1.0), "it is decoded from the last key picture on"
    assert _viewers(farm, "CAM-01") == 1
    frame = second.newest()
    assert frame is not None
    assert frame.pixels.shape == (360, 640, 4)
    del frame
    first.close()
    assert wait_until(lambda: is_live(second))
    second.close()
    assert wait_until(lambda: _viewers(farm, "CAM-01") == 0)


def test_that_a_hidden_picture_is_received_and_not_decoded_and_returns_at_once(
    farm: FarmProcess, pictures: LivePictures
) -> None:
    picture = opened(pictures, farm.url("CAM-01", "sub"))
    assert wait_until(lambda: is_live(picture))
    picture.attend(Attention.HIDDEN)
    rested: list[float] = [-1, 0.0]

    def rests() -> bool:
        """Whether the count stands for a second; it is told twice a second."""
        now, count = time.monotonic(), picture.state().frames
        if count != rested[0]:
            rested[:] = [count, now]
        return now - rested[1] > 1.0

    assert wait_until(rests, 15)
    state = picture.state()
    assert state.state == "live"
    assert state.age_s is not None
    assert state.age_s < 5, "still received"
    picture.attend(Attention.BACKGROUND)
    assert wait_until(lambda: picture.state().frames > rested[0], 15)
    picture.close()


def _addresses(farm: FarmProcess) -> list[tuple[str, str, str]]:
    return [
        (farm.url("CAM-01", "sub"), "tcp", "H.264"),
        (farm.url("CAM-01", "sub"), "udp", "H.264"),
        (farm.secure_url("CAM-01", "sub"), "tcp", "H.264"),
        (farm.url("CAM-01", "sub-h265"), "tcp", "H.265"),
        (farm.url("CAM-01", "sub-mjpeg"), "tcp", "MJPEG"),
        (farm.url("CAM-01", "sub-b"), "tcp", "H.264"),
        (farm.web_url("CAM-01", "sub", "ts"), "tcp", "H.264"),
        (farm.web_url("CAM-01", "sub", "mjpeg"), "tcp", "MJPEG"),
    ]


def test_that_every_kind_of_stream_is_shown_with_its_codec_and_rate(
    farm: FarmProcess, pictures: LivePictures
) -> None:
    for url, transport, codec in _addresses(farm):
        picture = opened(pictures, url, transport)
        assert wait_until(lambda: is_live(picture)), f"{url} {picture.state()}"  # noqa: B023 - asked at once
        assert wait_until(lambda: 11 < picture.state().fps < 19), url  # noqa: B023 - asked at once
        state = picture.state()
        assert (state.codec, state.width, state.decoder) == (codec, 640, "software")
        picture.close()


@pytest.mark.parametrize(("offered", "asked"), [("udp", "tcp"), ("tcp", "udp")])
def test_that_a_camera_that_answers_461_is_asked_by_the_other_transport(
    farm: FarmProcess, pictures: LivePictures, offered: str, asked: str
) -> None:
    farm.order("transports", "CAM-02", offered)
    picture = opened(pictures, farm.url("CAM-02", "sub"), asked)
    assert wait_until(lambda: is_live(picture))
    picture.close()
    farm.order("restore", "CAM-02")


def test_that_a_wrong_camera_clock_is_told_and_a_right_one_is_near_zero(
    farm: FarmProcess, pictures: LivePictures
) -> None:
    picture = opened(pictures, farm.url("CAM-04", "sub"))
    assert wait_until(lambda: picture.state().offset_s is not None)
    assert abs(picture.state().offset_s or 9.0) < 0.5
    farm.order("clock", "CAM-04", 120.0)
    assert wait_until(lambda: abs((picture.state().offset_s or 0.0) - 120) < 0.5)
    delay = picture.state().delay_s
    assert delay is not None
    assert 0 <= delay < 1
    farm.order("restore", "CAM-04")
    picture.close()


def test_that_a_frozen_encoder_is_told_by_its_packets_r_vid_03(
    farm: FarmProcess, pictures: LivePictures
) -> None:
    picture = opened(pictures, farm.url("CAM-04", "sub"))
    assert wait_until(lambda: is_live(picture))
    farm.order("freeze", "CAM-04")
    assert wait_until(lambda: picture.state().state == "frozen", 15)
    farm.order("restore", "CAM-04")
    assert wait_until(lambda: is_live(picture))
    picture.close()


HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>Please log in</html>"
REFUSED = b'RTSP/1.0 401 Unauthorized\r\nCSeq: %C\r\nWWW-Authenticate: Basic realm="x"\r\n\r\n'


@pytest.mark.parametrize(
    ("scheme", "answer", "state", "reason"),
    [
        ("rtsp", HTML, "failed", "the address answers as a web server, not as a camera"),
        ("http", HTML, "failed", "the address answers with a page (text/html), not with video"),
        ("rtsp", b"\x00\x01garbage" * 99, "failed", "the address answers, but not in RTSP"),
        ("rtsp", b"", "reconnecting", "the camera breaks the connection off"),
        ("rtsp", b"RTSP/1.0 404 No\r\nCSeq: %C\r\n\r\n", "failed", "the camera has no such stream"),
        ("rtsp", REFUSED, "failed", "the camera refuses the login"),
    ],
)
def test_that_what_is_no_video_is_one_clear_state(
    pictures: LivePictures, scheme: str, answer: bytes, state: str, reason: str
) -> None:
    with AnsweringServer(answer) as server:
        picture = opened(pictures, f"{scheme}://op%40x:s3%2Fcret@127.0.0.1:{server.port}/live")
        assert wait_until(lambda: picture.state().attempt > 0)
        seen = picture.state()
        assert (seen.state, seen.reason) == (state, reason)
        assert "s3" not in repr(seen)
        picture.close()


def test_that_a_wrong_password_is_tried_once_and_then_rarely(pictures: LivePictures) -> None:
    with AnsweringServer(REFUSED) as server:
        picture = opened(pictures, f"rtsp://op:wrong@127.0.0.1:{server.port}/live")
        assert wait_until(lambda: picture.state().state == "failed")
        assert (picture.state().retry_in_s or 0) > 20
        assert server.logins == 1
        assert server.connections == 2, "a try, and a look without a login"
        picture.close()


class _Logins:
    def login(self, name: str) -> Login | None:
        return Login("op", "p@ss/word") if name == "door" else None

    def keep(self, name: str, login: Login) -> None: ...

    def forget(self, name: str) -> None: ...


def test_that_a_login_from_the_keystore_opens_the_camera(tmp_path: Path) -> None:
    with FarmProcess(1, tmp_path, "--login", "op:p@ss/word") as farm:
        running = LivePictures(workers=1, libvlc="none", logins=_Logins())
        camera = camera_at(farm.url("CAM-01", "sub"), login="door")
        picture = running.open(camera, main=False, width=320, height=180)
        assert wait_until(lambda: is_live(picture))
        raw = opened(running, farm.url("CAM-01", "sub", "op:p@ss/word@"))
        assert wait_until(lambda: is_live(raw)), "a password in an address need not be encoded"
        running.close()


def test_that_the_pictures_of_a_killed_worker_come_back(farm: FarmProcess, tmp_path: Path) -> None:
    pictures = LivePictures(workers=1, libvlc="none")
    shown = [opened(pictures, farm.url(f"CAM-0{n}", "sub")) for n in (1, 2)]
    assert wait_until(lambda: all(is_live(one) for one in shown))
    os.kill(pictures.worker_pids[0], signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    numbers = [_sequence(one) for one in shown]

    def are_back() -> bool:
        return all(
            _sequence(one) > number + 1 and is_live(one)
            for one, number in zip(shown, numbers, strict=True)
        )

    assert wait_until(are_back, 15), "two seconds on a machine that is not busy: see the bench"
    waiting = _order_clip(pictures, tmp_path)
    os.kill(pictures.worker_pids[0], signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    assert wait_until(lambda: waiting.state().state == "failed")
    assert "worker ended" in waiting.state().reason
    cut_off = _order_clip(pictures, tmp_path)
    pictures.close()
    assert cut_off.state().state == "failed", "no order is left without an answer"
    assert not list(tmp_path.iterdir())


def _order_clip(pictures: LivePictures, folder: Path) -> OrderedFile:
    now = datetime.now(UTC)
    return pictures.export("C", now, now + timedelta(seconds=60), folder / "clip.mp4")


def _churn(farm: FarmProcess, times: int, names: set[str]) -> tuple[list[int], list[int]]:
    """(threads, file descriptors) of the worker after a warm-up and after `times` cycles.

    `names` receives the shared memory that was used.
    """
    running = LivePictures(workers=1, libvlc="none")
    marks: tuple[list[int], list[int]] = ([], [])
    try:
        assert wait_until(lambda: len(running.worker_pids) == 2, 30)
        worker = psutil.Process(running.worker_pids[0])
        for number in range(times):
            picture = opened(running, farm.url(f"CAM-0{number % 4 + 1}", "sub"))
            assert isinstance(picture, LivePicture)
            names |= {picture._frames._ring.memory.name, picture._block.memory.name}
            assert wait_until(lambda: picture.newest() is not None), number  # noqa: B023 - asked at once
            frame = picture.newest()
            assert frame is not None
            assert np.any(frame.pixels)
            del frame
            picture.close()
            if number in (9, times - 1):
                assert wait_until(lambda: worker.num_threads() <= 4), worker.threads()
                marks[0].append(worker.num_threads())
                marks[1].append(worker.num_fds())
    finally:
        running.close()
    return marks


@pytest.mark.skipif(sys.platform == "win32", reason="file descriptors are counted on POSIX only")
@pytest.mark.parametrize("times", [15, pytest.param(1000, marks=pytest.mark.soak)])
@pytest.mark.timeout(900)
def test_that_starting_and_stopping_leaks_nothing(farm: FarmProcess, times: int) -> None:
    shared = Path("/dev/shm")
    names: set[str] = set()
    threads, descriptors = _churn(farm, times, names)
    assert threads[1] <= threads[0]
    assert descriptors[1] <= descriptors[0] + 2
    assert len(names) == 2 * times
    assert not [name for name in names if (shared / name).exists()]


def test_that_libvlc_is_given_up_when_it_ends_its_worker_three_times_in_a_minute() -> None:
    worker = Worker(0, Terms(60.0), Standby(), probes_libvlc=True, libvlc=True)
    worker.libvlc_fault = ""
    for at in (0.0, 70.0, 100.0):
        worker._mourn(at)
    assert worker.libvlc_fault == ""
    worker._mourn(120.0)
    assert "LibVLC ended its process 3 times" in worker.libvlc_fault


@pytest.mark.soak
@pytest.mark.skipif(bool(libvlc_fault()), reason="libVLC is not installed here")
def test_that_the_spot_falls_to_pyav_for_good_when_libvlc_keeps_crashing(
    farm: FarmProcess,
) -> None:
    running = LivePictures(workers=1)
    picture = running.open(farm.camera(1), main=True, width=640, height=360)
    for _ in range(3):
        number = _sequence(picture)
        assert wait_until(lambda: _sequence(picture) > number + 1, 20)  # noqa: B023 - asked at once
        assert wait_until(lambda: picture.state().engine == "libVLC", 20)
        killed = running.worker_pids[-1]
        os.kill(killed, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        assert wait_until(lambda: killed not in running.worker_pids)  # noqa: B023 - asked at once
    assert wait_until(lambda: is_live(picture) and picture.state().engine == "PyAV", 20)
    assert "LibVLC ended its process 3 times" in running.missing
    running.close()


@pytest.mark.soak
def test_that_a_transport_stream_over_udp_is_shown_and_its_silence_told(
    farm: FarmProcess, pictures: LivePictures
) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    picture = opened(pictures, f"udp://127.0.0.1:{port}")
    assert wait_until(lambda: picture.state().attempt > 0)
    seen = picture.state()
    assert (seen.state, seen.reason) == ("reconnecting", "nothing is received at this address")
    address = farm.web_url("CAM-01", "sub", "ts")
    with (
        urllib.request.urlopen(address, timeout=5) as sent,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line,
    ):

        def forward() -> bool:
            line.sendto(sent.read(7 * 188), ("127.0.0.1", port))
            return is_live(picture)

        assert wait_until(forward)
    picture.close()


@pytest.mark.soak
def test_that_a_camera_is_back_within_six_seconds_of_its_return_after_a_long_outage(
    tmp_path: Path,
) -> None:
    with FarmProcess(2, tmp_path) as farm:
        running = LivePictures(workers=1, libvlc="none")
        shown = [opened(running, farm.url(f"CAM-0{n}", "sub")) for n in (1, 2)]
        assert wait_until(lambda: all(is_live(one) for one in shown))
        for down, up in (("down", "up"), ("close", "restore")):
            for camera in ("CAM-01", "CAM-02") if down == "close" else ("",):
                farm.order(down, camera)
            assert wait_until(lambda: all(one.state().attempt >= 5 for one in shown), 60)
            assert all((one.state().retry_in_s or 0) > 6 for one in shown)
            for camera in ("CAM-01", "CAM-02") if up == "restore" else ("",):
                farm.order(up, camera)
            assert wait_until(lambda: all(is_live(one) for one in shown), 6)
        running.close()
