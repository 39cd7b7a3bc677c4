"""The simulated ONVIF camera, asked by a real ONVIF client and by hand."""

import asyncio
import http.client
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import onvif
import pytest
from defusedxml.ElementTree import fromstring
from onvif.client import ONVIFService
from onvif.definition import SERVICES
from zeep.exceptions import Fault

from backends.simulated.onvif_camera.camera import Head, OnvifCamera, View
from backends.simulated.onvif_camera.discovery import probe_id
from backends.simulated.onvif_camera.ptz import seconds_of
from tests.support.camera_clients import frames
from tests.support.frame_stamp import read_stamp
from tests.support.simulated_cameras import FarmProcess, wait_until

WSDL = Path(onvif.__file__).parent / "wsdl"
PROBE = (
    '<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" '
    'xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing" '
    'xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" '
    'xmlns:dn="http://www.onvif.org/ver10/network/wsdl"><e:Header>'
    "<w:MessageID>uuid:1234</w:MessageID></e:Header><e:Body><d:Probe>"
    "<d:Types>{types}</d:Types></d:Probe></e:Body></e:Envelope>"
)


@pytest.fixture(scope="module")
def farm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FarmProcess]:
    with FarmProcess(4, tmp_path_factory.mktemp("farm"), "--login", "op:s3cret") as cameras:
        yield cameras


@asynccontextmanager
async def service(address: str, kind: str, password: str = "s3cret") -> AsyncIterator[Any]:
    described = SERVICES[kind]
    one = ONVIFService(
        address, "op", password, str(WSDL / described["wsdl"]), no_cache=True,
        binding_name=f"{{{described['ns']}}}{described['binding']}",
    )  # fmt: skip
    await one.setup()
    try:
        yield one
    finally:
        await one.close()


def at(farm: FarmProcess, name: str, path: str) -> str:
    return farm.onvif_address(name).replace("device_service", path)


def test_that_a_client_finds_the_services_and_the_right_stream(farm: FarmProcess) -> None:
    async def ask() -> tuple[Any, Any, str]:
        async with service(farm.onvif_address("CAM-02"), "devicemgmt") as device:
            facts = await device.GetDeviceInformation()
            found = {one.Namespace: one.XAddr for one in await device.GetServices(False)}
            capabilities = await device.GetCapabilities({"Category": "All"})
        assert found[SERVICES["media"]["ns"]] == capabilities.Media.XAddr
        async with service(capabilities.Media.XAddr, "media") as media:
            profiles = await media.GetProfiles()
            setup = {"Stream": "RTP-Unicast", "Transport": {"Protocol": "RTSP"}}
            asked = {"StreamSetup": setup, "ProfileToken": "sub"}
            uri = (await media.GetStreamUri(asked)).Uri
        return facts, profiles, uri

    facts, profiles, uri = asyncio.run(ask())
    assert facts.SerialNumber == "SIM00002"
    sizes = {one.token: one.VideoEncoderConfiguration.Resolution.Width for one in profiles}
    assert sizes == {"main": 1280, "sub": 640}
    stamp = read_stamp(frames(uri.replace("rtsp://", "rtsp://op:s3cret@"), 1)[0])
    assert stamp is not None
    assert stamp.camera == 2


def test_that_turning_stopping_and_presets_leave_a_trace(farm: FarmProcess) -> None:
    """R-PRV-02: what moved, and that it stopped, can be checked from outside."""

    async def turn() -> list[str]:
        async with service(at(farm, "CAM-01", "ptz_service"), "ptz") as ptz:
            names = [one.Name for one in await ptz.GetPresets({"ProfileToken": "main"})]
            velocity = {"PanTilt": {"x": 0.5, "y": 0}, "Zoom": {"x": 0}}
            timeout = timedelta(seconds=30)
            await ptz.ContinuousMove(
                {"ProfileToken": "main", "Velocity": velocity, "Timeout": timeout}
            )
            status = await ptz.GetStatus({"ProfileToken": "main"})
            assert status.MoveStatus.PanTilt == "MOVING"
            assert farm.onvif("CAM-01")["moving"] is True
            await ptz.Stop({"ProfileToken": "main"})
            assert farm.onvif("CAM-01")["moving"] is False
            await ptz.GotoPreset({"ProfileToken": "main", "PresetToken": "2"})
            with pytest.raises(Fault, match="no preset"):
                await ptz.GotoPreset({"ProfileToken": "main", "PresetToken": "9"})
        return names

    assert asyncio.run(turn()) == ["Home", "정문", "Back lane"]
    told = farm.onvif("CAM-01")
    log = told["log"]
    assert isinstance(log, list)
    assert [one["did"] for one in log] == ["move", "stop", "preset"]
    assert told["view"] == {"pan": 0.5, "tilt": -0.1, "zoom": 0.3}


