"""DC-09 encryption: AES-CBC with a zero start vector over padding, `|` and the content. Pure.

The standard's own scheme: it hides, and its time stamp hinders replay; it authenticates nothing.
"""

import re
import secrets
import string

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from backends.adapters.dc09_frame import text_of

BLOCK = 16
_ZERO = bytes(BLOCK)
_STAMPED = re.compile(r"_\d\d:\d\d:\d\d,\d\d-\d\d-\d{4}")
_PADDING = string.ascii_letters + string.digits


def decrypted(key: bytes, digits: str) -> str | None:
    """The content behind the padding, None when it cannot be what a panel with this key sent."""
    try:
        sealed = bytes.fromhex(digits.strip().rstrip("]"))
    except ValueError:
        return None
    if not sealed or len(sealed) % BLOCK:
        return None
    opened = Cipher(algorithms.AES(key), modes.CBC(_ZERO)).decryptor()
    text = text_of(opened.update(sealed) + opened.finalize())
    head, bracket, _ = text.partition("]")
    if not bracket:
        return None
    # The padding ends at the first bar; a message without data has none.
    padding, bar, _ = head.partition("|")
    return text[len(padding) + 1 :] if bar else text[len(head) :]


def is_opened(text: str) -> bool:
    """Whether a decrypted content ends as one does: in a time stamp, which no wrong key gives."""
    return bool(_STAMPED.search(text))


def encrypted(key: bytes, text: str) -> str:
    """The hex digits of a content (`|...]..._stamp`), padded in front to whole blocks."""
    plain = text.encode("cp1252", "replace")
    missing = BLOCK - len(plain) % BLOCK
    padding = "".join(secrets.choice(_PADDING) for _ in range(missing)).encode("ascii")
    sealing = Cipher(algorithms.AES(key), modes.CBC(_ZERO)).encryptor()
    return (sealing.update(padding + plain) + sealing.finalize()).hex().upper()
