"""The MQTT adapter at a real mosquitto: sessions, late acknowledgement, reconnects, login, TLS."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import paho.mqtt.client as paho
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from backends.adapters import mqtt as mqtt_module
from backends.adapters import small_file
from backends.adapters.answered import Answered
from backends.adapters.certificates import own_certificate
from backends.adapters.feed import Feed
from backends.adapters.frame import Surroundings
from backends.adapters.frigate import FrigateReader
from backends.adapters.mqtt_check import tls_context
from backends.adapters.mqtt_run import prepare_mqtt, run_mqtt
from backends.adapters.mqtt_settings import Broker
from backends.adapters.settings import read_configuration
from backends.adapters.sighting import Sighting
from backends.system.clock import SystemClock
from tests.support.broker import broker, needs_mosquitto
from tests.support.feed_doubles import HeldReporter
from tests.support.mqtt_floods import flood, object_message
from tests.support.processes import free_port, wait_until
from tests.unit.test_adapter_frigate import EVENT, REVIEW

pytestmark = needs_mosquitto


class Sender:
    """Frigate or a camera: publishes what it is told."""

    def __init__(self, port: int) -> None:
        self._client = paho.Client(CallbackAPIVersion.VERSION2)
        self._client.connect("127.0.0.1", port)
        self._client.loop_start()

    def say(self, topic: str, body: object, *, qos: int = 1, retain: bool = False) -> None:
        payload = body if isinstance(body, bytes) else json.dumps(body).encode()
        self._client.publish(topic, payload, qos, retain).wait_for_publish(10)

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()


class Adapter:
    """The adapter in a thread of its own; the test plays the engine."""

    def __init__(self, folder: Path, port: int, engine: HeldReporter, more: str = "") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "mqtt.toml"
        path.write_text(
            f"[mqtt]\nport = {port}\nclient_id = 'sunra-test'\n{more}\n"
            "[cameras.front_door]\nid = 'CAM-1'\nlat = 37.56\nlon = 127.03\n"
            "width = 1280\nheight = 720\n",
            encoding="utf-8",
        )
        path.chmod(0o600)
        configuration = read_configuration(path, ("frigate", "onvif"))
        settings = prepare_mqtt(configuration)
        self.said: list[Any] = []
        self._stop = threading.Event()
        self._answered = Answered(folder / "answered.jsonl")
        self.feed = feed = Feed(engine, configuration.book, self._answered, SystemClock())
        feed.start()
        around = Surroundings(feed, folder, self.said.append, self._stop)
        self._thread = threading.Thread(target=run_mqtt, args=(settings, around), name="mqtt")
        self._thread.start()

    def wait(self) -> None:
        wait_until(lambda: bool(self.said), "the subscription")
        assert self.said[0]["ready"] is True

    def close(self) -> None:
        self._stop.set()
        self._thread.join(10)
        self.feed.close()
        self._answered.close()
        assert not self._thread.is_alive()


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    with broker(tmp_path / "broker") as opened:
        yield opened


@pytest.fixture
def sender(port: int) -> Iterator[Sender]:
    opened = Sender(port)
    yield opened
    opened.close()


def message(what: str, after: dict[str, Any]) -> dict[str, Any]:
    return {"type": what, "before": after, "after": after}


def test_that_a_review_is_one_condition_with_camera_place_and_time(
    tmp_path: Path, port: int, sender: Sender
) -> None:
    engine = HeldReporter(at_once=True)
    adapter = Adapter(tmp_path, port, engine)
    adapter.wait()
    sender.say("frigate/reviews", message("new", REVIEW))
    sender.say("frigate/reviews", message("update", {**REVIEW, "thumb_path": "x"}))
    sender.say("frigate/reviews", message("end", REVIEW))
    wait_until(lambda: len(engine.reports) == 2, "begin and end")
    adapter.close()
    assert [each.condition for each in engine.reports] == ["active", "cleared"]
    report = engine.reports[0]
    assert report.data["cameras"] == ["CAM-1"]
    assert report.data["location"] == {"lat": 37.56, "lon": 127.03}
    assert report.time is not None
    assert report.time.timestamp() == pytest.approx(1718987129.308396)


def test_that_onvif_and_unreadable_messages_are_reported_too(
    tmp_path: Path, port: int, sender: Sender
) -> None:
    engine = HeldReporter(at_once=True)
    adapter = Adapter(tmp_path, port, engine)
    adapter.wait()
    body = {"UtcTime": "2026-03-01T12:00:00Z", "Source": {"Rule": "A"}, "Data": {"ObjectId": "1"}}
    sender.say("front_door/onvif-ej/RuleEngine/LineDetector/Crossed", body)
    for _ in range(3):
        sender.say("frigate/events", b"\xff\x00 no JSON")
    sender.say("frigate/events", message("new", EVENT), qos=0)
    wait_until(lambda: len(engine.reports) == 3, "three reports")
    adapter.close()
    kinds = [each.type for each in engine.reports]
    assert kinds == ["analytics.line_crossing", "mqtt.unreadable", "analytics.intrusion"]
    assert engine.reports[0].data["cameras"] == ["CAM-1"]


def test_that_other_words_nobody_can_read_are_shown_too_and_a_flood_of_them_is_bounded(
    tmp_path: Path, port: int, sender: Sender
) -> None:
    engine = HeldReporter(at_once=True)
    adapter = Adapter(tmp_path, port, engine)
    adapter.wait()
    for number in range(200):
        sender.say("frigate/events", b"no JSON %d" % number)
    sender.say("frigate/events", message("new", EVENT))
    wait_until(lambda: "analytics.intrusion" in [each.type for each in engine.reports], "the last")
    adapter.close()
    shown = [each for each in engine.reports if each.type == "mqtt.unreadable"]
    assert 2 <= len(shown) <= 16
    assert len({each.data["text"] for each in shown}) == len(shown)


def test_that_a_message_that_breaks_a_reader_is_shown_and_the_next_one_is_read(
    tmp_path: Path, port: int, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, read = HeldReporter(at_once=True), FrigateReader.read

    def breaking(self: FrigateReader, topic: str, payload: bytes) -> tuple[Sighting, ...]:
        if b"breaks" in payload:
            raise KeyError(topic)
        return read(self, topic, payload)

    monkeypatch.setattr(FrigateReader, "read", breaking)
    adapter = Adapter(tmp_path, port, engine)
    adapter.wait()
    sender.say("frigate/events", message("new", {**EVENT, "label": "breaks"}))
    sender.say("frigate/events", message("new", EVENT))
    wait_until(lambda: len(engine.reports) == 2, "both")
    adapter.close()
    assert [each.type for each in engine.reports] == ["mqtt.unreadable", "analytics.intrusion"]
    assert adapter.said[-1]["counts"]["faults"] == 1


def test_that_axis_cameras_and_frigates_camera_topics_are_heard_by_default(
    tmp_path: Path, port: int, sender: Sender
) -> None:
    engine = HeldReporter(at_once=True)
    adapter = Adapter(tmp_path, port, engine)
    adapter.wait()
    topic = "CameraApplicationPlatform/LoiteringGuard/Camera1Profile1"
    body = {"topic": f"axis:{topic}", "timestamp": 1795269800500, "serial": "B8A44F000001"}
    for active in ("1", "1", "0"):
        message = {"source": {}, "key": {}, "data": {"active": active}}
        sender.say(f"axis/front_door/event/tns:axis/{topic}", {**body, "message": message})
    sender.say("frigate/front_door/status/detect", b"offline", qos=0)
    sender.say("frigate/front_door/person/snapshot", b"\xff\xd8\xff", qos=0)
    sender.say("frigate/front_door/person", b"1", qos=0)
    wait_until(lambda: len(engine.reports) == 4, "four reports")
    adapter.close()
    assert [(each.type, each.condition) for each in engine.reports] == [
        ("analytics.loitering", "active"),
        ("analytics.loitering", "cleared"),
        ("camera.lost", "active"),
        ("analytics.intrusion", "active"),
    ]
    assert {tuple(each.data["cameras"]) for each in engine.reports} == {("CAM-1",)}
    assert engine.reports[0].time is not None
    assert engine.reports[0].time.timestamp() == pytest.approx(1795269800.5)


def test_that_what_was_not_acknowledged_comes_again_after_a_crash_and_is_one_event(
    tmp_path: Path, port: int, sender: Sender
) -> None:
    first = HeldReporter()
    adapter = Adapter(tmp_path, port, first)
    adapter.wait()
    sender.say("frigate/events", message("new", EVENT))
    wait_until(lambda: first.waiting == 1, "the report")
    adapter.close()  # the engine never answered, so the broker still has it
    sender.say("frigate/events", message("new", {**EVENT, "id": "2.0-second"}))
    second = HeldReporter(at_once=True)
    adapter = Adapter(tmp_path, port, second)
    wait_until(lambda: len(second.reports) == 2, "both messages")
    adapter.close()
    assert {each.subject for each in second.reports} == {EVENT["id"], "2.0-second"}
    assert second.reports[0].id == first.reports[0].id
    third = HeldReporter(at_once=True)
    adapter = Adapter(tmp_path, port, third)
    adapter.wait()
    sender.say("frigate/events", message("new", {**EVENT, "id": "3.0-third"}))
    wait_until(lambda: len(third.reports) == 1, "only the new one")
    adapter.close()


def test_that_the_spool_answers_for_an_engine_that_is_away(
    tmp_path: Path, port: int, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mqtt_module, "SPOOL_ANSWERS_AFTER_S", 0.1)
    monkeypatch.setattr(mqtt_module, "RECEIVE_MAXIMUM", 5)
    engine = HeldReporter()
    adapter = Adapter(tmp_path, port, engine)
    adapter.wait()
    for number in range(20):
        sender.say("frigate/events", message("new", {**EVENT, "id": f"{number}.0-x"}))
    wait_until(lambda: engine.waiting == 20, "all, through a window of five")
    adapter.close()


def test_that_a_full_disk_holds_messages_back_until_there_is_room(
    tmp_path: Path, port: int, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mqtt_module, "SPOOL_ANSWERS_AFTER_S", 0.1)
    monkeypatch.setattr(mqtt_module, "TRY_AGAIN_S", 0.1)
    engine = HeldReporter(at_once=True)
    engine.broken = "The device's spool cannot be written"
    adapter = Adapter(tmp_path, port, engine)
    adapter.wait()
    sender.say("frigate/events", message("new", EVENT))
    sender.say("frigate/events", message("new", {**EVENT, "id": "2.0-b"}), qos=0)
    wait_until(lambda: adapter.feed.counts["not kept"] > 4, "several attempts")
    # From here on one may be on disk for a moment before the engine's answer is heard.
    monkeypatch.setattr(mqtt_module, "SPOOL_ANSWERS_AFTER_S", 1e9)
    engine.broken = ""
    wait_until(lambda: adapter.feed.counts["stored"] == 2, "both, without a reconnect")
    assert len(engine.reports) == 2
    adapter.close()
    assert "acknowledged_from_spool" not in adapter.said[-1]["counts"]


def test_that_nothing_is_acknowledged_before_the_disk_has_it_and_then_a_burst_is_at_once(
    tmp_path: Path, port: int, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mqtt_module, "SPOOL_ANSWERS_AFTER_S", 0.1)
    monkeypatch.setattr(mqtt_module, "RECEIVE_MAXIMUM", 40)
    engine = HeldReporter()  # an engine that never answers
    engine.disk.clear()
    adapter = Adapter(tmp_path, port, engine)
    adapter.wait()
    flood(port, map(object_message, range(200)))
    # The first waits for the disk; the rest of the window comes meanwhile, and waits behind it.
    wait_until(lambda: adapter.feed.waiting == 40, "a whole window")
    wait_until(lambda: len(engine.batches) == 1, "the disk is asked once")
    monkeypatch.setattr(mqtt_module, "SPOOL_ANSWERS_AFTER_S", 1e9)
    engine.disk.set()
    # An engine that is away for no five seconds yet does not hold up those that follow.
    wait_until(lambda: engine.waiting == 200, "all, through a window of forty")
    adapter.close()
    assert max(engine.batches) > 1
    assert adapter.said[-1]["counts"]["acknowledged_from_spool"] >= 160


def test_that_conditions_are_written_once_for_a_batch_and_before_it(
    tmp_path: Path, port: int, sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes: list[object] = []
    written = small_file.remember
    monkeypatch.setattr(small_file, "remember", lambda *w: (writes.append(w), written(*w)))
    engine = HeldReporter(at_once=True)
    engine.disk.clear()
    adapter = Adapter(tmp_path, port, engine)
    adapter.wait()
    for number in range(30):
        body = {"Source": {"Rule": str(number)}, "Data": {"IsInside": True}}
        sender.say("front_door/onvif-ej/RuleEngine/FieldDetector/ObjectsInside", body)
    wait_until(lambda: adapter.feed.waiting == 30 and len(engine.batches) == 1, "all thirty")
    kept = json.loads((tmp_path / "conditions.json").read_text())
    assert len(kept) >= engine.batches[0], "what waits for the disk stands there already"
    engine.disk.set()
    wait_until(lambda: len(engine.reports) == 30, "all reports")
    adapter.close()
    assert len(json.loads((tmp_path / "conditions.json").read_text())) == 30
    assert len(writes) == len(engine.batches) < 30


def test_that_a_lost_broker_is_a_fault_until_it_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mqtt_module, "BROKER_MISSED_AFTER_S", 0.3)
    engine, port = HeldReporter(at_once=True), free_port()
    adapter = Adapter(tmp_path / "a", port, engine)
    wait_until(lambda: len(engine.reports) == 1, "the fault")
    with broker(tmp_path / "broker", port):
        adapter.wait()
        wait_until(lambda: len(engine.reports) == 2, "the return")
        sender = Sender(port)
        sender.say("frigate/available", b"offline", retain=True)
        wait_until(lambda: len(engine.reports) == 3, "the last will")
        sender.close()
        adapter.close()
    assert [(each.type, each.condition) for each in engine.reports] == [
        ("device.fault", "active"), ("device.fault", "cleared"), ("device.fault", "active"),
    ]  # fmt: skip


def test_that_a_connection_without_trust_is_closed_at_once(tmp_path: Path) -> None:
    certificate, key = own_certificate(tmp_path / "tls", "localhost", SystemClock().now())
    lines = ("allow_anonymous true", f"certfile {certificate}", f"keyfile {key}")
    with broker(tmp_path / "broker", 0, *lines) as port:
        context = tls_context(Broker("localhost", port, "sunra-1", tls=True))
        tcp = socket.create_connection(("localhost", port), 20)
        line = context.wrap_socket(tcp, do_handshake_on_connect=False, server_hostname="localhost")
        with pytest.raises(ssl.SSLCertVerificationError):
            line.do_handshake()
        assert line.fileno() == -1


def test_that_login_and_tls_are_used(tmp_path: Path) -> None:
    certificate, key = own_certificate(tmp_path / "tls", "localhost", SystemClock().now())
    (tmp_path / "acl").write_text("", encoding="utf-8")
    lines = ("allow_anonymous true", f"certfile {certificate}", f"keyfile {key}")
    with broker(tmp_path / "broker", 0, *lines) as port:
        engine = HeldReporter(at_once=True)
        (tmp_path / "password").write_text("s3cret", encoding="utf-8")
        (tmp_path / "password").chmod(0o600)
        more = f"host = 'localhost'\ntls = true\nca = '{certificate}'\nuser = 'sunra'\n"
        adapter = Adapter(tmp_path, port, engine, more + "password_file = 'password'\nversion = 4")
        adapter.wait()
        adapter.close()
