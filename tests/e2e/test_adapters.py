"""Foreign systems, the real adapter processes, the real engine: alerts with camera, place, time."""

from __future__ import annotations

import http.client
import json
import os
import signal
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.backends.test_adapter_mqtt import Sender, message
from tests.e2e.conftest import EngineProcess
from tests.support.broker import broker, needs_mosquitto
from tests.support.mqtt_floods import flood, object_message
from tests.support.panel import Panel
from tests.support.processes import Program, sunra, wait_until
from tests.unit.test_adapter_cap import cap
from tests.unit.test_adapter_frigate import EVENT, REVIEW

pytestmark = pytest.mark.e2e

BELLS = """
format = 1
[dc09]
port = {port}
[panels."1234"]
id = "BELL-07"
cameras = ["CAM-9"]
lat = 37.56
lon = 127.03
"""
POSTS = """
format = 1
[webhook]
port = 0
[webhook.sources.app]
token = "a-token-of-the-city-app"
"""


@contextmanager
def adapter(
    engine: EngineProcess, protocol: str, config: str, card: dict[str, str]
) -> Iterator[tuple[Program, dict[str, Any]]]:
    """One adapter process, and what it said when it was ready."""
    folder = engine.data.parent / card["device"]
    folder.mkdir(exist_ok=True)
    for name, text in (("config.toml", config), ("device.json", json.dumps(card))):
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod(0o600)
    words = ["--config", folder / "config.toml", "--device", folder / "device.json"]
    words += ["--spool", folder / "spool", "--data", engine.data]
    with sunra("adapter", protocol, *words, folder=folder) as program:
        yield program, program.json_line("ready")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EngineProcess]:
    """One running engine for the tests that leave it alone."""
    started = EngineProcess(tmp_path_factory.mktemp("adapters") / "data")
    started.start()
    yield started
    started.stop()


def alerts_of(engine: EngineProcess, source: str) -> list[dict[str, Any]]:
    """What one adapter reported, without what the engine says of itself."""
    return [each for each in engine.alerts() if each["source"] == source]


def by_type(engine: EngineProcess, source: str) -> dict[str, dict[str, Any]]:
    return {alert["type"]: alert for alert in alerts_of(engine, source)}


def posted(port: int, certificate: Path, body: bytes, kind: str) -> int:
    trusted = ssl.create_default_context(cafile=str(certificate))
    line = http.client.HTTPSConnection("localhost", port, timeout=20, context=trusted)
    token = {"Authorization": "Bearer a-token-of-the-city-app", "Content-Type": kind}
    line.request("POST", "/v1/events", body, token)
    status = line.getresponse().status
    line.close()
    return status


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="an engine is frozen on POSIX only")
def test_that_a_bell_is_lost_neither_by_a_killed_adapter_nor_told_twice_r_if_09(
    engine: EngineProcess,
) -> None:
    card = engine.enrol("dc09-1", "adapter")
    assert engine.process is not None
    with adapter(engine, "dc09", BELLS.format(port=0), card) as (program, ready):
        panel = Panel(ready["port"])
        assert panel.say("ADM-CID", "#1234|1110 00 129]").startswith('"ACK"0001')
        os.kill(engine.process.pid, signal.SIGSTOP)
        panel.send(panel.message("SIA-DCS", "#1234|Nri1/PA05]"))
        assert panel.answer(0.5) == ""
        program.kill()
        panel.close()
    os.kill(engine.process.pid, signal.SIGCONT)
    with adapter(engine, "dc09", BELLS.format(port=ready["port"]), card):
        again = Panel(ready["port"])
        again.sequence = panel.sequence
        frame = again.message("SIA-DCS", "#1234|Nri1/PA05]", again=True)
        again.send(frame)
        assert again.answer() == '"ACK"0002R0L0#1234[]'
        again.close()
    alerts = alerts_of(engine, "dc09-1")
    assert [each["type"] for each in alerts] == ["analytics.fire", "bell.pressed"]
    bell = alerts[1]
    assert (bell["subject"], bell["count"], bell["cameras"]) == ("BELL-07/1/05", 1, ["CAM-9"])
    assert (bell["place"]["lat"], bell["place"]["lon"]) == (37.56, 127.03)


