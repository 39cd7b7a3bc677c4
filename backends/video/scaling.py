"""PyAV's own libswscale, called by its C interface: it draws where it is told to.

PyAV scales into a new picture each time. Of a wall that costs as much as half the scaling: memory
taken and given back, and one more copy into the frame ring. Used by the thread that draws; where
the library is not found beside PyAV, or is another generation, PyAV itself draws.
"""

import ctypes
import weakref
from functools import cache
from pathlib import Path
from typing import Any

import av

_MAJOR = 9
_PLANES = 4
_ALIGNED = 64
_FAST_BILINEAR = 1
_NEUTRAL = 1 << 16
_FULL_RANGE = 2
_NAMES = ("libswscale*.so*", "libswscale*.dylib", "swscale*.dll")
_YUV420P, _BGRA = 0, 28  # as libavutil counts its formats

_Pointers = ctypes.c_void_p * _PLANES
_Strides = ctypes.c_int * _PLANES
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
    loaded.sws_scale.argtypes = [pointer, _Pointers, _Strides, whole, whole, _Pointers, _Strides]
    loaded.sws_freeContext.argtypes = [pointer]
    loaded.sws_freeContext.restype = None
    return loaded


class Scaler:
    """Draws pictures as BGRA of another size, in two steps: YUV to that size, then colours.

    Two steps cost less than one. Everything is kept until another shape of picture comes.
    """

    def __init__(self) -> None:
        """Nothing is taken yet."""
        self._steps: _Steps | None = None

    def draw(self, frame: av.VideoFrame, width: int, height: int, address: int) -> bool:
        """Draw at this address, rows without gaps; False, and nothing drawn, where PyAV has to."""
        full = frame.color_range == _FULL_RANGE
        plain = frame.format.name == "yuv420p" or (full and frame.format.name == "yuvj420p")
        if not plain or width * 4 % _ALIGNED or library() is None:
            return False
        shape = (frame.width, frame.height, width, height, int(frame.colorspace), full)
        if self._steps is None or self._steps.shape != shape:
            self._steps = _Steps(library(), shape)
        return self._steps.draw(frame, address)


class _Steps:
    """Both steps for pictures of one shape."""

    def __init__(self, swscale: Any, shape: _Shape) -> None:  # noqa: ANN401 - a C library
        self.shape = shape
        self._swscale = swscale
        width, height, to_width, to_height, _colours, _full = shape
        self._shrink = self._context(width, height, to_width, to_height, _YUV420P)
        self._colour = self._context(to_width, to_height, to_width, to_height, _BGRA)
        self._lines, self._to_lines = height, to_height
        across = -(-to_width // _ALIGNED) * _ALIGNED
        self._small = ctypes.create_string_buffer(across * (to_height + 2) * 2 + _ALIGNED)
        start = -(-ctypes.addressof(self._small) // _ALIGNED) * _ALIGNED
        after = start + across * to_height
        self._at = _Pointers(start, after, after + across * (to_height // 2), None)
        self._rows = _Strides(across, across, across, 0)
        self._out_rows = _Strides(to_width * 4, 0, 0, 0)

    def draw(self, frame: av.VideoFrame, address: int) -> bool:
        if not self._shrink or not self._colour:
            return False
        one, two, three = frame.planes
        source = _Pointers(one.buffer_ptr, two.buffer_ptr, three.buffer_ptr, None)
        rows = _Strides(one.line_size, two.line_size, three.line_size, 0)
        scale = self._swscale.sws_scale
        drawn = scale(self._shrink, source, rows, 0, self._lines, self._at, self._rows)
        if drawn <= 0:
            return False
        out = _Pointers(address, None, None, None)
        done = scale(self._colour, self._at, self._rows, 0, self._to_lines, out, self._out_rows)
        return bool(done > 0)

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
