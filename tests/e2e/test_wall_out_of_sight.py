"""A wall that nobody can see costs no decoding, and comes back: all of it real."""

import ctypes
import ctypes.util
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bench.wall_stage import Wall, cameras_of, virtual_screen, wall
from tests.support.simulated_cameras import FarmProcess, wait_until

X11 = ctypes.util.find_library("X11")
COUNT = 4
pytestmark = [
    pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed here"),
    pytest.mark.skipif(X11 is None, reason="libX11 is not installed here"),
]


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Wall]:
    with (
        FarmProcess(COUNT, tmp_path) as farm,
        virtual_screen(),
        wall(cameras_of(farm, COUNT), COUNT, size=[640, 360]) as running,
    ):
        assert running.wait_live(COUNT, 60), running.ask("states")
        yield running


@pytest.fixture
def order(shown: Wall) -> Iterator[Callable[[str], None]]:
    """Tell the X server to take the window away or to bring it, as a change of the desktop does."""
    x11 = ctypes.CDLL(str(X11))
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    assert display.value is not None
    window = ctypes.c_ulong(shown.ask("window"))

    def obey(what: str) -> None:
        getattr(x11, what)(display, window)
        x11.XSync(display, 0)

    yield obey
    x11.XCloseDisplay(display)


def _frames(shown: Wall) -> dict[str, int]:
    return {name: int(one["frames"]) for name, one in shown.ask("states").items()}


def _rests(shown: Wall) -> bool:
    """Whether nothing was decoded for half a second, in which each camera sent seven pictures."""
    before, end = _frames(shown), time.monotonic() + 0.5
    assert wait_until(lambda: time.monotonic() > end)
    return _frames(shown) == before


def test_that_a_wall_on_another_desktop_decodes_nothing_and_comes_back(
    shown: Wall, order: Callable[[str], None]
) -> None:
    assert not _rests(shown), "it decodes while it is seen"
    order("XUnmapWindow")
    assert wait_until(lambda: _rests(shown), 20)
    assert {one["state"] for one in shown.ask("states").values()} == {"live"}, "still received"
    rested = _frames(shown)
    order("XMapWindow")

    def back() -> bool:
        now = _frames(shown)
        return all(now[name] > rested[name] for name in rested)

    assert wait_until(back, 20)
