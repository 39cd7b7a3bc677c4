"""The signature under a seal: Ed25519 by an installation's own key.

Any thread; never logs a key.
"""

from dataclasses import replace

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from console.domain.seal import Seal, signed_bytes


class SealingKey:
    """Signs seals; made from the 32 secret bytes the keystore keeps."""

    def __init__(self, secret: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(secret)
        self.public = self._key.public_key().public_bytes_raw().hex()
        """The public key, in hex."""

    def signed(self, seal: Seal) -> Seal:
        """The seal in the name of this key."""
        bare = replace(seal, key=self.public, signature="")
        return replace(bare, signature=self._key.sign(signed_bytes(bare)).hex())


def is_signed(seal: Seal) -> bool:
    """Whether the key that the seal names has signed it as it stands."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(seal.key))
        key.verify(bytes.fromhex(seal.signature), signed_bytes(seal))
    except (InvalidSignature, ValueError):
        return False
    return True
