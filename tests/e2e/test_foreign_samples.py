"""A hundred samples of foreign systems through the real adapters into a real engine (R-IF-06, 09).

All are sent once; each test then looks at what one sample became: type, condition, camera, place,
time, boxes, and that nothing was doubled.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.backends.test_adapter_mqtt import Sender
from tests.e2e.conftest import EngineProcess, lines, sunra
from tests.e2e.test_adapters import adapter
from tests.support.broker import MOSQUITTO, broker
from tests.support.panel import Panel, crc, sealed, stamp
from tests.support.processes import wait_until
from tests.support.pull_point_camera import pull_point_camera
from tests.support.pull_point_camera import stamp as camera_stamp

pytestmark = pytest.mark.e2e
Row = dict[str, Any]
FOLDER = Path(__file__).parents[1] / "support" / "samples"
LON = 127.0
PULLED_PLACE = (37.25, LON)


@dataclass(frozen=True)
class Sample:
    """One sample: `mark` is its camera, account or rule, which its alerts are known by."""

    system: str
    number: int
    row: Row = field(hash=False)

    @property
    def mark(self) -> str:
        return f"{self.system[:2].upper()}{self.number:02d}"

    @property
    def lat(self) -> float:
        return round(37.3 + self.number / 1000, 4)

    def filled(self, value: object) -> Any:  # noqa: ANN401 -- JSON is anything
        """A message with this sample's names in it."""
        text = json.dumps(value, ensure_ascii=False)
        names = {"{camera}": self.mark, "{id}": f"id-{self.mark}", "{account}": self.account}
        for name, each in {**names, "{now}": camera_stamp(), "{name}": self.mark}.items():
            text = text.replace(name, each)
        return json.loads(text)

    @property
    def account(self) -> str:
        return f"A{self.number:03d}"


def samples(system: str) -> list[Sample]:
    rows = json.loads((FOLDER / f"{system}.json").read_text(encoding="utf-8"))
    return [Sample(system, number, row) for number, row in enumerate(rows, 1)]


SYSTEMS = ("frigate", "profile_m", "pull_point", "dc09")
EVERY = [each for system in SYSTEMS for each in samples(system)]


@dataclass
class Outcome:
    """What the engine has of all samples, and the panels' answers."""

    alerts: list[Row]
    events: list[Row]
    answers: dict[str, list[str]]


# --- sending ------------------------------------------------------------------------------------


def cameras_of(found: list[Sample]) -> str:
    return "".join(
        f'[cameras."{each.mark}"]\nid = "CAM-{each.mark}"\nlat = {each.lat}\nlon = {LON}\n'
        f'width = 1280\nheight = 720\n[cameras."{each.mark}".zones.yard]\nlat = {each.lat + 0.5}\n'
        f"lon = {LON}\n"
        for each in found
    )


def over_mqtt(engine: EngineProcess, card: dict[str, str], folder: Path) -> None:
    found = samples("frigate") + samples("profile_m")
    with broker(folder) as port:
        config = f"format = 1\n[mqtt]\nport = {port}\n{cameras_of(found)}"
        with adapter(engine, "mqtt", config, card):
            sender = Sender(port)
            for each in found:
                for topic, body in each.filled(each.row["messages"]):
                    start = "frigate" if each.system == "frigate" else f"{each.mark}/onvif-ej"
                    sender.say(f"{start}/{topic}", body)
            sender.say("LAST/onvif-ej/RuleEngine/LineDetector/Crossed", {"Data": {"ObjectId": "1"}})
            wait_until(lambda: b'"LAST' in journal(engine), "the last message", 60)
            sender.close()


def journal(engine: EngineProcess) -> bytes:
    return json.dumps(engine.events()).encode()


def panels_of(found: list[Sample]) -> str:
    rows = []
    for each in found:
        rows.append(f'[panels."{each.account}"]\nid = "{each.mark}"\ncameras = ["CAM-{each.mark}"]')
        rows.append(f"lat = {each.lat}\nlon = {LON}")
        rows += [f'key = "{each.row["key"]}"'] if "key" in each.row else []
    return "\n".join(rows)


def frame_of(sample: Sample, message: object) -> bytes:
    body = sample.filled(message)
    if isinstance(body, list):
        body = body[0] + sealed(sample.row["key"].encode(), body[1] + stamp())
    text: bytes = body.encode("latin-1")
    head = b"%04X" % crc(text)
    head = bytes.fromhex(head.decode()) if sample.row.get("binary") else head
    length = int(sample.row.get("length", len(text)))
    return b"\n" + head + b"%04X" % length + text + b"\r"


def from_panels(engine: EngineProcess, card: dict[str, str], _: Path) -> dict[str, list[str]]:
    found = samples("dc09")
    config = f"format = 1\n[dc09]\nport = 0\n{panels_of(found)}\n"
    answers: dict[str, list[str]] = {}
    with adapter(engine, "dc09", config, card) as (_program, ready):
        for each in found:
            panel = Panel(ready["port"])
            for message in each.row["messages"]:
                panel.send(frame_of(each, message))
                answers.setdefault(each.mark, []).append(panel.answer(20))
            panel.close()
    return answers


def marked(sample: Sample) -> Iterator[str]:
    item = f'<tt:SimpleItem Name="Sample" Value="{sample.mark}"/></tt:Source>'
    for each in sample.row["messages"]:
        yield each.replace("{now}", camera_stamp()).replace("</tt:Source>", item)


