"""`sunra farm`: simulated cameras by the hundred, with faults on command. Main thread."""

import csv
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path

from backends.commands.parts import folder_of, say
from backends.simulated.cameras.cameras import login_of, numbered, run_cameras
from backends.simulated.cameras.clips import shapes_of
from backends.simulated.cameras.farm import HOST, FarmPlan
from backends.simulated.cameras.script import read_script
from backends.system.stopping import stop_on_signals
from console.domain.errors import EnvironmentFault

_COLUMNS = (
    "id", "name_ko", "name_en", "lat", "lon", "heading", "view", "reach", "main", "sub", "onvif",
    "turnable",
)  # fmt: skip
_CORNER = (37.5480, 127.0400)
_APART_DEG = 0.0008
_IN_A_ROW = 16


def run_farm(arguments: Namespace) -> int:
    """Serve until a signal; one JSON line with the addresses when everything accepts."""
    cameras = numbered(arguments.cameras)
    names = [name for name, _seed in cameras]
    orders = read_script(arguments.faults, names) if arguments.faults else []
    folder = folder_of(arguments).path / "simulated"
    folder.mkdir(parents=True, exist_ok=True)
    plan = FarmPlan(
        cameras, port=arguments.port, control_port=arguments.control_port,
        tls_port=arguments.rtsps_port, web_port=arguments.http_port, discovery=True,
        login=login_of(arguments.login, arguments.scheme), live=arguments.live, stamped=True,
        noisy=True,
        folder=folder / "clips", sent=folder / "sent-times.bin",
    )  # fmt: skip

    def ready(ports: Mapping[str, object]) -> None:
        if arguments.csv:
            write_table(arguments.csv, names, ports)
        say(addresses(names, ports, live=arguments.live), at_once=True)

    if not arguments.live:
        print("making clips of the sub streams (kept for the next start)", file=sys.stderr)
    with stop_on_signals() as stop:
        try:
            run_cameras(plan, stop, ready, () if arguments.live else ("sub",), orders)
        except OSError as taken:
            raise EnvironmentFault(
                "The camera farm can not listen", where=HOST, remedy=f"choose other ports ({taken})"
            ) from None
    return 0


def addresses(
    names: Sequence[str], ports: Mapping[str, object], *, live: bool
) -> dict[str, object]:
    """What the command says when it serves."""
    return {
        "ready": True,
        "rtsp": f"rtsp://{HOST}:{ports['port']}/CAMERA/STREAM",
        "rtsps": f"rtsps://{HOST}:{ports['rtsps_port']}/CAMERA/STREAM",
        "http_mjpeg": f"http://{HOST}:{ports['http_port']}/CAMERA/STREAM.mjpeg",
        "http_ts": f"http://{HOST}:{ports['http_port']}/CAMERA/STREAM.ts",
        "onvif": f"http://{HOST}:{ports['http_port']}/onvif/CAMERA/device_service",
        "control": f"{HOST}:{ports['control_port']}",
        "discovery": f"{HOST}:{ports['discovery_port']}",
        "sent_times": ports["sent_times"],
        "cameras": list(names),
        "streams": list(shapes_of(live=live)),
    }


def write_table(path: Path, names: Sequence[str], ports: Mapping[str, object]) -> None:
    """The cameras as rows for `sunra cameras import`, on a grid of 80 m."""
    rtsp, web = f"rtsp://{HOST}:{ports['port']}", f"http://{HOST}:{ports['http_port']}"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(_COLUMNS)
        for at, name in enumerate(names):
            lat = _CORNER[0] + _APART_DEG * (at // _IN_A_ROW)
            lon = _CORNER[1] + _APART_DEG * (at % _IN_A_ROW)
            table.writerow(
                (name, f"모의 카메라 {at + 1}", f"Simulated camera {at + 1}", f"{lat:.6f}",
                 f"{lon:.6f}", at * 45 % 360, 70, 60, f"{rtsp}/{name}/main", f"{rtsp}/{name}/sub",
                 f"{web}/onvif/{name}/device_service", "no" if (at + 1) % 4 == 0 else "yes")
            )  # fmt: skip
