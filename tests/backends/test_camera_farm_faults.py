"""Each fault of the camera farm, seen from plain clients: PyAV for pictures, sockets for words."""

import itertools
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import closing

import av
import av.error
import numpy as np
import pytest

from backends.simulated.cameras.clips import Subject, shapes_of
from backends.simulated.cameras.clips_looped import make_clip
from tests.support.camera_clients import RtspWords, frames, packets, pictures
from tests.support.frame_stamp import read_stamp
from tests.support.simulated_cameras import FarmProcess, wait_until

CAMERA = "CAM-01"
TRANSPORT = "RTP/AVP/TCP;unicast;interleaved=0-1"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FarmProcess]:
    with FarmProcess(2, tmp_path_factory.mktemp("farm"), "--login", "op:s3cret") as cameras:
        yield cameras


@pytest.fixture
def farm(served: FarmProcess) -> Iterator[FarmProcess]:
    served.order("login", "*", "none")
    yield served
    served.order("up")
    served.order("restore", "*")


@pytest.fixture
def words(farm: FarmProcess) -> Iterator[RtspWords]:
    with closing(RtspWords(farm.port, farm.url(CAMERA, "sub"))) as client:
        yield client


def rtp(words: RtspWords, seconds: float) -> list[tuple[int, int, bytes]]:
    """Sequence number, time stamp and payload of what comes within a time."""
    found, end = [], time.monotonic() + seconds
    while time.monotonic() < end and (one := words.media()):
        if one[0] == 0:
            sequence, stamp = struct.unpack_from(">HI", one[1], 2)
            found.append((sequence, stamp, one[1][12:]))
    return found


def hung_up(words: RtspWords) -> bool:
    """Whether the camera breaks the connection (within the socket's patience)."""
    try:
        while words.media():
            continue
    except ConnectionError:
        return True
    return True


def report(words: RtspWords) -> float:
    """The wall clock (Unix seconds) of the next RTCP sender report."""
    for _ in range(400):
        one = words.media()
        assert one is not None
        if one[0] == 1 and one[1][1] == 200:
            seconds, fraction = struct.unpack_from(">II", one[1], 8)
            return float(seconds - 2_208_988_800 + fraction / 2**32)
    raise AssertionError("no sender report came")


def test_that_a_frozen_camera_sends_one_picture_with_advancing_times(farm: FarmProcess) -> None:
    with pictures(farm.url(CAMERA, "sub")) as (_container, shown):
        next(shown)
        farm.order("freeze", CAMERA)
        late = list(itertools.islice(shown, 8))[-4:]
    assert {one.frame for one in map(read_stamp, late) if one} == {0}
    farm.order("freeze", CAMERA)
    times = [one.pts for one in packets(farm.url(CAMERA, "sub"), 8) if one.pts is not None]
    assert times == sorted(set(times))


def test_that_a_stalled_camera_keeps_the_connection_and_sends_nothing(
    farm: FarmProcess, words: RtspWords
) -> None:
    words.play()
    assert words.media()
    farm.order("stall", CAMERA)
    words.socket.settimeout(0.4)
    with pytest.raises(TimeoutError):
        rtp(words, 5)
    farm.order("restore", CAMERA)


def test_that_a_dropped_camera_hangs_up_and_answers_again(
    farm: FarmProcess, words: RtspWords
) -> None:
    words.play()
    farm.order("drop", CAMERA)
    assert hung_up(words)
    assert frames(farm.url(CAMERA, "sub"), 1)


def test_that_a_farm_that_is_down_refuses_connections_until_it_is_up(farm: FarmProcess) -> None:
    farm.order("down")
    assert wait_until(lambda: not _accepts(farm.port))
    with pytest.raises(av.error.ConnectionRefusedError):
        frames(farm.url(CAMERA, "sub"), 1)
    farm.order("up")
    assert frames(farm.url(CAMERA, "sub"), 1)


