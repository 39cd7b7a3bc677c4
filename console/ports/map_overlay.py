"""What a panel of the field work may put on the live map, as values; the map draws, nobody else.

An owner (one panel) has one `Overlay` at a time and replaces it whole. Places are WGS 84. Any
thread may build these; only the GUI thread gives them to the map. Never a colour, a pixel or a Qt
type: what is meant is said, the map decides how it looks.
"""

from dataclasses import dataclass
from typing import Literal

from console.domain.places.geo import Place

LineMeaning = Literal["route", "walked", "approach", "boundary"]
PointMeaning = Literal[
    "start", "end", "meeting", "stop", "checkpoint", "post", "home", "hazard", "walker", "place"
]
Standing = Literal["planned", "open", "done", "missed", "late", "wrong"]


@dataclass(frozen=True, slots=True)
class OverlayLine:
    """A way on the ground, in order. `id` is the owner's own and unique among its items.

    `route` is planned, `walked` is what was covered, `approach` leads to something, `boundary`
    closes itself. Two places at least; fewer draw nothing.
    """

    id: str
    places: tuple[Place, ...]
    meaning: LineMeaning = "route"
    label: str = ""
    standing: Standing = "planned"


@dataclass(frozen=True, slots=True)
class OverlayPoint:
    """A spot with a sign by its meaning and a mark by how it stands.

    `reach_m` draws a circle of that radius (0 draws none), such as the radius of a checkpoint.
    `note` is shown on the card of the point; keep names of people out of it.
    """

    id: str
    place: Place
    meaning: PointMeaning = "place"
    label: str = ""
    standing: Standing = "planned"
    reach_m: float = 0.0
    note: str = ""


@dataclass(frozen=True, slots=True)
class OverlayStrip:
    """The cameras that follow one walker: previous, current, next (empty text for none)."""

    walker: str
    previous: str = ""
    current: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Overlay:
    """All that one owner shows. Items named in `emphasised` stand out, the others step back."""

    lines: tuple[OverlayLine, ...] = ()
    points: tuple[OverlayPoint, ...] = ()
    strips: tuple[OverlayStrip, ...] = ()
    units: tuple[str, ...] = ()
    emphasised: frozenset[str] = frozenset()

    def places(self) -> tuple[Place, ...]:
        """Every place of the overlay that lies on the globe: what a view must hold to show it."""
        found = [place for line in self.lines for place in line.places]
        found += [point.place for point in self.points]
        return tuple(place for place in found if place.is_plausible)


@dataclass(frozen=True, slots=True)
class ChosenPoint:
    """What a hand chose on the map.

    `purpose` is the word the owner gave when it asked for a point; empty when nobody asked.
    `owner` and `item` name the overlay item under the pointer; empty on bare ground.
    """

    place: Place
    purpose: str = ""
    owner: str = ""
    item: str = ""
    camera: str = ""
    unit: str = ""
    facility: str = ""
