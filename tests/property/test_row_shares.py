"""A row's title and state never lie over each other, and neither takes it all."""

from hypothesis import given
from hypothesis import strategies as st

from widgets.field.rows import _shares
from widgets.theme import SIZES

WIDTHS = st.floats(0, 3_000)


@given(WIDTHS, WIDTHS, st.floats(200, 800), st.sampled_from([0.35, 0.6]))
def test_that_both_fit_and_what_fits_is_whole(
    title: float, state: float, whole: float, share: float
) -> None:
    for_title, for_state = _shares(title, state, whole, share)
    room = whole - SIZES.margin
    assert for_title + for_state <= room + 1e-6
    if title + state <= room:
        assert (for_title, for_state) == (title, state)
    else:
        assert for_state >= min(state, room * share) - 1e-6
