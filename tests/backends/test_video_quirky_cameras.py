"""Cameras with quirks nobody foresaw: each is shown, or refused in one clear state (R-VID-01)."""

import time
from collections.abc import Iterator

import pytest

from backends.video.pictures import LivePictures
from console.domain.places.geo import Place
from console.domain.site import Camera, Streams
from console.ports.player import Picture
from tests.support.broken_clips import SHOWN
from tests.support.live_pictures import running_pictures
from tests.support.quirky_cameras import LEAVES_OUT, LIVES_BY, QUIRKS, Quirk, QuirkyCamera
from tests.support.simulated_cameras import wait_until


@pytest.fixture(scope="module")
def pictures() -> Iterator[LivePictures]:
    with running_pictures() as running:
        yield running


def _open(pictures: LivePictures, camera: QuirkyCamera) -> Picture:
    url = f"rtsp://op:x@127.0.0.1:{camera.port}/live"
    known = Camera("C", "", "", Place(37.5, 127.0), streams=Streams(url, ""))
    return pictures.open(known, main=False, width=64, height=48)


def _is_right(quirk: Quirk, picture: Picture) -> bool:
    """Whether it is seen what is wanted of this camera."""
    if quirk.wanted == SHOWN:
        return picture.newest() is not None and picture.state().state == "live"
    return quirk.reason in picture.state().reason and picture.state().attempt > 0


def test_that_every_quirky_camera_is_shown_or_refused_in_words(pictures: LivePictures) -> None:
    pids = pictures.worker_pids
    cameras = [QuirkyCamera(quirk) for quirk in QUIRKS]
    shown = [_open(pictures, camera) for camera in cameras]
    left = list(zip(QUIRKS, shown, strict=True))

    def all_right() -> bool:
        left[:] = [(quirk, one) for quirk, one in left if not _is_right(quirk, one)]
        return not left

    assert wait_until(all_right, 40), [(quirk.name, one.state()) for quirk, one in left]
    assert pictures.worker_pids == pids, "a camera ended its worker"
    assert max(len(camera.visits) for camera in cameras) < 20, "a refusal becomes no storm"
    for camera, picture in zip(cameras, shown, strict=True):
        picture.close()
        camera.__exit__(None, None, None)


@pytest.mark.soak
@pytest.mark.parametrize("method", LIVES_BY)
def test_that_a_camera_is_asked_often_enough_to_stay(pictures: LivePictures, method: str) -> None:
    with QuirkyCamera(Quirk(method, keeps_alive=method)) as camera:
        picture = _open(pictures, camera)
        end = time.monotonic() + 15
        assert wait_until(lambda: time.monotonic() > end, 20)
        assert picture.state().state == "live"
        assert len(camera.visits) == 1
        assert camera.asked.count(method) > 2
        picture.close()


def test_that_a_picture_the_camera_left_out_marks_those_made_from_it_r_vid_03(
    pictures: LivePictures,
) -> None:
    with QuirkyCamera(LEAVES_OUT) as camera:
        picture = _open(pictures, camera)
        assert wait_until(lambda: picture.newest() is not None, 30)
        assert wait_until(lambda: picture.state().damaged, 30), picture.state()
        assert picture.state().state == "live"
        picture.close()
