"""A foreign map into the folder of maps: read, check, stage, put in place. The caller's thread.

Nothing of the map that is there changes before the last step, and that is one rename. Memory is
bounded by what is kept, not by the file.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from backends.map_data.attributes import Columns, Texts, Wanted
from backends.map_data.base_kinds import base_kind
from backends.map_data.checking import Checker, Outside, Rules
from backends.map_data.district import Box, District
from backends.map_data.formats.dbf import beside
from backends.map_data.formats.feature import Feature, Finding, Source
from backends.map_data.layer_file import LayerWriter
from backends.map_data.placing import Ground, plane_for
from console.domain.errors import EnvironmentFault
from console.domain.places.grids import KOREA
from console.domain.places.map_kinds import KINDS
from console.ports.map_pack import LayerCard, TileSetCard

BASE = "basemap"
TILES = "tiles"
_CHUNK = 1 << 20
_LOST = "??"
"""What a program leaves that writes Korean in an encoding without it."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a person asked for. `kind` is a name of `map_kinds.KINDS`, "basemap" or "tiles"."""

    path: Path
    kind: str
    key: str
    crs: str = ""
    encoding: str = ""
    layer: str = ""
    swap: bool = False
    outside: Outside = "refuse"
    wanted: Wanted = field(default_factory=Wanted)
    where: tuple[tuple[str, str], ...] = ()
    strict: bool = False
    bounds: Box = KOREA
    attribution: str = ""


class Listener:
    """Is told of an import while it runs, and may end it: `stopped` is asked often."""

    def finding(self, finding: Finding) -> None:
        """Something is wrong with a feature or with the file."""

    def progress(self, share: float, features: int) -> None:
        """How much of the file has been read, 0 to 1."""

    def stopped(self) -> bool:
        """Whether to give up; the map is then as it was."""
        return False


class Cancelled(Exception):
    """The import was given up on demand."""


@dataclass(slots=True)
class Outcome:
    """What came of a file: the files of the stage by key, and counts of features."""

    layers: list[LayerCard] = field(default_factory=list)
    tiles: list[TileSetCard] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    crs: str = ""
    seen: int = 0
    taken: int = 0
    refused: int = 0
    noted: int = 0
    skipped: int = 0
    """Features that were not asked for: filtered, beyond the district with `clip`, of no kind."""


