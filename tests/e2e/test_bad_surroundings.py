"""What an installer may get wrong: one clear sentence (what, where, what to do) and exit code 2."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from backends.database.connection import Database
from backends.keys.file_keys import FileKeys
from backends.zeromq.curve import make_pair
from tests.e2e.conftest import MAIN, EngineProcess, sunra

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(120)]


def assert_one_sentence(done: "subprocess.CompletedProcess[str]", *words: str) -> None:
    said = [line for line in done.stderr.splitlines() if line.strip()]
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    assert len(said) == 1, done.stderr
    assert said[0].startswith("sunra: ")
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in said[0], (word, said[0])


def test_that_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = sunra(
            "engine", "--data", tmp_path, "--door", f"tcp://127.0.0.1:{port}",
            "--seats", "tcp://127.0.0.1:0",
        )  # fmt: skip
    assert_one_sentence(done, str(port), "in use", "--door")


def test_that_a_second_engine_on_the_same_folder_is_refused(engine: EngineProcess) -> None:
    done = sunra(
        "engine", "--data", engine.data, "--door", "tcp://127.0.0.1:0",
        "--seats", "tcp://127.0.0.1:0",
    )  # fmt: skip
    assert_one_sentence(done, "already runs", str(engine.data))


def test_that_a_wrong_database_key_is_told(engine: EngineProcess) -> None:
    engine.stop()
    key = (
        engine.data
        / "keys"
        / next(
            path.name
            for path in (engine.data / "keys").iterdir()
            if path.name.startswith("database")
        )
    )
    key.write_bytes(bytes(reversed(key.read_bytes().strip())))
    done = sunra("alerts", "--data", engine.data)
    assert_one_sentence(done, "sunra.db", "key")


def test_that_a_key_file_others_can_read_is_refused(engine: EngineProcess) -> None:
    engine.stop()
    for path in (engine.data / "keys").iterdir():
        path.chmod(0o644)
    assert_one_sentence(sunra("alerts", "--data", engine.data), "keys", "0600")


def test_that_a_database_of_a_newer_version_is_refused_and_left_alone(
    engine: EngineProcess,
) -> None:
    """R-DB-07."""
    engine.stop()
    path = engine.data / "sunra.db"
    database = Database(path, FileKeys(engine.data / "keys", make_pair).secret("database"))
    with database.write() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    for command in ("engine", "alerts"):
        words = ["--door", "tcp://127.0.0.1:0", "--seats", "tcp://127.0.0.1:0"]
        done = sunra(command, "--data", engine.data, *(words if command == "engine" else []))
        assert_one_sentence(done, "sunra.db", "newer", "9999")


def test_that_a_wrong_device_key_is_told(engine: EngineProcess) -> None:
    done = sunra("enrol", "--data", engine.data, "--device", "cam-1", "--key", "too-short")
    assert_one_sentence(done, "key", "40")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", ["JSON"]),
        ('{"id": "x"}', ["pack"]),
        ('{"id": "x", "pack": "builtin:atlantis"}', ["atlantis"]),
        ("\xff\xfe", ["site.json"]),
    ],
)
def test_that_an_unreadable_site_file_is_told(tmp_path: Path, text: str, words: list[str]) -> None:
    site = tmp_path / "site.json"
    site.write_bytes(text.encode("latin-1"))
    done = sunra(
        "console", "--data", tmp_path / "data", "--site", site, "--headless", "--seconds", "1"
    )
    assert_one_sentence(done, "site.json", *words)


def test_that_a_missing_site_file_is_told(tmp_path: Path) -> None:
    done = sunra(
        "--data", tmp_path, "--site", tmp_path / "none.json", "--headless", "--seconds", "1"
    )
    assert_one_sentence(done, "none.json")


def test_that_unreadable_settings_are_told_all_at_once(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('langage = "ko"\nlayout = 7\n', encoding="utf-8")
    done = sunra("--data", tmp_path, "--headless", "--seconds", "1")
    assert_one_sentence(done, "settings.toml", "langage", "layout")


def test_that_a_missing_libvlc_is_told_and_pictures_still_come(tmp_path: Path) -> None:
    done = subprocess.run(
        [*MAIN, "--data", str(tmp_path), "--headless", "--seconds", "2",
         "--door", "tcp://127.0.0.1:0", "--seats", "tcp://127.0.0.1:0"],
        env={**os.environ, "PYTHON_VLC_LIB_PATH": str(tmp_path / "libvlc.so.5")},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    said = [line for line in done.stderr.splitlines() if line.startswith("sunra: ")]
    assert len(said) == 1
    assert "libvlc.so.5" in said[0]
    assert "nstall" in said[0]
    assert "Traceback" not in done.stderr


def test_that_a_screenshot_that_cannot_be_written_is_told_before_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    prefix = tmp_path / "file" / "out"
    done = sunra(
        "--data", tmp_path / "data", "--headless", "--seconds", "1", "--screenshot", prefix
    )
    assert_one_sentence(done, str(prefix), "--screenshot")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
def test_that_a_missing_display_is_told_with_the_way_out(tmp_path: Path) -> None:
    shown = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    bare = {name: value for name, value in os.environ.items() if name not in shown}
    done = subprocess.run(
        [*MAIN, "--data", str(tmp_path)], env=bare, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert_one_sentence(done, "display", "--headless")
