"""Site files: which district pack a console watches, whose streams it shows, what is on the wall.

Knows paths and JSON; opens no network. No thread of its own: call it at start, not from the GUI
loop. Stream addresses may hold a login, so no message here repeats one.
"""

import re
from dataclasses import replace
from pathlib import Path

from backends.map_data.camera_rows import address, transport, with_imported, with_rows
from backends.map_data.check import Problems, rows, text
from backends.map_data.district_pack import FILE_NAME, read_pack
from backends.map_data.files import read_json
from console.domain.errors import EnvironmentFault
from console.domain.places.geo import Place
from console.domain.site import Camera, Site, Streams
from resources.locator import resource

BUILTIN = "builtin:"
IMPORTED = "imported"
"""The district is what was imported into the data folder, and nothing else."""
NOWHERE = Place(0.0, 0.0)
_REFUSED = "The site file cannot be used"
_REMEDY = "correct these entries"


def builtin_site(name: str, imported: Path | None = None) -> Site:
    """A district that ships with the program, e.g. "seongdong". Raises `EnvironmentFault`.

    `imported` is the list of imported cameras (`cameras.json`), which may not be there.
    """
    folder = resource("demo", name)
    if not re.fullmatch(r"[a-z0-9_-]+", name) or not (folder / FILE_NAME).is_file():
        raise EnvironmentFault(
            f"There is no built-in district {name!r}",
            where=BUILTIN + name,
            remedy=f'use "{BUILTIN}seongdong" or a folder with {FILE_NAME}',
        )
    return _imported(read_pack(folder), imported)


def read_site(path: Path, imported: Path | None = None) -> Site:
    """The site that the file at `path` describes.

    What the file says of a camera stands above the list of `imported` ones, and that above the
    district pack.

    Raises:
        EnvironmentFault: with all problems at once, each with its key.
    """
    content = read_json(path)
    problems = Problems(path)
    if not isinstance(content, dict):
        problems.add("file", "must be an object")
        problems.raise_all(_REFUSED, _REMEDY)
    name, pack = text(content, "id", problems), text(content, "pack", problems)
    if pack is None:
        problems.raise_all(_REFUSED, _REMEDY)
        raise AssertionError  # a missing pack is a problem, so the line above has raised
    base = _bare(content, name) if pack == IMPORTED else _pack(path, pack, problems)
    site = _imported(base, imported)
    listed = _optional_rows(content, "cameras", problems)
    cameras = with_rows(site.cameras, listed, "cameras", problems)
    cameras = _with_streams(content, cameras, problems)
    wall = _wall(content, replace(site, cameras=cameras), problems)
    problems.raise_all(_REFUSED, _REMEDY)
    return replace(site, id=name or site.id, cameras=cameras, wall=wall)


def _bare(content: object, name: str | None) -> Site:
    """A site of nothing but its name; `with_pack` gives it a centre."""
    said = content.get("name") if isinstance(content, dict) else None
    names = [str(each) for each in said] if isinstance(said, list) and len(said) == 2 else []
    ko, en = names or (name or IMPORTED, name or IMPORTED)
    return Site(name or IMPORTED, ko, en, NOWHERE, "", "")


def _pack(path: Path, pack: str, problems: Problems) -> Site:
    try:
        if pack.startswith(BUILTIN):
            return builtin_site(pack.removeprefix(BUILTIN))
        return read_pack(path.parent / pack)
    except EnvironmentFault as fault:
        problems.add("pack", fault.sentence.rstrip("."))
        problems.raise_all(_REFUSED, _REMEDY)
        raise


def _imported(site: Site, path: Path | None) -> Site:
    return site if path is None else replace(site, cameras=with_imported(site.cameras, path))


def _with_streams(
    content: object, cameras: dict[str, Camera], problems: Problems
) -> dict[str, Camera]:
    """The cameras, those named in `streams` with their addresses."""
    found = dict(cameras)
    seen: set[str] = set()
    for number, row in enumerate(_optional_rows(content, "streams", problems)):
        at = f"streams[{number}]"
        camera = text(row, "camera", problems, at)
        if not isinstance(row, dict):
            continue
        sub, main = (address(row, key, problems, at) for key in ("sub", "main"))
        if camera is not None and camera not in cameras:
            problems.add(f"{at}.camera", f"{camera!r} is not a camera of this district")
        elif camera is not None and camera in seen:
            problems.add(f"{at}.camera", f"{camera!r} is named twice")
        elif camera is not None and sub is not None and main is not None:
            seen.add(camera)
            before = found[camera]
            found[camera] = replace(
                before,
                streams=Streams(sub=sub, main=main),
                transport=transport(row, before.transport, problems, at),
            )
    return found


def _wall(content: object, site: Site, problems: Problems) -> tuple[str, ...]:
    """The wall of the file; without one, that of the pack."""
    if isinstance(content, dict) and "wall" not in content:
        return site.wall
    wall: list[str] = []
    for number, camera in enumerate(_optional_rows(content, "wall", problems)):
        if not isinstance(camera, str) or camera not in site.cameras:
            problems.add(f"wall[{number}]", f"{camera!r} is not a camera of this district")
        elif camera in wall:
            problems.add(f"wall[{number}]", f"{camera!r} is named twice")
        else:
            wall.append(camera)
    return tuple(wall)


def _optional_rows(content: object, key: str, problems: Problems) -> list[object]:
    if isinstance(content, dict) and key not in content:
        return []
    return list(rows(content, key, problems))
