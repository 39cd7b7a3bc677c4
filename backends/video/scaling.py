"""PyAV's own libswscale, called by its C interface: it draws where it is told to.

PyAV scales into a new picture each time. Of a wall that costs as much as half the scaling: memory
taken and given back, and one more copy into the frame ring. Used by the thread that draws; where
the library is not found beside PyAV, or is another generation, PyAV itself draws.
"""

import ctypes
import struct
import weakref
from functools import cache, partial
from pathlib import Path
from typing import Any

import av
import numpy as np

_MAJOR = 9
# Other shapes come with layouts and cameras; old ones are forgotten.
_SHAPES = 64
_ALIGNED = 64
_FAST_BILINEAR = 1
_NEUTRAL = 1 << 16
_FULL_RANGE = 2
_NAMES = ("libswscale*.so*", "libswscale*.dylib", "swscale*.dll")
_YUV420P, _BGRA = 0, 28  # as libavutil counts its formats

_PICTURE = struct.Struct("@PPPPiiii")
"""Where its planes begin, and the bytes of their rows."""
_ROWS_AT = struct.calcsize("@PPPP")
_Shape = tuple[int, int, int, int, int, bool]


@cache
def library() -> Any:  # noqa: ANN401 - a C library, None where it is not the one that is known
    """The libswscale that PyAV has loaded already."""
    if av.library_versions.get("libswscale", (0,))[0] != _MAJOR:
        return None
    found = _path()
    if found is None:
        return None
    try:
        return _declared(ctypes.CDLL(str(found)))
    except (OSError, AttributeError):
        return None


def _path() -> Path | None:
    package = Path(av.__file__).parent
    folders = (package.with_name("av.libs"), package / ".dylibs", package)
    found = (path for folder in folders for name in _NAMES for path in sorted(folder.glob(name)))
    return next(found, None)


def _declared(loaded: Any) -> Any:  # noqa: ANN401 - a C library
    whole, pointer = ctypes.c_int, ctypes.c_void_p
    loaded.sws_getContext.argtypes = [*[whole] * 7, *[pointer] * 3]
    loaded.sws_getContext.restype = pointer
    loaded.sws_getCoefficients.argtypes = [whole]
    loaded.sws_getCoefficients.restype = pointer
    loaded.sws_setColorspaceDetails.argtypes = [pointer, pointer, whole, pointer, *[whole] * 4]
    loaded.sws_scale.argtypes = [*[pointer] * 3, whole, whole, pointer, pointer]
    loaded.sws_freeContext.argtypes = [pointer]
    loaded.sws_freeContext.restype = None
    return loaded


class _Planes:
    """Addresses and row lengths of a picture, as C reads them."""

    def __init__(self) -> None:
        self._memory = ctypes.create_string_buffer(_PICTURE.size)
        self.at = ctypes.addressof(self._memory)
        self.rows = self.at + _ROWS_AT
        self.place = partial(_PICTURE.pack_into, self._memory, 0)


class Workbench:
    """Draws pictures as BGRA of another size, in two steps: YUV to that size, then colours.

    Two steps cost less than one. What they need (contexts, the picture in between: 200 kB for a
    tile of 480 x 270) is shared by the streams of a worker: few draw at the same time, and it stays
    in the processor's caches, whichever stream is drawn. Any thread.
    """

    def __init__(self) -> None:
        """Nothing is made yet."""
        self._library = library()
        self._free: dict[_Shape, list[_Steps]] = {}

    def draw(self, frame: av.VideoFrame, width: int, height: int, address: int) -> bool:
        """Draw at this address, rows without gaps; False, and nothing drawn, where PyAV has to."""
        full = frame.color_range == _FULL_RANGE
        kind = frame.format.name
        plain = kind == "yuv420p" or (full and kind == "yuvj420p")
        if not plain or self._library is None:
            return False
        shape = (frame.width, frame.height, width, height, frame.colorspace, full)
        free = self._free.get(shape) or self._shelf(shape)
        try:
            steps = free.pop()
        except IndexError:  # all are in use
            steps = _Steps(self._library, shape)
        done = steps.draw(frame, address)
        free.append(steps)
        return done

    def _shelf(self, shape: _Shape) -> "list[_Steps]":
        if len(self._free) >= _SHAPES:
            self._free.clear()
        return self._free.setdefault(shape, [])


