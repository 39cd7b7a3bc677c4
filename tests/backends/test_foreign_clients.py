"""Devices in C and in JavaScript at the real engine (R-IF-01, R-SEC-01, R-SEC-02).

Both were written from docs/edge-protocol.md alone; the one in JavaScript does without libzmq. The
clients that the page prints run here as they are printed.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import shutil
import socket
import subprocess
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from backends.commands.parts import records_of
from backends.zeromq.curve import make_pair
from tests.e2e.conftest import EngineProcess
from tests.support.enrolment import Card, enrolled

ROOT = Path(__file__).parents[2]
CLIENTS = ROOT / "tests" / "support" / "clients"
PICTURE = b"\xff\xd8\xff\xe0 a picture"
Heard = list[tuple[str, dict[str, Any]]]


@dataclass
class Outcome:
    """What a client heard, in order, and how it ended (3: it waited in vain)."""

    code: int
    heard: Heard = field(default_factory=list)

    def last(self, kind: str) -> dict[str, Any]:
        return [body for name, body in self.heard if name == kind][-1]


@dataclass(frozen=True)
class ForeignClient:
    """How one of the two programs is called."""

    command: tuple[str, ...]

    def run(self, card: Card, *lines: str, routing: str | None = None) -> Outcome:
        """Give it its orders and wait for its end."""
        done = subprocess.run(
            [*self.command, *([routing] if routing else [])],
            input="\n".join([keys_of(card), *lines, ""]),
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode in {0, 3}, done.stderr
        return Outcome(done.returncode, [heard(line) for line in done.stdout.splitlines()])


def keys_of(card: Card) -> str:
    return " ".join(card[name] for name in ("server_key", "public_key", "secret_key", "door"))


def heard(line: str) -> tuple[str, dict[str, Any]]:
    found = json.loads(line)
    return found["type"], found["body"]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EngineProcess]:
    started = EngineProcess(tmp_path_factory.mktemp("engine") / "data")
    started.start()
    yield started
    started.kill()


@pytest.fixture(scope="module")
def cards(engine: EngineProcess) -> dict[str, Card]:
    names = ("c-1", "javascript-1", "victim", "page-0")
    made = enrolled(engine.data, engine.card["door"], names)
    # One as a person gets it, from the command line.
    return {card["device"]: card for card in (*made, engine.enrol("page-1"))}


@pytest.fixture(scope="module", params=["c", "javascript"])
def client(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> ForeignClient:
    if request.param == "c":
        return in_c(tmp_path_factory.mktemp("client") / "client")
    return in_javascript()


def in_c(target: Path) -> ForeignClient:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("no C compiler: apt-get install gcc libzmq3-dev")
    command = [compiler, "-std=c11", "-D_POSIX_C_SOURCE=200809L", "-Wall", "-Wextra", "-Werror",
               str(CLIENTS / "client.c"), "-o", str(target), "-lzmq"]  # fmt: skip
    built = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    if "zmq.h" in built.stderr or "-lzmq" in built.stderr:
        pytest.skip("libzmq has no headers here: apt-get install libzmq3-dev")
    assert built.returncode == 0, built.stderr
    return ForeignClient((str(target),))


def in_javascript() -> ForeignClient:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no JavaScript: apt-get install nodejs")
    return ForeignClient((node, str(CLIENTS / "client.mjs")))


def now() -> str:
    return datetime.now(UTC).isoformat()


def said(kind: str, body: dict[str, Any], *pictures: bytes) -> str:
    words = [json.dumps(body, separators=(",", ":")), *(each.hex() for each in pictures)]
    return " ".join(["say", kind, *words])


def hello(card: Card, boot: int = 1) -> str:
    return said("HELLO", {"device": card["device"], "boot": boot, "time": now()})


def event(card: Card, sequence: int, *pictures: bytes, **extra: object) -> str:
    body = {
        "id": f"{card['device']}-{extra.get('boot', 1)}-{sequence}", "source": card["device"],
        "type": "bell.pressed", "time": now(), "boot": 1, "sequence": sequence,
        "mono_ms": sequence, **extra,
    }  # fmt: skip
    return said("EVENT", body, *pictures)


def announced(picture: bytes) -> list[dict[str, str]]:
    return [{"media_type": "image/jpeg", "sha256": sha256(picture).hexdigest()}]


def own_card(client: ForeignClient, cards: dict[str, Card]) -> Card:
    return cards["javascript-1" if client.command[0].endswith("node") else "c-1"]


def rows_of(engine: EngineProcess, device: str) -> list[dict[str, Any]]:
    with records_of(Namespace(data=engine.data)) as records:
        return [row for row in records.events(0) if row.get("source") == device]


def test_that_a_foreign_device_is_welcomed_receipted_and_its_repeats_are_not_doubled_r_msg_02(
    client: ForeignClient, cards: dict[str, Card], engine: EngineProcess
) -> None:
    card = own_card(client, cards)
    first, second = event(card, 1), event(card, 2)
    outcome = client.run(
        card, hello(card), "hear WELCOME 8000", first, "hear RECEIPT 8000",
        first, "hear RECEIPT 8000", first, second, "hear RECEIPT 8000",
        'say PING {"mono_ms":77,"time":"2026-11-21T22:05:16.500+09:00"}', "hear PONG 8000",
        said("STATE", {"source": card["device"], "time": now(), "health": {"ok": True}}),
        "quiet 300", 'say BYE {"reason":"done"}',
    )  # fmt: skip
    assert outcome.code == 0, outcome.heard
    welcome = outcome.last("WELCOME")
    assert (welcome["device"], welcome["boot"], welcome["stored"]) == (card["device"], 1, 0)
    assert (welcome["heartbeat_ms"], welcome["max_bytes"]) == (1000, 65536)
    assert outcome.last("PONG")["mono_ms"] == 77
    again = client.run(card, hello(card), "hear WELCOME 8000", first, "hear RECEIPT 8000")
    assert again.last("WELCOME")["stored"] == 2
    assert again.last("RECEIPT")["stored"] == 2
    assert [row["sequence"] for row in rows_of(engine, card["device"])] == [1, 2]


def test_that_pictures_are_taken_whole_or_refused_and_a_false_name_is_refused_r_sec_02(
    client: ForeignClient, cards: dict[str, Card], engine: EngineProcess
) -> None:
    card = own_card(client, cards)
    outcome = client.run(
        card, hello(card, 2), "hear WELCOME 8000",
        event(card, 1, PICTURE, boot=2, attachments=announced(PICTURE)), "hear RECEIPT 8000",
        event(card, 2, b"other", boot=2, attachments=announced(PICTURE)), "hear REJECT 8000",
        event(card, 3, boot=2, source="victim"), "hear REJECT 8000",
        "raw - 53455031", "hear REJECT 8000",
    )  # fmt: skip
    assert outcome.code == 0, outcome.heard
    refused = [body for kind, body in outcome.heard if kind == "REJECT"]
    assert [each["code"] for each in refused] == ["malformed", "identity", "unsupported_version"]
    assert [each.get("sequence") for each in refused] == [2, 3, None]
    kept = [row for row in rows_of(engine, card["device"]) if row["boot"] == 2]
    assert [(row["sequence"], row["quarantined"]) for row in kept] == [(1, False), (2, True)]
    assert any(alert["type"] == "security.identity" for alert in engine.alerts())


def test_that_a_wrong_key_of_a_foreign_device_is_refused_r_sec_01(
    client: ForeignClient, cards: dict[str, Card], engine: EngineProcess
) -> None:
    card = own_card(client, cards)
    stranger = make_pair()
    false = {**card, "public_key": stranger.public, "secret_key": stranger.secret}
    wrong_server = {**card, "server_key": stranger.public}
    for each in (false, wrong_server):
        outcome = client.run(each, hello(card, 3), event(card, 1, boot=3), "hear WELCOME 1000")
        assert (outcome.code, outcome.heard) == (3, [])
    assert not [row for row in rows_of(engine, card["device"]) if row["boot"] == 3]


def test_that_a_stolen_routing_id_is_harmless_r_sec_02(
    client: ForeignClient, cards: dict[str, Card], engine: EngineProcess
) -> None:
    """A second DEALER with the same routing id and another valid key takes nothing away."""
    victim, thief = cards["victim"], own_card(client, cards)
    boot = 7 if client.command[0].endswith("node") else 6
    with subprocess.Popen(
        [*client.command, "one-and-the-same"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        orders = [keys_of(victim), hello(victim, boot), "hear WELCOME 8000"]
        process.stdin.write("\n".join([*orders, ""]))
        assert heard(process.stdout.readline())[0] == "WELCOME"
        theft = client.run(
            thief, hello(thief, 9), event(victim, 1, boot=boot), "quiet 1000",
            routing="one-and-the-same",
        )  # fmt: skip
        process.stdin.write("\n".join([event(victim, 1, boot=boot), "hear RECEIPT 8000", ""]))
        receipt = heard(process.stdout.readline())
        process.stdin.close()
        assert process.wait(20) == 0
    # libzmq lets the second of two equal routing ids speak to nobody; it must not hear the first.
    assert (theft.code, theft.heard) == (0, [])
    assert receipt == ("RECEIPT", {"boot": boot, "stored": 1, "also": []})
    rows = [row for row in rows_of(engine, "victim") if row["boot"] == boot]
    assert [(row["sequence"], row["quarantined"]) for row in rows] == [(1, False)]


class Eavesdropper:
    """Stands between a device and the door, and keeps the bytes that the device sent."""

    def __init__(self, door: str) -> None:
        host, _, port = door.removeprefix("tcp://").rpartition(":")
        self.engine = (host, int(port))
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.door = f"tcp://127.0.0.1:{self.listener.getsockname()[1]}"
        self.kept = b""
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        device, _ = self.listener.accept()
        with device, socket.create_connection(self.engine) as engine:
            while ready := select.select([device, engine], [], [], 20)[0]:
                for source in ready:
                    piece = source.recv(65_536)
                    if not piece:
                        return
                    self.kept += piece if source is device else b""
                    (engine if source is device else device).sendall(piece)

    def close(self) -> None:
        self._thread.join(20)
        self.listener.close()

    def replay(self) -> bytes:
        """Send everything again on a new connection; what the engine says until it hangs up."""
        heard = b""
        with socket.create_connection(self.engine) as again:
            again.settimeout(3)
            again.sendall(self.kept)
            with contextlib.suppress(TimeoutError, ConnectionError):
                while piece := again.recv(65_536):
                    heard += piece
        return heard


def test_that_recorded_bytes_sent_again_change_nothing_r_sec_02(
    client: ForeignClient, cards: dict[str, Card], engine: EngineProcess
) -> None:
    """CURVE makes each connection new: what somebody recorded opens no second one."""
    card = own_card(client, cards)
    between = Eavesdropper(card["door"])
    told = [hello(card, 5), "hear WELCOME 8000", event(card, 1, boot=5), "hear RECEIPT 8000"]
    assert client.run({**card, "door": between.door}, *told).code == 0
    between.close()
    before = rows_of(engine, card["device"])
    assert b"bell.pressed" not in between.kept
    heard = between.replay()
    assert b"RECEIPT" not in heard
    assert b"READY" not in heard
    assert rows_of(engine, card["device"]) == before
    assert client.run(card, hello(card, 5), "hear WELCOME 8000").last("WELCOME")["stored"] == 1


@pytest.mark.parametrize("number", [0, 1])
def test_that_the_printed_clients_run_as_printed(
    number: int, cards: dict[str, Card], engine: EngineProcess, tmp_path: Path
) -> None:
    page = (ROOT / "docs" / "edge-protocol.md").read_text("utf-8")
    printed = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(printed) == 2
    (tmp_path / "client.py").write_text(printed[number], "utf-8")
    (tmp_path / "card.json").write_text(json.dumps(cards[f"page-{number}"]), "utf-8")
    done = subprocess.run(
        [sys.executable, "client.py", "card.json"], cwd=tmp_path, timeout=30, check=False,
        capture_output=True, text=True, env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "RECEIPT" in done.stdout
    assert len(rows_of(engine, f"page-{number}")) == 1
