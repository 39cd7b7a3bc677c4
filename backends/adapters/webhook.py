"""The webhook: HTTPS POST of JSON or CAP 1.2, answered when the engine has it. One event loop.

202: the engine has it (or had it, or a rule ignores it). 401, 404, 405, 413, 415, 422, 429: a JSON
problem (RFC 9457) says what is wrong. 503 with Retry-After: the engine did not answer within 10 s;
what has an id may be posted again and is the same event.
"""

import asyncio
import logging
import math
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from uuid import uuid4

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from backends.adapters.cap import read_cap
from backends.adapters.cap_chains import CapChains
from backends.adapters.feed import Ending, Feed, Settled
from backends.adapters.loose import JsonObject, Unreadable, parse_json
from backends.adapters.sighting import Sighting, id_of
from backends.adapters.webhook_json import read_event
from backends.adapters.webhook_limits import Buckets
from backends.adapters.webhook_settings import Source, WebhookSettings

_log = logging.getLogger("adapter.webhook")
PATH, HEALTH = "/v1/events", "/v1/health"
MOST_BYTES = 1 << 20
MOST_EVENTS = 100
ENGINE_WITHIN_S = 10.0
BODY_WITHIN_S = 10.0
FAILURES_A_SECOND, FAILURES_AT_ONCE = 0.2, 10.0
MOST_UNDER_WAY = 1_000
# What programs say that were told nothing of the content; curl names a form.
UNTOLD_TYPES = frozenset(
    {"application/octet-stream", "application/x-www-form-urlencoded", "text/plain"}
)
XML_TYPES = frozenset({"application/cap+xml", "application/xml", "text/xml"})

Answerer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Problem(Exception):
    """A refusal: an HTTP status and what is wrong, in words."""

    def __init__(
        self, status: int, detail: str, retry_s: float | None = None, allow: str = ""
    ) -> None:
        """`allow` names the methods there are."""
        self.status = status
        self.detail = detail
        self.retry_s = retry_s
        self.allow = allow
        super().__init__(detail)

    def response(self) -> web.Response:
        """The problem as JSON."""
        headers = {"WWW-Authenticate": 'Bearer realm="sunra"'} if self.status == 401 else {}
        if self.allow:
            headers["Allow"] = self.allow
        if self.retry_s is not None:
            headers["Retry-After"] = str(max(1, math.ceil(self.retry_s)))
        return web.json_response(
            {"status": self.status, "detail": self.detail},
            status=self.status,
            headers=headers,
            content_type="application/problem+json",
        )


class Webhook:
    """The web application; `application` is served by `webhook_run`."""

    def __init__(
        self, settings: WebhookSettings, feed: Feed, chains: CapChains | None = None
    ) -> None:
        """`chains` remembers which CAP messages belong together."""
        self._settings = settings
        self._chains = chains or CapChains()
        self._feed = feed
        self._rates = Buckets()
        self._failures = Buckets()
        self._under_way = 0
        self.counts: Counter[str] = Counter()

    def application(self, served: Callable[[web.Request], None]) -> web.Application:
        """The application; `served` hears of every request whose head came whole."""

        @web.middleware
        async def guard(request: web.Request, handler: Answerer) -> web.StreamResponse:
            served(request)
            return await self._guarded(request, handler)

        application = web.Application(middlewares=[guard], client_max_size=MOST_BYTES)
        application.router.add_post(PATH, self._post)
        application.router.add_get(HEALTH, self._health)
        application.router.add_route("OPTIONS", PATH, self._options)
        return application

    async def _guarded(self, request: web.Request, answer: Answerer) -> web.StreamResponse:
        """Whatever goes wrong becomes a problem in words, and never a stack trace."""
        try:
            return await answer(request)
        except Problem as problem:
            self.counts[f"refused_{problem.status}"] += 1
            return problem.response()
        except web.HTTPException as fault:
            self.counts[f"refused_{fault.status}"] += 1
            detail = f"{fault.reason}: POST events to {PATH}"
            allow = fault.headers.get("Allow", "")
            return Problem(fault.status, detail, allow=allow).response()

    async def _health(self, _request: web.Request) -> web.Response:
        if not self._feed.connected:
            raise Problem(503, "the engine is away", ENGINE_WITHIN_S)
        return web.json_response({"engine": True})

    async def _options(self, _request: web.Request) -> web.Response:
        return web.Response(status=204, headers={"Allow": "OPTIONS, POST"})

    async def _post(self, request: web.Request) -> web.Response:
        source = self._admitted(request)
        if self._under_way >= MOST_UNDER_WAY:
            raise Problem(503, "too many requests wait for the engine", ENGINE_WITHIN_S)
        self._under_way += 1
        try:
            sightings = await self._sightings(request, source)
            settled = await self._delivered(sightings)
        finally:
            self._under_way -= 1
        return _answer(sightings, settled)

    # --- who ------------------------------------------------------------------------------------

    def _admitted(self, request: web.Request) -> Source:
        now, peer = asyncio.get_running_loop().time(), request.remote or ""
        limits = (FAILURES_A_SECOND, FAILURES_AT_ONCE)
        if self._failures.is_empty(peer, now, *limits):
            raise Problem(429, "too many wrong tokens from this address", 1 / FAILURES_A_SECOND)
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        source = self._settings.source_of(token.strip()) if scheme.lower() == "bearer" else None
        if source is None:
            self._failures.take(peer, now, *limits)
            raise Problem(401, "a known token is wanted: Authorization: Bearer TOKEN")
        wait_s = self._rates.take(source.name, now, source.rate, source.burst)
        if wait_s:
            raise Problem(429, f"more than {source.rate:g} requests a second", wait_s)
        return source

    # --- what -----------------------------------------------------------------------------------

    async def _sightings(self, request: web.Request, source: Source) -> list[Sighting]:
        body = await _body(request)
        kind = _kind_of(request.content_type, body)
        try:
            if kind in XML_TYPES:
                found = read_cap(body, source.name)
                return [] if found is None else list(self._chains.linked(found))
            if kind == "application/json" or kind.endswith("+json"):
                return list(_read_json(body, source, _name_of(request)))
        except Unreadable as fault:
            raise Problem(422, str(fault)) from None
        wanted = ", ".join(["application/json", *sorted(XML_TYPES)])
        raise Problem(415, f"{kind} is not taken, but {wanted}")

    # --- to the engine --------------------------------------------------------------------------

    async def _delivered(self, sightings: list[Sighting]) -> list[Settled]:
        loop = asyncio.get_running_loop()
        waiting = [_Wait(loop) for _ in sightings]
        for sighting, each in reversed(list(zip(sightings, waiting, strict=True))):
            self._feed.tell(sighting, each)
        try:
            async with asyncio.timeout(ENGINE_WITHIN_S):
                settled = [await each.future for each in waiting]
        except TimeoutError:
            detail = "the engine does not answer; with its id, post it again"
            raise Problem(503, detail, ENGINE_WITHIN_S) from None
        if any(not each.final for each in settled):
            raise Problem(503, "it could not be kept; post it again", ENGINE_WITHIN_S)
        return settled


