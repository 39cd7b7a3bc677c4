"""The webhook over real HTTPS, with an HTTP client of the standard library."""

from __future__ import annotations

import gzip
import http.client
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from backends.adapters import webhook
from backends.adapters.answered import Answered
from backends.adapters.feed import Feed
from backends.adapters.frame import Surroundings
from backends.adapters.settings import read_configuration
from backends.adapters.webhook_run import prepare_webhook, run_webhook
from backends.system.clock import SystemClock
from tests.support.feed_doubles import HeldReporter
from tests.support.processes import wait_until
from tests.unit.test_adapter_cap import BOMB, cap

TOKEN, OTHER = "a-token-of-the-city-app", "another-token-of-a-slow-one"
CONFIG = f"""
format = 1
[webhook]
port = 0
[webhook.sources.app]
token = "{TOKEN}"
[webhook.sources.slow]
token = "{OTHER}"
rate = 0.01
burst = 1
fields = {{ kind = "alarm.code", time = "alarm.at", lat = "pos.0", camera = "alarm.cam" }}
[cameras.gate]
id = "CAM-3"
lat = 37.55
lon = 127.04
"""


class Served:
    """A webhook in a thread of its own; the test plays the engine."""

    def __init__(self, folder: Path) -> None:
        path = folder / "webhook.toml"
        path.write_text(CONFIG, encoding="utf-8")
        path.chmod(0o600)
        configuration = read_configuration(path, ("webhook", "cap"))
        settings = prepare_webhook(configuration)
        self.engine = HeldReporter(at_once=True)
        self.folder = folder
        self.said: dict[str, Any] = {}
        self._ready, self._stop = threading.Event(), threading.Event()
        self._answered = Answered(folder / "answered.jsonl")
        self.feed = Feed(self.engine, configuration.book, self._answered, SystemClock())
        self.feed.start()
        around = Surroundings(self.feed, folder, self._announce, self._stop)
        self._thread = threading.Thread(target=run_webhook, args=(settings, around), name="webhook")
        self._thread.start()
        assert self._ready.wait(10)

    def _announce(self, line: Any) -> None:  # noqa: ANN401
        self.said.update(line)
        self._ready.set()

    def post(
        self, body: bytes | dict[str, Any] | list[Any], *, token: str = TOKEN,
        kind: str = "application/json", **headers: str,
    ) -> tuple[int, dict[str, Any], dict[str, str]]:  # fmt: skip
        """POST; the status, the JSON and the headers of the answer."""
        return self.ask("POST", body, token=token, kind=kind, **headers)

    def ask(
        self, verb: str, body: bytes | dict[str, Any] | list[Any], *, token: str = TOKEN,
        kind: str = "application/json", **headers: str,
    ) -> tuple[int, dict[str, Any], dict[str, str]]:  # fmt: skip
        """The same with another method; an answer without a body is empty."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"Content-Type": kind, "Authorization": f"Bearer {token}"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        trusted = ssl.create_default_context(cafile=str(self.folder / "certificate.pem"))
        line = http.client.HTTPSConnection(
            "localhost", self.said["port"], timeout=20, context=trusted
        )
        try:
            line.request(verb, "/v1/events", raw, sent)
            answer = line.getresponse()
            return answer.status, json.loads(answer.read() or b"{}"), dict(answer.getheaders())
        finally:
            line.close()

    def close(self) -> None:
        self._stop.set()
        self._thread.join(15)
        self.feed.close()
        self._answered.close()
        assert not self._thread.is_alive()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    started = Served(tmp_path)
    yield started
    started.close()


def test_that_an_event_is_accepted_after_the_engines_receipt(served: Served) -> None:
    served.engine.at_once = False
    answers: list[int] = []
    event = {"type": "bell.pressed", "time": "2026-03-01T12:00:00Z", "camera": "gate"}
    post = threading.Thread(target=lambda: answers.append(served.post(event)[0]))
    post.start()
    wait_until(lambda: served.engine.waiting == 1, "the report")
    assert answers == []
    served.engine.settle()
    post.join(10)
    assert answers == [202]
    (report,) = served.engine.reports
    assert report.type == "bell.pressed"
    assert report.data["cameras"] == ["CAM-3"]
    assert report.data["location"] == {"lat": 37.55, "lon": 127.04}
    assert str(report.time) == "2026-03-01 12:00:00+00:00"


@pytest.mark.parametrize(
    ("event", "kind", "condition", "lat"),
    [
        ({"type": "sos.app", "data": {"location": {"lat": 37.5, "lon": 127.0}}}, "sos.app",
         "point", 37.5),
        ({"specversion": "1.0", "type": "fire", "source": "/x", "id": "1",
          "data": {"latitude": 37.4, "longitude": 127.0}}, "analytics.fire", "point", 37.4),
        ({"event": "panic", "timestamp": 1772366400, "lat": "37.3", "lng": "127.0"}, "sos.app",
         "point", 37.3),
        ({"event_type": "intrusion", "state": "on", "device_id": "s-1",
          "geometry": {"type": "Point", "coordinates": [127.0, 37.2]}}, "analytics.intrusion",
         "active", 37.2),
        ({"type": "flood.sensor", "condition": "cleared", "location": {"lat": 37.1, "lon": 127}},
         "webhook.flood_sensor", "cleared", 37.1),
    ],
)  # fmt: skip
def test_that_common_shapes_become_events_with_their_place(
    served: Served, event: dict[str, Any], kind: str, condition: str, lat: float
) -> None:
    assert served.post(event)[0] == 202
    (report,) = served.engine.reports
    assert (report.type, report.condition) == (kind, condition)
    assert report.data["location"]["lat"] == lat


def test_that_a_source_may_name_its_own_members(served: Served) -> None:
    body = {"alarm": {"code": "fire", "at": 1772366400, "cam": "gate"}}
    assert served.post(body, token=OTHER)[0] == 202
    assert served.engine.types() == [("analytics.fire", "point", None)]
    status, problem, headers = served.post(body, token=OTHER)
    assert status == 429
    assert int(headers["Retry-After"]) >= 1
    assert "requests a second" in problem["detail"]


def test_that_cap_is_taken_and_its_bombs_are_not(served: Served) -> None:
    assert served.post(cap(), kind="application/cap+xml")[0] == 202
    assert served.engine.types() == [("analytics.fire", "active", "app/A1")]
    status, problem, _ = served.post(BOMB, kind="application/xml")
    assert status == 422
    assert "entities" in problem["detail"]


def test_that_the_same_id_is_the_same_event(served: Served) -> None:
    event = {"type": "sos.app", "id": "e-1"}
    assert served.post(event)[1]["events"][0]["result"] == "stored"
    assert served.post(event)[1]["events"][0]["result"] == "known"
    plain = {"type": "sos.app"}
    assert served.post(plain, Idempotency_Key="k-1")[0] == 202
    assert served.post(plain, Idempotency_Key="k-1")[1]["events"][0]["result"] == "known"
    assert len(served.engine.reports) == 2
    served.post(plain)
    served.post(plain)
    assert len(served.engine.reports) == 4


@pytest.mark.parametrize(
    ("body", "kind", "token", "status", "words"),
    [
        (b"{}", "application/json", "wrong", 401, "Bearer"),
        (b"help", "text/plain", TOKEN, 415, "text/plain"),
        (b"{}", "image/png", TOKEN, 415, "image/png"),
        (b"{", "application/json", TOKEN, 422, "not JSON"),
        (b"[]", "application/json", TOKEN, 422, "list of 1 to 100"),
        (b'{"time":"yesterday"}', "application/json", TOKEN, 422, "no type"),
        (b'{"type":"x","time":NaN}', "application/json", TOKEN, 422, "NaN"),
        (b"[" * 200_000, "application/json", TOKEN, 422, ""),
        (b" " * ((1 << 20) + 1), "application/json", TOKEN, 413, "1048576"),
    ],
)
def test_that_every_refusal_says_what_is_wrong(
    served: Served, body: bytes, kind: str, token: str, status: int, words: str
) -> None:
    found, problem, headers = served.post(body, kind=kind, token=token)
    assert found == status
    assert headers["Content-Type"].startswith("application/problem+json")
    assert words in problem["detail"]
    assert served.engine.reports == []


def test_that_other_methods_are_told_which_there_are(served: Served) -> None:
    assert served.ask("OPTIONS", b"")[0] == 204
    for verb in ("HEAD", "GET", "PUT", "DELETE", "TRACE"):
        status, _, headers = served.ask(verb, b"")
        assert (status, headers["Allow"]) == (405, "OPTIONS,POST")


def test_that_packed_bodies_are_read_and_spoilt_ones_refused_in_words(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    packed = gzip.compress(b'{"type": "sos.app"}')
    assert served.post(packed, Content_Encoding="gzip")[0] == 202
    status, problem, _ = served.post(b"\x1f\x8b" + packed, Content_Encoding="gzip")
    assert (status, "Content-Encoding" in problem["detail"]) == (400, True)
    bomb = gzip.compress(b"[" + b" " * 4_000_000 + b"]")
    assert served.post(bomb, Content_Encoding="gzip")[0] == 413
    assert len(served.engine.reports) == 1
    assert [each.exc_info for each in caplog.records if each.exc_info] == []


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_that_a_body_says_what_it_is_where_its_sender_does_not(served: Served, kind: str) -> None:
    assert served.post({"type": "sos.app"}, kind=kind)[0] == 202
    assert served.post(cap(), kind=kind)[0] == 202
    assert len(served.engine.reports) == 2


def test_that_wrong_tokens_are_slowed_down(served: Served) -> None:
    answers = [served.post(b"{}", token=f"guess-{n}")[0] for n in range(12)]
    assert answers[:10] == [401] * 10
    assert answers[10:] == [429] * 2


def test_that_an_engine_that_does_not_answer_is_told_with_a_time_to_come_again(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "ENGINE_WITHIN_S", 0.2)
    served.engine.at_once = False
    event = {"type": "sos.app", "id": "e-9"}
    status, _, headers = served.post(event)
    assert (status, headers["Retry-After"]) == (503, "1")
    served.engine.settle()
    wait_until(lambda: not served.feed.waiting, "the engine's word is noted")
    assert served.post(event)[1]["events"][0]["result"] == "known"
    assert len(served.engine.reports) == 1


def test_that_idle_connections_leave_others_served(served: Served) -> None:
    idle = [socket.create_connection(("127.0.0.1", served.said["port"])) for _ in range(300)]
    try:
        assert served.post({"type": "sos.app"})[0] == 202
    finally:
        for each in idle:
            each.close()


def test_that_what_is_no_http_is_counted_and_told_in_one_line(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    trusted = ssl.create_default_context(cafile=str(served.folder / "certificate.pem"))
    for noise in (b"POST \xff / \xff", b"GET / HTTP/9.9\0", b"POST /v1/events BANANA/1.1"):
        with (
            socket.create_connection(("localhost", served.said["port"]), 20) as raw,
            trusted.wrap_socket(raw, server_hostname="localhost") as line,
        ):
            line.sendall(noise + b"\r\n\r\n")
            with suppress(OSError):
                line.recv(1_000)
    assert served.post({"type": "bell.pressed"})[0] == 202
    served.close()
    assert served.said["counts"]["no_http"] == 3
    told = [each for each in caplog.records if each.name == "adapter.webhook.http"]
    assert [each.exc_info for each in told] == [None]


def test_that_a_chain_of_cap_survives_a_restart_of_the_webhook(tmp_path: Path) -> None:
    first = "ops@district.example,A1,2026-03-01T21:00:00+09:00"
    told = []
    for body in (cap("A1"), cap("A2", "Cancel", references=f"<references>{first}</references>")):
        served = Served(tmp_path)
        try:
            assert served.post(body, kind="application/cap+xml")[0] == 202
            (report,) = served.engine.reports
            told.append((report.type, report.condition, report.subject))
        finally:
            served.close()
    assert told == [
        ("analytics.fire", "active", "app/A1"),
        ("analytics.fire", "cleared", "app/A1"),
    ]


def test_that_the_list_of_an_alerting_program_is_its_events(served: Served) -> None:
    alerts = [
        {"status": "firing", "labels": {"alertname": "Fire", "camera": "gate"}},
        {"status": "resolved", "labels": {"alertname": "Smoke"}},
    ]
    status, answer, _ = served.post({"version": "4", "alerts": alerts})
    assert (status, len(answer["events"])) == (202, 2)
    assert {each.condition for each in served.engine.reports} == {"active", "cleared"}
