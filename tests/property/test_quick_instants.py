"""The quick reader of times never takes more, or makes anything else of it, than the slow one."""

from datetime import UTC, datetime
from unittest.mock import patch

from hypothesis import example, given
from hypothesis import strategies as st

from console.wire import instants

_TIMES = st.integers(915_148_800, 4_133_980_800).map(
    lambda s: datetime.fromtimestamp(s, UTC).isoformat()
)
_ZONES = st.sampled_from(
    ["Z", "z", "", "+09:00", "-00:00", "+0900", "+09", "+24:00", "+09:60", "-23:59", "+09:00:00"]
)
_DIGITS = st.text("0123456789", max_size=9).map(lambda digits: f".{digits}" if digits else "")


def read(text: str) -> object:
    try:
        return instants.parse_instant(text)
    except ValueError:
        return None


def slowly(text: str) -> object:
    with patch.object(instants, "quick_instant", lambda _: None):
        return read(text)


@given(_TIMES, _DIGITS, _ZONES, st.sampled_from("Tt _"))
def test_that_both_readers_of_times_agree(at: str, digits: str, zone: str, between: str) -> None:
    text = f"{at[:10]}{between}{at[11:19]}{digits}{zone}"
    assert repr(read(text)) == repr(slowly(text))


@given(_TIMES, st.text("0123456789-+:.TZz ", max_size=3), st.integers(0, 26))
@example("2026-11-21T22:04:60", "", 0)
def test_that_both_readers_of_times_agree_on_spoilt_ones(at: str, more: str, place: int) -> None:
    for text in (at[:place] + more + at[place + 1 :] + "Z", at[:place] + more + at[place:]):
        assert repr(read(text)) == repr(slowly(text))


def test_that_a_time_with_an_offset_comes_out_in_utc() -> None:
    assert instants.parse_instant("2026-11-21T22:04:05.5+09:00") == datetime(
        2026, 11, 21, 13, 4, 5, 500_000, tzinfo=UTC
    )
    assert instants.parse_instant("2026-11-21T22:04:05.1234569Z").microsecond == 123_456
