"""What a district plans with: cameras by dong, blind spots, ages, walked routes. Pure.

Figures only, of what is on the map: no word of where a camera should stand. A camera "sees" a place
when the place lies in its cone and reach; houses in between are not known, so the coverage is the
most that there can be.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import floor, hypot

from console.domain.places.camera_age import LIFE_YEARS, CameraAge, ages
from console.domain.places.geo import LocalPlane, Place
from console.domain.places.nearest import CameraIndex, has_cone
from console.domain.places.plan_areas import Dong, Dongs
from console.domain.site import Site

CELL_M = 100.0
"""Edge of the squares that past incidents are gathered in."""
STEP_M = 25.0
"""Between the points that coverage is asked of."""
WALKED_M = 30.0
"""So near to a route a fix counts as on it."""
VAGUE_M = 25.0
"""A fix that is trusted to no better than this proves nothing."""
SAMPLE_M = 10.0


@dataclass(frozen=True, slots=True)
class DongRow:
    """One dong. Shares are 0 to 1, None where there is nothing to share."""

    name_ko: str
    name_en: str
    area_km2: float
    cameras: int
    intelligent: int
    per_km2: float | None
    intelligent_share: float | None
    covered_share: float | None
    incidents: int
    unseen_incidents: int
    due: int
    """Cameras that are past their life."""

    def name(self, language: str) -> str:
        """The name in "ko" or "en"."""
        return self.name_ko if language == "ko" else self.name_en


@dataclass(frozen=True, slots=True)
class BlindSpot:
    """A square where incidents happened that no camera sees; `nearest_m` to the next camera."""

    place: Place
    dong: int | None
    incidents: int
    unseen: int
    nearest_m: float | None
    nearest: str


@dataclass(frozen=True, slots=True)
class RouteRow:
    """A patrol route: how long, how much of it was walked, the longest piece that was not."""

    name_ko: str
    name_en: str
    length_m: float
    walked_m: float
    longest_gap_m: float

    @property
    def share(self) -> float:
        """Of the length, 0 to 1."""
        return self.walked_m / self.length_m if self.length_m else 0.0

    def name(self, language: str) -> str:
        """The name in "ko" or "en"."""
        return self.name_ko if language == "ko" else self.name_en


@dataclass(frozen=True, slots=True)
class Plan:
    """All figures of one moment.

    `outside` counts cameras that stand in no dong, `unaimed` those of unknown direction, which
    count as seeing nothing.
    """

    dongs: tuple[DongRow, ...]
    total: DongRow
    replacements: tuple[CameraAge, ...]
    undated: int
    years: tuple[tuple[int, int, int], ...]
    """Year, cameras of it that are past their life, and others; of those with a date."""
    blind: tuple[BlindSpot, ...]
    routes: tuple[RouteRow, ...]
    outside: int
    areas: tuple[Dong, ...]
    plane: LocalPlane
    unaimed: int = 0


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the figures are made of: past incidents, fixes of teams, each team's in order."""

    site: Site
    incidents: Sequence[Place] = ()
    tracks: Sequence[Sequence[Place]] = ()
    today: date = date(1970, 1, 1)
    life_years: float = LIFE_YEARS


class Cancelled(Exception):
    """The figures are not wanted any more."""


def plan_of(inputs: Inputs, stopped: Callable[[], bool] = lambda: False) -> Plan:
    """All figures; takes seconds for a district, so it is a worker's. Raises Cancelled."""
    site = inputs.site
    dongs = Dongs(site)
    index = CameraIndex(site.cameras.values(), dongs.plane)
    aged, undated = ages(site.cameras.values(), inputs.today, inputs.life_years)
    where = {camera.id: dongs.at(camera.place) for camera in site.cameras.values()}
    spots = [(place, dongs.at(place), bool(index.looking_at(place))) for place in inputs.incidents]
    due = [where[each.camera.id] for each in aged if each.due]
    rows: list[DongRow] = []
    covered_points = points = 0
    for number, dong in enumerate(dongs.all):
        if stopped():
            raise Cancelled
        covered, of = _coverage(dongs, dong, index)
        covered_points, points = covered_points + covered, points + of
        ids = [name for name, at in where.items() if at == number]
        seen = [sees for _, at, sees in spots if at == number]
        rows.append(_row(site, dong, ids, seen, due.count(number), (covered, of)))
    whole = Dong("전체", "Total", (), (0, 0, 0, 0), sum(dong.area_km2 for dong in dongs.all))
    inside = [name for name, at in where.items() if at is not None]
    total = _row(
        site, whole, inside, [sees for _, _, sees in spots], len(due), (covered_points, points)
    )
    return Plan(
        dongs=tuple(rows),
        total=total,
        replacements=tuple(each for each in aged if each.due),
        undated=undated,
        years=_years(aged),
        blind=_blind(spots, index, dongs.plane),
        routes=tuple(_routes(site, inputs.tracks, dongs.plane)),
        outside=len(where) - len(inside),
        areas=dongs.all,
        plane=dongs.plane,
        unaimed=sum(not has_cone(camera) for camera in site.cameras.values()),
    )


