"""How much room the disk of a folder has left, told before it is full. The caller's thread."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from console.ports.door import Incident

LOW_BYTES = 1024**3
_MIB = 1024**2


class DiskSpace:
    """Asked about once a second; `low_bytes` free or less is worth a technical alert."""

    def __init__(self, folder: Path, low_bytes: int = LOW_BYTES) -> None:
        self._folder = folder
        self._low_bytes = low_bytes

    def __call__(self) -> Sequence[Incident]:
        """Nothing, or that room runs out."""
        try:
            free = shutil.disk_usage(self._folder).free
        except OSError as error:
            reason = error.strerror or type(error).__name__
            return (
                Incident("device.fault", "disk", f"The data folder cannot be read: {reason}.", 0),
            )
        if free > self._low_bytes:
            return ()
        text = f"Only {free // _MIB:,} MiB are free on the disk of the data folder: make room."
        return (Incident("device.fault", "disk", text, 0),)
