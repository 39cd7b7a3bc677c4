"""SEP1 as conversations: the engine without sockets, disk or real time, byte for byte.

A transcript's lines: `> TYPE {...}` a device says, `< TYPE {...}` the engine answers with these
fields at least, `+ 5000` so many milliseconds pass, `-` the engine says nothing. After each `>` or
`+` every answer must be named.
"""

import json
from datetime import timedelta
from typing import Any

import pytest

from console.domain.alerts.alert import Alert, AlertClass, Condition
from console.ports.door import Frames
from console.services.catalogue import read_catalogue
from console.services.desk.desk import Desk
from console.services.engine.engine import Engine
from console.settings import Settings
from tests.support.engine_doubles import START, MemoryDoors, MemoryStore, SetClock, device

ENVELOPE = {"id": "1", "source": "bell-1", "type": "bell.pressed", "boot": 1, "mono_ms": 0}
AT = START.isoformat()


class Conversation:
    """One engine in memory, and the devices that talk to it."""

    def __init__(self) -> None:
        self.clock = SetClock()
        self.store = MemoryStore(
            [device(), device("cam-1"), device("strict", allowed=("device.fault",))]
        )
        self.doors = MemoryDoors(self.clock)
        self.desk = Desk(read_catalogue())
        self.engine = Engine(self.desk, self.store, self.doors, self.clock, "engine-1")
        self.engine.start()

    def say(self, *frames: bytes, name: str = "bell-1") -> None:
        self.doors.edge.inward.append(Frames(b"r-" + name.encode(), name, frames))
        self.engine.step()

    def answers(self) -> list[tuple[str, dict[str, Any]]]:
        said, self.doors.edge.outward = self.doors.edge.outward, []
        for _, frames in said:
            assert frames[0] == b"SEP1"
            assert len(frames) == 3
        return [(frames[1].decode(), json.loads(frames[2])) for _, frames in said]

    def pass_ms(self, ms: int) -> None:
        end = self.clock.ms + ms
        while self.clock.ms < end:
            before = self.clock.ms
            self.engine.step()
            self.clock.ms = max(self.clock.ms, before + 50)

    def play(self, transcript: str, name: str = "bell-1") -> None:
        """Hold the engine to every line."""
        expected: list[tuple[str, dict[str, Any]]] = []
        moved = False
        for line in [*transcript.strip().splitlines(), "."]:
            mark, _, rest = line.strip().partition(" ")
            if mark in {">", "+", "."} and moved:
                self._compare(expected)
                expected = []
            moved = moved or mark in {">", "+"}
            if mark == ">":
                self._speak(rest, name)
            elif mark == "+":
                self.pass_ms(int(rest))
            elif mark == "<":
                kind, _, body = rest.partition(" ")
                expected.append((kind, json.loads(body or "{}")))

    def _speak(self, rest: str, name: str) -> None:
        kind, _, text = rest.partition(" ")
        body = json.loads(text)
        if kind == "EVENT":
            body = {**ENVELOPE, "time": AT, "id": f"id-{body.get('sequence')}", **body}
        if kind in {"HELLO", "STATE", "PING"}:
            body = {"time": AT, **body}
        self.say(b"SEP1", kind.encode(), json.dumps(body).encode(), name=name)

    def _compare(self, expected: list[tuple[str, dict[str, Any]]]) -> None:
        heard = self.answers()
        assert [kind for kind, _ in heard] == [kind for kind, _ in expected], heard
        for (_, said), (_, wanted) in zip(heard, expected, strict=True):
            assert {name: said.get(name) for name in wanted} == wanted

    def alerts(self) -> tuple[Alert, ...]:
        return self.desk.alerts()