def test_that_posts_become_alerts_with_camera_place_and_time(shared: EngineProcess) -> None:
    card = shared.enrol("webhook-1", "adapter")
    with adapter(shared, "webhook", POSTS, card) as (_, ready):
        certificate = shared.data.parent / "webhook-1/spool/adapter/certificate.pem"
        assert posted(ready["port"], certificate, cap(), "application/cap+xml") == 202
        event = {"type": "sos.watch", "time": "2026-03-01T12:00:00Z", "camera": "seongdong-001",
                 "data": {"location": {"lat": 37.55, "lon": 127.04}}}  # fmt: skip
        assert (
            posted(ready["port"], certificate, json.dumps(event).encode(), "application/json")
            == 202
        )
    alerts = by_type(shared, "webhook-1")
    assert alerts["analytics.fire"]["place"] == {"lat": 37.5665, "lon": 127.0415, "accuracy_m": 500}
    sos = alerts["sos.watch"]
    assert sos["occurred"].startswith("2026-03-01T12:00:00")
    assert sos["cameras"] == ["seongdong-001"]


@needs_mosquitto
def test_that_frigate_and_onvif_cameras_become_alerts(
    shared: EngineProcess, tmp_path: Path
) -> None:
    card = shared.enrol("mqtt-1", "adapter")
    with broker(tmp_path / "broker") as port:
        config = (
            f"[mqtt]\nport = {port}\n[cameras.front_door]\nid = 'CAM-1'\nlat = 37.5\nlon = 127\n"
        )
        config += "[cameras.gate]\nid = 'CAM-2'\nlat = 37.6\nlon = 127\n"
        with adapter(shared, "mqtt", config, card):
            sender = Sender(port)
            sender.say("frigate/reviews", message("new", REVIEW))
            sender.say("frigate/reviews", message("end", REVIEW))
            sender.say("frigate/events", message("new", EVENT))
            body = {"UtcTime": "2026-03-01T12:00:00Z", "Data": {"ObjectId": "1"}}
            sender.say("gate/onvif-ej/RuleEngine/LineDetector/Crossed", body)
            wait_until(lambda: len(alerts_of(shared, "mqtt-1")) == 3, "three alerts", 30)
            sender.close()
    alerts = by_type(shared, "mqtt-1")
    review = alerts["analytics.vehicle"]
    assert (review["condition"], review["cameras"], review["count"]) == ("cleared", ["CAM-1"], 1)
    assert review["occurred"].startswith("2024-06-21T16:25:29")
    assert alerts["analytics.intrusion"]["condition"] == "active"
    crossed = alerts["analytics.line_crossing"]
    assert (crossed["cameras"], crossed["place"]["lat"]) == (["CAM-2"], 37.6)


@needs_mosquitto
@pytest.mark.parametrize(
    ("messages", "kills"),
    [(300, 1), pytest.param(6_000, 20, marks=[pytest.mark.soak, pytest.mark.timeout(1_800)])],
)
def test_that_a_burst_survives_an_adapter_killed_in_it_without_a_loss_or_a_double_r_msg_03(
    shared: EngineProcess, tmp_path: Path, messages: int, kills: int
) -> None:
    name = f"mqtt-killed-{kills}"
    card = shared.enrol(name, "adapter")
    # This broker drops nothing by itself; what was acknowledged to it, it forgets.
    with broker(tmp_path / "broker", 0, "allow_anonymous true", "max_queued_messages 0") as port:
        config = f"[mqtt]\nport = {port}\nclient_id = 'sunra-killed'\n"
        for turn in range(kills):
            with adapter(shared, "mqtt", config, card) as (program, _):
                if not turn:
                    burst = threading.Thread(
                        target=flood, args=(port, map(object_message, range(messages)))
                    )
                    burst.start()
                wait_for(shared, name, messages * turn // kills + 1)
                program.kill()
        with adapter(shared, "mqtt", config, card):
            wait_for(shared, name, messages)
            burst.join(60)
    found = stored(shared, name)
    assert len(found) == len(set(found)) == messages


def wait_for(engine: EngineProcess, name: str, messages: int) -> None:
    """Until the engine has so many."""
    what = f"{messages} of them at the engine"
    wait_until(lambda: len(stored(engine, name)) >= messages, what, 120)


def stored(engine: EngineProcess, name: str) -> list[str]:
    """The subject of each event of the adapter, which is another one in each message."""
    return [each["subject"] for each in engine.events() if each["source"] == name]
