"""Secrets, as the composition root needs them. Never logged, never in configuration."""

from dataclasses import dataclass, field
from typing import Protocol


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
