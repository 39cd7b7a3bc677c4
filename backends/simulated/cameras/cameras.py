"""Simulated cameras as one process: RTSP for viewers, JSON lines for whoever wants them to fail.

`run_cameras` blocks until told to stop. Run by itself:
`python -m backends.simulated.cameras.cameras --cameras 16` prints one JSON line when it
serves; `sunra farm` is the same for people.
"""

import argparse
import asyncio
import json
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from backends.simulated.cameras.farm import Farm, FarmPlan
from backends.simulated.rtsp.messages import Login

_STOP_POLL_S = 0.1
Ready = Callable[[Mapping[str, object]], None]


def run_cameras(
    plan: FarmPlan,
    stop: threading.Event,
    ready: Ready,
    prepare: Sequence[str] = (),
    orders: Sequence[tuple[float, Mapping[str, object]]] = (),
) -> None:
    """Serve until `stop` is set; `ready` is told the ports once all of them accept.

    The clips of the streams in `prepare` are made before; `orders` are carried out so many seconds
    after. Raises OSError when a port is taken.
    """
    asyncio.run(_serve(plan, stop, ready, prepare, orders))


async def _serve(
    plan: FarmPlan,
    stop: threading.Event,
    ready: Ready,
    prepare: Sequence[str],
    orders: Sequence[tuple[float, Mapping[str, object]]],
) -> None:
    farm = Farm(plan)
    try:
        for stream in prepare:
            await farm.prepare(stream)
        await farm.open()
        ready(farm.told())
        play = asyncio.create_task(_play_orders(farm, orders))
        while not stop.is_set():
            await asyncio.sleep(_STOP_POLL_S)
        play.cancel()
    finally:
        farm.close()


async def _play_orders(farm: Farm, orders: Sequence[tuple[float, Mapping[str, object]]]) -> None:
    loop = asyncio.get_running_loop()
    started = loop.time()
    for after_s, order in sorted(orders, key=lambda each: each[0]):
        await asyncio.sleep(max(0.0, started + after_s - loop.time()))
        await farm.orders.obey(json.dumps(order).encode())


def numbered(count: int) -> tuple[tuple[str, int], ...]:
    """Cameras CAM-01, CAM-02, ... and their seeds."""
    return tuple((f"CAM-{number:02d}", number) for number in range(1, count + 1))


def login_of(words: str, scheme: str) -> Login | None:
    """USER:PASSWORD as a login, None for an empty text."""
    user, _, password = words.partition(":")
    return Login(user, password, scheme) if words else None


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve numbered cameras until standard input closes."""
    parser = argparse.ArgumentParser(prog="cameras", description="simulated RTSP cameras")
    parser.add_argument("--cameras", type=int, default=16)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--control-port", type=int, default=0)
    parser.add_argument("--login", default="", help="USER:PASSWORD asked of every viewer")
    parser.add_argument("--scheme", choices=("basic", "digest"), default="digest")
    parser.add_argument("--looped", action="store_true", help="looped clips, not live encoding")
    parser.add_argument("--doors", action="store_true", help="RTSPS, HTTP and ONVIF besides")
    parser.add_argument("--noisy", action="store_true", help="bits as of real cameras")
    parser.add_argument("--sent", type=Path, help="file for the table of send times")
    parser.add_argument("--clips", type=Path, help="folder that keeps looped clips")
    given = parser.parse_args(arguments)
    doors = 0 if given.doors else None
    plan = FarmPlan(
        numbered(given.cameras), port=given.port, control_port=given.control_port,
        tls_port=doors, web_port=doors, discovery=given.doors, stamped=True,
        login=login_of(given.login, given.scheme), live=not given.looped, sent=given.sent,
        folder=given.clips, noisy=given.noisy,
    )  # fmt: skip
    stop = threading.Event()
    threading.Thread(target=_stop_at_end_of_input, args=(stop,), daemon=True).start()
    run_cameras(plan, stop, _announce)
    return 0


def _announce(ports: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps({"ready": True, **ports}) + "\n")
    sys.stdout.flush()


def _stop_at_end_of_input(stop: threading.Event) -> None:
    sys.stdin.buffer.read()
    stop.set()


if __name__ == "__main__":
    raise SystemExit(main())
