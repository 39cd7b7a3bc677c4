"""The words of the card: what was pressed on the map and what is around it. Pure, GUI thread."""

from dataclasses import dataclass
from math import ceil, inf

from PySide6.QtCore import QCoreApplication

from console.domain.places.geo import Place
from console.domain.places.nearest import Near, Sight, has_cone
from console.domain.site import Camera, Facility
from console.domain.unit import UnitPosition
from console.ports.map_overlay import OverlayPoint, Standing
from widgets.live_map.around import Around, Engaged
from widgets.live_map.units import age_text, kind_of

translate = QCoreApplication.translate
_MS = 1000.0


@dataclass(frozen=True, slots=True)
class CardWords:
    """A heading, lines about the thing, cameras as (id, words), lines about what is near."""

    title: str
    lines: tuple[str, ...] = ()
    cameras: tuple[tuple[str, str], ...] = ()
    near: tuple[str, ...] = ()


def distance_words(metres: float) -> str:
    """Metres below a kilometre, then kilometres with one decimal."""
    return f"{metres:.0f} m" if round(metres) < _MS else f"{metres / _MS:.1f} km"


def walk_words(seconds: float) -> str:
    """Minutes on foot, rounded up."""
    return translate("MapCard", "{minutes} min walk").format(minutes=max(1, ceil(seconds / 60)))


def coordinate_words(place: Place) -> str:
    """Latitude and longitude to a metre."""
    return f"{place.lat:.5f}, {place.lon:.5f}"


def kind_words(kind: int) -> str:
    """What a kind of unit is called."""
    return (
        translate("MapCard", "Escort"),
        translate("MapCard", "Patrol"),
        translate("MapCard", "Guard"),
        translate("MapCard", "Vehicle or other"),
        translate("MapCard", "Citizen"),
    )[kind]


def facility_words(kind: str) -> str:
    """What a kind of facility is called."""
    return {
        "bell": translate("MapCard", "Emergency bell"),
        "shelter": translate("MapCard", "Shelter store"),
        "locker": translate("MapCard", "Parcel locker"),
        "light": translate("MapCard", "Street light"),
        "toilet": translate("MapCard", "Toilet"),
        "park_gate": translate("MapCard", "Park gate"),
    }.get(kind, kind)


def sight_words(sight: Sight) -> str:
    """How a camera stands to the point."""
    words = {
        "sees": translate("MapCard", "sees it"),
        "preset": translate("MapCard", "preset {name}").format(name=sight.preset),
        "could_turn": translate("MapCard", "could turn"),
        "unaimed": translate("MapCard", "direction not known"),
        "near": translate("MapCard", "looks elsewhere"),
        "lost": translate("MapCard", "no picture"),
    }[sight.rank]
    shown = f"{sight.camera} · {words} · {distance_words(sight.metres)}"
    if sight.rank == "sees" and 0.5 <= sight.across_m < inf:
        across = translate("MapCard", "{metres} m across").format(metres=f"{sight.across_m:.0f}")
        return f"{shown} · {across}"
    return shown


def around_words(around: Around, language: str) -> tuple[str, ...]:
    """The nearest team and facilities, each with its walk."""
    lines = _team_lines(around)
    if around.teams.stale_nearer:
        words = translate("MapCard", "{count} nearer, but their fixes are old")
        lines.append(words.format(count=around.teams.stale_nearer))
    for each in around.facilities:
        kind, name = facility_words(each.thing.kind), each.thing.name(language)
        shown = name if kind in name else f"{kind}: {name}"
        lines.append(f"{shown} · {_way(each)}")
    return tuple(lines)


def _team_lines(around: Around) -> list[str]:
    """The nearest team, what binds it, and then the nearest that is free."""
    if not around.teams.found:
        return [translate("MapCard", "No team with a fresh fix")]
    team = around.teams.found[0]
    words = translate("MapCard", "Team: {name}").format(name=team.thing.unit)
    if team.thing.unit not in around.engaged:
        return [f"{words} · {_way(team)}"]
    lines = [f"{words} · {_way(team)} · {_engaged_words(team.thing.unit, around.engaged)}"]
    if around.free is None:
        return [*lines, translate("MapCard", "No free team with a fresh fix")]
    words = translate("MapCard", "Nearest free team: {name}").format(name=around.free.thing.unit)
    return [*lines, f"{words} · {_way(around.free)}"]


def _engaged_words(unit: str, engaged: Engaged) -> str:
    if unit in engaged.with_somebody:
        return translate("MapCard", "is with somebody")
    return translate("MapCard", "sent to #{number}").format(number=engaged.sent[unit])


def _way(near: Near[UnitPosition] | Near[Facility]) -> str:
    return f"{distance_words(near.metres)}, {walk_words(near.walk_s)}"


def unit_lines(fix: UnitPosition, age_s: float, language: str) -> tuple[str, ...]:
    """What is known of a unit's last fix."""
    age = translate("MapCard", "fix {age} old").format(age=age_text(age_s, language))
    parts = [kind_words(kind_of(fix.unit)), age]
    if fix.place.accuracy_m:
        parts.append(f"± {distance_words(fix.place.accuracy_m)}")
    if fix.speed_mps is not None:
        parts.append(f"{fix.speed_mps * 3.6:.0f} km/h")
    if fix.battery_pct is not None:
        words = translate("MapCard", "battery {percent} %")
        parts.append(words.format(percent=f"{fix.battery_pct:.0f}"))
    return (" · ".join(parts),)


def camera_lines(camera: Camera, language: str) -> tuple[str, ...]:
    """Where a camera looks, and what it can."""
    looks = translate("MapCard", "looks to {heading}°, {view}° wide, reaches {reach}")
    if not has_cone(camera):
        looks = translate("MapCard", "where it looks is not known; reaches {reach}")
    parts = [
        looks.format(
            heading=f"{camera.heading_deg % 360:.0f}", view=f"{camera.view_deg:.0f}",
            reach=distance_words(camera.reach_m),
        )
    ]  # fmt: skip
    kinds = []
    if camera.intelligent:
        kinds.append(translate("MapCard", "intelligent"))
    if camera.turnable:
        kinds.append(translate("MapCard", "can be turned"))
    if camera.presets:
        kinds.append(", ".join(preset.name for preset in camera.presets))
    if camera.streams is None:
        kinds.append(translate("MapCard", "no picture is set up"))
    return tuple(line for line in (camera.name(language), *parts, " · ".join(kinds)) if line)


def standing_words(standing: Standing) -> str:
    """How a spot of the field work stands."""
    return {
        "planned": translate("MapCard", "planned"),
        "open": translate("MapCard", "under way"),
        "done": translate("MapCard", "done"),
        "missed": translate("MapCard", "missed"),
        "late": translate("MapCard", "late"),
        "wrong": translate("MapCard", "not as it should be"),
    }[standing]


def point_lines(point: OverlayPoint) -> tuple[str, ...]:
    """What is known of a spot of the field work."""
    return tuple(line for line in (standing_words(point.standing), point.note) if line)
