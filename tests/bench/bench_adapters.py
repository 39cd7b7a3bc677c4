"""How many messages a second the MQTT adapter brings into the engine, against a bare subscriber.

Run as `python -m tests.bench.bench_adapters [MESSAGES]`. A real mosquitto holds the messages of a
session (Frigate's tracked objects, each another one, QoS 1); then the adapter drains them through a
real engine, each acknowledged only when it is durable. The floor is a subscriber that writes what
arrived together to a file, waits once for the disk and acknowledges: no mapping, no engine, no
receipts. `ratio` is adapter divided by floor, `syncs_per_event` how often the adapter's process
waits for the disk; the processor time of the adapter's process and of the floor suffer less from
whatever else the machine does. `burst` sends as many again, as fast as a sender can, through a
mosquitto with its own defaults: `lost` is what neither the engine has nor mosquitto dropped.
JSON on stdout.
"""

import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from backends.adapters.answered import Answered
from backends.adapters.feed import Feed
from backends.adapters.frame import Surroundings
from backends.adapters.mqtt_run import prepare_mqtt, run_mqtt
from backends.adapters.settings import read_configuration
from backends.commands.edge_parts import reporter_of
from backends.system.clock import SystemClock
from tests.e2e.conftest import EngineProcess
from tests.support.broker import broker
from tests.support.mqtt_floods import dropped_by, flood, object_message
from tests.support.processes import wait_until

ROUNDS = 2
PATIENCE_S = 300.0
Figures = dict[str, Any]


def main() -> int:
    """Measure, print one JSON object."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 4_000
    with tempfile.TemporaryDirectory() as name, counted_syncs() as syncs:
        folder = Path(name)
        engine = EngineProcess(folder / "data")
        engine.start()
        try:
            floors = [_drained(folder / f"f{n}", count, _floor, syncs) for n in range(ROUNDS)]
            ours = [
                _drained(folder / f"a{n}", count, _adapter(engine, f"mqtt-{n}"), syncs)
                for n in range(ROUNDS)
            ]
            burst = _burst(folder / "burst", count, engine)
        finally:
            engine.stop()
    best, floor = (max(each["per_s"] for each in rounds) for rounds in (ours, floors))
    report = {
        "messages": count, "floor": floors, "adapter": ours, "ratio": round(best / floor, 2),
        "syncs_per_event": min(each["syncs"] for each in ours) / count, "burst": burst,
    }  # fmt: skip
    print(json.dumps(report, indent=2))
    return 0


@contextmanager
def counted_syncs() -> Iterator[list[int]]:
    """How often this process waited for the disk, as the only element of a list."""
    calls, real = [0], os.fsync

    def counting(descriptor: int) -> None:
        calls[0] += 1
        real(descriptor)

    with patch.object(os, "fsync", counting):
        yield calls


Drain = Callable[[Path, int, int, threading.Event], None]


def _drained(folder: Path, count: int, drain: Drain, syncs: list[int]) -> Figures:
    """Fill a session at a broker that keeps everything, then time how it is emptied."""
    lines = ("allow_anonymous true", "max_queued_messages 0")
    folder.mkdir()
    with broker(folder / "broker", 0, *lines) as port:
        _subscribed(port)
        flood(port, (object_message(n) for n in range(count)))
        done, before, spent, begun = threading.Event(), syncs[0], time.process_time(), time.time()
        drain(folder, port, count, done)
        took_s = time.time() - begun
    return {
        "per_s": round(count / took_s),
        "cpu_us": round((time.process_time() - spent) / count * 1e6),
        "syncs": syncs[0] - before,
    }


def _subscribed(port: int) -> None:
    """A session under the adapter's name, which the broker fills while nobody is there."""
    there = threading.Event()
    client = _client()
    client.on_subscribe = lambda *_: there.set()
    _connect(client, port)
    client.loop_start()
    client.subscribe("frigate/events", 1)
    assert there.wait(20)
    client.disconnect()
    client.loop_stop()


def _client() -> paho.Client:
    return paho.Client(
        CallbackAPIVersion.VERSION2, client_id="sunra-1", protocol=paho.MQTTv5, manual_ack=True
    )