def test_that_a_fixed_camera_has_no_ptz(farm: FarmProcess) -> None:
    async def ask() -> set[str]:
        async with service(farm.onvif_address("CAM-04"), "devicemgmt") as device:
            found = {str(one.Namespace) for one in await device.GetServices(False)}
        async with service(at(farm, "CAM-04", "ptz_service"), "ptz") as ptz:
            with pytest.raises(Fault, match="not served"):
                await ptz.GetPresets({"ProfileToken": "main"})
        return found

    assert SERVICES["ptz"]["ns"] not in asyncio.run(ask())


def test_that_events_wait_in_the_pull_point_until_the_camera_restarts(farm: FarmProcess) -> None:
    async def listen() -> list[Any]:
        async with service(at(farm, "CAM-01", "event_service"), "events") as events:
            answer = await events.CreatePullPointSubscription({"InitialTerminationTime": "PT60S"})
        address = answer.SubscriptionReference.Address._value_1
        given = farm.emit(
            "CAM-01", "tns1:RuleEngine/LineDetector/Crossed",
            source={"Rule": "gate"}, items={"ObjectId": "7"},
            element='<tt:Object ObjectId="7"/>',
        )  # fmt: skip
        assert given == {"ok": True, "given": 1}
        pull = {"MessageLimit": 10, "Timeout": timedelta(seconds=5)}
        async with service(address, "pullpoint") as point:
            messages = (await point.PullMessages(pull)).NotificationMessage
            farm.order("onvif-restart", "CAM-01")
            with pytest.raises(Fault, match="no pull point"):
                await point.PullMessages(pull)
        return list(messages)

    (message,) = asyncio.run(listen())
    assert message.Topic._value_1 == "tns1:RuleEngine/LineDetector/Crossed"
    told = message.Message._value_1
    assert [(one.Name, one.Value) for one in told.Source.SimpleItem] == [("Rule", "gate")]
    assert told.Data.ElementItem[0]._value_1.get("ObjectId") == "7"


def test_that_a_subscription_is_renewed_and_given_up(farm: FarmProcess) -> None:
    async def live() -> None:
        async with service(at(farm, "CAM-02", "event_service"), "events") as events:
            made = await events.CreatePullPointSubscription({"InitialTerminationTime": "PT20S"})
        address = made.SubscriptionReference.Address._value_1
        async with service(address, "subscription") as one:
            longer = await one.Renew({"TerminationTime": "PT90S"})
            assert longer.TerminationTime - longer.CurrentTime > timedelta(seconds=80)
            assert farm.onvif("CAM-02")["subscriptions"] == 1
            await one.Unsubscribe({})

    asyncio.run(live())
    assert farm.onvif("CAM-02")["subscriptions"] == 0


def test_that_a_wrong_password_is_refused_and_counted(farm: FarmProcess) -> None:
    async def ask() -> None:
        async with service(farm.onvif_address("CAM-03"), "devicemgmt", "guess") as device:
            await device.GetSystemDateAndTime()
            with pytest.raises(Fault, match="user name token"):
                await device.GetDeviceInformation()

    asyncio.run(ask())
    assert farm.onvif("CAM-03")["refused"] == 1


