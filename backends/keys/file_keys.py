"""Keys in files alone, for devices and tests that have nothing to do with this user's keystore."""

from collections.abc import Callable
from pathlib import Path

from backends.keys.secret_files import SecretFiles
from backends.keys.stored_keys import StoredKeys
from console.ports.keys import KeyPair


class FileKeys(StoredKeys):
    """One file per name in `folder`; `make_pair` makes a new CURVE pair."""

    def __init__(self, folder: Path, make_pair: Callable[[], KeyPair]) -> None:
        super().__init__(SecretFiles(folder), make_pair)
