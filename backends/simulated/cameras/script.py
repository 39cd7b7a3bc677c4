"""A play of faults in a file: JSON lines, each an order and when it is carried out. Checked whole.

`{"after_s": 5, "order": "loss", "id": "CAM-03", "value": 0.1}`; empty lines and lines that begin
with # are left out.
"""

import json
from collections.abc import Collection, Mapping
from pathlib import Path

from backends.simulated.cameras.faults import FAULTS, CameraFaults, afflict
from console.domain.errors import EnvironmentFault

Script = list[tuple[float, Mapping[str, object]]]
_OF_FARM = ("down", "up")
_OF_CAMERA = ("drop", "restore", "onvif-restart", "event", "udp-ts", "onvif-clock")


def read_script(path: Path, cameras: Collection[str]) -> Script:
    """The orders of a file. Raises EnvironmentFault that names the first wrong line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as unread:
        raise EnvironmentFault(
            "The file of faults can not be read", where=str(path), remedy=str(unread)
        ) from None
    script: Script = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        order = _order(line)
        wrong = order if isinstance(order, str) else _complaint(order, cameras)
        if wrong or isinstance(order, str):
            raise EnvironmentFault(
                "The file of faults holds a line that can not be played",
                where=f"{path}, line {number}",
                remedy=str(wrong),
            )
        script.append((float(str(order.get("after_s", 0))), order))
    return script


def _order(line: str) -> Mapping[str, object] | str:
    try:
        order = json.loads(line)
    except ValueError as wrong:
        return f"write one JSON object a line ({wrong})"
    return order if isinstance(order, dict) else "write one JSON object a line"


def _complaint(order: Mapping[str, object], cameras: Collection[str]) -> str:
    """What is wrong with an order, empty when nothing is."""
    name, after = str(order.get("order")), order.get("after_s", 0)
    if isinstance(after, bool) or not isinstance(after, int | float) or not 0 <= after < 1e9:
        return "after_s must be seconds from the start, 0 or more"
    if name in _OF_FARM:
        return ""
    if name not in FAULTS and name not in _OF_CAMERA:
        known = ", ".join((*FAULTS, *_OF_CAMERA, *_OF_FARM))
        return f"there is no order {name!r}; there are {known}"
    if order.get("id") != "*" and order.get("id") not in cameras:
        first, last = min(cameras, default=""), max(cameras, default="")
        return f"there is no camera {order.get('id')!r}; ids are {first} to {last}, or *"
    return afflict(CameraFaults(), name, order.get("value")) if name in FAULTS else ""
