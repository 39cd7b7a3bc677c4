"""Finding a place by what an operator types: coordinate, camera number, dong, facility, address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from console.domain.places.geo import Place

FoundKind = Literal["coordinate", "camera", "facility", "dong", "address", "place", "unit"]


@dataclass(frozen=True, slots=True)
class Found:
    """One answer: what it is called, a few words more, and where it is.

    `id` names the camera, facility or unit; `box` (west, south, east, north, degrees) is what a
    view should hold when the thing is wide.
    """

    label: str
    place: Place
    kind: FoundKind
    detail: str = ""
    id: str = ""
    box: tuple[float, float, float, float] | None = None


class PlaceFinder(Protocol):
    """Answers within a few milliseconds, from memory; for the GUI thread."""

    def find(self, text: str, language: str, most: int = 8) -> Sequence[Found]:
        """The best answers first; empty when nothing fits."""
        ...