def test_that_the_clock_of_a_camera_is_wrong_by_order(farm: FarmProcess) -> None:
    farm.order("onvif-clock", "CAM-03", -7200)

    async def ask() -> tuple[int, int]:
        async with service(farm.onvif_address("CAM-03"), "devicemgmt") as device:
            told = (await device.GetSystemDateAndTime()).UTCDateTime
            with pytest.raises(Fault, match="user name token"):
                await device.GetDeviceInformation()  # a digest made by our clock is too old
        async with service(farm.onvif_address("CAM-01"), "devicemgmt") as device:
            right = (await device.GetSystemDateAndTime()).UTCDateTime
        return told.Time.Hour, right.Time.Hour

    wrong, right = asyncio.run(ask())
    farm.order("onvif-clock", "CAM-03", 0)
    assert (right - wrong) % 24 in (2, 3)


@pytest.mark.parametrize(
    "body", [b"", b"<", b"<a/>", b"\xff\xfe\x00", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"]
)
def test_that_what_is_no_envelope_gets_a_fault(farm: FarmProcess, body: bytes) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", farm.door("http_port"), timeout=5)
    connection.request("POST", "/onvif/CAM-01/device_service", body)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    assert answer.status == 400
    assert b"ter:WellFormed" in content


@pytest.mark.parametrize(
    "order",
    [
        {"topic": ""},
        {"topic": "tns1:X", "items": "text"},
        {"topic": "tns1:X", "element": "<open>"},
        {"topic": 5},
    ],
)
def test_that_an_event_that_can_not_be_told_is_refused(
    farm: FarmProcess, order: dict[str, object]
) -> None:
    assert farm.order("event", "CAM-01", **order)["ok"] is False


def test_that_a_probe_finds_every_camera_of_this_machine(farm: FarmProcess) -> None:
    found = _probe(("127.0.0.1", farm.door("discovery_port")), 4)
    assert len(found) == 4
    assert f":{farm.door('http_port')}/onvif/CAM-01/device_service" in "".join(found)
    if not farm.ready["discovery_multicast"]:
        pytest.skip("this system does not let a program join the group on the loopback")
    assert len(_probe(("239.255.255.250", 3702), 4)) >= 4


def _probe(target: tuple[str, int], count: int) -> set[str]:
    found: set[str] = set()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton("127.0.0.1"))
        client.bind(("127.0.0.1", 0))
        client.settimeout(5)
        client.sendto(PROBE.format(types="dn:NetworkVideoTransmitter").encode(), target)
        while len(found) < count:
            answer = client.recv(65_535)
            found |= {one.text or "" for one in fromstring(answer).iter() if "XAddrs" in one.tag}
    return found


def test_that_only_probes_for_cameras_are_answered() -> None:
    assert probe_id(PROBE.format(types="dn:NetworkVideoTransmitter").encode()) == "uuid:1234"
    assert probe_id(PROBE.format(types="").encode()) == "uuid:1234"
    assert probe_id(PROBE.format(types="wsdp:Printer").encode()) is None
    assert probe_id(b"hello") is None


def test_that_a_move_ends_by_its_timeout_and_at_the_stop_of_the_head() -> None:
    now = [100.0]
    head = Head(clock=lambda: now[0])
    head.move(View(pan=0.5), 1.0)
    assert head.moving
    now[0] += 50
    assert not head.moving
    assert head.view().pan == pytest.approx(0.25)
    head.move(View(pan=1.0, zoom=1.0), 60.0)
    now[0] += 50
    assert (head.view().pan, head.view().zoom) == (1.0, 1.0)


def test_that_a_pull_point_lapses() -> None:
    camera = OnvifCamera("CAM", 1, {})
    name = camera.subscribe(0.05)
    assert name is not None
    assert camera.subscription(name) is not None
    assert wait_until(lambda: camera.subscription(name) is None, 2)
    assert [camera.subscribe(60) is not None for _ in range(11)] == [True] * 10 + [False]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("PT10S", 10), ("PT1M0.5S", 60.5), ("P1DT1H", 90_000), ("P", None), ("PT", None), ("x", None)],
)
def test_that_durations_are_read(text: str, seconds: float | None) -> None:
    assert seconds_of(text) == seconds
