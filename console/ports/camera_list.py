"""The list of cameras of the data folder while a console runs: read anew whenever it changes.

Values and a protocol; no behaviour, no thread.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from console.domain.site import Camera


@dataclass(frozen=True, slots=True)
class CameraListing:
    """The cameras as last read. `revision` rises whenever `cameras` or `problem` differ.

    Revision 0 is what the console began with. `problem` is the sentence on a list that cannot be
    read; the cameras are then those of the last good one.
    """

    revision: int = 0
    cameras: Mapping[str, Camera] = field(default_factory=dict)
    problem: str = ""


class CameraList(Protocol):
    """The list of one data folder. Thread-safe; answers from memory."""

    def newest(self) -> CameraListing:
        """The list as last read; ask again (a second apart will do)."""
        ...

    def close(self) -> None:
        """Stop looking; bounded by 2 s."""
        ...
