"""An RTSP server for simulated cameras: RTP over the connection or UDP, Basic and Digest login.

Runs on one asyncio loop; serves /CAMERA/STREAM; never sends what nobody watches. What is wrong with
a camera shows here as it would on the wire of a real one.
"""

import asyncio
import secrets
from collections.abc import Mapping
from contextlib import suppress

from backends.simulated.cameras.faults import CameraFaults
from backends.simulated.rtsp.messages import (
    MAX_HEADER_BYTES,
    Login,
    Request,
    Route,
    parse_request,
    parse_transport,
    reply,
)
from backends.simulated.rtsp.sdp import describe
from backends.simulated.rtsp.stream import CameraStream
from backends.simulated.rtsp.viewers import RtpViewer
from backends.simulated.rtsp.wires import InterleavedWire, UdpWire

IDLE_S = 75.0
_PARTING_S = 1.0
TIMEOUT_S, SHORT_TIMEOUT_S = 60, 2
_METHODS = "OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, SET_PARAMETER, TEARDOWN"
HTML = "<!DOCTYPE html><html><body><h1>Camera login</h1><p>Please log in.</p></body></html>"


class SimulatedCamera:
    """One camera: its streams by name and what is wrong with it."""

    def __init__(self, streams: Mapping[str, CameraStream], faults: CameraFaults) -> None:
        """`streams` has "sub" and "main" at least."""
        self.streams = streams
        self.faults = faults

    def login(self, usual: Login | None) -> Login | None:
        """The login it asks for now."""
        if not self.faults.login:
            return usual
        return self.faults.logins.get(self.faults.login)

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
        self._camera: SimulatedCamera | None = None
        self._stream: CameraStream | None = None
        self._viewer: RtpViewer | None = None
        self._joined = False
        self._asked_at = 0.0

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
            with suppress(OSError, TimeoutError):  # what became of it must be asked for
                await asyncio.wait_for(self._writer.wait_closed(), _PARTING_S)

    async def _answer_one(self) -> bool:
        first = await asyncio.wait_for(self._reader.readexactly(1), self._patience())
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
        self._asked_at = asyncio.get_running_loop().time()
        return await self._act(request)

    def _patience(self) -> float:
        """Seconds to the end of the wait: a camera that hangs up counts requests only."""
        if self._camera is None or self._camera.faults.keepalive != "hang-up" or not self._joined:
            return IDLE_S
        return self._asked_at + SHORT_TIMEOUT_S - asyncio.get_running_loop().time()

    async def _act(self, request: Request) -> bool:
        camera = self._cameras.get(request.path[0]) if request.path else None
        if camera is not None:
            self._camera = camera
            if camera.faults.answer:
                return await self._answer_oddly(request, camera.faults.answer)
        if request.method == "OPTIONS":
            self._say_options(request, camera)
            return True
        login = self._login if camera is None else camera.login(self._login)
        if login is not None and not login.accepts(request):
            self._say(request, 401, {"WWW-Authenticate": login.challenge()})
            return True
        if camera is not None and camera.faults.closed:
            return False
        return await self._answer_known(request, camera)

    def _say_options(self, request: Request, camera: SimulatedCamera | None) -> None:
        odd = camera is not None and camera.faults.keepalive == "not-implemented"
        if odd and self._joined:
            self._say(request, 501)
        else:
            self._say(
                request,
                200,
                {"Public": _METHODS.replace("GET_PARAMETER, ", "") if odd else _METHODS},
            )

    async def _answer_oddly(self, request: Request, answer: str) -> bool:
        match answer:
            case "html":
                head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
                self._writer.write(f"{head}Content-Length: {len(HTML)}\r\n\r\n{HTML}".encode())
            case "garbage":
                self._writer.write(secrets.token_bytes(4096))
            case "silent":
                await self._reader.read()
            case "not-found":
                self._say(request, 404)
                return True
            case "unauthorized":
                login = self._login or Login("nobody", secrets.token_hex(8))
                self._say(request, 401, {"WWW-Authenticate": login.challenge()})
                return True
        await self._writer.drain()
        return False

    async def _answer_known(self, request: Request, camera: SimulatedCamera | None) -> bool:
        match request.method:
            case "DESCRIBE":
                await self._describe(request, camera)
            case "SETUP":
                await self._set_up(request, camera)
            case "PLAY":
                self._play(request)
            case "GET_PARAMETER" | "SET_PARAMETER":
                odd = camera is not None and camera.faults.keepalive == "not-implemented"
                self._say(request, 501 if odd else 200, {"Session": self._session})
            case "TEARDOWN":
                self._say(request, 200, {"Session": self._session})
                return False
            case _:
                self._say(request, 501)
        return True

    async def _describe(self, request: Request, camera: SimulatedCamera | None) -> None:
        stream = stream_of(request.path, camera)
        if stream is None or camera is None:
            self._say(request, 404)
            return
        host = str(self._writer.get_extra_info("sockname")[0])
        body = describe(await stream.described(), host, camera.faults.sets)
        headers = {"Content-Type": "application/sdp"}
        if not camera.faults.no_content_base:
            headers["Content-Base"] = request.url.rstrip("/") + "/"
        self._writer.write(reply(request, 200, headers, body))

    async def _set_up(self, request: Request, camera: SimulatedCamera | None) -> None:
        stream = stream_of(request.path, camera)
        allowed = "" if camera is None else camera.faults.transports
        route = parse_transport(request.headers.get("transport", ""), allowed)
        if stream is None or route is None or self._viewer is not None:
            self._say(request, 404 if stream is None else 461 if route is None else 459)
            return
        self._stream = stream
        answer = await self._route(route)
        hasty = camera is not None and camera.faults.keepalive == "hang-up"
        seconds = SHORT_TIMEOUT_S if hasty else TIMEOUT_S
        session = f"{self._session};timeout={seconds}"
        self._say(request, 200, {"Transport": answer, "Session": session})

    async def _route(self, route: Route) -> str:
        if route.ports is None:
            low, high = route.channels or (0, 1)
            self._viewer = RtpViewer(InterleavedWire(self._writer, low, high))
            return f"RTP/AVP/TCP;unicast;interleaved={low}-{high}"
        host = str(self._writer.get_extra_info("sockname")[0])
        peer = str(self._writer.get_extra_info("peername")[0])
        wire = await UdpWire.open(host, peer, route.ports, self._writer)
        self._viewer = RtpViewer(wire)
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
            self._viewer.close()

    def _say(self, request: Request, code: int, headers: Mapping[str, str] | None = None) -> None:
        self._writer.write(reply(request, code, headers))


def stream_of(path: tuple[str, ...], camera: SimulatedCamera | None) -> CameraStream | None:
    """The stream that a path names after the camera."""
    return None if camera is None or len(path) < 2 else camera.streams.get(path[1])
