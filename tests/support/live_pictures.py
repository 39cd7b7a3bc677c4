"""Pictures of cameras that are known by their address alone, for tests of the video back end."""

from collections.abc import Iterator
from contextlib import contextmanager

from backends.video.pictures import LivePictures
from console.domain.places.geo import Place
from console.domain.site import Camera, Streams
from console.ports.player import Picture
from tests.support.simulated_cameras import wait_until


@contextmanager
def running_pictures() -> Iterator[LivePictures]:
    """One worker for the wall, one for the spot, and no player: both are there."""
    running = LivePictures(workers=1, libvlc="none", standby=False)
    try:
        assert wait_until(lambda: len(running.worker_pids) == 2, 30)
        yield running
    finally:
        running.close()


def camera_at(url: str, transport: str = "tcp", login: str = "") -> Camera:
    """A camera whose one stream this is."""
    place = Place(37.5, 127.0)
    streams = Streams(url, "")
    return Camera("C", "", "", place, streams=streams, transport=transport, login=login)


def opened(pictures: LivePictures, url: str, transport: str = "tcp") -> Picture:
    """Its picture, small."""
    return pictures.open(camera_at(url, transport), main=False, width=320, height=180)


def is_live(picture: Picture) -> bool:
    """Whether it is called live and there is a frame."""
    return picture.newest() is not None and picture.state().state == "live"
