"""Turning cameras over ONVIF: bounded moves, presets, the way home (R-PRV-02)."""

import logging
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from backends.onvif.control import OnvifCameraControl
from console.domain.places.geo import Place
from console.domain.site import Camera
from console.ports.camera_control import CameraControl, ControlState, Preset
from console.ports.keys import Login
from tests.support.onvif_farm import LOGIN, OnvifFarm, onvif_farm
from tests.support.processes import wait_until

PASSWORDS = {"right": LOGIN, "wrong": Login("adm", "wr0ng-pw")}


@pytest.fixture(scope="module")
def farm() -> Iterator[OnvifFarm]:
    with onvif_farm(7) as started:
        yield started


@contextmanager
def control_of(*cameras: Camera, home_after_s: float = 120.0) -> Iterator[OnvifCameraControl]:
    control = OnvifCameraControl(cameras, PASSWORDS.get, home_after_s=home_after_s)
    try:
        yield control
    finally:
        control.close()


def state_when(
    control: CameraControl, camera: Camera, wanted: Callable[[ControlState], bool]
) -> ControlState:
    seen: list[ControlState] = []

    def there() -> bool:
        seen.append(control.state(camera))
        return wanted(seen[-1])

    wait_until(there, f"the state of {camera.id}")
    return seen[-1]


def ready(control: CameraControl, camera: Camera) -> ControlState:
    return state_when(control, camera, lambda state: state.state == "ready")


def test_that_a_camera_is_asked_for_its_presets_without_making_anyone_wait(farm: OnvifFarm) -> None:
    camera = farm.camera("CAM-01")
    with control_of(camera) as control:
        assert control.cameras() == ("CAM-01",)
        began = time.monotonic()
        assert control.state(camera).state == "asking"
        assert time.monotonic() - began < 0.1
        presets = ready(control, camera).presets
        assert presets[:2] == (Preset("1", "Home"), Preset("2", "정문"))


def test_that_a_move_goes_on_until_it_is_stopped_and_each_order_ends_by_itself(
    farm: OnvifFarm,
) -> None:
    camera = farm.camera("CAM-02")
    with control_of(camera) as control:
        control.move(camera, 0.05, 0, 0)
        state_when(control, camera, lambda state: state.state == "moving")
        wait_until(lambda: farm.did("CAM-02").count("move") >= 3, "orders that repeat the move")
        assert farm.told("CAM-02")["moving"]
        control.move(camera, 0, 0, 0)
        ready(control, camera)
        told = farm.told("CAM-02")
        assert not told["moving"]
        assert told["view"]["pan"] > 0
        assert all(each["timeout_s"] <= 2 for each in told["log"] if each["did"] == "move")


def test_that_nobody_moving_it_sends_a_camera_home(farm: OnvifFarm) -> None:
    camera = farm.camera("CAM-03")
    with control_of(camera, home_after_s=0.6) as control:
        ready(control, camera)
        assert control.state(camera).returns_in_s is None
        control.go_to(camera, "3")
        due = state_when(control, camera, lambda state: state.returns_in_s is not None)
        assert due.returns_in_s is not None
        assert due.returns_in_s <= 0.6
        wait_until(lambda: farm.told("CAM-03")["view"]["pan"] < -0.5, "the preset")
        wait_until(lambda: farm.told("CAM-03")["view"]["pan"] == 0, "the way home")
        state_when(control, camera, lambda state: state.returns_in_s is None)


def test_that_the_way_home_is_due_120_s_after_the_last_move(farm: OnvifFarm) -> None:
    camera = farm.camera("CAM-03")
    with control_of(camera) as control:
        control.go_to(camera, "2")
        due = state_when(control, camera, lambda state: state.returns_in_s is not None)
        assert due.returns_in_s is not None
        assert 115 < due.returns_in_s <= 120


def test_that_closing_stops_a_moving_camera_and_sends_it_home(farm: OnvifFarm) -> None:
    camera = farm.camera("CAM-01")
    with control_of(camera) as control:
        control.move(camera, 0, 0.2, 0)
        state_when(control, camera, lambda state: state.state == "moving")
        began = time.monotonic()
        control.close()
        assert time.monotonic() - began < 3
        assert farm.did("CAM-01")[-2:] == ["stop", "preset"]
        assert not farm.told("CAM-01")["moving"]
        assert control.state(camera).state == "absent"
        assert not [t for t in threading.enumerate() if t.name == "camera control"]


def test_that_a_refused_preset_is_told_and_the_camera_turns_all_the_same(farm: OnvifFarm) -> None:
    camera = farm.camera("CAM-05")
    with control_of(camera) as control:
        control.go_to(camera, "99")
        failed = state_when(control, camera, lambda state: state.state == "failed")
        assert "there is no preset" in failed.reason
        control.go_to(camera, "2")
        ready(control, camera)
        assert farm.told("CAM-05")["view"]["pan"] == 0.5


