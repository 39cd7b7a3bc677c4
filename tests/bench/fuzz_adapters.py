"""A hundred thousand hostile messages through each adapter, honest ones among them (R-IF-04).

Run as `python -m tests.bench.fuzz_adapters [--messages N] [--seed N] [ADAPTER ...]`. The adapters
are the real processes, with a real engine behind them and what they speak before them: a mosquitto,
TCP and UDP, HTTPS, a camera. Passed when each adapter lives, every honest message became an alert,
every other one is counted by name, and its memory at the end is within a fifth of what it was after
a fifth of the messages. JSON on stdout; exit code 1 when an adapter broke.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import re
import socket
import ssl
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from random import Random
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import paho.mqtt.client as paho
import psutil
from paho.mqtt.enums import CallbackAPIVersion

from backends.commands.parts import records_of
from tests.e2e.conftest import EngineProcess
from tests.e2e.test_adapters import adapter
from tests.e2e.test_foreign_samples import samples
from tests.support.broker import broker
from tests.support.hostile_payloads import CURSED, hostile
from tests.support.panel import Panel, framed
from tests.support.processes import Program, wait_until
from tests.support.pull_point_camera import pull_point_camera, stamp
from tests.unit.test_adapter_cap import cap
from tests.unit.test_adapter_frigate import EVENT, REVIEW

MESSAGES = 100_000
ROUNDS = 20
TOKEN = "a-token-for-hostile-posts"
MARK = re.compile(r"honest-\d+|BELL/1/9\d{3}")
Throw = Callable[[int, int], None]
"""Throw so many hostile messages, then one honest message of that number."""


class Run:
    """One adapter under fire: its process, its memory, the honest messages of each round."""

    def __init__(self, name: str, engine: EngineProcess, messages: int) -> None:
        self.name = name
        self.engine = engine
        self.messages = messages
        self.memory_mib: list[float] = []
        self.counts: dict[str, int] = {}
        self._seen = 0
        self._honest: set[str] = set()

    def go(self, program: Program, throw: Throw) -> None:
        """All rounds; an honest message must come through after each."""
        process = psutil.Process(program.process.pid)
        for number in range(ROUNDS):
            throw(self.messages // ROUNDS, number)
            wait_until(partial(self._came, number), f"{self.name}: honest {number}", 300)
            self.memory_mib.append(round(process.memory_info().rss / 2**20, 1))
            print(f"{self.name}: {number + 1}/{ROUNDS}, {self.memory_mib[-1]} MiB", file=sys.stderr)
        program.process.terminate()
        self.counts = program.json_line("ended")["counts"]

    def _came(self, number: int) -> bool:
        self._honest |= {mark for each in self._news() for mark in MARK.findall(json.dumps(each))}
        return bool({f"honest-{number}", f"BELL/1/9{number:03d}"} & self._honest)

    def _news(self) -> Iterator[Mapping[str, object]]:
        """Events stored since the last look."""
        with records_of(Namespace(data=self.engine.data)) as reader:
            for each in reader.events(self._seen):
                self._seen = int(str(each["row"]))
                yield each

    @property
    def passed(self) -> bool:
        """Whether it lived, and its memory stayed."""
        early, last = self.memory_mib[ROUNDS // 5 - 1], self.memory_mib[-1]
        return len(self.memory_mib) == ROUNDS and last <= early * 1.2

    def report(self) -> dict[str, Any]:
        """For machines."""
        memory = [self.memory_mib[ROUNDS // 5 - 1], self.memory_mib[-1]]
        return {"passed": self.passed, "memory_mib": memory, "counts": self.counts}


# --- MQTT ----------------------------------------------------------------------------------------

TOPICS = (
    "frigate/events", "frigate/reviews", "frigate/available", "frigate/gate/status/detect",
    "frigate/gate/person", "frigate/gate/audio/scream", "axis/gate/event/tns:axis/X/Y",
    "gate/onvif-ej/RuleEngine/LineDetector/Crossed", "gate/onvif-ej/Device/Trigger/DigitalInput",
    "gate/onvif-ej/RuleEngine/FieldDetector/ObjectsInside/&1",
)  # fmt: skip
ONVIF = {
    "UtcTime": "2026-03-01T12:00:00Z", "PropertyOperation": "Changed",
    "Source": {"VideoSource": "1", "Rule": "A"}, "Key": {}, "Data": {"IsInside": "true"},
}  # fmt: skip


def _mqtt(run: Run, folder: Path, seed: int) -> None:
    samples = [
        json.dumps({"type": "new", "before": e, "after": e}).encode() for e in (EVENT, REVIEW)
    ]
    chance, payloads = Random(seed), hostile([*samples, json.dumps(ONVIF).encode()], seed)
    lines = ("allow_anonymous true", "max_queued_messages 0", "message_size_limit 2000000")
    with broker(folder / "broker", 0, *lines) as port:
        config = f"[mqtt]\nport = {port}\nclient_id = 'sunra-fuzz'\n"
        client = paho.Client(CallbackAPIVersion.VERSION2)
        client.connect("127.0.0.1", port)
        client.loop_start()

        def throw(count: int, number: int) -> None:
            sent = [
                client.publish(chance.choice(TOPICS), next(payloads), chance.randint(0, 2))
                for _ in range(count)
            ]
            for each in sent:
                each.wait_for_publish(120)
            after = {**EVENT, "id": f"honest-{number}"}
            client.publish("frigate/events", json.dumps({"type": "new", "after": after}), 1)

        with _started(run, "mqtt", config) as (program, _):
            run.go(program, throw)
        client.disconnect()
        client.loop_stop()


# --- SIA DC-09 -----------------------------------------------------------------------------------

PANELS = '[dc09]\nport = 0\n[panels."1234"]\nid = "BELL"\n[panels."AB"]\nid = "B"\nkey = "%s"\n'
SAID = ("#1234|Nri1/PA05]", "#1234|1110 00 129]", "]", "#AB|Nri0/BA1^x^][X127.1E][Y37N]")


def _dc09(run: Run, folder: Path, seed: int) -> None:
    frames = [
        framed(f'"{kind}"0001R0L0#1234[{said}') for kind in ("SIA-DCS", "ADM-CID") for said in SAID
    ]
    payloads, chance = hostile(frames, seed), Random(seed)
    with _started(run, "dc09", PANELS % ("k" * 16)) as (program, ready):
        door = ("127.0.0.1", ready["port"])

        def throw(count: int, number: int) -> None:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as lone:
                for start in range(0, count, 100):
                    _send(
                        door,
                        lone,
                        chance,
                        list(itertools.islice(payloads, min(100, count - start))),
                    )
            panel = Panel(ready["port"])
            panel.sequence = number
            assert panel.say("SIA-DCS", f"#1234|Nri1/PA9{number:03d}]").startswith('"ACK"')
            panel.close()

        run.go(program, throw)


def _send(door: tuple[str, int], lone: socket.socket, chance: Random, frames: list[bytes]) -> None:
    """Half over a connection of their own, with true checksums for half of these."""
    with socket.create_connection(door, 20) as line:
        line.settimeout(20)
        for each in frames:
            if chance.random() < 0.3 and len(each) < 60_000:
                lone.sendto(each, door)
                continue
            body = each.decode("latin-1")[9:-1][:3_000]
            try:
                line.sendall(framed(body) if chance.random() < 0.5 else each)
            except OSError:  # it was cut, as it may be
                return


# --- webhook -------------------------------------------------------------------------------------

POSTS = (
    f"[webhook]\nport = 0\n[webhook.sources.a]\ntoken = '{TOKEN}'\nrate = 10000\nburst = 100000\n"
)
KINDS = ("application/json", "application/json", "application/cap+xml", "text/xml", "text/plain")
POSTED = {
    "type": "bell.pressed", "id": "7", "time": "2026-03-01T12:00:00Z", "camera": "gate",
    "data": {"location": {"lat": 37.5, "lon": 127.0}, "text": "도움"}, "alerts": [],
}  # fmt: skip


def _webhook(run: Run, folder: Path, seed: int) -> None:
    payloads, chance = hostile([json.dumps(POSTED).encode(), cap(), b"[{}]"], seed), Random(seed)
    with _started(run, "webhook", POSTS) as (program, ready):
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        port, answers = ready["port"], dict[int, int]()

        def throw(count: int, number: int) -> None:
            line = http.client.HTTPSConnection("127.0.0.1", port, timeout=60, context=context)
            for _ in range(count):
                try:
                    status = _posted(line, next(payloads), chance.choice(KINDS))
                except (http.client.HTTPException, OSError):  # it was cut: a new one
                    line.close()
                    status = 0
                answers[status] = answers.get(status, 0) + 1
            honest = {"type": "bell.pressed", "id": f"h{number}", "subject": f"honest-{number}"}
            assert _posted(line, json.dumps(honest).encode(), "application/json") == 202
            line.close()

        run.go(program, throw)
    run.counts |= {f"answered_{status}": count for status, count in sorted(answers.items())}


def _posted(line: http.client.HTTPSConnection, body: bytes, kind: str) -> int:
    line.request(
        "POST", "/v1/events", body, {"Content-Type": kind, "Authorization": f"Bearer {TOKEN}"}
    )
    answer = line.getresponse()
    answer.read()
    return answer.status


# --- ONVIF ---------------------------------------------------------------------------------------


def _onvif(run: Run, folder: Path, seed: int) -> None:
    chance, known = (
        Random(seed),
        [each for one in samples("pull_point") for each in one.row["messages"]],
    )
    with pull_point_camera() as camera:
        config = f"[onvif]\n[[onvif.camera]]\nname = 'gate'\naddress = '{camera.address}'\n"

        def throw(count: int, number: int) -> None:
            if number < 3:  # each costs a wait of its own before the camera is asked again
                camera.waiting.put("<an answer that is no XML")
            for start in range(0, count, 100):
                some = range(start, min(count, start + 100))
                camera.waiting.put("".join(_notice(chance, chance.choice(known)) for _ in some))
                wait_until(camera.waiting.empty, "the adapter pulls", 120)
            # In an answer of its own: one that is cut for its size takes all in it along.
            before = camera.pulled
            wait_until(lambda: camera.pulled > before, "the adapter pulls again", 120)
            camera.waiting.put(CROSSED.format(f"honest-{number}", stamp()))

        with _started(run, "onvif", config) as (program, _):
            run.go(program, throw)


CROSSED = (
    "<wsnt:NotificationMessage><wsnt:Topic>tns1:RuleEngine/LineDetector/Crossed</wsnt:Topic>"
    '<wsnt:Message><tt:Message UtcTime="{1}"><tt:Source><tt:SimpleItem Name="Rule" Value="{0}"/>'
    "</tt:Source><tt:Data/></tt:Message></wsnt:Message></wsnt:NotificationMessage>"
)
VALUE = re.compile(r'="[^"]*"|>[^<>]+<')


def _notice(chance: Random, known: str) -> str:
    """A notification in which some texts are something else; elements may be missing or doubled."""
    text = known.replace("{now}", stamp())
    for found in chance.sample(spots := list(VALUE.finditer(text)), min(2, len(spots))):
        cursed = "".join(c for c in str(chance.choice(CURSED)) if c.isprintable())
        fresh = f"={quoteattr(cursed)}" if found[0].startswith("=") else f">{escape(cursed)}<"
        text = text.replace(found[0], fresh, 1)
    if chance.random() < 0.2:
        text = text.replace("tt:Data", "tt:Datum").replace("tt:Source", "tt:Sauce")
    return text


def _started(run: Run, protocol: str, config: str) -> Any:  # noqa: ANN401 -- a context manager
    card = run.engine.enrol(f"fuzz-{run.name}", "adapter")
    return adapter(run.engine, protocol, config, card)


ALL: dict[str, Callable[[Run, Path, int], None]] = {
    "mqtt": _mqtt, "dc09": _dc09, "webhook": _webhook, "onvif": _onvif,
}  # fmt: skip


def main() -> int:
    """Each adapter named, one after the other."""
    words = argparse.ArgumentParser()
    words.add_argument("adapters", nargs="*", default=list(ALL))
    words.add_argument("--messages", type=int, default=MESSAGES)
    words.add_argument("--seed", type=int, default=1)
    asked = words.parse_args()
    runs = list(_runs(asked.adapters, asked.messages, asked.seed))
    print(json.dumps({run.name: run.report() for run in runs}, indent=2))
    return 0 if all(run.passed for run in runs) else 1


def _runs(names: list[str], messages: int, seed: int) -> Iterator[Run]:
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            engine = EngineProcess(Path(folder) / "data")
            engine.start()
            try:
                run = Run(name, engine, messages)
                ALL[name](run, Path(folder), seed)
            finally:
                engine.stop()
            yield run


if __name__ == "__main__":
    raise SystemExit(main())
