"""What the escorts put on the map: the way, the points and the strip of the chosen walk. Pure."""

from console.domain.field.escort import UNDER_WAY, Escort
from console.domain.field.follow import Strip
from console.domain.places.geo import Place
from console.ports.map_overlay import (
    LineMeaning,
    Overlay,
    OverlayLine,
    OverlayPoint,
    OverlayStrip,
    Standing,
)

OWNER = "escorts"


def overlay_of(key: str, escort: Escort | None, strip: Strip) -> Overlay | None:
    """The overlay of the chosen escort; None when nothing of it may be shown (any more)."""
    if escort is None or not escort.is_open:
        return None
    name = f"#{key}"
    going: Standing = "open" if escort.step in UNDER_WAY else "planned"
    late: Standing = "late" if escort.told else going
    places = escort.way or tuple(p for p in (escort.meet, escort.home) if p is not None)
    meaning: LineMeaning = "route" if escort.way else "approach"
    lines = (OverlayLine(f"{name}-way", places, meaning, name, late),) if len(places) > 1 else ()
    points = []
    if escort.meet is not None:
        points.append(OverlayPoint(f"{name}-meet", escort.meet, "meeting", escort.meet_name))
    if escort.home is not None:
        points.append(OverlayPoint(f"{name}-home", escort.home, "home", name))
    for number, stop in enumerate(escort.stops, 1):
        done: Standing = "done" if stop.served else "planned"
        points.append(OverlayPoint(f"{name}-{number}", stop.place, "stop", stop.name, done))
    walker = escort.unit or escort.walker
    shown = OverlayStrip(walker, strip.previous, strip.current, strip.next)
    strips = (shown,) if escort.step in UNDER_WAY and strip.current else ()
    units = tuple(unit for unit in (escort.unit, escort.walker) if unit)
    return Overlay(lines, tuple(points), strips, units)


def draft_overlay(way: tuple[Place, ...], points: tuple[Place, ...]) -> Overlay | None:
    """What an intake that is being filled has so far; None for nothing."""
    if not way and not points:
        return None
    lines = (OverlayLine("draft-way", way, "route", "", "planned"),) if len(way) > 1 else ()
    marks = [OverlayPoint(f"draft-{at}", place, "stop", str(at)) for at, place in enumerate(way, 1)]
    marks += [
        OverlayPoint(f"draft-point-{at}", place, "meeting", "")
        for at, place in enumerate(points, 1)
    ]
    return Overlay(lines, tuple(marks))
