"""Whatever a seat or an app says of the field work, the desk decides it: nothing raises, and what
is stored comes back as it was."""

import json
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.field.record import FieldRecord
from console.services.field.kinds import field_book
from console.wire.field_codec import field_text, field_value
from tests.support.engine_doubles import START
from tests.support.field_stage import FieldStage

KINDS = ("escort", "scout_team", "check_in", "clock", "nothing", "guard_case", "patrol", "shelter")
ACTS = (
    "request", "match", "meet", "walk", "board", "arrive", "close", "cancel", "no_show", "offer",
    "withdraw", "accepted", "note", "on", "off", "begin", "heard", "end", "accept", "open", "plan",
    "start", "",
)  # fmt: skip
NAMES = (
    "area", "meet_at", "meet_name", "meet", "home", "way", "stops", "people", "urgent", "walker",
    "team", "to", "by", "stop", "count", "name", "areas", "unit", "members", "on_until", "every_s",
    "grace_s", "channel", "crossing", "neighbour", "phone",
)  # fmt: skip
times = st.sampled_from([
    "2026-03-02T22:00:00+00:00", "2026-03-02T21:10:00Z", "2026-03-02T22:00:00",
    "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00+14:00",
])  # fmt: skip
numbers = st.one_of(
    st.integers(-5, 70), st.sampled_from([2**62, -(2**62), 1e308, -0.0, 90.0, 127.03, 600, 60])
)
points = st.tuples(st.floats(-91, 91), st.floats(-181, 181))
plain = st.one_of(st.none(), st.booleans(), numbers, times, st.text(max_size=12), points)
leaves = st.one_of(
    plain,
    st.lists(plain, max_size=4),
    st.lists(points, max_size=6),
    st.lists(
        st.fixed_dictionaries({
            "name": st.text(max_size=5), "lat": numbers, "lon": numbers, "at": times,
        }),
        max_size=3,
    ),
)  # fmt: skip
forms = st.dictionaries(st.sampled_from(NAMES), leaves, max_size=8)
likely = st.fixed_dictionaries(
    {"area": st.just("행당동"), "meet_at": times, "meet_name": st.just("역")},
    optional=dict.fromkeys(("meet", "home", "way", "stops", "people", "urgent"), leaves),
)
duties = st.fixed_dictionaries(
    {"name": st.text(min_size=1, max_size=3), "areas": st.just(["행당동"]),
     "unit": st.sampled_from(["u1", "u2"]), "members": st.integers(0, 3), "on_until": times},
    optional={"every_s": numbers, "grace_s": numbers},
)  # fmt: skip
acts = st.tuples(
    st.sampled_from(KINDS),
    st.sampled_from(["", "1", "2", "u1", "x" * 100]),
    st.sampled_from(ACTS),
    st.one_of(forms, likely, duties, leaves),
    st.sampled_from(["", "말"]),
    st.integers(0, 1_800),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(acts, min_size=1, max_size=14))
def test_that_no_act_of_the_field_breaks_the_desk(
    wishes: list[tuple[str, str, str, Any, str, int]],
) -> None:
    stage = FieldStage()
    for kind, record, act, form, words, seconds in wishes:
        said = stage.field(f"{kind}:{record}", act, form, text=words)
        assert isinstance(said, str)
        stage.at(stage.ms / 1_000 + seconds)
        stage.see("u1", 37.56 + seconds / 1e6, 127.03)
    stage.at(stage.ms / 1_000 + 90_000)
    assert not stage.desk.counters().get("field_deadlines_stuck")
    again = stage.restarted()
    assert _open(again) == _open(stage)
    assert again.desk.counters().get("field_unreadable", 0) == 0


def _open(stage: FieldStage) -> dict[str, FieldRecord]:
    return {f"{e.kind}:{e.id}": e for e in stage.desk.fields() if e.is_open and e.kind != "clock"}


@settings(max_examples=50, deadline=None)
@given(
    st.sampled_from(["escort.requested", "escort.met", "escort.arrived", "checkin.made"]),
    st.dictionaries(st.sampled_from([*NAMES, "address"]), leaves, max_size=6),
    st.one_of(st.none(), st.text(max_size=8)),
)
def test_that_no_word_of_an_app_breaks_the_desk(
    kind: str, content: dict[str, Any], subject: str | None
) -> None:
    stage = FieldStage()
    content.pop("unit", None)
    stage.event(kind, "app-1", data=json.loads(json.dumps(content)), subject=subject)
    stage.at(3_600)
    asked = [each for each in stage.desk.fields() if each.kind == "escort"]
    assert len(asked) == (kind == "escort.requested")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["escort", "scout_team", "check_in"]))
def test_that_no_text_breaks_the_reader(text: str, kind: str) -> None:
    rules = field_book().kind(kind)
    assert rules is not None
    field_value(text, rules.value)


def test_that_what_is_stored_is_read_back_as_it_was() -> None:
    stage = FieldStage()
    meet_at = START + timedelta(minutes=50)
    form = {
        "area": "행당동",
        "meet_at": meet_at,
        "meet_name": "역",
        "way": [[37.5, 127], [37.51, 127]],
    }
    stage.field("escort:", "request", form)
    record = stage.record("escort", "1")
    rules = field_book().kind("escort")
    assert rules is not None
    value = field_value(record.content, rules.value)
    assert field_text(value) == record.content
