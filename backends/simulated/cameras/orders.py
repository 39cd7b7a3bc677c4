"""Orders of the control port, one JSON object a line: faults, figures, ONVIF. On the loop.

`{"order": NAME, "id": CAMERA or "*", "value": ...}`; a wrong order is answered, never guessed at.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backends.simulated.cameras.faults import FAULTS, afflict
from backends.simulated.cameras.sent import SentTimes
from backends.simulated.onvif_camera.camera import OnvifCamera
from backends.simulated.onvif_camera.events import event_of
from backends.simulated.rtsp.server import SimulatedCamera
from backends.simulated.rtsp.ts_packets import TsMuxer
from backends.simulated.web.server import DatagramWire, TsViewer, ts_stream

if TYPE_CHECKING:
    from backends.simulated.cameras.farm import Door

Answer = dict[str, object]
Order = Mapping[str, object]


def _no(words: str) -> Answer:
    return {"ok": False, "error": words}


@dataclass(frozen=True, slots=True)
class Orders:
    """What may be ordered of a farm, and carrying it out."""

    cameras: Mapping[str, SimulatedCamera]
    onvif: Mapping[str, OnvifCamera]
    doors: Mapping[str, "Door"]
    sent: SentTimes | None = None

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer line by line until the client leaves."""
        try:
            while line := await reader.readline():
                writer.write(json.dumps(await self.obey(line)).encode() + b"\n")
                await writer.drain()
        except (OSError, ValueError):
            return
        finally:
            writer.close()

    async def obey(self, line: bytes) -> Answer:
        """Carry out one order."""
        try:
            order = json.loads(line)
        except ValueError:
            return _no("not JSON")
        if not isinstance(order, dict):
            return _no("not an object")
        of_farm = self._of_farm().get(str(order.get("order")))
        if of_farm is not None and "id" not in {key for key in order if order[key]}:
            return await of_farm(order)
        return await self._of_cameras(order)

    def _of_farm(self) -> Mapping[str, Callable[[Order], Awaitable[Answer]]]:
        return {"stats": self._stats, "down": self._down, "up": self._up, "faults": self._faults}

    async def _stats(self, _order: Order) -> Answer:
        return {"ok": True, "cameras": {name: stats(one) for name, one in self.cameras.items()}}

    async def _faults(self, _order: Order) -> Answer:
        return {"ok": True, "faults": {name: fault.words for name, fault in FAULTS.items()}}

    async def _down(self, _order: Order) -> Answer:
        """The cameras lose their power: connections break and new ones are refused."""
        for name, door in self.doors.items():
            if name != "control_port":
                door.shut()
        for camera in self.cameras.values():
            camera.cut()
        return {"ok": True}

    async def _up(self, _order: Order) -> Answer:
        try:
            for door in self.doors.values():
                await door.open()
        except OSError as taken:
            return _no(f"a port is taken: {taken}")
        return {"ok": True}

    async def _of_cameras(self, order: Order) -> Answer:
        name = str(order.get("id"))
        if name != "*" and name not in self.cameras:
            return _no("no such camera")
        answer = _no("no cameras")
        for each in self.cameras if name == "*" else (name,):
            answer = await self._of_camera(each, order)
            if not answer["ok"]:
                return answer
        return answer

    async def _of_camera(self, name: str, order: Order) -> Answer:
        camera, word = self.cameras[name], str(order.get("order"))
        match word:
            case "drop":
                camera.cut()
            case "restore":
                camera.faults.restore()
            case "sent":
                return self._sent_at(camera, order)
            case "udp-ts":
                return await self._send_datagrams(camera, order)
            case "onvif" | "event" | "onvif-restart" | "onvif-clock":
                return self._of_onvif(name, word, order)
            case _:
                wrong = afflict(camera.faults, word, order.get("value"))
                if wrong:
                    return _no(wrong)
        if camera.faults.closed:
            camera.cut()
        return {"ok": True, "state": camera.faults.word}

    def _sent_at(self, camera: SimulatedCamera, order: Order) -> Answer:
        stream, frame = camera.streams.get(str(order.get("stream", "sub"))), order.get("value")
        if self.sent is None or stream is None or not isinstance(frame, int):
            return _no("needs a stream, a frame number as value, and a table of send times")
        subject = stream.subject
        return {
            "ok": True,
            "sent_at": self.sent.sent_at(subject.number or 0, frame, main=subject.main),
        }

    def _of_onvif(self, name: str, word: str, order: Order) -> Answer:
        camera = self.onvif.get(name)
        if camera is None:
            return _no("the farm has no HTTP port, so no ONVIF")
        if word == "event":
            try:
                return {"ok": True, "given": camera.emit(event_of(order, camera))}
            except ValueError as wrong:
                return _no(str(wrong))
        if word == "onvif-clock":
            value = order.get("value")
            if not isinstance(value, int | float):
                return _no("the value must be seconds")
            camera.clock_offset_s = float(value)
        elif word == "onvif-restart":
            camera.restart()
        return {"ok": True, **camera.told()}

    async def _send_datagrams(self, camera: SimulatedCamera, order: Order) -> Answer:
        stream = ts_stream(camera, str(order.get("stream", "sub")))
        port = order.get("value")
        if stream is None or not isinstance(port, int) or not 0 < port < 65536:
            return _no("needs an H.264 or H.265 stream and a UDP port as value")
        transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
            asyncio.DatagramProtocol, remote_addr=("127.0.0.1", port)
        )
        stream.join(TsViewer(DatagramWire(transport), TsMuxer(stream.shape.codec)))
        return {"ok": True}


def stats(camera: SimulatedCamera) -> Answer:
    """State, viewers and frames sent; streams that nobody asked for are left out but two."""
    streams = {
        key: stream
        for key, stream in camera.streams.items()
        if key in ("sub", "main") or stream.frames or stream.viewers
    }
    return {
        "state": camera.faults.word,
        "viewers": {key: stream.viewers for key, stream in streams.items()},
        "frames": {key: stream.frames for key, stream in streams.items()},
    }
