"""Form and acts of a board with bodies of its own: beside its list, or below it. GUI thread.

Where a board is narrow, two columns of buttons would push the rest out of sight; below the whole of
it they take a few short rows, and the form has room for its fields.
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from widgets.field.act_rows import ActRows
from widgets.field.widths import NARROW
from widgets.theme import SIZES


class ActBar(QWidget):
    """Moves between its two places as the board's width asks."""

    def __init__(
        self, form: QWidget, buttons: Sequence[QPushButton], beside: QVBoxLayout, below: QVBoxLayout
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZES.gap)
        column.addWidget(form)
        column.addLayout(ActRows(buttons))
        self._beside, self._below = beside, below
        self._home = beside
        beside.addWidget(self)

    def fit(self, width: int) -> None:
        """The board has another width."""
        home = self._below if width < NARROW else self._beside
        if home is not self._home:
            self._home.removeWidget(self)
            self._home = home
            home.addWidget(self)
