"""Which place a secret of this installation lies in: the user's keystore or a file.

Any thread, several processes (one lock for everything that is made or moved). What exists stays
where it is, files first; the setting `keystore` only says where something new goes. So an
installation never gets a second identity because a keystore came or went.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from backends.keys.os_keystore import KeystoreAway, OsKeystore
from backends.keys.secret_files import SecretFiles, unusable
from backends.keys.stored_keys import StoredKeys
from console.domain.errors import EnvironmentFault
from console.ports.keys import KeyPair

CHOICES = ("auto", "os", "file")
_LOCK_S = 20.0


class KeyPlaces:
    """Implements `places.Place` over both; `choice` is one of `CHOICES`."""

    def __init__(self, folder: Path, choice: str, keystore: OsKeystore | None = None) -> None:
        self._folder = folder
        self._choice = choice
        self._files = SecretFiles(folder)
        self._keystore = keystore or OsKeystore(folder)

    def read(self, name: str) -> str | None:
        """The text of that name. Raises EnvironmentFault."""
        text = self._files.read(name)
        return self._keystore.read(name) if text is None else text

    def create(self, name: str, text: str) -> str:
        """Keep a new text where new ones go."""
        with self._alone():
            known = self.read(name)
            return self._make(name, text) if known is None else known

    def replace(self, name: str, text: str) -> None:
        """Keep a text where the old one is, or where new ones go."""
        with self._alone():
            if self._files.read(name) is not None:
                self._files.replace(name, text)
            elif self._keystore.holds(name):
                with self._within_reach(name):
                    self._keystore.replace(name, text)
            else:
                self._make(name, text)

    def remove(self, name: str) -> None:
        """Remove it wherever it is."""
        with self._alone():
            self._files.remove(name)
            with self._within_reach(name):
                self._keystore.remove(name)

    def where(self, name: str) -> str:
        """The place in words."""
        there = self._keystore.holds(name) and self._files.read(name) is None
        return self._keystore.where(name) if there else self._files.where(name)

    def names(self) -> dict[str, str]:
        """Each name with "file" or "os". Raises EnvironmentFault."""
        try:
            kept = {path.stem: "os" for path in self._folder.glob("*.kept")}
            return dict(
                sorted((kept | {p.stem: "file" for p in self._folder.glob("*.key")}).items())
            )
        except OSError as error:
            raise unusable(self._folder, error) from error

    def move(self, name: str, to: str) -> None:
        """Bring a secret to "file" or "os": written there, read back, only then removed here.

        At each moment at least one place holds it. Raises EnvironmentFault.
        """
        with self._alone():
            text = self.read(name)
            if text is None:
                return
            if to == "os":
                self._move_out(name, text)
            else:
                self._move_in(name, text)

    def require_keystore(self) -> None:
        """Raise EnvironmentFault where the keystore does not keep what it is given."""
        with self._alone():
            try:
                self._keystore.try_out()
            except KeystoreAway as away:
                raise _unmoved("nothing", str(away), "this user's keystore") from None

    def _move_out(self, name: str, text: str) -> None:
        try:
            self._keystore.replace(name, text)
        except KeystoreAway as away:
            raise _unmoved(name, str(away), self._files.where(name)) from None
        self._files.remove(name)

    def _move_in(self, name: str, text: str) -> None:
        self._files.create(name, text)
        if self._files.read(name) != text:
            raise EnvironmentFault(
                "The key was not moved: its file reads back as something else",
                where=self._files.where(name),
                remedy="check the disk; the keystore still holds it",
            )
        with self._within_reach(name):
            self._keystore.remove(name)

    def _make(self, name: str, text: str) -> str:
        if self._choice == "file":
            return self._files.create(name, text)
        try:
            return self._keystore.create(name, text)
        except KeystoreAway as away:
            if self._choice == "os":
                raise _refused(str(away)) from None
            return self._files.create(name, text)

    @contextmanager
    def _within_reach(self, name: str) -> Iterator[None]:
        try:
            yield
        except KeystoreAway as away:
            raise self._keystore.out_of_reach(name, str(away)) from None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        path = self._folder / "keys.lock"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with FileLock(path, timeout=_LOCK_S):
                yield
        except Timeout:
            raise EnvironmentFault(
                "Another program holds the keys of this installation",
                where=str(path),
                remedy="end it and start again",
            ) from None
        except OSError as error:
            raise unusable(self._folder, error) from error


class Keystore(StoredKeys):
    """Keys and logins of one installation. `choice`: "auto", "os" or "file", for new ones."""

    def __init__(
        self,
        folder: Path,
        make_pair: Callable[[], KeyPair],
        choice: str = "auto",
        keystore: OsKeystore | None = None,
    ) -> None:
        self._places = KeyPlaces(folder, choice, keystore)
        super().__init__(self._places, make_pair)

    def names(self) -> dict[str, str]:
        """Each secret's name with where it lies: "file" or "os"."""
        return self._places.names()

    def move(self, to: str) -> Iterator[str]:
        """Bring every secret to "file" or "os"; the names, each once it is moved.

        Raises EnvironmentFault: for a keystore that does not work before anything is touched,
        later for the one secret that could not be moved, which then is where it was.
        """
        if to == "os":
            self._places.require_keystore()
        for name, place in self.names().items():
            if place != to:
                self._places.move(name, to)
                yield name


def _unmoved(name: str, reason: str, where: str) -> EnvironmentFault:
    what = "No key was moved" if name == "nothing" else f"The key {name} was not moved"
    return EnvironmentFault(
        f"{what}: the keystore of the operating system can not be used: {reason}",
        where=where,
        remedy="unlock it as the user who runs Sunra, then say it again; until then every key "
        "that was not moved stays where it was and goes on working",
    )


def _refused(reason: str) -> EnvironmentFault:
    return EnvironmentFault(
        f"The keystore of the operating system can not be used: {reason}",
        where='keystore = "os"',
        remedy='unlock it, or set keystore = "file" or "auto" in settings.toml',
    )
