"""The hash chain of the journal: how one line is sealed to the line before it (R-LOG-01, R-LOG-04).

Pure arithmetic on values. Personal words never enter the chain: a line holds only the salted hash
of its payload, so the payload can be erased and the chain still verifies. No clock, no disk.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from json.encoder import encode_basestring as _quoted

GENESIS = "0" * 64
"""What line 1 names as the hash of the line before it."""

SALT_BYTES = 16
Words = tuple[str, str, str, str]
"""Kind, subject, by, payload: what is wanted on the record."""
LineFields = tuple[int, int, str, str, str, str, str, str]
"""The fields of a `JournalLine` that are in the chain, in their order."""
_LINE_DOMAIN = b"sunra/journal-line/1\n"
_PAYLOAD_DOMAIN = b"sunra/journal-payload/1\n"


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """What is to be written: `subject` and `by` are codes, never personal words.

    `payload` is text (JSON) that may be erased later; `salt` is 16 random bytes of its own.
    """

    kind: str
    subject: str
    by: str
    payload: str
    salt: bytes


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One line of the chain. `at` is microseconds since 1970 in UTC; hashes are lower-case hex.

    `salt` and `payload` are None once erased (or when they were not read).
    """

    id: int
    at: int
    kind: str
    subject: str
    by: str
    payload_hash: str
    previous: str
    hash: str
    salt: bytes | None = None
    payload: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain so far."""

    id: int = 0
    hash: str = GENESIS


def payload_hash(salt: bytes, payload: str) -> str:
    """The hash that stands for a payload in the chain; without the salt it says nothing."""
    return hashlib.sha256(_PAYLOAD_DOMAIN + salt + payload.encode()).hexdigest()


def canonical(line: JournalLine) -> bytes:
    """The hashed fields as canonical JSON (RFC 8785: sorted keys, no spaces, UTF-8)."""
    words = (line.kind, line.subject, line.by)
    return _canonical(line.id, line.at, words, line.payload_hash, line.previous)


def _canonical(
    number: int, at: int, words: tuple[str, str, str], digest: str, previous: str
) -> bytes:
    kind, subject, by = words
    return (
        f'{{"at":{at},"by":{_quoted(by)},"id":{number},"kind":{_quoted(kind)},'
        f'"payload":"{digest}","previous":"{previous}","subject":{_quoted(subject)}}}'
    ).encode()


def line_hash(line: JournalLine) -> str:
    """The hash a line must carry."""
    return hashlib.sha256(_LINE_DOMAIN + canonical(line)).hexdigest()


def continued_fields(
    head: Head, words: Iterable[Words], salts: Iterable[bytes], at: int
) -> Iterator[LineFields]:
    """`words` with a salt each as the lines that follow `head`, all at the moment `at`.

    `at` is in microseconds, UTC; plain tuples, because every event comes by here.
    """
    sha256 = hashlib.sha256
    number, previous = head.id, head.hash
    for (kind, subject, by, payload), salt in zip(words, salts, strict=True):
        number += 1
        digest = payload_hash(salt, payload)
        bare = _canonical(number, at, (kind, subject, by), digest, previous)
        sealed = sha256(_LINE_DOMAIN + bare).hexdigest()
        yield (number, at, kind, subject, by, digest, previous, sealed)
        previous = sealed
