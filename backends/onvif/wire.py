"""What comes back from a camera, looked at before the library parses it. On one event loop.

Answers are bounded in size. Who answers with a web page is told apart from a camera; cameras that
want the login in HTTP instead of in the envelope (digest, RFC 7616) get it there, from the first
refusal on.
"""

from aiohttp import (
    ClientPayloadError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DigestAuthMiddleware,
    TCPConnector,
)
from lxml.etree import _Element  # type: ignore[import-untyped]
from onvif.client import AsyncTransportProtocolErrorHandler  # type: ignore[import-untyped]
from requests import Response
from typing_extensions import override

from backends.onvif.faults import OnvifRefused
from console.ports.keys import Login

MOST_BYTES = 8 * 1024 * 1024
_LOOKED_AT = 8_192
_KEPT_S = 15.0


class BoundedResponse(ClientResponse):
    """An answer of which no more than 8 MiB are read, unpacked."""

    @override
    async def read(self) -> bytes:
        """The whole body. Raises ClientPayloadError when it is too large."""
        parts: list[bytes] = []
        size = 0
        async for part in self.content.iter_any():
            size += len(part)
            if size > MOST_BYTES:
                self.close()
                msg = "the answer is larger than 8 MiB"
                raise ClientPayloadError(msg)
            parts.append(part)
        return b"".join(parts)


class CameraTransport(AsyncTransportProtocolErrorHandler):  # type: ignore[misc]
    """The library's transport for one service, over a session of its own: `close_own` ends it."""

    def __init__(self, login: Login | None, answer_s: float) -> None:
        self._login = login
        self._answer_s = answer_s
        self._digests = False
        self.session: ClientSession = self._open()
        super().__init__(session=self.session, verify_ssl=False, cache=None)

    @override
    async def post_xml(self, address: str, envelope: _Element, headers: dict[str, str]) -> Response:
        """Post an envelope. Raises OnvifRefused for an answer that is no envelope."""
        response: Response = await super().post_xml(address, envelope, headers)
        if self._login is not None and not self._digests and _wants_digest(response):
            await self.session.close()
            self._digests = True
            self.session = self._open()
            response = await super().post_xml(address, envelope, headers)
        _check(response, self._login)
        return response

    async def close_own(self) -> None:
        """Close the session."""
        await self.session.close()

    def _open(self) -> ClientSession:
        known = self._login is not None and self._digests
        login = self._login or Login("", "")
        return ClientSession(
            connector=TCPConnector(ssl=False, keepalive_timeout=_KEPT_S),
            timeout=ClientTimeout(total=None, connect=self._answer_s),
            response_class=BoundedResponse,
            middlewares=(DigestAuthMiddleware(login.user, login.password),) if known else (),
        )


def _wants_digest(response: Response) -> bool:
    asked = str(response.headers.get("WWW-Authenticate", ""))
    return response.status_code == 401 and "digest" in asked.lower()


def _check(response: Response, login: Login | None) -> None:
    if response.status_code in (401, 403):
        said = "the camera refuses the login" if login else "the camera asks for a login"
        raise OnvifRefused(said, login=True)
    if b"Envelope" in (response.content or b"")[:_LOOKED_AT]:
        return
    if response.status_code == 404:
        raise OnvifRefused("there is no ONVIF service at this address")
    raise OnvifRefused("what answers at this address is no ONVIF camera")
