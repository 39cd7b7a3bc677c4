"""No import repeats a cell as long as a book: what is quoted is cut, and said to be."""

import csv
from pathlib import Path

import pytest

import main as program
from console.domain.errors import EnvironmentFault, shortened

LONG = {"words": "거 b " * 25_000, "huge": "9" * 200_000}
SHOWN = 2_500
CAMERAS = {"id": "C-1", "lat": "37.55", "lon": "127.04", "sub": "rtsp://h/1", "user": "u",
           "installed": "2020"}  # fmt: skip
BELLS = {"id": "B-1", "name": "bell", "lat": "37.55", "lon": "127.04"}
DEVICES = {"device": "d-1", "class": "bell", "interval": "10", "allowed": "", "key": ""}
IMPORTS = {
    "cameras": (CAMERAS, ["cameras", "import", "FILE", "--dry-run"]),
    "map": (BELLS, ["map", "import", "FILE", "--as", "bell", "--dry-run"]),
    "devices": (DEVICES, ["enrol", "--csv", "FILE"]),
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "settings.toml").write_text('keystore = "file"\n', encoding="utf-8")
    return tmp_path


def _longest(capsys: pytest.CaptureFixture[str]) -> int:
    said = capsys.readouterr()
    return max((len(line) for line in (said.out + said.err).splitlines()), default=0)


def _table(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0].keys())
        table.writeheader()
        table.writerows(rows)
    return path


@pytest.mark.parametrize("long", LONG.values(), ids=LONG)
@pytest.mark.parametrize("name", IMPORTS)
def test_that_a_long_cell_is_not_repeated_whole(
    data: Path, capsys: pytest.CaptureFixture[str], name: str, long: str
) -> None:
    good, command = IMPORTS[name]
    rows = [{**good, column: long} for column in good]
    path = _table(data / "rows.csv", rows)
    words = [str(path) if each == "FILE" else each for each in command]
    assert program.main([*words, "--data", str(data)]) in {0, 1, 2}
    assert 0 < _longest(capsys) < SHOWN
    _table(path, [{**good, long: "x"}])  # and as the name of a column
    assert program.main([*words, "--data", str(data)]) in {0, 1, 2}
    assert 0 < _longest(capsys) < SHOWN


@pytest.mark.parametrize(
    "words",
    [
        ["enrol", "--device", "LONG", "--class", "bell"],
        ["enrol", "--device", "LONG", "--revoke"],
        ["seats", "--seat", "LONG", "--revoke"],
        ["seats", "--seat", "s", "--operator", "LONG", "--role", "supervisor"],
        ["cameras", "remove", "LONG"],
        ["field", "--erase", "escort:LONG", "--by", "kim", "--why", "LONG"],
    ],
)
def test_that_a_long_word_of_the_command_line_is_not_either(
    data: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    said = [each.replace("LONG", LONG["words"]) for each in words]
    assert program.main([*said, "--data", str(data)]) == 2
    assert 0 < _longest(capsys) < SHOWN


def test_that_a_cut_says_how_long_the_text_is() -> None:
    assert shortened("거" * 120) == "거" * 120
    assert shortened("거" * 200_000).endswith("… (200,000 characters)")
    fault = EnvironmentFault(
        f"The row {LONG['huge']!r} is bad", where="f" * 5_000, remedy="x" * 500
    )
    assert len(fault.sentence) < SHOWN
    plain = EnvironmentFault("A is wrong", where="/data/a.csv", remedy="correct it")
    assert plain.sentence == "A is wrong (/data/a.csv); correct it."
