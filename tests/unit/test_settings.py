"""What an installer may write into the settings, and say on the command line."""

import errno
from argparse import Namespace
from pathlib import Path

import pytest

import main
from console.command_line.grammar import parse
from console.domain.errors import EnvironmentFault
from console.settings import Settings, overruled, parse_settings


@pytest.mark.parametrize(
    "line",
    [
        'operator = ""', 'operator = "engine"', 'operator = "Hong Gil"', f'operator = "{"x" * 65}"',
        'seat = ""', 'seat = "../../x"', 'seat = ".hidden"', 'seat = "한글"', 'seat = "a b"',
    ],
)  # fmt: skip
def test_that_nobody_and_paths_are_no_names(line: str) -> None:
    key, _, value = line.partition(" = ")
    with pytest.raises(EnvironmentFault, match=f"{key} must be"):
        parse_settings(line, "settings.toml")
    with pytest.raises(EnvironmentFault, match=f"{key} must be"):
        overruled(Settings(), {key: value.strip('"')})


def test_that_names_as_people_choose_them_are_taken() -> None:
    settings = parse_settings('operator = "운영-01"\nseat = "room.2_b"', "settings.toml")
    assert overruled(settings, {"operator": None}) == settings
    assert (settings.operator, settings.seat) == ("운영-01", "room.2_b")


@pytest.mark.parametrize(
    "words",
    [
        ["simulate", "--speed", "0"], ["simulate", "--speed", "nan"],
        ["simulate", "--cameras", "-1"], ["plan", "--life", "-3"],
        ["console", "--seconds", "nan"], ["edge", "--spool", "s", "--most-events", "-1"],
        ["farm", "--port", "99999"],
    ],
)  # fmt: skip
def test_that_impossible_numbers_end_with_a_sentence(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(words)
    assert ended.value.code == 2
    assert f"argument {words[-2]}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "code"), [(["alerts"], 0), (["map", "list"], 0), (["enrol", "--device", "b"], 2)]
)
def test_that_a_reader_who_leaves_is_well_only_for_a_list(
    words: list[str], code: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """`sunra map import FILE | head` must not end as if the map were there."""

    def left(_arguments: Namespace) -> int:
        raise BrokenPipeError

    monkeypatch.setattr(main, "_command", lambda _name: left)
    with (tmp_path / "out").open("w", encoding="utf-8") as out:
        monkeypatch.setattr("sys.stdout", out)
        assert main.main(words) == code


def test_that_output_onto_a_full_disk_ends_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_arguments: Namespace) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(main, "_command", lambda _name: full)
    assert main.main(["alerts"]) == 2
    assert capsys.readouterr().err == (
        "sunra: The disk is full; make room on it and say it again.\n"
    )
