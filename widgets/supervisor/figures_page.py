"""Answer times by shift, or how each device's alerts ended: a table from the engine. GUI thread.

The ledger proposes and never applies (R-CAD-03): a proposal is words in a column.
"""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.alerts.alert import Disposition
from console.domain.alerts.alert_types import Catalogue
from console.domain.alerts.sla_figures import LimitFigure, SlaFigure
from console.services.figure_rows import csv_text, figure_rows
from console.wire.room_values import FiguresPage, LedgerRow
from widgets.overrides import sealed
from widgets.supervisor.field_words import profile_word
from widgets.supervisor.table import Line, WordTable
from widgets.theme import SIZES
from widgets.words.reasons import reason_text
from widgets.words.words import disposition_word, local

translate = QCoreApplication.translate
SLA, LEDGER = "sla", "ledger"
_WIDTH = {SLA: 8, LEDGER: 6}
_STRETCHED = {SLA: 7, LEDGER: 5}


@sealed
class FigurePage(QWidget):
    """`wanted()`: ask the engine anew. `csv_wished(name, text)`."""

    wanted = Signal()
    csv_wished = Signal(str, str)

    def __init__(
        self, kind: str, catalogue: Catalogue, language: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kind, self._catalogue, self._language = kind, catalogue, language
        self._page: FiguresPage | None = None
        self.table = WordTable(_WIDTH[kind], _STRETCHED[kind])
        self._line = QLabel()
        self._line.setProperty("role", "caption")
        self.again, self.csv = QPushButton(), QPushButton()
        self.again.clicked.connect(self.wanted)
        self.csv.clicked.connect(self._export)
        row = QHBoxLayout()
        row.setSpacing(SIZES.gap)
        row.addWidget(self._line, 1)
        row.addWidget(self.again)
        row.addWidget(self.csv)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZES.gap)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        self.retranslate()

    def take(self, page: FiguresPage) -> None:
        """The engine's newest figures."""
        self._page = page
        self.refresh()

    def set_language(self, language: str) -> None:
        """Names of types in "ko" or "en"."""
        self._language = language
        self.refresh()

    def refresh(self) -> None:
        """Write the rows in the language of the moment."""
        page = self._page
        self.csv.setEnabled(page is not None and not page.fault)
        if page is None or page.fault:
            self._line.setText(reason_text(page.fault) if page else self.tr("Asking the engine…"))
            self.table.say_when_empty("")
            self.table.show_lines([])
            return
        none = {
            SLA: self.tr("No alert has a promise to be held against yet."),
            LEDGER: self.tr("No alert was closed in the last 30 days."),
        }
        self.table.say_when_empty(none[self._kind])
        if self._kind == SLA:
            lines = [self._sla(each, limit) for each in page.sla for limit in each.limits]
            self._line.setText(self.tr("Drills and events that came late do not count."))
        else:
            lines = [self._entry(each) for each in page.ledger]
            self._line.setText(
                self.tr("Alerts closed in the last 30 days. Proposals are never applied.")
            )
        self.table.show_lines(lines)

    def _sla(self, figure: SlaFigure, limit: LimitFigure) -> Line:
        kept = self.tr("kept") if limit.kept else self.tr("missed by {count}")
        reached = (
            "—"
            if limit.reached_s is None
            else self.tr("{seconds} s").format(seconds=limit.reached_s)
        )
        cells = (
            span_text(figure),
            profile_word(figure.profile),
            self.tr("{share} % in {seconds} s").format(
                share=f"{limit.thousandths / 10:g}", seconds=f"{limit.seconds:g}"
            ),
            f"{limit.within} / {figure.total}",
            reached,
            str(figure.waiting),
            kept.format(count=limit.missing),
            "",
        )
        return Line(cells, "good" if limit.kept else "fault")

    def _entry(self, row: LedgerRow) -> Line:
        share = "—" if row.false_share is None else f"{row.false_share:.0%}"
        cells = (
            row.device,
            self._catalogue.type_of(row.type).label(self._language),
            str(row.closed),
            share,
            ", ".join(_ended(*each) for each in sorted(row.dispositions.items())),
            proposal_text(row.proposal),
        )
        return Line(cells, "warning" if row.proposal else "")

    @Slot()
    def _export(self) -> None:
        if self._page is None:
            return
        rows = [row for each in self._page.sla for row in figure_rows(each)]
        if self._kind == LEDGER:
            rows = [_flat(each) for each in self._page.ledger]
        self.csv_wished.emit(self._kind, csv_text(rows))

    def retranslate(self) -> None:
        """Fill every word in the language of the moment."""
        headings = {
            SLA: (
                self.tr("When"), self.tr("Promise"), self.tr("Limit"), self.tr("In time"),
                self.tr("Reached"), self.tr("Waiting"), self.tr("Verdict"), "",
            ),
            LEDGER: (
                self.tr("Device"), self.tr("Type"), self.tr("Closed"), self.tr("False"),
                self.tr("How they ended"), self.tr("Proposal"),
            ),
        }  # fmt: skip
        self.table.setHorizontalHeaderLabels(list(headings[self._kind]))
        self.again.setText(self.tr("Count again"))
        self.csv.setText(self.tr("Save as CSV"))
        self.refresh()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def span_text(figure: SlaFigure) -> str:
    """A shift by its hours, the longer times by name."""
    names = {
        "day": translate("Figures", "24 hours"),
        "month": translate("Figures", "30 days"),
        "year": translate("Figures", "12 months"),
    }
    if figure.span in names:
        return names[figure.span]
    since, until = _clock(figure.since), _clock(figure.until)
    words = translate("Figures", "Shift {day}, {since} – {until}")
    return words.format(day=f"{local(figure.since):%m-%d}", since=since, until=until)


def proposal_text(proposal: str) -> str:
    """What the ledger proposes."""
    return {
        "inspect_device": translate("Figures", "look at the device (life-safety is never hidden)"),
        "adjust_or_suppress": translate("Figures", "adjust it, or shelve it for a time"),
    }.get(proposal, "")


def _ended(name: str, count: int) -> str:
    words = disposition_word(Disposition(name)) if name in list(Disposition) else name
    return f"{words} {count}"


def _clock(moment: datetime) -> str:
    return f"{local(moment):%H:%M}"


def _flat(row: LedgerRow) -> dict[str, object]:
    share = None if row.false_share is None else round(row.false_share, 4)
    flat: dict[str, object] = {"device": row.device, "type": row.type, "closed": row.closed}
    return {**flat, **row.dispositions, "false_share": share, "proposal": row.proposal}
