"""The quick reader of JSON never sees more, or anything else, than the strict one."""

import json
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from console.wire import strict_json
from console.wire.malformed import WireError

_SCALARS = (
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=8)
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=12,
)
_FAULTS = st.sampled_from(
    [b'"a":1,"a":2', b'"a":"\x01"', b'"a":\xff', b'"a:":"b:","a:":1', b'"a":1e999', b'"a":-0',
     b'"a":9223372036854775808', b'"a":"\\u003a"', b'"a":[[' , b'"a":01', b'"\xed\xa0\x80":1']
)  # fmt: skip


def strictly(text: bytes) -> object:
    with patch.object(strict_json, "quick_object", lambda _: None):
        try:
            return strict_json.parse_object(text)
        except WireError as fault:
            return fault.code


def quickly(text: bytes) -> object:
    try:
        return strict_json.parse_object(text)
    except WireError as fault:
        return fault.code


@given(st.dictionaries(st.text(max_size=4), _VALUES, max_size=5), st.booleans())
def test_that_both_readers_agree_on_objects(value: dict[str, object], ascii_only: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    assert repr(quickly(text)) == repr(strictly(text))


@given(_FAULTS, st.binary(max_size=6))
def test_that_both_readers_agree_on_faults(fault: bytes, more: bytes) -> None:
    for text in (b"{" + fault + b"}", b"{" + fault + more + b"}", b"{" + more + fault):
        assert repr(quickly(text)) == repr(strictly(text))
