"""Keys and logins in the user's keystore, files where there is none (R-SEC-05)."""

import json
import logging
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring

import main as program
from backends.commands.parts import keys_in
from backends.keys.file_keys import FileKeys
from backends.keys.keystore import Keystore
from backends.keys.os_keystore import OsKeystore
from backends.zeromq.curve import make_pair
from console.domain.errors import EnvironmentFault
from console.ports.keys import Keys, Login, Logins
from tests.support.keystores import (
    FileKeystore,
    ForgetfulKeystore,
    FullKeystore,
    HangingKeystore,
    TalkativeKeystore,
)

LOGIN = Login("admin", "비밀 p@ss:w/rd")


@pytest.fixture
def vault(tmp_path: Path) -> FileKeystore:
    return FileKeystore(tmp_path / "vault.json")


def opened(
    folder: Path, backend: KeyringBackend, choice: str = "auto", wait_s: float = 3.0
) -> Keystore:
    keys = folder / "keys"
    return Keystore(keys, make_pair, choice, OsKeystore(keys, lambda: backend, wait_s))


def gone(folder: Path, choice: str = "auto") -> Keystore:
    """The same installation on a day without a keystore; keyring's own answer to that."""
    keys = folder / "keys"
    return Keystore(keys, make_pair, choice, OsKeystore(keys))


def text_of(folder: Path) -> str:
    return "".join(path.read_text("utf-8") for path in folder.rglob("*") if path.is_file())


def test_that_new_keys_go_to_the_keystore_and_leave_no_secret_in_a_file(
    tmp_path: Path, vault: FileKeystore
) -> None:
    store = opened(tmp_path, vault)
    keys: Keys = store
    logins: Logins = store
    pair, secret = keys.curve("engine"), keys.secret("database")
    logins.keep("camera-1", LOGIN)
    again = opened(tmp_path, vault)
    assert (again.curve("engine"), again.secret("database")) == (pair, secret)
    assert again.read_public("engine") == pair.public
    assert again.login("camera-1") == LOGIN
    written = text_of(tmp_path / "keys")
    assert not any(each in written for each in (pair.secret, secret.hex(), LOGIN.password))
    assert again.names() == {"database": "os", "engine": "os", "login-camera-1": "os"}


def test_that_files_win_where_they_exist(tmp_path: Path, vault: FileKeystore) -> None:
    before = FileKeys(tmp_path / "keys", make_pair)
    pair, secret = before.curve("engine"), before.secret("database")
    store = opened(tmp_path, vault)
    assert (store.curve("engine"), store.secret("database")) == (pair, secret)
    assert vault.entries() == {}
    opened(tmp_path, vault).curve("seat-1")
    assert list(store.names().values()) == ["file", "file", "os"]


@pytest.mark.parametrize("choice", ["auto", "file", "os"])
def test_that_a_keystore_out_of_reach_is_told_and_makes_no_second_identity(
    tmp_path: Path, vault: FileKeystore, choice: str
) -> None:
    pair = opened(tmp_path, vault).curve("engine")
    with pytest.raises(EnvironmentFault, match=r"keystore.*sunra keys move --to file"):
        gone(tmp_path, choice).curve("engine")
    assert not list((tmp_path / "keys").glob("*.key"))
    assert opened(tmp_path, vault).curve("engine") == pair


def test_that_an_entry_somebody_deleted_is_told_and_not_made_anew(
    tmp_path: Path, vault: FileKeystore
) -> None:
    opened(tmp_path, vault).secret("database")
    vault.path.unlink()
    with pytest.raises(EnvironmentFault, match="no such entry"):
        opened(tmp_path, vault).secret("database")


def test_that_without_a_keystore_the_keys_are_files(tmp_path: Path) -> None:
    assert isinstance(NoKeyring(), KeyringBackend)
    store = gone(tmp_path)
    secret = store.secret("database")
    store.keep("camera-1", LOGIN)
    assert FileKeys(tmp_path / "keys", make_pair).secret("database") == secret
    assert store.login("camera-1") == LOGIN
    assert (tmp_path / "keys" / "login-camera-1.key").stat().st_mode & 0o077 == 0


def test_that_a_wish_for_the_keystore_is_not_answered_with_a_file(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match='keystore = "file"'):
        gone(tmp_path, "os").secret("database")
    assert not list((tmp_path / "keys").glob("*.key"))


