"""Map files in a ZIP archive, unpacked beside each other with bounds. The caller's thread.

A name in an archive never becomes a path: files are written under names of our own.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from console.domain.errors import EnvironmentFault

_MOST_MEMBERS = 5_000
_MOST_BYTES = 8 * 1024**3
_FREE_BYTES = 64 * 1024**2
_MOST_RATIO = 100
"""Maps of text and empty columns shrink to a twentieth; a bomb to a thousandth."""
_CHUNK = 1 << 20
MAIN = (".shp", ".gpkg", ".geojson", ".json", ".geojsonl", ".gpx", ".mbtiles", ".pmtiles", ".csv")
_BESIDE = (".dbf", ".prj", ".cpg", ".cst", ".shx")


@contextmanager
def unpacked(path: Path, layer: str) -> Iterator[tuple[Path, str]]:
    """The one map in an archive, and its name there; `layer` chooses among several.

    Raises EnvironmentFault for a damaged, locked or hostile archive, or one without a map.
    """
    try:
        with zipfile.ZipFile(path) as archive, TemporaryDirectory(prefix="sunra-map-") as folder:
            chosen = _chosen(path, archive, layer)
            _refuse_bomb(path, archive, chosen)
            main = Path(folder) / "map"
            for member in chosen:
                ending = PurePosixPath(member.filename).suffix.casefold()
                _unpack(path, archive, member, main.with_suffix(ending))
            first = chosen[0].filename
            yield main.with_suffix(PurePosixPath(first).suffix.casefold()), first
    except (zipfile.BadZipFile, zlib.error, EOFError) as fault:
        raise _fault(path, f"The archive is damaged or cut off ({fault})", "get it again") from None
    except (NotImplementedError, RuntimeError) as fault:
        raise _fault(
            path, f"The archive cannot be unpacked: {fault}", "unpack it by hand"
        ) from None


def _chosen(path: Path, archive: zipfile.ZipFile, layer: str) -> list[zipfile.ZipInfo]:
    """The map's main file first, then those that belong to it."""
    members = [each for each in archive.infolist() if not each.is_dir()]
    if len(members) > _MOST_MEMBERS:
        raise _fault(path, f"The archive has more than {_MOST_MEMBERS} files", "pack the map alone")
    maps = [each for each in members if PurePosixPath(each.filename).suffix.casefold() in MAIN]
    maps = [each for each in maps if not PurePosixPath(each.filename).name.startswith(".")]
    stems = {PurePosixPath(each.filename).stem: each for each in maps}
    if len(stems) < len(maps):
        stems = {str(PurePosixPath(each.filename).with_suffix("")): each for each in maps}
    if not maps:
        raise _fault(
            path, "The archive holds no map that can be read", f"pack one of {', '.join(MAIN)}"
        )
    if (layer and layer not in stems and len(maps) > 1) or (not layer and len(stems) > 1):
        listed = ", ".join(sorted(stems)[:20])
        raise _fault(path, "The archive holds several maps", f"say --layer with one of: {listed}")
    main = stems.get(layer, maps[0])
    stem = str(PurePosixPath(main.filename).with_suffix(""))
    beside = [
        each
        for each in members
        if str(PurePosixPath(each.filename).with_suffix("")) == stem
        and PurePosixPath(each.filename).suffix.casefold() in _BESIDE
    ]
    return [main, *beside]


def _refuse_bomb(path: Path, archive: zipfile.ZipFile, chosen: list[zipfile.ZipInfo]) -> None:
    whole = sum(each.file_size for each in chosen)
    packed = sum(each.compress_size for each in chosen)
    if any(each.flag_bits & 0x1 for each in chosen):
        raise _fault(path, "The archive is locked with a password", "unpack it by hand")
    if whole > _MOST_BYTES or whole > max(_FREE_BYTES, _MOST_RATIO * packed):
        raise _fault(
            path,
            f"The archive would grow from {packed} to {whole} bytes, as a trap for disks does",
            "if you trust it, unpack it by hand",
        )
    if archive.fp is None:
        raise _fault(path, "The archive is closed", "try again")


def _unpack(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    left = member.file_size
    with archive.open(member) as source, target.open("wb") as sink:
        while piece := source.read(_CHUNK):
            left -= len(piece)
            if left < 0:
                raise _fault(path, "The archive holds more than it says", "do not trust it")
            sink.write(piece)


def _fault(path: Path, problem: str, remedy: str) -> EnvironmentFault:
    return EnvironmentFault(problem, where=str(path), remedy=remedy)
