"""What a wall of 16 tiles costs, against bare ffmpeg, mpv and libVLC in the same run.

`python -m tests.bench.bench_video [--seconds N] [--rounds N]`. 16 streams of 640 x 360 at 15
pictures a second, drawn at 480 x 270 by the real wall (workers, window, names, masks) on a
virtual screen. Each round: floor, wall, mpv, VLC, libVLC in a console, floor; medians of all
rounds, as ratios. Two contents: `sub-real` is coded as a camera's encoder codes noise (512 kb/s),
`sub` are drawn scenes that cost next to nothing to decode. The wall and the players are counted
with the X server's share where they are compared with each other.

mpv and VLC have one process a stream and a window of their own, decode by one thread, draw 480 x
270 and may leave no picture out, as the wall here. VLC of Debian opens no rtsp://: it gets the same
pictures as MPEG-TS over HTTP. "libVLC in a console" is the library as a console has to use it, with
masks and words to be painted over its pictures: one process, the packets that the wall receives,
pictures through vmem, painted by Qt (`libvlc_console`).

Ends with the sum of 1 (more than 2.0 of ffmpeg), 2 (more than 0.75 of mpv), 4 (more than 0.75 of
libVLC in a console) and 8 (more than 0.75 of VLC with windows of its own), on `sub-real`.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.bench.screen_places import windows
from tests.bench.wall_stage import (
    cameras_of,
    counted_fps,
    cpu_s,
    floor_ms,
    libvlc_console,
    middle,
    mpv_commands,
    ratio,
    running,
    stage,
    virtual_screen,
    vlc_commands,
    wall,
)
from tests.support.simulated_cameras import FarmProcess

Spent = Callable[[Sequence[int]], float]
"""Processor seconds of processes so far."""

COUNT = 16
LIMITS = {"to_floor": 2.0, "to_mpv": 0.75, "to_libvlc": 0.75, "to_vlc": 0.75}
PLAYERS = ("mpv", "libvlc", "vlc")
SETTLE_S = 3.0
PLAYERS_SETTLE_S = SETTLE_S + 2
"""Players tell nobody when they show: the wall is asked, they get two seconds more."""


def wall_cost(
    cameras: list[list[str]], server: list[int], seconds: float, spent_s: Spent = cpu_s
) -> dict[str, float]:
    """Milliseconds a stream-second of the wall: window, workers, X server; pictures painted."""
    with wall(cameras, COUNT, sheds=False) as shown:
        assert shown.wait_live(COUNT), shown.ask("states")
        time.sleep(SETTLE_S)
        window, workers = shown.pids[:1], shown.pids[1:]
        shown.ask("begin")
        parts = {"window": window, "workers": workers, "screen": server}
        before, started = {name: spent_s(pids) for name, pids in parts.items()}, time.monotonic()
        time.sleep(seconds)  # what is measured is what they spend meanwhile
        lasted = time.monotonic() - started
        cost = {
            name: (spent_s(pids) - before[name]) * 1000 / lasted / COUNT
            for name, pids in parts.items()
        }
        figures = shown.ask("figures")
    painted = sum(figures["painted"].values()) / figures["seconds"] / COUNT
    whole = cost["window"] + cost["workers"]
    return {**cost, "wall": whole, "fps": painted, "gap_p99_ms": figures["gap_p99_ms"]}


def player_cost(commands: list[list[str]], server: list[int], seconds: float) -> float | None:
    """The same of other players with the X server; None where they are not installed."""
    if not commands:
        return None
    with running(commands) as pids:
        time.sleep(PLAYERS_SETTLE_S)
        before, started = cpu_s([*pids, *server]), time.monotonic()
        time.sleep(seconds)  # what is measured is what they spend meanwhile
        return (cpu_s([*pids, *server]) - before) * 1000 / (time.monotonic() - started) / COUNT


def console_cost(
    urls: list[str], server: list[int], seconds: float
) -> tuple[float | None, float | None]:
    """The same of libVLC in a console, and the pictures a second of its slowest tile."""
    with libvlc_console(urls) as process:
        if process is None:
            return None, None
        time.sleep(PLAYERS_SETTLE_S)
        pids = [process.pid, *server]
        before, started = cpu_s(pids), time.monotonic()
        time.sleep(seconds)  # what is measured is what they spend meanwhile
        cost = (cpu_s(pids) - before) * 1000 / (time.monotonic() - started) / COUNT
        return cost, counted_fps(process)


def one_round(farm: FarmProcess, sub: str, server: list[int], seconds: float) -> dict[str, Any]:
    """Everything once, the floor before and after."""
    cameras = cameras_of(farm, COUNT, sub)
    urls = [address for _name, address, _main in cameras]
    web = [farm.web_url(name, sub, "ts") for name, _sub, _main in cameras]
    before = floor_ms(urls, seconds)
    found: dict[str, Any] = dict(wall_cost(cameras, server, seconds))
    found["mpv"] = player_cost(mpv_commands(urls), server, seconds)
    with windows(COUNT) as places:
        found["vlc"] = player_cost(vlc_commands(web, places), server, seconds)
    found["libvlc"], found["libvlc_fps"] = console_cost(urls, server, seconds)
    after = floor_ms(urls, seconds)
    found["floor"] = None if before is None or after is None else (before + after) / 2
    return found


def summary(rounds: list[dict[str, Any]]) -> dict[str, Any]:
    """Medians over the rounds, and ratios within each round."""
    parts = ("floor", "wall", "window", "workers", "screen", "fps", "gap_p99_ms")
    names = (*parts, *PLAYERS, "libvlc_fps")
    medians = {name: middle([one[name] for one in rounds]) for name in names}
    told: dict[str, Any] = {
        name: None if value is None else round(value, 2) for name, value in medians.items()
    }
    told["to_floor"] = middle([ratio(one["wall"], one["floor"]) for one in rounds])
    for player in PLAYERS:
        told[f"to_{player}"] = middle(
            [ratio(one["wall"] + one["screen"], one[player]) for one in rounds]
        )
    return told


def main() -> int:
    """Measure and print; which limits are broken on the content of a real camera."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--contents", nargs="*", default=["sub-real", "sub"])
    given = parser.parse_args()
    result: dict[str, Any] = {}
    with stage() as (folder, stack):
        farm, server = _open(folder, stack, given.contents)
        for sub in given.contents:
            rounds = [one_round(farm, sub, server, given.seconds) for _ in range(given.rounds)]
            result[sub] = summary(rounds)
            print(_words(sub, result[sub]), file=sys.stderr)
    print(json.dumps({"tiles": COUNT, "ms_per_stream_second": result}))
    return _broken(result.get("sub-real", {}))


def _broken(told: dict[str, Any]) -> int:
    """The sum of 1, 2, 4 and 8 for the limits that do not hold, in their order."""
    held = [(told.get(name) or 0) <= limit for name, limit in LIMITS.items()]
    return sum(1 << at for at, holds in enumerate(held) if not holds)


def _open(folder: Path, stack: ExitStack, contents: list[str]) -> tuple[FarmProcess, list[int]]:
    farm = stack.enter_context(FarmProcess(COUNT, folder))
    server = stack.enter_context(virtual_screen())
    for sub in contents:  # clips are made at the first request, which is not to be measured
        with wall(cameras_of(farm, COUNT, sub), COUNT) as shown:
            assert shown.wait_live(COUNT, 120.0)
    return farm, server


def _words(sub: str, told: dict[str, Any]) -> str:
    return (
        f"{sub}: the wall costs {told['wall']} ms a stream-second, {told['to_floor']} of bare"
        f" ffmpeg; with the X server {told['to_mpv']} of mpv, {told['to_libvlc']} of libVLC in a"
        f" console ({told['libvlc_fps']} fps), {told['to_vlc']} of VLC with windows of its own;"
        f" {told['fps']} fps"
    )


if __name__ == "__main__":
    sys.exit(main())
