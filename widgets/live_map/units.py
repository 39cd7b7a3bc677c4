"""The newest fix of every unit and how old it is. GUI thread; never smooths or predicts a position.

Kinds come from the unit's name (`escort-03`, `patrol-1`, `호송-2`): the wire has no field for them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from console.domain.places.geo import LocalPlane
from console.domain.unit import UnitPosition
from widgets.live_map.tracks import TrackBook

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


class UnitBook:
    """Columns over all units ever heard; a row never moves, so indices stay good."""

    def __init__(self, plane: LocalPlane) -> None:
        self._plane = plane
        origin = plane.origin
        self._metres_per_degree = np.array(plane.to_metres(origin.lat + 1, origin.lon + 1))
        self._rows: dict[str, int] = {}
        self.fixes: list[UnitPosition] = []
        self._at = np.zeros((64, 2), dtype=np.float64)
        self._taken = np.zeros(64, dtype=np.float64)
        self._kind = np.zeros(64, dtype=np.int64)
        self.tracks = TrackBook()

    def __len__(self) -> int:
        return len(self.fixes)

    @property
    def at(self) -> NDArray[np.float64]:
        """Rows (east, north), metres."""
        return self._at[: len(self.fixes)]

    @property
    def kind(self) -> NDArray[np.int64]:
        """Index into `KINDS` of each row."""
        return self._kind[: len(self.fixes)]

    def merge(self, positions: Iterable[UnitPosition]) -> int:
        """Takes over newer fixes; returns of how many units. Older and odd ones are left."""
        fixes, rows = self.fixes, self._rows
        newest: dict[int, UnitPosition] = {}
        for position in positions:
            row = rows.get(position.unit)
            if row is None:
                if position.place.is_plausible:
                    newest[self._new_row(position)] = position
                continue
            held = newest.get(row) or fixes[row]
            if position is not held and position.time >= held.time:
                newest[row] = position
        return self._put(newest)

    def row(self, unit: str | None) -> int | None:
        """The row of a unit, None when it was never heard."""
        return self._rows.get(unit) if unit is not None else None

    def ages(self, now: datetime) -> NDArray[np.float64]:
        """Seconds since each fix was taken, never below 0."""
        return np.maximum(0.0, now.timestamp() - self._taken[: len(self.fixes)])

    def _new_row(self, position: UnitPosition) -> int:
        row = len(self.fixes)
        if row == len(self._at):
            self._at = np.vstack((self._at, np.zeros_like(self._at)))
            self._taken = np.concatenate((self._taken, np.zeros_like(self._taken)))
            self._kind = np.concatenate((self._kind, np.zeros_like(self._kind)))
        self._rows[position.unit] = row
        self.fixes.append(position)
        self._kind[row] = kind_of(position.unit)
        return row

    def _put(self, newest: dict[int, UnitPosition]) -> int:
        """All at once: a thousand calls to project one place each cost more than a repaint."""
        if not newest:
            return 0
        fixes = list(newest.values())
        places = [fix.place for fix in fixes]
        at = np.array([[place.lon for place in places], [place.lat for place in places]]).T
        # A device clock that runs ahead must not make a fix look younger than its arrival.
        taken = np.array(
            [(f.time if f.time < f.received else f.received).timestamp() for f in fixes]  # noqa: FURB136
        )
        rows = np.fromiter(newest, dtype=np.intp, count=len(newest))
        fine = (np.abs(at) <= (180.0, 90.0)).all(axis=1) & (at != 0.0).any(axis=1)
        if not fine.all():
            rows, at, taken = rows[fine], at[fine], taken[fine]
        origin = self._plane.origin
        metres = (at - (origin.lon, origin.lat)) * self._metres_per_degree
        self._at[rows], self._taken[rows] = metres, taken
        self.tracks.note(rows, metres, taken)
        held = self.fixes
        for row in rows.tolist():
            held[row] = newest[row]
        return len(rows)
