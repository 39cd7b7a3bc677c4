"""Bare windows side by side on a screen, for players that know no place of their own.

VLC puts every window into the same corner where no window manager arranges them, and draws nothing
into those that others cover: a bench that lets it do so measures one picture in sixteen.
"""

import ctypes
import ctypes.util
from collections.abc import Iterator
from contextlib import contextmanager

WIDTH, HEIGHT = 480, 270


def place(number: int) -> tuple[int, int]:
    """The left upper corner of picture `number` in rows of four."""
    return number % 4 * (WIDTH + 2), number // 4 * (HEIGHT + 2)


@contextmanager
def windows(count: int) -> Iterator[list[int]]:
    """The ids of so many windows of 480 x 270. Raises OSError where there is no X11."""
    name = ctypes.util.find_library("X11")
    if name is None:
        raise OSError("libX11 is not installed")
    x11 = ctypes.CDLL(name)
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.restype = x11.XCreateSimpleWindow.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    if display.value is None:
        raise OSError("the screen can not be opened")
    root = ctypes.c_ulong(x11.XDefaultRootWindow(display))
    made = []
    for number in range(count):
        left, top = place(number)
        shape = [ctypes.c_uint(one) for one in (WIDTH, HEIGHT, 0)]
        black = [ctypes.c_ulong(0)] * 2
        made.append(x11.XCreateSimpleWindow(display, root, left, top, *shape, *black))
        x11.XMapWindow(display, ctypes.c_ulong(made[-1]))
    x11.XSync(display, 0)
    try:
        yield made
    finally:
        x11.XCloseDisplay(display)