def _accepts(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def test_that_a_slow_camera_sends_half_the_pictures(farm: FarmProcess) -> None:
    farm.order("slow", CAMERA)
    times = [float((one.pts or 0) * one.time_base) for one in packets(farm.url(CAMERA, "sub"), 6)]
    assert np.median(np.diff(times)) == pytest.approx(2 / 15, rel=0.02)


def test_that_lost_packets_leave_gaps_in_the_numbers(farm: FarmProcess, words: RtspWords) -> None:
    farm.order("loss", CAMERA, 0.4)
    words.play()
    numbers = [one[0] for one in rtp(words, 1.0)]
    gaps = sum((b - a) % 65536 - 1 for a, b in itertools.pairwise(numbers))
    assert gaps / (gaps + len(numbers)) == pytest.approx(0.4, abs=0.25)
    assert gaps


def test_that_corrupt_packets_differ_by_one_byte(farm: FarmProcess) -> None:
    clip = make_clip(Subject(CAMERA, 1, 1), shapes_of(live=False)["sub"])
    whole = {piece for picture in clip for piece in picture.pieces}
    farm.order("corrupt", CAMERA, 1.0)
    broken = [bytes(one[2]) for one in _played(farm, 0.5)]
    near = [one for one in broken if any(_apart(one, other) == 1 for other in whole)]
    assert len(broken) > 3
    assert len(near) > 0.8 * len(broken)


def _played(farm: FarmProcess, seconds: float) -> list[tuple[int, int, bytes]]:
    with closing(RtspWords(farm.port, farm.url(CAMERA, "sub"))) as client:
        client.play()
        return rtp(client, seconds)


def _apart(one: bytes, other: bytes) -> int:
    if len(one) != len(other):
        return -1
    return sum(a != b for a, b in zip(one, other, strict=True))


def test_that_a_changed_codec_is_told_to_the_next_who_asks(
    farm: FarmProcess, words: RtspWords
) -> None:
    words.play()
    words.media()
    farm.order("codec", CAMERA, "h265")
    with pictures(farm.url(CAMERA, "sub")) as (container, shown):
        assert container.streams.video[0].codec_context.name == "hevc"
        assert read_stamp(next(shown)) is not None
    parameter_sets = {payload[0] >> 1 & 0x3F for _, _, payload in rtp(words, 0.5)}
    assert {32, 33, 34} <= parameter_sets


def test_that_a_resolution_changes_under_a_viewer(farm: FarmProcess) -> None:
    with pictures(farm.url(CAMERA, "sub")) as (_container, shown):
        before = next(shown).shape
        farm.order("resolution", CAMERA, "main")
        after = next(one for one in shown if one.shape != before)
    stamp = read_stamp(after)
    assert (before, after.shape) == ((360, 640, 4), (720, 1280, 4))
    assert stamp is not None
    assert stamp.camera == 1


@pytest.mark.parametrize("offset", [-86_400.0, 3_600.0])
def test_that_a_wrong_clock_shows_in_the_sender_reports(
    farm: FarmProcess, words: RtspWords, offset: float
) -> None:
    farm.order("clock", CAMERA, offset)
    words.play()
    assert report(words) - time.time() == pytest.approx(offset, abs=1.0)


def test_that_timestamps_jump_by_order(farm: FarmProcess, words: RtspWords) -> None:
    words.play()
    assert words.media()
    farm.order("jump", CAMERA, 600.0)
    stamps = [one[1] for one in rtp(words, 0.7)]
    largest = max((b - a) % 2**32 for a, b in itertools.pairwise(stamps))
    farm.order("jump", CAMERA, 0.0)
    assert largest / 90_000 == pytest.approx(600, abs=1)


@pytest.mark.parametrize("scheme", ["basic", "digest"])
def test_that_a_login_is_asked_for_by_either_scheme(
    farm: FarmProcess, words: RtspWords, scheme: str
) -> None:
    farm.order("login", CAMERA, scheme)
    code, headers, _body = words.ask("DESCRIBE")
    assert (code, headers["www-authenticate"].split(" ")[0].lower()) == (401, scheme)
    assert frames(farm.url(CAMERA, "sub", "op:s3cret@"), 1)
    with pytest.raises(av.error.HTTPUnauthorizedError):
        frames(farm.url(CAMERA, "sub", "op:wrong@"), 1)


def test_that_an_unauthorized_camera_refuses_the_right_password(farm: FarmProcess) -> None:
    farm.order("answer", CAMERA, "unauthorized")
    with pytest.raises(av.error.HTTPUnauthorizedError):
        frames(farm.url(CAMERA, "sub", "op:s3cret@"), 1)
    with pytest.raises(av.error.HTTPUnauthorizedError):
        frames(farm.web_url(CAMERA, "sub", "mjpeg", "op:s3cret@"), 1)


def test_that_a_camera_without_content_base_still_plays(
    farm: FarmProcess, words: RtspWords
) -> None:
    assert "content-base" in words.ask("DESCRIBE")[1]
    farm.order("no-content-base", CAMERA)
    assert "content-base" not in words.ask("DESCRIBE")[1]
    assert frames(farm.url(CAMERA, "sub"), 1)


@pytest.mark.parametrize(
    ("sets", "in_sdp", "line", "in_stream"),
    [
        ("both", True, True, True),
        ("no-sprop", False, True, True),
        ("in-band", False, False, True),
        ("out-of-band", True, True, False),
    ],
)
def test_that_parameter_sets_stand_where_ordered(
    farm: FarmProcess, words: RtspWords, sets: str, in_sdp: bool, line: bool, in_stream: bool
) -> None:
    farm.order("sets", CAMERA, sets)
    body = words.ask("DESCRIBE")[2]
    assert ("sprop-parameter-sets" in body, "a=fmtp" in body) == (in_sdp, line)
    words.play()
    kinds = {payload[0] & 0x1F for _, _, payload in rtp(words, 0.4)}
    assert ({7, 8} <= kinds) == in_stream
    assert read_stamp(frames(farm.url(CAMERA, "sub"), 1)[0]) is not None


def test_that_keep_alives_are_not_implemented_once_it_plays(
    farm: FarmProcess, words: RtspWords
) -> None:
    farm.order("keepalive", CAMERA, "not-implemented")
    code, headers, _body = words.ask("OPTIONS")
    assert code == 200
    assert "GET_PARAMETER" not in headers["public"]
    words.play()
    assert (words.ask("GET_PARAMETER")[0], words.ask("OPTIONS")[0]) == (501, 501)
    assert words.media()


def test_that_a_hasty_camera_hangs_up_on_a_client_that_asks_nothing(
    farm: FarmProcess, words: RtspWords
) -> None:
    farm.order("keepalive", CAMERA, "hang-up")
    words.ask("DESCRIBE")
    _code, headers, _body = words.ask("SETUP", "/track1", Transport=TRANSPORT)
    assert headers["session"].endswith(";timeout=2")
    words.ask("PLAY")
    began = time.monotonic()
    while words.media():
        assert time.monotonic() - began < 8
    assert time.monotonic() - began > 1.5


@pytest.mark.parametrize("answer", ["html", "garbage", "not-found"])
@pytest.mark.parametrize("door", ["rtsp", "ts"])
def test_that_what_is_no_camera_is_no_video(farm: FarmProcess, answer: str, door: str) -> None:
    farm.order("answer", CAMERA, answer)
    url = farm.url(CAMERA, "sub") if door == "rtsp" else farm.web_url(CAMERA, "sub", "ts")
    with pytest.raises(av.error.FFmpegError):
        frames(url, 1)


def test_that_an_html_page_comes_instead_of_rtsp(farm: FarmProcess, words: RtspWords) -> None:
    farm.order("answer", CAMERA, "html")
    words.send("OPTIONS")
    assert b"<html>" in words.socket.makefile("rb").read()


def test_that_a_silent_camera_accepts_and_says_nothing(farm: FarmProcess, words: RtspWords) -> None:
    farm.order("answer", CAMERA, "silent")
    words.socket.settimeout(0.5)
    with pytest.raises(TimeoutError):
        words.ask("OPTIONS")


@pytest.mark.parametrize(("only", "other"), [("udp", "tcp"), ("tcp", "udp")])
def test_that_a_camera_knows_one_transport_only(
    farm: FarmProcess, words: RtspWords, only: str, other: str
) -> None:
    farm.order("transports", CAMERA, only)
    offers = {"tcp": TRANSPORT, "udp": "RTP/AVP;unicast;client_port=50000-50001"}
    assert words.ask("SETUP", "/track1", Transport=offers[other])[0] == 461
    assert frames(farm.url(CAMERA, "sub"), 1, only)


def test_that_a_self_made_certificate_is_refused_by_who_checks(farm: FarmProcess) -> None:
    options = {"rtsp_transport": "tcp", "tls_verify": "1"}
    with pytest.raises(av.error.FFmpegError):
        av.open(farm.secure_url(CAMERA, "sub"), options=options, timeout=(5, 5)).close()
    assert frames(farm.secure_url(CAMERA, "sub"), 1)


@pytest.mark.parametrize(
    ("order", "value"),
    [
        ("loss", 2), ("loss", "much"), ("codec", "av1"), ("clock", float("inf")),
        ("stall", "yes"), ("answer", 7), ("resolution", "huge"), ("jump", True), ("udp-ts", 0),
    ],
)  # fmt: skip
def test_that_a_wrong_value_is_refused_and_changes_nothing(
    farm: FarmProcess, order: str, value: object
) -> None:
    farm.order("restore", "*")
    answer = farm.order(order, CAMERA, value)
    assert (answer["ok"], bool(answer["error"])) == (False, True)
    stats = farm.order("stats")["cameras"]
    assert isinstance(stats, dict)
    assert stats[CAMERA]["state"] == "well"


def test_that_a_fault_holds_for_one_camera_only_and_ends_by_order(farm: FarmProcess) -> None:
    farm.order("answer", CAMERA, "not-found")
    assert frames(farm.url("CAM-02", "sub"), 1)
    assert farm.order("restore", CAMERA)["state"] == "well"
    farm.order("login", "*", "none")
    assert frames(farm.url(CAMERA, "sub"), 1)
    told = farm.order("faults")["faults"]
    assert isinstance(told, dict)
    assert {"freeze", "stall", "loss", "corrupt", "codec"} <= told.keys()
