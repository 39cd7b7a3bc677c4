"""`sunra enrol` on a real registry: device files, tables, renewed keys (R-SEC-02, R-SEC-03)."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from backends.commands.enrol import enrol
from backends.edge_client.device_file import read_device_file
from backends.zeromq.curve import make_pair
from console.command_line.grammar import parse
from console.domain.errors import EnvironmentFault


class Installer:
    """Runs the command in this process and reads what it printed."""

    def __init__(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data = data
        self._capsys = capsys
        self.code = 0
        self.words = ""

    def __call__(self, *words: str | Path) -> list[dict[str, Any]]:
        self.code = enrol(parse(["enrol", "--data", str(self.data), *map(str, words)]))
        said = self._capsys.readouterr()
        self.words = said.err
        return [json.loads(line) for line in said.out.splitlines()]


@pytest.fixture
def installer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Installer:
    return Installer(tmp_path / "data", capsys)


def test_that_a_device_file_is_ready_to_use_and_its_secret_is_nowhere_else(
    installer: Installer, tmp_path: Path
) -> None:
    out = tmp_path / "bell.json"
    (said,) = installer(
        "--device", "bell-1", "--class", "bell", "--site", "park", "--cameras", "CAM-1, CAM-2",
        "--allowed", "bell.pressed,device.tamper", "--interval", "30",
        "--door", "tcp://192.0.2.1:5571", "--out", out,
    )  # fmt: skip
    card = read_device_file(out)
    assert "secret_key" not in said
    assert (card.device, card.door, card.interval_s) == ("bell-1", "tcp://192.0.2.1:5571", 30.0)
    assert sys.platform == "win32" or out.stat().st_mode & 0o777 == 0o600
    (listed,) = installer("--list")
    assert listed["cameras"] == ["CAM-1", "CAM-2"]
    assert listed["allowed"] == ["bell.pressed", "device.tamper"]
    assert (listed["site"], listed["interval_s"]) == ("park", 30.0)
    assert listed["public_key"] == card.pair.public


def test_that_a_mistyped_type_is_named(installer: Installer) -> None:
    """A bell that may only say "bell.presed" is refused each time it is pressed."""
    installer("--device", "bell-1", "--allowed", "bell.pressed,bell.presed")
    assert "bell-1: bell.presed is no type of the catalogue" in installer.words
    installer("--device", "bell-2", "--allowed", "bell.pressed")
    assert installer.words == ""


def test_that_a_device_file_is_never_written_over(installer: Installer, tmp_path: Path) -> None:
    out = tmp_path / "bell.json"
    installer("--device", "bell-1", "--out", out)
    before = out.read_text()
    with pytest.raises(EnvironmentFault, match="there already"):
        installer("--device", "bell-2", "--out", out)
    assert out.read_text() == before
    assert [each["id"] for each in installer("--list")] == ["bell-1"]


def test_that_a_refused_device_leaves_no_file(installer: Installer, tmp_path: Path) -> None:
    installer("--device", "bell-1")
    with pytest.raises(EnvironmentFault, match="already enrolled"):
        installer("--device", "bell-1", "--out", tmp_path / "again.json")
    assert not (tmp_path / "again.json").exists()


def test_that_a_renewed_key_stands_beside_the_old_one_for_a_while(
    installer: Installer, tmp_path: Path
) -> None:
    (first,) = installer("--device", "bell-1", "--interval", "30")
    (second,) = installer("--device", "bell-1", "--rotate", "--hours", "1")
    assert second["secret_key"] != first["secret_key"]
    assert second["interval_s"] == 30.0
    keys = [each["public_key"] for each in installer("--list")]
    assert sorted(keys) == sorted([first["public_key"], second["public_key"]])
    installer("--device", "bell-1", "--rotate", "--hours", "0")
    assert len(installer("--list")) == 1
    with pytest.raises(EnvironmentFault, match="0 to 24 hours"):
        installer("--device", "bell-1", "--rotate", "--hours", "25")


def test_that_what_cannot_be_done_together_is_told(installer: Installer) -> None:
    with pytest.raises(EnvironmentFault, match="do not go together"):
        installer("--device", "a", "--rotate", "--revoke")
    with pytest.raises(EnvironmentFault, match="not named"):
        installer("--rotate")


@pytest.mark.parametrize("coding", ["cp949", "utf-8-sig", "utf-8"])
def test_that_a_table_registers_good_rows_and_names_every_bad_one(
    installer: Installer, tmp_path: Path, coding: str
) -> None:
    key = make_pair().public
    table = tmp_path / "표.csv"
    table.write_bytes(
        (
            "Device,class,cameras,interval,key,site\r\n"
            "가로등-1,bell,CAM-1;CAM-2,30,,중앙공원\r\n"
            "bell-2,bell,,soon,,\r\n"
            ",bell,,,,\r\n"
            "\r\n"
            f"bell-3,bell,,,{key},\r\n"
            f"bell-4,bell,,,{key},\r\n"
            "twin,bell,,,,\r\n"
            "twin,bell,,,,\r\n"
            "bell-5,bell,,,tooshort,,,\r\n"
        ).encode(coding)
    )
    said = installer("--csv", table, "--out", tmp_path / "cards")
    assert installer.code == 1
    good = [each["device"] for each in said if "device" in each]
    bad = {each["row"]: each["error"] for each in said if "error" in each}
    assert good == ["가로등-1", "bell-3"]
    assert sorted(bad) == [3, 4, 7, 8, 9, 10]
    assert "interval" in bad[3]
    assert "device is missing" in bad[4]
    assert "belongs to" in bad[7]
    assert "more than once" in bad[8]
    assert "40 characters" in bad[10]
    assert "more cells" in bad[10]
    for number in bad:
        assert f"row {number}:" in installer.words
    files = sorted(path.name for path in (tmp_path / "cards").iterdir())
    assert files == ["bell-3.json", "가로등-1.json"]
    assert "secret_key" not in json.loads((tmp_path / "cards" / "bell-3.json").read_text("utf-8"))
    card = read_device_file(tmp_path / "cards" / "가로등-1.json")
    assert (card.device, card.interval_s) == ("가로등-1", 30.0)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"name,class\r\na,b\r\n", "columns nobody knows: 'name'"),
        (b"class\r\nbell\r\n", "no column named device"),
        (b"device,device\r\na,b\r\n", "a column twice: device"),
        (b"device\r\n\xff\xff\xff\r\n", "neither UTF-8 nor CP949"),
    ],
)
def test_that_a_table_that_cannot_be_read_is_told(
    installer: Installer, tmp_path: Path, content: bytes, words: str
) -> None:
    table = tmp_path / "t.csv"
    table.write_bytes(content)
    with pytest.raises(EnvironmentFault, match=words):
        installer("--csv", table, "--out", tmp_path / "cards")


def test_that_keys_are_never_made_without_a_place_for_them(
    installer: Installer, tmp_path: Path
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("device;class\nbell-1;bell\n")
    with pytest.raises(EnvironmentFault, match="no place for the device files"):
        installer("--csv", table)
    assert installer("--list") == []
