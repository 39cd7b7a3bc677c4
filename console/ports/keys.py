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
