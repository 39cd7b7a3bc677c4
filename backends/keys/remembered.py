"""Logins read once, so that nobody on a screen's thread ever waits for a keystore.

Read at the start, before there are windows; any thread afterwards. A login that can not be read is
logged in words and counts as missing: a locked keystore must not keep the map and the alerts away.
"""

import logging
from collections.abc import Iterable

from console.domain.errors import EnvironmentFault
from console.domain.site import Camera
from console.ports.keys import Login, Logins

_LOG = logging.getLogger(__name__)


class RememberedLogins:
    """The logins of these names in memory: implements `console.ports.keys.Logins`."""

    def __init__(self, logins: Logins, names: Iterable[str]) -> None:
        self._logins = logins
        self._known: dict[str, Login] = {}
        for name in sorted({each for each in names if each}):
            self._read(name)

    def follow_list(self, cameras: Iterable[Camera]) -> None:
        """Know the logins of these cameras and no other; reads those that are new. May be slow."""
        wanted = {each.login for each in cameras if each.login}
        for name in sorted(wanted - self._known.keys()):
            self._read(name)
        self._known = {name: login for name, login in self._known.items() if name in wanted}

    def login(self, name: str) -> Login | None:
        """The login of that name, None when there is none. Never waits."""
        return self._known.get(name)

    def keep(self, name: str, login: Login) -> None:
        """Keep or replace a login. Raises EnvironmentFault."""
        self._logins.keep(name, login)
        self._known[name] = login

    def forget(self, name: str) -> None:
        """Remove a login; none of that name is no error."""
        self._logins.forget(name)
        self._known.pop(name, None)

    def _read(self, name: str) -> None:
        try:
            login = self._logins.login(name)
        except EnvironmentFault as fault:
            _LOG.warning("a camera's login can not be read: %s", fault.sentence)
            return
        if login is None:
            _LOG.warning("a camera's login is missing: %s", name)
        else:
            self._known[name] = login
