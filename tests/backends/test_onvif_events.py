"""Camera events over ONVIF pull points become reports (R-IF-06): camera, place, time, boxes."""

import json
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from backends.adapters.answered import Answered
from backends.adapters.feed import Feed
from backends.adapters.frame import Surroundings
from backends.adapters.onvif_events import NoticeDesk, PulledCamera, prepare_onvif, run_onvif
from backends.adapters.rules import RuleBook
from backends.adapters.settings import read_configuration
from backends.commands.onvif_parts import imported_in
from backends.commands.parts import keys_in
from backends.onvif.pull_point import OnvifPullPoint
from backends.system.clock import SystemClock
from console.domain.errors import EnvironmentFault
from console.domain.places.geo import Place
from console.ports.camera_events import CameraNotice
from console.ports.edge_reporter import EdgeReport
from tests.support.feed_doubles import HandClock, HeldReporter
from tests.support.onvif_farm import LOGIN, OnvifFarm, onvif_farm
from tests.support.processes import wait_until

HUMAN = (
    '<tt:Frame UtcTime="2026-01-01T00:00:00Z"><tt:Object ObjectId="4"><tt:Appearance><tt:Shape>'
    '<tt:BoundingBox left="-0.5" top="0.5" right="0.5" bottom="-0.5"/></tt:Shape><tt:Class>'
    '<tt:Type Likelihood="0.3">Animal</tt:Type><tt:Type Likelihood="0.9">Human</tt:Type>'
    "</tt:Class></tt:Appearance></tt:Object></tt:Frame>"
)
SOURCE = {"VideoSourceConfigurationToken": "source-1", "Rule": "Gate line"}


@pytest.fixture(scope="module")
def farm() -> Iterator[OnvifFarm]:
    with onvif_farm(3) as started:
        yield started


def configured(farm: OnvifFarm, *names: str) -> str:
    rows = [
        f'[[onvif.camera]]\nname = "gate-{name}"\naddress = "{farm.address(name)}"\n'
        for name in names
    ]
    origins = [f'[cameras.gate-{name}]\nid = "{name}"\n' for name in names]
    head = f'format = 1\n[onvif]\nuser = "{LOGIN.user}"\npassword_file = "pw"\naway_s = 1\n'
    return head + "\n".join([*rows, *origins])


class Adapter:
    """The adapter in a thread of its own; the test plays the engine."""

    def __init__(self, folder: Path, farm: OnvifFarm, *names: str) -> None:
        (folder / "pw").write_text(LOGIN.password)
        (folder / "pw").chmod(0o600)
        path = folder / "onvif.toml"
        path.write_text(configured(farm, *names))
        places = {name: Place(37.55, 127.04) for name in names}
        configuration = read_configuration(path, ("onvif",), places)
        self.settings = prepare_onvif(configuration, imported_in)
        self.engine = HeldReporter(at_once=True)
        self.stop = threading.Event()
        self._answered = Answered(folder / "answered.jsonl")
        self._feed = Feed(self.engine, configuration.book, self._answered, SystemClock())
        self._feed.start()
        self.around = Surroundings(self._feed, folder, lambda _: None, self.stop)
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        def events_of(camera: PulledCamera) -> OnvifPullPoint:
            return OnvifPullPoint(camera.address, camera.login, life_s=2)

        run_onvif(self.settings, self.around, events_of)

    def close(self) -> None:
        self.stop.set()
        self.thread.join(10)
        self._feed.close()
        self._answered.close()

    def reported(self, count: int) -> list[EdgeReport]:
        wait_until(lambda: len(self.engine.reports) >= count, f"{count} reports")
        return list(self.engine.reports)


@pytest.fixture
def adapter(tmp_path: Path, farm: OnvifFarm) -> Iterator[Adapter]:
    started = Adapter(tmp_path, farm, "CAM-01")
    wait_until(lambda: farm.told()["subscriptions"] == 1, "a subscription")
    yield started
    started.close()


