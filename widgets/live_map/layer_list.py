"""The list of layers: what is shown, switched by mouse or by keys. GUI thread.

Arrows move, Space switches, Escape closes.
"""

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLabel, QPushButton, QWidget
from typing_extensions import override

from widgets.live_map.layers import AT_FIRST, Layer, layer_words
from widgets.overrides import sealed

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_COLUMNS = 2


@sealed
class _Box(QCheckBox):
    """Leaves the arrows to the list: a box alone would walk on into the map's other widgets."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)


@sealed
class LayerList(QFrame):
    """One box for each layer; `changed` tells the whole choice."""

    changed = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mapLayers")
        self._title = QLabel()
        self._title.setProperty("role", "section")
        self._reset = QPushButton()
        self._reset.clicked.connect(self._go_back)
        self._boxes = {layer: _Box() for layer in Layer}
        self._empty: frozenset[Layer] = frozenset()
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(1)
        grid.addWidget(self._title, 0, 0)
        grid.addWidget(self._reset, 0, 1)
        lines = (len(Layer) + _COLUMNS - 1) // _COLUMNS
        for number, box in enumerate(self._boxes.values()):
            box.toggled.connect(self._switched)
            grid.addWidget(box, 1 + number % lines, number // lines)
        self.set_shown(AT_FIRST)
        self.retranslate()
        self.hide()

    def shown(self) -> frozenset[Layer]:
        """The layers whose box is checked."""
        return frozenset(layer for layer, box in self._boxes.items() if box.isChecked())

    def set_shown(self, shown: frozenset[Layer]) -> None:
        """Check exactly these boxes; tells nobody."""
        for layer, box in self._boxes.items():
            with QSignalBlocker(box):
                box.setChecked(layer in shown)

    def set_empty(self, empty: frozenset[Layer]) -> None:
        """Say of these that the site has none of it, so that nobody waits for a picture."""
        if empty != self._empty:
            self._empty = empty
            self.retranslate()

    def open(self) -> None:
        """Show the list and give it the keys."""
        self.adjustSize()
        self.show()
        self.raise_()
        next(iter(self._boxes.values())).setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _switched(self) -> None:
        self.changed.emit(self.shown())

    @Slot()
    def _go_back(self) -> None:
        self.set_shown(AT_FIRST)
        self._switched()

    def retranslate(self) -> None:
        """Fill every word in the language of the moment."""
        self._title.setText(self.tr("Layers (⇧F2)"))
        self._reset.setText(self.tr("As at first"))
        for layer, words in layer_words().items():
            none = self.tr("{layer} (none)").format(layer=words)
            self._boxes[layer].setText(none if layer in self._empty else words)
        self.setAccessibleName(self.tr("Layers (⇧F2)"))
        self.adjustSize()

    def _step(self, by: int) -> None:
        stops: list[QWidget] = [*self._boxes.values(), self._reset]
        held = next((n for n, stop in enumerate(stops) if stop.hasFocus()), -by)
        stops[(held + by) % len(stops)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key == Qt.Key.Key_Escape:
            self.hide()
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
