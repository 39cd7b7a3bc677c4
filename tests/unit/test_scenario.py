"""Scenario files and their rehearsal: told faults, repeatable play, plausible walks."""

import json
import random
from collections import Counter
from itertools import pairwise

import pytest

from backends.simulated.scenario.devices import event_id
from backends.simulated.scenario.rehearsal import plan_devices, rehearse
from backends.simulated.scenario.scenario import parse_scenario, read_scenario
from backends.simulated.scenario.units_walk import StreetNet, Walk, noisy
from console.domain.errors import EnvironmentFault
from console.domain.places.geo import Place, distance_m
from console.domain.site import Camera, Facility, MapLayer, Site
from resources.locator import resource

CENTRE = Place(37.55, 127.04)


def small_site() -> Site:
    cameras = {
        f"C-{n}": Camera(f"C-{n}", f"카메라 {n}", f"Camera {n}", Place(37.55 + n / 2_000, 127.04))
        for n in range(12)
    }
    kinds = ("bell", "bell", "bell", "locker", "shelter")
    facilities = tuple(
        Facility(f"F-{n}", kind, "시설", "Facility", Place(37.551 + n / 1_000, 127.041))
        for n, kind in enumerate(kinds)
    )
    street = tuple((127.04 + n / 1_000, 37.55) for n in range(20))
    route = ((127.04, 37.552), (127.045, 37.553), (127.05, 37.552))
    layers = (
        MapLayer("local", closed=False, shapes=((street,),), names=(("", ""),)),
        MapLayer("patrol_route", closed=False, shapes=((route,),), names=(("길", "Route"),)),
    )
    return Site("small", "작은 구", "Small", CENTRE, "", "", cameras, facilities, layers, ("C-1",))


BARE = Site("bare", "빈 구", "Bare", CENTRE, "", "")
SCENARIOS = sorted(path.stem for path in resource("demo", "scenarios").glob("*.json"))


def test_that_the_four_scenarios_are_shipped() -> None:
    assert {"bench20", "calm", "evening", "flood"} <= set(SCENARIOS)


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("site", [small_site(), BARE], ids=["small", "bare"])
def test_that_each_scenario_plays_in_any_site_and_twice_the_same(name: str, site: Site) -> None:
    scenario = read_scenario(name)
    first, second = (rehearse(site, scenario, 7, 30.0) for _ in range(2))
    assert first == second or first.moments == second.moments
    assert [plan.id for plan in first.devices] == [plan.id for plan in second.devices]
    ids = [plan.id for plan in first.devices]
    assert len(set(ids)) == len(ids)
    assert all(0 <= moment.at_s <= scenario.length_s for moment in first.moments)
    assert {moment.device for moment in first.moments} <= set(ids)
    for moment in first.moments:
        assert len(json.dumps(moment.data, ensure_ascii=False).encode()) < 60_000


def test_that_another_seed_plays_elsewhere() -> None:
    scenario = read_scenario("evening")
    first, second = (rehearse(small_site(), scenario, seed).moments for seed in (1, 2))
    assert [one.type for one in first] == [one.type for one in second]
    assert [one.data for one in first] != [one.data for one in second]


def test_that_the_evening_holds_what_a_control_room_meets() -> None:
    moments = rehearse(small_site(), read_scenario("evening"), 1).moments
    types = Counter(moment.type for moment in moments if moment.action == "event")
    assert {
        "shelter.button",
        "locker.fault",
        "bell.pressed",
        "analytics.crowd",
        "analytics.loitering",
        "sos.watch",
        "sos.app",
        "patrol.hazard",
        "locker.tamper",
        "analytics.fall",
        "vendor.parking_gate",
    } <= set(types)
    crowd = [moment.condition for moment in moments if moment.type == "analytics.crowd"]
    assert crowd == ["active", "cleared"]
    assert any(moment.drill for moment in moments)
    assert [moment.action for moment in moments if moment.action != "event"] == ["die"]
    hazard = next(moment for moment in moments if moment.type == "patrol.hazard")
    assert hazard.data["category"] == "gas"


def test_that_the_flood_is_a_thousand_analytics_and_five_emergencies() -> None:
    moments = rehearse(small_site(), read_scenario("flood"), 1).moments
    analytics = sum(moment.type.startswith("analytics.") for moment in moments)
    assert (analytics, len(moments) - analytics) == (1_000, 5)


