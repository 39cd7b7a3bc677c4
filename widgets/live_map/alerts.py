"""Open alerts as marks on the plane, those of one spot in one group. Pure; GUI thread.

Told of all open alerts, the book works on those that changed: an alert is a value, so whatever is
the same object is unchanged. Groups are made by numpy, in a few milliseconds for thousands.
"""

from bisect import insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from console.domain.alerts.alert import Alert, AlertClass, Attention, Visibility
from console.domain.places.geo import Place
from widgets.live_map.view import View

GROUP_PX = 26.0
LIFE_GROUP_PX = 6.0
_EDGE_PX = 40.0
_FEW = 40  # so many changes are put in their places one by one; more are sorted anew
_HALF = 1 << 27  # cells are counted from here, so that a cell of any place on the globe is positive
_AROUND = tuple((across, up) for across in (-1, 0, 1) for up in (-1, 0, 1))
Rank = tuple[bool, bool, int, bool, int]
PlaceOf = Callable[[Alert], Place | None]
ToMetres = Callable[[Place], tuple[float, float]]
Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Mark:
    """One alert with a known place: metres east and north; `rank` sorts the most urgent first."""

    alert: Alert
    east: float
    north: float
    rank: Rank = field(compare=False)

    @property
    def is_unacknowledged(self) -> bool:
        """Whether some fact of it was not acknowledged."""
        return self.alert.attention is Attention.UNACKNOWLEDGED

    @property
    def is_quiet(self) -> bool:
        """Whether it was taken out of the ordinary queue. A life never is."""
        return self.rank[1]

    @property
    def asks(self) -> bool:
        """Whether its attention is asked for now."""
        return self.is_unacknowledged and not self.is_quiet

    @property
    def is_life(self) -> bool:
        """Whether a life may be at stake."""
        return self.alert.alert_class is AlertClass.LIFE


def mark_of(alert: Alert, east: float, north: float) -> Mark:
    """Most urgent first: life, then what is not kept quiet, priority, unacknowledged, oldest."""
    asks = alert.attention is Attention.UNACKNOWLEDGED
    life = alert.alert_class is AlertClass.LIFE
    quiet = not life and alert.visibility is not Visibility.NORMAL
    return Mark(alert, east, north, (not life, quiet, alert.priority, not asks, alert.number))


def marks_of(alerts: Iterable[Alert], place_of: PlaceOf, to_metres: ToMetres) -> list[Mark]:
    """Open alerts that have a place, the most urgent first."""
    found = []
    for alert in alerts:
        place = place_of(alert) if alert.is_open else None
        if place is not None and place.is_plausible:
            found.append(mark_of(alert, *to_metres(place)))
    return sorted(found, key=_rank)


def _rank(mark: Mark) -> Rank:
    return mark.rank


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Marks that would cover each other on the screen, the most urgent first, at its pixel.

    `asks` tells whether any of them asks for attention now, `is_unacknowledged` also of quiet ones.
    """

    top: Mark
    count: int
    is_unacknowledged: bool
    asks: bool
    x: float
    y: float
    rows: Rows
    all: Sequence[Mark]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All of them, made when asked for."""
        return tuple(self.all[row] for row in self.rows.tolist())


class AlertBook:
    """The marks of all open alerts, kept in order."""

    def __init__(self, place_of: PlaceOf, to_metres: ToMetres) -> None:
        self._place_of, self._to_metres = place_of, to_metres
        self._alerts: dict[int, Alert] = {}
        self._marks: dict[int, Mark] = {}
        self._unplaced: set[int] = set()  # no place of their own: a fix of their unit moves them
        self.marks: list[Mark] = []

    def __len__(self) -> int:
        return len(self.marks)

    def find(self, number: int | None) -> Alert | None:
        """An open alert by its number."""
        return self._alerts.get(number) if number is not None else None

    def open(self) -> list[Alert]:
        """All open alerts, those without a place too."""
        return [alert for alert in self._alerts.values() if alert.is_open]

    def set_all(self, alerts: Sequence[Alert]) -> bool:
        """All open alerts; whether anything of them changed."""
        known = self._alerts
        changed = [alert for alert in alerts if known.get(alert.number) is not alert]
        fresh = sum(alert.number not in known for alert in changed)
        gone: set[int] = set()
        if len(known) + fresh != len(alerts):
            gone = known.keys() - {alert.number for alert in alerts}
        for number in gone:
            del known[number]
            self._unplaced.discard(number)
        for alert in changed:
            known[alert.number] = alert
        self._place([alert.number for alert in changed], gone)
        return bool(changed or gone)

    def units_moved(self) -> bool:
        """Units have newer fixes; whether any alert moved with them."""
        if not self._unplaced:
            return False
        moved = [number for number in self._unplaced if self._alerts[number].unit is not None]
        self._place(moved, set())
        return bool(moved)

    def look_again(self) -> bool:
        """Cameras and facilities are others; whether any alert stands at one of them."""
        if not self._unplaced:
            return False
        self._place(sorted(self._unplaced), set())
        return True

    def _place(self, numbers: Sequence[int], gone: set[int]) -> None:
        old = gone | {number for number in numbers if number in self._marks}
        if old:
            self.marks = [mark for mark in self.marks if mark.alert.number not in old]
            for number in old:
                self._marks.pop(number, None)
        made = [mark for mark in map(self._mark, numbers) if mark is not None]
        self._marks.update((mark.alert.number, mark) for mark in made)
        if len(made) <= _FEW:
            for mark in made:
                insort(self.marks, mark, key=_rank)
        else:
            self.marks = sorted([*self.marks, *made], key=_rank)

    def _mark(self, number: int) -> Mark | None:
        alert = self._alerts[number]
        if alert.place is None or not alert.place.is_plausible:
            self._unplaced.add(number)
        else:
            self._unplaced.discard(number)
        place = self._place_of(alert) if alert.is_open else None
        if place is None or not place.is_plausible:
            return None
        return mark_of(alert, *self._to_metres(place))


