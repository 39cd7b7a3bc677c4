"""Cameras that do what no standard says: shown or refused in one clear state, never stormed."""

import io
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np
import pytest

from backends.video.addresses import open_options
from backends.video.clips import ClipError, write_clip
from backends.video.decode_sink import DecodeSink, Painter
from backends.video.hardware import Hardware
from backends.video.orders import Export, Stream
from backends.video.packet_ring import Coded, PacketRing, Stretch, track_of
from backends.video.pictures import LivePictures
from backends.video.playbacks import of_ring
from backends.video.second_look import SecondLook
from console.domain.pictures.picture import Loss
from console.domain.places.geo import Place
from console.domain.site import Camera, Streams
from console.ports.player import Picture
from tests.support.live_pictures import running_pictures
from tests.support.odd_cameras import OddCamera, Talk, rtsp, web
from tests.support.simulated_cameras import wait_until

SAMPLES = Path(__file__).parents[1] / "support" / "samples"

SDP = (
    "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=odd\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\n"
    "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:track1\r\n"
)
SETUP = "200 OK\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1"
IN_CIRCLES = "302 Found\r\nLocation: rtsp://127.0.0.1:%P/live"
STRONG = '401 No\r\nWWW-Authenticate: Digest realm="x", nonce="n", algorithm=SHA-256, qop="auth"'
STRANGE = '401 No\r\nWWW-Authenticate: Digest realm="x", nonce="n", algorithm=SHA-999'
WEAK = '401 No\r\nWWW-Authenticate: Digest realm="x", nonce="n"'


@pytest.fixture(scope="module")
def pictures() -> Iterator[LivePictures]:
    with running_pictures() as running:
        yield running


def _open(pictures: LivePictures, camera: OddCamera, scheme: str, login: str = "op:x@") -> Picture:
    url = f"{scheme}://{login}127.0.0.1:{camera.port}/live"
    shown = Camera("C", "", "", Place(37.5, 127.0), streams=Streams(url, ""))
    return pictures.open(shown, main=False, width=320, height=180)


def _coded(codec: str, kind: str = "yuv420p", pictures: int = 30) -> list[bytes]:
    """Moving noise as packets of this codec."""
    coder = av.CodecContext.create(codec, "w")
    assert isinstance(coder, av.VideoCodecContext)
    coder.width, coder.height, coder.pix_fmt = 64, 48, kind
    coder.time_base, coder.framerate = Fraction(1, 15), Fraction(15)
    chance = np.random.default_rng(7)
    packets = []
    for number in range(pictures):
        pixels = chance.integers(0, 255, (48, 64, 3), np.uint8)
        frame = av.VideoFrame.from_ndarray(pixels, "rgb24").reformat(format=kind)
        frame.pts = number
        packets += coder.encode(frame)
    return [bytes(one) for one in [*packets, *coder.encode(None)]]


def _file(codec: str, kind: str, pictures: int = 30) -> bytes:
    """The same as a file of this kind."""
    memory = io.BytesIO()
    with av.open(memory, "w", format=kind) as container:
        stream = container.add_stream(codec, 15)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        stream.codec_context.gop_size = 10
        chance = np.random.default_rng(7)
        for _ in range(pictures):
            pixels = chance.integers(0, 255, (48, 64, 3), np.uint8)
            frame = av.VideoFrame.from_ndarray(pixels, "rgb24").reformat(format="yuv420p")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return memory.getvalue()


REFUSED: list[tuple[str, Talk, str, str, str]] = [
    ("rtsp", rtsp({"SETUP": ""}, SDP), "op:x@", "reconnecting", "the camera does not answer"),
    ("rtsp", rtsp({"SETUP": SETUP, "PLAY": "!"}, SDP), "op:x@", "reconnecting",
     "the camera breaks the connection off"),
    ("rtsp", rtsp({"OPTIONS": ""}, SDP), "op:x@", "reconnecting", "the camera does not answer"),
    ("rtsp", rtsp({"DESCRIBE": IN_CIRCLES}), "op:x@", "failed",
     "the camera refers to other addresses without end"),
    ("rtsp", rtsp({"DESCRIBE": WEAK}), "", "failed", "the camera asks for a login"),
    ("rtsp", rtsp({"DESCRIBE": "429 Too Many Requests"}), "op:x@", "reconnecting",
     "the camera is asked too often"),
    ("http", web("200 OK\r\nContent-Type: video/mp2t", list), "op:x@", "failed",
     "the address answers, but not with video"),
    ("http", web("302 Found\r\nLocation: /x", list), "op:x@", "failed",
     "the address refers to another that gives no video"),
    ("http", lambda _camera, line: line.close(), "op:x@", "reconnecting",
     "the camera breaks the connection off"),
]  # fmt: skip


