"""The head of the chosen alert: sign, name, priority, number, place and tags. GUI thread."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QWidget

from console.domain.alerts.alert import Alert, Attention
from widgets.detail.tags import TagRow, tags_of
from widgets.symbols import priority_icon
from widgets.theme import SIZES
from widgets.words.words import priority_word, translate

_SIGN, _LOW_SIGN = 44, 28


class DetailHead(QWidget):
    """Keeps its height whatever it says; in a low window all of it is one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign, self._title, self._where = QLabel(), QLabel(), QLabel()
        self._tags = TagRow()
        for label in (self._title, self._where):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("role", "title")
        self._title.setWordWrap(True)
        self._where.setProperty("role", "caption")
        self._words, self._alert = QBoxLayout(QBoxLayout.Direction.TopToBottom), (4, False)
        self._words.addWidget(self._title)
        self._words.addWidget(self._where)
        self.set_low(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZES.margin)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words, 1)
        row.addWidget(self._tags, 0, Qt.AlignmentFlag.AlignTop)

    def show_alert(self, alert: Alert, name: str, place: str) -> None:
        """Name an alert."""
        self._alert = alert.priority, alert.attention is Attention.ACKNOWLEDGED
        self._show_sign()
        self._title.setText(name)
        number = translate("Detail", "No. {number}").format(number=alert.number)
        level = f"{alert.priority} {priority_word(alert.priority)}"
        self._where.setText(f"{level}  ·  {number}  ·  {place}")

    def set_low(self, low: bool) -> None:
        """Whether the window has to save height."""
        way = QBoxLayout.Direction
        self._words.setDirection(way.LeftToRight if low else way.TopToBottom)
        self._words.setSpacing(SIZES.margin if low else 0)
        self._size = _LOW_SIGN if low else _SIGN
        self._show_sign()

    def _show_sign(self) -> None:
        self._sign.setFixedSize(self._size, self._size)
        self._sign.setPixmap(
            priority_icon(self._alert[0], self._size, self._alert[1]).pixmap(self._size)
        )

    def show_tags(self, alert: Alert, members: int) -> None:
        """Its tags; `members` is how many open alerts its incident has."""
        self._tags.set_tags(tags_of(alert, members))

    def text(self) -> str:
        """The words shown."""
        return "\n".join((self._title.text(), self._where.text(), self._tags.text()))
