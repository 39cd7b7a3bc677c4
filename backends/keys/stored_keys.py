"""Keys and logins as texts in a place: implements `console.ports.keys.Keys` and `Logins`.

Any thread, several processes: a key is made once and never overwritten. Never logs a secret and
never replaces a damaged one by itself.
"""

import json
import re
import secrets
from collections.abc import Callable

from backends.keys.places import Place
from console.domain.errors import EnvironmentFault
from console.ports.keys import KeyPair, Login

_Z85 = re.compile(r"[0-9a-zA-Z.\-:+=^!/*?&<>()\[\]{}@%$#]{40}")
_SECRET = re.compile(r"[0-9a-f]{64}")
LOGIN = "login-"
MOST_OF_A_LOGIN = 256


class StoredKeys:
    """Keys and logins in one place; `make_pair` makes a new CURVE pair."""

    def __init__(self, place: Place, make_pair: Callable[[], KeyPair]) -> None:
        self._place = place
        self._make_pair = make_pair

    def curve(self, name: str) -> KeyPair:
        """The pair of that name, made at first use. Raises EnvironmentFault."""
        text = self._place.read(name)
        if text is None:
            pair = self._make_pair()
            text = self._place.create(name, f"{pair.public}\n{pair.secret}\n")
        return self._pair(name, text)

    def secret(self, name: str) -> bytes:
        """32 random bytes of that name, made at first use. Raises EnvironmentFault."""
        text = self._place.read(name)
        if text is None:
            text = self._place.create(name, secrets.token_hex(32) + "\n")
        if not _SECRET.fullmatch(text.strip()):
            raise self._damaged(name)
        return bytes.fromhex(text.strip())

    def kept_secret(self, name: str) -> bytes | None:
        """The secret of that name; None when none was made. Raises EnvironmentFault."""
        return None if self._place.read(name) is None else self.secret(name)

    def read_public(self, name: str) -> str:
        """The public key of that name; raises EnvironmentFault when it was not made yet."""
        text = self._place.read(name)
        if text is None:
            raise EnvironmentFault(
                "The key does not exist yet",
                where=self._place.where(name),
                remedy="start the engine once",
            )
        return self._pair(name, text).public

    def login(self, name: str) -> Login | None:
        """The login of that name, None when there is none. Raises EnvironmentFault."""
        text = self._place.read(LOGIN + name)
        if text is None:
            return None
        try:
            row = json.loads(text)
            return Login(_text(row["user"]), _text(row["password"]))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise self._damaged(LOGIN + name) from None

    def keep(self, name: str, login: Login) -> None:
        """Keep or replace a login. Raises EnvironmentFault when it is too long or has no place."""
        if max(len(login.user), len(login.password)) > MOST_OF_A_LOGIN:
            raise EnvironmentFault(
                f"A user or password is longer than {MOST_OF_A_LOGIN} characters",
                where=f"login {name}",
                remedy="give the camera a shorter one",
            )
        row = {"user": login.user, "password": login.password}
        self._place.replace(LOGIN + name, json.dumps(row) + "\n")

    def forget(self, name: str) -> None:
        """Remove a login; none of that name is no error."""
        self._place.remove(LOGIN + name)

    def _pair(self, name: str, text: str) -> KeyPair:
        parts = text.split()
        if len(parts) != 2 or not all(_Z85.fullmatch(part) for part in parts):
            raise self._damaged(name)
        return KeyPair(*parts)

    def _damaged(self, name: str) -> EnvironmentFault:
        return EnvironmentFault(
            "The key file is damaged",
            where=self._place.where(name),
            remedy="restore it from the backup of the keys",
        )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
