"""An RTSP server for simulated cameras: RTP over the connection or UDP, Basic and Digest login.

Runs on one asyncio loop; serves /CAMERA/sub and /CAMERA/main; never encodes what nobody watches.
"""

import asyncio
import secrets
from collections.abc import Mapping

from backends.simulated.rtsp_messages import (
    MAX_HEADER_BYTES,
    Login,
    Request,
    Route,
    describe,
    parse_request,
    parse_transport,
    reply,
)
from backends.simulated.rtsp_stream import CameraFaults, LiveStream, Viewer
from backends.simulated.rtsp_wires import InterleavedWire, UdpWire

_IDLE_S = 75.0
_METHODS = "OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, SET_PARAMETER, TEARDOWN"


class SimulatedCamera:
    """One camera: its two streams and what is wrong with it."""

    def __init__(self, streams: Mapping[str, LiveStream], faults: CameraFaults) -> None:
        """`streams` has the keys "sub" and "main"."""
        self.streams = streams
        self.faults = faults

    def cut(self) -> None:
        """Break every connection to it."""
        for stream in self.streams.values():
            stream.cut()


class RtspConnection:
    """One client's connection, its session and its viewer."""

    def __init__(
        self,
        cameras: Mapping[str, SimulatedCamera],
        login: Login | None,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        """Serves with `serve`."""
        self._cameras = cameras
        self._login = login
        self._reader = reader
        self._writer = writer
        self._session = secrets.token_hex(8)
        self._stream: LiveStream | None = None
        self._viewer: Viewer | None = None
        self._joined = False

    async def serve(self) -> None:
        """Answer until the client leaves, errs or is silent for 75 s."""
        try:
            while await self._answer_one():
                await self._writer.drain()
        except (OSError, EOFError, asyncio.LimitOverrunError, TimeoutError):
            return
        finally:
            self._leave()
            self._writer.close()

    async def _answer_one(self) -> bool:
        first = await asyncio.wait_for(self._reader.readexactly(1), _IDLE_S)
        if first == b"$":
            head = await self._reader.readexactly(3)
            await self._reader.readexactly(int.from_bytes(head[1:], "big"))
            return True
        block = first + await self._reader.readuntil(b"\r\n\r\n")
        request = parse_request(block[:-4])
        if request is None:
            self._writer.write(reply(None, 400))
            return False
        length = request.headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > MAX_HEADER_BYTES:
            self._writer.write(reply(request, 400))
            return False
        await self._reader.readexactly(int(length))
        return await self._act(request)

    async def _act(self, request: Request) -> bool:
        if request.method == "OPTIONS":
            self._say(request, 200, {"Public": _METHODS})
            return True
        if self._login is not None and not self._login.accepts(request):
            self._say(request, 401, {"WWW-Authenticate": self._login.challenge()})
            return True
        camera = self._cameras.get(request.path[0]) if request.path else None
        if camera is not None and camera.faults.closed:
            return False
        return await self._answer_known(request, camera)

    async def _answer_known(self, request: Request, camera: SimulatedCamera | None) -> bool:
        match request.method:
            case "DESCRIBE":
                self._describe(request, camera)
            case "SETUP":
                await self._set_up(request, camera)
            case "PLAY":
                self._play(request)
            case "GET_PARAMETER" | "SET_PARAMETER":
                self._say(request, 200, {"Session": self._session})
            case "TEARDOWN":
                self._say(request, 200, {"Session": self._session})
                return False
            case _:
                self._say(request, 501)
        return True

    def _describe(self, request: Request, camera: SimulatedCamera | None) -> None:
        stream = _stream_of(request, camera)
        if stream is None:
            self._say(request, 404)
            return
        base = request.url.rstrip("/") + "/"
        host = str(self._writer.get_extra_info("sockname")[0])
        body = describe(stream.camera, host, *stream.sets())
        headers = {"Content-Base": base, "Content-Type": "application/sdp"}
        self._writer.write(reply(request, 200, headers, body))

    async def _set_up(self, request: Request, camera: SimulatedCamera | None) -> None:
        stream = _stream_of(request, camera)
        route = parse_transport(request.headers.get("transport", ""))
        if stream is None or route is None or self._viewer is not None:
            self._say(request, 404 if stream is None else 461 if route is None else 459)
            return
        self._stream = stream
        answer = await self._route(route)
        self._say(request, 200, {"Transport": answer, "Session": f"{self._session};timeout=60"})

    async def _route(self, route: Route) -> str:
        if route.ports is None:
            low, high = route.channels or (0, 1)
            self._viewer = Viewer(InterleavedWire(self._writer, low, high))
            return f"RTP/AVP/TCP;unicast;interleaved={low}-{high}"
        host = str(self._writer.get_extra_info("sockname")[0])
        peer = str(self._writer.get_extra_info("peername")[0])
        wire = await UdpWire.open(host, peer, route.ports, self._writer)
        self._viewer = Viewer(wire)
        client, server = (f"{one[0]}-{one[1]}" for one in (route.ports, wire.ports))
        return f"RTP/AVP;unicast;client_port={client};server_port={server}"

    def _play(self, request: Request) -> None:
        if self._stream is None or self._viewer is None:
            self._say(request, 454)
            return
        self._say(request, 200, {"Session": self._session, "Range": "npt=now-"})
        if not self._joined:
            self._joined = True
            self._stream.join(self._viewer)

    def _leave(self) -> None:
        if self._stream is not None and self._viewer is not None:
            self._stream.leave(self._viewer)
            self._viewer.wire.close()

    def _say(self, request: Request, code: int, headers: Mapping[str, str] | None = None) -> None:
        self._writer.write(reply(request, code, headers))


def _stream_of(request: Request, camera: SimulatedCamera | None) -> LiveStream | None:
    if camera is None or len(request.path) < 2:
        return None
    return camera.streams.get(request.path[1])
