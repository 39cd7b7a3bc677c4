"""The video back end with real RTSP, real PyAV, real libVLC and real worker processes."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from backends.video.addresses import redact
from backends.video.libvlc import libvlc_fault
from backends.video.pictures import LivePictures
from console.domain.places.geo import Place
from console.domain.site import Camera, Streams
from console.ports.player import Picture
from tests.support.simulated_cameras import CameraProcess, wait_until


@pytest.fixture(scope="module")
def cameras() -> Iterator[CameraProcess]:
    with CameraProcess(4) as running:
        yield running


@pytest.fixture
def pictures() -> Iterator[LivePictures]:
    running = LivePictures(workers=1, standby=False)
    yield running
    running.close()


def _is(picture: Picture, *states: str) -> bool:
    return picture.state().state in states


def _copy(picture: Picture) -> np.ndarray:
    frame = picture.newest()
    assert frame is not None
    return frame.pixels.copy()


def test_that_a_sub_stream_goes_live_and_moves(
    cameras: CameraProcess, pictures: LivePictures
) -> None:
    picture = pictures.open(cameras.camera(1), main=False, width=480, height=270)
    assert wait_until(lambda: picture.newest() is not None and _is(picture, "live"))
    first = _copy(picture)
    assert first.shape == (270, 480, 4)
    assert picture.state().engine == "PyAV"
    assert wait_until(lambda: not np.array_equal(_copy(picture), first))
    picture.close()
    assert picture.newest() is None


def test_that_a_resized_picture_comes_in_the_new_size(
    cameras: CameraProcess, pictures: LivePictures
) -> None:
    picture = pictures.open(cameras.camera(1), main=False, width=480, height=270)
    assert wait_until(lambda: picture.newest() is not None)
    picture.resize(320, 180)
    assert wait_until(lambda: _copy(picture).shape == (180, 320, 4))
    picture.close()


def test_that_a_closed_camera_is_noticed_within_three_seconds_and_comes_back_r_vid_03(
    cameras: CameraProcess, pictures: LivePictures
) -> None:
    picture = pictures.open(cameras.camera(2), main=False, width=320, height=180)
    assert wait_until(lambda: _is(picture, "live"))
    cameras.order("close", "CAM-02")
    assert wait_until(lambda: _is(picture, "reconnecting"), 3)
    assert picture.state().reason
    cameras.order("restore", "CAM-02")
    assert wait_until(lambda: _is(picture, "live"), 15)
    picture.close()


def test_that_a_stalled_camera_is_noticed_within_two_seconds_and_comes_back(
    cameras: CameraProcess, pictures: LivePictures
) -> None:
    picture = pictures.open(cameras.camera(3), main=False, width=320, height=180)
    assert wait_until(lambda: _is(picture, "live"))
    cameras.order("stall", "CAM-03")
    assert wait_until(lambda: _is(picture, "reconnecting"), 2), "1.5 s, and more on a busy machine"
    cameras.order("restore", "CAM-03")
    assert wait_until(lambda: _is(picture, "live"), 15)
    picture.close()


@pytest.mark.skipif(bool(libvlc_fault()), reason="libVLC is not installed here")
def test_that_the_spot_picture_comes_through_libvlc(
    cameras: CameraProcess, pictures: LivePictures
) -> None:
    picture = pictures.open(cameras.camera(1), main=True, width=640, height=360)
    assert wait_until(lambda: _is(picture, "live") and picture.state().engine == "libVLC")
    first = _copy(picture)
    assert wait_until(lambda: not np.array_equal(_copy(picture), first))
    assert picture.state().engine == "libVLC", "PyAV only bridges the first moments"
    assert (picture.state().width, picture.state().height) == (1280, 720)
    assert int(first[..., :3].max()) > 150
    assert pictures.missing == ""
    picture.close()


def test_that_a_killed_worker_is_replaced_and_its_pictures_return(
    cameras: CameraProcess, pictures: LivePictures
) -> None:
    picture = pictures.open(cameras.camera(1), main=False, width=320, height=180)
    assert wait_until(lambda: _is(picture, "live"))
    before = picture.newest()
    assert before is not None
    number, first = before.sequence, pictures.worker_pids[0]
    del before
    os.kill(first, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    assert wait_until(lambda: first not in pictures.worker_pids, 3)

    def newer() -> bool:
        frame = picture.newest()
        return frame is not None and frame.sequence > number + 3

    assert wait_until(newer)
    assert _is(picture, "live")
    picture.close()


def test_that_a_camera_without_a_usable_stream_says_so(pictures: LivePictures) -> None:
    bare = Camera("X", "", "", Place(37.5, 127.0))
    wrong = Camera("Y", "", "", Place(37.5, 127.0), streams=Streams("file:///etc/passwd", ""))
    srt = Streams("srt://127.0.0.1:9000?passphrase=s3cret", "")
    other = Camera("Z", "", "", Place(37.5, 127.0), streams=srt)
    reasons = [
        pictures.open(one, main=False, width=320, height=180).state()
        for one in (bare, wrong, other)
    ]
    assert {(state.state, state.attempt) for state in reasons} == {("failed", 0)}
    assert reasons[0].reason == "no stream configured"
    assert "rtsp://" in reasons[1].reason
    assert reasons[2].reason == "SRT can not be received: enter the camera's rtsp:// address"


def test_that_a_refused_connection_is_reconnecting_with_a_reason(pictures: LivePictures) -> None:
    streams = Streams("rtsp://op:s3cret@127.0.0.1:9/x", "")
    dead = Camera("Z", "", "", Place(37.5, 127.0), streams=streams)
    picture = pictures.open(dead, main=False, width=320, height=180)
    assert wait_until(lambda: picture.state().attempt > 0)
    state = picture.state()
    assert (state.state, state.reason) == ("reconnecting", "the camera refuses the connection")
    picture.close()


def test_that_close_leaves_no_process_and_no_shared_memory(cameras: CameraProcess) -> None:
    shared, maps = Path("/dev/shm"), Path("/proc/self/maps")
    running = LivePictures(workers=1)
    picture = running.open(cameras.camera(1), main=False, width=320, height=180)
    assert wait_until(lambda: _is(picture, "live"))
    pids = running.worker_pids
    # By name: other programs of this machine have shared memory too.
    told = maps.read_text() if maps.exists() else ""
    mapped = set(re.findall(r"/dev/shm/(psm_\w+)", told))
    assert mapped or not maps.exists()
    running.close()
    assert not [pid for pid in pids if psutil.pid_exists(pid)]
    assert not [name for name in mapped if (shared / name).exists()]


_WITHOUT_LIBVLC = """
import time
from backends.video.pictures import LivePictures
from console.domain.places.geo import Place
from console.domain.site import Camera, Streams

