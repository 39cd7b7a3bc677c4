"""Simulated cameras as one process: RTSP for viewers, JSON lines for whoever wants them to fail.

`run_cameras` blocks until told to stop. Binds the given host only. Run by itself:
`python -m backends.simulated.cameras --cameras 16` prints one JSON line when it serves.
"""

import argparse
import asyncio
import json
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

from backends.simulated.clips import MAIN, SUB
from backends.simulated.rtsp_messages import MAX_HEADER_BYTES, Login
from backends.simulated.rtsp_server import RtspConnection, SimulatedCamera
from backends.simulated.rtsp_stream import CameraFaults, LiveStream

_STOP_POLL_S = 0.1


def run_cameras(
    cameras: Sequence[tuple[str, int]],
    host: str = "127.0.0.1",
    port: int = 0,
    stop: threading.Event | None = None,
    control_port: int = 0,
    ready: Callable[[int, int], None] | None = None,
    login: Login | None = None,
) -> None:
    """Serve rtsp://HOST:PORT/ID/sub and /ID/main for each (id, seed) until `stop` is set.

    Port 0 picks a free one; `ready(port, control_port)` is called once both accept. Raises OSError
    when a port is taken.
    """
    served = {name: _camera(name, seed) for name, seed in cameras}
    asyncio.run(_serve(served, (host, port, control_port), stop, ready, login))


def _camera(name: str, seed: int) -> SimulatedCamera:
    faults = CameraFaults()
    shapes = {"sub": SUB, "main": MAIN}
    streams = {key: LiveStream(name, seed, shape, faults) for key, shape in shapes.items()}
    return SimulatedCamera(streams, faults)


async def _serve(
    cameras: dict[str, SimulatedCamera],
    where: tuple[str, int, int],
    stop: threading.Event | None,
    ready: Callable[[int, int], None] | None,
    login: Login | None,
) -> None:
    # A connection task cancelled at the end is one that ends well: asyncio would log it as a fault.
    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.CancelledError):
            await RtspConnection(cameras, login, reader, writer).serve()

    async def control(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.CancelledError):
            await _control(cameras, reader, writer)

    host, port, control_port = where
    rtsp = await asyncio.start_server(accept, host, port, limit=MAX_HEADER_BYTES)
    orders = await asyncio.start_server(control, host, control_port, limit=MAX_HEADER_BYTES)
    if ready is not None:
        ready(_port(rtsp), _port(orders))
    try:
        while stop is None or not stop.is_set():
            await asyncio.sleep(_STOP_POLL_S)
    finally:
        rtsp.close()
        orders.close()
        for camera in cameras.values():
            camera.cut()


def _port(server: asyncio.Server) -> int:
    return int(server.sockets[0].getsockname()[1])


async def _control(
    cameras: dict[str, SimulatedCamera], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    try:
        while line := await reader.readline():
            writer.write(json.dumps(obey(cameras, line)).encode() + b"\n")
            await writer.drain()
    except (OSError, ValueError):
        return
    finally:
        writer.close()


def obey(cameras: dict[str, SimulatedCamera], line: bytes) -> dict[str, object]:
    """Carry out one order: `{"order": "stall"|"close"|"restore"|"freeze", "id": ID}` or `stats`."""
    try:
        order = json.loads(line)
    except ValueError:
        return {"ok": False, "error": "not JSON"}
    if not isinstance(order, dict):
        return {"ok": False, "error": "not an object"}
    if order.get("order") == "stats":
        return {"ok": True, "cameras": {name: _stats(one) for name, one in cameras.items()}}
    camera = cameras.get(str(order.get("id")))
    if camera is None:
        return {"ok": False, "error": "no such camera"}
    return _afflict(camera, str(order.get("order")))


def _afflict(camera: SimulatedCamera, order: str) -> dict[str, object]:
    faults = camera.faults
    match order:
        case "stall":
            faults.stalled = True
        case "freeze":
            faults.frozen = True
        case "close":
            faults.closed = True
            camera.cut()
        case "restore":
            faults.stalled = faults.closed = faults.frozen = False
        case _:
            return {"ok": False, "error": "no such order"}
    return {"ok": True, "state": faults.word}


def _stats(camera: SimulatedCamera) -> dict[str, object]:
    streams = camera.streams.items()
    return {
        "state": camera.faults.word,
        "viewers": {key: stream.viewers for key, stream in streams},
        "frames": {key: stream.frames for key, stream in streams},
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve numbered cameras until standard input closes."""
    parser = argparse.ArgumentParser(prog="cameras", description="simulated RTSP cameras")
    parser.add_argument("--cameras", type=int, default=16)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--control-port", type=int, default=0)
    parser.add_argument("--login", default="", help="USER:PASSWORD asked of every viewer")
    parser.add_argument("--scheme", choices=("basic", "digest"), default="digest")
    given = parser.parse_args(arguments)
    user, _, password = given.login.partition(":")
    login = Login(user, password, given.scheme) if given.login else None
    stop = threading.Event()
    threading.Thread(target=_stop_at_end_of_input, args=(stop,), daemon=True).start()
    cameras = [(f"CAM-{number:02d}", number) for number in range(1, given.cameras + 1)]
    run_cameras(cameras, "127.0.0.1", given.port, stop, given.control_port, _announce, login)
    return 0


def _announce(port: int, control_port: int) -> None:
    line = {"ready": True, "port": port, "control_port": control_port}
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _stop_at_end_of_input(stop: threading.Event) -> None:
    sys.stdin.buffer.read()
    stop.set()


if __name__ == "__main__":
    raise SystemExit(main())
