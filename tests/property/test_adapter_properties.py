"""Whatever bytes a foreign system sends: no adapter falls, none holds more than its bounds."""

import json
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from backends.adapters.axis import AxisReader
from backends.adapters.cap import read_cap
from backends.adapters.conditions import Conditions
from backends.adapters.dc09_cipher import decrypted, encrypted
from backends.adapters.dc09_content import read_content
from backends.adapters.dc09_frame import FrameBuffer, framed, read_frame
from backends.adapters.dc09_panels import Dc09Settings, Panel
from backends.adapters.dc09_receiver import Dc09Receiver
from backends.adapters.frigate import FrigateReader
from backends.adapters.frigate_open import MOST_OPEN, Openings
from backends.adapters.loose import Unreadable, parse_object
from backends.adapters.profile_m import ProfileMReader
from backends.adapters.rules import Origin, RuleBook
from backends.adapters.settings import SHIPPED, read_rules
from backends.adapters.sighting import Sighting
from backends.adapters.webhook_json import read_event
from console.wire.codec import decode_device, encode_device
from console.wire.sep1 import Event
from resources.locator import resource
from tests.unit.test_adapter_cap import cap
from tests.unit.test_adapter_frigate import EVENT, REVIEW

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
BOOK = RuleBook(
    [rule for name in SHIPPED for rule in read_rules(resource("adapters", f"{name}.toml"))]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


def is_lawful(found: Sighting) -> None:
    """A sighting becomes an event that the engine's own codec takes."""
    report = BOOK.report_of(found, NOW)
    if report is None:
        return
    event = Event(
        id=report.id or "x", source="adapter", type=report.type, time=report.time or NOW, boot=1,
        sequence=1, mono_ms=0, condition=report.condition, subject=report.subject,
        drill=report.drill, data=dict(report.data),
    )  # fmt: skip
    read_back = decode_device(encode_device(event))
    assert isinstance(read_back, Event), read_back


def mutated(example: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """The example with some members, at two depths, replaced by anything."""
    inner = st.dictionaries(st.sampled_from(sorted(example)), JSON, max_size=3)
    return inner.map(lambda wrong: {**example, **wrong})


def frigate() -> FrigateReader:
    return FrigateReader("frigate", Openings(BOOK), lambda _: (1280, 720))


@given(st.sampled_from(["events", "reviews", "available"]), st.binary(max_size=200))
def test_that_any_bytes_at_frigates_topics_are_refused_or_read(name: str, body: bytes) -> None:
    try:
        for found in frigate().read(f"frigate/{name}", body):
            is_lawful(found)
    except Unreadable:
        pass


@given(
    st.sampled_from(["yard/person", "yard/audio/fire", "yard/status/detect", "yard/motion"])
    | st.text(max_size=30),
    st.binary(max_size=40) | st.sampled_from([b"1", b"0", b"ON", b"OFF", b"offline"]),
)
def test_that_any_bytes_at_frigates_cameras_are_left_out_or_lawful(name: str, body: bytes) -> None:
    try:
        for found in frigate().read(f"frigate/{name}", body):
            is_lawful(found)
    except Unreadable:
        pass


@given(st.text(max_size=40), JSON, JSON, JSON)
def test_that_any_json_of_an_axis_camera_is_refused_or_lawful(
    topic: str, time: object, source: object, data: object
) -> None:
    message = {"source": source, "key": source, "data": data}
    body = {"topic": topic, "timestamp": time, "serial": source, "message": message}
    reader = AxisReader((), BOOK, Conditions())
    for payload in (body, {**body, "message": data}, {"connected": data}):
        try:
            for found in reader.read(f"{topic}/event/connection", json.dumps(payload).encode()):
                is_lawful(found)
            for found in reader.read("axis/1/event/x", json.dumps(payload).encode()):
                is_lawful(found)
        except Unreadable:
            continue


TOPICS = st.sampled_from(["events", "reviews"])
STAGES = st.sampled_from(["new", "update", "end"])


@given(st.lists(st.tuples(TOPICS, STAGES, mutated(EVENT) | mutated(REVIEW)), max_size=6))
def test_that_any_members_of_frigates_messages_are_refused_or_lawful(
    messages: list[tuple[str, str, dict[str, Any]]],
) -> None:
    reader = frigate()
    for name, what, after in messages:
        body = json.dumps({"type": what, "after": after}).encode()
        try:
            for found in reader.read(f"frigate/{name}", body):
                is_lawful(found)
        except Unreadable:
            continue


def test_that_the_memory_of_open_objects_is_bounded() -> None:
    openings = Openings(BOOK)
    reader = FrigateReader("frigate", openings, lambda _: (0, 0))
    for number in range(MOST_OPEN + 50):
        body = {"type": "new", "after": {**EVENT, "id": f"{number}"}}
        reader.read("frigate/events", json.dumps(body).encode())
    assert len(openings) == MOST_OPEN


@given(st.text(max_size=40), JSON, JSON, JSON)
def test_that_any_onvif_json_is_refused_or_lawful(
    local: str, source: object, data: object, time: object
) -> None:
    body = json.dumps({"UtcTime": time, "Source": source, "Key": source, "Data": data}).encode()
    reader = ProfileMReader((), BOOK, Conditions())
    try:
        for found in reader.read(f"cam/onvif-ej/{local}", body):
            is_lawful(found)
    except Unreadable:
        pass


MEMBERS = "type time lat lon data location id zones boxes state camera cameras score subject text"


@given(st.dictionaries(st.sampled_from([*MEMBERS.split(), "geometry"]), JSON))
def test_that_any_posted_json_is_refused_or_lawful(content: dict[str, Any]) -> None:
    try:
        read = parse_object(json.dumps(content).encode(), 1 << 20)
        is_lawful(read_event(read, "app", "", {}))
    except Unreadable:
        pass


@given(st.binary(max_size=300) | st.integers(0, 1500).map(lambda cut: cap()[:cut]))
def test_that_any_bytes_as_cap_are_refused_or_lawful(body: bytes) -> None:
    try:
        found = read_cap(body, "gov")
    except Unreadable:
        return
    assert found is not None
    is_lawful(found)


PANELS = {"1234": Panel("1234", Origin("B")), "ABCD": Panel("ABCD", Origin("C"), key=b"k" * 16)}
SETTINGS = Dc09Settings("", 0, tcp=True, udp=True, panels=PANELS)


@given(st.binary(max_size=300))
def test_that_any_bytes_at_the_dc09_receiver_are_judged(raw: bytes) -> None:
    Dc09Receiver(SETTINGS, lambda _name: False).judge(raw, NOW)
    buffer = FrameBuffer()
    for each in buffer.feed(raw):
        read_frame(each)


@settings(max_examples=300)
@given(
    st.sampled_from(["SIA-DCS", "ADM-CID", "NULL", "X-Y"]), st.booleans(),
    st.sampled_from(["1234", "ABCD", "77", ""]),
    st.text(alphabet='NABCPRri015/^*|#[]_XYZH:,-. "0129EN', max_size=60),
)  # fmt: skip
def test_that_any_content_with_a_right_crc_is_judged_and_lawful(
    kind: str, star: bool, account: str, text: str
) -> None:
    rest = encrypted(b"k" * 16, text) if star else text
    raw = framed(f'"{"*" if star else ""}{kind}"0001R0L0#{account}[{rest}')
    verdict = Dc09Receiver(SETTINGS, lambda _name: False).judge(raw, NOW)
    for found in (*verdict.sightings, *verdict.complaints):
        is_lawful(found)
    read_content(kind, text)


@given(st.text(alphabet="abcXYZ019 ^/", max_size=100), st.sampled_from([16, 24, 32]))
def test_that_what_is_encrypted_is_decrypted_again(text: str, size: int) -> None:
    key = bytes(range(size))
    assert decrypted(key, encrypted(key, f"|{text}]_x")) == f"{text}]_x"
