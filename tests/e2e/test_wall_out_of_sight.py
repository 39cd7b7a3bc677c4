"""A wall that nobody can see costs no decoding, and comes back: all of it real."""

import ctypes
import ctypes.util
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

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


class Curtain:
    """A window without a frame before the whole screen, as a lock or another program draws it."""

    def __init__(self) -> None:
        self._x11: Any = ctypes.CDLL(str(X11))
        for name in ("XOpenDisplay", "XCreateSimpleWindow", "XDefaultRootWindow"):
            getattr(self._x11, name).restype = ctypes.c_void_p
        self._display = ctypes.c_void_p(self._x11.XOpenDisplay(None))
        root = ctypes.c_void_p(self._x11.XDefaultRootWindow(self._display))
        self._window = ctypes.c_void_p(
            self._x11.XCreateSimpleWindow(self._display, root, 0, 0, 2600, 1900, 0, 0, 0)
        )

    def obey(self, what: str, *more: int) -> None:
        getattr(self._x11, what)(self._display, self._window, *more)
        self._x11.XSync(self._display, 0)

    def close(self) -> None:
        self._x11.XCloseDisplay(self._display)


def _back(shown: Wall, rested: dict[str, int]) -> bool:
    now = _frames(shown)
    return all(now[name] > rested[name] for name in rested)


def test_that_a_covered_wall_decodes_nothing_and_comes_back(shown: Wall) -> None:
    with closing(Curtain()) as curtain:
        curtain.obey("XMapRaised")
        assert wait_until(lambda: _rests(shown), 20)
        assert {one["state"] for one in shown.ask("states").values()} == {"live"}, "still received"
        rested = _frames(shown)
        # One pixel of it is enough.
        curtain.obey("XMoveWindow", 1, 0)
        assert wait_until(lambda: _back(shown, rested), 20)


def test_that_a_wall_on_another_desktop_decodes_nothing_and_comes_back(
    shown: Wall, order: Callable[[str], None]
) -> None:
    assert not _rests(shown), "it decodes while it is seen"
    order("XUnmapWindow")
    assert wait_until(lambda: _rests(shown), 20)
    assert {one["state"] for one in shown.ask("states").values()} == {"live"}, "still received"
    rested = _frames(shown)
    order("XMapWindow")
    assert wait_until(lambda: _back(shown, rested), 20)
