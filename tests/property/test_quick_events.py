"""The form of an event without a backslash refuses and takes what the form of the page does."""

import json
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.wire import sep1_readers
from console.wire.malformed import WireError
from console.wire.sep1 import Event
from console.wire.sep1_forms import Event as FormOfThePage
from console.wire.sep1_readers import read_event

_WORDS = st.text(max_size=3) | st.just("x" * 65) | st.integers() | st.none()
_FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "id": _WORDS,
        "source": _WORDS,
        "type": _WORDS,
        "subject": _WORDS,
        "condition": st.sampled_from(["point", "active", "gone", None]),
        "drill": st.booleans() | st.none(),
        "boot": st.integers(-1, 2),
        "data": st.none() | st.just({"confidence": 2}) | st.just({"text": "x"}),
    },
)
_WHOLE = {
    "id": "1", "source": "bell", "type": "sos.app", "time": "2026-03-14T22:05:00Z", "boot": 1,
    "sequence": 1, "mono_ms": 5,
}  # fmt: skip


def found(value: dict[str, Any]) -> Event | str:
    try:
        return read_event(value, json.dumps(value, ensure_ascii=False))
    except WireError as fault:
        return fault.reason


@given(_FIELDS)
def test_that_both_forms_agree_on_events(changed: dict[str, Any]) -> None:
    value = _WHOLE | changed
    quick = found(value)
    with patch.object(sep1_readers, "_PlainEvent", FormOfThePage):
        assert found(value) == quick


@pytest.mark.parametrize("name", ["id", "source", "type", "subject"])
def test_that_a_nul_is_refused_as_ever(name: str) -> None:
    assert isinstance(found(_WHOLE | {name: "a\x00b"}), str)
