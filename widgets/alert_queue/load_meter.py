"""How much the operator carries: new alerts in ten minutes beside the mix a room can live with.

GUI thread; paints figures it is given. The bar shows low, medium and high priority from left to
right; the ticks below it stand at 80 and 95 %, where EEMUA 191 puts them.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from console.domain.alerts.flood import BEGINS_ABOVE, WANTED_MIX
from widgets.overrides import sealed
from widgets.theme import SIZES, colour, font
from widgets.words.words import translate

_BAR_W, _BAR_H = 84.0, 10.0
_TONES = ("edge", "secondary", "text")


@sealed
class LoadMeter(QWidget):
    """Shows `rate` and `mix`; asks for attention above the rate a person can answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rate = 0
        self._mix: tuple[float, float, float] | None = None
        self._font = font(SIZES.small)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_load(0, None)

    def show_load(self, rate: int, mix: tuple[float, float, float] | None) -> None:
        """New alerts in ten minutes, and the shares of low, medium and high priority."""
        if (rate, mix) == (self._rate, self._mix) and self.toolTip():
            return
        self._rate, self._mix = rate, mix
        self.setToolTip(self._sentence())
        self.setAccessibleName(self._sentence())
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The words beside the bar."""
        return translate("Queue", "{rate} in 10 min").format(rate=self._rate)

    def retranslate(self) -> None:
        """Fill the words in the language of the moment."""
        self.setToolTip(self._sentence())
        self.updateGeometry()
        self.update()

    def _sentence(self) -> str:
        low, medium, high = (round(100 * each) for each in self._mix or (0, 0, 0))
        return translate(
            "Queue",
            "{rate} new alerts in 10 minutes (a person can answer {most}). Low, medium, high: "
            "{low}, {medium}, {high} %; a room can live with 80, 15, 5.",
        ).format(rate=self._rate, most=BEGINS_ABOVE, low=low, medium=medium, high=high)

    @override
    def sizeHint(self) -> QSize:
        wide = QFontMetrics(self._font).horizontalAdvance(self.text())
        return QSize(int(_BAR_W) + 10 + wide, 28)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with QPainter(self) as painter:
            bar = QRectF(0, (self.height() - _BAR_H) / 2 - 1, _BAR_W, _BAR_H)
            painter.fillRect(bar, colour("base"))
            left = bar.x()
            for share, tone in zip(self._mix or (), _TONES, strict=False):
                painter.fillRect(QRectF(left, bar.y(), share * _BAR_W, _BAR_H), colour(tone))
                left += share * _BAR_W
            for mark in (WANTED_MIX[0], WANTED_MIX[0] + WANTED_MIX[1]):
                at = bar.x() + mark * _BAR_W
                painter.fillRect(QRectF(at, bar.bottom() + 1, 2, 4), colour("secondary"))
            painter.setFont(self._font)
            painter.setPen(colour("warning" if self._rate > BEGINS_ABOVE else "secondary"))
            words = QRectF(_BAR_W + 8, 0, self.width() - _BAR_W - 8, self.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
