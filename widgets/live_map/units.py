"""The newest fix of every unit and how old it is. GUI thread; never smooths or predicts a position.

Kinds come from the unit's name (`escort-03`, `patrol-1`, `호송-2`): the wire has no field for them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from console.domain.geo import LocalPlane
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
        taken: set[int] = set()
        for position in positions:
            if not position.place.is_plausible:
                continue
            row = self._rows.get(position.unit)
            if row is None:
                row = self._new_row(position)
            elif position.time < self.fixes[row].time:
                continue
            self._put(row, position)
            taken.add(row)
        rows = np.fromiter(taken, dtype=np.intp, count=len(taken))
        self.tracks.note(rows, self._at[rows], self._taken[rows])
        return len(taken)

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

    def _put(self, row: int, position: UnitPosition) -> None:
        self.fixes[row] = position
        self._at[row] = self._plane.to_metres(position.place.lat, position.place.lon)
        # A device clock that runs ahead must not make a fix look younger than its arrival.
        self._taken[row] = min(position.time, position.received).timestamp()