def test_that_an_ordinary_connection_reads_as_the_page_says() -> None:
    Conversation().play("""
        > HELLO {"device": "bell-1", "boot": 1, "software": "1.4", "spooled": 0}
        < WELCOME {"device": "bell-1", "stored": 0, "heartbeat_ms": 1000, "max_bytes": 65536}
        > EVENT {"sequence": 1}
        < RECEIPT {"boot": 1, "stored": 1, "also": []}
        > PING {"mono_ms": 9}
        < PONG {"mono_ms": 9}
        > STATE {"source": "bell-1", "health": {"ok": true}}
        -
        > BYE {"reason": "battery"}
        -
    """)


def test_that_repeats_gaps_and_late_numbers_are_told_apart_r_msg_02_r_msg_05() -> None:
    room = Conversation()
    room.play("""
        > EVENT {"sequence": 1}
        < RECEIPT {"stored": 1, "also": []}
        > EVENT {"sequence": 1}
        < RECEIPT {"stored": 1, "also": []}
        > EVENT {"sequence": 4}
        < RECEIPT {"stored": 1, "also": [4]}
        + 4800
        -
        + 400
        < RESEND {"boot": 1, "from": 2, "to": 3}
        > EVENT {"sequence": 2}
        < RECEIPT {"stored": 2, "also": []}
        + 5200
        < RESEND {"boot": 1, "from": 3, "to": 3}
        > EVENT {"sequence": 3}
        < RECEIPT {"stored": 4, "also": []}
        + 6000
        -
    """)
    assert [row.event.sequence for row in room.store.events()] == [1, 4, 2, 3]


def test_that_a_hole_of_a_minute_is_named_and_still_filled_later_r_msg_05() -> None:
    room = Conversation()
    for number in (1, 2, 5):
        room.say(b"SEP1", b"EVENT", event(sequence=number))
    room.pass_ms(61_000)
    lost = [alert for alert in room.alerts() if alert.type == "device.message_loss"]
    assert [(alert.subject, alert.text) for alert in lost] == [
        ("bell-1", "Boot 1: messages 3 to 4 are missing.")
    ]
    room.answers()
    room.play("""
        > EVENT {"sequence": 3}
        < RECEIPT {"stored": 3, "also": []}
    """)


def test_that_every_boot_counts_for_itself() -> None:
    Conversation().play("""
        > EVENT {"sequence": 1}
        < RECEIPT {"boot": 1, "stored": 1}
        > HELLO {"device": "bell-1", "boot": 2}
        < WELCOME {"boot": 2, "stored": 0}
        > EVENT {"boot": 2, "sequence": 1}
        < RECEIPT {"boot": 2, "stored": 1}
        > EVENT {"boot": 1, "sequence": 2}
        < RECEIPT {"boot": 1, "stored": 2}
        > HELLO {"device": "bell-1", "boot": 1}
        < WELCOME {"boot": 1, "stored": 2}
    """)


def test_that_each_code_of_a_reject_is_used_as_the_page_says_r_if_04() -> None:
    room = Conversation()
    room.play("""
        > EVENT {"sequence": 0}
        < REJECT {"code": "malformed", "boot": 1, "sequence": null}
        > EVENT {"sequence": 1, "data": {"confidence": 7}}
        < REJECT {"code": "malformed", "boot": 1, "sequence": 1}
        > EVENT {"sequence": 2, "source": "cam-1"}
        < REJECT {"code": "identity", "boot": 1, "sequence": 2}
        > HELLO {"device": "cam-1", "boot": 1}
        < REJECT {"code": "identity"}
        > STATE {"source": "cam-1"}
        < REJECT {"code": "identity"}
        > EVENT {"sequence": 3}
        < RECEIPT {"stored": 3, "also": []}
    """)
    room.play(
        """
        > EVENT {"source": "strict", "sequence": 1}
        < REJECT {"code": "type_not_allowed", "boot": 1, "sequence": 1}
        > EVENT {"source": "strict", "sequence": 2, "type": "device.fault"}
        < RECEIPT {"stored": 2}
        """,
        name="strict",
    )
    room.say(b"SEP1", b"EVENT", event(sequence=4, data={"text": "x" * 70_000}))
    room.say(b"SEP9", b"EVENT", event(sequence=5))
    (_, large), (_, foreign) = room.answers()
    assert (large["code"], large["sequence"]) == ("too_large", 4)
    assert foreign["code"] == "unsupported_version"
    assert "security.identity" in {alert.type for alert in room.alerts()}
    assert len(room.store.quarantined()) == 8


