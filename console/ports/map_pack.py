"""The imported map: layers as columns of numbers in the plane of the site, and raster tiles.

Values and a protocol; no behaviour, no thread. Where the pack has a layer of a kind that the
`Site` has too, the pack's one is drawn and the site's is not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from console.domain.places.geo import LocalPlane

Geometry = Literal["points", "lines", "areas"]
Metres = npt.NDArray[np.float64]
Offsets = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class LayerCard:
    """What is known of an imported layer without reading it.

    `kind` is one of `domain.places.map_kinds.KINDS`; `box` is west, south, east, north in WGS 84
    degrees; `source` is the name of the file it came from, `sha256` the hash of that file.
    """

    key: str
    kind: str
    geometry: Geometry
    features: int
    vertices: int
    box: tuple[float, float, float, float]
    source: str
    sha256: str
    attribution: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class VectorLayer:
    """One layer. East and north in metres of the plane it was asked for; never written to.

    Feature f has the parts `features[f]` to `features[f + 1]`, part p the rows `parts[p]` to
    `parts[p + 1]` of `points`. A part is a point, a line, or a ring that is closed (first row is
    the last) and filled even-odd together with the other rings of its feature. `boxes` has west,
    south, east and north of each feature; `ids` and `names` (ko, en) run parallel to the features,
    empty where the source said nothing.
    """

    card: LayerCard
    points: Metres
    parts: Offsets
    features: Offsets
    boxes: Metres
    ids: tuple[str, ...]
    names: tuple[tuple[str, str], ...]
    more: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Further columns of texts, empty where the source said nothing: an address's lot, a time."""

    def lines(self, feature: int) -> list[Metres]:
        """The parts of one feature, each with shape (n, 2); views, not copies."""
        first, last = int(self.features[feature]), int(self.features[feature + 1])
        cuts = self.parts[first : last + 1].tolist()
        return [self.points[a:b] for a, b in pairwise(cuts)]


@dataclass(frozen=True, slots=True)
class TileSetCard:
    """A set of raster tiles in Web Mercator (`geo.tile_corners` gives their places).

    `least` and `most` are the first and last zoom; `tile_px` the edge of a tile in pixels;
    `encoding` is png, jpeg or webp; `box` as in `LayerCard`.
    """

    key: str
    least: int
    most: int
    encoding: str
    tile_px: int
    box: tuple[float, float, float, float]
    source: str
    sha256: str
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class PackCards:
    """All that was imported at one moment; `revision` differs whenever anything in it does."""

    revision: str = ""
    layers: tuple[LayerCard, ...] = ()
    tiles: tuple[TileSetCard, ...] = ()
    problems: tuple[str, ...] = field(default=())

    def of_kind(self, kind: str) -> tuple[LayerCard, ...]:
        """The layers of one kind, in the order of their import."""
        return tuple(card for card in self.layers if card.kind == kind)


class MapPack(Protocol):
    """The pack of one data folder. Thread-safe.

    Only `cards` is for the GUI thread: it answers from memory. `vectors` and `tile` read the disk
    and are for a worker.
    """

    def cards(self) -> PackCards:
        """The pack as last seen; ask again (a second apart will do) to learn of a new import."""
        ...

    def vectors(self, card: LayerCard, plane: LocalPlane) -> VectorLayer | None:
        """One layer in metres of `plane`; None when it was removed or is damaged (then logged)."""
        ...

    def tile(self, card: TileSetCard, zoom: int, x: int, y: int) -> bytes | None:
        """One tile as it is encoded, `y` counted from the north; None where there is none."""
        ...

    def close(self) -> None:
        """Close files and stop looking for imports; bounded by 2 s."""
        ...


class NoMapPack:
    """A data folder into which nothing was imported."""

    def cards(self) -> PackCards:
        """Nothing."""
        return PackCards()

    def vectors(self, card: LayerCard, plane: LocalPlane) -> VectorLayer | None:  # noqa: ARG002
        """Nothing."""
        return None

    def tile(self, card: TileSetCard, zoom: int, x: int, y: int) -> bytes | None:  # noqa: ARG002
        """Nothing."""
        return None

    def close(self) -> None:
        """Nothing to close."""


def listed(cards: Sequence[LayerCard]) -> frozenset[str]:
    """The kinds among `cards`."""
    return frozenset(card.kind for card in cards)
