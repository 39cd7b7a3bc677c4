"""CURVE key pairs. Pure apart from the random source of libsodium; never stores a key."""

import zmq

from console.ports.keys import KeyPair


def make_pair() -> KeyPair:
    """A fresh CURVE pair in z85."""
    public, secret = zmq.curve_keypair()
    return KeyPair(public.decode("ascii"), secret.decode("ascii"))


def public_of(secret: str) -> str:
    """The public z85 key that belongs to a secret one."""
    return zmq.curve_public(secret.encode("ascii")).decode("ascii")
