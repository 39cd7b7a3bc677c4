"""Whatever a console sends about patrols and places is answered; whatever is kept reads back."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.domain.field.hazard import Hazard
from console.domain.field.locker import Locker
from console.domain.field.patrol import Patrol
from console.domain.field.roster import Organisation
from console.domain.field.shelter import Shelter
from console.services.field.shelters import Holidays
from console.wire.field_codec import field_text, field_value
from tests.support.field_stage import FieldStage
from tests.support.patrol_scene import LOCKER, SHOP, evening

KINDS: dict[str, type[Any]] = {
    "patrol": Patrol, "hazard": Hazard, "organisation": Organisation,
    "shelter": Shelter, "locker": Locker, "calendar": Holidays,
}  # fmt: skip
ACTS = (
    "plan", "start", "end", "cancel", "extend", "join", "pass", "incident", "report", "refer",
    "accept", "fix", "dismiss", "enter", "ring", "settle", "collect", "break", "repair", "seen", "",
)  # fmt: skip
NAMES = (
    "team", "area", "members", "begins", "ends", "route", "checkpoints", "check_in_s", "until",
    "organisation", "people", "checkpoint", "place", "category", "patrol", "unit", "office",
    "reference", "promised", "code", "kind", "name_ko", "members", "active", "phone", "hours",
    "enlisted", "answered", "size", "box", "days", "week", "weekday", "begin_min", "end_min", "lat",
    "lon", "id", "due",
)  # fmt: skip
leaves = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(allow_nan=False),
    st.sampled_from(
        ["", "1", "CP-01", "ORG-01", "gas", "police", "2026-03-02T22:00:00Z", "2026-03-02T22:00:00",
         "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2026-09-24", "A01", "\x00", "순찰"]
    ),
    st.text(max_size=8),
)  # fmt: skip
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6)
    ),
    max_leaves=12,
)
forms = st.dictionaries(st.sampled_from(NAMES), values, max_size=8)
_PLACE = {"lat": 37.56, "lon": 127.03, "accuracy_m": 5.0}
# Forms that would be granted, each then with a few of its members spoilt.
GOOD: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("patrol:", "plan", {
        "team": "7", "area": "A", "members": ["a", "b"], "begins": "2026-03-02T22:30:00Z",
        "ends": "2026-03-03T02:30:00Z", "route": [[[37.5, 127.0], [37.6, 127.0]]],
        "checkpoints": [{"id": "C", "name_ko": "c", "name_en": "c", "place": _PLACE,
                         "due": "2026-03-02T23:00:00Z"}], "check_in_s": 600}),
    ("patrol:3", "start", {}),
    ("patrol:1", "extend", {"until": "2026-03-03T03:30:00Z"}),
    ("patrol:1", "join", {"organisation": "ORG-01", "people": 3}),
    ("patrol:1", "pass", {"checkpoint": "CP-06"}),
    ("patrol:1", "incident", {"place": _PLACE}),
    ("hazard:", "report", {"category": "gas", "place": _PLACE, "patrol": "1", "unit": "a"}),
    ("hazard:1", "refer", {"office": "fire", "reference": "r"}),
    ("hazard:2", "accept", {"reference": "r", "promised": "2026-03-09T00:00:00Z"}),
    ("organisation:", "enter", {"code": "X", "kind": "police", "name_ko": "x", "members": 3}),
    (f"shelter:{SHOP}", "enter", {
        "name_ko": "x", "phone": "02", "place": _PLACE, "enlisted": True, "hours": {
            "week": [{"weekday": 1, "begin_min": 0, "end_min": 1440}],
            "days": [{"day": "2026-09-25", "spans": [[0, 60]]}], "holidays_as_usual": False}}),
    (f"shelter:{SHOP}", "ring", {"answered": True}),
    ("calendar:", "enter", {"days": ["2026-09-24"]}),
    (f"locker:{LOCKER}", "enter", {"name_ko": "x", "size": 5, "place": _PLACE}),
    (f"locker:{LOCKER}", "break", {"box": "A09"}),
)  # fmt: skip


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[str, str, dict[str, Any]]:
    subject, act, form = draw(st.sampled_from(GOOD))
    made = msgspec.json.decode(msgspec.json.encode(form), type=dict[str, Any])
    for _ in range(draw(st.integers(0, 2))):
        target: Any = made
        while isinstance(target, dict | list) and target:
            keys = list(target) if isinstance(target, dict) else list(range(len(target)))
            key = draw(st.sampled_from(keys))
            if not isinstance(target[key], dict | list) or draw(st.booleans()):
                target[key] = draw(leaves)
                break
            target = target[key]
    return subject, act, made


subjects = st.sampled_from(
    ["patrol:", "patrol:1", "patrol:3", "hazard:", "hazard:1", "organisation:",
     "organisation:ORG-01", "shelter:", f"shelter:{SHOP}", f"locker:{LOCKER}", "locker:x",
     "calendar:", "patrol:\x00"]
)  # fmt: skip


@pytest.fixture(scope="module")
def stage() -> FieldStage:
    return evening()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    spoilt() | st.tuples(subjects, st.sampled_from(ACTS), forms),
    st.sampled_from(["", "words", "x" * 9_000]),
)
def test_that_every_form_is_answered_and_every_record_reads_back(
    stage: FieldStage, sent: tuple[str, str, dict[str, Any]], words: str
) -> None:
    subject, act, form = sent
    text = msgspec.json.encode(form).decode()
    stage.act("field", subject=subject, choice=act, content=text, text=words)
    answer = stage.answer()
    assert answer.accepted or answer.reason.endswith(".")
    for record in stage.desk.fields():
        if record.kind in KINDS:
            value = field_value(record.content, KINDS[record.kind])
            assert isinstance(value, KINDS[record.kind])
            assert field_text(value) == record.content


events = st.sampled_from(
    ["patrol.checkpoint", "patrol.incident", "patrol.hazard", "shelter.button", "shelter.offhook",
     "locker.stored", "locker.collected", "locker.fault", "locker.tamper", "locker.overdue"]
)  # fmt: skip
odd = st.dictionaries(
    st.sampled_from(["team", "box", "parcel", "checkpoint", "hotline_called", "case"]),
    values,
    max_size=4,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    events,
    st.sampled_from(["point", "active", "cleared"]),
    st.none() | st.text(max_size=12),
    odd,
    st.integers(-(10**9), 10**9),
)
def test_that_every_event_of_the_field_is_taken_whatever_is_in_it(
    stage: FieldStage,
    kind: str,
    condition: str,
    subject: str | None,
    content: dict[str, Any],
    s: int,
) -> None:
    before = stage.desk.counters().get("events", 0)
    told = stage.now + timedelta(seconds=s)
    stage.event(kind, LOCKER, condition=condition, subject=subject, data=content, time=told)
    assert stage.desk.counters()["events"] == before + 1


def test_that_time_goes_on_after_all_that(stage: FieldStage) -> None:
    for days in (1, 3, 10):
        stage.go_to(stage.ms / 1_000 + days * 86_400, 43_200)
    assert stage.desk.counters().get("field_deadlines_stuck", 0) == 0
    again = stage.restarted(after_s=86_400)
    again.tick()
    assert {each.key for each in again.desk.fields()} == {each.key for each in stage.desk.fields()}
