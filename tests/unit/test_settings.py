"""What an installer may write into the settings, and say on the command line."""

import pytest

from console.command_line import parse
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
    ],
)  # fmt: skip
def test_that_impossible_numbers_end_with_a_sentence(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(words)
    assert ended.value.code == 2
    assert f"argument {words[1]}" in capsys.readouterr().err
