"""What one repaint of what moves needs to know. A value; GUI thread."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from widgets.live_map.layers import AT_FIRST, Layer
from widgets.live_map.spots import Boxes, Rows
from widgets.live_map.view import View


@dataclass
class Moving:
    """What one repaint of the moving layer needs.

    `steps` counts how many of `AGE_STEPS_S` each fix is older than, `ages` tells seconds of some
    rows; `lit` is the bright half of a blink; `renew` asks for labels to be placed anew, clear of
    `obstacles`; `selected` are rows of units.
    """

    view: View
    ratio: float
    language: str
    steps: Rows
    ages: Callable[[Rows], NDArray[np.float64]]
    chosen_row: int | None = None
    chosen_alert: int | None = None
    lit: bool = True
    renew: bool = True
    obstacles: Boxes = field(default_factory=lambda: np.zeros((0, 4)))
    shown: frozenset[Layer] = AT_FIRST
    selected: tuple[int, ...] = ()

    @property
    def marked(self) -> list[int]:
        """Rows that are chosen or selected: never hidden in a group, always with their track."""
        first = () if self.chosen_row is None else (self.chosen_row,)
        return list(dict.fromkeys((*first, *self.selected)))

    def are_marked(self, rows: Rows) -> NDArray[np.bool_]:
        """Which of these rows are marked."""
        found = np.zeros(len(self.steps), dtype=bool)
        found[self.marked] = True
        chosen: NDArray[np.bool_] = found[rows]
        return chosen
