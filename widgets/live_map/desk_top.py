"""What lies over the map: chips, legend, list of layers, the field "go to", the card. GUI thread.

Knows where each sits and which are open; what they mean is the panel's and `pressing`'s.
"""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QPoint, QRectF, QSize, Signal, Slot
from PySide6.QtWidgets import QWidget

from console.ports.place_finder import PlaceFinder
from widgets.live_map.card import Card
from widgets.live_map.layer_list import LayerList
from widgets.live_map.layers import AT_FIRST, Layer, kept, restored
from widgets.live_map.legend import Legend
from widgets.live_map.overlay import Chip
from widgets.live_map.pressing import Mode
from widgets.live_map.see_through import Below
from widgets.live_map.seek import Seek

LEGEND_OPEN_FROM = (1000, 600)  # smaller panels start with the legend folded
_EDGE, _GAP, _BELOW_CHIPS = 10, 6, 46


class DeskTop(QObject):
    """Places the widgets over the map and opens and closes them."""

    follow_wished = Signal()
    measure_wished = Signal()
    shown_changed = Signal(object)
    place_found = Signal(object)
    moved = Signal()
    kept_changed = Signal()

    def __init__(self, map_: QWidget, card: Card, finder: PlaceFinder, language: str) -> None:
        super().__init__(map_)
        self._map, self._card = map_, card
        self._language = language
        self.legend = Legend(language, map_)
        self._legend_by_hand: bool | None = None
        self.layers = LayerList(map_)
        self.seek = Seek(finder, language, map_)
        self.chips = {name: Chip(map_) for name in ("layers", "seek", "measure", "follow")}
        self._locked, self._mode, self._followed = False, "look", 0
        self._shown, self._empty = AT_FIRST, frozenset[Layer]()
        self._connect()

    def _connect(self) -> None:
        self.legend.clicked.connect(self._legend_pressed)
        self.legend.toggled.connect(self.place)
        self.layers.changed.connect(self.shown_changed)
        self.layers.closed.connect(self._closed)
        self.seek.closed.connect(self._closed)
        self.seek.chosen.connect(self.place_found)
        self._card.sized.connect(self.place)
        self.chips["layers"].clicked.connect(self.turn_layers)
        self.chips["seek"].clicked.connect(self.turn_seek)
        self.chips["measure"].clicked.connect(self.measure_wished)
        self.chips["follow"].clicked.connect(self.follow_wished)

    def lie_on(self, below: Below) -> None:
        """What legend and chips lie on, whose alerts they do not hide."""
        for each in (self.legend, *self.chips.values()):
            each.lie_on(below)

    # --- opening and closing --------------------------------------------------------------------

    @Slot()
    def turn_layers(self) -> None:
        """Opens or closes the list of layers."""
        self._turn(self.layers)

    @Slot()
    def turn_seek(self) -> None:
        """Opens or closes the field "go to"."""
        self._turn(self.seek)

    def _turn(self, wanted: LayerList | Seek) -> None:
        if wanted.isHidden():
            self.place()
            wanted.open()
            self.place()
        else:
            wanted.hide()
            self._closed()
        self.moved.emit()

    def turn_legend(self) -> None:
        """Opens or folds the legend."""
        self.legend.click()

    def step_back(self) -> bool:
        """Closes what is open; False when nothing is."""
        for each in (self.seek, self.layers):
            if not each.isHidden():
                each.hide()
                self._closed()
                return True
        return False

    @Slot()
    def _closed(self) -> None:
        self._map.setFocus()
        self.moved.emit()

    @Slot()
    def _legend_pressed(self) -> None:
        self._legend_by_hand = self.legend.isChecked()
        self.kept_changed.emit()

    # --- what the chips say ---------------------------------------------------------------------

    def set_locked(self, locked: bool) -> None:
        """A hand holds the view, or it follows alerts."""
        self._locked = locked
        self._say()

    def set_mode(self, mode: Mode) -> None:
        """What the next press will do."""
        self._mode = mode
        self._say()

    def name_followed(self, number: int | None) -> None:
        """The alert that is chosen, as far as the chip is concerned."""
        if (number or 0) != self._followed:
            self._followed = number or 0
            self._say()

    def set_empty(self, empty: frozenset[Layer]) -> None:
        """The layers that have nothing to show at this site."""
        self.layers.set_empty(empty)
        self._empty = empty
        self.legend.set_shown(self._shown, empty)

    def set_shown(self, shown: frozenset[Layer]) -> None:
        """The layers that are shown."""
        self._shown = shown
        self.layers.set_shown(shown)
        self.legend.set_shown(shown, self._empty)
        self._say()

    def set_language(self, language: str) -> None:
        """Words in "ko" or "en"."""
        self._language = language
        self.legend.set_language(language)
        self.seek.set_language(language)
        self._say()

    def _say(self) -> None:
        chips, hidden = self.chips, len(AT_FIRST - self._shown)
        words = self.tr("Layers ⇧F2")
        chips["layers"].setText(f"{words} · −{hidden}" if hidden else words)
        chips["layers"].setToolTip(self.tr("Which things the map shows; −2: two are hidden."))
        chips["seek"].setText(self.tr("Go to ⇧F3"))
        chips["measure"].setText(self._mode_words())
        chips["measure"].set_strong(self._mode != "look")
        follow = chips["follow"]
        follow.set_strong(self._locked)
        if self._locked:
            follow.setText(self.tr("View held · F follows"))
        elif self._followed:
            follow.setText(self.tr("Following #{number}").format(number=self._followed))
        else:
            follow.setText(self.tr("Following"))
        follow.setToolTip(self.tr("The view stays where you put it. Press F to follow alerts."))
        self.place()

    def _mode_words(self) -> str:
        return {
            "look": self.tr("Measure ⇧F4"),
            "measure": self.tr("Measuring · Esc ends"),
            "ask": self.tr("Choose a point · Esc gives up"),
        }[self._mode]

    # --- places ---------------------------------------------------------------------------------

    def resized(self, size: QSize) -> None:
        """The map has another size."""
        if self._legend_by_hand is None:
            least = QSize(*LEGEND_OPEN_FROM)
            self.legend.setChecked(least == least.boundedTo(size))
        self.place()

    @Slot()
    def place(self) -> None:
        """Puts everything where it belongs."""
        wide, high = self._map.width(), self._map.height()
        size = self.legend.sizeHint()
        self.legend.setGeometry(_EDGE, high - size.height() - _EDGE, size.width(), size.height())
        lowest = max(0, high - self._card.height() - _GAP)
        left = max(0, wide - self._card.width() - _EDGE)
        self._card.move(left, min(_BELOW_CHIPS, lowest))
        self._card.raise_()
        self.layers.move(self._beside(self.layers))
        self.seek.move(self._beside(self.seek))
        self._place_chips()
        for each in (self.layers, self.seek):
            each.raise_()

    def _place_chips(self) -> None:
        """At the top right; on a low map beside what had to move up over their line."""
        over = [each.geometry() for each in self._open() if each.y() < _BELOW_CHIPS]
        middle = self._map.width() // 2
        right = min((box.left() - _GAP for box in over if box.left() > middle),
                    default=self._map.width() - _EDGE)  # fmt: skip
        least = max((box.right() + _GAP for box in over if box.left() <= middle), default=_EDGE)
        for name in ("follow", "measure", "seek", "layers"):  # the most important stays longest
            chip = self.chips[name]
            hint = chip.sizeHint()
            fits = right - hint.width() >= least
            chip.setVisible(fits)
            if fits:
                chip.setGeometry(right - hint.width(), _EDGE, hint.width(), hint.height())
                right -= hint.width() + _GAP

    def _open(self) -> list[QWidget]:
        return [each for each in (self._card, self.layers, self.seek) if not each.isHidden()]

    def _beside(self, widget: QWidget) -> QPoint:
        """At the left below the chips, moved up where the map is low."""
        lowest = max(0, self._map.height() - widget.sizeHint().height() - _GAP)
        return QPoint(_EDGE, min(_BELOW_CHIPS, lowest))

    def boxes(self) -> tuple[QRectF, ...]:
        """What names on the map keep clear of."""
        over = (self.legend, *self.chips.values(), self._card, self.layers, self.seek)
        return tuple(QRectF(each.geometry()) for each in over if not each.isHidden())

    def solid(self) -> tuple[QRectF, ...]:
        """What no alert shines through: the card, the list of layers, the field "go to"."""
        return tuple(QRectF(each.geometry()) for each in self._open())

    def chips_left(self) -> float:
        """Where the chips begin."""
        return float(min((chip.x() for chip in self.chips.values() if not chip.isHidden()),
                         default=self._map.width()))  # fmt: skip

    def legend_right(self) -> float:
        """The right edge of the legend."""
        return float(self.legend.geometry().right())

    # --- what a seat keeps ----------------------------------------------------------------------

    def kept(self, shown: frozenset[Layer]) -> dict[str, object]:
        """Layers, and the legend once somebody has opened or folded it."""
        found: dict[str, object] = {"layers": kept(shown)}
        if self._legend_by_hand is not None:
            found["legend"] = self._legend_by_hand
        return found

    def restored(self, before: Mapping[str, object]) -> frozenset[Layer]:
        """Opens or folds the legend as it was; the layers that were shown."""
        legend = before.get("legend")
        if isinstance(legend, bool):
            self._legend_by_hand = legend
            self.legend.setChecked(legend)
        return restored(before.get("layers"))
