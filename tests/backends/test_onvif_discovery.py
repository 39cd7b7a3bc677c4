"""Cameras that are found on the network become rows that can be imported."""

import asyncio
import csv
import json
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import main as program
from backends.map_data.site_file import builtin_site
from backends.onvif.discovery import FoundCamera, discover, matches_of
from backends.onvif.profiles import describe
from console.ports.keys import Login
from tests.support.onvif_farm import LOGIN, OnvifFarm, onvif_farm


@pytest.fixture(scope="module")
def farm() -> Iterator[OnvifFarm]:
    with onvif_farm(4) as started:
        yield started


def asked(farm: OnvifFarm) -> tuple[FoundCamera, ...]:
    direct = [("127.0.0.1", farm.ready["discovery_port"])]
    return asyncio.run(discover(0.5, [], direct))


def discovered(
    capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int, list[dict[str, str]], str]:
    code = program.main(["cameras", "discover", *words])
    told = capsys.readouterr()
    return code, list(csv.DictReader(StringIO(told.out))), told.err


def test_that_every_camera_is_found_once_however_often_it_answers(farm: OnvifFarm) -> None:
    found = asked(farm)
    assert sorted(each.name for each in found) == ["CAM-01", "CAM-02", "CAM-03", "CAM-04"]
    assert found[0].address == farm.address(found[0].name)


def test_that_cameras_are_found_by_multicast(farm: OnvifFarm) -> None:
    if not farm.ready["discovery_multicast"]:
        pytest.skip("another program holds the discovery port")
    found = asyncio.run(discover(1.0, ["127.0.0.1"]))
    assert {farm.address("CAM-01"), farm.address("CAM-04")} <= {each.address for each in found}


def test_that_nobody_answering_is_no_camera() -> None:
    assert asyncio.run(discover(0.1, ["127.0.0.1", "192.0.2.1"], [("127.0.0.1", 9)])) is not None


def test_that_rows_found_can_be_imported_with_their_login(
    farm: OnvifFarm, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(sys, "stdin", StringIO(f"{LOGIN.password}\n" * 2))
    login = ["--user", LOGIN.user, "--password-from-stdin"]
    named = ["--address", farm.address("CAM-01"), "--address", farm.address("CAM-04")]
    _, rows, told = discovered(capsys, "--seconds", "0.1", *named, *login)
    ours = [row for row in rows if farm.address("CAM-0")[:-17] in row["onvif"]]
    first = next(row for row in ours if row["onvif"] == farm.address("CAM-01"))
    fixed = next(row for row in ours if row["onvif"] == farm.address("CAM-04"))
    assert (first["turnable"], fixed["turnable"]) == ("yes", "")
    assert first["id"].startswith("SIM00001")  # "-2" beside another farm of this machine
    assert first["main"].endswith("/CAM-01/main")
    assert first["sub"].endswith("/CAM-01/sub")
    assert LOGIN.password not in told + json.dumps(rows)
    path = tmp_path / "found.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, first.keys())
        writer.writeheader()
        writer.writerow(first | {"lat": "37.55", "lon": "127.04"})
    data = tmp_path / "data"
    assert program.main(["cameras", "import", str(path), "--data", str(data), *login]) == 0
    camera = builtin_site("seongdong", data / "cameras.json").cameras[first["id"]]
    assert (camera.turnable, camera.onvif) == (True, farm.address("CAM-01"))
    assert camera.login


def test_that_a_camera_that_refuses_is_a_row_with_a_reason(
    farm: OnvifFarm, capsys: pytest.CaptureFixture[str]
) -> None:
    code, rows, told = discovered(capsys, "--seconds", "0.1", "--address", farm.address("CAM-01"))
    assert code == 1
    assert farm.address("CAM-01") in {row["onvif"] for row in rows}
    assert "the camera asks for a login" in told


@pytest.mark.parametrize(
    "words",
    [["--address", "rtsp://h"], ["--address", "http://u:pw@h/x"], ["--password-from-stdin"]],
)
def test_that_wrong_words_are_told(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, _, told = discovered(capsys, *words)
    assert code == 2
    assert told.startswith("sunra: ")
    assert "pw" not in told.replace("password", "")


def test_that_a_wait_of_no_length_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        discovered(capsys, "--seconds", "0")
    assert ended.value.code == 2
    assert "0.1 to 600" in capsys.readouterr().err


def test_that_an_answer_is_read_leniently() -> None:
    scopes = "onvif://www.onvif.org/name/Back%20gate onvif://www.onvif.org/hardware/X-1"
    addresses = "http://[fe80::1]/onvif http://10.0.0.9/onvif/device_service nonsense"
    answer = (
        f"<Envelope><ProbeMatch><Scopes>{scopes}</Scopes><XAddrs>{addresses}</XAddrs></ProbeMatch>"
        "<ProbeMatch/></Envelope>"
    )
    found = FoundCamera("http://10.0.0.9/onvif/device_service", "Back gate", "X-1")
    assert matches_of(answer.encode()) == (found,)


@contextmanager
def digest_door(farm: OnvifFarm) -> Iterator[tuple[str, list[str]]]:
    """A camera that wants its login in HTTP (digest) before it looks at an envelope."""
    seen: list[str] = []
    inside = urlsplit(farm.address())

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            said = self.headers.get("Authorization", "")
            seen.append(said)
            if not said.startswith("Digest "):
                self.send_response(401)
                challenge = 'Digest realm="cam", nonce="abc", qop="auth", algorithm=MD5'
                self.send_header("WWW-Authenticate", challenge)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            link = HTTPConnection(inside.netloc, timeout=5)
            kind = {"Content-Type": self.headers["Content-Type"], "Host": self.headers["Host"]}
            link.request("POST", self.path, body, kind)
            answer = link.getresponse()
            content = answer.read()
            link.close()
            self.send_response(answer.status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{inside.path}", seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def test_that_a_camera_that_wants_its_login_in_http_gets_it_there(farm: OnvifFarm) -> None:
    with digest_door(farm) as (address, seen):
        described = asyncio.run(describe(FoundCamera(address), LOGIN))
        refused = asyncio.run(describe(FoundCamera(address), Login(LOGIN.user, "other")))
    assert (described.serial, described.reason) == ("SIM00001", "")
    assert refused.reason == "the camera refuses the login"
    assert LOGIN.password not in "".join(seen)


def test_that_asking_leaves_no_socket_behind(farm: OnvifFarm) -> None:
    before = socket.socket()
    number = before.fileno()
    before.close()
    for _ in range(20):
        asyncio.run(discover(0.01, ["127.0.0.1"], [("127.0.0.1", 9)]))
    after = socket.socket()
    assert after.fileno() <= number + 2
    after.close()
