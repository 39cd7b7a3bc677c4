"""Which camera stands in which tile."""

from dataclasses import replace

import pytest

from console.domain.pictures.wall_layout import LAYOUTS, Arrangement, beside_spot, step, wall_layout
from console.services.wall.wall import Near, Vacancy, arrangement_of, pin_turned, seats, swapped
from tests.support.wall_doubles import wall_site


@pytest.mark.parametrize("layout", LAYOUTS)
def test_that_every_tile_of_a_layout_is_filled_in_the_sites_order(layout: int) -> None:
    placed = seats(wall_site(70), layout, None)
    assert [seat.key for seat in placed] == [f"C{n}" for n in range(layout)]
    assert [seat.spot for seat in placed] == [True] + [False] * (layout - 1)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_that_the_cells_of_a_layout_cover_its_grid_once(layout: int) -> None:
    shape = wall_layout(layout)
    covered = [
        (x, y)
        for cell in shape.cells
        for x in range(cell.x, cell.x + cell.side)
        for y in range(cell.y, cell.y + cell.side)
    ]
    assert sorted(covered) == [(x, y) for x in range(shape.side) for y in range(shape.side)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_that_arrows_reach_every_tile_and_stay_on_the_wall(layout: int) -> None:
    ways = ((1, 0), (-1, 0), (0, 1), (0, -1))
    reached, new = {0}, {0}
    while new:
        new = {step(layout, here, *way) for here in new for way in ways} - reached
        reached |= new
    assert reached == set(range(layout))


@pytest.mark.parametrize("layout", [4, 6, 8, 9, 10, 13, 16, 25, 36, 49, 64])
def test_that_the_first_three_tiles_beside_the_spot_touch_it(layout: int) -> None:
    cells = wall_layout(layout).cells
    assert all(cells[0].gap_to(cells[index]) == 0 for index in beside_spot(layout)[:3])


def test_that_a_choice_changes_the_spot_tile_only() -> None:
    before, after = seats(wall_site(20), 9, None), seats(wall_site(20), 9, "C5")
    assert after[0].key == "C5"
    assert before[1:] == after[1:]


def test_that_empty_unknown_and_streamless_seats_say_so() -> None:
    assert seats(wall_site(2), 4, None)[3].vacancy is Vacancy.NOTHING_CHOSEN
    assert seats(wall_site(2), 4, "BARE")[0].vacancy is Vacancy.NO_STREAM
    unknown = seats(wall_site(2), 4, "GHOST")[0]
    assert (unknown.vacancy, unknown.key) == (Vacancy.UNKNOWN_CAMERA, "GHOST")


def test_that_another_layout_is_refused() -> None:
    with pytest.raises(ValueError, match="not 7"):
        seats(wall_site(2), 7, None)


def test_that_streams_the_sites_wall_does_not_name_fill_a_larger_wall() -> None:
    site = replace(wall_site(30), wall=("C7", "C3"))
    order = arrangement_of(site).order
    assert order[:4] == ("C7", "C3", "C0", "C1")
    assert len(order) == 30


def test_that_a_swap_loses_no_camera() -> None:
    order = Arrangement(("A", "B", "C"))
    assert swapped(order, "A", "C").order == ("C", "B", "A")
    assert swapped(order, "B", "NEW").order == ("A", "NEW", "C", "B")


def test_that_a_near_camera_changes_places_and_none_is_shown_twice() -> None:
    near = (Near("C7", 10.0), Near("C99", 20.0), Near("C0", 30.0))
    site = wall_site(120)
    keys = [seat.key for seat in seats(site, 9, "C0", None, near)]
    assert keys[1] == "C7"
    assert keys[7] == "C1"
    assert keys[3] == "C99"
    assert len(set(keys)) == 9


def test_that_a_pinned_near_camera_is_marked_where_it_stands() -> None:
    pinned = pin_turned(arrangement_of(wall_site(20)), "C8")
    placed = seats(wall_site(20), 9, "C12", pinned, [Near("C8", 5.0)])
    assert [seat.key for seat in placed][1:] == [f"C{n}" for n in range(1, 9)]
    assert placed[8].near == Near("C8", 5.0)
    assert pin_turned(pinned, "C8").pinned == frozenset()


def test_that_a_wall_of_pins_gives_no_tile_away() -> None:
    site = wall_site(20)
    pinned = Arrangement(arrangement_of(site).order, frozenset(f"C{n}" for n in range(9)))
    placed = seats(site, 9, "C12", pinned, [Near("C13", 5.0)])
    assert "C13" not in [seat.key for seat in placed]


def test_that_one_tile_has_no_room_for_neighbours() -> None:
    assert [seat.key for seat in seats(wall_site(9), 1, "C2", None, [Near("C3", 5.0)])] == ["C2"]
