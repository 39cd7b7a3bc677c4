"""What is kept about the people of one escort: hidden, and shown for a minute when asked for."""

from datetime import datetime

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from console.domain.field.escort_forms import Personal
from console.wire.field_codec import FieldMalformed, field_value
from console.wire.seat_values import FieldPersonal
from widgets.overrides import sealed
from widgets.words.words import translate

HIDDEN = "••••"


@sealed
class PeopleCard(QLabel):
    """Says who is walked only while it may; never keeps it longer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setProperty("role", "row")
        self._people: Personal | None = None
        self._until: datetime | None = None
        self._is_kept = True

    @property
    def is_shown(self) -> bool:
        """Whether names stand on the screen."""
        return self._people is not None

    def reveal(self, found: FieldPersonal) -> None:
        """Show what the engine told this seat, until its time is over."""
        people = field_value(found.personal, Personal)
        self._people = None if isinstance(people, FieldMalformed) else people
        self._until = found.until

    def conceal(self) -> None:
        """Hide it."""
        self._people, self._until = None, None

    def show_at(self, now: datetime, *, is_open: bool) -> None:
        """What stands there now; after the end nothing is kept."""
        if self._until is not None and now >= self._until:
            self.conceal()
        self._is_kept = is_open
        self.setText(self._words(now))
        tone = "warning" if self.is_shown else "quiet"
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)

    def _words(self, now: datetime) -> str:
        if not self._is_kept:
            return translate("Escorts", "Name and telephone were erased at the end.")
        people = self._people
        if people is None or self._until is None:
            text = translate("Escorts", "Name, telephone, address: {hidden}  (P shows them)")
            return text.format(hidden=HIDDEN)
        parts = (people.name, people.phone, people.address, people.remarks)
        left = max(0, int((self._until - now).total_seconds()))
        text = translate("Escorts", "{people}   (hidden in {seconds} s)")
        return text.format(people=" · ".join(each for each in parts if each), seconds=left)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.conceal()
        super().hideEvent(event)
