"""The widths of a table's columns where there is little room."""

from hypothesis import given
from hypothesis import strategies as st

from widgets.planning.widths import AIR_PX, Need, widths_for

NEEDS = st.lists(st.builds(Need, st.integers(1, 900), st.none() | st.integers(1, 120)), max_size=12)


def test_that_the_longest_text_is_cut_first_and_no_figure_ever() -> None:
    needs = [Need(190, 60), Need(510, 40), Need(70), Need(100, 40)]
    assert widths_for(needs, 1000) == [210, 530, 90, 120]
    widths = widths_for(needs, 700)
    assert widths[0] == 210
    assert widths[1] < 530
    assert widths[2:] == [90, 120]
    assert sum(widths) <= 700


@given(NEEDS, st.integers(0, 2000))
def test_that_columns_fit_wherever_figures_leave_room(needs: list[Need], room: int) -> None:
    widths = widths_for(needs, room)
    assert len(widths) == len(needs)
    for width, need in zip(widths, needs, strict=True):
        assert width <= need.wide + AIR_PX
        assert need.least is not None or width == need.wide + AIR_PX
    floors = [
        need.wide if need.least is None else min(need.wide, max(need.least, 84)) for need in needs
    ]
    if sum(floors) + len(needs) * AIR_PX <= room:
        assert sum(widths) <= room
