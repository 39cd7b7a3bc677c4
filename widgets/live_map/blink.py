"""The blink of alerts that ask for attention: a timer that only runs while some do. GUI thread."""

from PySide6.QtCore import QObject, QTimer, Slot

BLINK_MS = 500  # half of a 1 Hz blink, below three flashes a second


class Blink(QTimer):
    """`lit` is the bright half; at rest, and where flashing is not wanted, it stays bright."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setInterval(BLINK_MS)
        self.lit = self._allowed = True
        self._asked = False
        self.timeout.connect(self._turn)

    def ask(self, asked: bool) -> None:
        """Whether anything asks for attention now."""
        self._asked = asked
        self._settle()

    def allow(self, allowed: bool) -> None:
        """Whether flashing is wanted at all."""
        self._allowed = allowed
        self._settle()

    def _settle(self) -> None:
        wanted = self._asked and self._allowed
        if wanted and not self.isActive():
            self.start()
        elif not wanted and self.isActive():
            self.stop()
            self.lit = True

    @Slot()
    def _turn(self) -> None:
        self.lit = not self.lit