def main() -> None:
    camera = Camera("C", "", "", Place(37.5, 127.0), streams=Streams("", {url!r}))
    pictures = LivePictures(workers=1)
    picture = pictures.open(camera, main=True, width=320, height=180)
    end = time.monotonic() + 20
    while time.monotonic() < end and not (picture.state().state == "live" and pictures.missing):
        time.sleep(0.05)
    print(picture.state().state, picture.state().engine, pictures.missing)
    pictures.close()

if __name__ == "__main__":
    main()
"""


def test_that_without_libvlc_a_sentence_is_given_and_pyav_takes_over(
    cameras: CameraProcess, tmp_path: Path
) -> None:
    script = tmp_path / "without_libvlc.py"
    script.write_text(_WITHOUT_LIBVLC.format(url=cameras.url("CAM-01", "main")))
    root = Path(__file__).parents[2]
    wrong = str(tmp_path / "no" / "libvlc.so")
    environment = {**os.environ, "PYTHON_VLC_LIB_PATH": wrong, "PYTHONPATH": str(root)}
    done = subprocess.run(
        [sys.executable, str(script)], env=environment, capture_output=True, text=True, timeout=60,
        check=True,
    )  # fmt: skip
    assert done.stdout.startswith("live PyAV LibVLC can not be loaded from")
    assert wrong in done.stdout
    assert "Install" in done.stdout


def test_that_a_login_never_survives_in_a_text() -> None:
    text = redact("error opening 'rtsp://op:p@ss/w@10.0.0.1:554/a' and rtsp://u:p@h/")
    assert "op:" not in text
    assert "u:p" not in text
    assert "rtsp://***@h/" in text
