"""Secrets, as the composition root needs them. Never logged, never in configuration.

Logins enter and leave addresses by two pure functions here, percent-encoded (RFC 3986, 2.1, 3.2.1).
"""

import re
from dataclasses import dataclass, field
from typing import Protocol

_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")
_HOST = re.compile(r"(?:\[[^\]/@]+\]|[\w.-]+)(?::\d{1,5})?")
# What may be a host, or a user with the first part of a password: `cam:8554`, `user:p@ss`.
_MAYBE_LOGIN = re.compile(r"[\w-]+:\d+|[^:@]+:.*@[\w-]+")
_FULL_HOST = re.compile(r"\[|\d+\.\d+\.\d+\.\d+|[\w-]+(?:\.[\w-]+)*\.[A-Za-z]")
_BEHIND_RAW = re.compile(rf"@(?P<host>{_HOST.pattern})(?=[/?#]|$)")


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A CURVE key pair in z85."""

    public: str
    secret: str = field(repr=False)


class Keys(Protocol):
    """Names are: "engine", "seat-<id>" (CURVE pairs), "database", "seat-journal" (32 raw bytes)."""

    def curve(self, name: str) -> KeyPair:
        """The pair of that name, made at first use."""
        ...

    def secret(self, name: str) -> bytes:
        """32 random bytes of that name, made at first use."""
        ...


@dataclass(frozen=True, slots=True)
class Login:
    """A user and password for a camera or a foreign service."""

    user: str
    password: str = field(repr=False)


def with_login(address: str, login: Login) -> str:
    """A stream's address with this login in it, in place of any it had; ready to be opened.

    `{user}` and `{password}` in the address are filled in instead, for cameras that take them in
    path or query. The result is a secret: hand it to what connects and never keep or log it.
    """
    scheme, mark, rest = address.partition("://")
    if "{password}" in rest:
        filled = rest.replace("{user}", _encoded(login.user))
        return f"{scheme}{mark}{filled.replace('{password}', _encoded(login.password))}"
    if not mark or not login.user:
        return address
    _old, host, tail = _parts(rest)
    return f"{scheme}://{_said(login)}@{host}{tail}"


def without_login(address: str) -> tuple[str, Login | None]:
    """An address without the login in it, and that login where there was one."""
    scheme, mark, rest = address.partition("://")
    said, host, tail = _parts(rest)
    if not mark or said.strip(":") == "":
        return address, None
    user, _, password = said.partition(":")
    return f"{scheme}://{host}{tail}", Login(_decoded(user), _decoded(password))


def tidy_address(address: str) -> str:
    """The same address with its login percent-encoded, as every reader of addresses wants it.

    People copy passwords as they are: `/`, `?`, `#` and `@` in one end the host's name too early.
    """
    plain, login = without_login(address)
    return address if login is None else with_login(plain, login)


def _parts(rest: str) -> tuple[str, str, str]:
    """The login as it is written, host with port, and path, query and fragment."""
    end = min((at for mark in "/?#" if (at := rest.find(mark)) >= 0), default=len(rest))
    said, _, host = rest[:end].rpartition("@")
    is_host = _HOST.fullmatch(host) is not None
    if is_host and not _MAYBE_LOGIN.fullmatch(rest[:end]):
        return said, host, rest[end:]
    for found in _BEHIND_RAW.finditer(rest, end):
        if not is_host or _FULL_HOST.match(found["host"]):
            return rest[: found.start()], found["host"], rest[found.end() :]
    return said, host, rest[end:]


def _said(login: Login) -> str:
    user = _encoded(login.user)
    return f"{user}:{_encoded(login.password)}" if login.password else user


def _encoded(text: str) -> str:
    return "".join(
        chr(each) if chr(each) in _PLAIN else f"%{each:02X}"
        for each in text.encode("utf-8", "surrogatepass")
    )


def _decoded(text: str) -> str:
    raw = _PERCENT.sub(
        lambda found: bytes([int(found.group(1), 16)]), text.encode("utf-8", "surrogatepass")
    )
    return raw.decode("utf-8", "replace")


class Logins(Protocol):
    """Logins by name, kept where the keys are kept."""

    def login(self, name: str) -> Login | None:
        """The login of that name, None when there is none."""
        ...

    def keep(self, name: str, login: Login) -> None:
        """Keep or replace a login."""
        ...

    def forget(self, name: str) -> None:
        """Remove a login; none of that name is no error."""
        ...