def test_that_fields_of_a_later_minor_version_change_nothing_r_if_05() -> None:
    Conversation().play("""
        > HELLO {"device": "bell-1", "boot": 1, "mood": {"good": [1, null]}}
        < WELCOME {"stored": 0}
        > EVENT {"sequence": 1, "colour": "red", "data": {"wind_mps": 3.5, "location": null}}
        < RECEIPT {"stored": 1}
        > PING {"mono_ms": 1, "boot": "x"}
        < PONG {"mono_ms": 1}
        > BYE {"until": "tomorrow"}
        -
    """)


def event(**fields: object) -> bytes:
    return json.dumps({**ENVELOPE, "time": AT, **fields}).encode()


@pytest.mark.parametrize(
    "frames",
    [
        (), (b"",), (b"SEP1",), (b"SEP1", b"EVENT"), (b"", b"SEP1", b"BYE", b"{}"),
        (b"SEP1", b"ALARM", b"{}"), (b"SEP1", b"event", event(sequence=1)),
        (b"SEP1", b"BYE", b"{}", b""), (b"SEP1", b"EVENT", event(sequence=1), b"surplus"),
        (b"SEP1", b"WELCOME", b"{}"),
    ],
)  # fmt: skip
def test_that_frames_of_another_shape_are_rejected(frames: tuple[bytes, ...]) -> None:
    room = Conversation()
    room.say(*frames)
    ((kind, body),) = room.answers()
    assert kind == "REJECT"
    assert body["code"] in {"malformed", "unsupported_version"}


def test_that_a_condition_is_known_by_source_type_and_subject() -> None:
    room = Conversation()
    for number, (subject, condition) in enumerate(
        [("zone-1", "active"), ("zone-2", "active"), (None, "active"), ("zone-1", "cleared")], 1
    ):
        body = {"type": "analytics.crowd", "condition": condition, "sequence": number}
        room.say(b"SEP1", b"EVENT", event(**body, **({"subject": subject} if subject else {})))
    states = {alert.subject: alert.condition for alert in room.alerts()}
    assert states == {
        "zone-1": Condition.CLEARED, "zone-2": Condition.ACTIVE, None: Condition.ACTIVE,
    }  # fmt: skip


def test_that_an_event_is_a_point_when_it_does_not_say_and_born_cleared() -> None:
    room = Conversation()
    room.say(b"SEP1", b"EVENT", event(sequence=1))
    (alert,) = room.alerts()
    assert alert.condition is Condition.CLEARED


def test_that_positions_outside_the_world_at_null_island_or_older_are_left_out() -> None:
    room = Conversation()
    fix = {"unit": "u", "time": AT, "lat": 37.5, "lon": 127.0}
    older = (START - timedelta(seconds=1)).isoformat()
    wrong = [
        {**fix, "unit": "v", "lat": 91}, {**fix, "unit": "w", "lat": 0, "lon": 0},
        {**fix, "time": older, "lat": 36.0},
    ]  # fmt: skip
    body = {"source": "bell-1", "time": AT, "positions": [fix, *wrong]}
    room.say(b"SEP1", b"STATE", json.dumps(body).encode())
    assert [(each.unit, each.place.lat) for each in room.desk.positions()] == [("u", 37.5)]
    assert room.engine.counters()["positions_left_out"] == 3
    assert room.answers() == []


def test_that_a_device_that_said_bye_is_not_missed_and_one_that_did_not_is() -> None:
    for last, missed in ((b"BYE", False), (b"PING", True)):
        room = Conversation()
        body = b"{}" if last == b"BYE" else json.dumps({"mono_ms": 1, "time": AT}).encode()
        room.say(b"SEP1", last, body)
        room.pass_ms(200_000)
        assert ("device.silent" in {alert.type for alert in room.alerts()}) is missed


