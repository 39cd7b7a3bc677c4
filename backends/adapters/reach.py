"""Why something cannot be reached, opened or listened on, in the words of who installs it. Pure."""

import errno
import socket
import ssl
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that `--check` tried: `problem` says what is wrong and what to do, empty for none.

    `what` is broker, engine, listener, certificate or camera; `where` its address or file.
    """

    what: str
    where: str
    problem: str = ""


_CUT = "the connection is ended at once: does it want TLS, or is it another program?"
_NO_TLS = "it ends the connection instead of speaking TLS: tls = false, or the port for TLS"
_WORDS = {
    errno.ECONNREFUSED: "nothing listens there: start it, or correct host and port",
    errno.ECONNRESET: _CUT,
    errno.EPIPE: _CUT,
    errno.ETIMEDOUT: "nobody answers: correct host and port, or let the firewall pass it",
    errno.EHOSTUNREACH: "no way leads there: correct the host, or look at the network",
    errno.ENETUNREACH: "no way leads there: correct the host, or look at the network",
    errno.EADDRINUSE: "another program listens there already: end it, or choose another port",
    errno.EADDRNOTAVAIL: "this machine has no such address: name one of its own",
    errno.EACCES: "this user may not: correct the rights (ports below 1024 need them, too)",
    errno.EPERM: "this user may not: correct the rights",
    errno.ENOENT: "there is no such file: name one that exists",
    errno.EISDIR: "it is a folder: name a file",
    errno.ENOTDIR: "a part of its path is a file: name another",
    errno.ENOSPC: "the disk is full: free some space",
}
OF_NETWORKS = frozenset(
    {
        errno.ECONNREFUSED, errno.ECONNRESET, errno.EPIPE, errno.ETIMEDOUT, errno.EHOSTUNREACH,
        errno.ENETUNREACH,
    }
)  # fmt: skip
"""What an address elsewhere may answer; the others are of this machine."""
_TLS = (
    (
        ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNEXPECTED_MESSAGE", "RECORD_LAYER_FAILURE"),
        "it speaks no TLS on this port: tls = false, or the port for TLS",
    ),
    (
        ("CERTIFICATE_REQUIRED", "HANDSHAKE_FAILURE"),
        "it wants a certificate of ours, or another one: name certificate and key",
    ),
    (("KEY_VALUES_MISMATCH",), "certificate and key do not belong together: name the right pair"),
    (
        ("PEM", "NO_START_LINE", "NO_CERTIFICATE", "BAD_BASE64", "NOT_ENOUGH_DATA"),
        "it is no PEM file of the kind that is wanted: name a PEM certificate and its key",
    ),
)
_CERTIFICATES = {
    10: "its certificate has run out: renew it there",
    9: "its certificate is not valid yet: look at both clocks",
    18: "its certificate is signed by itself: name it under ca, if it is the right one",
    19: "its certificate is signed by nobody this machine trusts: name that one under ca",
    20: "its certificate is signed by nobody this machine trusts: name that one under ca",
    62: "its certificate is for another name: write the host as the certificate does",
    64: "its certificate is for another address: write the host as the certificate does",
}
"""By the codes of X509_verify_cert_error_string(3)."""


def in_words(fault: BaseException, *, tls: bool = False) -> str:
    """One sentence without an error number; `tls` when TLS was spoken."""
    match fault:
        case ssl.SSLCertVerificationError():
            said = f"its certificate is not trusted ({fault.verify_message})"
            return _CERTIFICATES.get(fault.verify_code, said)
        case ssl.SSLError():
            return _of_tls(fault)
        case socket.gaierror() | UnicodeError():
            return "no machine of that name is known: correct the host, or ask who keeps the names"
        case OSError():
            return _of_system(fault, tls=tls)
    return str(fault) or type(fault).__name__


def _of_system(fault: OSError, *, tls: bool) -> str:
    if tls and isinstance(fault, ConnectionResetError | BrokenPipeError):
        return _NO_TLS
    number = errno.ETIMEDOUT if isinstance(fault, TimeoutError) else fault.errno or 0
    return _WORDS.get(number, fault.strerror or str(fault) or "it fails")


def _of_tls(fault: ssl.SSLError) -> str:
    reason = fault.reason or str(fault)
    if isinstance(fault, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return _NO_TLS
    said = (words for marks, words in _TLS if any(mark in reason for mark in marks))
    return next(said, f"TLS fails ({reason.replace('_', ' ').lower()})")
