"""What comes back from a camera, looked at before the library parses it. On one event loop.

Who answers with a web page is told apart from a camera; cameras that want the login in HTTP instead
of in the envelope (digest, RFC 7616) get it there, from the first refusal on.
"""

from aiohttp import ClientSession, ClientTimeout, DigestAuthMiddleware, TCPConnector
from lxml.etree import _Element  # type: ignore[import-untyped]
from onvif.client import AsyncTransportProtocolErrorHandler  # type: ignore[import-untyped]
from requests import Response
from typing_extensions import override

from backends.onvif.faults import OnvifRefused
from console.ports.keys import Login

MOST_BYTES = 8 * 1024 * 1024
_LOOKED_AT = 8_192


class CameraTransport(AsyncTransportProtocolErrorHandler):  # type: ignore[misc]
    """The library's transport for one service; `close_own` ends what it opened itself."""

    def __init__(self, session: ClientSession, login: Login | None) -> None:
        super().__init__(session=session, verify_ssl=False, cache=None)
        self.session: ClientSession = session
        self._login = login
        self._own: ClientSession | None = None

    @override
    async def post_xml(self, address: str, envelope: _Element, headers: dict[str, str]) -> Response:
        """Post an envelope. Raises OnvifRefused for an answer that is no envelope."""
        response: Response = await super().post_xml(address, envelope, headers)
        if self._login is not None and self._own is None and _wants_digest(response):
            self._own = _digesting(self._login, self.session.timeout)
            self.session = self._own
            response = await super().post_xml(address, envelope, headers)
        _check(response, self._login)
        return response

    async def close_own(self) -> None:
        """Close the session that carries the login in HTTP."""
        if self._own is not None:
            await self._own.close()


def _wants_digest(response: Response) -> bool:
    asked = str(response.headers.get("WWW-Authenticate", ""))
    return response.status_code == 401 and "digest" in asked.lower()


def _digesting(login: Login, timeout: ClientTimeout) -> ClientSession:
    return ClientSession(
        connector=TCPConnector(ssl=False),
        timeout=timeout,
        middlewares=(DigestAuthMiddleware(login.user, login.password),),
    )


def _check(response: Response, login: Login | None) -> None:
    if response.status_code in (401, 403):
        said = "the camera refuses the login" if login else "the camera asks for a login"
        raise OnvifRefused(said, login=True)
    content = response.content or b""
    if len(content) > MOST_BYTES:
        raise OnvifRefused("the camera's answer is larger than 8 MiB")
    if b"Envelope" in content[:_LOOKED_AT]:
        return
    if response.status_code == 404:
        raise OnvifRefused("there is no ONVIF service at this address")
    raise OnvifRefused("what answers at this address is no ONVIF camera")
