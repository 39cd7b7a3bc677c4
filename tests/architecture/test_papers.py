"""What the papers tell people to type is there: commands, their options, modules, files."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from console.command_line.grammar import COMMANDS
from tests.architecture.source import ROOT, kept_files, told

TYPED = re.compile(r"(?:`|^|\s)(sunra|\./run|python -m)\s+([^`\n|#]+)", re.MULTILINE)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
IN_A_CARD = re.compile(r"`([\w-]+\.(?:py|qss))`")
NAMED_FILE = re.compile(r"`((?:[\w.-]+/)+[\w-]+\.(?:py|md|toml|qss|ts|sh|csv|json))`")
OWN_FOLDERS = {path.name for path in ROOT.iterdir() if path.is_dir()}


def papers() -> list[Path]:
    """Every text for readers, changes told to people included."""
    return [path for path in kept_files() if path.suffix == ".md"]


def typed(program: str) -> Iterator[tuple[str, list[str]]]:
    """Where a program is called in the papers, and its words."""
    for path in papers():
        text = re.sub(r"\\\n\s*", " ", path.read_text("utf-8"))
        for found in TYPED.finditer(text):
            if found[1] == program and found[2].split():
                yield path.relative_to(ROOT).as_posix(), found[2].split()


def options_of(parser: argparse.ArgumentParser) -> set[str]:
    """Those of a command and of the commands below it."""
    options: set[str] = set()
    for action in parser._actions:
        options.update(action.option_strings)
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                options |= options_of(below)
    return options


@pytest.fixture(scope="module")
def grammar() -> dict[str, set[str]]:
    """The options of each command."""
    commands = argparse.ArgumentParser().add_subparsers()
    return {name: options_of(add_to(commands, name)) for name in COMMANDS}


def add_to(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str
) -> argparse.ArgumentParser:
    """The command's own parser."""
    COMMANDS[name](commands)
    return commands.choices[name]


def test_that_every_command_in_the_papers_is_there(grammar: dict[str, set[str]]) -> None:
    offences, calls = [], 0
    for where, (name, *words) in typed("sunra"):
        if not re.fullmatch(r"[a-z]+", name):
            continue
        calls += 1
        if name not in grammar:
            offences.append(f"{where}: there is no `sunra {name}`")
            continue
        wrong = set(OPTION.findall(" ".join(words))) - grammar[name]
        offences += [f"{where}: `sunra {name}` knows no {each}" for each in sorted(wrong)]
    assert calls > 50
    assert not offences, told(offences)


def test_that_every_bench_and_module_in_the_papers_is_there() -> None:
    offences = [
        f"{where}: there is no module {name}"
        for where, (name, *_) in typed("python -m")
        if find_spec(name) is None
    ]
    offences += [
        f"{where}: there is no bench {words[0]}"
        for where, (name, *words) in typed("./run")
        if name == "bench" and words and words[0].islower()
        and not (ROOT / f"tests/bench/bench_{words[0]}.py").exists()
    ]  # fmt: skip
    assert not offences, told(offences)


def test_that_every_file_named_in_the_papers_is_there() -> None:
    offences = [
        f"{path.relative_to(ROOT)}: there is no {name}"
        for path in papers()
        for name in NAMED_FILE.findall(path.read_text("utf-8"))
        if name.split("/")[0] in OWN_FOLDERS and not (ROOT / name).exists()
    ]
    assert not offences, told(offences)


def test_that_every_module_on_a_rooms_card_is_somewhere() -> None:
    kept = {path.name for path in kept_files()}
    offences = [
        f"{card.relative_to(ROOT)}: there is no {name}"
        for card in papers()
        if card.name == "README.md"
        for name in IN_A_CARD.findall(card.read_text("utf-8"))
        if name not in kept
    ]
    assert not offences, told(offences)
