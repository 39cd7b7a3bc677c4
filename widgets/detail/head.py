"""The head of the chosen alert: sign, name, priority, number, place and tags. GUI thread."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from console.domain.alerts.alert import Alert, Attention
from widgets.detail.tags import TagRow, tags_of
from widgets.symbols import priority_icon
from widgets.theme import SIZES
from widgets.words.words import priority_word, translate

_SIGN = 44


class DetailHead(QWidget):
    """Keeps its height whatever it says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign, self._title, self._where = QLabel(), QLabel(), QLabel()
        self._tags = TagRow()
        for label in (self._title, self._where):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("role", "title")
        self._title.setWordWrap(True)
        self._where.setProperty("role", "caption")
        self._sign.setFixedSize(_SIGN, _SIGN)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._where)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZES.margin)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._tags, 0, Qt.AlignmentFlag.AlignTop)

    def show_alert(self, alert: Alert, name: str, place: str) -> None:
        """Name an alert."""
        acknowledged = alert.attention is Attention.ACKNOWLEDGED
        self._sign.setPixmap(priority_icon(alert.priority, _SIGN, acknowledged).pixmap(_SIGN))
        self._title.setText(name)
        number = translate("Detail", "No. {number}").format(number=alert.number)
        level = f"{alert.priority} {priority_word(alert.priority)}"
        self._where.setText(f"{level}  ·  {number}  ·  {place}")

    def show_tags(self, alert: Alert, members: int) -> None:
        """Its tags; `members` is how many open alerts its incident has."""
        self._tags.set_tags(tags_of(alert, members))

    def text(self) -> str:
        """The words shown."""
        return "\n".join((self._title.text(), self._where.text(), self._tags.text()))
