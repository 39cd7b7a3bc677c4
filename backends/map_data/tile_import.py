"""Tiles of foreign files: pictures into a set of our own, vector tiles into features.

The caller's thread. Only tiles on or around the district are taken, so that a map of the country
costs no more than one of the district.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from backends.map_data.formats.feature import Feature, Finding, Unreadable
from backends.map_data.formats.mvt import features_of, shape_of
from backends.map_data.formats.sqlite_file import TileWriter
from backends.map_data.formats.tiles import (
    MOST_TILE_BYTES,
    Box,
    TileRange,
    TileSource,
    image_kind,
    inflated,
    range_over,
)
from backends.map_data.importing import Cancelled, Listener, Order, Outcome
from console.domain.errors import EnvironmentFault
from console.domain.places.grids import KOREA
from console.ports.map_pack import TileSetCard

MOST_TILES = 400_000
"""About 8 GB of pictures: the district at zoom 19 has a tenth of that."""


class TileImport:
    """One run over a file of raster tiles."""

    def __init__(self, order: Order, box: Box | None, listener: Listener) -> None:
        self._order, self._listener = order, listener
        self._box = box or KOREA
        self.outcome = Outcome(crs="EPSG:3857")
        self._size_px = 0
        self._others: Counter[str] = Counter()

    def run(self, source: TileSource, stage: Path, sha256: str) -> Outcome:
        """Copy the tiles into `stage`. Raises EnvironmentFault and Cancelled."""
        head = source.head
        ranges = self._ranges(source)
        key = f"{self._order.key}.tiles"
        name = f"{key}.{sha256[:12]}.mbtiles"
        whole = sum(each.count for each in ranges) or 1
        with TileWriter(stage / name, head.encoding) as sink:
            for wanted in ranges:
                for x, y, content in source.tiles(wanted):
                    self._take(wanted.zoom, x, y, content, sink)
                    if self.outcome.seen % 64 == 0:
                        self._listener.progress(
                            min(self.outcome.seen / whole, 1.0), self.outcome.seen
                        )
        self._listener.progress(1.0, self.outcome.seen)
        if not self.outcome.seen:
            self._tell_of_none(source, ranges)
        if self.outcome.taken:
            zooms = sink.zooms
            self._tell_of_missing(zooms)
            self._tell_of_others(sink.encoding)
            self.outcome.tiles.append(
                TileSetCard(
                    key, min(zooms), max(zooms), head.encoding, self._size_px or 256, self._box,
                    self._order.path.name, sha256, self._order.attribution or head.attribution,
                )
            )  # fmt: skip
            self.outcome.files[key] = name
        return self.outcome

    def _ranges(self, source: TileSource) -> list[TileRange]:
        ranges = [range_over(z, self._box) for z in range(source.head.least, source.head.most + 1)]
        kept: list[TileRange] = []
        for each in ranges:
            if sum(r.count for r in kept) + each.count > MOST_TILES:
                problem = f"zoom {each.zoom} and nearer would be more than {MOST_TILES} tiles"
                self._tell(Finding(0, "", problem, "they are left out", kept=True))
                break
            kept.append(each)
        return kept

    def _tell_of_missing(self, zooms: Collection[int]) -> None:
        missing = [str(each) for each in range(min(zooms), max(zooms)) if each not in zooms]
        if missing:
            problem = f"it has no tiles of zoom {', '.join(missing)}; coarser ones stand in there"
            self._tell(Finding(0, "", problem, "nothing needs to be done", kept=True))

    def _tell_of_none(self, source: TileSource, ranges: list[TileRange]) -> None:
        """Say why no tile was found; files with rows counted from the other end are common."""
        problem, remedy = "it has no tile of this district", "export the map of the district"
        if any(True for each in ranges for _ in source.tiles(_upside_down(each))):
            problem = "its rows are counted from the wrong end (XYZ for TMS)"
            remedy = "export it again as MBTiles, which counts from the south"
        self._listener.finding(Finding(0, "", problem, remedy))

    def _tell_of_others(self, said: str) -> None:
        """Programs that make smaller zooms by themselves write these in a form of their own."""
        for kind, count in sorted((+self._others).items()):
            problem = f"{count:,} tiles are {kind}, and the file says {said}; they were taken"
            self._tell(Finding(0, "", problem, "nothing needs to be done", kept=True))

    def _take(self, zoom: int, x: int, y: int, content: bytes, sink: TileWriter) -> None:
        if self._listener.stopped():
            raise Cancelled
        self.outcome.seen += 1
        name = f"{zoom}/{x}/{y}"
        shown = image_kind(content)
        if not content or len(content) > MOST_TILE_BYTES:
            problem = f"the tile has {len(content)} bytes"
        elif not shown:
            problem = f"the tile is no picture, and the file says {sink.encoding}"
        else:
            self._others[shown] += shown != sink.encoding
            sink.put(zoom, x, y, content)
            self.outcome.taken += 1
            self._size_px = self._size_px or edge_px(content, shown)
            return
        self._tell(Finding(self.outcome.seen, name, problem, "export it again", layer="tiles"))

    def _tell(self, finding: Finding) -> None:
        if finding.kept:
            self.outcome.noted += 1
        else:
            self.outcome.refused += 1
        self._listener.finding(finding)


def _upside_down(tiles: TileRange) -> TileRange:
    """The range as it lies when its rows are counted from the other end."""
    last = (1 << tiles.zoom) - 1
    return replace(tiles, north=last - tiles.south, south=last - tiles.north)


class VectorTileSource:
    """The features of a file of vector tiles, at its nearest zoom, cut at the edges of tiles."""

    crs = "EPSG:4326"

    def __init__(self, tiles: TileSource, box: Box | None, layer: str, where: Path) -> None:
        self._tiles, self._layer = tiles, layer
        zoom = min(tiles.head.most, 16)
        self._range = range_over(zoom, box or KOREA)
        if self._range.count > MOST_TILES:
            raise EnvironmentFault(
                "The file has too many tiles", where=str(where), remedy="cut it to the district"
            )
        self._number = self._seen = 0

    def features(self) -> Iterator[Feature]:
        """Every feature of every tile; a damaged tile is told as one feature."""
        for x, y, content in self._tiles.tiles(self._range):
            self._seen += 1
            try:
                yield from self._of_tile(x, y, content)
            except (Unreadable, ValueError) as fault:
                self._number += 1
                name = f"{self._range.zoom}/{x}/{y}"
                told = Unreadable(f"tile {name}: {_words(fault)}", "export it again")
                yield Feature(self._number, name, fault=told, layer="tiles")

    def progress(self) -> float:
        """By tiles."""
        return min(self._seen / max(self._range.count, 1), 1.0)

    def notes(self) -> Sequence[Finding]:
        """Nothing."""
        return ()

    def close(self) -> None:
        """The tiles are closed by whoever opened them."""

    def _of_tile(self, x: int, y: int, content: bytes) -> Iterator[Feature]:
        zoom = self._range.zoom
        for each in features_of(inflated(content)):
            if self._layer and each.layer != self._layer:
                continue
            self._number += 1
            try:
                shape = shape_of(each, zoom, x, y)
            except Unreadable as fault:
                yield Feature(self._number, each.id, each.attributes, fault=fault, layer=each.layer)
                continue
            if shape is not None:
                yield Feature(self._number, each.id, each.attributes, [shape], layer=each.layer)


def _words(fault: Exception) -> str:
    return fault.problem if isinstance(fault, Unreadable) else str(fault)


def edge_px(content: bytes, kind: str) -> int:
    """The edge of a PNG tile in pixels; 0 where another encoding hides it deeper."""
    return int.from_bytes(content[16:20], "big") if kind == "png" and len(content) > 24 else 0
