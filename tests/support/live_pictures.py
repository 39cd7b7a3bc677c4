"""Pictures of cameras that are known by their address alone, for tests of the video back end."""

from backends.video.pictures import LivePictures
from console.domain.places.geo import Place
from console.domain.site import Camera, Streams
from console.ports.player import Picture


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