def test_that_the_measuring_scenario_is_twenty_events_a_second() -> None:
    moments = rehearse(small_site(), read_scenario("bench20"), 1).moments
    assert len(moments) == 1_200
    seconds = Counter(int(moment.at_s) for moment in moments)
    assert set(seconds) == set(range(60))
    assert max(seconds.values()) <= 22


def test_that_twenty_four_units_walk_behind_their_gateways() -> None:
    plans = [p for p in plan_devices(small_site(), read_scenario("calm"), 1) if p.part == "units"]
    names = [unit.name for plan in plans for unit in plan.units]
    assert len(names) == len(set(names)) == 24
    assert all(name.split("-")[0] in {"escort", "patrol", "guard"} for name in names)
    assert len(plans) < 24


def test_that_a_boot_gives_its_own_event_ids() -> None:
    rehearsal = rehearse(small_site(), read_scenario("flood"), 1)
    ids = {event_id(rehearsal, moment, boot) for moment in rehearsal.moments for boot in (1, 2)}
    assert len(ids) == 2 * len(rehearsal.moments)
    first = rehearsal.moments[0]
    assert event_id(rehearsal, first, 1) == event_id(rehearsal, first, 1)


def test_that_an_unknown_scenario_is_told_with_those_there_are() -> None:
    with pytest.raises(EnvironmentFault, match="evening"):
        read_scenario("morning")


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "\ud800"])
def test_that_what_is_not_json_is_told(text: str) -> None:
    with pytest.raises(EnvironmentFault, match="scenario"):
        parse_scenario(text, "x.json")


def test_that_all_faults_of_a_file_are_told_at_once() -> None:
    text = json.dumps(
        {
            "name": "x",
            "title": {"ko": "가", "en": "a"},
            "length_s": 10,
            "cast": [
                {"role": "a", "class": "bell", "at": "moon"},
                {"role": "a", "class": 5, "at": "bell"},
                {"role": "c", "class": "camera", "at": "camera", "count": 3},
                7,
            ],
            "steps": [
                {"at": 99, "role": "a", "type": "sos.app"},
                {"at": 1, "role": "nobody", "type": "SOS"},
                {"at": 2, "role": "c", "type": "sos.app"},
                {"at": True, "role": "a", "action": "fly", "condition": "maybe", "data": []},
            ],
            "rain": [{"from": 5, "to": 1, "count": 0, "roles": ["z"], "types": []}],
        }
    )
    with pytest.raises(EnvironmentFault) as told:
        parse_scenario(text, "x.json")
    for word in (
        "cast[0]: at 'moon'",
        "cast[1]: role 'a'",
        "cast[1]: class",
        "cast[3]: is not an object",
        "steps[0]: at is not a number from 0 to 10",
        "steps[1]: role 'nobody'",
        "steps[1]: type 'SOS'",
        "steps[2]: role 'c'",
        "steps[3]: at",
        "action 'fly'",
        "condition 'maybe'",
        "steps[3].data",
        "rain[0]: to",
        "rain[0]: count",
        "role 'z'",
        "rain[0]: types",
    ):
        assert word in told.value.sentence


def test_that_a_walk_goes_to_and_fro_at_its_pace() -> None:
    line = [CENTRE, Place(37.551, 127.04), Place(37.551, 127.042)]
    walk = Walk(line, 1.3)
    places = [walk.at(second)[0] for second in range(600)]
    steps = [distance_m(a, b) for a, b in pairwise(places)]
    assert max(steps) <= 1.31
    assert sorted(steps)[300] == pytest.approx(1.3, abs=0.01)
    assert distance_m(walk.at(2 * walk.length_m / 1.3)[0], CENTRE) < 1
    assert walk.at(1)[1] == pytest.approx(0, abs=1)
    assert Walk([CENTRE], 1.3).at(50) == (CENTRE, 0.0, 0.0)


def test_that_fixes_are_noisy_within_reason_and_repeatable() -> None:
    places = [noisy(CENTRE, f"u/{n}") for n in range(200)]
    assert places == [noisy(CENTRE, f"u/{n}") for n in range(200)]
    assert 0.3 < max(distance_m(CENTRE, place) for place, _ in places) < 15
    assert all(3 <= accuracy <= 9 for _, accuracy in places)


def test_that_without_streets_one_walks_around() -> None:
    line = StreetNet(BARE).wander(CENTRE, random.Random(1))
    assert Walk(line, 1).length_m > 300
