"""How type and place of a row share their two columns."""

from hypothesis import given
from hypothesis import strategies as st

from widgets.alert_queue.row_painter import Rooms

widths = st.integers(20, 400)


def test_that_a_place_begins_at_its_column_when_everything_fits() -> None:
    assert Rooms(170, 160, counts=False).cut(140, 150) == 170


def test_that_a_long_place_uses_what_a_short_type_leaves() -> None:
    assert Rooms(170, 160, counts=False).cut(100, 220) == 110


def test_that_a_long_type_uses_what_a_short_place_leaves() -> None:
    assert Rooms(170, 160, counts=False).cut(230, 60) == 230


@given(widths, widths, widths, widths)
def test_that_what_fits_together_is_never_cut(
    kind: int, place: int, first: int, second: int
) -> None:
    cut = Rooms(first, second, counts=False).cut(kind, place)
    assert 0 <= cut <= first + second
    if kind + place <= first + second:
        assert kind <= cut <= first + second - place
    else:  # neither pushes the other below its own column's share
        assert cut >= min(kind, first)
        assert first + second - cut >= min(place, second)
