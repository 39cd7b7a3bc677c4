"""The newest fix of every unit and how old it is. GUI thread; never smooths or predicts a position.

Kinds come from the unit's name (`escort-03`, `patrol-1`, `호송-2`): the wire has no field for them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import compress
from operator import is_not
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from console.domain.places.geo import LocalPlane
from console.domain.unit import UnitPosition
from widgets.live_map.tracks import TrackBook

Column = NDArray[Any]
Rows = NDArray[np.intp]
STALE_AFTER_S = 30.0
AGE_STEPS_S = (10.0, 20.0, STALE_AFTER_S)  # the ring around a sign opens at each


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of unit: tone of the palette, letters, and what its name may begin with."""

    tone: str
    letter_ko: str
    letter_en: str
    prefixes: tuple[str, ...]

    def letter(self, language: str) -> str:
        """The letter in its sign."""
        return self.letter_ko if language == "ko" else self.letter_en


KINDS = (
    Kind("escort", "호", "E", ("escort", "scout", "e-", "호송", "스카우트", "안심")),
    Kind("patrol_unit", "순", "P", ("patrol", "park", "river", "p-", "순찰")),
    Kind("guard", "경", "G", ("guard", "post", "g-", "경호", "경비")),
    Kind("vehicle", "차", "V", ("vehicle", "car", "v-", "차량")),
    Kind("citizen", "민", "C", ("watch", "wearer", "citizen", "app", "person", "c-", "시민")),
)
OTHER = 3  # an unknown name is drawn as a vehicle: the neutral sign


def kind_of(unit: str) -> int:
    """Index into `KINDS` by the name of a unit."""
    name = unit.lower()
    for index, kind in enumerate(KINDS):
        if name.startswith(kind.prefixes):
            return index
    return OTHER


def age_text(seconds: float, language: str) -> str:
    """An age as people read it: "8 s" or "8초", "2:05", "1:04:00"."""
    whole = max(0, int(seconds))
    if whole < 60:
        return f"{whole}초" if language == "ko" else f"{whole} s"
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


class _Told(NamedTuple):
    """Different units in the order in which they were told, their fixes and their rows."""

    units: list[str]
    fixes: list[UnitPosition]
    rows: Rows


