"""The chosen alert: what it is, what to do, what is known, what was done, and how to answer.

GUI thread. Knows the alert and the words for it; sends nothing, opens no picture: it emits wishes.
"""

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.domain.alert import Alert, Attention, Work
from console.domain.alert_types import Catalogue
from console.domain.site import Camera, Site
from widgets.detail.answer_bar import AnswerBar
from widgets.detail.fact_table import FactTable
from widgets.detail.facts import facts_of, notes_of, states_of, timeline_of
from widgets.detail.guidance import guidance_of, steps_of
from widgets.models.nearby import PlaceWords, cameras_of
from widgets.overrides import sealed
from widgets.symbols import priority_icon
from widgets.theme import SIZES
from widgets.words import priority_word, translate

_MOST_CAMERAS = 4


@sealed
class Detail(QFrame):
    """Signals: `wished(kind, text, disposition)`, `camera_chosen(camera_id)`, `left()`."""

    wished = Signal(str, str, str)
    camera_chosen = Signal(str)
    left = Signal()

    def __init__(
        self,
        site: Site,
        catalogue: Catalogue,
        operator: str,
        language: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._site = site
        self._catalogue = catalogue
        self._operator = operator
        self._language = language
        self._places = PlaceWords(site)
        self.alert: Alert | None = None
        self._cameras: list[Camera] = []
        self.answers = AnswerBar()
        self.answers.wished.connect(self.wished)
        self.answers.left.connect(self.left)
        self._make_parts()
        self._build()
        self.show_alert(None)

    def _make_parts(self) -> None:
        self._sign, self._title, self._where = QLabel(), QLabel(), QLabel()
        self._response, self._message, self._empty = QLabel(), QLabel(), QLabel()
        self._title.setProperty("role", "title")
        self._title.setWordWrap(True)
        self._where.setProperty("role", "caption")
        self._response.setObjectName("response")
        self._response.setWordWrap(True)
        self._message.setWordWrap(True)
        self._empty.setProperty("tone", "quiet")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._facts, self._states = FactTable(92), FactTable(92)
        self._timeline, self._notes = FactTable(104), FactTable(104)
        self._guidance, self._steps = FactTable(104), FactTable(24)
        self._headings = [QLabel() for _ in range(6)]
        for heading in self._headings:
            heading.setProperty("role", "section")
            heading.setIndent(0)
        self._buttons = [QPushButton() for _ in range(_MOST_CAMERAS)]
        for number, button in enumerate(self._buttons):
            button.clicked.connect(partial(self.choose_camera, number))

    def _build(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(SIZES.margin, SIZES.margin, SIZES.margin, SIZES.margin)
        column.setSpacing(SIZES.gap)
        column.addLayout(self._head())
        column.addWidget(self._response)
        column.addWidget(self._body(), 1)
        column.addLayout(self._camera_row())
        column.addWidget(self._message)
        column.addWidget(self.answers)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self._pages)

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._where)
        row = QHBoxLayout()
        row.setSpacing(SIZES.margin)
        self._sign.setFixedSize(48, 48)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _body(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("scrolled")
        sides = QHBoxLayout(inside)
        sides.setContentsMargins(0, 0, SIZES.gap, 0)
        sides.setSpacing(SIZES.margin * 2)
        parts = list(zip(self._headings, self._tables(), strict=True))
        for pair in (parts[:3], parts[3:]):
            side = QVBoxLayout()
            side.setSpacing(4)
            for heading, table in pair:
                side.addWidget(heading)
                side.addWidget(table)
            side.addStretch(1)
            sides.addLayout(side, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area

    def _tables(self) -> tuple[FactTable, ...]:
        left = (self._steps, self._facts, self._notes)
        return (*left, self._guidance, self._states, self._timeline)

    def _camera_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SIZES.gap)
        for button in self._buttons:
            row.addWidget(button, 1)
        return row

    # --- what it shows --------------------------------------------------------------------------

    def show_alert(self, alert: Alert | None) -> None:
        """Show an alert, or nothing; another alert puts an open note or outcome away."""
        other = alert is None or self.alert is None or alert.number != self.alert.number
        self.alert = alert
        if other:
            self.say("")
            self.answers.put_away()
            self.answers.note.clear()
        self._pages.setCurrentIndex(0 if alert is None else 1)
        self._fill()

    def set_language(self, language: str) -> None:
        """Names of types, places and cameras in "ko" or "en"."""
        self._language = language
        self._fill()

    def say(self, text: str, tone: str = "") -> None:
        """One line above the buttons: what became of the last action."""
        self._message.setText(text)
        self._message.setVisible(bool(text))
        self._message.setProperty("tone", tone)
        self._message.style().unpolish(self._message)
        self._message.style().polish(self._message)

    @property
    def cameras(self) -> list[str]:
        """Ids of the cameras offered, best first."""
        return [camera.id for camera in self._cameras]

    def choose_camera(self, number: int, _checked: bool = False) -> None:
        """Put the camera of a button on the spot tile."""
        if number < len(self._cameras):
            self.camera_chosen.emit(self._cameras[number].id)

    def text(self) -> str:
        """The words shown, for screen readers and tests."""
        tables = self._tables()
        heads = (self._title.text(), self._where.text(), self._response.text())
        return "\n".join((*heads, *(table.text() for table in tables), self._message.text()))

    def _fill(self) -> None:
        self._words()
        alert = self.alert
        if alert is None:
            return
        place = self._places.of(alert, self._language)
        acknowledged = alert.attention is Attention.ACKNOWLEDGED
        self._sign.setPixmap(priority_icon(alert.priority, 48, acknowledged).pixmap(48))
        self._title.setText(self._catalogue.type_of(alert.type).label(self._language))
        number = translate("Detail", "No. {number}").format(number=alert.number)
        level = f"{alert.priority} {priority_word(alert.priority)}"
        self._where.setText(f"{level}  ·  {number}  ·  {place}")
        self._response.setText(self._catalogue.type_of(alert.type).response(self._language))
        self._facts.set_facts(facts_of(alert, place))
        self._states.set_facts(states_of(alert))
        self._timeline.set_facts(timeline_of(alert))
        self._notes.set_facts(notes_of(alert))
        kind = self._catalogue.type_of(alert.type)
        self._guidance.set_facts(guidance_of(kind, self._language))
        self._steps.set_facts(steps_of(kind, self._language))
        self._headings[0].setVisible(bool(kind.steps))
        self._headings[2].setVisible(bool(alert.notes))
        self._offer(alert)
        self._name_cameras(alert)

    def _offer(self, alert: Alert) -> None:
        mine = alert.claimed_by == self._operator
        offered = {
            "claim": alert.work is Work.NEW,
            "release": alert.work is Work.CLAIMED and mine,
            "acknowledge": alert.attention is Attention.UNACKNOWLEDGED,
            "note": True,
            "close": alert.is_open,
        }
        for kind, button in self.answers.buttons.items():
            button.setEnabled(offered[kind])

    def _name_cameras(self, alert: Alert) -> None:
        self._cameras = cameras_of(alert, self._site, _MOST_CAMERAS)
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(self._cameras))
            if number < len(self._cameras):
                camera = self._cameras[number]
                name = camera.name(self._language)
                width = max(90, (self.width() - 80) // _MOST_CAMERAS - 30)
                # The number at the end tells cameras of one dong apart.
                fit = button.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, width)
                button.setText(fit)
                button.setToolTip(f"{name} ({camera.id})")

    def _words(self) -> None:
        self._empty.setText(self.tr("No alert chosen"))
        words = (
            *(self.tr("Steps"), self.tr("Facts"), self.tr("Notes")),
            *(self.tr("Guidance"), self.tr("State"), self.tr("Time line")),
        )
        for heading, text in zip(self._headings, words, strict=True):
            heading.setText(text)
        self.setAccessibleName(self.tr("Chosen alert"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)
