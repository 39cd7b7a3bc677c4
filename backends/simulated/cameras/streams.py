"""Which cameras have live pictures in a simulation, and the site file that says so."""

import json
from collections.abc import Sequence
from pathlib import Path

from backends.simulated.scenario.rehearsal import DevicePlan
from console.domain.site import Site


def streamed_cameras(site: Site, plans: Sequence[DevicePlan], count: int) -> list[str]:
    """The best camera of each device of the cast first, then the wall's own, `count` in all."""
    of_cast = [plan.cameras[0] for plan in plans if plan.cameras]
    seconds = [camera for plan in plans for camera in plan.cameras[1:2]]
    wanted = dict.fromkeys([*of_cast, *site.wall, *seconds, *site.cameras])
    return [camera for camera in wanted if camera in site.cameras][:count]


def write_site_file(path: Path, cameras: Sequence[str], rtsp_port: int) -> None:
    """A site file with the streams of these cameras at 127.0.0.1, whole or not at all."""
    streams = [
        {
            "camera": each,
            "sub": f"rtsp://127.0.0.1:{rtsp_port}/{each}/sub",
            "main": f"rtsp://127.0.0.1:{rtsp_port}/{each}/main",
        }
        for each in cameras
    ]
    site = {
        "id": "seongdong",
        "pack": "builtin:seongdong",
        "streams": streams,
        "wall": list(cameras),
    }
    part = path.with_suffix(".part")
    part.write_text(json.dumps(site, ensure_ascii=False, indent=1), encoding="utf-8")
    part.replace(path)
