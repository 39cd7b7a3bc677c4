"""A night street per seed, drawn straight into YUV planes. Knows pictures only; one thread a scene.

The street is painted once; each frame restores the few rectangles that moved and blits them anew,
so that sixteen cameras cost a fraction of a core. Never reads a clock: the time is handed in.
"""

from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
import numpy.typing as npt

from backends.simulated.cameras.glyphs import text_mask
from backends.simulated.cameras.sprites import Plane, Planes, Sprite, car, walker
from backends.simulated.cameras.street import paint_street


@dataclass(frozen=True, slots=True)
class Mover:
    """Someone or something crossing the street: logical pixels, speed in pixels a second."""

    frames: tuple[Sprite, ...]
    y: float
    speed: float
    offset: float
    span: float
    pace: float

    def place(self, seconds: float) -> tuple[int, Sprite]:
        """The left edge (logical pixels) and the sprite of this moment."""
        travelled = (self.offset + abs(self.speed) * seconds) % self.span
        left = travelled - 120 if self.speed > 0 else self.span - travelled - 120
        return int(left), self.frames[int(seconds * self.pace) % len(self.frames)]


@dataclass(slots=True)
class Scene:
    """One camera's street at `scale` (1 is 640 x 360, 2 is 1280 x 720)."""

    camera: str
    seed: int
    scale: int
    _movers: list[Mover] = field(default_factory=list)
    _street: Planes = field(init=False)
    _label: npt.NDArray[np.bool_] = field(init=False)
    _clock: tuple[str, npt.NDArray[np.bool_]] = field(init=False)
    _dirty: list[tuple[int, int, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        rng = np.random.default_rng(self.seed)
        self._street = paint_street(rng, self.scale)
        self._movers = _cast(rng, self.scale)
        self._label = text_mask(self.camera, 2 * self.scale)
        self._clock = ("", text_mask("", 2 * self.scale))

    def start(self, planes: Planes) -> None:
        """Copy the whole street into fresh planes."""
        for target, source in zip(planes, self._street, strict=True):
            target[:] = source
        self._dirty.clear()

    def draw(self, planes: Planes, seconds: float, now: datetime | None) -> None:
        """Draw the moment `seconds` with the wall clock `now` burnt in when there is one."""
        self._restore(planes)
        for mover in self._movers:
            left, sprite = mover.place(seconds)
            self._blit(planes, sprite, left * self.scale, int(mover.y * self.scale))
        self._burn(planes, now)

    def _restore(self, planes: Planes) -> None:
        for x, y, width, height in self._dirty:
            _copy(planes[0], self._street[0], x, y, width, height)
            for target, source in zip(planes[1:], self._street[1:], strict=True):
                _copy(target, source, x // 2, y // 2, width // 2, height // 2)
        self._dirty.clear()

    def _blit(self, planes: Planes, sprite: Sprite, x: int, y: int) -> None:
        height, width = planes[0].shape
        x, y = x & ~1, y & ~1
        left, right = max(0, x), min(width, x + sprite.width)
        bottom = min(height, y + sprite.height)
        if left >= right or y >= bottom:
            return
        sprite.paint(planes, (x, y), (left, right, bottom))
        self._dirty.append((left, y, right - left, bottom - y))

    def _burn(self, planes: Planes, now: datetime | None) -> None:
        margin = 8 * self.scale
        _stamp(planes, self._label, margin, margin)
        if now is None:
            return
        stamp = now.strftime("%Y-%m-%d %H:%M:%S")
        if stamp != self._clock[0]:
            self._clock = (stamp, text_mask(stamp, 2 * self.scale))
        mask = self._clock[1]
        _stamp(planes, mask, planes[0].shape[1] - margin - mask.shape[1], margin)


def _copy(target: Plane, source: Plane, x: int, y: int, width: int, height: int) -> None:
    target[y : y + height, x : x + width] = source[y : y + height, x : x + width]


def _stamp(planes: Planes, mask: npt.NDArray[np.bool_], x: int, y: int) -> None:
    height, width = mask.shape
    planes[0][y : y + height, x : x + width] = np.where(mask, np.uint8(225), np.uint8(24))
    for chroma in planes[1:]:
        chroma[y // 2 : (y + height) // 2, x // 2 : (x + width) // 2] = 128


def _cast(rng: np.random.Generator, scale: int) -> list[Mover]:
    movers = [_pedestrian(rng, scale, index) for index in range(int(rng.integers(2, 5)))]
    speed = float(rng.uniform(90, 150)) * (1 if rng.random() < 0.5 else -1)
    lane = 268.0 if speed > 0 else 244.0
    sprite = car(rng, scale, speed > 0)
    gap = float(rng.uniform(1400, 2600))
    movers.insert(len(movers) // 2, Mover((sprite,), lane, speed, gap * 0.8, gap, 1.0))
    return movers


def _pedestrian(rng: np.random.Generator, scale: int, index: int) -> Mover:
    near = index % 2 == 0
    speed = float(rng.uniform(16, 34)) * (1 if rng.random() < 0.5 else -1)
    height = int(rng.integers(58, 70)) if near else int(rng.integers(38, 46))
    y = (352.0 if near else 242.0) - height
    frames = walker(rng, height * scale)
    return Mover(frames, y, speed, float(rng.uniform(0, 880)), 880.0, 6.0)