def test_that_a_wrong_login_is_told_once_and_never_written_down(
    farm: OnvifFarm, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    camera = farm.camera("CAM-06", "wrong")
    with control_of(camera) as control:
        failed = state_when(control, camera, lambda state: state.state == "failed")
        assert failed.reason == "the camera refuses the login"
        refused = farm.told("CAM-06")["refused"]
        for _ in range(50):
            control.state(camera)
            control.move(camera, 0.1, 0, 0)
        assert farm.told("CAM-06")["refused"] == refused
    assert "wr0ng-pw" not in caplog.text + repr(failed)


def test_that_a_camera_with_a_wrong_clock_is_asked_in_its_own_time(farm: OnvifFarm) -> None:
    farm.order("onvif-clock", "CAM-07", value=-86_400)
    camera = farm.camera("CAM-07")
    with control_of(camera) as control:
        ready(control, camera)


@contextmanager
def answering(answer: bytes) -> Iterator[str]:
    """Somebody on the port who answers this, or nothing at all."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            try:
                peer, _ = listener.accept()
            except OSError:
                return
            with peer:
                peer.settimeout(5)
                peer.recv(65_536)
                if answer:
                    peer.sendall(answer)
                else:
                    stop.wait(8)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/onvif/device_service"
    finally:
        stop.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(10)


def http(code: int, body: str) -> bytes:
    raw = body.encode()
    head = f"HTTP/1.1 {code} X\r\nContent-Type: text/html\r\nContent-Length: {len(raw)}\r\n"
    return f"{head}Connection: close\r\n\r\n".encode() + raw


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (http(200, "<html><body>Login</body></html>"), "no ONVIF camera"),
        (http(404, "nothing here"), "no ONVIF service"),
        (http(401, ""), "refuses the login"),
        (http(200, "<a>" * 2_000), "no ONVIF camera"),
        (http(200, '<!DOCTYPE a [<!ENTITY b "c">]><Envelope>&b;</Envelope>'), "not what ONVIF"),
        (b"\x00\x01garbage\r\n\r\n", "can not be reached"),
        (b"", "does not answer"),
    ],
)
def test_that_whoever_else_answers_is_told_in_a_sentence(
    answer: bytes, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backends.onvif.pilot.ANSWER_S", 1.0)
    with answering(answer) as address:
        camera = Camera(
            "X", "X", "X", Place(37.5, 127.0), onvif=address, turnable=True, login="right"
        )
        with control_of(camera) as control:
            failed = state_when(control, camera, lambda state: state.state == "failed")
            assert reason in failed.reason


def test_that_nobody_at_the_address_is_told(farm: OnvifFarm) -> None:
    camera = farm.camera(onvif="http://127.0.0.1:9/onvif/device_service")
    with control_of(camera) as control:
        failed = state_when(control, camera, lambda state: state.state == "failed")
        assert failed.reason == "the camera can not be reached"


def test_that_a_camera_that_can_not_turn_is_told_after_asking(farm: OnvifFarm) -> None:
    camera = farm.camera("CAM-04")
    with control_of(camera) as control:
        absent = state_when(control, camera, lambda state: state.state == "absent")
        assert absent.reason == "the camera can not be turned"


def test_that_a_fixed_camera_is_not_asked(farm: OnvifFarm) -> None:
    fixed = Camera("F", "F", "F", farm.camera().place, onvif=farm.address())
    with control_of(fixed) as control:
        assert control.state(fixed) == ControlState("absent")
        assert control.cameras() == ()
        control.move(fixed, 1, 0, 0)


def test_that_an_endless_answer_is_cut_off() -> None:
    endless = b"HTTP/1.1 200 X\r\nConnection: close\r\n\r\n" + b"<Envelope>" * 1_000_000
    with answering(endless) as address:
        camera = Camera("X", "X", "X", Place(37.5, 127.0), onvif=address, turnable=True)
        with control_of(camera) as control:
            failed = state_when(control, camera, lambda state: state.state == "failed")
            assert failed.reason == "the camera can not be reached"


def test_that_a_move_nobody_ends_is_ended(farm: OnvifFarm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backends.onvif.pilot.LONGEST_MOVE_S", 0.5)
    camera = farm.camera("CAM-02")
    with control_of(camera) as control:
        control.move(camera, 0.01, 0, 0)
        state_when(control, camera, lambda state: state.state == "moving")
        ready(control, camera)
        assert not farm.told("CAM-02")["moving"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_that_a_camera_that_comes_back_is_found_again_and_sent_home(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("AGAIN_S", "HOME_AGAIN_S", "ANSWER_S"):
        monkeypatch.setattr(f"backends.onvif.pilot.{name}", 1.0)
    with onvif_farm(1) as farm:
        camera = farm.camera()
        with control_of(camera, home_after_s=2.0) as control:
            control.go_to(camera, "2")
            ready(control, camera)
            farm.process.send_signal(signal.SIGSTOP)
            try:
                failed = state_when(control, camera, lambda state: state.state == "failed")
                assert failed.reason == "the camera does not answer"
                assert failed.returns_in_s is not None
            finally:
                farm.process.send_signal(signal.SIGCONT)
            wait_until(lambda: farm.told()["view"]["pan"] == 0, "the way home")
            ready(control, camera)
