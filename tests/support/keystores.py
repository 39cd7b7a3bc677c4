"""Keystores for tests: real keyring backends whose entries are a JSON file, or that misbehave."""

import json
import os
import threading
from pathlib import Path

from keyring.backend import KeyringBackend
from typing_extensions import override

FILE = "SUNRA_TEST_KEYSTORE"


class FileKeystore(KeyringBackend):
    """Entries in the JSON file that the environment names, also across processes."""

    priority = 5.0  # type: ignore[assignment]  # keyring types it as a property of the class

    def __init__(self, path: Path | None = None) -> None:
        super().__init__()
        self.path = path or Path(os.environ[FILE])
        self._lock = threading.Lock()

    def entries(self) -> dict[str, str]:
        if not self.path.exists():
            return {}
        found: dict[str, str] = json.loads(self.path.read_text("utf-8"))
        return found

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return self.entries().get(f"{service}/{username}")

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self._write(self.entries() | {f"{service}/{username}": password})

    @override
    def delete_password(self, service: str, username: str) -> None:
        entries = self.entries()
        del entries[f"{service}/{username}"]
        self._write(entries)

    def _write(self, entries: dict[str, str]) -> None:
        with self._lock:
            part = self.path.with_suffix(f".{os.getpid()}.{threading.get_ident()}")
            part.write_text(json.dumps(entries), "utf-8")
            part.replace(self.path)


class TalkativeKeystore(KeyringBackend):
    """Refuses, and repeats in its words what it was to keep."""

    priority = 5.0  # type: ignore[assignment]

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return None

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        msg = f"cannot keep {password}"
        raise RuntimeError(msg)

    @override
    def delete_password(self, service: str, username: str) -> None:
        raise RuntimeError(service)


class ForgetfulKeystore(FileKeystore):
    """Gives back what it was given once, and never again."""

    @override
    def get_password(self, service: str, username: str) -> str | None:
        found = super().get_password(service, username)
        if found is not None:
            self.delete_password(service, username)
        return found


class FullKeystore(FileKeystore):
    """Has room for one secret; a trial entry that is taken out again needs none."""

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        if self.entries():
            msg = "there is no room"
            raise RuntimeError(msg)
        super().set_password(service, username, password)


class HangingKeystore(KeyringBackend):
    """Asks somebody who is not there; `released` ends the wait."""

    priority = 5.0  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.released = threading.Event()
        self.asked = 0

    @override
    def get_password(self, service: str, username: str) -> str | None:
        self.asked += 1
        self.released.wait(30)
        return None

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self.asked += 1
        self.released.wait(30)

    @override
    def delete_password(self, service: str, username: str) -> None:
        self.released.wait(30)
