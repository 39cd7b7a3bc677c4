"""Bytes from the disk to a JSON value, with a sentence for each way that fails.

Bounded: a file above the limit is refused before it is unpacked into memory.
"""

import gzip
import json
import zlib
from pathlib import Path

from console.domain.errors import EnvironmentFault

MOST_BYTES = 64 * 1024 * 1024


def _bytes(path: Path, *, packed: bool) -> bytes:
    try:
        with gzip.open(path) if packed else path.open("rb") as stream:
            content: bytes = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise EnvironmentFault(
            "The file does not exist", where=str(path), remedy="check the path"
        ) from None
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise EnvironmentFault(
            "The file is damaged or not gzip", where=str(path), remedy="restore it from its source"
        ) from None
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        raise EnvironmentFault(
            f"The file cannot be read: {reason}",
            where=str(path),
            remedy="check its permissions and the disk",
        ) from fault
    if len(content) > MOST_BYTES:
        raise EnvironmentFault(
            "The file is larger than 64 MiB", where=str(path), remedy="split or reduce it"
        )
    return content


def read_json(path: Path, *, packed: bool = False) -> object:
    """The JSON value of a UTF-8 file (gzip when `packed`). Raises `EnvironmentFault`."""
    content = _bytes(path, packed=packed)
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise EnvironmentFault(
            f"The file is not UTF-8 (byte {fault.start + 1})",
            where=str(path),
            remedy="save it as UTF-8",
        ) from None
    except json.JSONDecodeError as fault:
        raise EnvironmentFault(
            f"The file is not JSON: {fault.msg} at line {fault.lineno}, column {fault.colno}",
            where=str(path),
            remedy="correct that line",
        ) from None
    except RecursionError:
        raise EnvironmentFault(
            "The file is nested too deeply to be a site", where=str(path), remedy="correct it"
        ) from None
