"""The card of an emergency: the live picture, the verdict, and what its past says. GUI thread.

The picture is the wall's own spot picture, given from outside: no connection of its own.
"""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from console.domain.alerts.alert import Alert
from console.domain.unit import UnitPosition
from widgets.detail.card_words import Past, card_of, elsewhere
from widgets.detail.fact_table import FactTable
from widgets.models.motion import Stay
from widgets.theme import SIZES

PICTURE, LOW_PICTURE = (240, 135), (176, 99)


class VerifyCard(QFrame):
    """Shown for life-safety alerts only. `echo` paints the spot picture; None leaves it out.

    `elsewhere` says that the spot picture is not of the alert's place.
    """

    def __init__(self, echo: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.past, self.elsewhere = Past(), False
        self._table, self._echo = FactTable(126), echo
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZES.gap, SIZES.gap, SIZES.gap, SIZES.gap)
        row.setSpacing(SIZES.margin)
        if echo is not None:
            echo.setFixedSize(*PICTURE)
            row.addWidget(echo, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._table, 1, Qt.AlignmentFlag.AlignTop)

    def set_low(self, low: bool) -> None:
        """Whether the window has to save height."""
        if self._echo is not None:
            self._echo.setFixedSize(*(LOW_PICTURE if low else PICTURE))

    def show_alert(
        self, alert: Alert, fix: UnitPosition | None, stay: Stay | None, now: datetime
    ) -> None:
        """Tell of an alert and of the unit it is about."""
        lines = card_of(alert, fix, stay, self.past, now)
        if self.elsewhere:
            lines.insert(1, elsewhere())
        self._table.set_facts(lines)

    def text(self) -> str:
        """The words shown."""
        return self._table.text()
