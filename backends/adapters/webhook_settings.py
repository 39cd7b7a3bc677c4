"""The `[webhook]` section: where to listen, who may post, how often. Main thread, at start."""

import hmac
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timezone, tzinfo
from hashlib import sha256
from pathlib import Path

from backends.adapters.settings import Configuration, secret_of
from backends.adapters.tables import Table
from backends.adapters.webhook_json import FIELDS

LEAST_TOKEN = 16


@dataclass(frozen=True, slots=True)
class Source:
    """One sender: its token's digest, its rate (a second and at once), its own member names.

    `zone` is the one of its times that name none.
    """

    name: str
    digest: bytes = field(repr=False)
    rate: float = 20.0
    burst: int = 100
    fields: Mapping[str, str] = field(default_factory=dict)
    zone: tzinfo = UTC


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """`certificate` None: one of our own is made, unless `tls` is off (loopback only)."""

    host: str
    port: int
    tls: bool
    certificate: Path | None
    key: Path | None
    sources: tuple[Source, ...]

    def source_of(self, token: str) -> Source | None:
        """Whose token this is. Every digest is compared, in constant time."""
        digest = sha256(token.encode("utf-8", "replace")).digest()
        found: Source | None = None
        for each in self.sources:
            if hmac.compare_digest(each.digest, digest):
                found = each
        return found


def read_webhook(configuration: Configuration) -> WebhookSettings:
    """Read the section. Problems are collected; `Configuration.finish` raises them."""
    row, base = configuration.table.table("webhook"), configuration.path.parent
    certificate, key = row.text("certificate"), row.text("key_file")
    settings = WebhookSettings(
        host=row.host("host", "127.0.0.1"),
        port=row.whole("port", 8443, 0, 65_535),
        tls=row.flag("tls", default=True),
        certificate=base / certificate if certificate else None,
        key=base / key if key else None,
        sources=tuple(_source(n, each, configuration) for n, each in row.tables("sources")),
    )
    if not settings.sources:
        row.complain("sources", "nobody may post: name one as [webhook.sources.NAME]")
    if len({each.digest for each in settings.sources}) < len(settings.sources):
        row.complain("sources", "two sources have the same token")
    if not settings.tls and not _is_loopback(settings.host):
        row.complain("tls", "may be off on a loopback address only: tokens would be readable")
    row.leftovers()
    return settings


def _source(name: str, row: Table, configuration: Configuration) -> Source:
    token = secret_of(row, "token", configuration, needed=True)
    if token and len(token) < LEAST_TOKEN:
        row.complain("token", f"has at least {LEAST_TOKEN} characters")
    fields = row.table("fields")
    found = {each: fields.text(each) for each in FIELDS if each in fields}
    fields.leftovers()
    source = Source(
        name=name,
        digest=sha256(token.encode()).digest(),
        rate=row.real("rate", 20.0, 0.01, 10_000),
        burst=row.whole("burst", 100, 1, 100_000),
        fields=found,
        zone=_zone(row),
    )
    row.leftovers()
    return source


def _zone(row: Table) -> tzinfo:
    """`utc_offset`, such as "+09:00"."""
    written = row.text("utc_offset", "+00:00")
    try:
        offset = datetime.strptime(written, "%z").utcoffset()
    except ValueError:
        row.complain("utc_offset", f'an offset such as "+09:00" is wanted, not {written!r}')
        return UTC
    return timezone(offset) if offset else UTC


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
