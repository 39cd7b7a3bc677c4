"""The lists of the data folder's site while a console runs: read anew whenever they change.

Values and a protocol; no behaviour, no thread.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from console.domain.places.geo import Place
from console.domain.site import Camera, Facility, MapLayer


@dataclass(frozen=True, slots=True)
class CameraListing:
    """The site's lists as last read. `revision` rises whenever any of them or `problem` differ.

    Revision 0 is what the console began with. `problem` is the sentence on a list that cannot be
    read; all lists are then those last read well. `facilities` and `layers` are None where they are
    as the console began; `centre` is the middle of the district by these lists.
    """

    revision: int = 0
    cameras: Mapping[str, Camera] = field(default_factory=dict)
    problem: str = ""
    facilities: Sequence[Facility] | None = None
    layers: Sequence[MapLayer] | None = None
    centre: Place | None = None


class CameraList(Protocol):
    """The list of one data folder. Thread-safe; answers from memory."""

    def newest(self) -> CameraListing:
        """The list as last read; ask again (a second apart will do)."""
        ...

    def close(self) -> None:
        """Stop looking; bounded by 2 s."""
        ...
