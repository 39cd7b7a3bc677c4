"""The form of one act: shelve, write a rule, take out of service. Enter sends, Esc puts away.

GUI thread. What can be known here is said before anything is sent: a reason is missing, the alert
is life-safety.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton
from typing_extensions import override

from console.domain.alerts.alert import Alert
from console.domain.alerts.alert_types import Catalogue
from console.domain.alerts.quieting import is_life
from widgets.keys.fields import FieldBox, FieldLine
from widgets.overrides import sealed
from widgets.quiets.wish import QuietWish
from widgets.theme import SIZES
from widgets.words.reasons import reason_text

_HOURS = {
    "shelve": (0.25, 0.5, 1.0, 2.0, 4.0, 8.0),
    "suppress": (1.0, 8.0, 24.0, 168.0, 720.0),
    "out_of_service": (8.0, 24.0, 72.0, 168.0, 720.0),
}
LIFE = "Life-safety alerts are never shelved, suppressed or taken out of service."


@sealed
class QuietForm(QFrame):
    """`wished(QuietWish)`, `left()`, `refused(str)`: why nothing was asked."""

    wished = Signal(object)
    left = Signal()
    refused = Signal(str)

    def __init__(self, catalogue: Catalogue, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.setObjectName("wallFoot")
        self._catalogue, self._clock = catalogue, clock
        self.kind = ""
        self._alert: Alert | None = None
        self._caption = QLabel()
        self._caption.setProperty("role", "section")
        self.reason, self.owner = FieldLine(), FieldLine()
        self.hours, self.scope = FieldBox(), FieldBox()
        self.send = QPushButton()
        self.reason.setMaxLength(300)
        self.owner.setMaxLength(64)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZES.gap, 6, SIZES.gap, 6)
        row.setSpacing(SIZES.gap)
        row.addWidget(self._caption)
        row.addWidget(self.reason, 3)
        for widget in (self.owner, self.scope, self.hours, self.send):
            row.addWidget(widget)
        for field in (self.reason, self.owner):
            field.returnPressed.connect(self._send)
        self.send.clicked.connect(self._send)
        self.retranslate()
        self.hide()

    def open(self, kind: str, alert: Alert) -> None:
        """Ask for an act ("shelve", "suppress", "out_of_service") on what an alert stands for."""
        of_type = self._catalogue.type_of(alert.type)
        if kind != "out_of_service" and is_life(alert, of_type):
            self.refused.emit(reason_text(LIFE))
            return
        self.kind, self._alert = kind, alert
        self.reason.clear()
        self.owner.clear()
        self.retranslate()
        self.show()
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def put_away(self) -> None:
        """Forget what was filled in."""
        self.hide()
        self.left.emit()

    @Slot()
    def _send(self) -> None:
        reason, owner, alert = self.reason.text().strip(), self.owner.text().strip(), self._alert
        if alert is None:
            return
        if not reason:
            self.refused.emit(reason_text("A reason is needed."))
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.kind == "out_of_service" and not owner:
            self.refused.emit(reason_text("A device out of service needs an owner."))
            self.owner.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        until = self._clock() + timedelta(hours=self.hours.currentData())
        self.put_away()  # the rows have the keys again, or the next one would go nowhere
        self.wished.emit(self._wish(alert, reason, owner, until))

    def _wish(self, alert: Alert, reason: str, owner: str, until: datetime) -> QuietWish:
        if self.kind == "shelve":
            return QuietWish("shelve", alert.number, reason, until=until)
        if self.kind == "suppress":
            source = self.scope.currentData()
            return QuietWish("suppress", 0, reason, alert.type, source, until)
        device = alert.subject if alert.source == "engine" and alert.subject else alert.source
        return QuietWish("out_of_service", 0, reason, device, owner, until)

    def retranslate(self) -> None:
        """Fill every word in the language of the moment."""
        number = self._alert.number if self._alert else 0
        self._caption.setText(
            {
                "shelve": self.tr("Shelve #{number}"),
                "suppress": self.tr("Rule for the type of #{number}"),
                "out_of_service": self.tr("Out of service: the device of #{number}"),
            }.get(self.kind, "").format(number=number)
        )
        self.reason.setPlaceholderText(self.tr("Reason"))
        self.owner.setPlaceholderText(self.tr("Owner of the repair"))
        self.owner.setVisible(self.kind == "out_of_service")
        self.send.setText(self.tr("Send  Enter"))
        self.hours.clear()
        for hours in _HOURS.get(self.kind, ()):
            self.hours.addItem(self._span(hours), hours)
        self.hours.setCurrentIndex(min(2, self.hours.count() - 1))
        self.scope.clear()
        self.scope.setVisible(self.kind == "suppress")
        if self._alert is not None:
            only = self.tr("only {source}").format(source=self._alert.source)
            self.scope.addItem(only, self._alert.source)
        self.scope.addItem(self.tr("every source"), "")

    def _span(self, hours: float) -> str:
        if hours < 1:
            return self.tr("{count} min").format(count=round(hours * 60))
        if hours < 24:
            return self.tr("{count} h").format(count=round(hours))
        return self.tr("{count} days").format(count=round(hours / 24))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
