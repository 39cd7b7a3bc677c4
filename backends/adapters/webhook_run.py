"""Puts the webhook together from its configuration and serves it. The caller's thread.

Bounded: 500 connections; those that sent no whole request within 15 s give way, then the oldest.
"""

import asyncio
import logging
import ssl
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from typing_extensions import override

from backends.adapters.cap_chains import CapChains
from backends.adapters.certificates import (
    check_validity,
    fingerprint,
    own_certificate,
    tls_context,
)
from backends.adapters.frame import Surroundings, until
from backends.adapters.reach import Finding, in_words
from backends.adapters.reach_check import check_listener
from backends.adapters.settings import Configuration
from backends.adapters.webhook import Webhook
from backends.adapters.webhook_settings import WebhookSettings, read_webhook
from console.domain.errors import EnvironmentFault

MOST_CONNECTIONS = 500
HEAD_WITHIN_S = 15.0
COMPLAIN_EVERY_S = 600.0


def prepare_webhook(configuration: Configuration) -> WebhookSettings:
    """Everything that can be wrong in the file, at once. Raises EnvironmentFault."""
    settings = read_webhook(configuration)
    configuration.finish()
    return settings


def check_webhook(settings: WebhookSettings) -> list[Finding]:
    """Try the certificate, and to listen. Raises EnvironmentFault for a certificate or a key."""
    found = [check_listener(settings.host, settings.port)]
    if settings.tls and settings.certificate is not None:
        tls_context(settings.certificate, settings.key)
        found.append(check_validity(settings.certificate, datetime.now(UTC)))
    return found


def run_webhook(settings: WebhookSettings, surroundings: Surroundings) -> None:
    """Serve until told to stop. Raises EnvironmentFault when port or certificate cannot be had."""
    context, certificate = _secured(settings, surroundings)
    asyncio.run(_serve(settings, surroundings, context, certificate))


def _secured(
    settings: WebhookSettings, surroundings: Surroundings
) -> tuple[ssl.SSLContext | None, Path | None]:
    if not settings.tls:
        return None, None
    certificate, key = settings.certificate, settings.key
    if certificate is None:
        now = surroundings.feed.clock.now()
        certificate, key = own_certificate(surroundings.folder, settings.host, now)
    return tls_context(certificate, key), certificate


class BadRequests(logging.Filter):
    """What is no HTTP, counted, and told in one line every ten minutes instead of a page each."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()
        self.logger = logging.getLogger("adapter.webhook.http")
        self.logger.addFilter(self)
        self._told_at = -COMPLAIN_EVERY_S

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        fault = record.exc_info[1] if record.exc_info else None
        if not isinstance(fault, HttpProcessingError | web.RequestPayloadError):
            return True
        self.counts["no_http"] += 1
        record.msg, record.args = "a request is no HTTP: %s", (type(fault).__name__,)
        record.exc_info = None
        told, self._told_at = self._told_at, time.monotonic()
        if self._told_at - told >= COMPLAIN_EVERY_S:
            return True
        self._told_at = told
        return False

    def close(self) -> None:
        """Leave the log as it was."""
        self.logger.removeFilter(self)


class _Connections:
    """Who is connected since when, and whether a whole request ever came."""

    def __init__(self) -> None:
        self._idle: OrderedDict[asyncio.BaseProtocol, float] = OrderedDict()
        self._open: OrderedDict[asyncio.BaseProtocol, float] = OrderedDict()

    def opened(self, protocol: asyncio.BaseProtocol, now: float) -> None:
        """A connection came."""
        self._idle[protocol] = self._open[protocol] = now

    def served(self, request: web.Request) -> None:
        """It sent a whole request's head."""
        self._idle.pop(request.protocol, None)

    def tidy(self, now: float) -> None:
        """Cut what drips, and the oldest beyond the bound."""
        for protocol in [each for each in self._open if _is_gone(each)]:
            self._forget(protocol)
        late = [each for each, since in self._idle.items() if now - since > HEAD_WITHIN_S]
        spare = len(self._open) - len(late) - MOST_CONNECTIONS
        oldest = [*self._idle, *self._open][: max(0, spare)]
        for protocol in {*late, *oldest}:
            self._forget(protocol)
            transport = getattr(protocol, "transport", None)
            if transport is not None:
                transport.abort()

    def _forget(self, protocol: asyncio.BaseProtocol) -> None:
        self._idle.pop(protocol, None)
        self._open.pop(protocol, None)


def _is_gone(protocol: asyncio.BaseProtocol) -> bool:
    return getattr(protocol, "transport", None) is None


async def _serve(
    settings: WebhookSettings,
    surroundings: Surroundings,
    context: ssl.SSLContext | None,
    certificate: Path | None,
) -> None:
    loop, connections = asyncio.get_running_loop(), _Connections()
    chains = CapChains(surroundings.folder / "cap.json")
    chains.keep_together()
    surroundings.feed.around_batches(before=chains.keep)
    hook = Webhook(settings, surroundings.feed, chains)
    noise = BadRequests()
    runner = web.AppRunner(
        hook.application(connections.served), access_log=None, keepalive_timeout=HEAD_WITHIN_S,
        logger=noise.logger,
    )  # fmt: skip
    await runner.setup()
    make = runner.server
    assert make is not None

    def accept() -> asyncio.BaseProtocol:
        protocol = make()
        loop.call_soon(connections.opened, protocol, loop.time())
        return protocol

    try:
        server = await _bound(accept, settings, context)
        port = int(server.sockets[0].getsockname()[1])
        print_ = {"fingerprint": fingerprint(certificate)} if certificate else {}
        surroundings.announce({"ready": True, "adapter": "webhook", "port": port, **print_})
        await until(surroundings.stop, lambda: connections.tidy(loop.time()))
        server.close()
    finally:
        await runner.cleanup()
        chains.keep()
        noise.close()
        surroundings.end(hook.counts + noise.counts)


async def _bound(
    accept: Callable[[], asyncio.BaseProtocol],
    settings: WebhookSettings,
    context: ssl.SSLContext | None,
) -> asyncio.Server:
    try:
        return await asyncio.get_running_loop().create_server(
            accept,
            settings.host, settings.port, ssl=context, backlog=256,
        )  # fmt: skip
    except OSError as fault:
        raise EnvironmentFault(
            f"The webhook cannot listen: {in_words(fault)}",
            where=f"{settings.host}:{settings.port}",
            remedy="choose a free port and an address of this machine under [webhook]",
        ) from fault
