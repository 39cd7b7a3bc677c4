"""A scenario made concrete for one site, seed and speed: devices to enrol and moments to play.

Pure: the same site, scenario, seed and speed give the same devices, ids, payloads and order.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from backends.simulated.evenings.field_plan import FieldPlan, make_field
from backends.simulated.scenario.scenario import Condition, Rain, Role, Scenario, Step
from backends.simulated.scenario.stage import Spot, Stage
from backends.simulated.scenario.units_walk import Walk, noisy
from console.domain.site import Site

INTERVAL_S = 5.0
UNITS = (("escort", 8), ("patrol", 10), ("guard", 6))
UNITS_PER_GATEWAY = 6


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """One walking unit; its name begins with its kind."""

    name: str
    walk: Walk


@dataclass(frozen=True, slots=True)
class DevicePlan:
    """One device to enrol and to play. `part`: its process, "devices", "units" or "field"."""

    id: str
    device_class: str
    cameras: tuple[str, ...]
    interval_s: float
    part: str
    role: str
    units: tuple[UnitPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """What happens at a device at a simulated second; `index` is its number in the scenario."""

    index: int
    at_s: float
    device: str
    action: str
    type: str = ""
    condition: Condition = "point"
    subject: str | None = None
    drill: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Everything a run needs. `speed` divides simulated seconds into real ones.

    `field` is the evening of those who are out, where the scenario has one.
    """

    scenario: str
    seed: int
    speed: float
    length_s: float
    devices: tuple[DevicePlan, ...]
    moments: tuple[Moment, ...]
    field: FieldPlan | None = None

    def part(self, name: str) -> tuple[DevicePlan, ...]:
        """The devices that one process hosts."""
        return tuple(device for device in self.devices if device.part == name)


def rehearse(site: Site, scenario: Scenario, seed: int, speed: float = 1.0) -> Rehearsal:
    """Place the cast, walk the units, fix every payload."""
    stage = Stage(site, seed)
    spots: dict[str, Spot] = {}
    for role in scenario.cast:
        spots[role.name] = stage.spot(role, spots)
    plans = _plans(scenario, stage, spots)
    ids = {plan.role: plan.id for plan in plans}
    moments = tuple(
        _moment(index, step, ids[step.role], spots[step.role], stage, plans, seed, speed)
        for index, step in enumerate(_all_steps(scenario, seed))
    )
    evening = _evening(site, scenario, seed, spots) if scenario.has_field else None
    carried = _carried(evening, stage) if evening is not None else []
    devices = (*plans, *_gateways(stage, seed), *carried)
    return Rehearsal(scenario.name, seed, speed, scenario.length_s, devices, moments, evening)


def _evening(site: Site, scenario: Scenario, seed: int, spots: Mapping[str, Spot]) -> FieldPlan:
    """Those who are out, and the stores and lockers of the cast."""
    things = [
        (role.device_class, spots[role.name].thing, spots[role.name].walk.at(0)[0])
        for role in scenario.cast
        if spots[role.name].thing
    ]
    return make_field(site, seed, things, scenario.length_s)


def _carried(evening: FieldPlan, stage: Stage) -> list[DevicePlan]:
    homes = {each.unit: each.place for each in evening.teams}
    homes.update((each.unit, each.place) for each in evening.guards)
    homes.update((each.device, each.way[0]) for each in evening.bookings if each.device)
    homes.update((unit, each.route[0]) for each in evening.patrols for unit in each.units)
    return [
        DevicePlan(
            name, kind, stage.cameras_near(homes[name]), INTERVAL_S, "field", name,
            (UnitPlan(name, Walk([homes[name]], 0.0)),),
        )
        for name, kind in evening.devices()
    ]  # fmt: skip


def plan_devices(site: Site, scenario: Scenario, seed: int) -> list[DevicePlan]:
    """The devices of a scenario and the gateways of the units, to be enrolled."""
    return list(rehearse(site, scenario, seed).devices)


def _plans(scenario: Scenario, stage: Stage, spots: Mapping[str, Spot]) -> list[DevicePlan]:
    numbers: Counter[str] = Counter()
    plans = []
    for role in scenario.cast:
        spot = spots[role.name]
        numbers[role.device_class] += 1
        units = (UnitPlan(role.unit, spot.walk),) if role.unit else ()
        plans.append(
            DevicePlan(
                _device_id(role, spot, numbers[role.device_class]),
                role.device_class,
                _cameras_of(role, spot, stage),
                INTERVAL_S,
                "devices",
                role.name,
                units,
            )
        )
    return plans