@pytest.mark.parametrize(
    ("off_s", "shown", "alerted"), [(0, 0, False), (30, 30, False), (90, 90, True)]
)
def test_that_a_wrong_clock_is_shown_and_above_a_minute_told(
    off_s: int, shown: int, alerted: bool
) -> None:
    room = Conversation()
    for number in range(3):
        time = (room.clock.now() + timedelta(seconds=off_s)).isoformat()
        body = {"mono_ms": number, "time": time}
        room.say(b"SEP1", b"PING", json.dumps(body).encode())
        room.pass_ms(500)
    (link,) = [each for each in room.desk.links() if each.device == "bell-1"]
    assert link.skew_s is not None
    assert abs(link.skew_s - shown) < 1
    assert ("device.clock" in {alert.type for alert in room.alerts()}) is alerted


def test_that_the_catalogue_knows_every_type_of_the_page_in_its_class() -> None:
    classes = {
        AlertClass.ANALYTICS: "loitering intrusion crowd abandonment arson line_crossing "
        "missing_person vehicle",
        AlertClass.FIELD: "patrol.hazard patrol.incident patrol.checkpoint escort.requested "
        "escort.met escort.arrived escort.cancelled escort.no_show detail.on_post detail.off_post "
        "detail.approach detail.restrained",
        AlertClass.TECHNICAL: "device.tamper device.low_battery device.fault camera.lost "
        "camera.obstructed locker.fault locker.overdue locker.tamper",
    }
    known = read_catalogue().types
    for kind, names in classes.items():
        for name in names.split():
            full = name if "." in name else f"analytics.{name}"
            assert known[full].alert_class is kind, full
    own = (
        "device.silent device.message_loss device.clock security.identity escort.overdue "
        "escort.deviation team.separated unit.stale detail.gap detail.ending patrol.missed"
    )
    assert set(own.split()) <= known.keys()


def test_that_the_door_is_at_the_address_of_the_page_unless_told_otherwise() -> None:
    assert Settings().door == "tcp://127.0.0.1:5571"


def test_that_a_device_that_counts_anew_loses_nothing_and_is_named_r_msg_02() -> None:
    room = Conversation()
    room.play("""
        > HELLO {"device": "bell-1", "boot": 7}
        < WELCOME {"stored": 0}
        > EVENT {"boot": 7, "sequence": 1, "id": "old-1"}
        < RECEIPT {"boot": 7, "stored": 1}
        > HELLO {"device": "bell-1", "boot": 3}
        < WELCOME {"boot": 3, "stored": 0}
        > EVENT {"boot": 7, "sequence": 1, "id": "old-1"}
        < RECEIPT {"boot": 7, "stored": 1}
        > EVENT {"boot": 7, "sequence": 1, "id": "new-1", "data": {"text": "help"}}
        < REJECT {"code": "identity", "boot": 7, "sequence": 1}
        > EVENT {"boot": 7, "sequence": 1, "id": "new-1", "data": {"text": "help"}}
        < REJECT {"code": "identity", "boot": 7, "sequence": 1}
    """)
    assert [row.event.id for row in room.store.events()] == ["old-1"]
    assert len(room.store.quarantined()) == 1
    raised = [alert.type for alert in room.desk.alerts()]
    assert sorted(raised) == ["bell.pressed", "bell.pressed", "device.fault", "security.identity"]
    assert "help" in [alert.text for alert in room.desk.alerts()]
    fault = next(alert for alert in room.desk.alerts() if alert.type == "device.fault")
    assert "boot 3 after boot 7" in fault.text


def test_that_an_event_before_hello_is_taken_like_any_other() -> None:
    room = Conversation()
    room.play("""
        > EVENT {"sequence": 1}
        < RECEIPT {"boot": 1, "stored": 1}
        > HELLO {"device": "bell-1", "boot": 1}
        < WELCOME {"stored": 1}
    """)
    assert len(room.store.events()) == 1
