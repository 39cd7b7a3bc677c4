"""What a camera asks before it shows anything, and the answer to it (RFC 2617, 7616). Pure.

Digest by MD5, SHA-256 and SHA-512-256, each in its session form too, and Basic. Of several the
strongest is answered: a camera that offers SHA-256 has its reasons.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from console.ports.keys import Login

_PART = re.compile(r'([A-Za-z-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))')
_NAMES = {"MD5": "md5", "SHA-256": "sha256", "SHA-512-256": "sha512_256"}
_STRENGTH = ("", "MD5", "SHA-256", "SHA-512-256")
_SESSION = "-SESS"


@dataclass(frozen=True, slots=True)
class Challenge:
    """One demand; `algorithm` is empty for Basic."""

    algorithm: str
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def is_stale(self) -> bool:
        """Whether only the nonce was too old, and not the login wrong."""
        return self.parts.get("stale", "").lower() == "true"

    @property
    def strength(self) -> int:
        """The higher, the better; -1 where it can not be answered."""
        bare = self.algorithm.removesuffix(_SESSION)
        known = not bare or _hash_of(bare) is not None
        return _STRENGTH.index(bare) if bare in _STRENGTH and known else -1


def strongest(told: Iterable[str]) -> Challenge | None:
    """The best of the `WWW-Authenticate` values that can be answered, None without one."""
    read = [one for one in map(_read, told) if one is not None and one.strength >= 0]
    return max(read, key=lambda one: one.strength, default=None)


def is_known(told: Iterable[str]) -> bool:
    """Whether one of these can be answered, or nothing is asked that could be understood."""
    values = list(told)
    return not any(map(_read, values)) or strongest(values) is not None


def answer(asked: Challenge, login: Login, method: str, uri: str, count: int, cnonce: str) -> str:
    """The value of `Authorization`; `count` grows with each use of one nonce."""
    if not asked.algorithm:
        pair = base64.b64encode(f"{login.user}:{login.password}".encode())
        return f"Basic {pair.decode('ascii')}"
    summed = _hash_of(asked.algorithm.removesuffix(_SESSION))
    assert summed is not None, "of those that can be answered"
    realm, nonce = asked.parts.get("realm", ""), asked.parts.get("nonce", "")
    first = summed(f"{login.user}:{realm}:{login.password}")
    if asked.algorithm.endswith(_SESSION):
        first = summed(f"{first}:{nonce}:{cnonce}")
    second, number = summed(f"{method}:{uri}"), f"{count:08x}"
    protects = "auth" in re.split(r"[\s,]+", asked.parts.get("qop", "").lower())
    middle = f"{nonce}:{number}:{cnonce}:auth" if protects else nonce
    said = {
        "username": login.user, "realm": realm, "nonce": nonce, "uri": uri,
        "response": summed(f"{first}:{middle}:{second}"),
    }  # fmt: skip
    if "opaque" in asked.parts:
        said["opaque"] = asked.parts["opaque"]
    words = [f'{name}="{_quoted(value)}"' for name, value in said.items()]
    if "algorithm" in asked.parts:
        words.append(f"algorithm={asked.parts['algorithm']}")
    if protects or asked.algorithm.endswith(_SESSION):
        words += [f'cnonce="{cnonce}"', f"nc={number}", *(["qop=auth"] if protects else [])]
    return f"Digest {', '.join(words)}"


def _read(value: str) -> Challenge | None:
    scheme, _gap, rest = value.strip().partition(" ")
    parts = {
        one[1].lower(): one[3] if one[2] is None else re.sub(r"\\(.)", r"\1", one[2])
        for one in _PART.finditer(rest)
    }
    match scheme.lower():
        case "basic":
            return Challenge("", parts)
        case "digest":
            return Challenge(parts.get("algorithm", "MD5").upper(), parts)
    return None


def _quoted(text: str) -> str:
    return re.sub(r'(["\\])', r"\\\1", text)


def _hash_of(name: str) -> Callable[[str], str] | None:
    known = _NAMES.get(name, "")
    if known not in hashlib.algorithms_available:
        return None
    return lambda text: hashlib.new(known, text.encode(), usedforsecurity=False).hexdigest()