def test_that_the_setting_says_where_new_keys_go(
    tmp_path: Path, vault: FileKeystore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("keyring.get_keyring", lambda: vault)
    (tmp_path / "settings.toml").write_text('keystore = "file"')
    keys_in(tmp_path / "keys").secret("database")
    (tmp_path / "settings.toml").write_text('keystore = "os"')
    keys_in(tmp_path / "keys").curve("engine")
    assert keys_in(tmp_path / "keys").names() == {"database": "file", "engine": "os"}
    (tmp_path / "settings.toml").write_text('keystore = "cupboard"')
    with pytest.raises(EnvironmentFault, match="keystore must be one of auto, os, file"):
        keys_in(tmp_path / "keys")


@pytest.fixture
def hanging() -> Iterator[HangingKeystore]:
    backend = HangingKeystore()
    yield backend
    backend.released.set()


def test_that_a_keystore_that_asks_nobody_is_waited_for_once(
    tmp_path: Path, hanging: HangingKeystore
) -> None:
    store = opened(tmp_path, hanging, wait_s=0.2)
    start = time.monotonic()
    store.secret("database")
    store.curve("engine")
    assert time.monotonic() - start < 2
    assert hanging.asked == 1
    assert set(store.names().values()) == {"file"}


def test_that_no_secret_reaches_a_log_a_text_or_a_traceback(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    store = opened(tmp_path, TalkativeKeystore(), "os")
    with pytest.raises(EnvironmentFault) as caught:
        store.keep("camera-1", LOGIN)
    told = (
        "".join(traceback.format_exception(caught.value))
        + caplog.text
        + "".join(capfd.readouterr())
    )
    told += repr(LOGIN) + repr(store) + repr(vars(store)) + str(LOGIN)
    assert LOGIN.password not in told
    assert json.dumps(LOGIN.password) not in told


def test_that_two_installations_of_one_user_share_nothing(
    tmp_path: Path, vault: FileKeystore
) -> None:
    one, two = opened(tmp_path / "one", vault), opened(tmp_path / "two", vault)
    assert one.curve("engine") != two.curve("engine")
    assert len(vault.entries()) == 2


def test_that_keys_move_to_files_and_back_unchanged(tmp_path: Path, vault: FileKeystore) -> None:
    store = opened(tmp_path, vault)
    pair, secret = store.curve("engine"), store.secret("database")
    store.keep("camera-1", LOGIN)
    assert sorted(store.move("file")) == ["database", "engine", "login-camera-1"]
    assert vault.entries() == {}
    files = gone(tmp_path)
    assert (files.curve("engine"), files.secret("database")) == (pair, secret)
    assert list(opened(tmp_path, vault).move("os")) == ["database", "engine", "login-camera-1"]
    assert not list((tmp_path / "keys").glob("*.key"))
    assert opened(tmp_path, vault).login("camera-1") == LOGIN


def test_that_a_move_cut_short_loses_nothing(tmp_path: Path, vault: FileKeystore) -> None:
    secret = gone(tmp_path).secret("database")
    for broken in (TalkativeKeystore(), ForgetfulKeystore(tmp_path / "forgets.json")):
        with pytest.raises(EnvironmentFault, match="No key was moved"):
            list(opened(tmp_path, broken).move("os"))
        assert gone(tmp_path).names() == {"database": "file"}
        assert gone(tmp_path).secret("database") == secret


def test_that_a_keystore_that_fails_half_way_leaves_the_rest_where_it_was(tmp_path: Path) -> None:
    files = gone(tmp_path)
    kept = {name: files.secret(name) for name in ("a", "b", "c")}
    vault = FullKeystore(tmp_path / "vault.json")
    told: list[str] = []
    with pytest.raises(EnvironmentFault, match="The key b was not moved"):
        told.extend(opened(tmp_path, vault).move("os"))
    assert gone(tmp_path).names() == {"a": "os", "b": "file", "c": "file"}
    assert {name: opened(tmp_path, vault).secret(name) for name in kept} == kept


def test_that_a_move_to_no_keystore_is_refused_even_before_there_is_a_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("keyring.get_keyring", NoKeyring)
    assert program.main(["keys", "move", "--to", "os", "--data", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "No key was moved" in said.err
    assert program.main(["keys", "move", "--to", "file", "--data", str(tmp_path)]) == 0
    assert "nothing was kept elsewhere" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["vault", "file"])
def test_that_a_login_is_replaced_and_forgotten(tmp_path: Path, place: str) -> None:
    vault = FileKeystore(tmp_path / "vault.json")
    store = opened(tmp_path, vault) if place == "vault" else gone(tmp_path)
    assert store.login("camera-1") is None
    store.forget("camera-1")
    store.keep("camera-1", LOGIN)
    store.keep("camera-1", Login("viewer", "other"))
    assert store.login("camera-1") == Login("viewer", "other")
    store.forget("camera-1")
    assert store.login("camera-1") is None
    assert store.names() == {}
    with pytest.raises(EnvironmentFault, match="longer than 256"):
        store.keep("camera-1", Login("a", "b" * 257))


def test_that_many_at_once_agree_on_one_key(tmp_path: Path, vault: FileKeystore) -> None:
    together = threading.Barrier(6)
    found: set[bytes] = set()

    def first_use() -> None:
        store = opened(tmp_path, vault)
        together.wait(10)
        found.add(store.secret("database"))

    run_all([first_use] * 6)
    assert len(found) == 1


def run_all(calls: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
