"""Cameras that FFmpeg does not get along with, spoken to by an interpreter (R-VID-01)."""

import hashlib
import re
import socket
from collections.abc import Iterator
from contextlib import closing

import av
import pytest
from typing_extensions import override

from backends.video.addresses import open_options
from backends.video.interpreter import Conversation, Interpreter
from backends.video.pictures import LivePictures
from console.domain.places.geo import Place
from console.domain.site import Camera, Streams
from tests.support.live_pictures import running_pictures
from tests.support.quirky_cameras import Quirk, QuirkyCamera
from tests.support.simulated_cameras import wait_until

OWN, THEIRS = "rtsp://127.0.0.1:9/secret", "rtsp://cam/live"


class GuardedCamera(QuirkyCamera):
    """Wants a digest login; a nonce is good for so many requests, and then stale."""

    def __init__(self, algorithm: str, uses: int, first_stale: bool = False) -> None:
        self._algorithm, self._uses = algorithm, uses
        self._left, self._nonce, self._first_stale = 0, 0, first_stale
        self.wrong = 0
        super().__init__(Quirk("guarded"))

    @override
    def answer(self, request: str) -> str:
        said = dict(re.findall(r'(\w+)="([^"]*)"', request.partition("Authorization:")[2]))
        is_right = bool(said) and said["response"] == self._expected(request, said)
        is_old = said.get("nonce") != f"n{self._nonce}" or self._left <= 0
        self.wrong += bool(said) and not is_right
        if is_right and not is_old:
            self._left -= 1
            return super().answer(request)
        self._nonce += 1
        # Of each new conversation the first nonce is too old as soon as it is used.
        self._left = 0 if self._first_stale and not said else self._uses
        stale = ", stale=true" if is_right else ""
        number = re.search(r"(?i)cseq:\s*(\d+)", request)
        return (
            f"RTSP/1.0 401 Unauthorized\r\nCSeq: {number[1] if number else 0}\r\nWWW-Authenticate: "
            f'Digest realm="r", nonce="n{self._nonce}", algorithm={self._algorithm}{stale}\r\n\r\n'
        )

    def _expected(self, request: str, said: dict[str, str]) -> str:
        def summed(text: str) -> str:
            name = {"MD5": "md5", "SHA-256": "sha256"}[self._algorithm]
            return hashlib.new(name, text.encode()).hexdigest()

        method, uri, _ = request.split(" ", 2)
        assert said["uri"] == uri
        first, second = summed("op:r:비밀/x"), summed(f"{method}:{uri}")
        return summed(f"{first}:{said['nonce']}:{second}")


@pytest.fixture(scope="module")
def pictures() -> Iterator[LivePictures]:
    with running_pictures() as running:
        yield running


def _address(camera: QuirkyCamera, login: str = "op:%EB%B9%84%EB%B0%80%2Fx@") -> str:
    return f"rtsp://{login}127.0.0.1:{camera.port}/live"


def _pictures_through(url: str, most: int) -> int:
    with (
        closing(Interpreter(url)) as interpreter,
        av.open(interpreter.address, options=open_options("tcp"), timeout=(15, 15)) as container,
    ):
        assert "op" not in interpreter.address
        for number, _packet in enumerate(container.demux(video=0), 1):
            if number == most:
                return number
    return 0


@pytest.mark.parametrize(
    ("algorithm", "uses", "first_stale"),
    [("MD5", 1, False), ("MD5", 100, True), ("SHA-256", 2, True)],
)
def test_that_a_nonce_that_is_stale_at_once_is_answered_anew(
    algorithm: str, uses: int, first_stale: bool
) -> None:
    with GuardedCamera(algorithm, uses, first_stale) as camera:
        assert _pictures_through(_address(camera), 20) == 20
        assert camera.wrong == 0


def test_that_a_wrong_login_is_tried_once_by_an_interpreter_too() -> None:
    with GuardedCamera("MD5", 100) as camera:
        with pytest.raises(av.error.HTTPUnauthorizedError):
            _pictures_through(_address(camera, "op:wrong@"), 1)
        assert camera.wrong == 1


def test_that_a_camera_with_a_login_by_sha_256_is_shown(pictures: LivePictures) -> None:
    with GuardedCamera("SHA-256", 100) as camera:
        known = Camera("C", "", "", Place(37.5, 127.0), streams=Streams(_address(camera), ""))
        picture = pictures.open(known, main=False, width=64, height=48)
        assert wait_until(lambda: picture.state().state == "live", 40), picture.state()
        assert picture.newest() is not None
        picture.close()


def test_that_who_does_not_know_the_secret_path_reaches_no_camera() -> None:
    with QuirkyCamera(Quirk("plain")) as camera, closing(Interpreter(_address(camera))) as between:
        port = int(between.address.rpartition(":")[2].partition("/")[0])
        with socket.create_connection(("127.0.0.1", port), 15) as stranger:
            stranger.settimeout(15)
            stranger.sendall(b"DESCRIBE rtsp://127.0.0.1/live RTSP/1.0\r\nCSeq: 1\r\n\r\n")
            assert stranger.recv(100) == b""
        assert camera.asked == []


def _begun() -> Conversation:
    talk = Conversation("rtsp://op:x@cam/live", OWN)
    asked = f"OPTIONS {OWN} RTSP/1.0\r\nCSeq: 1\r\nUser-Agent: f\r\n\r\n".encode()
    assert talk.of_viewer(asked) == (
        f"OPTIONS {THEIRS} RTSP/1.0\r\nCSeq: 1\r\nUser-Agent: f\r\n\r\n".encode()
    )
    return talk


def test_that_refused_options_are_granted_and_later_asked_as_something_else() -> None:
    talk = _begun()
    on, back = talk.of_camera(b"RTSP/1.0 501 Not Implemented\r\nCSeq: 1\r\n\r\n")
    assert on.startswith(b"RTSP/1.0 200 OK\r\nCSeq: 1\r\nPublic: ")
    assert back == b""
    talk.of_viewer(f"PLAY {OWN}/ RTSP/1.0\r\nCSeq: 2\r\n\r\n".encode())
    talk.of_camera(b"RTSP/1.0 200 OK\r\nCSeq: 2\r\n\r\n")
    asked = talk.of_viewer(f"OPTIONS {OWN}/ RTSP/1.0\r\nCSeq: 3\r\nSession: 7\r\n\r\n".encode())
    assert asked == f"GET_PARAMETER {THEIRS}/ RTSP/1.0\r\nCSeq: 3\r\nSession: 7\r\n\r\n".encode()


@pytest.mark.parametrize("step", [1, 2, 3, 7, 10_000])
def test_that_messages_in_pieces_and_junk_between_them_change_nothing(step: int) -> None:
    talk = _begun()
    whole = b"RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 4\r\n\r\nv=0\n"
    frames = [b"$\x00\x00\x05RTSP/", b"$\x01\x00\x00", b"$\x00\x01\x00" + b"$" * 256]
    sent = b"\x00\xff junk\r\n".join([b"\r\n" + whole, *frames])
    heard = b""
    for at in range(0, len(sent), step):
        on, back = talk.of_camera(sent[at : at + step])
        heard += on
        assert back == b""
    assert heard == whole + b"".join(frames)


def test_that_endless_heads_end_the_conversation() -> None:
    talk = _begun()
    with pytest.raises(ValueError, match="endless"):
        talk.of_camera(b"RTSP/1.0 200 OK" + b"x" * 200_000)
