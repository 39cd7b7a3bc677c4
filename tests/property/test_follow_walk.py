"""Follow the walk (O1): the right camera, no flip-flop, on the recorded walk and on many others."""

from dataclasses import dataclass
from itertools import pairwise

import pytest

from console.domain.field.follow import DWELL_S, NEAR_M, FollowWalk, Strip
from console.domain.places.geo import Place, distance_m
from tests.support.noisy_walks import PLANE, START
from tests.support.recorded_walk import Recorded, cone_holds, recorded_walk


@dataclass(frozen=True, slots=True)
class Score:
    """What a whole walk showed; `late_s`: the longest wrong picture that dwell does not excuse."""

    right: float
    covered: int
    dwell_s: float
    late_s: float
    strips: tuple[Strip, ...]


def score(found: Recorded, *, knows_way: bool = True) -> Score:
    follow = FollowWalk(found.index, PLANE, found.way if knows_way else ())
    right, covered, late, latest = 0, 0, 0.0, 0.0
    strips: list[Strip] = []
    switched: list[float] = []
    for sample in found.samples:
        at_s = (sample.at - START).total_seconds()
        strip = follow.step(at_s, sample.place)
        holding = {each.id for each in found.cameras if cone_holds(each, sample.place)}
        covered += bool(holding)
        since = switched[-1] if switched else at_s
        wrong = bool(holding) and strip.current not in holding and at_s - since > DWELL_S
        late = late + 1.0 if wrong else 0.0
        latest = max(latest, late)
        right += strip.current in holding
        if strip.current and (not strips or strip.current != strips[-1].current):
            switched.append(at_s)
        strips.append(strip)
    dwell = min((b - a for a, b in pairwise(switched)), default=999.0)
    return Score(right / max(1, covered), covered, dwell, latest, tuple(strips))


@pytest.mark.parametrize("knows_way", [True, False])
def test_that_the_recorded_walk_is_followed_o1(knows_way: bool) -> None:
    found = score(recorded_walk(), knows_way=knows_way)
    assert found.covered > 300
    assert found.right >= 0.95
    assert found.dwell_s >= DWELL_S
    assert found.late_s <= 1.0
    assert len({strip.current for strip in found.strips} - {""}) >= 10


@pytest.mark.parametrize("sigma_m", [0.0, 6.0])
def test_that_other_walks_are_followed_too_o1(sigma_m: float) -> None:
    scores = [score(recorded_walk(seed, sigma_m)) for seed in range(3)]
    assert all(each.dwell_s >= DWELL_S for each in scores)
    mean = sum(each.right for each in scores) / len(scores)
    assert mean >= (0.95 if sigma_m <= 6 else 0.85)


def test_that_the_next_camera_becomes_the_current_one() -> None:
    strips = score(recorded_walk()).strips
    changes = [(a, b) for a, b in pairwise(strips) if a.current and a.current != b.current]
    assert changes
    assert sum(b.current == a.next for a, b in changes) >= 0.7 * len(changes)
    assert all(b.previous == a.current for a, b in changes)


def test_that_where_no_cone_is_the_nearest_within_60_m_is_shown() -> None:
    found = recorded_walk()
    follow = FollowWalk(found.index, PLANE)
    camera = found.cameras[0]
    behind = PLANE.to_metres(camera.place.lat, camera.place.lon)
    places = [PLANE.to_place(behind[0] + east, behind[1]) for east in (-20, 20)]
    for place in places:
        if not any(cone_holds(each, place) for each in found.cameras):
            near = [each for each in found.cameras if distance_m(each.place, place) <= NEAR_M]
            assert FollowWalk(found.index, PLANE).step(1.0, place).current in {c.id for c in near}
    assert follow.step(1.0, Place(38.0, 128.0)) == Strip()
    assert follow.step(0.5, camera.place) == Strip()  # older than the last: left out


def test_that_a_clock_that_was_put_right_does_not_freeze_the_pictures() -> None:
    found = recorded_walk()
    follow = FollowWalk(found.index, PLANE, found.way)
    follow.step(3 * 3_600.0, found.samples[0].place)  # the device was three hours ahead
    shown = set()
    for sample in found.samples[:300]:
        shown.add(follow.step((sample.at - START).total_seconds(), sample.place).current)
    assert len(shown - {""}) >= 3
