"""The folder of imported maps: a list (`map.json`) and the files it names, changed as one.

A change is made in a folder beside it and comes to be by one rename of the list: who reads sees the
map as it was or as it is, never half of it, and a change that fails leaves it as it was. The
caller's thread; the caller holds the lock of changes.
"""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from backends.files.whole import replacing
from backends.map_data.files import read_json
from console.domain.errors import EnvironmentFault
from console.ports.map_pack import LayerCard, TileSetCard

FOLDER = "map"
LIST = "map.json"
FORMAT = "sunra-map/1"
_STAGE = ".stage"


@dataclass(frozen=True, slots=True)
class Import:
    """One import: who, when (ISO 8601, UTC), from what, and what came of it."""

    key: str
    kind: str
    at: str
    by: str
    source: str
    sha256: str
    crs: str = ""
    attribution: str = ""
    taken: int = 0
    left_out: int = 0
    layers: Sequence[LayerCard] = ()
    tiles: Sequence[TileSetCard] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    """The file of each layer's or tile set's key."""


@dataclass(frozen=True, slots=True)
class Listing:
    """All imports by key, and the number of changes so far."""

    change: int = 0
    imports: Mapping[str, Import] = field(default_factory=dict)


class PackFolder:
    """The imported maps of one data folder."""

    def __init__(self, data: Path) -> None:
        self.path = data / FOLDER

    @property
    def list_path(self) -> Path:
        """The list, which may not be there."""
        return self.path / LIST

    def file(self, name: str) -> Path:
        """The place of a file of the pack. Names with a path in them are refused."""
        if Path(name).name != name or name.startswith("."):
            raise _damaged(self.list_path, f"it names a file {name[:60]!r}")
        return self.path / name

    def listing(self) -> Listing:
        """What was imported. Raises EnvironmentFault for a list that cannot be read."""
        if not self.list_path.exists():
            return Listing()
        content = read_json(self.list_path)
        try:
            return _listing(content)
        except (KeyError, TypeError, ValueError, AttributeError) as fault:
            raise _damaged(self.list_path, f"{type(fault).__name__} at {fault}") from fault

    @contextmanager
    def stage(self) -> Iterator[Path]:
        """A new empty folder for the files of a change; gone at the end, whatever happens.

        What an import that was killed left behind is swept away first.
        """
        stage = self.path / _STAGE
        try:
            shutil.rmtree(stage, ignore_errors=True)
            stage.mkdir(parents=True)
        except OSError as fault:
            raise _unwritable(self.path, fault) from fault
        try:
            yield stage
        finally:
            shutil.rmtree(stage, ignore_errors=True)

    def put(self, stage: Path, made: Import, before: Listing) -> Listing:
        """Take the files of a change over and list them. Raises EnvironmentFault; then nothing is.

        An import of the same key is replaced.
        """
        after = Listing(before.change + 1, {**before.imports, made.key: made})
        moved: list[Path] = []
        try:
            for name in made.files.values():
                moved.append(self.file(name))
                (stage / name).replace(self.file(name))
            self._write(after)
        except OSError as fault:
            for path in moved:
                with suppress(OSError):
                    path.unlink()
            raise _unwritable(self.path, fault) from fault
        self._sweep(after)
        return after

    def drop(self, key: str, before: Listing) -> Listing:
        """Take an import off the list. Raises EnvironmentFault for one that is not there."""
        if key not in before.imports:
            listed = ", ".join(before.imports) or "none"
            raise EnvironmentFault(
                f"There is no imported map {key!r}",
                where=str(self.list_path),
                remedy=f"name one of these: {listed}",
            )
        left = {name: each for name, each in before.imports.items() if name != key}
        after = Listing(before.change + 1, left)
        try:
            self._write(after)
        except OSError as fault:
            raise _unwritable(self.path, fault) from fault
        self._sweep(after)
        return after

    def _write(self, listing: Listing) -> None:
        content = {
            "format": FORMAT,
            "change": listing.change,
            "imports": [asdict(each) for each in listing.imports.values()],
        }
        text = json.dumps(content, ensure_ascii=False, indent=1)
        with replacing(self.list_path, durable=True) as part:
            part.write_text(text, encoding="utf-8")

    def _sweep(self, listing: Listing) -> None:
        """Remove files that nothing names; one that a reader still holds goes the next time."""
        kept = {name for each in listing.imports.values() for name in each.files.values()}
        for path in self.path.iterdir():
            if path.is_file() and path.name not in kept and path.name != LIST:
                with suppress(OSError):
                    path.unlink()


def _listing(content: object) -> Listing:
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        msg = f"its format is not {FORMAT}"
        raise ValueError(msg)
    imports = [_import(row) for row in content["imports"]]
    return Listing(int(content["change"]), {each.key: each for each in imports})


def _import(row: Mapping[str, Any]) -> Import:
    """Wrong or missing words are a TypeError or KeyError, which the caller tells."""
    values = dict(row)
    layers, tiles = values.pop("layers"), values.pop("tiles")
    return Import(
        **values,
        layers=tuple(LayerCard(**each | {"box": tuple(each["box"])}) for each in layers),
        tiles=tuple(TileSetCard(**each | {"box": tuple(each["box"])}) for each in tiles),
    )


def _damaged(path: Path, what: str) -> EnvironmentFault:
    return EnvironmentFault(
        f"The list of imported maps is damaged: {what}",
        where=str(path),
        remedy="restore it from a backup, or remove the folder and import the maps again",
    )


def _unwritable(path: Path, fault: OSError) -> EnvironmentFault:
    return EnvironmentFault(
        f"The imported map cannot be written: {fault.strerror or fault}; the map is as it was",
        where=str(path),
        remedy="check the rights of the folder and the room on the disk",
    )
