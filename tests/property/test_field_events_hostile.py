"""Whatever a device writes about escorts and guards, their records can be read again.

A record that cannot be read is shown and decided about no more: a foreign value that found its way
into one would be the end of an escort or a case with the next start of the engine (R-MSG-03).
"""

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.field.escort import Escort
from console.domain.field.guard import Case
from console.wire.field_codec import FieldMalformed, field_text, field_value
from tests.support.engine_doubles import device
from tests.support.field_stage import FieldStage
from tests.support.guard_stage import CODE, SESSION, hours
from tests.unit.test_field_escorts import booking, team

APP, SCOUT, WATCH, GUARD = "app-1", "scout-1", "watch-1", "g1-phone"
KINDS: dict[str, type[Any]] = {"escort": Escort, "guard_case": Case}
EVENTS = (
    "escort.requested", "escort.met", "escort.arrived", "escort.cancelled", "escort.no_show",
    "escort.accepted", "escort.declined", "detail.on_post", "detail.off_post", "detail.approach",
    "sos.watch", "order.violation", "checkin.made",
)  # fmt: skip
NAMES = (
    "meet_at", "meet_name", "area", "home", "people", "name", "phone", "address", "count", "guard",
)  # fmt: skip
TYPED = ("unit", "text", "case")
"""Members the protocol itself gives a type: the door refuses others."""
words = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False),
    st.text(max_size=8), st.lists(st.integers(0, 3), max_size=2),
    st.sampled_from(["1", "G1", CODE, "x" * 600, "2026-03-02T22:00:00Z", "2026-03-02T22:00:00"]),
    st.dictionaries(st.sampled_from(["lat", "lon", "x"]), st.floats(-200, 200), max_size=2),
)  # fmt: skip
texts = st.sampled_from([APP, SCOUT, GUARD, "1", "G1", CODE, "x" * 600, ""]) | st.text(max_size=8)
said = st.fixed_dictionaries(
    {}, optional={**dict.fromkeys(NAMES, words), **dict.fromkeys(TYPED, texts)}
)
subjects = st.sampled_from([None, "1", "2", "escort:1", CODE, "box-7"])
calls = st.tuples(st.sampled_from(EVENTS), st.sampled_from([APP, SCOUT, WATCH, GUARD]), subjects)


def night() -> FieldStage:
    """One escort walks, one is matched, a guard detail is covered."""
    stage = FieldStage(*(device(each) for each in (APP, SCOUT, WATCH, GUARD, "gateway")))
    team(stage)
    team(stage, "2조", "scout-2")
    for number in (1, 2):
        stage.field("escort:", "request", booking(stage, 40, walker=APP))
        stage.field(f"escort:{number}", "match", {"team": str(number)})
    stage.field("guard:", "enlist", {"sign": "G1", "unit": GUARD})
    opened = {"code": CODE, "risk": "high", "watches": [WATCH]}
    assert stage.field("guard_case:", "open", opened) == ""
    stage.field("guard_case:1", "session", SESSION)
    stage.field("guard_case:1", "roster", {"guards": ["G1"], "days": 2, **hours(8, 18)})
    for act in ("meet", "walk"):
        assert stage.field("escort:1", act) == ""
    return stage


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(calls, said), min_size=1, max_size=6))
def test_that_no_event_leaves_a_record_that_cannot_be_read(
    heard: list[tuple[tuple[str, str, str | None], dict[str, Any]]],
) -> None:
    stage = night()
    for (kind, source, subject), content in heard:
        stage.event(kind, source, subject=subject, data=content)
    for record in stage.desk.fields():
        if record.kind in KINDS:
            value = field_value(record.content, KINDS[record.kind])
            assert not isinstance(value, FieldMalformed), value.reason
            assert field_text(value) == record.content
    assert "field_unreadable" not in stage.restarted().desk.counters()


@settings(max_examples=25, deadline=None)
@given(said, st.sampled_from([None, "asked-1"]))
def test_that_a_request_of_an_app_is_an_escort_whatever_is_in_it(
    content: dict[str, Any], subject: str | None
) -> None:
    stage = FieldStage(device(APP))
    stage.event("escort.requested", APP, subject=subject, data=content)
    escort = field_value(stage.record("escort", "1").content, Escort)
    assert isinstance(escort, Escort)
    assert stage.now - timedelta(minutes=30) <= escort.meet_at
