"""`sunra adapter ... --check` at real brokers, ports and cameras: what is wrong, in words."""

from __future__ import annotations

import json
import socket
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from backends.adapters.certificates import VALID_FOR, own_certificate
from backends.commands.adapter import adapter
from tests.support.broker import broker, needs_mosquitto
from tests.support.onvif_farm import LOGIN, OnvifFarm, onvif_farm
from tests.support.processes import free_port

NOW = datetime.now(UTC)


class Desk:
    """An installer's folder, in which a configuration is checked."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capture = capture

    def secret(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")
        (self.folder / name).chmod(0o600)

    def check(self, protocol: str, text: str) -> list[dict[str, Any]]:
        """What was tried; the words on stderr are those of the finding."""
        self.secret("a.toml", f"format = 1\n{text}\n")
        named = Namespace(
            protocol=protocol, config=self.folder / "a.toml", check=True, data=self.folder,
            device=None, spool=None,
        )  # fmt: skip
        code = adapter(named)
        said = self._capture.readouterr()
        tried: list[dict[str, Any]] = json.loads(said.out)["tried"]
        assert code == int(any(not each["ok"] for each in tried))
        for each in tried:
            assert each["ok"] or each["problem"] in said.err
        assert "Errno" not in said.err
        return tried


@pytest.fixture
def desk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    monkeypatch.delenv("SUNRA_DATA", raising=False)
    return Desk(tmp_path, capsys)


def problem(tried: list[dict[str, Any]]) -> str:
    return next((str(each["problem"]) for each in tried if not each["ok"]), "")


@needs_mosquitto
def test_that_a_broker_that_takes_us_is_told_and_why_one_does_not(desk: Desk) -> None:
    own_certificate(desk.folder, "localhost", NOW)
    own_certificate(desk.folder / "other", "localhost", NOW)
    secured = [f"certfile {desk.folder}/certificate.pem", f"keyfile {desk.folder}/key.pem"]
    with (
        broker(desk.folder / "b1", 0, "allow_anonymous true") as plain,
        broker(desk.folder / "b2", 0, "allow_anonymous false") as closed,
        broker(desk.folder / "b3", 0, "allow_anonymous true", *secured) as tls,
    ):
        desk.secret("pw", "wrong")
        trusted = f"port = {tls}\ntls = true\nca = 'certificate.pem'"
        cases = {
            f"port = {plain}": "",
            f"port = {plain}\nversion = 4": "",
            f"port = {free_port()}": "nothing listens there",
            f"port = {closed}": "wants one",
            f"port = {closed}\nuser = 'u'\npassword_file = 'pw'": "refuses this user",
            "host = 'no.such.host.invalid'": "no machine of that name",
            f"host = 'localhost'\n{trusted}": "",
            f"host = 'localhost'\nport = {tls}\ntls = true": "signed by itself",
            f"host = 'localhost'\nport = {tls}\ntls = true\nca = 'other/certificate.pem'": "signed",
            f"host = 'localhost'\nport = {tls}": "does it want TLS",
            f"{trusted.replace(str(tls), str(plain))}": "speak",
        }
        for text, words in cases.items():
            found = problem(desk.check("mqtt", f"[mqtt]\n{text}"))
            assert (words in found) if words else not found, (text, found)


def test_that_a_port_of_another_program_and_an_address_of_another_machine_are_told(
    desk: Desk,
) -> None:
    panels = '\n[panels."1"]\n'
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert "another program" in problem(desk.check("dc09", f"[dc09]\nport = {port}{panels}"))
    assert "no such address" in problem(desk.check("dc09", f'[dc09]\nhost = "192.0.2.1"{panels}'))
    assert problem(desk.check("dc09", f"[dc09]\nport = 0{panels}")) == ""


def test_that_the_webhooks_certificate_is_looked_at_and_open_secrets_are_told_once(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    sources = "".join(f"\n[webhook.sources.{n}]\ntoken = 'sixteen-characters-{n}'" for n in "abc")
    own_certificate(desk.folder, "localhost", NOW)
    own_certificate(desk.folder / "old", "localhost", NOW - VALID_FOR + timedelta(days=9))
    named = "certificate = '{0}certificate.pem'\nkey_file = '{0}key.pem'"
    for place, words in (("", ""), ("old/", "renew it")):
        text = f"[webhook]\nport = 0\n{named.format(place)}{sources}"
        assert words in problem(desk.check("webhook", text))
    path = desk.folder / "open.toml"
    path.write_text(f"format = 1\n[webhook]\nport = 0{sources}\n", encoding="utf-8")
    path.chmod(0o644)
    named_here = Namespace(
        protocol="webhook", config=path, check=True, data=desk.folder, device=None, spool=None
    )
    assert adapter(named_here) == 0
    assert sum("others may read it" in each for each in caplog.messages) == 1


@pytest.fixture(scope="module")
def farm() -> Iterator[OnvifFarm]:
    with onvif_farm(1) as started:
        yield started


def test_that_each_camera_says_whether_it_can_be_listened_to(desk: Desk, farm: OnvifFarm) -> None:
    desk.secret("right", LOGIN.password)
    desk.secret("wrong", "guessed")
    rows = {
        "good": (farm.address(), "right"),
        "login": (farm.address(), "wrong"),
        "gone": (f"http://127.0.0.1:{free_port()}/onvif", "right"),
    }
    text = "[onvif]\n" + "".join(
        f'[[onvif.camera]]\nname = "{name}"\naddress = "{address}"\n'
        f'user = "{LOGIN.user}"\npassword_file = "{secret}"\n'
        for name, (address, secret) in rows.items()
    )
    found = {
        each["where"].split()[0]: each.get("problem", "") for each in desk.check("onvif", text)
    }
    assert found["good"] == ""
    assert "refuses the login" in found["login"]
    assert "can not be reached" in found["gone"]