class _Apart:
    """A picture whose rows have room behind them: the library writes some pixels past their ends.

    Drawn here and copied where rows have no such room. Without that room the library leaves the
    last pixels of each row as they were, which PyAV's pictures show for widths such as 466.
    """

    def __init__(self, row: int, lines: int) -> None:
        self.row = -(-row // _ALIGNED) * _ALIGNED
        memory = np.zeros(self.row * lines + 2 * _ALIGNED, np.uint8)
        start = -memory.ctypes.data % _ALIGNED
        self.address = memory.ctypes.data + start
        whole = memory[start : start + self.row * lines].reshape(lines, self.row)
        self._rows = whole[:, :row]
        self._target = ctypes.c_uint8 * (row * lines)

    def copy_to(self, address: int) -> None:
        """Copy it to this address, rows without gaps."""
        target = np.frombuffer(memoryview(self._target.from_address(address)), np.uint8)
        target.reshape(self._rows.shape)[:] = self._rows


class _Steps:
    """Both steps for pictures of one shape. Used by one thread at a time."""

    def __init__(self, swscale: Any, shape: _Shape) -> None:  # noqa: ANN401 - a C library
        self.shape = shape
        self._scale, self._swscale = swscale.sws_scale, swscale
        width, height, to_width, to_height, _colours, _full = shape
        self._shrink = self._context(width, height, to_width, to_height, _YUV420P)
        self._colour = self._context(to_width, to_height, to_width, to_height, _BGRA)
        self._lines, self._to_lines = height, to_height
        across = -(-to_width // _ALIGNED) * _ALIGNED
        self._small = ctypes.create_string_buffer(across * (to_height + 2) * 2 + _ALIGNED)
        start = -(-ctypes.addressof(self._small) // _ALIGNED) * _ALIGNED
        after = start + across * to_height
        planes = (start, after, after + across * (to_height // 2), 0)
        self._source, self._middle, self._out = (_Planes() for _ in range(3))
        self._middle.place(*planes, across, across, across, 0)
        self._out_row = to_width * 4
        self._apart = None if self._out_row % _ALIGNED == 0 else _Apart(self._out_row, to_height)

    def draw(self, frame: av.VideoFrame, address: int) -> bool:
        if not self._shrink or not self._colour:
            return False
        source, middle, out, scale = self._source, self._middle, self._out, self._scale
        y, u, v = frame.planes
        source.place(
            y.buffer_ptr, u.buffer_ptr, v.buffer_ptr, 0, y.line_size, u.line_size, v.line_size, 0
        )
        at, rows = middle.at, middle.rows
        if scale(self._shrink, source.at, source.rows, 0, self._lines, at, rows) <= 0:
            return False
        apart = self._apart
        if apart is None:
            out.place(address, 0, 0, 0, self._out_row, 0, 0, 0)
        else:
            out.place(apart.address, 0, 0, 0, apart.row, 0, 0, 0)
        done = bool(scale(self._colour, at, rows, 0, self._to_lines, out.at, out.rows) > 0)
        if done and apart is not None:
            apart.copy_to(address)
        return done

    def _context(self, width: int, height: int, to_width: int, to_height: int, to: int) -> int:
        none = (None, None, None)
        made = self._swscale.sws_getContext(
            width, height, _YUV420P, to_width, to_height, to, _FAST_BILINEAR, *none
        )
        if not made:
            return 0
        weakref.finalize(self, self._swscale.sws_freeContext, made)
        table = self._swscale.sws_getCoefficients(self.shape[4])
        full = int(self.shape[5])
        self._swscale.sws_setColorspaceDetails(
            made, table, full, table, full, 0, _NEUTRAL, _NEUTRAL
        )
        return int(made)
