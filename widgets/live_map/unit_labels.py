"""Names of units with the age of their fix: which have room, and drawing them all in one call.

GUI thread; painter code that knows no widget. Labels are placed every few seconds and go along with
their units meanwhile; ages change every second.
"""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QPainter

from widgets.live_map.moment import Moving
from widgets.live_map.plates import Cells, PlateSheet
from widgets.live_map.spots import around, first_free
from widgets.live_map.unit_signs import SIGN
from widgets.live_map.units import STALE_AFTER_S, UnitBook, age_text
from widgets.live_map.view import Points

MOST_LABELS = 60
NEAR = 0.6  # px per m: nearer than this, every unit would like to be named
_SEAM_PX = 4.0
_GROWTH_PX = 5.0  # an age may get a digit more before labels are placed anew
_GAP_PX = SIGN / 2 + 3
_MOST_TEXTS = 400
# The four spots beside a unit, from its middle to the corner: pixels, and shares of the size
_BESIDE = np.array(((_GAP_PX, 0.0), (-_GAP_PX, 0.0), (0.0, _GAP_PX), (0.0, -_GAP_PX)))
_ACROSS = np.array(((0.0, -0.5), (-1.0, -0.5), (-0.5, 0.0), (-0.5, -1.0)))
Rows = NDArray[np.intp]
_NONE: Rows = np.zeros(0, dtype=np.intp)


class UnitLabels:
    """Which labels stand where beside their units."""

    def __init__(self) -> None:
        self._sheet = PlateSheet(1.0)
        self._ages: dict[int, int] = {}
        self._known = np.zeros((2, 0), dtype=np.intp)  # names of rows, fresh and old
        self._language = ""
        self._rows, self._names = _NONE, _NONE
        self._offsets: Points = np.zeros((0, 2))  # from the unit's middle to the name's corner
        self._wide: NDArray[np.float64] = np.zeros(0)  # where the age begins

    def __len__(self) -> int:
        return len(self._rows)

    def arrange(
        self, book: UnitBook, at: Points, rows: Rows, stale: NDArray[np.bool_], now: Moving
    ) -> None:
        """Finds room for labels of `rows`: marked units first, then those with an old fix."""
        self._freshen(now)
        marked = now.are_marked(rows)
        if len(rows) > MOST_LABELS and now.view.scale < NEAR:
            kept = stale[rows] | marked
            rows, marked = rows[kept], marked[kept]
        if not len(rows):
            self._rows = rows
            return
        rows = rows[np.argsort(2 * ~marked + ~stale[rows], kind="stable")]
        taken = np.vstack((now.obstacles, around(at[rows], SIGN / 2)))
        rows = rows[: MOST_LABELS * 2]
        names = self._name_cells(book, rows, stale)
        sizes = self._sheet.sizes(names)
        wide = sizes[:, 0] - _SEAM_PX
        ages = self._sheet.sizes(self._age_cells(now.ages(rows)))
        sizes[:, 0] = wide + ages[:, 0] + _GROWTH_PX
        offsets = _BESIDE + _ACROSS * sizes[:, None, :]
        corners = at[rows][:, None, :] + offsets
        spots = np.concatenate((corners, corners + sizes[:, None, :]), axis=2)
        found = first_free(spots, taken, (now.view.width, now.view.height))
        has = found >= 0
        self._rows, self._names, self._wide = rows[has], names[has], wide[has]
        self._offsets = offsets[has, found[has]]

    def paint(self, painter: QPainter, at: Points, now: Moving) -> None:
        """Names, and on top of their ends the ages."""
        if not len(self._rows):
            return
        corners = at[self._rows] + self._offsets
        ages = corners.copy()
        ages[:, 0] += self._wide
        cells = np.concatenate((self._names, self._age_cells(now.ages(self._rows))))
        self._sheet.draw(painter, np.vstack((corners, ages)), cells)

    def _freshen(self, now: Moving) -> None:
        """Another screen needs other pictures; old ages are thrown away now and then."""
        if self._sheet.ratio != now.ratio:
            self._sheet = PlateSheet(now.ratio)
        elif len(self._sheet) > _MOST_TEXTS:
            self._sheet.clear()
        elif self._language == now.language:
            return
        self._language, self._ages = now.language, {}
        self._known[:] = -1

    def _name_cells(self, book: UnitBook, rows: Rows, stale: NDArray[np.bool_]) -> Cells:
        """The texts of names: a row keeps its unit, so each is looked up once."""
        old = stale[rows].astype(np.intp)
        if len(book) > self._known.shape[1]:
            self._known = np.full((2, 2 * len(book)), -1, dtype=np.intp)
        found = self._known[old, rows]
        for number in np.flatnonzero(found < 0).tolist():
            ink = "secondary" if old[number] else "text"
            found[number] = self._sheet.cell(book.fixes[rows[number]].unit, ink)
        self._known[old, rows] = found
        return found

    def _age_cells(self, ages: NDArray[np.float64]) -> Cells:
        """The texts of ages (s): the same few for all units but those long unheard."""
        known, found = self._ages, []
        for look in (2 * ages.astype(np.intp) + (ages > STALE_AFTER_S)).tolist():
            cell = known.get(look)
            if cell is None:
                words = age_text(look // 2, self._language)
                cell = known[look] = self._sheet.cell(words, "secondary" if look % 2 else "text")
            found.append(cell)
        return np.array(found, dtype=np.intp)
