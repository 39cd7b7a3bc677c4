"""No edit, however made, takes anything from life-safety; what stands can always be read again."""

import json
from contextlib import suppress
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from console.domain.alerts.alert import AlertClass
from console.domain.alerts.alert_type_text import FIELDS, CatalogueFault
from console.domain.alerts.rulebook import changed, entry_at, rules_of, value_in
from console.domain.pace import BOUNDS
from console.services.catalogue import read_catalogue, read_shipped

SHIPPED, CATALOGUE = read_shipped(), read_catalogue()
LIFE = sorted(name for name, kind in CATALOGUE.types.items() if kind.is_life)
NAMES = sorted(CATALOGUE.types)
RULES_OF_NOISE = ("auto_close_s", "delay_s", "deadband", "group", "shelve", "cap", "suppress")

values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 100_000) | st.text(max_size=20)
    | st.sampled_from(["life", "technical", "analytics", "none", "spot", "other", "112", "C0"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["ko", "en", "to", "code", "x"]), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
fields = st.dictionaries(st.sampled_from([*FIELDS, *RULES_OF_NOISE]), values, max_size=4)


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, Any]:
    kind = draw(st.integers(0, 4))
    if kind < 3:
        name = draw(st.sampled_from(LIFE if kind < 2 else NAMES))
        more = draw(fields)
        return f"types/{name}", draw(st.sampled_from([{**_shipped(name), **more}, more, None]))
    if kind == 3:
        name = draw(st.sampled_from([*BOUNDS, "x"]))
        return f"pace/{name}", draw(values | st.integers(-800, 4_000))
    path = st.sampled_from(["agencies/112", "sla_profiles/lone_worker", "sla_profiles/new", "x/y"])
    return draw(path), draw(values)


def _shipped(name: str) -> dict[str, Any]:
    found: dict[str, Any] = entry_at(SHIPPED, "{}", f"types/{name}")
    return found


@settings(max_examples=50)
@given(st.lists(edits(), max_size=6))
@example([("types/bell.pressed", {**_shipped("bell.pressed"), "class": "technical"})])
@example([("types/sos.app", {**_shipped("sos.app"), "auto_close_s": 60})])
@example([("types/sos.app", {**_shipped("sos.app"), "priority": True})])
def test_that_no_chain_of_edits_takes_anything_from_life_safety_r_alm_05(
    chain: list[tuple[str, Any]],
) -> None:
    content = "{}"
    for path, value in chain:
        try:
            after = changed(content, path, value)
            rules = rules_of(SHIPPED, after)
        except CatalogueFault:
            continue
        content = after
        for name in LIFE:
            kind = rules.catalogue.types[name]
            assert kind.alert_class is AlertClass.LIFE
            assert kind.alerting
            assert kind.priority in {1, 2}
            assert kind.camera == "spot"
            assert rules.catalogue.profile_of(name) is not None
            assert kind.steps
            assert all(kind.response(language).strip() for language in ("ko", "en"))
        for each, (low, high) in BOUNDS.items():
            assert low <= getattr(rules.pace, each) <= high
        assert rules.pace.escalation[0] < rules.pace.escalation[1]
    assert rules_of(SHIPPED, content) == rules_of(SHIPPED, json.dumps(json.loads(content)))


@given(st.text(max_size=60))
@example("[" * 100_000)
@example('"\\ud800"')
@example("1e999")
def test_that_any_text_is_a_value_or_a_problem(text: str) -> None:
    with suppress(CatalogueFault):
        json.dumps(value_in(text), ensure_ascii=False).encode()


@given(edits())
def test_that_going_back_to_what_is_shipped_leaves_no_trace(edit: tuple[str, Any]) -> None:
    path, value = edit
    try:
        content = changed("{}", path, value)
    except CatalogueFault:
        return
    assert changed(content, path, None) == "{}"
