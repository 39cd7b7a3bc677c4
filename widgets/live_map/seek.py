"""The field "go to": words in, places out. GUI thread; asks a `PlaceFinder`, never a network.

Up and down choose, Enter goes, Escape closes.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from console.ports.place_finder import Found, FoundKind, PlaceFinder
from widgets.keys.fields import FieldLine, FieldList
from widgets.overrides import sealed

translate = QCoreApplication.translate
WIDE = 420
_MOST = 8
_ROW_PX = 27
_MOST_LETTERS = 200
_UP_DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@sealed
class Seek(QFrame):
    """`chosen(Found)` when a place was picked."""

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, finder: PlaceFinder, language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mapSeek")
        self.setFixedWidth(WIDE)
        self._finder, self._language = finder, language
        self._units: Callable[[str], Sequence[Found]] = _nobody
        self._found: Sequence[Found] = ()
        self._field = FieldLine()
        self._field.setMaxLength(_MOST_LETTERS)
        self._field.textChanged.connect(self._look)
        self._list = FieldList()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(self._go)
        self._none = QLabel()
        self._none.setProperty("role", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        for widget in (self._field, self._list, self._none):
            column.addWidget(widget)
        self.retranslate()
        self.hide()

    def set_finder(self, finder: PlaceFinder) -> None:
        """Ask another finder from now on."""
        self._finder = finder

    def set_units(self, units: Callable[[str], Sequence[Found]]) -> None:
        """Who answers for units, which no finder knows."""
        self._units = units

    def set_language(self, language: str) -> None:
        """Names of the site in "ko" or "en"."""
        self._language = language
        self._look()

    def open(self) -> None:
        """Show the field and give it the keys."""
        self._look()
        self.show()
        self.raise_()
        self._field.selectAll()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _look(self) -> None:
        text = self._field.text().strip()
        self._found = self._answers(text) if text else ()
        self._list.clear()
        self._list.addItems([f"{each.label}   {_kind_words(each.kind)}" for each in self._found])
        self._list.setVisible(bool(self._found))
        self._list.setFixedHeight(_ROW_PX * max(1, len(self._found)) + 4)
        if self._found:
            self._list.setCurrentRow(0)
        self._none.setText(self._none_words(text))
        self.adjustSize()

    def _answers(self, text: str) -> Sequence[Found]:
        units = self._units(text)[: _MOST // 2]
        return (*units, *self._finder.find(text, self._language, _MOST - len(units)))

    def _none_words(self, text: str) -> str:
        if self._found:
            return self.tr("↑↓ choose · Enter goes there · Esc closes")
        if text:
            return self.tr("Nothing here is called that.")
        return self.tr("Camera number, dong, name, address, or 37.55, 127.04")

    @Slot()
    def _go(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._found):
            found = self._found[row]
            self._close()
            self.chosen.emit(found)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def retranslate(self) -> None:
        """Fill every word in the language of the moment."""
        words = self.tr("Go to (⇧F3)")
        self._field.setPlaceholderText(words)
        self._field.setAccessibleName(words)
        self._look()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _UP_DOWN and self._found:
            row = self._list.currentRow() + _UP_DOWN[key]
            self._list.setCurrentRow(row % len(self._found))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._go()
        elif key == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _nobody(_: str) -> Sequence[Found]:
    return ()


def _kind_words(kind: FoundKind) -> str:
    words: dict[FoundKind, str] = {
        "coordinate": translate("Seek", "coordinate"),
        "camera": translate("Seek", "camera"),
        "facility": translate("Seek", "facility"),
        "dong": translate("Seek", "dong"),
        "address": translate("Seek", "address"),
        "place": translate("Seek", "place"),
        "unit": translate("Seek", "unit"),
    }
    return words[kind]
