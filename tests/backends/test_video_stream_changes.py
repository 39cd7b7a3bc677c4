"""A stream that becomes another one, or loses parts, while it is shown: followed, or told."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from backends.video.pictures import LivePictures
from console.ports.player import Picture
from tests.support.live_pictures import is_live, opened, running_pictures
from tests.support.simulated_cameras import FarmProcess, wait_until


@pytest.fixture(scope="module")
def farm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FarmProcess]:
    with FarmProcess(3, tmp_path_factory.mktemp("farm")) as running:
        yield running


@pytest.fixture(scope="module")
def pictures() -> Iterator[LivePictures]:
    with running_pictures() as running:
        yield running


def _shows(picture: Picture, codec: str) -> bool:
    return picture.state().codec == codec and is_live(picture)


def test_that_a_change_of_size_and_of_codec_is_followed(
    farm: FarmProcess, pictures: LivePictures
) -> None:
    picture = opened(pictures, farm.url("CAM-03", "sub"))
    assert wait_until(lambda: is_live(picture))
    farm.order("resolution", "CAM-03", "main")
    assert wait_until(lambda: picture.state().width == 1280)
    farm.order("restore", "CAM-03")
    farm.order("codec", "CAM-03", "h265")
    assert wait_until(lambda: picture.state().codec == "H.265" and is_live(picture), 15)
    farm.order("restore", "CAM-03")
    picture.close()


@pytest.mark.soak
@pytest.mark.parametrize(
    ("first", "then"),
    [("h264", "h265"), ("h265", "h264"), ("h264", "mjpeg"), ("mjpeg", "h265")],
)
def test_that_any_change_of_codec_of_a_busy_picture_is_followed(
    tmp_path: Path, pictures: LivePictures, first: str, then: str
) -> None:
    """The old codec's reader may go on for ever with bytes that are not of its kind."""
    names = {"h264": "H.264", "h265": "H.265", "mjpeg": "MJPEG"}
    with FarmProcess(1, tmp_path, "--noisy") as busy:
        busy.order("codec", "CAM-01", first)
        picture = opened(pictures, busy.url("CAM-01", "sub"))
        for codec in (first, then):
            busy.order("codec", "CAM-01", codec)
            assert wait_until(partial(_shows, picture, names[codec]), 30)
        picture.close()


def test_that_a_picture_whose_data_was_lost_says_so_until_a_whole_one_comes_r_vid_03(
    farm: FarmProcess, pictures: LivePictures
) -> None:
    picture = opened(pictures, farm.url("CAM-01", "sub"))
    assert wait_until(lambda: is_live(picture) and not picture.state().damaged)
    farm.order("corrupt", "CAM-01", 0.3)
    assert wait_until(lambda: picture.state().damaged, 20)
    farm.order("restore", "CAM-01")
    assert wait_until(lambda: is_live(picture) and not picture.state().damaged, 20)
    picture.close()


@pytest.mark.parametrize("codec", ["h264", "h265", "mjpeg"])
def test_that_datagrams_that_never_came_are_told_of_every_codec_r_vid_03(
    farm: FarmProcess, pictures: LivePictures, codec: str
) -> None:
    """No decoder says that a picture of H.265 or MJPEG is wrong: the packets are counted."""
    farm.order("codec", "CAM-02", codec)
    picture = opened(pictures, farm.url("CAM-02", "sub"), "udp")
    assert wait_until(lambda: is_live(picture) and not picture.state().damaged, 30)
    farm.order("loss", "CAM-02", 0.05)
    assert wait_until(lambda: picture.state().damaged, 30)
    farm.order("restore", "CAM-02")
    farm.order("codec", "CAM-02", codec)
    assert wait_until(lambda: is_live(picture) and not picture.state().damaged, 30)
    farm.order("restore", "CAM-02")
    picture.close()