def from_cameras(engine: EngineProcess, card: dict[str, str], _: Path) -> None:
    lat, lon = PULLED_PLACE
    with pull_point_camera() as camera:
        config = f'format = 1\n[[onvif.camera]]\nname = "gate"\naddress = "{camera.address}"\n'
        config += f'[cameras.gate]\nid = "CAM-gate"\nlat = {lat}\nlon = {lon}\n'
        config += f"[cameras.gate.zones.yard]\nlat = {lat + 0.5}\nlon = {lon}\n"
        with adapter(engine, "onvif", config, card):
            for sample in samples("pull_point"):
                for message in marked(sample):
                    camera.waiting.put(message)
            last = samples("pull_point")[-1].mark.encode()
            wait_until(lambda: last in journal(engine), "the last notification", 60)


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outcome]:
    """Every sample sent to one engine, by three adapters at the same time."""
    if MOSQUITTO is None:
        pytest.skip("the program mosquitto is not installed (package mosquitto)")
    folder = tmp_path_factory.mktemp("samples")
    engine = EngineProcess(folder / "data")
    engine.start()
    ways: list[Callable[[EngineProcess, dict[str, str], Path], object]]
    ways = [over_mqtt, from_panels, from_cameras]
    try:
        cards = [engine.enrol(f"foreign-{number}", "adapter") for number in range(len(ways))]
        with ThreadPoolExecutor() as pool:
            runs = [
                pool.submit(way, engine, card, folder / f"way-{number}")
                for number, (way, card) in enumerate(zip(ways, cards, strict=True))
            ]
            _, answers, _ = [each.result(100) for each in runs]
        assert isinstance(answers, dict)
        alerts, events = (sunra(each, "--data", engine.data) for each in ("alerts", "events"))
        yield Outcome(lines(alerts), lines(events), answers)
    finally:
        engine.kill()


# --- comparing ----------------------------------------------------------------------------------


def belongs(row: Row, sample: Sample) -> bool:
    if sample.system == "pull_point":
        return sample.mark in (row.get("subject") or "")
    if sample.system == "dc09":
        return (row.get("subject") or "").split("/")[0] == sample.mark
    return f"CAM-{sample.mark}" in row.get("cameras", row.get("data", {}).get("cameras", []))


def wrongs(sample: Sample, wanted: Row, alert: Row, events: list[Row]) -> list[str]:
    """What is not as an integrator expects it, in words."""
    place = sample.lat if sample.system != "pull_point" else PULLED_PLACE[0]
    lat, lon = wanted.get("place", (place + 0.5 * (wanted.get("zone") == "yard"), LON))
    camera = "CAM-gate" if sample.system == "pull_point" else f"CAM-{sample.mark}"
    said, now = alert["place"] or {}, alert["condition"]
    own = [each for each in events if each["type"] == alert["type"]]
    states = [each["condition"] for each in own]
    told = [
        (alert["cameras"] == [camera], f"cameras {alert['cameras']}"),
        (is_near(said, lat, lon), f"place {said}, not {lat}, {lon}"),
        (wanted.get("condition", now) in (now, states[-1]), f"condition {now}, {states}"),
        (alert["count"] == wanted.get("count", alert["count"]), f"count {alert['count']}"),
        (alert["occurred"].startswith(wanted.get("occurred", "")), f"occurred {alert['occurred']}"),
        (not wanted.get("now") or is_recent(alert["occurred"]), f"occurred {alert['occurred']}"),
        (sample.filled(wanted.get("subject", alert["subject"])) == alert["subject"], "subject"),
    ]  # fmt: skip
    contents = [each["data"] for each in own]
    if "box" in wanted:
        boxes = [
            [b["x"], b["y"], b["w"], b["h"]] for each in contents for b in each.get("boxes", [])
        ]
        told.append((wanted["box"] in boxes, f"boxes {boxes}"))
    if wanted.get("zone"):
        zones = [zone for each in contents for zone in each.get("zones", [])]
        told.append((wanted["zone"] in zones, f"zones {zones}"))
    return [words for right, words in told if not right]


def is_near(place: Row, lat: float, lon: float) -> bool:
    return bool(abs(place.get("lat", 0) - lat) < 1e-4 and abs(place.get("lon", 0) - lon) < 1e-4)


def is_recent(text: str) -> bool:
    return abs(datetime.now(UTC) - datetime.fromisoformat(text)) < timedelta(minutes=5)


@pytest.mark.parametrize("sample", EVERY, ids=lambda each: f"{each.system}-{each.row['name']}")
def test_that_a_foreign_message_becomes_the_alert_an_integrator_expects(
    outcome: Outcome, sample: Sample
) -> None:
    alerts = [each for each in outcome.alerts if belongs(each, sample)]
    events = [each for each in outcome.events if belongs(each, sample)]
    expected = sample.row["expect"]
    assert sorted(each["type"] for each in alerts) == sorted(each["type"] for each in expected)
    for wanted in expected:
        alert = next(each for each in alerts if each["type"] == wanted["type"])
        assert wrongs(sample, wanted, alert, events) == []


@pytest.mark.parametrize("sample", samples("dc09"), ids=lambda each: each.row["name"])
def test_that_every_panel_gets_its_acknowledgement(outcome: Outcome, sample: Sample) -> None:
    answers = outcome.answers[sample.mark]
    assert len(answers) == len(sample.row["messages"])
    wanted = '"*ACK"' if "key" in sample.row else '"ACK"'
    assert [each[: len(wanted)] for each in answers] == [wanted] * len(answers)