def _row(
    site: Site, dong: Dong, ids: Sequence[str], seen: Sequence[bool], due: int,
    covered: tuple[int, int],
) -> DongRow:  # fmt: skip
    smart = sum(site.cameras[name].intelligent for name in ids)
    return DongRow(
        name_ko=dong.name_ko,
        name_en=dong.name_en,
        area_km2=dong.area_km2,
        cameras=len(ids),
        intelligent=smart,
        per_km2=len(ids) / dong.area_km2 if dong.area_km2 else None,
        intelligent_share=smart / len(ids) if ids else None,
        covered_share=covered[0] / covered[1] if covered[1] else None,
        incidents=len(seen),
        unseen_incidents=seen.count(False),
        due=due,
    )


def _coverage(dongs: Dongs, dong: Dong, index: CameraIndex) -> tuple[int, int]:
    """How many of the points spread over a dong a camera sees, and how many there are."""
    seen = count = 0
    for place in dongs.spread(dong, STEP_M):
        count += 1
        seen += bool(index.looking_at(place))
    return seen, count


def _blind(
    spots: Iterable[tuple[Place, int | None, bool]], index: CameraIndex, plane: LocalPlane
) -> tuple[BlindSpot, ...]:
    """Squares with incidents that no camera sees, those with most of them first."""
    cells: dict[tuple[int, int], list[tuple[Place, int | None, bool]]] = {}
    for spot in spots:
        east, north = plane.to_metres(spot[0].lat, spot[0].lon)
        cells.setdefault((floor(east / CELL_M), floor(north / CELL_M)), []).append(spot)
    found: list[BlindSpot] = []
    for inside in cells.values():
        unseen = [spot for spot in inside if not spot[2]]
        if unseen:
            place = Place(_mean(s[0].lat for s in unseen), _mean(s[0].lon for s in unseen))
            near = index.seeing(place, 1)
            found.append(
                BlindSpot(
                    place, unseen[0][1], len(inside), len(unseen),
                    near[0].metres if near else None, near[0].camera if near else "",
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda s: (-s.unseen, -s.incidents, s.place.lat, s.place.lon)))


def _years(aged: Sequence[CameraAge]) -> tuple[tuple[int, int, int], ...]:
    counts = Counter((each.since.year, each.due) for each in aged)
    years = sorted({year for year, _ in counts})
    return tuple((year, counts[year, True], counts[year, False]) for year in years)


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)


def _routes(site: Site, tracks: Sequence[Sequence[Place]], plane: LocalPlane) -> Iterable[RouteRow]:
    fixes = [p for track in tracks for p in track if (p.accuracy_m or 0.0) <= VAGUE_M]
    walked = _Fixes([plane.to_metres(p.lat, p.lon) for p in fixes])
    for layer in site.layers:
        if layer.kind != "patrol_route":
            continue
        for shape, (ko, en) in zip(layer.shapes, layer.names, strict=True):
            lines = [[plane.to_metres(lat, lon) for lon, lat in line] for line in shape]
            yield _route(ko, en, lines, walked)


def _route(
    ko: str, en: str, lines: Sequence[Sequence[tuple[float, float]]], walked: "_Fixes"
) -> RouteRow:
    length = done = gap = longest = 0.0
    for line in lines:
        gap = 0.0
        for east, north, step in _samples(line):
            length += step
            if walked.near(east, north):
                done += step
                gap = 0.0
            else:
                gap += step
                longest = max(longest, gap)
    return RouteRow(ko, en, length, done, longest)


def _samples(line: Sequence[tuple[float, float]]) -> Iterable[tuple[float, float, float]]:
    """The middles of short pieces of a line, each with its length (m)."""
    for (ax, ay), (bx, by) in pairwise(line):
        whole = hypot(bx - ax, by - ay)
        count = max(1, round(whole / SAMPLE_M))
        for each in range(count if whole else 0):
            share = (each + 0.5) / count
            yield ax + (bx - ax) * share, ay + (by - ay) * share, whole / count


class _Fixes:
    """Fixes by squares, so that each sample is held against few of them."""

    def __init__(self, fixes: Iterable[tuple[float, float]]) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, float]]] = {}
        for east, north in fixes:
            key = floor(east / WALKED_M), floor(north / WALKED_M)
            self._cells.setdefault(key, []).append((east, north))

    def near(self, east: float, north: float) -> bool:
        """Whether any fix is near enough to a point."""
        column, line = floor(east / WALKED_M), floor(north / WALKED_M)
        return any(
            hypot(x - east, y - north) <= WALKED_M
            for beside in (-1, 0, 1)
            for above in (-1, 0, 1)
            for x, y in self._cells.get((column + beside, line + above), ())
        )