class UnitBook:
    """Columns over all units ever heard; a row never moves, so indices stay good.

    Moments stay what they are: numpy compares a thousand of them in the time in which ninety are
    turned into numbers.
    """

    def __init__(self, plane: LocalPlane) -> None:
        origin = plane.origin
        self._origin = (origin.lon, origin.lat)
        self._metres_per_degree = plane.to_metres(origin.lat + 1, origin.lon + 1)
        self._rows: dict[str, int] = {}
        self._at = np.zeros((64, 2), dtype=np.float64)
        self._kind = np.zeros(64, dtype=np.int64)
        self._fixes, self._said, self._taken = (np.empty(64, dtype=object) for _ in range(3))
        self._told = _Told([], [], np.zeros(0, dtype=np.intp))
        self._steps = self._told.rows
        self._steps_at: datetime | None = None
        self.tracks = TrackBook()

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def fixes(self) -> Sequence[UnitPosition]:
        """The newest fix of each row, as it is now."""
        return cast(Sequence[UnitPosition], self._fixes[: len(self)])

    @property
    def at(self) -> NDArray[np.float64]:
        """Rows (east, north), metres."""
        return self._at[: len(self)]

    @property
    def kind(self) -> NDArray[np.int64]:
        """Index into `KINDS` of each row."""
        return self._kind[: len(self)]

    def merge(self, positions: Iterable[UnitPosition]) -> int:
        """Takes over newer fixes; returns of how many units. Older and odd ones are left.

        Whole columns at a time: asking a thousand fixes one by one costs more than a repaint.
        """
        fixes, told = list(positions), self._told
        if len(fixes) == len(told.fixes):
            found, units, rows = _fresh(told, fixes)
            if [fix.unit for fix in found] == units:
                self._told = told._replace(fixes=fixes)
                return self._take(rows, found)
        fixes = self._one_of_each(fixes)
        units = [fix.unit for fix in fixes]
        rows = np.array([self._rows[unit] for unit in units], dtype=np.intp)
        self._told = _Told(units, fixes, rows)
        found, _, rows = _fresh(_Told(units, self._fixes[rows].tolist(), rows), fixes)
        return self._take(rows, found)

    def row(self, unit: str | None) -> int | None:
        """The row of a unit, None when it was never heard."""
        return self._rows.get(unit) if unit is not None else None

    def steps(self, now: datetime) -> Rows:
        """How many of `AGE_STEPS_S` each fix is older than."""
        if self._steps_at != now:
            self._steps, self._steps_at = self._counted_steps(now), now
        return self._steps

    def _counted_steps(self, now: datetime) -> Rows:
        taken = self._taken[: len(self)]
        found = np.zeros(len(self), dtype=np.intp)
        late = np.arange(len(self))
        for age in AGE_STEPS_S:
            before = np.array(now - timedelta(seconds=age), dtype=object)
            late = late[np.less(taken[late], before, dtype=bool)]
            found[late] += 1
        return found

    def ages(self, now: datetime, rows: Rows | None = None) -> NDArray[np.float64]:
        """Seconds since each fix of `rows` (or of all) was taken, never below 0."""
        taken = self._taken[: len(self)] if rows is None else self._taken[rows]
        moments = np.fromiter(map(datetime.timestamp, taken), dtype=np.float64, count=len(taken))
        return np.maximum(0.0, now.timestamp() - moments)

    def _one_of_each(self, fixes: list[UnitPosition]) -> list[UnitPosition]:
        """Of each unit the newest fix, of equally new ones the last; rows for new units.

        A place that is none leads to no row and takes the place of no other.
        """
        newest: dict[str, UnitPosition] = {}
        for fix in fixes:
            held = newest.get(fix.unit)
            if fix.place.is_plausible and (held is None or fix.time >= held.time):
                newest[fix.unit] = fix
        for unit, fix in newest.items():
            if unit not in self._rows:
                self._add(fix)
        return list(newest.values())

    def _add(self, fix: UnitPosition) -> None:
        """A row that holds nothing yet."""
        row = len(self)
        if row == len(self._at):
            self._at = np.vstack((self._at, np.zeros_like(self._at)))
            self._kind = np.concatenate((self._kind, np.zeros_like(self._kind)))
            self._fixes, self._said, self._taken = (
                np.concatenate((column, np.empty(row, dtype=object)))
                for column in (self._fixes, self._said, self._taken)
            )
        self._rows[fix.unit] = row
        self._kind[row] = kind_of(fix.unit)
        self._said[row] = fix.time

    def _take(self, rows: Rows, told: list[UnitPosition]) -> int:
        """Fixes of different units, as far as they are newer and have a place."""
        if not told:
            return 0
        self._steps_at = None
        fixes, said = _objects(told), _objects([fix.time for fix in told])
        places = [fix.place for fix in told]
        lon: Column = np.fromiter([place.lon for place in places], dtype=np.float64)
        lat: Column = np.fromiter([place.lat for place in places], dtype=np.float64)
        fine = np.greater_equal(said, self._said[rows], dtype=bool)
        fine &= (np.abs(lat) <= 90.0) & (np.abs(lon) <= 180.0) & ((lat != 0.0) | (lon != 0.0))
        if not fine.all():
            rows, fixes, said, lon, lat = (each[fine] for each in (rows, fixes, said, lon, lat))
        metres = np.empty((len(rows), 2))
        np.multiply(lon - self._origin[0], self._metres_per_degree[0], out=metres[:, 0])
        np.multiply(lat - self._origin[1], self._metres_per_degree[1], out=metres[:, 1])
        taken = _believed(fixes, said)
        self._at[rows], self._fixes[rows] = metres, fixes
        self._said[rows], self._taken[rows] = said, taken
        self.tracks.note(rows, metres, taken)
        return len(rows)


def _fresh(told: _Told, fixes: list[UnitPosition]) -> tuple[list[UnitPosition], list[str], Rows]:
    """The fixes that are not the very values told before; the units and rows they had then."""
    fresh = list(map(is_not, fixes, told.fixes))
    if all(fresh):
        return fixes, told.units, told.rows
    rows = told.rows[np.array(fresh, dtype=bool)]
    return list(compress(fixes, fresh)), list(compress(told.units, fresh)), rows


def _believed(fixes: Column, said: Column) -> Column:
    """When fixes were taken. A clock that runs ahead must not make one look younger than it is."""
    received = _objects([fix.received for fix in fixes.tolist()])
    ahead = np.less(received, said, dtype=bool)
    return np.where(ahead, received, said) if ahead.any() else said


def _objects(things: Sequence[object]) -> Column:
    return np.fromiter(things, dtype=object, count=len(things))