def test_that_a_crossed_line_is_reported_with_camera_place_time_and_box(
    adapter: Adapter, farm: OnvifFarm
) -> None:
    topic = "tns1:RuleEngine/LineDetector/Crossed"
    before = datetime.now(UTC)
    farm.order("event", topic=topic, source=SOURCE, items={"ObjectId": "4"}, element=HUMAN)
    (report,) = adapter.reported(1)
    assert (report.type, report.condition) == ("analytics.line_crossing", "point")
    assert report.data["cameras"] == ["CAM-01"]
    assert report.data["location"] == {"lat": 37.55, "lon": 127.04}
    assert report.data["boxes"] == [{"x": 0.25, "y": 0.25, "w": 0.5, "h": 0.5, "label": "Human"}]
    assert report.data["confidence"] == 0.9
    assert "Gate line" in report.data["text"]
    assert report.time is not None
    assert abs(report.time - before) < timedelta(seconds=5)


@pytest.mark.parametrize(
    ("topic", "items", "type_"),
    [
        ("RuleEngine/CellMotionDetector/Motion", {"IsMotion": "true"}, "analytics.intrusion"),
        ("RuleEngine/FieldDetector/ObjectsInside", {"IsInside": "true"}, "analytics.intrusion"),
        ("RuleEngine/LoiteringDetector/ObjectIsLoitering", {"State": "1"}, "analytics.loitering"),
        ("RuleEngine/TamperDetector/Tamper", {"IsTamper": "true"}, "camera.obstructed"),
        ("VideoSource/SignalLoss", {"State": "true"}, "camera.lost"),
        ("Device/Trigger/DigitalInput", {"LogicalState": "1"}, "onvif.device_trigger_digitalinput"),
        ("Odd/tnsvendor:Thing", {"State": "1"}, "onvif.odd_thing"),
    ],
)  # fmt: skip
def test_that_each_state_is_reported_once_and_its_end_too(
    adapter: Adapter, farm: OnvifFarm, topic: str, items: dict[str, str], type_: str
) -> None:
    topic, ended = f"tns1:{topic}", dict.fromkeys(items, "false")
    for values, operation in ((ended, "Initialized"), (items, "Changed"), (items, "Initialized")):
        farm.order("event", topic=topic, source=SOURCE, items=values, operation=operation)
    farm.order("event", topic=topic, source=SOURCE, items=ended)
    reports = adapter.reported(2)
    assert [(each.type, each.condition) for each in reports] == [
        (type_, "active"), (type_, "cleared"),
    ]  # fmt: skip
    assert reports[0].subject == reports[1].subject


def test_that_a_restarted_camera_is_subscribed_anew_and_renewed(
    adapter: Adapter, farm: OnvifFarm
) -> None:
    made = farm.told()["asked"]["CreatePullPointSubscription"]
    renewed = farm.told()["asked"].get("Renew", 0)
    farm.order("onvif-restart")
    wait_until(lambda: farm.told()["subscriptions"] == 1, "a new subscription")
    assert farm.told()["asked"]["CreatePullPointSubscription"] == made + 1
    wait_until(lambda: farm.told()["asked"].get("Renew", 0) > renewed, "a renewal")
    farm.order("event", topic="tns1:RuleEngine/LineDetector/Crossed", source=SOURCE)
    adapter.reported(1)


def test_that_the_pull_point_is_handed_back(tmp_path: Path, farm: OnvifFarm) -> None:
    adapter = Adapter(tmp_path, farm, "CAM-02")
    wait_until(lambda: farm.told("CAM-02")["subscriptions"] == 1, "a subscription")
    began = time.monotonic()
    adapter.close()
    assert time.monotonic() - began < 6
    assert farm.told("CAM-02")["subscriptions"] == 0


