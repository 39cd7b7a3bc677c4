"""What keys do in the queue: filters, several alerts at once, marks that stand still. GUI thread.

Life-safety is never acknowledged with others: it is left out, and that is said (design law 7).
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent

from widgets.keys.actions import letter_of

if TYPE_CHECKING:
    from widgets.alert_queue.panel import AlertQueue

translate = QCoreApplication.translate


class QueueKeys:
    """Acts on the panel it was made for."""

    def __init__(self, queue: "AlertQueue") -> None:
        self._queue = queue

    def take(self, event: QKeyEvent) -> bool:
        """Perform a key of the queue from anywhere in the window; False when it is not one."""
        queue, letter = self._queue, letter_of(event)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.text() == "/" or event.key() == Qt.Key.Key_Slash:
            queue.filters.open_words()
        elif letter == "D":
            self.acknowledge_marked()
        elif letter == "J":
            queue.go_to_top()
        elif letter == "H" and queue.search is not None:
            queue.search.open()
        elif letter == "Z":
            self._switch_motion()
        else:
            return queue.filters.take(letter, shift=shift)
        return True

    def acknowledge_marked(self) -> None:
        """Ask to acknowledge every marked row; life-safety is left out and named."""
        queue = self._queue
        numbers = [m for n in queue.view.marked() for m in queue.shown.members(n)]
        rows = [row for row in map(queue.row_of, numbers) if row is not None]
        waiting = [row for row in rows if not row.acknowledged]
        plain = [row.number for row in waiting if not row.life]
        words = translate("AlertQueue", "Acknowledging {count}").format(count=len(plain))
        if skipped := len(waiting) - len(plain):
            left = translate("AlertQueue", "{count} life-safety left out: each needs its own A")
            words += " · " + left.format(count=skipped)
        none = translate("AlertQueue", "Nothing marked waits")
        queue.filters.say(words if waiting else none)
        if plain:
            queue.acknowledge_wished.emit(plain)

    def _switch_motion(self) -> None:
        view = self._queue.view
        view.blinks = not view.blinks
        on = translate("AlertQueue", "Marks blink")
        off = translate("AlertQueue", "Marks stand still")
        self._queue.filters.say(on if view.blinks else off)
        self._queue.kept_changed.emit()
