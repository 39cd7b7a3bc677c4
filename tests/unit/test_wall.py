"""Which camera stands in which tile."""

import pytest

from console.domain.geo import Place
from console.domain.site import Camera, Site, Streams
from console.services.wall import Vacancy, seats

_HERE = Place(37.5, 127.0)


def _site(count: int) -> Site:
    streams = Streams("rtsp://a/sub", "rtsp://a/main")
    cameras = {f"C{n}": Camera(f"C{n}", "", "", _HERE, streams=streams) for n in range(count)}
    cameras["BARE"] = Camera("BARE", "", "", _HERE)
    return Site("s", "", "", _HERE, "", "", cameras, wall=tuple(f"C{n}" for n in range(count)))


@pytest.mark.parametrize("layout", [1, 4, 9, 16])
def test_that_every_tile_of_a_layout_is_filled_in_the_sites_order(layout: int) -> None:
    placed = seats(_site(20), layout, None)
    assert [seat.key for seat in placed] == [f"C{n}" for n in range(layout)]
    assert [seat.spot for seat in placed] == [True] + [False] * (layout - 1)


def test_that_a_choice_changes_the_spot_tile_only() -> None:
    before, after = seats(_site(20), 9, None), seats(_site(20), 9, "C5")
    assert after[0].key == "C5"
    assert before[1:] == after[1:]


def test_that_empty_unknown_and_streamless_seats_say_so() -> None:
    assert seats(_site(2), 4, None)[3].vacancy is Vacancy.NOTHING_CHOSEN
    assert seats(_site(2), 4, "BARE")[0].vacancy is Vacancy.NO_STREAM
    unknown = seats(_site(2), 4, "GHOST")[0]
    assert (unknown.vacancy, unknown.key) == (Vacancy.UNKNOWN_CAMERA, "GHOST")


def test_that_another_layout_is_refused() -> None:
    with pytest.raises(ValueError, match="not 7"):
        seats(_site(2), 7, None)