def _connect(client: paho.Client, port: int) -> None:
    properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call] # paho's own
    properties.SessionExpiryInterval, properties.ReceiveMaximum = 3_600, 256
    client.connect("127.0.0.1", port, 60, clean_start=False, properties=properties)


def _floor(folder: Path, port: int, count: int, done: threading.Event) -> None:
    arrived: list[paho.MQTTMessage] = []
    client, kept = _client(), 0

    def hear(_client: paho.Client, _user: object, message: paho.MQTTMessage) -> None:
        arrived.append(message)
        done.set()

    client.on_message = hear
    _connect(client, port)
    client.loop_start()
    deadline = time.monotonic() + PATIENCE_S
    with (folder / "floor").open("ab") as file:
        while kept < count:
            assert time.monotonic() < deadline, "the floor did not end"
            done.wait(1)
            done.clear()
            batch = [arrived.pop(0) for _ in range(len(arrived))]
            file.write(b"\n".join(each.payload for each in batch))
            file.flush()
            os.fsync(file.fileno())
            for each in batch:
                client.ack(each.mid, each.qos)
            kept += len(batch)
    client.disconnect()
    client.loop_stop()


def _adapter(engine: EngineProcess, name: str) -> Drain:
    def drain(folder: Path, port: int, count: int, done: threading.Event) -> None:
        with ExitStack() as stack:
            surroundings, settings = _surroundings(stack, folder, port, engine, name, done)
            thread = threading.Thread(target=run_mqtt, args=(settings, surroundings))
            thread.start()
            try:
                stored = surroundings.feed.counts
                wait_until(lambda: stored["stored"] >= count, "all are stored", PATIENCE_S)
            finally:
                done.set()
                thread.join(10)

    return drain


def _surroundings(
    stack: ExitStack,
    folder: Path,
    port: int,
    engine: EngineProcess,
    name: str,
    stop: threading.Event,
) -> tuple[Surroundings, Any]:
    card, config = folder / "device.json", folder / "mqtt.toml"
    card.write_text(json.dumps(engine.enrol(name, "adapter")))
    config.write_text(f"[mqtt]\nport = {port}\nclient_id = 'sunra-1'\n")
    card.chmod(0o600)
    configuration = read_configuration(config, ("frigate", "onvif"))
    answered = stack.enter_context(Answered(folder / "answered.jsonl"))
    reporter = stack.enter_context(reporter_of(card, folder / "spool"))
    feed = stack.enter_context(Feed(reporter, configuration.book, answered, SystemClock()))
    return Surroundings(feed, folder, lambda _line: None, stop), prepare_mqtt(configuration)


def _burst(folder: Path, count: int, engine: EngineProcess) -> Figures:
    """As fast as can be sent, at a mosquitto that keeps what it keeps by default."""
    folder.mkdir()
    stop = threading.Event()
    with broker(folder / "broker", 0, "allow_anonymous true", "sys_interval 1") as port:
        _subscribed(port)
        with ExitStack() as stack:
            around, settings = _surroundings(stack, folder, port, engine, "mqtt-burst", stop)
            thread = threading.Thread(target=run_mqtt, args=(settings, around))
            thread.start()
            begun = time.time()
            flood(port, (object_message(n) for n in range(count)))
            sent_s = time.time() - begun
            dropped = _settled(port, around.feed, count)
            stop.set()
            thread.join(10)
            stored = around.feed.counts["stored"]
    return {
        "sent_per_s": round(count / sent_s), "stored": stored, "dropped_by_mosquitto": dropped,
        "lost": count - stored - dropped,
    }  # fmt: skip


def _settled(port: int, feed: Feed, count: int) -> int:
    """Wait until everything is stored or was dropped; how much was dropped."""
    dropped = 0

    def accounted() -> bool:
        nonlocal dropped
        if feed.counts["stored"] < count:
            dropped = dropped_by(port)
        return feed.counts["stored"] + dropped >= count

    wait_until(accounted, "every message is stored or dropped by the broker", 60)
    return dropped


if __name__ == "__main__":
    raise SystemExit(main())
