"""The buttons of a board's acts, in rows below it, and the keys that stand on them. GUI thread."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPushButton

from widgets.keys.actions import letter_of

_MOST_IN_A_ROW = 6
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


def act_rows(buttons: Sequence[QPushButton]) -> QGridLayout:
    """Rows of about the same number of buttons, one below the other."""
    grid = QGridLayout()
    grid.setSpacing(_GAP)
    lay_acts(grid, buttons)
    return grid


def lay_acts(grid: QGridLayout, buttons: Sequence[QPushButton]) -> None:
    """Put buttons into an empty grid. They never take the keys: the board has them."""
    rows = -(-len(buttons) // _MOST_IN_A_ROW)
    columns = -(-len(buttons) // rows) if rows else 0
    for at in range(_MOST_IN_A_ROW):
        grid.setColumnStretch(at, 1 if at < columns else 0)
    role = "act" if rows < _MANY_ROWS else "small_act"
    for at, button in enumerate(buttons):
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setProperty("role", role)
        grid.addWidget(button, *divmod(at, columns))
