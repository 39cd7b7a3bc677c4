"""Keys in files: made once, for the owner alone, never replaced by themselves (R-SEC-05)."""

import os
import sys
import threading
from pathlib import Path

import pytest

from backends.keys.file_keys import FileKeys
from console.domain.errors import EnvironmentFault
from console.ports.keys import KeyPair, Keys

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights")


class Pairs:
    """Makes a pair of the right shape, another one each time."""

    def __init__(self, first: int = 0) -> None:
        self.made = first

    def __call__(self) -> KeyPair:
        self.made += 1
        return KeyPair(f"{self.made:040d}", f"{self.made:039d}#")


def keys_in(folder: Path, pairs: Pairs | None = None) -> FileKeys:
    return FileKeys(folder / "keys", pairs or Pairs())


def test_that_a_key_is_made_once_and_comes_back(tmp_path: Path) -> None:
    pairs = Pairs()
    keys: Keys = keys_in(tmp_path, pairs)
    pair, secret = keys.curve("engine"), keys.secret("database")
    again = keys_in(tmp_path, pairs)
    assert (again.curve("engine"), again.secret("database")) == (pair, secret)
    assert again.read_public("engine") == pair.public
    assert (pairs.made, len(secret)) == (1, 32)
    assert keys.secret("seat-journal") != secret
    assert pair.secret not in repr(pair)


def test_that_no_half_written_file_is_left(tmp_path: Path) -> None:
    keys_in(tmp_path).curve("seat-desk-1")
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["seat-desk-1.key"]


@POSIX
def test_that_keys_are_for_the_owner_alone(tmp_path: Path) -> None:
    keys_in(tmp_path).secret("database")
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "keys" / "database.key").stat().st_mode & 0o777 == 0o600


@POSIX
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_that_a_key_others_may_touch_is_refused(tmp_path: Path, mode: int) -> None:
    keys_in(tmp_path).secret("database")
    (tmp_path / "keys" / "database.key").chmod(mode)
    with pytest.raises(EnvironmentFault, match=r"Others.*database\.key.*0600"):
        keys_in(tmp_path).secret("database")


@POSIX
@pytest.mark.skipif(sys.platform != "win32" and os.geteuid() != 0, reason="needs two users")
def test_that_another_users_key_is_refused(tmp_path: Path) -> None:
    keys_in(tmp_path).secret("database")
    os.chown(tmp_path / "keys" / "database.key", 65534, 65534)
    with pytest.raises(EnvironmentFault, match="another user"):
        keys_in(tmp_path).secret("database")


@pytest.mark.parametrize("content", [b"", b"abc", b"\xff" * 64, b"0" * 63, b"0" * 5000])
def test_that_a_damaged_key_is_told_and_never_replaced(tmp_path: Path, content: bytes) -> None:
    keys = keys_in(tmp_path)
    keys.secret("database")
    keys.curve("engine")
    for name in ("database", "engine"):
        path = tmp_path / "keys" / f"{name}.key"
        path.write_bytes(content)
        with pytest.raises(EnvironmentFault, match="damaged"):
            keys.secret(name) if name == "database" else keys.curve(name)
        assert path.read_bytes() == content


@pytest.mark.parametrize("name", ["", "../engine", "a/b", ".hidden", "a\x00b", "a" * 101, "a b"])
def test_that_a_name_cannot_leave_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(EnvironmentFault, match="cannot name a key"):
        keys_in(tmp_path).secret(name)


def test_that_a_public_key_not_made_yet_is_told(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="does not exist yet"):
        keys_in(tmp_path).read_public("engine")
    assert not (tmp_path / "keys").exists()


def test_that_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file")
    with pytest.raises(EnvironmentFault, match="cannot be used"):
        keys_in(tmp_path).secret("database")


def test_that_two_at_once_agree_on_one_key(tmp_path: Path) -> None:
    together = threading.Barrier(8)
    found: list[tuple[bytes, str]] = []

    def first_use(number: int) -> None:
        keys = keys_in(tmp_path, Pairs(number * 100))
        together.wait(10)
        found.append((keys.secret("database"), keys.curve("engine").public))

    threads = [threading.Thread(target=first_use, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(found) == 8
    assert len(set(found)) == 1


def test_that_a_disk_without_hard_links_works_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    secret = keys_in(tmp_path).secret("database")
    assert keys_in(tmp_path).secret("database") == secret
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["database.key"]
