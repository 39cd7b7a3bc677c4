"""Bars and the map of blind spots, drawn by pyqtgraph. GUI thread; prepared numbers in.

A chart answers to no mouse and no menu: the table beside it does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.places.plan_areas import Dong
from widgets.overrides import sealed
from widgets.theme import COLOURS, SIZES, colour, font

_BAR = 0.68
_LEAST_WIDTH = 240
_BESIDE_WORDS_PX = 22
"""Around the number behind the longest bar."""
_MANY_SPOTS = 300
_LEAST_ROWS = 12
"""Few bars are no thicker than many."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its pieces from the left, and what stands behind it."""

    name: str
    pieces: tuple[float, ...]
    words: str


@sealed
class BarChart(QWidget):
    """Bars from the top down; pieces of a bar stand one behind the other."""

    def __init__(self, tones: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tones = tuple(tones)
        self._longest, self._names_px, self._words_px = 1.0, 0, 0
        self._plot = _plot_in(self)
        self._plot.hideAxis("bottom")
        axis = self._plot.getAxis("left")
        axis.setStyle(tickFont=font(SIZES.small), tickLength=0)
        axis.setTextPen(COLOURS.text)
        axis.setPen(COLOURS.line)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Draw other bars."""
        self._plot.clear()
        places = np.arange(len(bars), dtype=np.float64)
        begin = np.zeros(len(bars))
        for number, tone in enumerate(self._tones):
            wide = np.array([bar.pieces[number] for bar in bars], dtype=np.float64)
            if len(bars):
                self._plot.addItem(
                    pg.BarGraphItem(
                        x0=begin, width=wide, y=places, height=_BAR, brush=colour(tone), pen=None
                    )
                )
            begin = begin + wide
        for bar, end, place in zip(bars, begin.tolist(), places.tolist(), strict=True):
            words = pg.TextItem(bar.words, color=COLOURS.text, anchor=(0.0, 0.5))
            words.setFont(font(SIZES.small))
            words.setPos(end, place)
            self._plot.addItem(words)
        self._name(bars)
        self._longest = max((sum(bar.pieces) for bar in bars), default=1.0) or 1.0
        self._fit()
        self._plot.setYRange(-0.6, max(len(bars), _LEAST_ROWS) - 0.4, padding=0)
        self._plot.getViewBox().invertY(b=True)

    def _name(self, bars: Sequence[Bar]) -> None:
        axis = self._plot.getAxis("left")
        axis.setTicks([[(place, bar.name) for place, bar in enumerate(bars)]])
        wide = QFontMetrics(font(SIZES.small)).horizontalAdvance
        self._names_px = max((wide(bar.name) for bar in bars), default=20) + 2 * SIZES.gap
        self._words_px = max((wide(bar.words) for bar in bars), default=0) + _BESIDE_WORDS_PX
        axis.setWidth(self._names_px)

    def _fit(self) -> None:
        """The longest bar leaves room for the number behind it."""
        room = max(self.width() - self._names_px, 1)
        bars = max(room - self._words_px, room / 4)
        self._plot.setXRange(0, self._longest * room / bars, padding=0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class SpotMap(QWidget):
    """Dongs in outline and blind spots as discs, larger where more happened; one may be chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plot = _plot_in(self)
        for side in ("left", "bottom"):
            self._plot.hideAxis(side)
        self._plot.setAspectLocked(lock=True)
        self._borders: list[Any] = []
        self._areas: Sequence[Dong] = ()
        self._edge = pg.mkPen(colour("base"), width=1)
        self._spots = pg.ScatterPlotItem(brush=_see_through("warning"), pen=self._edge)
        ring = pg.mkPen(COLOURS.focus, width=2.5)
        self._chosen = pg.ScatterPlotItem(brush=None, pen=ring, size=26)
        self._cameras = pg.ScatterPlotItem(brush=_see_through("edge"), pen=None, size=2)
        self._plot.addItem(self._cameras)
        self._plot.addItem(self._spots)
        self._plot.addItem(self._chosen)

    def show_spots(
        self, areas: Sequence[Dong], places: Sequence[tuple[float, float]], counts: Sequence[int]
    ) -> None:
        """East and north of each spot in metres, and how many incidents nobody saw there."""
        if areas is not self._areas:
            self._draw(areas)
        unseen = np.array(counts, dtype=np.float64)
        # Thousands of discs would be one blot: they shrink, and the largest are drawn last.
        share = min(1.0, float(np.sqrt(_MANY_SPOTS / max(len(unseen), 1))))
        sizes = np.clip((6.0 + 4.0 * np.sqrt(unseen)) * share, 2.5, 30.0)
        at, order = np.array(places, dtype=np.float64).reshape(-1, 2), np.argsort(unseen)
        self._spots.setPen(self._edge if share == 1.0 else None)
        self._spots.setData(x=at[order, 0], y=at[order, 1], size=sizes[order])
        self._chosen.clear()

    def show_cameras(self, places: Sequence[tuple[float, float]]) -> None:
        """East and north of every camera in metres."""
        at = np.array(places, dtype=np.float64).reshape(-1, 2)
        self._cameras.setData(x=at[:, 0], y=at[:, 1])

    def choose(self, east: float, north: float) -> None:
        """Ring one spot."""
        self._chosen.setData(x=[east], y=[north])

    def _draw(self, areas: Sequence[Dong]) -> None:
        self._areas = areas
        for each in self._borders:
            self._plot.removeItem(each)
        self._borders = []
        pen = pg.mkPen(colour("edge"), width=1)
        for dong in areas:
            for ring in dong.rings:
                line = np.array([*ring, ring[0]])
                item = pg.PlotDataItem(line[:, 0], line[:, 1], pen=pen)
                item.setZValue(-1)
                self._plot.addItem(item)
                self._borders.append(item)
        self._plot.autoRange(padding=0.03)


def _see_through(tone: str) -> QBrush:
    made = colour(tone)
    made.setAlpha(150)
    return QBrush(made)


def _plot_in(widget: QWidget) -> Any:  # noqa: ANN401 -- pyqtgraph has no types
    """A plot that fills the widget and answers to no hand."""
    plot = pg.PlotWidget(widget, background=COLOURS.panel)
    plot.setMenuEnabled(False)
    plot.setMouseEnabled(x=False, y=False)
    plot.hideButtons()
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plot.setFrameShape(QFrame.Shape.NoFrame)
    widget.setMinimumWidth(_LEAST_WIDTH)
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(plot)
    return plot
