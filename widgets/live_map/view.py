"""Which part of the plane is seen: centre, scale and size. Pure arithmetic, any thread.

Metres east and north of the site's centre; logical pixels right and down. Never a Qt type.
"""

from dataclasses import dataclass, replace
from math import log10

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
NEAREST_PX_PER_M = 6.0


@dataclass(frozen=True, slots=True)
class View:
    """`scale` is in logical pixels per metre; `width` and `height` in logical pixels."""

    east: float
    north: float
    scale: float
    width: float
    height: float

    def to_screen(self, points: Points) -> Points:
        """Rows (east, north) to rows (x, y)."""
        screen = np.empty_like(points)
        np.multiply(points[:, 0] - self.east, self.scale, out=screen[:, 0])
        np.multiply(points[:, 1] - self.north, -self.scale, out=screen[:, 1])
        screen[:, 0] += self.width / 2
        screen[:, 1] += self.height / 2
        return screen

    def point(self, east: float, north: float) -> tuple[float, float]:
        """One point of the plane on the screen."""
        x = (east - self.east) * self.scale + self.width / 2
        return x, (self.north - north) * self.scale + self.height / 2

    def metres(self, x: float, y: float) -> tuple[float, float]:
        """One point of the screen in the plane."""
        east = self.east + (x - self.width / 2) / self.scale
        return east, self.north - (y - self.height / 2) / self.scale

    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north of what is seen, in metres."""
        half_wide, half_high = self.width / self.scale / 2, self.height / self.scale / 2
        return (
            self.east - half_wide,
            self.north - half_high,
            self.east + half_wide,
            self.north + half_high,
        )

    def contains(self, east: float, north: float, edge_px: float = 0.0) -> bool:
        """Whether a point is seen, at least `edge_px` from the edge."""
        x, y = self.point(east, north)
        return edge_px <= x <= self.width - edge_px and edge_px <= y <= self.height - edge_px

    def panned(self, dx: float, dy: float) -> "View":
        """The ground moved by pixels."""
        return replace(self, east=self.east - dx / self.scale, north=self.north + dy / self.scale)

    def zoomed(self, factor: float, x: float, y: float, least: float) -> "View":
        """Scaled about a point of the screen, between `least` and the nearest scale."""
        scale = min(max(self.scale * factor, least), NEAREST_PX_PER_M)
        east, north = self.metres(x, y)
        return replace(
            self,
            scale=scale,
            east=east - (x - self.width / 2) / scale,
            north=north + (y - self.height / 2) / scale,
        )

    def resized(self, width: float, height: float) -> "View":
        """The same centre and scale in another size."""
        return replace(self, width=max(width, 1.0), height=max(height, 1.0))

    def centred(self, east: float, north: float, scale: float | None = None) -> "View":
        """The same size around another centre."""
        return replace(self, east=east, north=north, scale=scale or self.scale)

    def within(self, box: tuple[float, float, float, float]) -> "View":
        """The centre kept inside a box (west, south, east, north)."""
        west, south, east, north = box
        return replace(
            self,
            east=min(max(self.east, west), east),
            north=min(max(self.north, south), north),
        )

    def widened(self, share: float) -> "View":
        """The same centre with `share` more on each side."""
        return replace(
            self, width=self.width * (1 + 2 * share), height=self.height * (1 + 2 * share)
        )


def fitted(
    box: tuple[float, float, float, float], width: float, height: float, edge_px: float
) -> View:
    """The view that shows a whole box (west, south, east, north) with an edge around it."""
    west, south, east, north = box
    wide, high = max(width - 2 * edge_px, 40.0), max(height - 2 * edge_px, 40.0)
    scale = min(wide / max(east - west, 1.0), high / max(north - south, 1.0))
    scale = min(scale, NEAREST_PX_PER_M)
    return View((west + east) / 2, (south + north) / 2, scale, max(width, 1.0), max(height, 1.0))


def scale_bar(scale: float, most_px: float = 120.0) -> tuple[int, float]:
    """The longest round length (1, 2 or 5 times a power of ten, m) within `most_px`, in pixels."""
    most_m = max(most_px / scale, 1.0)
    power = 10 ** int(log10(most_m))
    length = next(step * power for step in (5, 2, 1) if step * power <= most_m)
    return length, length * scale
