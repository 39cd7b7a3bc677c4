"""The rooms point inward: the contracts of pyproject.toml, run as a test."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib

from tests.architecture.source import ROOT, everything, offence, product, told

RUN = "from importlinter.cli import lint_imports_command as run; run()"


def test_that_every_import_contract_is_kept() -> None:
    checked = subprocess.run(
        [sys.executable, "-c", RUN, "--no-logo", "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=100,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_that_every_room_stands_in_a_contract() -> None:
    """A new room that no contract names would be free to import anything."""
    document = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = document["tool"]["importlinter"]["contracts"]
    kinds = ("modules", "layers")
    named = {
        module.strip()
        for each in contracts
        for kind in kinds
        for row in each.get(kind, [])
        for module in row.replace(":", "|").split("|")
    }
    rooms = {
        f"{top}.{folder.name}"
        for top in ("backends", "widgets")
        for folder in (ROOT / top).iterdir()
        if (folder / "__init__.py").exists() and folder.name not in {"models", "commands"}
    }
    assert not rooms - named, told(sorted(rooms - named))


def test_that_packaging_stays_out_of_the_way_of_the_package_called_packaging() -> None:
    assert not list((ROOT / "packaging").rglob("__init__.py"))


def test_that_nothing_imports_the_composition_root() -> None:
    importers = [
        source.name
        for source in product()
        if source.name != "main.py"
        and any(line.startswith(("import main", "from main ")) for line in source.text.splitlines())
    ]
    assert not importers, told(importers)


def test_that_events_never_travel_by_a_socket_that_may_drop_them() -> None:
    """PUB and SUB lose messages silently; every event is receipted instead (R-MSG-01)."""
    lossy = {"SUB", "PUB", "XSUB", "XPUB", "RADIO", "DISH", "CONFLATE"}
    offences = [
        offence(source, node, f"zmq.{node.attr}")
        for source in everything()
        if source.name.startswith(("backends/", "console/", "main.py"))
        for node in source.nodes
        if isinstance(node, ast.Attribute) and node.attr in lossy
        and isinstance(node.value, ast.Name) and node.value.id == "zmq"
    ]  # fmt: skip
    assert not offences, told(offences)
