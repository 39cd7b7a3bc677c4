"""Reading what is stored where nothing can be written: a mounted backup, a disk of evidence."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import main as program
from backends.commands.parts import keys_in
from backends.database.batch import Batch
from backends.database.store import open_database
from backends.database.writer import Writer
from backends.system.installation import Installation
from console.ports.messages import AlertChanged
from console.services.catalogue import read_catalogue
from tests.support.read_only import read_only
from tests.support.seat_doubles import alert

CATALOGUE = read_catalogue()
ENDINGS = ("", "-wal", "-shm")


def _filled(folder: Path, *, as_of: Callable[[Path], None]) -> None:
    """A data folder with two alerts; `as_of` takes what lies there while the writer is at work."""
    (folder / "settings.toml").write_text('keystore = "file"\n', encoding="utf-8")
    path = folder / "sunra.db"
    database = open_database(path, keys_in(folder / "keys").secret("database"))
    batch = Batch(0, 0)
    for number in (1, 2):
        raised = alert(number, "sos.app", CATALOGUE)
        batch.add(AlertChanged(raised, "raised", "engine", raised.raised))
    with database.write() as connection:
        Writer().write(connection, batch, 1)
    as_of(folder)
    database.close()


def _nothing(_folder: Path) -> None:
    pass


def _keep(folder: Path) -> None:
    """What an engine that is killed now would leave."""
    for ending in ENDINGS:
        shutil.copyfile(folder / f"sunra.db{ending}", folder / f"kept{ending}")


def _killed(folder: Path, *endings: str) -> None:
    _filled(folder, as_of=_keep)
    for ending in ENDINGS:
        (folder / f"sunra.db{ending}").unlink(missing_ok=True)
    for ending in endings:
        shutil.copyfile(folder / f"kept{ending}", folder / f"sunra.db{ending}")


def _numbers(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[list[int], str]:
    capsys.readouterr()
    with read_only(folder):
        assert program.main(["alerts", "--data", str(folder)]) == 0
        said = capsys.readouterr()
        for command in (["events"], ["verify"], ["field", "--all"], ["keys", "list"]):
            assert program.main([*command, "--data", str(folder)]) == 0
    return [json.loads(line)["number"] for line in said.out.splitlines()], said.err


def test_that_a_folder_of_an_engine_that_ended_is_read_as_it_lies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _filled(tmp_path, as_of=_nothing)
    numbers, said = _numbers(tmp_path, capsys)
    assert numbers == [1, 2]
    assert "read as it lies" in said
    assert not list(tmp_path.glob("sunra.db-*"))


@pytest.mark.parametrize(("endings", "note"), [(ENDINGS, ""), (("", "-wal"), "a copy")])
def test_that_the_log_of_an_engine_that_was_killed_is_read_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], endings: tuple[str, ...], note: str
) -> None:
    """With its index in place, without it from a copy: never as if the log were not there."""
    _killed(tmp_path, *endings)
    numbers, said = _numbers(tmp_path, capsys)
    assert numbers == [1, 2]
    assert note in said
    assert bool(said) is bool(note)


def test_that_a_copy_is_gone_afterwards_and_no_room_for_one_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, spare = tmp_path / "data", tmp_path / "spare"
    data.mkdir()
    spare.mkdir()
    _killed(data, "", "-wal")
    monkeypatch.setattr("tempfile.tempdir", str(spare))
    assert _numbers(data, capsys)[0] == [1, 2]
    assert not list(spare.iterdir())

    def full(_one: Path, _other: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)
    with read_only(data):
        assert program.main(["alerts", "--data", str(data)]) == 2
    assert "copy the whole data folder" in capsys.readouterr().err
    assert not list(spare.iterdir())


def test_that_reading_makes_and_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing, shared = tmp_path / "missing", tmp_path / "shared"
    shared.mkdir(mode=0o755)
    before = shared.stat().st_mode
    for folder in (missing, shared):
        for command in ("events", "alerts", "verify", "field"):
            assert program.main([command, "--data", str(folder)]) == 2
        assert "There is no database here" in capsys.readouterr().err
    assert not missing.exists()
    assert not list(shared.iterdir())
    assert Installation(shared, to_read=True).path.stat().st_mode == before