def _device_id(role: Role, spot: Spot, number: int) -> str:
    if role.at == "camera" and spot.thing:
        return f"AI-{spot.thing}"
    prefix = role.device_class.upper().replace("_", "-")
    return spot.thing or f"{prefix}-{number:02d}"


def _cameras_of(role: Role, spot: Spot, stage: Stage) -> tuple[str, ...]:
    near = stage.cameras_near(spot.walk.at(0)[0])
    if role.at != "camera" or not spot.thing:
        return near
    return (spot.thing, *(each for each in near if each != spot.thing))[:4]


def _all_steps(scenario: Scenario, seed: int) -> list[Step]:
    steps = [*scenario.steps]
    for number, rain in enumerate(scenario.rain):
        steps.extend(_drops(rain, random.Random(f"{seed}/{scenario.name}/rain/{number}")))
    return sorted(steps, key=lambda step: step.at_s)


def _drops(rain: Rain, dice: random.Random) -> Iterator[Step]:
    span = rain.end_s - rain.start_s
    for number in range(rain.count):
        text = {"text": dice.choice(rain.texts)} if rain.texts else {}
        yield Step(
            rain.start_s + span * number / rain.count,
            dice.choice(rain.roles),
            type=dice.choice(rain.types),
            subject=f"zone-{dice.randint(1, 9)}",
            data=text,
        )


def _moment(
    index: int,
    step: Step,
    device: str,
    spot: Spot,
    stage: Stage,
    plans: list[DevicePlan],
    seed: int,
    speed: float,
) -> Moment:
    if step.action != "event":
        return Moment(index, step.at_s, device, step.action)
    plan = next(plan for plan in plans if plan.id == device)
    key = f"{seed}/{device}/{index}"
    return Moment(
        index,
        step.at_s,
        device,
        "event",
        step.type,
        step.condition,
        step.subject,
        step.drill,
        _payload(step, plan, spot, stage, key, speed),
    )


def _payload(
    step: Step, plan: DevicePlan, spot: Spot, stage: Stage, key: str, speed: float
) -> dict[str, Any]:
    dice = random.Random(key)
    place = spot.walk.at(step.at_s / speed)[0]
    payload: dict[str, Any] = {"location": {"lat": round(place.lat, 6), "lon": round(place.lon, 6)}}
    cameras = plan.cameras
    if plan.units:
        place, accuracy = noisy(place, key)
        payload["location"] = {
            "lat": round(place.lat, 6),
            "lon": round(place.lon, 6),
            "accuracy_m": accuracy,
        }
        payload["unit"] = plan.units[0].name
        payload["battery_pct"] = dice.randint(35, 97)
        cameras = stage.cameras_near(place)
    payload["cameras"] = list(cameras)
    if step.type.startswith("analytics."):
        payload["confidence"] = round(dice.uniform(0.55, 0.97), 2)
        payload["boxes"] = [_box(dice)]
    return {**payload, **step.data}


def _box(dice: random.Random) -> dict[str, Any]:
    x, y = round(dice.uniform(0.1, 0.7), 3), round(dice.uniform(0.3, 0.6), 3)
    return {"x": x, "y": y, "w": 0.12, "h": 0.3, "label": "person"}


def _gateways(stage: Stage, seed: int) -> list[DevicePlan]:
    gateways = []
    for kind, count in UNITS:
        units = _units(stage, kind, count, random.Random(f"{seed}/units/{kind}"))
        for first in range(0, count, UNITS_PER_GATEWAY):
            number = first // UNITS_PER_GATEWAY + 1
            name = f"GW-{kind.upper()}-{number}"
            hosted = tuple(units[first : first + UNITS_PER_GATEWAY])
            gateways.append(DevicePlan(name, "gateway", (), INTERVAL_S, "units", name, hosted))
    return gateways


def _units(stage: Stage, kind: str, count: int, dice: random.Random) -> list[UnitPlan]:
    if kind == "patrol":
        walks = stage.route_walks(count, dice)
    elif kind == "escort":
        walks = [stage.street_walk(stage.somewhere(dice), dice) for _ in range(count)]
    else:
        walks = [_post(stage, dice) for _ in range(count)]
    return [UnitPlan(f"{kind}-{number:02d}", walk) for number, walk in enumerate(walks, 1)]


def _post(stage: Stage, dice: random.Random) -> Walk:
    """A guard post: a few slow steps to and fro."""
    at = stage.somewhere(dice)
    line = stage.street_walk(at, dice)
    return Walk([at, line.at(20)[0]], 0.3, dice.uniform(0, 20))
