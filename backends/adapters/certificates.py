"""The webhook's own certificate, made once when none is configured. Main thread, at start."""

import ipaddress
import os
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from backends.adapters.reach import Finding, in_words
from console.domain.errors import EnvironmentFault

SOON = timedelta(days=30)
VALID_FOR = timedelta(days=3_650)


def own_certificate(folder: Path, host: str, now: datetime) -> tuple[Path, Path]:
    """Certificate and key below `folder`, made when they are not there. Raises EnvironmentFault."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    try:
        if not (certificate.exists() and key.exists()):
            folder.mkdir(parents=True, exist_ok=True)
            _make(certificate, key, host, now)
    except OSError as fault:
        raise EnvironmentFault(
            f"The webhook's certificate cannot be made: {in_words(fault)}",
            where=str(folder),
            remedy="correct the folder's rights, or name a certificate under [webhook]",
        ) from fault
    return certificate, key


def tls_context(certificate: Path, key: Path | None) -> ssl.SSLContext:
    """TLS 1.2 and later with this certificate. Raises EnvironmentFault when it cannot be used."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError) as fault:
        raise EnvironmentFault(
            f"The certificate cannot be used: {in_words(fault)}",
            where=str(certificate),
            remedy="name a PEM certificate and its key under [webhook]",
        ) from fault
    return context


def check_validity(certificate: Path, now: datetime) -> Finding:
    """Whether senders that look at the time will take it, also next month."""
    loaded = x509.load_pem_x509_certificate(certificate.read_bytes())
    first, last = loaded.not_valid_before_utc, loaded.not_valid_after_utc
    problem = ""
    if now < first:
        problem = f"it is valid from {first:%Y-%m-%d} on only: look at the clock of this machine"
    elif now > last - SOON:
        problem = f"it is valid until {last:%Y-%m-%d} only: renew it"
    return Finding("certificate", str(certificate), problem)


def fingerprint(certificate: Path) -> str:
    """SHA-256 of the certificate, as senders pin it."""
    loaded = x509.load_pem_x509_certificate(certificate.read_bytes())
    return loaded.fingerprint(hashes.SHA256()).hex()


def _make(certificate: Path, key: Path, host: str, now: datetime) -> None:
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Sunra webhook")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now.astimezone(UTC) - timedelta(days=1))
        .not_valid_after(now.astimezone(UTC) + VALID_FOR)
        .add_extension(x509.SubjectAlternativeName(_names(host)), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(secret, hashes.SHA256())
    )
    _write_secret(
        key,
        secret.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))


def _names(host: str) -> list[x509.GeneralName]:
    names: list[x509.GeneralName] = [
        x509.DNSName("localhost"),
        x509.IPAddress(ipaddress.ip_address("127.0.0.1")),
    ]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return [*names, x509.DNSName(host)]
    known = address.is_unspecified or address == ipaddress.ip_address("127.0.0.1")
    return names if known else [*names, x509.IPAddress(address)]


def _write_secret(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
