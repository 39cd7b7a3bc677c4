"""Open alerts as marks on the plane, those of one spot in one group. Pure; GUI thread."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from console.domain.alert import Alert, AlertClass, Attention
from console.domain.geo import Place
from widgets.live_map.view import View

GROUP_PX = 26.0
LIFE_GROUP_PX = 6.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One alert with a known place: metres east and north."""

    alert: Alert
    east: float
    north: float

    @property
    def is_unacknowledged(self) -> bool:
        """Whether its attention is still asked for."""
        return self.alert.attention is Attention.UNACKNOWLEDGED

    @property
    def rank(self) -> tuple[bool, int, bool, int]:
        """Most urgent first: life, priority, unacknowledged, oldest."""
        life = self.alert.alert_class is AlertClass.LIFE
        return (not life, self.alert.priority, not self.is_unacknowledged, self.alert.number)


@dataclass(frozen=True, slots=True)
class Group:
    """Marks that would cover each other on the screen, the most urgent first, at its pixel."""

    marks: tuple[Mark, ...]
    x: float
    y: float

    @property
    def top(self) -> Mark:
        """The mark that is drawn."""
        return self.marks[0]

    @property
    def is_unacknowledged(self) -> bool:
        """Whether any alert of the group still asks for attention."""
        return any(mark.is_unacknowledged for mark in self.marks)


def marks_of(
    alerts: Iterable[Alert],
    place_of: Callable[[Alert], Place | None],
    to_metres: Callable[[Place], tuple[float, float]],
) -> list[Mark]:
    """Open alerts that have a place, the most urgent first."""
    found = []
    for alert in alerts:
        place = place_of(alert) if alert.is_open else None
        if place is not None and place.is_plausible:
            found.append(Mark(alert, *to_metres(place)))
    return sorted(found, key=lambda mark: mark.rank)


def grouped(marks: Sequence[Mark], view: View, chosen: int | None) -> list[Group]:
    """Groups for one view, least urgent first (paint order); the chosen alert leads its group.

    Alerts of the class life are only joined when they stand on the very same spot.
    """
    lead = sorted(marks, key=lambda mark: mark.alert.number != chosen)
    heads: list[tuple[float, float, bool, list[Mark]]] = []
    for mark in lead:
        x, y = view.point(mark.east, mark.north)
        if not (-40 < x < view.width + 40 and -40 < y < view.height + 40):
            continue
        life = mark.alert.alert_class is AlertClass.LIFE
        for head_x, head_y, head_life, members in heads:
            reach = LIFE_GROUP_PX if life or head_life else GROUP_PX
            if abs(head_x - x) < reach and abs(head_y - y) < reach:
                members.append(mark)
                break
        else:
            heads.append((x, y, life, [mark]))
    groups = [Group(tuple(members), x, y) for x, y, _, members in heads]
    groups.sort(key=lambda group: group.top.rank, reverse=True)
    return sorted(groups, key=lambda group: group.top.alert.number == chosen)
