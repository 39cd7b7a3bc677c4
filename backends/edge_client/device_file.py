"""The file that `sunra enrol` makes for a device: who it is, its keys, and where the engine is."""

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from console.domain.errors import EnvironmentFault
from console.ports.keys import KeyPair

_Z85 = re.compile(r"[0-9a-zA-Z.\-:+=^!/*?&<>()\[\]{}@%$#]{40}")
_KEYS = ("public_key", "secret_key", "server_key")
_REMEDY = "make it with `sunra enrol --device ID --out FILE`"


@dataclass(frozen=True, slots=True)
class DeviceFile:
    """A device's identity. `door` is tcp://HOST:PORT; `exposed` when others can read the file."""

    device: str
    pair: KeyPair
    server_key: str
    door: str
    interval_s: float = 10.0
    exposed: bool = False


def read_device_file(path: Path) -> DeviceFile:
    """The device file at `path`. Raises EnvironmentFault that names every problem."""
    try:
        value = json.loads(path.read_text(encoding="utf-8-sig"))
        mode = path.stat().st_mode
    except OSError as error:
        raise EnvironmentFault(
            f"The device file cannot be read: {error.strerror}", where=str(path), remedy=_REMEDY
        ) from error
    except ValueError as error:
        raise EnvironmentFault(
            f"The device file is not JSON: {error}", where=str(path), remedy=_REMEDY
        ) from error
    problems = _problems(value)
    if problems:
        raise EnvironmentFault(
            f"The device file cannot be used: {'; '.join(problems)}",
            where=str(path),
            remedy=_REMEDY,
        )
    return DeviceFile(
        value["device"],
        KeyPair(value["public_key"], value["secret_key"]),
        value["server_key"],
        value["door"],
        float(value.get("interval_s", 10.0)),
        exposed=sys.platform != "win32" and bool(mode & 0o077),
    )


def _problems(value: Any) -> list[str]:  # noqa: ANN401 -- foreign JSON
    if not isinstance(value, dict):
        return ["it is not one JSON object"]
    missing = [
        f"{name} is missing"
        for name in ("device", *_KEYS, "door")
        if not isinstance(value.get(name), str) or not value[name]
    ]
    wrong = [
        f"{name} is not a CURVE key of 40 characters"
        for name in _KEYS
        if isinstance(value.get(name), str) and value[name] and not _Z85.fullmatch(value[name])
    ]
    interval = value.get("interval_s", 10.0)
    if isinstance(interval, bool) or not isinstance(interval, int | float) or interval <= 0:
        wrong.append("interval_s is not a number of seconds")
    return missing + wrong
