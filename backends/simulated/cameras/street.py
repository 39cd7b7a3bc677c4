"""The unmoving part of a simulated picture: a street at night. Pure numpy, any thread."""

import numpy as np
import numpy.typing as npt

from backends.simulated.cameras.sprites import Planes

DESIGN_WIDTH = 640
DESIGN_HEIGHT = 360
_HORIZON = 214
_ROAD_TOP = 246
_ROAD_BOTTOM = 318

Canvas = npt.NDArray[np.float32]


def paint_street(rng: np.random.Generator, scale: int) -> Planes:
    """Houses with lit windows, pavements, road, lamps and their glow as YUV 4:2:0 planes."""
    canvas = np.empty((3, DESIGN_HEIGHT, DESIGN_WIDTH), dtype=np.float32)
    canvas[0] = np.linspace(24, 46, DESIGN_HEIGHT, dtype=np.float32)[:, None]
    canvas[1], canvas[2] = 133.0, 124.0
    _houses(rng, canvas)
    _ground(rng, canvas)
    for _ in range(int(rng.integers(2, 4))):
        _lamp(canvas, float(rng.uniform(40, 600)), float(rng.uniform(96, 130)))
    grown = np.clip(canvas, 16, 235).astype(np.uint8).repeat(scale, axis=1).repeat(scale, axis=2)
    return grown[0].copy(), grown[1, ::2, ::2].copy(), grown[2, ::2, ::2].copy()


def _houses(rng: np.random.Generator, canvas: Canvas) -> None:
    left = -int(rng.integers(0, 60))
    while left < DESIGN_WIDTH:
        width, top = int(rng.integers(70, 150)), int(rng.integers(36, 120))
        wall = (rng.uniform(38, 70), rng.uniform(122, 136), rng.uniform(122, 136))
        _fill(canvas, (left, top, width - 4, _HORIZON - top), wall)
        _windows(rng, canvas, (left, top, width))
        _shop(rng, canvas, left, width)
        left += width


def _windows(rng: np.random.Generator, canvas: Canvas, house: tuple[int, int, int]) -> None:
    left, top, width = house
    for y in range(top + 12, _HORIZON - 52, 26):
        for x in range(left + 10, left + width - 22, 22):
            lit = rng.random() < 0.28
            warm = (rng.uniform(110, 165), 108.0, 138.0) if lit else (30.0, 131.0, 125.0)
            _fill(canvas, (x, y, 12, 14), warm)


def _shop(rng: np.random.Generator, canvas: Canvas, left: int, width: int) -> None:
    if rng.random() < 0.55:
        sign = (rng.uniform(105, 150), rng.uniform(95, 160), rng.uniform(100, 165))
        _fill(canvas, (left + 8, _HORIZON - 42, width - 24, 10), sign)
        _fill(canvas, (left + 12, _HORIZON - 28, width - 32, 28), (96.0, 112.0, 134.0))


def _ground(rng: np.random.Generator, canvas: Canvas) -> None:
    _fill(canvas, (0, _HORIZON, DESIGN_WIDTH, DESIGN_HEIGHT - _HORIZON), (66.0, 128.0, 128.0))
    _fill(canvas, (0, _ROAD_TOP, DESIGN_WIDTH, _ROAD_BOTTOM - _ROAD_TOP), (46.0, 130.0, 126.0))
    _fill(canvas, (0, _ROAD_TOP, DESIGN_WIDTH, 2), (110.0, 128.0, 128.0))
    _fill(canvas, (0, _ROAD_BOTTOM, DESIGN_WIDTH, 2), (110.0, 128.0, 128.0))
    start = int(rng.integers(0, 60))
    for x in range(start - 60, DESIGN_WIDTH, 60):
        _fill(canvas, (x, 281, 30, 3), (150.0, 118.0, 134.0))
    if rng.random() < 0.5:
        _crossing(canvas, int(rng.integers(80, 480)))


def _crossing(canvas: Canvas, left: int) -> None:
    for x in range(left, left + 84, 14):
        _fill(canvas, (x, _ROAD_TOP + 6, 8, _ROAD_BOTTOM - _ROAD_TOP - 12), (140.0, 128.0, 128.0))


def _lamp(canvas: Canvas, x: float, y: float) -> None:
    _fill(canvas, (int(x) - 1, int(y), 3, _ROAD_TOP - int(y)), (84.0, 128.0, 128.0))
    rows, columns = np.ogrid[0:DESIGN_HEIGHT, 0:DESIGN_WIDTH]
    bulb = np.hypot(columns - x, rows - y)
    pool = np.hypot((columns - x) / 2.6, rows - _ROAD_TOP)
    glow = 120 * np.exp(-bulb / 13.0) + 46 * np.exp(-pool / 42.0)
    canvas[0] += glow.astype(np.float32)
    canvas[1] -= (glow * 0.10).astype(np.float32)
    canvas[2] += (glow * 0.07).astype(np.float32)


def _fill(
    canvas: Canvas, box: tuple[int, int, int, int], colour: tuple[float, float, float]
) -> None:
    x, y, width, height = box
    rows, columns = slice(max(0, y), y + height), slice(max(0, x), max(0, x + width))
    for plane, value in zip(canvas, colour, strict=True):
        plane[rows, columns] = value
