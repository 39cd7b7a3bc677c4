"""The legend: every sign of the map with its words, folded to one line on demand. GUI thread."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from widgets.live_map.alert_marks import paint_quiet
from widgets.live_map.palette import tone
from widgets.live_map.plates import paint_count
from widgets.live_map.signs import paint_camera, paint_facility
from widgets.live_map.unit_signs import STALE, paint_unit
from widgets.live_map.units import KINDS
from widgets.overrides import sealed
from widgets.symbols import paint_priority
from widgets.theme import COLOURS, colour, font

_HEAD, _ROW, _SIGN, _PAD = 28, 26, 30, 10
_COLUMN_ROWS = 9


@sealed
class Legend(QAbstractButton):
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

    def _words(self) -> tuple[str, ...]:
        return (
            self.tr("Escort"),
            self.tr("Patrol"),
            self.tr("Guard"),
            self.tr("Vehicle or other"),
            self.tr("Citizen"),
            self.tr("Fix 10 to 30 s old"),
            self.tr("Fix older than 30 s"),
            self.tr("Several units"),
            self.tr("Patrol area, route"),
            self.tr("Camera"),
            self.tr("Intelligent camera"),
            self.tr("Emergency bell"),
            self.tr("Shelter store"),
            self.tr("Parcel locker"),
            self.tr("Alert, unacknowledged"),
            self.tr("Alert, acknowledged"),
            self.tr("Alert, kept quiet"),
            self.tr("Drill"),
        )

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(font(14))
        if not self.isChecked():
            wide = QFontMetricsF(font(14, QFont.Weight.DemiBold)).horizontalAdvance(self._title())
            return QSize(round(wide) + 2 * _PAD + 18, _HEAD)
        wide = sum(self._column_width(metrics, column) for column in (0, 1))
        return QSize(round(wide) + 2 * _PAD, _HEAD + _ROW * _COLUMN_ROWS + 8)

    def _title(self) -> str:
        return self.tr("Legend (L)")

    def _column_width(self, metrics: QFontMetricsF, column: int) -> float:
        rows = self._rows[column * _COLUMN_ROWS : (column + 1) * _COLUMN_ROWS]
        return max(metrics.horizontalAdvance(words) for words in rows) + _SIGN + 16

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
        x = float(_PAD)
        for column in (0, 1):
            for line in range(_COLUMN_ROWS):
                row = column * _COLUMN_ROWS + line
                y = _HEAD + _ROW * line + _ROW / 2
                painter.save()
                self._paint_sign(painter, row, QPointF(x + _SIGN / 2 - 3, y))
                painter.restore()
                painter.setFont(font(14))
                painter.setPen(colour("text"))
                box = QRectF(x + _SIGN, y - _ROW / 2, self.width(), _ROW)
                painter.drawText(box, left, self._rows[row])
            x += self._column_width(QFontMetricsF(font(14)), column)

    def _paint_sign(self, painter: QPainter, row: int, at: QPointF) -> None:
        box = QRectF(at.x() - 9, at.y() - 9, 18, 18)
        if row < len(KINDS):
            paint_unit(painter, box, row, KINDS[row].letter(self._language))
        elif row in {5, 6}:
            age = 1 if row == 5 else STALE
            paint_unit(painter, box, 0, KINDS[0].letter(self._language), age=age)
        elif row == 7:
            paint_count(painter, box.adjusted(-4, -1, 4, 1), "12", stale=False)
        elif row == 8:
            painter.setPen(QPen(tone("patrol"), 1.4, Qt.PenStyle.DashLine))
            painter.setBrush(tone("patrol", 30))
            painter.drawRect(box.adjusted(-1, 3, 1, -3))
        elif row in {9, 10}:
            paint_camera(painter, at, 30.0, smart=row == 10)
        elif row in {11, 12, 13}:
            paint_facility(painter, at, ("bell", "shelter", "locker")[row - 11], 17.0)
        elif row == 16:
            paint_quiet(painter, at, 10.0, 2, acknowledged=False)
        else:
            _paint_ring(painter, at, asking=row == 14)
            if row == 17:
                painter.setPen(QPen(colour("focus"), 1.4, Qt.PenStyle.DashLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box.adjusted(-3.5, -3.5, 3.5, 3.5))


def _paint_ring(painter: QPainter, at: QPointF, *, asking: bool) -> None:
    ink = QColor(COLOURS.priority(2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, 1.4))
    painter.drawEllipse(at, 9.5, 9.5)
    if asking:
        painter.setPen(QPen(ink, 1.8))
        painter.drawEllipse(at, 12.2, 12.2)
    box = QRectF(at.x() - 7, at.y() - 7, 14, 14)
    paint_priority(painter, box, 2, acknowledged=not asking)
