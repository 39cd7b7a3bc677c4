"""Imports for tests: a folder of maps, what was told, and small files written by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from typing_extensions import override

from backends.map_data.district import District, district_of
from backends.map_data.formats.feature import Finding
from backends.map_data.importing import Listener, Order, Outcome
from backends.map_data.map_changes import Actor, MapChanges
from backends.map_data.site_file import builtin_site
from console.domain.site import Site

MAPS = Path(__file__).parent / "samples" / "maps"
INSIDE = (127.0437, 37.5446)


@cache
def demo_site() -> Site:
    return builtin_site("seongdong")


@cache
def demo_district() -> District | None:
    return district_of(demo_site())


class Told(Listener):
    """Remembers the findings; asks to stop after so many of them or of questions."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.findings: list[Finding] = []
        self._left = stop_after

    @override
    def finding(self, finding: Finding) -> None:
        self.findings.append(finding)

    @override
    def stopped(self) -> bool:
        if self._left is None:
            return False
        self._left -= 1
        return self._left < 0


@dataclass
class MapRoom:
    """A data folder into which maps are imported, and its journal."""

    data: Path
    district: District | None = field(default_factory=demo_district)
    journal: list[tuple[str, str]] = field(default_factory=list)

    @property
    def changes(self) -> MapChanges:
        return MapChanges(self.data, self.district)

    def take(
        self,
        path: Path,
        kind: str = "other",
        told: Told | None = None,
        **words: Any,  # noqa: ANN401 -- the fields of an order
    ) -> tuple[Outcome, bool, Sequence[Finding]]:
        listener = told or Told()
        order = Order(path, kind, words.pop("key", kind), **words)
        outcome, changed = self.changes.take(order, listener, self.actor())
        return outcome, changed, listener.findings

    def actor(self) -> Actor:
        def note(kind: str, subject: str, _facts: Mapping[str, object]) -> None:
            self.journal.append((kind, subject))

        return Actor("tester", datetime(2026, 11, 21, tzinfo=UTC), note)


def collection(path: Path, *geometries: object, properties: Sequence[object] = ()) -> Path:
    """A GeoJSON file of geometries, each a feature with an id "f1", "f2", ..."""
    said = [*properties, *({} for _ in geometries[len(properties) :])]
    features = [
        {"type": "Feature", "id": f"f{n}", "properties": words, "geometry": geometry}
        for n, (geometry, words) in enumerate(zip(geometries, said, strict=True), 1)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


def point(lon: float, lat: float, *more: float) -> dict[str, object]:
    return {"type": "Point", "coordinates": [lon, lat, *more]}


def polygon(*rings: Sequence[tuple[float, float]]) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [[list(p) for p in ring] for ring in rings]}
