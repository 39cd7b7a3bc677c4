"""The imported cameras on disk, `cameras.json`: rows by id, never a login. No thread of its own.

Read into the site by `backends.map_data`; here only merged and written, whole or not at all.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from backends.files.whole import replacing
from console.domain.errors import EnvironmentFault

FILE_NAME = "cameras.json"
FORMAT = "sunra-cameras/1"
Record = dict[str, object]


def read_book(path: Path) -> dict[str, Record]:
    """The rows of the file by id, none when there is no file. Raises EnvironmentFault."""
    try:
        content = json.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) else "it is not JSON in UTF-8"
        raise _unusable(path, str(reason)) from None
    rows = content.get("cameras") if isinstance(content, dict) else None
    if not isinstance(rows, list) or content.get("format") != FORMAT:
        raise _unusable(path, f"it is not {FORMAT}")
    if not all(isinstance(row, dict) and isinstance(row.get("id"), str) for row in rows):
        raise _unusable(path, "a camera has no id")
    return {row["id"]: row for row in rows}


def write_book(path: Path, records: Mapping[str, Record]) -> None:
    """Write all rows in the order of their ids; a reader sees the old or the new file."""
    lines = ",\n".join(
        json.dumps(records[key], ensure_ascii=False, sort_keys=True) for key in sorted(records)
    )
    text = f'{{"format": "{FORMAT}", "cameras": [\n{lines}\n]}}\n'
    try:
        with replacing(path, durable=True) as part:
            part.write_text(text, encoding="utf-8", newline="\n")
    except OSError as fault:
        raise EnvironmentFault(
            f"The list of cameras cannot be written: {fault.strerror or type(fault).__name__}",
            where=str(path),
            remedy="check the disk and this user's rights",
        ) from fault


def _unusable(path: Path, reason: str) -> EnvironmentFault:
    return EnvironmentFault(
        f"The list of imported cameras cannot be used: {reason}",
        where=str(path),
        remedy="restore it from the backup, or move it away and import the cameras again",
    )
