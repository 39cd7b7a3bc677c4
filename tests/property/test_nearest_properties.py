"""Which cameras see a point and what is near it, against the plainest possible reckoning.

The oracle knows every camera and no index; it reckons with vectors where the product uses angles.
"""

from datetime import UTC, datetime, timedelta
from math import cos, hypot, radians, sin
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.places.geo import LocalPlane, Place
from console.domain.places.nearest import CameraIndex, FacilityIndex, nearest_units, walking_s
from console.domain.site import Camera, CameraPreset, Facility
from console.domain.unit import UnitPosition

PLANE = LocalPlane(Place(37.55, 127.04))
NOW = datetime(2026, 1, 1, 22, 0, tzinfo=UTC)
EDGE = 1e-7  # a point this near the edge of a cone may fall either way


def _covers(heading: float, view: float, reach: float, east: float, north: float) -> bool | None:
    """Whether a cone holds a step; None on its very edge."""
    metres = hypot(east, north)
    if abs(metres - reach) < EDGE:
        return None
    if metres > reach:
        return False
    ahead = (east * sin(radians(heading)) + north * cos(radians(heading))) / max(metres, 1e-12)
    edge = cos(radians(min(view, 360.0) / 2))
    if view < 360 and abs(ahead - edge) < EDGE:
        return None
    return metres < 1.0 or view >= 360 or ahead >= edge


def _oracle(
    cameras: list[Camera], place: Place, most: int, lost: set[str]
) -> list[tuple[int, float, str]] | None:
    east, north = PLANE.to_metres(place.lat, place.lon)
    ranked = []
    for camera in cameras:
        own = PLANE.to_metres(camera.place.lat, camera.place.lon)
        step = (east - own[0], north - own[1])
        metres = hypot(*step)
        sees = _covers(camera.heading_deg, camera.view_deg, camera.reach_m, *step)
        if not camera.aimed and camera.view_deg < 360:  # below its pole it sees in any case
            sees = metres < 1.0 and metres <= camera.reach_m
        kept = [
            _covers(p.heading_deg, p.view_deg, p.reach_m, *step)
            for p in camera.presets
            if camera.turnable
        ]
        if sees is None or None in kept:
            return None
        if camera.id in lost:
            rank = 5
        elif sees:
            rank = 0
        elif any(kept):
            rank = 1
        else:
            known = camera.aimed or camera.view_deg >= 360
            rank = 2 if camera.turnable else 4 if known else 3
            rank = rank if metres <= camera.reach_m else 4
        ranked.append((rank, metres, camera.id))
    return sorted(ranked)[:most]


RANKS = ("sees", "preset", "could_turn", "unaimed", "near", "lost")


def _cameras(rng: Random, count: int, half_m: float) -> list[Camera]:
    made = []
    for number in range(count):
        turnable = rng.random() < 0.2
        presets = tuple(
            CameraPreset(f"P{n}", rng.uniform(0, 360), rng.uniform(5, 90), rng.uniform(10, 150))
            for n in range(rng.randrange(3) if turnable else 0)
        )
        place = PLANE.to_place(rng.uniform(-half_m, half_m), rng.uniform(-half_m, half_m))
        if made and rng.random() < 0.1:
            place = made[-1].place  # one pole, two cameras
        made.append(
            Camera(
                f"C-{number:04d}", "", "", place,
                heading_deg=rng.uniform(-360, 720), view_deg=rng.choice((20, 60, 110, 360)),
                reach_m=rng.choice((0, 20, 40, 90, 700)) if rng.random() < 0.1 else 40,
                aimed=rng.random() < 0.9,
                turnable=turnable, presets=presets,
            )
        )  # fmt: skip
    return made


