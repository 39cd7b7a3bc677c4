"""Banners for standing conditions, under the top bar: cause, consequence, remedy in one line.

GUI thread. A banner stays exactly as long as its condition; nobody has to click it away, and no
dialog ever opens (design law 9).
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from widgets.theme import SIZES


class Notice(QFrame):
    """One banner; `tone` is "warning" or "fault"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setProperty("tone", "warning")
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)  # else a long sentence would make a small screen's window wider
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZES.margin, 5, SIZES.margin, 5)
        row.addWidget(self.text, 1)

    def say(self, text: str, tone: str) -> None:
        """Show a sentence."""
        self.text.setText(text)
        self.text.setToolTip(text)
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)


class Notices(QWidget):
    """Banners by name, in the order of `names`; those without text take no room."""

    def __init__(self, names: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._banners = {name: Notice(self) for name in names}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        for banner in self._banners.values():
            banner.hide()
            column.addWidget(banner)

    def set(self, name: str, text: str, tone: str = "warning") -> None:
        """Show, change or (with empty text) remove a banner."""
        banner = self._banners[name]
        if text:
            banner.say(text, tone)
        banner.setVisible(bool(text))

    def shown(self) -> dict[str, str]:
        """The texts shown now, by name."""
        return {n: b.text.text() for n, b in self._banners.items() if not b.isHidden()}
