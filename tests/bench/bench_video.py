"""What a wall of 16 tiles costs, against bare ffmpeg, mpv and VLC in the same run.

`python -m tests.bench.bench_video [--seconds N] [--rounds N]`. 16 streams of 640 x 360 at 15
pictures a second, drawn at 480 x 270 by the real wall (workers, window, names, masks) on a
virtual screen. Each round: floor, wall, mpv, VLC, floor; medians of all rounds, as ratios. Two
contents: `sub-real` is coded as a camera's encoder codes noise (512 kb/s), `sub` are drawn scenes
that cost next to nothing to decode. The wall and the players are counted with the X server's
share where they are compared with each other. VLC of Debian opens no rtsp://: it gets the same
pictures as MPEG-TS over HTTP. Every player has one process a stream, decodes by one thread of the
processor, draws 480 x 270 in a place of its own and may leave no picture out, as the wall here.
"""

import argparse
import json
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.bench.screen_places import windows
from tests.bench.wall_stage import (
    cameras_of,
    cpu_s,
    floor_ms,
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

COUNT = 16
LIMIT_FLOOR, LIMIT_PLAYER = 2.0, 0.75
SETTLE_S = 3.0


def wall_cost(cameras: list[list[str]], server: list[int], seconds: float) -> dict[str, float]:
    """Milliseconds a stream-second of the wall: window, workers, X server; pictures painted."""
    with wall(cameras, COUNT, sheds=False) as shown:
        assert shown.wait_live(COUNT), shown.ask("states")
        time.sleep(SETTLE_S)
        window, workers = shown.pids[:1], shown.pids[1:]
        shown.ask("begin")
        parts = {"window": window, "workers": workers, "screen": server}
        before, started = {name: cpu_s(pids) for name, pids in parts.items()}, time.monotonic()
        time.sleep(seconds)
        lasted = time.monotonic() - started
        cost = {
            name: (cpu_s(pids) - before[name]) * 1000 / lasted / COUNT
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
        time.sleep(SETTLE_S + 2)
        before, started = cpu_s([*pids, *server]), time.monotonic()
        time.sleep(seconds)
        return (cpu_s([*pids, *server]) - before) * 1000 / (time.monotonic() - started) / COUNT


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
    after = floor_ms(urls, seconds)
    found["floor"] = None if before is None or after is None else (before + after) / 2
    return found


def summary(rounds: list[dict[str, Any]]) -> dict[str, Any]:
    """Medians over the rounds, and ratios within each round."""
    names = ("floor", "wall", "window", "workers", "screen", "mpv", "vlc", "fps", "gap_p99_ms")
    medians = {name: middle([one[name] for one in rounds]) for name in names}
    told: dict[str, Any] = {
        name: None if value is None else round(value, 2) for name, value in medians.items()
    }
    told["to_floor"] = middle([ratio(one["wall"], one["floor"]) for one in rounds])
    for player in ("mpv", "vlc"):
        told[f"to_{player}"] = middle(
            [ratio(one["wall"] + one["screen"], one[player]) for one in rounds]
        )
    return told


def main() -> int:
    """Measure and print; 1 when a limit is broken on the content of a real camera."""
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
    real = result.get("sub-real", {})
    limits = {"to_floor": LIMIT_FLOOR, "to_mpv": LIMIT_PLAYER, "to_vlc": LIMIT_PLAYER}
    return int(any((real.get(name) or 0) > limit for name, limit in limits.items()))


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
        f" ffmpeg, {told['to_mpv']} of mpv, {told['to_vlc']} of VLC; {told['fps']} fps"
    )


if __name__ == "__main__":
    sys.exit(main())
