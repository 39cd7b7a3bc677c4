"""Writes clips: a stretch of the ring as MP4, with a manifest and a SHA-256 beside it.

Runs on a job's thread. Packets are copied, never coded again: what the camera sent is what is in
the file, SEI and all. A file that is there already is never overwritten.
"""

import hashlib
import json
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from backends.video.orders import Export, FileOrder
from backends.video.packet_ring import Stretch, wall_of
from backends.video.remux import write
from console.ports.player import FileState


class ClipError(Exception):
    """The file can not be made; the text is one sentence for the operator."""


def write_clip(stretch: Stretch, order: Export) -> FileState:
    """Write the clip and its manifest. Raises `ClipError`, OSError."""
    coded = stretch.coded
    first, last = moment(wall_of(coded[0].at)), moment(wall_of(coded[-1].at))
    unfinished = begin(order.path)
    try:
        _write(stretch, unfinished)
        sha256 = finish(unfinished, order.path)
    finally:
        unfinished.unlink(missing_ok=True)
    facts: dict[str, object] = {
        "asked": [moment(order.first).isoformat(), moment(order.last).isoformat()],
        "true": [first.isoformat(), last.isoformat()],
        "codec": stretch.track.codec,
        "width": stretch.track.width,
        "height": stretch.track.height,
        "packets": len(coded),
        "payload_bytes": sum(len(one.payload) for one in coded),
        "connections": len({group.track.run for group in stretch.groups}),
        "times": "arrival at the console, UTC",
    }
    write_manifest(order, sha256, facts)
    return FileState("done", order.path, sha256=sha256, first=first, last=last)


def _write(stretch: Stretch, unfinished: Path) -> None:
    try:
        write(stretch, unfinished)
    except ValueError as fault:
        raise ClipError(f"an MP4 file can not hold {stretch.track.codec} pictures") from fault


def begin(path: Path) -> Path:
    """The name the file has until it is whole. Raises `ClipError` when the name is taken."""
    if path.exists():
        raise ClipError(f"the file is there already: '{path}'")
    if not path.parent.is_dir():
        raise ClipError(f"the folder does not exist: '{path.parent}'")
    return path.with_name(path.name + ".part")


def finish(unfinished: Path, path: Path) -> str:
    """Give a whole file its name; its SHA-256 in hexadecimal digits."""
    with unfinished.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    unfinished.rename(path)
    return sha256


def write_manifest(order: FileOrder, sha256: str, facts: dict[str, object]) -> None:
    """Say beside the file what it is: `NAME.json`."""
    manifest = {
        "file": order.path.name,
        "sha256": sha256,
        "camera": order.stream.camera,
        "stream": "main" if order.stream.main else "sub",
        **facts,
        "program": f"sunra {_version()}",
        "written": datetime.now(UTC).isoformat(),
    }
    beside = order.path.with_name(order.path.name + ".json")
    beside.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", "utf-8")


def moment(seconds: float) -> datetime:
    """Seconds of the epoch as a UTC time."""
    return datetime.fromtimestamp(seconds, UTC)


def _version() -> str:
    try:
        return metadata.version("sunra")
    except metadata.PackageNotFoundError:
        return "unknown"