class _Wait:
    """The end of one sighting, from any thread into the event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self.future: asyncio.Future[Settled] = loop.create_future()

    def __call__(self, settled: Settled) -> None:
        try:
            self._loop.call_soon_threadsafe(self._set, settled)
        except RuntimeError:
            _log.debug("settled after the webhook closed")

    def _set(self, settled: Settled) -> None:
        if not self.future.done():
            self.future.set_result(settled)


def _answer(sightings: list[Sighting], settled: list[Settled]) -> web.Response:
    refused = [each for each in settled if each.ending is Ending.REJECTED]
    if refused and len(refused) == len(settled):
        raise Problem(422, f"the engine refused it: {refused[0].reason}")
    results = [
        {"id": sighting.id, "result": each.ending.value}
        | ({"reason": each.reason} if each.reason else {})
        for sighting, each in zip(sightings, settled, strict=True)
    ]
    return web.json_response({"events": results}, status=202)


async def _body(request: web.Request) -> bytes:
    """At most 1 MiB, and within 10 s."""
    too_large = Problem(413, f"at most {MOST_BYTES} bytes are taken")
    if (request.content_length or 0) > MOST_BYTES:
        raise too_large
    try:
        async with asyncio.timeout(BODY_WITHIN_S):
            return await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise too_large from None
    except (web.RequestPayloadError, HttpProcessingError):
        raise Problem(400, "the body is not coded as its Content-Encoding says") from None
    except TimeoutError:
        raise Problem(408, f"the body did not come within {BODY_WITHIN_S:g} s") from None


def _kind_of(told: str, body: bytes) -> str:
    """The content type; that of the body where the sender's program names none of its own."""
    if told not in UNTOLD_TYPES:
        return told
    begins = body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return {b"{": "application/json", b"[": "application/json", b"<": "text/xml"}.get(begins, told)


def _name_of(request: web.Request) -> str:
    """The id that the sender gave the request."""
    return request.headers.get("Idempotency-Key", "").strip()[:256]


def _read_json(body: bytes, source: Source, name: str) -> Iterable[Sighting]:
    value = parse_json(body, MOST_BYTES)
    events: list[JsonObject] = [value] if value and not _listed(value) else _listed(value)
    if not events or len(events) > MOST_EVENTS:
        raise Unreadable(f"one event, or a list of 1 to {MOST_EVENTS}")
    for index, each in enumerate(events):
        where = f"event {index + 1}: " if len(events) > 1 else ""
        if not isinstance(each, dict):
            raise Unreadable(f"{where}not a JSON object")
        named = f"{name}#{index}" if name and len(events) > 1 else name
        try:
            found = read_event(each, source.name, named, source.fields, source.zone)
        except Unreadable as fault:
            raise Unreadable(f"{where}{fault}") from None
        yield found if found.id else _unnamed(found)


def _listed(value: object) -> list[JsonObject]:
    """The events of a list, or of the list that an alerting program sends; none for one alone."""
    if isinstance(value, dict) and "type" not in value:
        value = value.get("alerts") or value.get("events")
    return value if isinstance(value, list) else []


def _unnamed(found: Sighting) -> Sighting:
    return replace(found, id=id_of("webhook", uuid4().bytes))
