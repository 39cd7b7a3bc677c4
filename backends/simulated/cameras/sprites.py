"""Walking figures and cars as small masked YUV pictures. Pure numpy, any thread."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Plane = npt.NDArray[np.uint8]
Planes = tuple[Plane, Plane, Plane]
Mask = npt.NDArray[np.bool_]
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Sprite:
    """A masked picture; width and height are even so that chroma lines up."""

    luma: Plane
    mask: Mask
    blue: Plane
    red: Plane
    mask_half: Mask

    @property
    def width(self) -> int:
        """Pixels of luma."""
        return int(self.luma.shape[1])

    @property
    def height(self) -> int:
        """Pixels of luma."""
        return int(self.luma.shape[0])

    def paint(self, planes: Planes, at: tuple[int, int], clip: tuple[int, int, int]) -> None:
        """Blit with the top left at `at` (even); `clip` is left, right, bottom of what shows."""
        x, y = at
        left, right, bottom = clip
        rows, columns = slice(0, bottom - y), slice(left - x, right - x)
        spot = planes[0][y:bottom, left:right]
        np.copyto(spot, self.luma[rows, columns], where=self.mask[rows, columns])
        rows, columns = slice(0, (bottom - y) // 2), slice((left - x) // 2, (right - x) // 2)
        shown = self.mask_half[rows, columns]
        for plane, source in ((planes[1], self.blue), (planes[2], self.red)):
            spot = plane[y // 2 : bottom // 2, left // 2 : right // 2]
            np.copyto(spot, source[rows, columns], where=shown)


class _Sketch:
    """A drawing in progress: shapes in fractions of its size."""

    def __init__(self, width: int, height: int) -> None:
        self._planes = np.zeros((3, height & ~1, width & ~1), dtype=np.uint8)
        self._mask = np.zeros((height & ~1, width & ~1), dtype=bool)
        rows, columns = np.indices(self._mask.shape, dtype=np.float32)
        self._y, self._x = (rows + 0.5) / rows.shape[0], (columns + 0.5) / rows.shape[1]

    def ellipse(self, centre: tuple[float, float], radii: tuple[float, float], to: Colour) -> None:
        """A filled ellipse."""
        x, y = (self._x - centre[0]) / radii[0], (self._y - centre[1]) / radii[1]
        self._paint(x * x + y * y <= 1, to)

    def limb(
        self, start: tuple[float, float], end: tuple[float, float], width: float, to: Colour
    ) -> None:
        """A thick line from `start` downwards to `end`."""
        along = np.clip((self._y - start[1]) / max(end[1] - start[1], 1e-3), 0, 1)
        centre = start[0] + (end[0] - start[0]) * along
        inside = (self._y >= start[1]) & (self._y <= end[1])
        self._paint(inside & (np.abs(self._x - centre) <= width / 2), to)

    def box(self, left: float, top: float, right: float, bottom: float, to: Colour) -> None:
        """A filled rectangle."""
        inside = (self._x >= left) & (self._x <= right) & (self._y >= top) & (self._y <= bottom)
        self._paint(inside, to)

    def finish(self) -> Sprite:
        """The sprite drawn so far."""
        luma, blue, red = self._planes
        half = self._mask[::2, ::2].copy()
        return Sprite(luma, self._mask, blue[::2, ::2].copy(), red[::2, ::2].copy(), half)

    def _paint(self, where: Mask, to: Colour) -> None:
        self._mask |= where
        for plane, value in zip(self._planes, to, strict=True):
            plane[where] = value


def walker(rng: np.random.Generator, height: int) -> tuple[Sprite, ...]:
    """Eight moments of a walk, `height` pixels tall."""
    coat: Colour = (
        int(rng.integers(80, 160)),
        int(rng.integers(114, 144)),
        int(rng.integers(112, 146)),
    )
    legs: Colour = (int(rng.integers(28, 60)), 130, 126)
    return tuple(_stride(height, coat, legs, float(np.sin(step * np.pi / 4))) for step in range(8))


def _stride(height: int, coat: Colour, legs: Colour, swing: float) -> Sprite:
    sketch = _Sketch(height // 2, height)
    reach = 0.22 * swing
    sketch.limb((0.5, 0.55), (0.5 + reach, 0.99), 0.17, legs)
    sketch.limb((0.5, 0.55), (0.5 - reach, 0.99), 0.17, legs)
    sketch.limb((0.5, 0.22), (0.5 - reach * 1.1, 0.55), 0.50, coat)
    sketch.limb((0.5, 0.18), (0.5, 0.60), 0.44, coat)
    sketch.limb((0.45, 0.24), (0.5 + reach * 1.2, 0.56), 0.12, (coat[0] - 24, coat[1], coat[2]))
    sketch.ellipse((0.5, 0.10), (0.17, 0.085), (150, 114, 146))
    sketch.box(0.33, 0.0, 0.67, 0.06, (34, 128, 130))
    return sketch.finish()


def car(rng: np.random.Generator, scale: int, rightward: bool) -> Sprite:
    """A car seen from the side with its head light on the road before it."""
    body: Colour = (
        int(rng.integers(70, 180)),
        int(rng.integers(116, 142)),
        int(rng.integers(114, 144)),
    )
    sketch = _Sketch(168 * scale, 40 * scale)
    sketch.limb((0.66, 0.55), (0.80, 0.96), 0.34, (112, 118, 132))
    sketch.ellipse((0.33, 0.40), (0.19, 0.38), body)
    sketch.box(0.18, 0.10, 0.48, 0.34, (36, 134, 124))
    sketch.box(0.04, 0.38, 0.62, 0.80, body)
    for wheel in (0.17, 0.50):
        sketch.ellipse((wheel, 0.80), (0.052, 0.19), (20, 128, 128))
    sketch.box(0.60, 0.46, 0.64, 0.60, (232, 116, 134))
    sketch.box(0.03, 0.46, 0.05, 0.60, (110, 104, 210))
    sprite = sketch.finish()
    return sprite if rightward else _mirror(sprite)


def _mirror(sprite: Sprite) -> Sprite:
    luma, blue, red = (plane[:, ::-1] for plane in (sprite.luma, sprite.blue, sprite.red))
    return Sprite(luma, sprite.mask[:, ::-1], blue, red, sprite.mask_half[:, ::-1])
