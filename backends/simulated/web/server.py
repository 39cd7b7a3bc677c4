"""The HTTP door of the simulated cameras: MJPEG, MPEG-TS and ONVIF. On the server's loop.

`GET /ID/STREAM.mjpeg` is multipart/x-mixed-replace, `GET /ID/STREAM.ts` a transport stream without
end, `POST /onvif/ID/SERVICE` is SOAP. The faults of a camera hold here too.
"""

import asyncio
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from backends.simulated.cameras.clips import CLOCK_HZ, CodedPicture
from backends.simulated.cameras.faults import CameraFaults
from backends.simulated.onvif_camera.server import KIND, OnvifDesk
from backends.simulated.rtsp.messages import Login
from backends.simulated.rtsp.server import HTML, SimulatedCamera
from backends.simulated.rtsp.stream import CameraStream
from backends.simulated.rtsp.ts_packets import PACKET_BYTES, STREAM_TYPES, TsMuxer
from backends.simulated.rtsp.viewers import Viewer
from backends.simulated.web.messages import WebRequest, read_request, web_reply

_BOUNDARY = "picture"
_MAX_BACKLOG_BYTES = 4_000_000
_PACKETS_IN_DATAGRAM = 7


class HttpWire:
    """Bytes without end in one HTTP answer; pictures are dropped above 4 MB of backlog."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._transport = writer.transport

    def send(self, content: bytes) -> bool:
        """False when the picture was dropped."""
        backlog = self._transport.get_write_buffer_size()
        if self._transport.is_closing() or backlog > _MAX_BACKLOG_BYTES:
            return False
        self._transport.write(content)
        return True

    def cut(self) -> None:
        """Break the connection."""
        self._transport.abort()

    def close(self) -> None:
        """Nothing of its own to close."""


class DatagramWire:
    """Transport packets as UDP datagrams of seven."""

    def __init__(self, transport: asyncio.DatagramTransport) -> None:
        self._transport = transport

    def send(self, content: bytes) -> bool:
        """Datagrams are never held back."""
        size = PACKET_BYTES * _PACKETS_IN_DATAGRAM
        for at in range(0, len(content), size):
            self._transport.sendto(content[at : at + size])
        return True

    def cut(self) -> None:
        """There is no connection to break."""

    def close(self) -> None:
        """Free the port."""
        self._transport.close()


@dataclass(slots=True)
class JpegViewer:
    """One reader of multipart/x-mixed-replace."""

    wire: HttpWire

    def show(self, picture: CodedPicture, ticks: int, faults: CameraFaults) -> None:  # noqa: ARG002
        """Send it as one part."""
        if picture.codec != "mjpeg":
            return
        jpeg = picture.units[0]
        head = f"--{_BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
        self.wire.send(head.encode() + jpeg + b"\r\n")

    def cut(self) -> None:
        """Break the connection."""
        self.wire.cut()

    def close(self) -> None:
        """Nothing of its own to close."""


@dataclass(slots=True)
class TsViewer:
    """One reader of a transport stream, over HTTP or UDP."""

    wire: HttpWire | DatagramWire
    muxer: TsMuxer
    waiting: bool = True

    def show(self, picture: CodedPicture, ticks: int, faults: CameraFaults) -> None:
        """Send it, from the first keyframe on."""
        if picture.codec != self.muxer.codec or (self.waiting and not picture.key):
            return
        jumped = ticks + int(faults.jump_s * CLOCK_HZ)
        self.waiting = not self.wire.send(self.muxer.packets(picture, jumped))

    def cut(self) -> None:
        """Break the connection."""
        self.wire.cut()

    def close(self) -> None:
        """Free its port."""
        self.wire.close()


def ts_stream(camera: SimulatedCamera | None, name: str) -> CameraStream | None:
    """The stream of that name when a transport stream can carry it."""
    stream = None if camera is None else camera.streams.get(name)
    if stream is None or stream.shape.codec not in STREAM_TYPES or stream.shape.b_frames:
        return None
    return stream


class WebConnection:
    """One client's connection: requests one after the other, or one stream to its end."""

    def __init__(
        self,
        cameras: Mapping[str, SimulatedCamera],
        onvif: OnvifDesk,
        login: Login | None,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        """Serves with `serve`."""
        self._cameras = cameras
        self._onvif = onvif
        self._login = login
        self._reader = reader
        self._writer = writer

    async def serve(self) -> None:
        """Answer until the client leaves, errs or is silent for 30 s."""
        try:
            while (request := await read_request(self._reader)) and await self._answer(request):
                await self._writer.drain()
        except (OSError, EOFError, asyncio.LimitOverrunError, TimeoutError):
            return
        finally:
            self._writer.close()

    async def _answer(self, request: WebRequest) -> bool:
        path = request.head.path
        if path and path[0] == "onvif":
            return await self._answer_soap(request)
        camera = self._cameras.get(path[0]) if path else None
        if camera is not None and camera.faults.closed:
            return False
        if camera is not None and camera.faults.answer:
            return await self._answer_oddly(camera.faults.answer)
        login = self._login if camera is None else camera.login(self._login)
        if login is not None and not login.accepts(request.head):
            self._say(401, {"WWW-Authenticate": login.challenge()})
            return True
        return await self._stream(camera, path[1] if len(path) == 2 else "")

    async def _answer_soap(self, request: WebRequest) -> bool:
        if request.head.method != "POST":
            self._say(405)
            return True
        host = request.head.headers.get("host", "")
        code, body = await self._onvif.answer(request.head.path, host, request.body)
        self._writer.write(web_reply(code, body, KIND))
        return True

    async def _answer_oddly(self, answer: str) -> bool:
        match answer:
            case "html":
                self._writer.write(web_reply(200, HTML.encode(), "text/html"))
            case "garbage":
                self._writer.write(secrets.token_bytes(4096))
            case "silent":
                await self._reader.read()
            case "not-found":
                self._say(404)
            case "unauthorized":
                login = self._login or Login("nobody", secrets.token_hex(8))
                self._say(401, {"WWW-Authenticate": login.challenge()})
        await self._writer.drain()
        return False

    async def _stream(self, camera: SimulatedCamera | None, name: str) -> bool:
        stem, _, kind = name.rpartition(".")
        if camera is not None and kind == "mjpeg" and f"{stem}-mjpeg" in camera.streams:
            mixed = f"multipart/x-mixed-replace; boundary={_BOUNDARY}"
            viewer: Viewer = JpegViewer(HttpWire(self._writer))
            await self._play(camera.streams[f"{stem}-mjpeg"], viewer, mixed)
            return False
        stream = ts_stream(camera, stem) if kind == "ts" else None
        if stream is None:
            self._say(404)
            return True
        viewer = TsViewer(HttpWire(self._writer), TsMuxer(stream.shape.codec))
        await self._play(stream, viewer, "video/mp2t")
        return False

    async def _play(self, stream: CameraStream, viewer: Viewer, kind: str) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nCache-Control: no-store\r\n"
        self._writer.write(f"{head}Connection: close\r\n\r\n".encode())
        stream.join(viewer)
        try:
            while await self._reader.read(4096):
                continue
        finally:
            stream.leave(viewer)

    def _say(self, code: int, headers: Mapping[str, str] | None = None) -> None:
        self._writer.write(web_reply(code, headers=headers))
