"""Where our cameras stand, as of now: replaced as a whole while reports are made.

Any thread reads; one gives. What a reader holds is whole: the places of before or those of after.
"""

import threading
from collections.abc import Callable, Iterator, Mapping

from typing_extensions import override

from console.domain.places.geo import Place

LOOK_S = 1.0
CLOSE_WITHIN_S = 10.0


class LivePlaces(Mapping[str, Place]):
    """Places by camera id."""

    def __init__(self) -> None:
        self._now: Mapping[str, Place] = {}

    def take(self, places: Mapping[str, Place]) -> None:
        """From now on these."""
        self._now = dict(places)

    @override
    def __getitem__(self, name: str) -> Place:
        return self._now[name]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._now)

    @override
    def __len__(self) -> int:
        return len(self._now)


class PlacesWatch:
    """Looks once a second, on a thread of its own, until the context ends."""

    def __init__(self, look: Callable[[], object]) -> None:
        """`look` tells the places when they changed, and must not raise."""
        self._look = look
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="places", daemon=True)

    def __enter__(self) -> "PlacesWatch":
        self._thread.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self._ended.set()
        self._thread.join(CLOSE_WITHIN_S)

    def _watch(self) -> None:
        while not self._ended.wait(LOOK_S):
            self._look()
