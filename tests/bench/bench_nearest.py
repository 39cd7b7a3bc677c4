"""Which four cameras see a point, over 5,000 cameras and 10,000 random points.

    python -m tests.bench.bench_nearest

Prints one JSON object: the time of a question (p50, p95, ms of CPU; the limit is 1 ms at p95), its
ratio to asking every camera with numpy, and on how many points the two differ. Exit code 1 when
they do. The other way reckons with vectors, in columns, and shares no code with the index.
"""

import json
import sys
import time
from random import Random

import numpy as np
from numpy.typing import NDArray

from console.domain.places.nearest import CameraIndex
from console.domain.site import Camera
from tests.property.test_nearest_properties import PLANE, _cameras

CAMERAS, POINTS, K = 5000, 10_000, 4
LIMIT_MS = 1.0
Column = NDArray[np.float64]


class Oracle:
    """Every camera, for every point."""

    def __init__(self, cameras: list[Camera]) -> None:
        self._ids = np.array([camera.id for camera in cameras])
        self._at = np.array([PLANE.to_metres(c.place.lat, c.place.lon) for c in cameras])
        self._own = _cones([(c.heading_deg, c.view_deg, c.reach_m) for c in cameras])
        self._aimed = np.array([c.aimed or c.view_deg >= 360.0 for c in cameras])
        self._turnable = np.array([camera.turnable for camera in cameras])
        kept = [(n, p) for n, c in enumerate(cameras) if c.turnable for p in c.presets]
        self._of = np.array([n for n, _ in kept])
        self._kept = _cones([(p.heading_deg, p.view_deg, p.reach_m) for _, p in kept])

    def best(self, at: tuple[float, float]) -> list[str]:
        """The ids of the four best."""
        step = np.array(at) - self._at
        metres = np.hypot(step[:, 0], step[:, 1])
        rank = np.full(len(metres), 4)
        rank[~self._aimed & (metres <= self._own[:, 3])] = 3
        rank[self._turnable & (metres <= self._own[:, 3])] = 2
        rank[self._of[_covers(self._kept, step[self._of], metres[self._of], pole=False)]] = 1
        seen = _covers(self._own, step, metres, pole=True)
        rank[seen & (self._aimed | (metres < 1.0))] = 0
        order = np.lexsort((self._ids, metres, rank))[:K]
        found: list[str] = self._ids[order].tolist()
        return found


def _cones(cones: list[tuple[float, float, float]]) -> Column:
    """Rows: direction (east, north), cosine of half the angle, reach."""
    heading, view, reach = np.array(cones).T
    half = np.cos(np.radians(np.minimum(view, 360.0) / 2))
    return np.column_stack((np.sin(np.radians(heading)), np.cos(np.radians(heading)), half, reach))


def _covers(cones: Column, step: Column, metres: Column, *, pole: bool) -> NDArray[np.bool_]:
    ahead = (step * cones[:, :2]).sum(axis=1) >= cones[:, 2] * metres
    near = (metres < 1.0) if pole else np.zeros(len(metres), dtype=bool)
    covered: NDArray[np.bool_] = (metres <= cones[:, 3]) & (ahead | near | (cones[:, 2] <= -1.0))
    return covered


def main() -> int:
    """Command line."""
    rng = Random(11)
    cameras = _cameras(rng, CAMERAS, 2500)
    begun = time.thread_time()
    index = CameraIndex(cameras, PLANE)
    build_s, oracle = time.thread_time() - begun, Oracle(cameras)
    points = [PLANE.to_place(rng.uniform(-3e3, 3e3), rng.uniform(-3e3, 3e3)) for _ in range(POINTS)]
    asked, plain, different = [], [], 0
    for place in points:
        begun = time.thread_time()
        found = index.seeing(place, K)
        middle = time.thread_time()
        wanted = oracle.best(PLANE.to_metres(place.lat, place.lon))
        plain.append(time.thread_time() - middle)
        asked.append(middle - begun)
        different += [sight.camera for sight in found] != wanted
    asked.sort()
    plain.sort()
    p95 = 1000 * asked[int(0.95 * POINTS)]
    print(
        json.dumps(
            {
                "cameras": CAMERAS, "points": POINTS, "k": K, "different": different,
                "build_ms": round(1000 * build_s, 1),
                "p50_ms": round(1000 * asked[POINTS // 2], 3), "p95_ms": round(p95, 3),
                "p50_to_every_camera": round(asked[POINTS // 2] / plain[POINTS // 2], 3),
            },
            indent=1,
        )
    )  # fmt: skip
    print(f"{'ok  ' if p95 <= LIMIT_MS else 'OVER'} p95 {p95:.3f} ms (<= 1)", file=sys.stderr)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
