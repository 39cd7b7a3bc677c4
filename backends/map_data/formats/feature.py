"""A feature of a foreign map file as it was read: numbers and texts, nothing believed yet.

Values only. Coordinates are (x, y) rows in whatever the file uses.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

Coords = npt.NDArray[np.float64]
Geometry = Literal["points", "lines", "areas"]
MOST_VERTICES = 2_000_000
"""Of one feature; the border of the whole country at its finest has fewer."""
MOST_DEPTH = 16
"""How deep collections may lie in collections."""
Progress = Callable[[float], None]
_STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe]"
)
"""Control characters, halves of characters, and marks that turn the order of writing."""


class Unreadable(Exception):
    """A feature that cannot be used, and why; the file is read on."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}; {remedy}")
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Shape:
    """The geometry of a feature: of areas, each element is an outer ring and its holes."""

    geometry: Geometry
    parts: Sequence[Sequence[Coords]]
    flattened: bool = False
    """Whether heights or measures were left out."""

    @property
    def vertices(self) -> int:
        """How many rows all parts have."""
        return sum(len(line) for part in self.parts for line in part)


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature. `number` counts from 1 in the order of the file; `shapes` may be of two kinds.

    `fault` says why it could not be read; then there are no shapes.
    """

    number: int
    id: str = ""
    attributes: Mapping[str, object] = field(default_factory=dict)
    shapes: Sequence[Shape] = ()
    fault: Unreadable | None = None
    layer: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with a feature (number 0: the file); `kept` when it is taken all the same."""

    number: int
    id: str
    problem: str
    remedy: str
    kept: bool = False
    layer: str = ""

    @property
    def sentence(self) -> str:
        """Feature, problem and remedy in one line."""
        name = f" ({self.id})" if self.id else ""
        layer = f" of layer {self.layer}" if self.layer else ""
        place = f"feature {self.number}{name}{layer}" if self.number else "file"
        mark = "note: " if self.kept else ""
        return one_line(f"{mark}{place}: {self.problem}; {self.remedy}")


def one_line(text: str) -> str:
    """A foreign text without line ends and without characters that steer terminals or writing."""
    return " ".join(_STEERING.sub(" ", text).split())


class Source(Protocol):
    """An open map file."""

    crs: str
    """What it says of its coordinates: an authority's code, WKT, or empty."""

    def features(self) -> Iterator[Feature]:
        """Every feature once, in the order of the file, in bounded memory."""
        ...

    def progress(self) -> float:
        """How much has been read, 0 to 1."""
        ...

    def notes(self) -> Sequence[Finding]:
        """What is to be said of the file as a whole."""
        ...

    def close(self) -> None:
        """Close the file."""
        ...


def coords(rows: object) -> tuple[Coords, bool]:
    """Rows of two to four numbers as (x, y), and whether there was more than that.

    Raises Unreadable for anything else.
    """
    try:
        found = np.asarray(rows, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        raise _crooked("its coordinates are not pairs of numbers") from None
    if found.size == 0:
        return np.empty((0, 2)), False
    if found.ndim == 1:
        found = found[np.newaxis]
    if found.ndim != 2 or not 2 <= found.shape[1] <= 4:
        raise _crooked("its coordinates are not pairs of numbers")
    return np.ascontiguousarray(found[:, :2]), found.shape[1] > 2


def _crooked(problem: str) -> Unreadable:
    return Unreadable(problem, "correct the feature in the program that made the file")
