"""uv.lock as a requirements file with hashes, for the Python that runs this.

Run by the environment's own Python, because only its pip can say which markers hold:
`python locked.py uv.lock [GROUP ...]`. Pure otherwise: one file in, text out.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Package = dict[str, Any]


def holds(marker: str | None) -> bool:
    """Whether a marker is true here. pip carries the reference implementation with it."""
    if marker is None:
        return True
    carried = "pip._vendor.packaging" if importlib.util.find_spec("pip") else "packaging"
    markers = importlib.import_module(f"{carried}.markers")
    return bool(markers.Marker(marker).evaluate())


def wanted(lock: dict[str, Any], project: str, groups: Iterable[str]) -> Iterator[Package]:
    """Every registry package that the project and the groups need here, each once."""
    packages: list[Package] = lock["package"]
    root = next(package for package in packages if package["name"] == project)
    waiting: list[Package] = list(root.get("dependencies", []))
    for group in groups:
        waiting += root.get("dev-dependencies", {})[group]
    seen: set[tuple[str, str]] = set()
    while waiting:
        edge = waiting.pop()
        if not holds(edge.get("marker")):
            continue
        package = chosen(packages, edge)
        if (key := (package["name"], package["version"])) not in seen:
            seen.add(key)
            yield package
            waiting += package.get("dependencies", [])
        for extra in edge.get("extra", []):
            waiting += package.get("optional-dependencies", {}).get(extra, [])


def chosen(packages: list[Package], edge: Package) -> Package:
    """The package an edge points at; the version is given when the lock holds several."""
    return next(
        package
        for package in packages
        if package["name"] == edge["name"] and edge.get("version") in {None, package["version"]}
    )


def line(package: Package) -> str:
    """One requirement with the hashes of all its ready-made files."""
    hashes = sorted(wheel["hash"] for wheel in package.get("wheels", []))
    options = "".join(f" --hash={value}" for value in hashes)
    return f"{package['name']}=={package['version']}{options}"


def requirements(path: Path, groups: Iterable[str]) -> str:
    """The whole file, sorted."""
    lock = tomllib.loads(path.read_text("utf-8"))
    return "".join(f"{text}\n" for text in sorted(map(line, wanted(lock, "sunra", groups))))


if __name__ == "__main__":
    sys.stdout.write(requirements(Path(sys.argv[1]), sys.argv[2:]))
