"""Secrets in the keystore of the operating system's user (Secret Service, Windows Credentials).

Any thread, several processes. Each call is bounded in time, as a locked keystore may ask a person
who is not there: it then counts as away until the next start. What lies in the keystore is named by
a small file without secrets (`NAME.kept`), so that a keystore out of reach is told and never
mistaken for a first start. Never logs a secret.
"""

import json
import secrets
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from backends.keys.secret_files import checked, create_private, read_private, unusable
from console.domain.errors import EnvironmentFault

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

WAIT_S = 3.0
_IDENTITY = "keystore.id"
_TRIAL = "trial"
_FORGETS = "the keystore did not keep what it was given"
Answer = TypeVar("Answer")


class KeystoreAway(Exception):
    """The keystore can not be used now; the text says why, without any secret."""


class OsKeystore:
    """The entries of one installation, whose folder of keys is `folder`: implements `Place`.

    `find` gives the keyring's backend (by default the one this machine prefers).
    """

    def __init__(
        self,
        folder: Path,
        find: "Callable[[], KeyringBackend] | None" = None,
        wait_s: float = WAIT_S,
    ) -> None:
        self._folder = folder
        self._find = find or _preferred
        self._wait_s = wait_s
        self._away = ""

    def read(self, name: str) -> str | None:
        """The entry's text; None when none was made. Raises EnvironmentFault when out of reach."""
        marker = self._marked(name)
        if marker is None:
            return None
        try:
            text = self._call(lambda backend: backend.get_password(marker, name))
        except KeystoreAway as away:
            raise self.out_of_reach(name, str(away)) from None
        if text is None:
            raise self.out_of_reach(name, "it has no such entry")
        return text

    def create(self, name: str, text: str) -> str:
        """Keep a new entry and name it. Raises KeystoreAway."""
        known = self.read(name)
        if known is not None:
            return known
        self._put(self._service(), name, text)
        self._mark(name, self._service())
        return text

    def replace(self, name: str, text: str) -> None:
        """Keep a text in place of the entry. Raises KeystoreAway."""
        marker = self._marked(name)
        service = marker or self._service()
        self._put(service, name, text)
        self._read_back(service, name, text)
        if marker is None:
            self._mark(name, self._service())

    def remove(self, name: str) -> None:
        """Remove the entry. Raises KeystoreAway."""
        marker = self._marked(name)
        if marker is None:
            return
        self._call(lambda backend: _delete(backend, marker, name))
        path = self._path(name)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise unusable(path, error) from error

    def try_out(self) -> None:
        """Keep, read back and remove an entry of no meaning. Raises KeystoreAway."""
        service, text = self._service(), secrets.token_hex(16)
        try:
            self._put(service, _TRIAL, text)
            self._read_back(service, _TRIAL, text)
        finally:
            self._call(lambda backend: _delete(backend, service, _TRIAL))

    def where(self, name: str) -> str:
        """The entry in words."""
        return f"entry {name} in this user's keystore"

    def holds(self, name: str) -> bool:
        """Whether an entry of that name was made; asks the folder alone."""
        return self._marked(name) is not None

    def out_of_reach(self, name: str, reason: str) -> EnvironmentFault:
        """The fault for an entry that must be there and is not to be had now."""
        return EnvironmentFault(
            f"A key of this installation lies in the keystore of the operating system: {reason}",
            where=self.where(name),
            remedy="log in and unlock the keystore as the user who installed Sunra, then start "
            "again; `sunra keys move --to file` brings the keys into the data folder for good",
        )

    def _put(self, service: str, name: str, text: str) -> None:
        def put(backend: "KeyringBackend") -> str | None:
            backend.set_password(service, name, text)
            return backend.get_password(service, name)

        if self._call(put) != text:
            raise KeystoreAway(_FORGETS)

    def _read_back(self, service: str, name: str, text: str) -> None:
        """By a backend that is looked for again, as the next start will."""
        if self._call(lambda backend: backend.get_password(service, name)) != text:
            raise KeystoreAway(_FORGETS)

    def _call(self, act: "Callable[[KeyringBackend], Answer]") -> Answer:
        """What the keystore answers within the time. Raises KeystoreAway, with no text of its own.

        The words of a foreign fault are left out, as they may repeat what was to be kept.
        """
        if self._away:
            raise KeystoreAway(self._away)
        answers: list[Answer] = []
        faults: list[str] = []

        def ask() -> None:
            try:
                answers.append(act(self._find()))
            except KeystoreAway as away:
                faults.append(str(away))
            except Exception as fault:  # noqa: BLE001 -- backends raise whatever their system does
                faults.append(f"it refuses ({type(fault).__name__})")

        asking = threading.Thread(target=ask, name="keystore", daemon=True)
        asking.start()
        asking.join(self._wait_s)
        if answers:
            return answers[0]
        self._away = faults[0] if faults else f"it does not answer within {self._wait_s:g} s"
        raise KeystoreAway(self._away)

    def _service(self) -> str:
        """What our entries are filed under: another word for each data folder of this user."""
        made = f"sunra-{secrets.token_hex(8)}\n"
        path = self._folder / _IDENTITY
        return (read_private(path) or create_private(path, made)).strip()

    def _marked(self, name: str) -> str | None:
        path = self._path(name)
        text = read_private(path)
        if text is None:
            return None
        try:
            service = json.loads(text)["service"]
        except (ValueError, KeyError, TypeError, RecursionError):
            service = None
        if not isinstance(service, str) or not service:
            raise EnvironmentFault(
                "The note that says where a key lies is damaged",
                where=str(path),
                remedy="restore it from the backup of the keys",
            )
        return service

    def _mark(self, name: str, service: str) -> None:
        create_private(self._path(name), json.dumps({"service": service}) + "\n")

    def _path(self, name: str) -> Path:
        return self._folder / f"{checked(name, self._folder)}.kept"


def _delete(backend: "KeyringBackend", service: str, name: str) -> None:
    if backend.get_password(service, name) is not None:
        backend.delete_password(service, name)


def _preferred() -> "KeyringBackend":
    """The backend this machine prefers. Raises KeystoreAway when it has none that is safe."""
    import keyring  # noqa: PLC0415 -- slow to load, and not needed where the keys are files

    backend = keyring.get_keyring()
    if backend.priority < 1:  # keyring's own line between a real keystore and none or plain text
        reason = "there is none on this machine, or nobody is logged in to it"
        raise KeystoreAway(reason)
    return backend
