"""The repository's own Python, parsed once for all architecture tests."""

from __future__ import annotations

import ast
import gc
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("console", "backends", "widgets", "resources", "main.py")
LEFT_OUT = {".venv", ".git", "__pycache__", "build", "dist", "demo-data"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Its path from the root, with slashes."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def lines(self) -> int:
        return self.text.count("\n")

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """All of it in one row: walking the tree again for every question is what costs."""
        return tuple(ast.walk(self.tree))

    def functions(self) -> Iterator[Function]:
        for node in self.nodes:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def classes(self) -> Iterator[ast.ClassDef]:
        for node in self.nodes:
            if isinstance(node, ast.ClassDef):
                yield node

    def calls(self) -> Iterator[ast.Call]:
        for node in self.nodes:
            if isinstance(node, ast.Call):
                yield node


def length(function: Function) -> int:
    """Lines of a function's body without its docstring: what a reader has to hold."""
    body = function.body
    if ast.get_docstring(function, clean=False) is not None:
        body = body[1:]
    return (function.end_lineno or function.lineno) - body[0].lineno + 1 if body else 0


@cache
def product() -> tuple[Source, ...]:
    """What ships."""
    return tuple(each for each in everything() if each.name.split("/")[0] in PRODUCT)


@cache
def everything() -> tuple[Source, ...]:
    """What ships, its tests and its packaging."""
    # A million nodes that all stay: looking through them for garbage costs more than parsing, now
    # and in every test that comes after.
    gc.disable()
    try:
        return _parsed((*PRODUCT, "tests", "packaging"))
    finally:
        gc.freeze()
        gc.enable()


def _parsed(places: tuple[str, ...]) -> tuple[Source, ...]:
    found = []
    for place in places:
        whole = ROOT / place
        paths = [whole] if whole.is_file() else sorted(whole.rglob("*.py"))
        for path in paths:
            if not LEFT_OUT & set(path.relative_to(ROOT).parts):
                text = path.read_text("utf-8")
                found.append(Source(path, text, ast.parse(text, str(path))))
    return tuple(found)


def kept_files() -> list[Path]:
    """Files of the repository: what git tracks, or everything that is not left out."""
    names = _tracked()
    if names is not None:
        return [ROOT / name for name in names if name and (ROOT / name).is_file()]
    return [path for path in ROOT.rglob("*") if path.is_file() and not _is_left_out(path)]


def _tracked() -> list[str] | None:
    """What git tracks; None on a machine without git or in a folder it does not know."""
    try:
        listed = subprocess.run(
            ["git", "-c", "safe.directory=*", "ls-files", "-z"],
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        return None
    return listed.stdout.decode("utf-8").split("\0") if listed.returncode == 0 else None


def _is_left_out(path: Path) -> bool:
    """What running and testing leaves behind: hidden folders but .ci, and build results."""
    parts = path.relative_to(ROOT).parts
    return any(
        part in LEFT_OUT or part.endswith(".egg-info") or (part[0] == "." and part != ".ci")
        for part in parts[:-1]
    ) or parts[0].startswith("out")


def offence(source: Source, node: ast.AST, what: str) -> str:
    """One line that an editor can jump to."""
    return f"{source.name}:{getattr(node, 'lineno', 1)}: {what}"


def told(offences: list[str]) -> str:
    """All offences, one a line."""
    return "\n" + "\n".join(offences)