class FeatureImport:
    """One run over a file of features. `again` opens it once more, to lay a sample down first."""

    def __init__(
        self,
        order: Order,
        district: District | None,
        listener: Listener,
        again: Callable[[], Iterator[Feature]],
    ) -> None:
        self._order, self._district, self._listener = order, district, listener
        self._again = again
        self._writers: dict[tuple[str, str], LayerWriter] = {}
        self._columns: dict[str, Columns] = {}
        self._ids: dict[str, int] = {}
        self._unsorted = self._lost = 0
        self.outcome = Outcome()

    def run(self, source: Source, stage: Path, sha256: str) -> Outcome:
        """Read everything and write the layers into `stage`.

        Raises EnvironmentFault for a file that cannot be used, and Cancelled.
        """
        where = self._order.path.name
        ground = Ground(self._district, self._order.bounds, self._order.swap)
        plane, note = plane_for(source.crs, self._order.crs, self._again(), ground, where)
        self.outcome.crs = plane.code
        if note:
            self._tell(Finding(0, "", note, "say --crs if that is wrong", kept=True))
        order = self._order
        checker = Checker(Rules(plane, order.swap, order.outside, order.bounds), self._district)
        for feature in source.features():
            if self._listener.stopped():
                raise Cancelled
            self._take(feature, checker)
            if self.outcome.seen % 256 == 0:
                self._listener.progress(source.progress(), self.outcome.seen)
        for finding in source.notes():
            self._tell(finding)
        self._tell_of_all(checker)
        self._listener.progress(1.0, self.outcome.seen)
        self._write(stage, sha256)
        return self.outcome

    def _take(self, feature: Feature, checker: Checker) -> None:
        self.outcome.seen += 1
        kind = self._kind_of(feature)
        if not kind or not self._asked_for(feature):
            self.outcome.skipped += 1
            self._unsorted += not kind
            return
        texts = self._texts(feature, kind)
        before = checker.far
        sound, findings = checker.check(feature, KINDS[kind], texts.id or texts.name_ko)
        for finding in findings:
            self._tell(finding)
        if not sound:
            self.outcome.skipped += checker.far - before
            return
        self._tell_repeat(feature, texts)
        self._lost += _LOST in texts.name_ko
        for each in sound:
            key = (kind, each.geometry)
            if key not in self._writers:
                self._writers[key] = LayerWriter(kind, each.geometry)
            self._writers[key].add(each, texts)
        self.outcome.taken += 1

    def _kind_of(self, feature: Feature) -> str:
        if self._order.kind != BASE:
            return self._order.kind
        if feature.fault is not None:
            return "other"
        return base_kind(feature.layer, feature.attributes)

    def _asked_for(self, feature: Feature) -> bool:
        return all(
            str(feature.attributes.get(name, "")).strip() == value
            for name, value in self._order.where
        )

    def _texts(self, feature: Feature, kind: str) -> Texts:
        if kind not in self._columns:
            self._columns[kind] = Columns(kind, self._order.wanted)
            missing = self._columns[kind].missing(feature.attributes)
            if missing and feature.fault is None:
                listed = ", ".join(sorted(map(str, feature.attributes))[:30]) or "none"
                raise EnvironmentFault(
                    f"The map has no column {missing!r}",
                    where=self._order.path.name,
                    remedy=f"name one of these: {listed}",
                )
        return self._columns[kind].texts(feature.id, feature.attributes)

    def _tell_repeat(self, feature: Feature, texts: Texts) -> None:
        """A second feature of an id is taken and named: cameras and facilities need their own."""
        kind = KINDS.get(self._order.kind)
        if kind is None or not kind.watch or not texts.id:
            return
        first = self._ids.setdefault(texts.id, feature.number)
        if first != feature.number:
            problem = f"its id is already that of feature {first}"
            remedy = "give each its own id"
            self._tell(Finding(feature.number, texts.id, problem, remedy, kept=True))

    def _tell(self, finding: Finding) -> None:
        if finding.kept:
            self.outcome.noted += 1
        elif finding.number:
            self.outcome.refused += 1
        self._listener.finding(finding)

    def _tell_of_all(self, checker: Checker) -> None:
        if checker.flattened:
            problem = f"heights or measures of {_features(checker.flattened)} are left out"
            self._tell(Finding(0, "", problem, "nothing needs to be done", kept=True))
        if self._lost:
            problem = f"the names of {_features(self._lost)} have question marks for letters"
            self._tell(Finding(0, "", problem, "export it again in UTF-8", kept=True))
        if checker.middles:
            problem = f"of {_features(checker.middles)} with an area a point inside was taken"
            self._tell(Finding(0, "", problem, "nothing needs to be done", kept=True))
        if not self.outcome.seen:
            self._tell(Finding(0, "", "it holds no feature", "export the layer again"))
        if self._unsorted:
            problem = f"{_features(self._unsorted)} of no kind that a base map shows"
            self._tell(Finding(0, "", problem, "say with --as what they are", kept=True))
        if checker.far:
            problem = f"{_features(checker.far)} beyond the district left out (--clip)"
            self._tell(Finding(0, "", problem, "nothing needs to be done", kept=True))

    def _write(self, stage: Path, sha256: str) -> None:
        order = self._order
        for (kind, geometry), writer in self._writers.items():
            key = f"{order.key}.{kind}.{geometry}"
            name = f"{key}.{sha256[:12]}.npz"
            try:
                writer.write(stage / name)
            except OSError as fault:
                raise EnvironmentFault(
                    f"The map cannot be written: {fault.strerror or fault}",
                    where=str(stage),
                    remedy="make room on the disk; the map is as it was",
                ) from fault
            assert writer.geometry in ("points", "lines", "areas")
            self.outcome.layers.append(
                LayerCard(
                    key, kind, writer.geometry, writer.features, writer.vertices, writer.box,
                    order.path.name, sha256, order.attribution,
                )
            )  # fmt: skip
            self.outcome.files[key] = name


def _features(count: int) -> str:
    return "1 feature" if count == 1 else f"{count:,} features"


def hash_of(path: Path, listener: Listener) -> str:
    """SHA-256 of a file and of what belongs to it (a shapefile's other parts). Raises Cancelled."""
    paths = [path]
    if path.suffix.casefold() == ".shp":
        others = (beside(path, end) for end in (".dbf", ".prj", ".cpg"))
        paths += [each for each in others if each is not None]
    known = hashlib.sha256()
    for each in paths:
        with suppress(OSError), each.open("rb") as stream:
            while piece := stream.read(_CHUNK):
                if listener.stopped():
                    raise Cancelled
                known.update(piece)
    return known.hexdigest()


def with_change(outcome: Outcome, change: int, stage: Path) -> Outcome:
    """The outcome with files whose names no earlier import has."""
    files: dict[str, str] = {}
    for key, name in outcome.files.items():
        stem, _, ending = name.rpartition(".")
        files[key] = f"{stem}.{change}.{ending}"
        (stage / name).rename(stage / files[key])
    return replace(outcome, files=files)