class Grouping:
    """Which marks share a group at one scale; asked for the groups of any view of that scale."""

    def __init__(self, marks: Sequence[Mark], scale: float, chosen: int | None) -> None:
        """`marks` by rank; the chosen alert leads its group.

        Alerts of the class life are only joined when they stand on the very same spot.
        """
        self._all = marks
        self.scale, self.chosen = scale, chosen
        order = sorted(range(len(marks)), key=lambda row: marks[row].alert.number != chosen)
        self._order = np.array(order, dtype=np.intp)
        at = np.array([(marks[row].east, marks[row].north) for row in order]).reshape(-1, 2)
        life = np.array([marks[row].is_life for row in order], dtype=bool)
        new = np.array([marks[row].is_unacknowledged for row in order], dtype=bool)
        asks = np.array([marks[row].asks for row in order], dtype=bool)
        first, bucket = _buckets(at, life, scale)
        group_of_bucket, heads = _joined(at[first], life[first], scale)
        group = group_of_bucket[bucket]
        self._heads = first[heads]
        self._at = at[self._heads].reshape(-1, 2)
        self._count = np.bincount(group, minlength=len(heads))
        self._new = np.bincount(group, weights=new, minlength=len(heads)) > 0
        self._asks = np.bincount(group, weights=asks, minlength=len(heads)) > 0
        self._members = np.argsort(group, kind="stable")
        self._ends = np.cumsum(self._count)

    def groups(self, view: View) -> list[Group]:
        """Groups in sight, least urgent first (paint order), the chosen one last."""
        at = view.to_screen(self._at)
        seen = (at > -_EDGE_PX).all(axis=1)
        seen &= (at[:, 0] < view.width + _EDGE_PX) & (at[:, 1] < view.height + _EDGE_PX)
        return [self._group(number, *at[number].tolist()) for number in np.flatnonzero(seen)[::-1]]

    def _group(self, number: int, x: float, y: float) -> Group:
        end, count = int(self._ends[number]), int(self._count[number])
        rows = self._order[self._members[end - count : end]]
        top = self._all[int(self._order[self._heads[number]])]
        new, asks = bool(self._new[number]), bool(self._asks[number])
        return Group(top, count, new, asks, x, y, rows, self._all)


def _buckets(at: NDArray[np.float64], life: NDArray[np.bool_], scale: float) -> tuple[Rows, Rows]:
    """Marks in squares of half the reach: each bucket's first mark, and each mark's bucket.

    Buckets stand in the order of their first marks.
    """
    side = np.where(life, LIFE_GROUP_PX, GROUP_PX)[:, None] / 2 / scale
    cell = np.floor(at / side).astype(np.int64) + _HALF
    key = (cell[:, 0] << 29) | (cell[:, 1] << 1) | life
    _, first, bucket = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(first)
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    return first[order], place[bucket]


def _joined(at: NDArray[np.float64], life: NDArray[np.bool_], scale: float) -> tuple[Rows, Rows]:
    """Buckets by rank into groups: the group of each, and the bucket that heads each group."""
    reach, life_reach = GROUP_PX / scale, LIFE_GROUP_PX / scale
    cells: dict[tuple[int, int], list[tuple[int, float, float, bool]]] = {}
    found: list[int] = []
    heads: list[int] = []
    for bucket, ((east, north), is_life) in enumerate(zip(at.tolist(), life.tolist(), strict=True)):
        column, line = int(east // reach), int(north // reach)
        best = len(heads)
        for across, up in _AROUND:
            for number, head_east, head_north, head_life in cells.get(
                (column + across, line + up), ()
            ):
                near = life_reach if is_life or head_life else reach
                if number < best and abs(head_east - east) < near > abs(head_north - north):
                    best = number
        if best == len(heads):
            heads.append(bucket)
            cells.setdefault((column, line), []).append((best, east, north, is_life))
        found.append(best)
    return np.array(found, dtype=np.intp), np.array(heads, dtype=np.intp)


def grouped(marks: Sequence[Mark], view: View, chosen: int | None) -> list[Group]:
    """Groups for one view, least urgent first (paint order)."""
    return Grouping(marks, view.scale, chosen).groups(view)
