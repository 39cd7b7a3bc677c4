"""The line below the queue's head that says what is hidden, and the keys that filter. GUI thread.

Q, K and L walk through quick filters, / looks for words, O shows all again, Y walks through the
saved views and Shift+Y saves one. The line stands as long as anything is filtered.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget
from typing_extensions import override

from console.domain.alerts.alert import AlertClass
from widgets.alert_queue.filter_words import filter_words
from widgets.keys.fields import FieldLine
from widgets.models.queue_filter import PRIORITIES, QueueFilter, read_filter
from widgets.overrides import sealed
from widgets.theme import SIZES

MOST_VIEWS = 9
_SAID_FOR = timedelta(seconds=10)
# Q: everything, what waits, what is mine, what is nobody's.
_QUICK = (("", ""), ("unacknowledged", ""), ("", "mine"), ("", "nobody"), ("in_work", ""))
_CLASSES = (None, *AlertClass)


@sealed
class FilterLine(QWidget):
    """Signals: `changed(QueueFilter)`, `left()` when the words were left, `views_changed()`."""

    changed = Signal(object)
    left = Signal()
    views_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted = QueueFilter()
        self.views: list[QueueFilter] = []
        self._hidden = 0
        self._said = ""
        self._said_at: datetime | None = None
        self.words = _Words(self._leave)
        self.words.setMaxLength(120)
        self.words.textChanged.connect(self._look_for)
        self.words.hide()
        self._line = QLabel()
        self._line.setProperty("tone", "warning")
        self._all = QPushButton()
        self._all.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._all.clicked.connect(self.show_all)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZES.margin, 2, SIZES.margin, 2)
        row.setSpacing(SIZES.gap)
        row.addWidget(self.words, 1)
        row.addWidget(self._line, 2)
        row.addWidget(self._all)
        self.retranslate()

    # --- keys -----------------------------------------------------------------------------------

    def take(self, letter: str, *, shift: bool) -> bool:
        """Perform a letter; False when it is not a filter's."""
        acts: dict[str, Callable[[], None]] = {
            "Q": self._next_quick,
            "K": self._next_class,
            "L": self._next_priority,
            "O": self.show_all,
            "Y": self._save_view if shift else self._next_view,
        }
        if letter not in acts:
            return False
        acts[letter]()
        return True

    def open_words(self) -> None:
        """Give the keys to the field of words."""
        self.words.show()
        self.setVisible(True)
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    @Slot()
    def show_all(self) -> None:
        """No filter at all."""
        self.words.clear()
        self.words.hide()
        self._want(QueueFilter())

    def _leave(self) -> None:
        self.words.setVisible(bool(self.wanted.text))
        self._refresh()
        self.left.emit()

    def _next_quick(self) -> None:
        at = _after(_QUICK, (self.wanted.state, self.wanted.owner))
        self._want(replace(self.wanted, state=at[0], owner=at[1]))

    def _next_class(self) -> None:
        now = next(iter(self.wanted.classes), None) if len(self.wanted.classes) == 1 else None
        chosen = _after(_CLASSES, now)
        self._want(replace(self.wanted, classes=frozenset([chosen] if chosen else [])))

    def _next_priority(self) -> None:
        self._want(replace(self.wanted, lowest=_after(PRIORITIES, self.wanted.lowest)))

    def _next_view(self) -> None:
        if not self.views:
            self.say(self.tr("No saved views: Shift+Y saves what is filtered now"))
            return
        self._want(_after(self.views, self.wanted))
        self.words.setText(self.wanted.text)
        self.words.setVisible(bool(self.wanted.text))

    def _save_view(self) -> None:
        if self.wanted.is_off:
            self.say(self.tr("Nothing is filtered: there is no view to save"))
            return
        if self.wanted in self.views:  # saved again: no longer wanted
            self.views.remove(self.wanted)
            self.say(self.tr("View removed"))
        elif len(self.views) < MOST_VIEWS:
            self.views.append(self.wanted)
            self.say(self.tr("View saved as number {number}").format(number=len(self.views)))
        else:
            self.say(self.tr("There is room for {most} views").format(most=MOST_VIEWS))
            return
        self.views_changed.emit()

    @Slot(str)
    def _look_for(self, text: str) -> None:
        self._want(replace(self.wanted, text=text.strip()))

    def _want(self, wanted: QueueFilter) -> None:
        self._said = ""
        if wanted != self.wanted:
            self.wanted = wanted
            self.changed.emit(wanted)
        self._refresh()

    # --- what it says ---------------------------------------------------------------------------

    def set_hidden(self, hidden: int) -> None:
        """How many open alerts are hidden."""
        if hidden != self._hidden:
            self._hidden = hidden
            self._refresh()

    def say(self, text: str) -> None:
        """One sentence until the next key, or for some seconds."""
        self._said, self._said_at = text, None
        self._refresh()

    def set_now(self, now: datetime) -> None:
        """Time went by: what was said last goes, and leaves its room to the queue."""
        if not self._said:
            return
        self._said_at = self._said_at or now
        if now - self._said_at >= _SAID_FOR:
            self._said = ""
            self._refresh()

    def text(self) -> str:
        """The standing line."""
        return self._line.text()

    def _refresh(self) -> None:
        asked = filter_words(self.wanted)
        line = self.tr("Only: {asked}. {hidden} open alerts hidden").format(
            asked=asked, hidden=self._hidden
        )
        self._line.setText(" · ".join(part for part in (self._said, line if asked else "") if part))
        self._line.setToolTip(self._line.text())
        self._all.setVisible(bool(asked))
        self.setVisible(bool(asked or self._said or self.words.hasFocus()))

    def retranslate(self) -> None:
        """Fill every word in the language of the moment."""
        self.words.setPlaceholderText(self.tr("Words, place or number"))
        self._all.setText(self.tr("Show all  O"))
        self._refresh()

    # --- keeping --------------------------------------------------------------------------------

    def saved(self) -> list[dict[str, Any]]:
        """The saved views as plain values."""
        return [view.saved() for view in self.views]

    def restore(self, saved: object) -> None:
        """Take over saved views; what cannot be read is left out."""
        found = saved if isinstance(saved, list) else []
        read = [read_filter(each) for each in found[:MOST_VIEWS] if isinstance(each, Mapping)]
        self.views = [view for view in dict.fromkeys(read) if not view.is_off]


@sealed
class _Words(FieldLine):
    """A field that gives the keys back on Enter and Escape."""

    def __init__(self, leave: Callable[[], None]) -> None:
        super().__init__()
        self._leave = leave

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}:
            if event.key() == Qt.Key.Key_Escape:
                self.clear()
            self._leave()
        else:
            super().keyPressEvent(event)


def _after(around: Sequence[Any], now: object) -> Any:  # noqa: ANN401 - one of the given
    """The one after `now`, from the end to the beginning; the first when it is not there."""
    return around[(around.index(now) + 1) % len(around)] if now in around else around[0]