def test_that_the_time_of_a_camera_with_a_wrong_clock_is_put_right_and_noted(
    tmp_path: Path, farm: OnvifFarm
) -> None:
    farm.order("onvif-clock", "CAM-03", value=3_600)
    adapter = Adapter(tmp_path, farm, "CAM-03")
    try:
        wait_until(lambda: farm.told("CAM-03")["subscriptions"] == 1, "a subscription")
        farm.order("event", "CAM-03", topic="tns1:RuleEngine/LineDetector/Crossed", source=SOURCE)
        (report,) = adapter.reported(1)
        assert report.time is not None
        assert abs(report.time - datetime.now(UTC)) < timedelta(seconds=10)
        assert 3_595 < report.data["foreign"]["clock_offset_s"] < 3_605
    finally:
        adapter.close()


def test_that_a_camera_that_stays_away_is_reported_and_its_return_too(tmp_path: Path) -> None:
    with onvif_farm(1) as gone:
        port_of = gone.address()
        adapter = Adapter(tmp_path, gone, "CAM-01")
        wait_until(lambda: gone.told()["subscriptions"] == 1, "a subscription")
    try:
        (report,) = adapter.reported(1)
        assert (report.type, report.condition) == ("device.fault", "active")
        assert report.data["cameras"] == ["CAM-01"]
        assert "can not be reached" in report.data["text"]
        assert LOGIN.password not in repr(report) + port_of
    finally:
        adapter.close()


def test_that_what_could_not_be_kept_is_told_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backends.adapters.onvif_events.AGAIN_S", 0.0)
    engine = HeldReporter(at_once=True)
    with Answered(tmp_path / "a") as answered:
        desk = NoticeDesk(Feed(engine, RuleBook(), answered, HandClock()))
        engine.broken = "The device's spool cannot be written"
        desk.notice("gate", CameraNotice("tns1:A/B", datetime.now(UTC), data={"State": "true"}))
        desk.turn()
        assert engine.reports == []
        engine.broken = ""
        desk.turn()
        assert engine.types() == [("onvif.a_b", "active", "gate/A/B")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "camera: none is named"),
        ('[[onvif.camera]]\nname = "a"', "address: is missing"),
        ('[[onvif.camera]]\nname = "a"\naddress = "rtsp://h"', "an address such as http://"),
        ('[[onvif.camera]]\nname = "a"\naddress = "http://h"\nuser = "u"', "password_file is miss"),
        ('[[onvif.camera]]\nname = "a"\naddress = "http://h"\nport = 1', "port: is not known here"),
        ('[[onvif.camera]]\nname = "a"\naddress = "http://h"\n' * 2, "'a' is named twice"),
    ],
)  # fmt: skip
def test_that_a_wrong_configuration_is_told(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "onvif.toml"
    path.write_text(f"format = 1\n{text}\n")
    with pytest.raises(EnvironmentFault) as caught:
        prepare_onvif(read_configuration(path, ("onvif",)), imported_in)
    assert told in str(caught.value)


def test_that_imported_cameras_are_listened_to_with_their_logins_of_the_keystore(
    tmp_path: Path,
) -> None:
    data = tmp_path / "data"
    keys_in(data / "keys").keep("cameras-1", LOGIN)
    rows = [
        {"id": "SD-0001", "onvif": "http://10.0.0.1/onvif/device_service", "login": "cameras-1"},
        {"id": "SD-0002", "onvif": "http://10.0.0.2/onvif/device_service"},
        {"id": "SD-0003", "main": "rtsp://10.0.0.3/x"},
    ]
    listed = json.dumps({"format": "sunra-cameras/1", "cameras": rows})
    (data / "cameras.json").write_text(listed)
    path = tmp_path / "onvif.toml"
    own = '[[onvif.camera]]\nname = "SD-0002"\naddress = "http://h"\n'
    path.write_text(f'format = 1\n[onvif]\nimported = "data"\n{own}')
    settings = prepare_onvif(read_configuration(path, ("onvif",)), imported_in)
    assert settings.cameras == (
        PulledCamera("SD-0002", "http://h"),
        PulledCamera("SD-0001", "http://10.0.0.1/onvif/device_service", LOGIN),
    )
    assert LOGIN.password not in repr(settings)
