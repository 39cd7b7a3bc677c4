"""Many simulated cameras behind a few ports: what is served, opened, ordered about and closed.

One asyncio loop, one thread; clips are made in worker threads. Binds the given host only.
"""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from backends.simulated.cameras.clips import Subject, shapes_of
from backends.simulated.cameras.clips_looped import ClipShelf
from backends.simulated.cameras.faults import CameraFaults
from backends.simulated.cameras.orders import Orders
from backends.simulated.cameras.sent import SentTimes
from backends.simulated.cameras.tls import self_signed
from backends.simulated.onvif_camera.camera import OnvifCamera
from backends.simulated.onvif_camera.discovery import DiscoveryDoor
from backends.simulated.onvif_camera.server import OnvifDesk
from backends.simulated.rtsp.messages import MAX_HEADER_BYTES, Login
from backends.simulated.rtsp.server import RtspConnection, SimulatedCamera
from backends.simulated.rtsp.stream import CameraStream, open_live, open_looped
from backends.simulated.web.server import WebConnection

HOST = "127.0.0.1"
_STREETS = 32


@dataclass(frozen=True, slots=True)
class FarmPlan:
    """What a farm shall be.

    `cameras` are (id, seed); camera number in stamps is its place, from 1. `live` draws and encodes
    while watched and burns the wall clock in; otherwise looped clips are sent, kept in `folder`,
    `noisy` ones with as many bits as real cameras'.
    Ports: 0 picks a free one, None opens none. `sent` is the file for the table of send times.
    """

    cameras: tuple[tuple[str, int], ...]
    host: str = HOST
    port: int = 0
    control_port: int = 0
    tls_port: int | None = None
    web_port: int | None = None
    discovery: bool = False
    login: Login | None = None
    live: bool = True
    stamped: bool = False
    noisy: bool = False
    folder: Path | None = None
    sent: Path | None = None


class Door:
    """One listening port that can be shut and opened again, as a camera's that loses its power."""

    def __init__(self, open_: Callable[[int], Coroutine[Any, Any, asyncio.Server]]) -> None:
        """`open_(port)` listens."""
        self._open = open_
        self._server: asyncio.Server | None = None
        self.port = 0

    async def open(self, port: int | None = None) -> None:
        """Listen, on the port of before unless another is given. Raises OSError when taken."""
        if self._server is None:
            self._server = await self._open(self.port if port is None else port)
            self.port = int(self._server.sockets[0].getsockname()[1])

    def shut(self) -> None:
        """Refuse new connections; those that stand go on."""
        if self._server is not None:
            self._server.close()
            self._server = None


@dataclass(slots=True)
class Farm:
    """The cameras of a plan and their doors."""

    plan: FarmPlan
    cameras: dict[str, SimulatedCamera] = field(init=False)
    onvif: dict[str, OnvifCamera] = field(default_factory=dict)
    shelf: ClipShelf = field(init=False)
    doors: dict[str, Door] = field(default_factory=dict)
    _sent: SentTimes | None = field(init=False, default=None)
    _discovery: DiscoveryDoor | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        plan = self.plan
        if plan.sent is not None:
            self._sent = SentTimes(plan.sent, cameras=len(plan.cameras) + 1)
        self.shelf = ClipShelf(plan.folder)
        places = enumerate(plan.cameras, start=1)
        self.cameras = {name: self._camera(name, seed, at) for at, (name, seed) in places}

    def _camera(self, name: str, seed: int, number: int) -> SimulatedCamera:
        plan = self.plan
        stamp = number if plan.stamped else None
        faults = CameraFaults(logins=_logins(plan.login))
        # A bounded number of streets: painting one costs more than encoding it.
        street = seed if plan.live else seed % _STREETS
        opened = open_live if plan.live else open_looped(self.shelf)
        streams = {
            key: CameraStream(
                Subject(name, street, stamp, not key.startswith("sub")), shape, faults, opened,
                self._sent,
            )
            for key, shape in shapes_of(live=plan.live, noisy=plan.noisy).items()
        }  # fmt: skip
        return SimulatedCamera(streams, faults)

    async def open(self) -> None:
        """Open every door of the plan. Raises OSError when a port is taken."""
        plan = self.plan
        await self._listen("port", plan.port, self._rtsp)
        if plan.tls_port is not None:
            await self._listen("rtsps_port", plan.tls_port, self._rtsp, tls=True)
        if plan.web_port is not None:
            await self._listen("http_port", plan.web_port, self._web)
            self._equip()
        await self._listen("control_port", plan.control_port, self._control)
        if plan.discovery and "http_port" in self.doors:
            web = f"{plan.host}:{self.doors['http_port'].port}"
            self._discovery = DiscoveryDoor(tuple(self.onvif.values()), web)
            await self._discovery.open(plan.host)

    async def prepare(self, stream: str) -> None:
        """Make the clips of this stream of every camera: no first viewer waits then."""
        every = self.cameras.values()
        await asyncio.gather(*(camera.streams[stream].described() for camera in every))

    def told(self) -> dict[str, object]:
        """The ports, for whoever started the farm."""
        ports: dict[str, object] = {name: door.port for name, door in self.doors.items()}
        if self._discovery is not None:
            ports["discovery_port"] = self._discovery.port
            ports["discovery_multicast"] = self._discovery.multicast
        if self._sent is not None:
            ports["sent_times"] = str(self._sent.path)
        return ports

    def close(self) -> None:
        """Shut every door, cut every connection."""
        for door in self.doors.values():
            door.shut()
        for camera in self.cameras.values():
            camera.cut()
        if self._discovery is not None:
            self._discovery.close()
        if self._sent is not None:
            self._sent.close()

    @property
    def orders(self) -> Orders:
        """What may be ordered of it."""
        return Orders(self.cameras, self.onvif, self.doors, self._sent)

    async def _listen(
        self,
        name: str,
        port: int,
        serve: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[Any, Any, None]],
        *,
        tls: bool = False,
    ) -> None:
        # A connection task cancelled at the end is one that ends well: asyncio would log it.
        async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with suppress(asyncio.CancelledError):
                await serve(reader, writer)

        context = self_signed(self.plan.host) if tls else None

        async def listen(at: int) -> asyncio.Server:
            return await asyncio.start_server(
                accept, self.plan.host, at, limit=MAX_HEADER_BYTES, ssl=context
            )

        self.doors[name] = Door(listen)
        await self.doors[name].open(port)

    def _equip(self) -> None:
        """Give every camera its ONVIF face, now that the ports are known."""
        for number, (name, camera) in enumerate(self.cameras.items(), start=1):
            address = f"rtsp://{self.plan.host}:{self.doors['port'].port}/{name}"
            streams = {
                key: (f"{address}/{key}", shape.width, shape.height, shape.fps)
                for key in ("main", "sub")
                for shape in (camera.streams[key].shape,)
            }
            # Every fourth camera is fixed, as in a real district.
            self.onvif[name] = OnvifCamera(name, number, streams, turnable=number % 4 != 0)

    async def _rtsp(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await RtspConnection(self.cameras, self.plan.login, reader, writer).serve()

    async def _web(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        desk = OnvifDesk(self.onvif, self.plan.login)
        await WebConnection(self.cameras, desk, self.plan.login, reader, writer).serve()

    async def _control(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self.orders.serve(reader, writer)


def _logins(login: Login | None) -> dict[str, Login]:
    """The same user and password by either scheme."""
    if login is None:
        return {}
    return {scheme: Login(login.user, login.password, scheme) for scheme in ("basic", "digest")}
