"""Changes of the imported map, each as one step: import a file, remove an import.

The caller's thread; the caller holds the lock of changes. Each change is noted in the journal
before it comes to be, so that no map is ever shown that nobody answers for.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from typing_extensions import TypeIs

from backends.map_data.district import District
from backends.map_data.formats.feature import Feature, Source
from backends.map_data.formats.mbtiles import MbTiles
from backends.map_data.formats.pmtiles import PmTiles
from backends.map_data.formats.tiles import TileSource
from backends.map_data.importing import (
    BASE,
    TILES,
    FeatureImport,
    Listener,
    Order,
    Outcome,
    hash_of,
    with_change,
)
from backends.map_data.opening import opened
from backends.map_data.pack_folder import Import, Listing, PackFolder
from backends.map_data.tile_import import TileImport, VectorTileSource
from console.domain.errors import EnvironmentFault
from console.domain.places.map_kinds import KINDS

Note = Callable[[str, str, Mapping[str, object]], None]
"""Writes a journal line: kind of change, subject, facts."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who makes a change, when, and how the journal is told."""

    by: str
    now: datetime
    note: Note


class MapChanges:
    """The imported maps of one data folder, as they are changed."""

    def __init__(self, data: Path, district: District | None) -> None:
        self._folder = PackFolder(data)
        self._district = district

    def listing(self) -> Listing:
        """What was imported. Raises EnvironmentFault."""
        return self._folder.listing()

    def take(
        self, order: Order, listener: Listener, actor: Actor, *, dry: bool = False
    ) -> tuple[Outcome, bool]:
        """Import a file; what came of it, and whether the map has changed.

        Nothing changes when nothing of the file is good, when the order is strict and something is
        bad, or with `dry`. Raises EnvironmentFault and Cancelled, with the map as it was.
        """
        before = self._folder.listing()
        with self._folder.stage() as stage:
            sha256 = hash_of(order.path, listener)
            with opened(order.path, order.layer, order.encoding) as source:
                order, outcome = self._read(order, source, stage, sha256, listener)
            if dry or not outcome.taken or (order.strict and outcome.refused):
                return outcome, False
            outcome = with_change(outcome, before.change + 1, stage)
            made = _made(order, outcome, sha256, actor)
            facts = {"source": order.path.name, "sha256": sha256, "kind": order.kind,
                     "taken": outcome.taken, "left_out": made.left_out}  # fmt: skip
            actor.note("map_imported", f"map:{order.key}", facts)
            try:
                self._folder.put(stage, made, before)
            except EnvironmentFault as fault:
                actor.note("map_import_failed", f"map:{order.key}", {"reason": fault.sentence})
                raise
        return outcome, True

    def remove(self, key: str, actor: Actor) -> None:
        """Remove an import. Raises EnvironmentFault for one that is not there."""
        before = self._folder.listing()
        if key in before.imports:
            gone = before.imports[key]
            facts = {"source": gone.source, "sha256": gone.sha256}
            actor.note("map_removed", f"map:{key}", facts)
        self._folder.drop(key, before)

    def _read(
        self, order: Order, source: Source | TileSource, stage: Path, sha256: str,
        listener: Listener,
    ) -> tuple[Order, Outcome]:  # fmt: skip
        box = self._district.box if self._district and order.outside != "take" else order.bounds
        if _is_tiles(source):
            order = replace(order, kind=_tile_kind(order, source.head.encoding))
            if order.kind == TILES:
                return order, TileImport(order, box, listener).run(source, stage, sha256)
            # A base map goes far beyond the district; naming all of that would help nobody.
            order = replace(order, outside="clip" if order.outside == "refuse" else order.outside)
            features: Source = VectorTileSource(source, box, order.layer, order.path)
        else:
            features = source
        _refuse_kind(order)
        run = FeatureImport(order, self._district, listener, lambda: _again(order, box))
        return order, run.run(features, stage, sha256)


def _again(order: Order, box: tuple[float, float, float, float] | None) -> Iterator[Feature]:
    """The features of the file once more, for a sample."""
    with opened(order.path, order.layer, order.encoding) as source:
        if _is_tiles(source):
            yield from VectorTileSource(source, box, order.layer, order.path).features()
        else:
            yield from source.features()


def _is_tiles(source: Source | TileSource) -> TypeIs[TileSource]:
    return isinstance(source, MbTiles | PmTiles)


def _tile_kind(order: Order, encoding: str) -> str:
    if encoding == "mvt":
        return BASE if order.kind in ("other", TILES) else order.kind
    if order.kind in ("other", BASE, TILES):
        return TILES
    raise EnvironmentFault(
        f"The file holds pictures of a map, and no {KINDS[order.kind].en.lower()}",
        where=order.path.name,
        remedy="import it --as basemap, or choose the file of the features",
    )


def _refuse_kind(order: Order) -> None:
    if order.kind == TILES:
        raise EnvironmentFault(
            "The file holds features and no tiles",
            where=order.path.name,
            remedy="say with --as what they are; `sunra map import --help` lists the kinds",
        )


def _made(order: Order, outcome: Outcome, sha256: str, actor: Actor) -> Import:
    return Import(
        key=order.key,
        kind=order.kind,
        at=actor.now.isoformat(timespec="seconds"),
        by=actor.by,
        source=order.path.name,
        sha256=sha256,
        crs=outcome.crs,
        attribution=order.attribution,
        taken=outcome.taken,
        left_out=outcome.refused + outcome.skipped,
        layers=tuple(outcome.layers),
        tiles=tuple(outcome.tiles),
        files=outcome.files,
    )
