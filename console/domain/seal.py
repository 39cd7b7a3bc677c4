"""A seal: a signed word on how far the journal had come (R-LOG-02). Pure values; no key, no disk.

A chain shows that no line was changed between two others. That its end was not cut off, that it was
not written anew from some line on and that no older copy was put in its place, only a word shows
that was signed before and lies elsewhere. Each seal names the one before it, so none can be taken
out unseen either.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, fields

from console.domain.journal_chain import GENESIS

_SEAL_DOMAIN = b"sunra/journal-seal/1\n"


@dataclass(frozen=True, slots=True)
class Seal:
    """One seal; seals are numbered from 1.

    `line` and `head` are the number and the hash of the journal's last line then, `at` is in
    microseconds since 1970 in UTC, `previous` is `seal_hash` of the seal before (zeros for the
    first), `key` the public Ed25519 key and `signature` its word on all of these, both in hex.
    """

    number: int
    line: int
    head: str
    at: int
    previous: str
    key: str
    signature: str = ""


def signed_bytes(seal: Seal) -> bytes:
    """What the signature stands for."""
    bare = {name: value for name, value in asdict(seal).items() if name != "signature"}
    return _SEAL_DOMAIN + json.dumps(bare, sort_keys=True, separators=(",", ":")).encode()


def seal_hash(seal: Seal | None) -> str:
    """What the next seal names as the one before it."""
    if seal is None:
        return GENESIS
    return hashlib.sha256(signed_bytes(seal) + bytes.fromhex(seal.signature)).hexdigest()


def seal_text(seal: Seal) -> str:
    """A seal as one line of JSON."""
    return json.dumps(asdict(seal), sort_keys=True, separators=(",", ":"))


def read_seal(text: str) -> Seal | None:
    """The seal in a line of text; None when it is none."""
    try:
        row = json.loads(text)
        seal = Seal(**{each.name: row[each.name] for each in fields(Seal)})
        bytes.fromhex(seal.signature), bytes.fromhex(seal.key)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    is_sound = all(type(getattr(seal, each.name)) is each.type for each in fields(Seal))
    return seal if is_sound and seal.number > 0 and seal.line > 0 else None
