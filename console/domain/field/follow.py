"""Follow the walk (O1): which three cameras to show while somebody walks. Pure; time comes in.

The camera shown is one whose cone holds the walker, where there is one. It is kept while it does,
and for `DWELL_S` at least, so that pictures do not flip. Where several see the walker, the one
that will see him longest is taken; where none does, the one that will see him soonest.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from console.domain.places.geo import LocalPlane, Place
from console.domain.places.nearest import CameraIndex

DWELL_S = 5.0
AHEAD_S = 15.0
NEXT_S = 150.0
NEAR_M = 60.0
_STEP_S = 3.0
_LOOK_S = 5.0
_STAY_S = 45.0
_SPEED_S = 12.0
_FASTEST_MPS = 4.0
_USUAL_MPS = 1.1
_OFF_WAY_M = 60.0
_STEPPED_S = 60.0
"""A fix so much earlier than the last is of a clock that was put right, not one that was late."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Strip:
    """The cameras by id, empty for none; whether the current one's cone holds the walker now."""

    previous: str = ""
    current: str = ""
    next: str = ""
    sees: bool = False


class FollowWalk:
    """The strip of one walk. `way` is where it leads, as far as that is known."""

    def __init__(self, cameras: CameraIndex, plane: LocalPlane, way: Sequence[Place] = ()) -> None:
        self._cameras = cameras
        self._plane = plane
        points = [plane.to_metres(each.lat, each.lon) for each in way if each.is_plausible]
        self._way = [(a, b) for a, b in pairwise(points) if a != b]
        self._fixes: deque[tuple[float, Point]] = deque(maxlen=64)
        self._since = 0.0
        self._looked = float("-inf")
        self.strip = Strip()

    def step(self, at_s: float, place: Place) -> Strip:
        """A newer fix, by a clock in seconds that never steps back."""
        if not place.is_plausible or not self._is_newer(at_s):
            return self.strip
        here = self._plane.to_metres(place.lat, place.lon)
        self._fixes.append((at_s, here))
        while self._fixes[0][0] < at_s - _SPEED_S:
            self._fixes.popleft()
        seeing = [sight.camera for sight in self._cameras.looking_at(place)]
        old = self.strip
        current = self._current(at_s, place, here, seeing)
        if current != old.current:
            self._since = at_s
        previous = old.current if current != old.current else old.previous
        following = old.next
        if current != old.current or at_s - self._looked >= _LOOK_S:
            self._looked = at_s
            following = self._soonest(here, NEXT_S, {current})
        self.strip = Strip(previous, current, following, current in seeing)
        return self.strip

    def _is_newer(self, at_s: float) -> bool:
        if not self._fixes or at_s > self._fixes[-1][0]:
            return True
        if self._fixes[-1][0] - at_s < _STEPPED_S:
            return False
        self._fixes.clear()
        self._since, self._looked = at_s, float("-inf")
        return True

    def _current(self, at_s: float, place: Place, here: Point, seeing: list[str]) -> str:
        shown = self.strip.current
        if shown in seeing or (shown and at_s - self._since < DWELL_S):
            return shown
        if seeing:
            return max(seeing, key=lambda camera: self._stay(here, camera))
        soon = self._soonest(here, AHEAD_S, set())
        if soon:
            return soon
        held = self._cameras.of(shown, place) if shown else None
        if held is not None and held.metres <= NEAR_M:
            return shown
        nearest = self._cameras.seeing(place, 1)
        return nearest[0].camera if nearest and nearest[0].metres <= NEAR_M else shown

    # --- where the walker will be ------------------------------------------------------------

    def _stay(self, here: Point, camera: str) -> float:
        """For how many seconds from now a camera will go on seeing the walker."""
        seconds = 0.0
        while seconds < _STAY_S and self._sees(camera, self._after(here, seconds + _STEP_S)):
            seconds += _STEP_S
        return seconds

    def _sees(self, camera: str, point: Point) -> bool:
        sight = self._cameras.of(camera, self._plane.to_place(*point))
        return sight is not None and sight.rank == "sees"

    def _soonest(self, here: Point, within_s: float, but: set[str]) -> str:
        """The first other camera that will see the walker."""
        seconds = _STEP_S
        while seconds <= within_s:
            place = self._plane.to_place(*self._after(here, seconds))
            coming = [s.camera for s in self._cameras.looking_at(place) if s.camera not in but]
            if coming:
                return coming[0]
            seconds += _STEP_S
        return ""

    def _after(self, here: Point, seconds: float) -> Point:
        """Where the walker will be: along the way while he is on it, else straight on."""
        east, north = self._speed()
        pace = hypot(east, north)
        on_way = self._on_way(here)
        if on_way is None:
            return here[0] + east * seconds, here[1] + north * seconds
        index, along = on_way
        left = (pace if pace > 0.2 else _USUAL_MPS) * seconds + along
        for start, end in self._way[index:]:
            size = hypot(end[0] - start[0], end[1] - start[1])
            if left <= size:
                share = left / size
                return (
                    start[0] + (end[0] - start[0]) * share,
                    start[1] + (end[1] - start[1]) * share,
                )
            left -= size
        return self._way[-1][1]

    def _speed(self) -> Point:
        """Metres a second, over the last seconds; nobody walks faster than he can run."""
        (first_s, first), (last_s, last) = self._fixes[0], self._fixes[-1]
        span = last_s - first_s
        if span <= 0:
            return 0.0, 0.0
        east, north = (last[0] - first[0]) / span, (last[1] - first[1]) / span
        pace = hypot(east, north)
        return (east, north) if pace <= _FASTEST_MPS else (0.0, 0.0)

    def _on_way(self, here: Point) -> tuple[int, float] | None:
        """The step of the way the walker is on, and how far along it."""
        best: tuple[float, int, float] | None = None
        for index, (start, end) in enumerate(self._way):
            step = (end[0] - start[0], end[1] - start[1])
            size = hypot(*step)
            dot = ((here[0] - start[0]) * step[0] + (here[1] - start[1]) * step[1]) / size
            along = min(size, max(0.0, dot))
            off = hypot(
                here[0] - start[0] - step[0] * along / size,
                here[1] - start[1] - step[1] * along / size,
            )
            # Where the way comes by twice, the later pass counts once it is as near.
            if off <= _OFF_WAY_M and (best is None or off < best[0] - 5.0):
                best = (off, index, along)
        return (best[1], best[2]) if best is not None else None
