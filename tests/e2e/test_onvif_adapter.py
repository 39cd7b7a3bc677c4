"""`sunra adapter onvif` beside a real engine: a camera's event becomes an alert (R-IF-06)."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import EngineProcess, lines, sunra
from tests.support import processes
from tests.support.keystores import FILE
from tests.support.onvif_farm import LOGIN, OnvifFarm, onvif_farm
from tests.support.processes import wait_until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]
CAMERA = "SD-0001"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[EngineProcess]:
    started = EngineProcess(tmp_path / "data")
    started.start()
    yield started
    started.kill()


def configuration(folder: Path, farm: OnvifFarm) -> Path:
    (folder / "pw").write_text(LOGIN.password)
    (folder / "pw").chmod(0o600)
    path = folder / "onvif.toml"
    path.write_text(
        f'format = 1\n[onvif]\nuser = "{LOGIN.user}"\npassword_file = "pw"\n'
        f'[[onvif.camera]]\nname = "{CAMERA}"\naddress = "{farm.address()}"\n'
    )
    return path


def test_that_an_intruder_seen_by_a_camera_is_an_alert_with_camera_place_and_time(
    engine: EngineProcess, tmp_path: Path
) -> None:
    card = tmp_path / "card.json"
    card.write_text(json.dumps(engine.enrol("onvif-adapter")))
    card.chmod(0o600)
    with onvif_farm(1) as farm:
        config = configuration(tmp_path, farm)
        words = ("adapter", "onvif", "--config", config, "--device", card)
        spool = ("--spool", tmp_path / "spool", "--data", engine.data)
        with processes.sunra(*words, *spool, folder=tmp_path) as adapter:
            assert adapter.json_line("ready")["cameras"] == [CAMERA]
            wait_until(lambda: farm.told()["subscriptions"] == 1, "a subscription", 30)
            farm.order(
                "event", topic="tns1:RuleEngine/FieldDetector/ObjectsInside",
                source={"Rule": "Yard"}, items={"IsInside": "true"},
            )  # fmt: skip
            wait_until(lambda: len(engine.events()) >= 1, "the event in the engine", 30)
        written = adapter.errors.read_text()
    (event,) = engine.events()
    assert (event["type"], event["condition"]) == ("analytics.intrusion", "active")
    assert event["data"]["cameras"] == [CAMERA]
    assert event["data"]["location"]["lat"] == pytest.approx(37.55, abs=0.1)
    (alert,) = lines(sunra("alerts", "--data", engine.data))
    assert alert["type"] == "analytics.intrusion"
    assert LOGIN.password not in written + (engine.data.parent / "engine.stderr").read_text()


def test_that_an_engine_keeps_its_identity_in_the_keystore_and_writes_no_secret_r_sec_05(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = tmp_path / "vault.json"
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.support.keystores.FileKeystore")
    monkeypatch.setenv(FILE, str(vault))
    monkeypatch.setenv("PYTHONPATH", str(processes.ROOT))
    engine = EngineProcess(tmp_path / "data")
    try:
        before = engine.start()["server_key"]
        engine.kill()
        assert engine.start()["server_key"] == before
        events = sunra("events", "--data", engine.data)
        assert events.returncode == 0
    finally:
        engine.kill()
    secrets = [
        word for text in json.loads(vault.read_text()).values() for word in text.split()[-1:]
    ]
    assert len(secrets) == 3  # of the database, of the engine, of the seals
    everything = b"".join(
        path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path != vault
    )
    assert not [each for each in secrets if each.encode() in everything]
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    away = sunra("engine", "--data", engine.data)
    assert away.returncode == 2
    assert "sunra keys move --to file" in away.stderr
    assert "Traceback" not in away.stderr
