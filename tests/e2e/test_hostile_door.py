"""Ten thousand hostile frames at the real door (R-IF-03, R-IF-04, R-SEC-01, R-SEC-02)."""

import json
import random
import socket
from collections.abc import Callable

import pytest
import zmq

from tests.e2e.conftest import EngineProcess, sunra
from tests.support.raw_device import RawDevice, now

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

HOSTILE = 10_000


def hostile_messages(chance: random.Random) -> list[tuple[bytes, ...]]:
    """Every way to be wrong that a device with a valid key can think of."""
    envelope = {
        "id": "x", "source": "evil", "type": "bell.pressed", "time": now(), "boot": 1,
        "sequence": 1, "mono_ms": 1,
    }  # fmt: skip

    def event(**change: object) -> bytes:
        return json.dumps({**envelope, **change}).encode()

    forms: list[Callable[[], tuple[bytes, ...]]] = [
        lambda: (chance.randbytes(chance.randrange(64)),),
        lambda: (b"SEP1",),
        lambda: (b"SEP1", b"EVENT", chance.randbytes(200)),
        lambda: (b"SEP9", b"EVENT", event()),
        lambda: (b"SEP1", b"NONSENSE", b"{}"),
        lambda: (b"SEP1", b"EVENT", b"[" * 30_000),
        lambda: (b"SEP1", b"EVENT", b'{"a":' * 5_000 + b"1" + b"}" * 5_000),
        lambda: (b"SEP1", b"EVENT", event(source="bell-1")),
        lambda: (b"SEP1", b"EVENT", event(sequence=-chance.randrange(1, 9))),
        lambda: (b"SEP1", b"EVENT", event(sequence=2**70)),
        lambda: (b"SEP1", b"EVENT", event(time="0001-01-01T00:00:00+14:00", boot="1")),
        lambda: (b"SEP1", b"EVENT", event(data={"confidence": 7})),
        lambda: (b"SEP1", b"EVENT", event(id="y" * 65)),
        lambda: (b"SEP1", b"EVENT", event(text="z" * 66_000)),
        lambda: (b"SEP1", b"EVENT", b'{"id":"\\ud800"}'),
        lambda: (b"SEP1", b"EVENT", event(), b"surplus"),
        lambda: (b"SEP1", b"STATE", b'{"source":"evil","positions":7}'),
        lambda: (
            b"SEP1",
            b"HELLO",
            json.dumps({"device": "bell-1", "boot": 1, "time": now()}).encode(),
        ),
        lambda: (b"SEP1", b"PING", b'{"mono_ms":"soon"}'),
        lambda: (b"", b"", b""),
    ]
    return [chance.choice(forms)() for _ in range(HOSTILE)]


def test_that_ten_thousand_hostile_messages_are_each_rejected_and_honest_devices_unaffected(
    engine: EngineProcess, device: Callable[..., RawDevice]
) -> None:
    honest, evil = device("bell-1"), device("evil")
    messages = hostile_messages(random.Random(11))
    for index, frames in enumerate(messages):
        evil.send(*frames)
        if index % 500 == 0:
            sequence = honest.event("bell.pressed")
            honest.wait(lambda each, want=sequence: want in each.receipted)  # type: ignore[misc]
            evil.listen()
    evil.wait(lambda each: len(each.rejects) >= HOSTILE, seconds=60)

    assert engine.is_running()
    assert len(evil.rejects) == HOSTILE
    assert {each["code"] for each in evil.rejects} >= {
        "malformed", "too_large", "identity", "unsupported_version",
    }  # fmt: skip
    rows = engine.events()
    assert sum(not row["quarantined"] for row in rows) == honest.sequence
    # The same bytes again are counted, not kept again.
    kept = {frames[2] if len(frames) > 2 else b" ".join(frames) for frames in messages}
    assert sum(row["quarantined"] for row in rows) == len(kept)
    assert any(alert["type"] == "security.identity" for alert in engine.alerts())
    assert sunra("verify", "--data", engine.data).returncode == 0


def test_that_strangers_without_a_key_never_get_in_and_cost_nothing(
    engine: EngineProcess, device: Callable[..., RawDevice]
) -> None:
    honest = device("bell-1")
    context = zmq.Context()
    public, secret = zmq.curve_keypair()
    stranger = context.socket(zmq.DEALER)
    stranger.linger = 0
    stranger.curve_serverkey = engine.card["server_key"].encode()
    stranger.curve_publickey, stranger.curve_secretkey = public, secret
    plain = context.socket(zmq.DEALER)
    plain.linger = 0
    for peer in (stranger, plain):
        peer.connect(engine.card["door"])
        peer.send_multipart([b"SEP1", b"HELLO", b'{"device":"bell-1","boot":1}'])
    host, _, port = engine.card["door"].removeprefix("tcp://").rpartition(":")
    raw = [socket.create_connection((host, int(port))) for _ in range(50)]
    for each in raw:
        each.sendall(b"GET / HTTP/1.0\r\n\r\n")

    for _ in range(20):
        honest.event("bell.pressed")
    honest.wait(lambda each: len(each.receipted) == 20)
    assert stranger.poll(300) == 0
    assert plain.poll(300) == 0
    for each in raw:
        each.close()
    stranger.close()
    plain.close()
    context.term()
    assert {row["source"] for row in engine.events()} == {"bell-1"}
