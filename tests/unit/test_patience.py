"""When a read of a camera has taken too long, and when what it then hands out is no picture."""

import pytest

from backends.video.addresses import READ_TIMEOUT_S
from backends.video.patience import Patience


def test_that_the_second_scrap_running_without_a_picture_is_doubted() -> None:
    patience = Patience()
    assert not patience.doubts(before=10.0, now=12.1, pictured_at=9.9)
    assert patience.doubts(before=12.1, now=14.2, pictured_at=9.9)


def test_that_a_slow_camera_whose_scraps_are_pictures_is_believed() -> None:
    patience = Patience()
    for begun in range(0, 40, 2):
        assert not patience.doubts(begun, begun + 2.0, pictured_at=begun + 0.01)


def test_that_scraps_with_a_good_packet_in_between_are_believed() -> None:
    patience = Patience()
    assert not patience.doubts(before=10.0, now=12.1, pictured_at=5.0)
    assert not patience.doubts(before=12.3, now=14.4, pictured_at=5.0)


@pytest.mark.parametrize(
    ("period_s", "seconds"), [(0.066, READ_TIMEOUT_S), (3.0, 9.0), (60.0, 15.0)]
)
def test_that_a_camera_of_few_pictures_is_given_time(period_s: float, seconds: float) -> None:
    patience = Patience()
    patience.adapt(period_s)
    assert patience.seconds == seconds
    assert patience.has_ended(seconds * 0.95)
    assert not patience.has_ended(seconds * 0.85)


def test_that_a_camera_of_unknown_rate_is_given_twice_the_time() -> None:
    patience = Patience()
    patience.adapt(0.0)
    assert patience.seconds == 2 * READ_TIMEOUT_S
