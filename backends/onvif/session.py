"""One ONVIF camera: its services, found once and asked with a login. On one event loop.

Every question ends in time. The standard's files come with the library, so nothing is fetched from
anywhere but the camera. Addresses that a camera names on another host are asked at the host we know
it by: cameras behind a router tell their inner address. Certificates are not verified, as cameras
have self-made ones; the login travels as a digest.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import onvif  # type: ignore[import-untyped]
from onvif.client import ONVIFService  # type: ignore[import-untyped]
from onvif.definition import SERVICES  # type: ignore[import-untyped]

from backends.onvif.faults import FAULTS, OnvifRefused, explained
from backends.onvif.wire import CameraTransport
from console.ports.keys import Login

WSDL = Path(onvif.__file__).parent / "wsdl"
MEDIA = "http://www.onvif.org/ver10/media/wsdl"
PTZ = "http://www.onvif.org/ver20/ptz/wsdl"
EVENTS = "http://www.onvif.org/ver10/events/wsdl"
ANSWER_S = 5.0
# A clock further off than this makes a camera refuse our digests, so we write in its time.
_DRIFT = timedelta(seconds=2)
_OPEN = "authless_"  # the library's word for an operation asked without a login
Answer = TypeVar("Answer")


class OnvifSession:
    """Asks the camera whose device service is at `address`. Close it on the same loop."""

    def __init__(self, address: str, login: Login | None, answer_s: float = ANSWER_S) -> None:
        self._address = address
        self._login = login
        self._answer_s = answer_s
        self._addresses: dict[str, str] = {}
        self._services: dict[tuple[str, str], ONVIFService] = {}
        self.clock_offset: timedelta | None = None
        """The camera's clock minus ours, None when it does not tell."""

    async def open(self) -> None:
        """Learn the clock and where the services are. Raises OnvifRefused."""
        device = await self.service("devicemgmt", self._address)
        self.clock_offset = await self._ask_clock(device)
        if self.clock_offset is not None and abs(self.clock_offset) > _DRIFT:
            await self.drop("devicemgmt", self._address)
        device = await self.service("devicemgmt", self._address)
        self._addresses = await self._ask_services(device)

    def serves(self, namespace: str) -> bool:
        """Whether the camera has the service of that name space."""
        return namespace in self._addresses

    async def at(self, kind: str, namespace: str) -> ONVIFService:
        """A service by the library's name for it. Raises OnvifRefused when there is none."""
        address = self._addresses.get(namespace)
        if address is None:
            raise OnvifRefused(f"the camera has no {kind} service")
        return await self.service(kind, address)

    async def service(self, kind: str, address: str) -> ONVIFService:
        """A service at an address, made once. Raises OnvifRefused."""
        known = self._services.get((kind, address))
        if known is not None:
            return known
        described = SERVICES[kind]
        user, password = (self._login.user, self._login.password) if self._login else (None, None)
        made = ONVIFService(
            address, user, password, str(WSDL / described["wsdl"]), no_cache=True,
            dt_diff=self.clock_offset, binding_name=f"{{{described['ns']}}}{described['binding']}",
        )  # fmt: skip
        made.transport = CameraTransport(self._login, self._answer_s)
        self._services[(kind, address)] = made
        # The first time a service is used its description is read from the disk: about a second.
        await self.within(made.setup(), 30.0)
        return made

    async def within(self, asked: Awaitable[Answer], seconds: float | None = None) -> Answer:
        """The answer in time. Raises OnvifRefused."""
        try:
            return await asyncio.wait_for(asked, seconds or self._answer_s)
        except FAULTS as fault:
            raise explained(fault, self._login) from None

    async def ask(
        self,
        service: ONVIFService,
        operation: str,
        said: object = None,
        seconds: float | None = None,
    ) -> Any:  # noqa: ANN401 -- the library types nothing
        """One question, without a token where we have no login. Raises OnvifRefused."""
        if self._login is None and not operation.startswith(_OPEN):
            operation = _OPEN + operation
        try:
            asked: Callable[[object], Awaitable[Any]] = getattr(service, operation)
            answer = asked(said)
        except FAULTS as fault:
            raise explained(fault, self._login) from None
        return await self.within(answer, seconds)

    async def ask_raw(
        self, service: ONVIFService, address: str, operation: str, said: dict[str, object],
        action: str, seconds: float,
    ) -> bytes:  # fmt: skip
        """One question, answered by the bytes of the envelope. Raises OnvifRefused."""
        open_to_all = self._login is None
        client = service.zeep_client_authless if open_to_all else service.zeep_client
        proxy = service.ws_client_authless if open_to_all else service.ws_client
        kind = f'application/soap+xml; charset=utf-8; action="{action}"'
        try:
            envelope = client.create_message(proxy, operation, **said)
            posted = service.transport.post_xml(address, envelope, {"Content-Type": kind})
        except FAULTS as fault:
            raise explained(fault, self._login) from None
        answer = await self.within(posted, seconds)
        return bytes(answer.content)

    async def close(self) -> None:
        """Close every connection."""
        for kind, address in tuple(self._services):
            await self.drop(kind, address)

    def reached_stream(self, address: str) -> str:
        """A stream's address at the host we know the camera by; its port stays."""
        named, known = urlsplit(address), urlsplit(self._address)
        if named.hostname == known.hostname or not named.hostname or not known.hostname:
            return address
        host = f"[{known.hostname}]" if ":" in known.hostname else known.hostname
        port = f":{named.port}" if named.port else ""
        return urlunsplit((named.scheme, host + port, named.path, named.query, ""))

    async def drop(self, kind: str, address: str) -> None:
        """Close one service, such as that of a subscription that is over."""
        service = self._services.pop((kind, address), None)
        if service is not None:
            await service.transport.close_own()
            await service.close()

    def reached(self, address: str) -> str:
        """An address the camera named, at the host we know it by."""
        named, known = urlsplit(address), urlsplit(self._address)
        if named.hostname == known.hostname or not named.hostname:
            return address
        return urlunsplit((known.scheme, known.netloc, named.path, named.query, ""))

    async def _ask_clock(self, device: ONVIFService) -> timedelta | None:
        try:
            said = await self.ask(device, _OPEN + "GetSystemDateAndTime")
            day, time = said.UTCDateTime.Date, said.UTCDateTime.Time
            told = datetime(
                day.Year, day.Month, day.Day, time.Hour, time.Minute, min(time.Second, 59),
                tzinfo=UTC,
            )  # fmt: skip
        except OnvifRefused as refused:
            if refused.login:
                return None
            raise
        except FAULTS:
            return None
        return told - datetime.now(UTC)

    async def _ask_services(self, device: ONVIFService) -> dict[str, str]:
        """Name spaces with addresses: GetServices, and from older cameras GetCapabilities."""
        try:
            said = await self.ask(device, "GetServices", {"IncludeCapability": False})
            pairs = [(each.Namespace, each.XAddr) for each in said or ()]
        except OnvifRefused as refused:
            if refused.login:
                raise
            pairs = await self._ask_capabilities(device)
        except FAULTS:
            pairs = await self._ask_capabilities(device)
        return {name: self.reached(address) for name, address in pairs if name and address}

    async def _ask_capabilities(self, device: ONVIFService) -> list[tuple[str, str]]:
        said = await self.ask(device, "GetCapabilities", {"Category": "All"})
        names = {"Media": MEDIA, "PTZ": PTZ, "Events": EVENTS}
        parts = ((namespace, getattr(said, name, None)) for name, namespace in names.items())
        return [(namespace, part.XAddr) for namespace, part in parts if part is not None]
