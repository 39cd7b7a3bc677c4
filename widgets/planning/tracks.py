"""Where patrol teams have been since this console began to look: fixes kept for the planning board.

GUI thread. Keeps members of patrols only, never anybody else; forgets a device that may not be seen
any more. Bounded: the oldest fixes go.
"""

import json
from collections import deque

from console.domain.places.geo import Place, distance_m
from console.ports.seat_link import QueueNews

KIND = "patrol"
LEAST_STEP_M = 10.0
MOST_FIXES = 2_000
"""Of one device: 20 km on foot."""


class PatrolTracks:
    """Takes the news of the queue, answers tracks."""

    def __init__(self) -> None:
        self._members: set[str] = set()
        self._fixes: dict[str, deque[Place]] = {}

    def take(self, news: QueueNews) -> None:
        """Members and positions that changed."""
        for record in news.fields:
            if record.kind == KIND:
                self._members.update(_members(record.content))
        for unit in news.gone_units:
            self._members.discard(unit)
            self._fixes.pop(unit, None)
        for position in news.positions:
            if position.unit in self._members and position.place.is_plausible:
                self._add(position.unit, position.place)

    def tracks(self) -> tuple[tuple[Place, ...], ...]:
        """The fixes of each member, oldest first."""
        return tuple(tuple(fixes) for fixes in self._fixes.values())

    def _add(self, unit: str, place: Place) -> None:
        fixes = self._fixes.setdefault(unit, deque(maxlen=MOST_FIXES))
        if not fixes or distance_m(fixes[-1], place) >= LEAST_STEP_M:
            fixes.append(place)


def _members(content: str) -> list[str]:
    """The devices of a patrol's two members; none of a record that cannot be read."""
    try:
        members = json.loads(content).get("members", ())
    except (ValueError, AttributeError):
        return []
    return [each for each in members if isinstance(each, str)]