def _compare(cameras: list[Camera], points: list[Place], most: int, lost: set[str]) -> int:
    index, asked = CameraIndex(cameras, PLANE), 0
    for place in points:
        wanted = _oracle(cameras, place, most, lost)
        if wanted is None:
            continue
        found = index.seeing(place, most, lost)
        assert [(RANKS[rank], name) for rank, _, name in wanted] == [
            (sight.rank, sight.camera) for sight in found
        ]
        asked += 1
    return asked


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 60), st.floats(30, 3000), st.integers(1, 6))
def test_that_the_index_ranks_like_the_oracle(
    seed: int, count: int, half_m: float, most: int
) -> None:
    rng = Random(seed)
    cameras = _cameras(rng, count, half_m)
    lost = {camera.id for camera in cameras if rng.random() < 0.1}
    points = [
        PLANE.to_place(rng.uniform(-half_m, half_m) * 1.5, rng.uniform(-half_m, half_m) * 1.5)
        for _ in range(12)
    ]
    _compare(cameras, points, most, lost)


def test_that_five_thousand_cameras_rank_like_the_oracle() -> None:
    """The bench asks 10,000 points; the default suite a part of them."""
    rng = Random(5)
    cameras = _cameras(rng, 5000, 2500)
    points = [PLANE.to_place(rng.uniform(-3e3, 3e3), rng.uniform(-3e3, 3e3)) for _ in range(60)]
    assert _compare(cameras, points, 4, {cameras[n].id for n in range(0, 5000, 50)}) >= 55


def test_that_a_point_far_from_every_camera_still_gets_the_nearest() -> None:
    cameras = _cameras(Random(2), 200, 300)
    assert _compare(cameras, [PLANE.to_place(90_000, -40_000)], 4, set()) == 1


def test_that_a_point_without_a_place_has_no_cameras() -> None:
    index = CameraIndex(_cameras(Random(1), 5, 100), PLANE)
    assert index.seeing(Place(0, 0)) == ()
    assert CameraIndex([], PLANE).seeing(Place(37.5, 127.0)) == ()


def test_that_a_camera_off_the_globe_is_never_near() -> None:
    odd = [Camera("A", "", "", Place(float("nan"), 127.0)), Camera("B", "", "", Place(0, 0))]
    assert CameraIndex(odd, PLANE).seeing(Place(37.55, 127.04)) == ()


def _fix(unit: str, east: float, age_s: float, ahead_s: float = 0.0) -> UnitPosition:
    at = NOW - timedelta(seconds=age_s)
    return UnitPosition(
        unit, "gateway", at + timedelta(seconds=ahead_s), at, PLANE.to_place(east, 0)
    )


def test_that_a_stale_unit_is_never_the_nearest_but_counted() -> None:
    fixes = [_fix("patrol-1", 10, 31), _fix("patrol-2", 400, 5), _fix("patrol-3", 900, 300)]
    near = nearest_units(PLANE.origin, fixes, NOW, PLANE)
    assert [each.thing.unit for each in near.found] == ["patrol-2"]
    assert near.stale_nearer == 1


def test_that_a_device_clock_running_ahead_makes_no_fix_fresh() -> None:
    near = nearest_units(PLANE.origin, [_fix("patrol-1", 10, 60, ahead_s=600)], NOW, PLANE)
    assert near.found == ()
    assert near.stale_nearer == 1


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 80))
def test_that_the_nearest_facility_is_the_nearest(seed: int, count: int) -> None:
    rng = Random(seed)
    all_of = [
        Facility(
            f"F{n}", rng.choice(("bell", "shelter")), "", "",
            PLANE.to_place(rng.uniform(-2000, 2000), rng.uniform(-2000, 2000)),
        )
        for n in range(count)
    ]  # fmt: skip
    place = PLANE.to_place(rng.uniform(-4000, 4000), rng.uniform(-4000, 4000))
    at = PLANE.to_metres(place.lat, place.lon)
    for kind in ("bell", "shelter", "locker"):
        steps = [
            (hypot(e - at[0], n - at[1]), f.id)
            for f in all_of
            if f.kind == kind
            for e, n in [PLANE.to_metres(f.place.lat, f.place.lon)]
        ]
        found = FacilityIndex(all_of, PLANE).nearest(place, kind, 3)
        assert [each.thing.id for each in found] == [name for _, name in sorted(steps)[:3]]
        assert all(each.walk_s == walking_s(each.metres) for each in found)
