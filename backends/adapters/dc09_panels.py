"""The `[dc09]` section and the panels: account -> key, device, place. Main thread, at start."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from backends.adapters.rules import Origin
from backends.adapters.settings import ORIGIN_MEMBERS, Configuration, secret_of
from backends.adapters.tables import Table

KEY_LENGTHS = (16, 24, 32)


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel. `key` empty: it sends in the clear. `interval_s` 0: its silence is not watched.

    With `clock_is_bad` the time of arrival counts, not the panel's own.
    """

    account: str
    origin: Origin
    key: bytes = field(default=b"", repr=False)
    allow_plain: bool = False
    interval_s: float = 0.0
    clock_is_bad: bool = False


@dataclass(frozen=True, slots=True)
class Dc09Settings:
    """Where to listen, and whose messages to take."""

    host: str
    port: int
    tcp: bool
    udp: bool
    panels: Mapping[str, Panel]
    accept_unknown: bool = False


def read_dc09(configuration: Configuration) -> Dc09Settings:
    """Read the section. Problems are collected; `Configuration.finish` raises them."""
    row = configuration.table.table("dc09")
    panels = {
        account.upper(): _panel(account, each, configuration)
        for account, each in configuration.table.tables("panels")
    }
    settings = Dc09Settings(
        host=row.host("host", "127.0.0.1"),
        port=row.whole("port", 12_000, 0, 65_535),
        tcp=row.flag("tcp", default=True),
        udp=row.flag("udp", default=True),
        panels=panels,
        accept_unknown=row.flag("accept_unknown"),
    )
    if not (settings.tcp or settings.udp):
        row.complain("tcp", "neither tcp nor udp listens")
    if not panels and not settings.accept_unknown:
        row.complain("accept_unknown", 'no [panels."ACCOUNT"] and no "accept_unknown = true"')
    row.leftovers()
    return settings


def _panel(account: str, row: Table, configuration: Configuration) -> Panel:
    if not (account.isascii() and account.isalnum() and 1 <= len(account) <= 16):
        row.complain("", "an account is 1 to 16 hex digits")
    key = _key(row, configuration)
    panel = Panel(
        account=account.upper(),
        origin=configuration.book.origins[account],
        key=key,
        allow_plain=row.flag("allow_plain"),
        interval_s=row.real("interval_s", 0.0, 0, 100_000),
        clock_is_bad=row.flag("clock_is_bad"),
    )
    row.leftovers(*ORIGIN_MEMBERS)
    return panel


def _key(row: Table, configuration: Configuration) -> bytes:
    """`key`: 16, 24 or 32 characters as installers type them; `key_hex`: as many octets in hex."""
    written = secret_of(row, "key", configuration)
    digits = secret_of(row, "key_hex", configuration)
    if written and digits:
        row.complain("key", "either key or key_hex")
    try:
        key = bytes.fromhex(digits) if digits else written.encode("ascii")
    except ValueError:
        row.complain("key", "is neither ASCII nor hex digits")
        return b""
    if key and len(key) not in KEY_LENGTHS:
        row.complain("key", f"is 16, 24 or 32 octets long (AES), not {len(key)}")
        return b""
    return key