def test_that_each_way_of_giving_no_video_has_its_own_words(pictures: LivePictures) -> None:
    cameras = [OddCamera(talk) for _scheme, talk, *_rest in REFUSED]
    shown = [
        _open(pictures, camera, scheme, login)
        for camera, (scheme, _talk, login, *_rest) in zip(cameras, REFUSED, strict=True)
    ]
    assert wait_until(lambda: all(one.state().attempt > 0 for one in shown), 12)
    seen = [(one.state().state, one.state().reason) for one in shown]
    assert seen == [(state, reason) for *_rest, state, reason in REFUSED]
    for camera, picture in zip(cameras, shown, strict=True):
        picture.close()
        camera.__exit__(None, None, None)


def _refused(look: SecondLook, url: str) -> tuple[str, Loss]:
    """What comes of opening it as a source does."""
    begun = time.monotonic()
    with pytest.raises((av.error.FFmpegError, OSError)) as caught:
        av.open(url, options=open_options("tcp"), timeout=(2.0, 2.0))
    return look.of_opening(caught.value, time.monotonic() - begun)


def test_that_references_in_circles_are_followed_by_ffmpeg_only_once() -> None:
    with OddCamera(rtsp({"DESCRIBE": IN_CIRCLES})) as camera:
        url = f"rtsp://127.0.0.1:{camera.port}/live"
        look = SecondLook(url)
        assert look.before() is None
        assert _refused(look, url)[1] == Loss.ABSENT
        for _ in range(3):
            before = len(camera.visits)
            assert look.before() == (
                "the camera refers to other addresses without end",
                Loss.ABSENT,
            )
            assert len(camera.visits) - before <= 3


def test_that_a_camera_that_thinks_long_is_given_more_time(pictures: LivePictures) -> None:
    with OddCamera(rtsp({"SETUP": SETUP}, SDP, think_s=0.4)) as camera:
        picture = _open(pictures, camera, "rtsp")
        assert wait_until(lambda: "PLAY" in camera.asked, 12), picture.state()
        assert picture.state().reason in ("", "the camera does not answer")
        picture.close()


@pytest.mark.parametrize(
    ("answer", "verdict", "tries"),
    [
        (STRANGE, ("the camera asks for a kind of login that is not known here", Loss.LOGIN), 0),
        (STRONG, ("the camera asks for a login", Loss.PASSING), 0),
        (WEAK, ("the camera refuses the login", Loss.LOGIN), 1),
    ],
)
def test_that_the_first_refusal_is_looked_at_without_a_login_and_no_other_is(
    answer: str, verdict: tuple[str, Loss], tries: int
) -> None:
    with OddCamera(rtsp({"DESCRIBE": answer})) as camera:
        url = f"rtsp://op:x@127.0.0.1:{camera.port}/live"
        look = SecondLook(url)
        assert _refused(look, url) == verdict
        assert (len(camera.logins), len(camera.visits)) == (tries, 2)
        assert _refused(look, url) == ("the camera refuses the login", Loss.LOGIN)
        assert (len(camera.logins), len(camera.visits)) == (2 * tries, 3)
        assert look.before() is None


def test_that_a_fault_that_repeats_is_not_looked_at_each_time() -> None:
    with OddCamera(rtsp({"DESCRIBE": "!"})) as camera:
        url = f"rtsp://op:x@127.0.0.1:{camera.port}/live"
        look = SecondLook(url)
        for _ in range(4):
            assert _refused(look, url) == ("the camera breaks the connection off", Loss.PASSING)
        assert len(camera.visits) == 5, "four tries and one look"


