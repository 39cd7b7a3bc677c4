"""The buttons of a board's acts, in rows below it, and the keys that stand on them. GUI thread."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QLayoutItem, QPushButton
from typing_extensions import override

from widgets.keys.actions import letter_of
from widgets.overrides import sealed

_MOST_IN_A_ROW, _LEAST_IN_A_ROW = 6, 2
_MANY_ROWS = 4  # so many large ones would leave a form too little height
_GAP = 4
_NAMED: dict[int, str] = {Qt.Key.Key_Delete: "Del", Qt.Key.Key_Insert: "Ins", Qt.Key.Key_Plus: "+"}
_FOREIGN = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def cap_of(event: QKeyEvent) -> str:
    """What stands on the button of a key, whatever the input method; "" with Ctrl, Alt or Meta."""
    if event.modifiers() & _FOREIGN:
        return ""
    return _NAMED.get(event.key()) or letter_of(event)


@sealed
class ActRows(QLayout):
    """Rows of about the same number of buttons, as many in a row as there is room for.

    On a narrow board they take more rows instead of making it wider than its screen. They fill the
    width, unless they stand at its left (`filling` False).
    """

    def __init__(self, buttons: Sequence[QPushButton] = (), *, filling: bool = True) -> None:
        super().__init__()
        self._filling = filling
        self.setSpacing(_GAP)
        self.setContentsMargins(0, 0, 0, 0)
        self._items: list[QLayoutItem] = []
        self.lay(buttons)

    def lay(self, buttons: Sequence[QPushButton]) -> None:
        """Put more buttons in, as acts. They never take the keys: the board has them."""
        role = "act" if -(-len(buttons) // _MOST_IN_A_ROW) < _MANY_ROWS else "small_act"
        for button in buttons:
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setProperty("role", role)
            self.addWidget(button)

    # --- what Qt asks of a layout ---------------------------------------------------------------

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        columns = self._columns(width)
        rows = -(-len(self._items) // columns)
        return rows * self._high() + max(0, rows - 1) * _GAP

    @override
    def sizeHint(self) -> QSize:
        wide = sum(self._widths(self._most())) + (self._most() - 1) * _GAP
        return QSize(wide, self.heightForWidth(wide))

    @override
    def minimumSize(self) -> QSize:
        """As narrow as two of them beside each other."""
        few = min(_LEAST_IN_A_ROW, self._most())
        return QSize(sum(self._widths(few)) + (few - 1) * _GAP, self._high())

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        columns, high = self._columns(rect.width()), self._high()
        widths = self._shared(columns, rect.width())
        lefts = [sum(widths[:at]) + at * _GAP for at in range(columns)]
        for at, item in enumerate(self._items):
            row, column = divmod(at, columns)
            top = rect.y() + row * (high + _GAP)
            item.setGeometry(QRect(rect.x() + lefts[column], top, widths[column], high))

    # --- arithmetic -----------------------------------------------------------------------------

    def _high(self) -> int:
        return max((item.sizeHint().height() for item in self._items), default=0)

    def _most(self) -> int:
        """So many in a row where there is room: rows are about alike then."""
        return _alike(len(self._items), _MOST_IN_A_ROW)

    def _columns(self, width: int) -> int:
        for most in range(_MOST_IN_A_ROW, _LEAST_IN_A_ROW, -1):
            columns = _alike(len(self._items), most)
            if sum(self._widths(columns)) + (columns - 1) * _GAP <= width:
                return columns
        return _alike(len(self._items), _LEAST_IN_A_ROW)

    def _widths(self, columns: int) -> list[int]:
        """What each column needs."""
        hints = [item.sizeHint().width() for item in self._items]
        return [max(hints[at::columns], default=0) for at in range(columns)]

    def _shared(self, columns: int, width: int) -> list[int]:
        """All alike where that fits; else each as wide as it needs, and its share of the rest."""
        room = max(width - (columns - 1) * _GAP, 0)
        needed = self._widths(columns)
        if not self._filling:
            return needed
        alike = room // columns
        if max(needed, default=0) <= alike:
            return [alike] * columns
        rest = (room - sum(needed)) // columns
        return [each + rest for each in needed]


def _alike(count: int, most: int) -> int:
    """How many in each row, when no row has more than `most` and all are about as long."""
    rows = -(-count // most)
    return max(1, -(-count // rows)) if rows else 1
