"""The legend: every sign of the map with its words, folded to one line on demand. GUI thread."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from widgets.live_map.layers import AT_FIRST, Layer
from widgets.live_map.legend_rows import Row, rows_of
from widgets.live_map.see_through import SeeThrough
from widgets.overrides import sealed
from widgets.theme import colour, font

_HEAD, _ROW, _SIGN, _PAD = 28, 26, 30, 10
_COLUMN_ROWS = 9


@sealed
class Legend(SeeThrough):
    """Checked means open. Signs are painted by the same code as on the map."""

    def __init__(self, language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._language = language
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Legend"))
        self._picture = QPixmap()
        self._key: tuple[object, ...] = ()
        self._shown = AT_FIRST
        self._rows = self._words()
        self.toggled.connect(self._fit)
        self._fit()

    def set_language(self, language: str) -> None:
        """Letters and words in "ko" or "en"."""
        self._language = language
        self._rows = self._words()
        self.setAccessibleName(self.tr("Legend"))
        self._fit()
        self.update()

    def set_shown(self, shown: frozenset[Layer], empty: frozenset[Layer]) -> None:
        """The layers that are shown, and those of which this site has nothing."""
        if (shown - empty) != self._shown:
            self._shown = shown - empty
            self._rows = self._words()
            self._fit()
            self.update()

    def _words(self) -> tuple[Row, ...]:
        return rows_of(self._shown, self._language)

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(font(14))
        if not self.isChecked():
            wide = QFontMetricsF(font(14, QFont.Weight.DemiBold)).horizontalAdvance(self._title())
            return QSize(round(wide) + 2 * _PAD + 18, _HEAD)
        wide = sum(self._column_width(metrics, column) for column in range(self._columns()))
        return QSize(round(wide) + 2 * _PAD, _HEAD + _ROW * self._lines() + 8)

    def _columns(self) -> int:
        return -(-len(self._rows) // _COLUMN_ROWS)

    def _lines(self) -> int:
        """As even as can be: no column of a single sign."""
        return -(-len(self._rows) // self._columns())

    def _title(self) -> str:
        return self.tr("Legend (L)")

    def _column_width(self, metrics: QFontMetricsF, column: int) -> float:
        lines = self._lines()
        rows = self._rows[column * lines : (column + 1) * lines]
        return max(metrics.horizontalAdvance(row.words) for row in rows) + _SIGN + 16

    def _fit(self) -> None:
        """Grows upwards: the lower left corner stays where it is."""
        size, bottom = self.sizeHint(), self.geometry().bottom()
        self.setGeometry(self.x(), bottom - size.height() + 1, size.width(), size.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        framed, ratio = self.hasFocus() or self.underMouse(), self.devicePixelRatioF()
        key = (self.size(), framed, self.isChecked(), self._rows, ratio)
        if key != self._key:  # the map below repaints ten times a second, the legend hardly ever
            self._picture, self._key = self._painted(ratio, framed=framed), key
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._picture)
            self.shine(painter)

    def _painted(self, ratio: float, *, framed: bool) -> QPixmap:
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour("focus" if framed else "line"), 1.6 if framed else 1.0))
            ground = colour("panel")
            ground.setAlpha(250)
            painter.setBrush(ground)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
            self._paint_head(painter)
            if self.isChecked():
                self._paint_rows(painter)
        return picture

    def _paint_head(self, painter: QPainter) -> None:
        painter.setFont(font(14, QFont.Weight.DemiBold))
        painter.setPen(colour("text"))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(_PAD, 0, self.width(), _HEAD), left, self._title())
        x, y, turn = self.width() - _PAD - 6.0, _HEAD / 2, 1 if self.isChecked() else -1
        painter.setPen(QPen(colour("secondary"), 1.8))
        painter.drawPolyline(
            [
                QPointF(x - 5, y - 2.5 * turn),
                QPointF(x, y + 2.5 * turn),
                QPointF(x + 5, y - 2.5 * turn),
            ]
        )

    def _paint_rows(self, painter: QPainter) -> None:
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        x, lines = float(_PAD), self._lines()
        metrics = QFontMetricsF(font(14))
        for number, row in enumerate(self._rows):
            column, line = divmod(number, lines)
            if number and not line:
                x += self._column_width(metrics, column - 1)
            y = _HEAD + _ROW * line + _ROW / 2
            painter.save()
            row.paint(painter, QPointF(x + _SIGN / 2 - 3, y))
            painter.restore()
            painter.setFont(font(14))
            painter.setPen(colour("text"))
            painter.drawText(QRectF(x + _SIGN, y - _ROW / 2, self.width(), _ROW), left, row.words)