@pytest.mark.parametrize(
    "head",
    ["Content-Type: image/jpeg\r\nContent-Length: 10\r\n", "X-Picture: 1\r\n", ""],
    ids=["wrong length", "no kind", "no head"],
)
def test_that_wrongly_wrapped_jpegs_are_shown(pictures: LivePictures, head: str) -> None:
    start = f"--frame\r\n{head}\r\n".encode()
    parts = [start + one + b"\r\n" for one in _coded("mjpeg", "yuvj420p")]
    kind = "200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=frame"
    with OddCamera(web(kind, lambda: parts)) as camera:
        picture = _open(pictures, camera, "http")
        assert wait_until(lambda: picture.newest() is not None, 8), picture.state()
        assert picture.state().codec == "MJPEG"
        picture.close()


def test_that_av1_is_shown_by_its_name(pictures: LivePictures) -> None:
    # Kept, not coded here: the encoder gives its caller's thread, and with it every process that
    # the tests start later, the highest real-time priority when it runs as root.
    film = (SAMPLES / "gradient-av1.mkv").read_bytes()
    pieces = [film[at : at + 2000] for at in range(0, len(film), 2000)]
    with OddCamera(web("200 OK\r\nContent-Type: video/webm", lambda: pieces, 0.02)) as camera:
        picture = _open(pictures, camera, "http")
        assert wait_until(lambda: picture.newest() is not None, 8), picture.state()
        assert (picture.state().codec, picture.state().width) == ("AV1", 64)
        picture.close()


def _stretch(codec: str, kind: str) -> tuple[PacketRing, Stretch]:
    source = av.open(io.BytesIO(_file(codec, kind)), "r")
    ring = PacketRing()
    ring.begin(track_of(source.streams.video[0], 1))
    begun = time.monotonic() - 3
    for number, packet in enumerate(source.demux(video=0)):
        if packet.size:
            at = begun + number / 15
            ring.add(Coded(at, bytes(packet), packet.pts, packet.is_keyframe))
    stretch = ring.stretch(begun, time.monotonic())
    assert stretch is not None
    return ring, stretch


class _Counter:
    """Counts what is to be painted."""

    def __init__(self) -> None:
        self.drawn = 0

    def draw(self, _frame: av.VideoFrame, _now: float) -> bool:
        self.drawn += 1
        return True


@pytest.mark.parametrize(("codec", "kind"), [("libx264", "matroska"), ("mpeg2video", "mpegts")])
def test_that_key_pictures_alone_are_shown_of_streams_out_of_order(codec: str, kind: str) -> None:
    film = _file(codec, kind)
    with av.open(io.BytesIO(film), "r") as container:
        track = track_of(container.streams.video[0], 1)
        sink = DecodeSink(track, lambda *_told: None, Hardware("off"))
        alone, whole = _Counter(), _Counter()
        packets = [one for one in container.demux(video=0) if one.size]
        keys = [one for one in packets if one.is_keyframe]
        for packet in keys:
            sink.put_alone(packet, [cast("Painter", alone)])
        for packet in packets:
            sink.put(packet, [cast("Painter", whole)])
    assert alone.drawn == len(keys) >= 3
    assert whole.drawn >= len(packets) - 4, "all but those that wait for their successors"
    assert sink.damaged == 0


def test_that_what_an_mp4_can_not_hold_is_replayed_and_refused_as_a_file(tmp_path: Path) -> None:
    ring, stretch = _stretch("libvpx", "webm")
    recording = of_ring(ring, 10)
    assert isinstance(recording.content, bytes)
    with av.open(io.BytesIO(recording.content), "r") as film:
        assert sum(1 for _ in film.decode(video=0)) == len(stretch.coded) == 30
    order = Export(1, Stream("C", "rtsp://h/l"), 0.0, 1.0, tmp_path / "clip.mp4")
    with pytest.raises(ClipError, match="an MP4 file can not hold vp8 pictures"):
        write_clip(stretch, order)
    assert not list(tmp_path.iterdir())
