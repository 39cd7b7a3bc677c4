"""Logins in the cells of a row: taken out of addresses and columns, for the keystore. Pure."""

import re

from backends.cameras.cells import Unreadable
from console.ports.keys import Login, without_login

MOST = 256
_ADDRESSES = ("main", "sub", "onvif")
_USER = re.compile(r"(?i)(?<=[/?&_;])((?:user|username|usr)=)([^&/?#;_]*)")
_PASSWORD = re.compile(r"(?i)(?<=[/?&_;])((?:password|passwd|pass|pwd)=)([^&/?#;]*)")
_REMEDY = "write user and password in columns of their own, and the address without them"


def take_logins(cells: dict[str, str]) -> Login | None:
    """The one login of a row; `cells` keep their addresses without it.

    Raises `Unreadable` when two differ, or when an address holds what looks like one that can not
    be told apart.
    """
    found = [_column_login(cells)]
    for key in _ADDRESSES:
        if key in cells:
            cells[key], login = _taken(cells[key])
            found.append(login)
    logins = {login for login in found if login is not None}
    if len(logins) > 1:
        raise Unreadable("the row holds different logins", "leave one of them out")
    login = next(iter(logins), None)
    if login and max(len(login.user), len(login.password)) > MOST:
        raise Unreadable(f"user or password has more than {MOST} characters", "use shorter ones")
    if login and not (login.user + login.password).isprintable():
        raise Unreadable("user or password holds signs that can not be typed", _REMEDY)
    return login


def _column_login(cells: dict[str, str]) -> Login | None:
    user, password = cells.pop("user", ""), cells.pop("password", "")
    if password and not user:
        raise Unreadable("there is a password and no user", "fill in the column user")
    return Login(user, password) if user else None


def _taken(address: str) -> tuple[str, Login | None]:
    plain, login = without_login(address)
    if login is None and "@" in address and re.match(r"\w+://[^/@]*:[^/@]*[^\d/@]", address):
        # A sign such as / in a password that nobody encoded: where it ends can not be told.
        raise Unreadable("its login can not be told from the address", _REMEDY)
    user, password = _USER.search(plain), _PASSWORD.search(plain)
    if password is None or password.group(2) == "{password}":
        return plain, login
    if login is not None:
        raise Unreadable("the address holds two logins", "leave one of them out")
    said = Login(user.group(2) if user else "", password.group(2))
    plain = _PASSWORD.sub(r"\g<1>{password}", _USER.sub(r"\g<1>{user}", plain))
    return plain, said
