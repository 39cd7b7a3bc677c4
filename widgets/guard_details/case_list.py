"""The board of cases: one row for each, gaps first. GUI thread; a model and how a row is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from console.domain.field.guard import Case
from widgets.guard_details.book import due, standing
from widgets.guard_details.words import risk_word, state_text
from widgets.overrides import sealed
from widgets.theme import SIZES, colour, font
from widgets.words.words import translate

_ROW = 60
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class CaseRow:
    """What a row says. `tone` is fault, warning, good or quiet."""

    record: str
    code: str
    state: str
    tone: str
    below: str


def case_row(record: str, case: Case, now: datetime) -> CaseRow:
    """The row of a case at this moment."""
    is_now = any(start <= now for start, _, _ in case.told_gaps)
    tone = "fault" if is_now else "warning" if case.told_gaps else "good"
    if not case.is_open or case.session is None:
        tone = "quiet"
    needed = case.session.guards if case.session is not None and due(case, now) else 0
    there = translate("GuardDetails", "{there} of {needed} on post").format(
        there=len(standing(case, now)), needed=needed
    )
    below = f"{risk_word(case.risk)} · {there}" if needed else risk_word(case.risk)
    return CaseRow(record, case.code, state_text(case, now), tone, below)


@sealed
class CaseModel(QAbstractListModel):
    """Prepared rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[CaseRow, ...] = ()

    def show_rows(self, rows: Sequence[CaseRow]) -> None:
        """Other rows; a changed order begins anew, else only what differs is told."""
        new, old = tuple(rows), self.rows
        if [row.record for row in new] != [row.record for row in old]:
            self.beginResetModel()
            self.rows = new
            self.endResetModel()
            return
        self.rows = new
        for at, (before, after) in enumerate(zip(old, new, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(at), self.index(at))

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        words = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return f"{row.code} · {row.state} · {row.below}" if role in words else None


@sealed
class _CaseDelegate(QStyledItemDelegate):
    """Code, state by colour, sign and word, and who is there."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, CaseModel) or index.row() >= len(model.rows):
            return
        row, box = model.rows[index.row()], QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, colour("chosen"))
        tone = colour("secondary" if row.tone == "quiet" else row.tone)
        painter.fillRect(QRectF(box.left(), box.top() + 4, 5, box.height() - 8), tone)
        inner = box.adjusted(SIZES.margin + 4, 6, -SIZES.margin, -6)
        painter.setFont(font(SIZES.row, QFont.Weight.Bold))
        painter.setPen(colour("text"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, row.code)
        painter.setFont(font(SIZES.body, QFont.Weight.DemiBold))
        painter.setPen(tone)
        mark = {"fault": "■ ", "warning": "▲ "}.get(row.tone, "")
        right = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
        painter.drawText(inner, right, f"{mark}{row.state}")
        painter.setFont(font(SIZES.small))
        painter.setPen(colour("secondary"))
        painter.drawText(
            inner, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, row.below
        )
        painter.restore()


class CaseList(QListView):
    """The board; the panel moves its choice by keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cases = CaseModel(self)
        self.setModel(self.cases)
        self.setItemDelegate(_CaseDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
