"""The chosen alert: what it is, what to do, what is known, what was done, and how to answer.

GUI thread. Knows the alert and the words for it; sends nothing, opens no picture: it emits wishes.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.domain.alerts.alert import Alert
from console.domain.alerts.alert_types import AlertType, Catalogue
from console.domain.alerts.handling import Dispatch
from console.domain.site import Site
from console.ports.messages import CommandKind
from widgets.detail.answer_bar import AnswerBar, act_word
from widgets.detail.body import DetailBody
from widgets.detail.camera_bar import CameraBar
from widgets.detail.card_words import Past
from widgets.detail.differences import Acknowledged, difference
from widgets.detail.dispatches import dispatch_name, undo_left_s
from widgets.detail.forms.stage import FormStage
from widgets.detail.group_options import Regrouping, members_of
from widgets.detail.head import DetailHead
from widgets.detail.offers import offered, to_undo, why_not
from widgets.detail.wish import Around, Surroundings, Wish, nothing_around
from widgets.models.nearby import PlaceWords
from widgets.overrides import sealed
from widgets.theme import SIZES

_PLAIN: dict[str, CommandKind] = {
    "claim": "claim",
    "release": "release",
    "acknowledge": "acknowledge",
    "escalate": "escalate",
}
_VERDICTS = ("verified", "false")


@sealed
class Detail(QFrame):
    """Signals: `wished(Wish)`, `camera_chosen(camera_id)`, `opened(Alert)`, `left()`.

    `around` is asked for the room whenever something is shown; `echo` paints the spot picture.
    """

    wished = Signal(object)
    camera_chosen = Signal(str)
    opened = Signal(object)
    left = Signal()

    def __init__(
        self,
        site: Site,
        catalogue: Catalogue,
        operator: str,
        language: str,
        parent: QWidget | None = None,
        *,
        echo: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._site, self._catalogue = site, catalogue
        self._operator, self._language = operator, language
        self.around: Around = nothing_around
        self.bound: Callable[[], frozenset[str]] = frozenset
        self.acknowledged = Acknowledged()
        self._places = PlaceWords(site)
        self.alert: Alert | None = None
        self._low = False
        self._back: tuple[Wish, ...] = ()
        self._back_at = datetime.min.replace(tzinfo=UTC)
        self.answers = AnswerBar()
        self.body = DetailBody(echo)
        self.stage = FormStage(self.body, site, catalogue, operator)
        self._make_parts()
        self._build()
        self._connect()
        self.show_alert(None)

    def _make_parts(self) -> None:
        self.head, self.camera_bar = DetailHead(), CameraBar(self._site)
        self._response, self._message, self._empty = QLabel(), QLabel(), QLabel()
        self._news, self.undo_button = QLabel(), QPushButton()
        self._news.setProperty("tone", "warning")
        self._response.setObjectName("response")
        for label in (self._response, self._message, self._news):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)  # devices and people wrote it
        self._empty.setProperty("tone", "quiet")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.undo_button.setProperty("role", "small_act")

    def _connect(self) -> None:
        self.answers.acted.connect(self._act)
        self.answers.wished.connect(self.wished)
        self.answers.left.connect(self.left)
        self.stage.asked.connect(self.wished)
        self.stage.regrouped.connect(self._regrouped)
        self.stage.left.connect(self._form_left)
        self.stage.currentChanged.connect(self._show_response)
        self.undo_button.clicked.connect(self.undo)
        self.camera_bar.chosen.connect(self.camera_chosen)

    def _build(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(SIZES.margin, SIZES.gap, SIZES.margin, SIZES.margin)
        column.setSpacing(6)
        column.addWidget(self.head)
        column.addWidget(self._response)
        column.addWidget(self._news)
        column.addWidget(self.stage, 1)
        column.addWidget(self.camera_bar)
        column.addLayout(self._message_row())
        column.addWidget(self.answers)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self._pages)

    def _message_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._message, 1)
        row.addWidget(self.undo_button)
        return row

    # --- what it shows --------------------------------------------------------------------------

    def show_alert(self, alert: Alert | None) -> None:
        """Show an alert, or nothing; another alert puts an open note, outcome or form away."""
        before, self.alert = self.alert, alert
        other = alert is None or before is None or alert.number != before.number
        if other:
            self.say("")
            self._back = ()
            self.answers.put_away()
            self.stage.put_away()
            self.answers.note.clear()
            self.body.set_past(Past())
            self.body.to_top()
        elif alert and before and alert.facts > before.facts and self.answers.is_closing:
            # A key that was on its way must not close over what nobody can have read (O14).
            self.answers.put_away()
            self.say(self.tr("News came while you were closing: read it, then X again."), "warning")
        self._pages.setCurrentIndex(0 if alert is None else 1)
        self._fill()
        if other and alert is not None:
            self.opened.emit(alert)

    def set_language(self, language: str) -> None:
        """Names of types, places and cameras in "ko" or "en"."""
        self._language = language
        self._fill()

    def set_low(self, low: bool) -> None:
        """Whether the window has to save height."""
        self._low = low
        self.head.set_low(low)
        self.body.card.set_low(low)
        self._show_response()

    @Slot()
    def _show_response(self) -> None:
        """What to do first; in a low window an open form needs the room more."""
        self._response.setVisible(not (self._low and self.stage.open_form))

    def set_now(self, _now: datetime) -> None:
        """Ages, deadlines and the time to undo go on."""
        self._renew()

    def set_past(self, alert: int, past: Past) -> None:
        """What is known of the past of an alert's bell or wearer; of another alert it is let go."""
        if self.alert is not None and self.alert.number == alert:
            self.body.set_past(past)
            self._renew()

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
        return self.camera_bar.cameras

    @property
    def is_answering(self) -> bool:
        """Whether a note, an outcome or a form is open."""
        return self.answers.is_open or self.stage.open_form is not None

    def choose_camera(self, number: int) -> None:
        """Put the camera of a button on the spot tile."""
        self.camera_bar.choose(number)

    def text(self) -> str:
        """The words shown, for screen readers and tests."""
        form = self.stage.open_form
        parts = [label.text() for label in (self._response, self._news, self._message)]
        parts += [self.body.text(), form.text() if form else ""]
        return "\n".join((self.head.text(), *parts))

    # --- acts -----------------------------------------------------------------------------------

    def trigger(self, act: str) -> bool:
        """Do what a key of an act stands for; one that makes no sense now is told why."""
        if self.alert is None:
            return False
        if act == "undo":
            return self.undo()
        if not self.answers.trigger(act):
            self.say(why_not(act, self.alert, self._operator), "warning")
            return False
        return True

    @Slot(str)
    def _act(self, act: str) -> None:
        alert = self.alert
        if alert is None:
            return
        if act in self.stage.forms:
            kind = self._kind(alert)
            self.stage.show_form(act, alert, kind, self.around(), self._language)
            self.camera_bar.hide()
            return
        self.stage.put_away()
        if act in _PLAIN:
            self.wished.emit(Wish(_PLAIN[act]))
        elif act in _VERDICTS:
            self.wished.emit(Wish("verify", self._basis(), choice=act))

    def _basis(self) -> str:
        """On what a verdict rests: a live picture, if it is one of this alert's place."""
        around = self.around()
        if not around.watching or self._looks_elsewhere(around):
            return "judgement"
        return f"picture {around.watching}"

    def _looks_elsewhere(self, around: Surroundings) -> bool:
        return bool(around.spot) and not self.camera_bar.is_near(around.spot)

    @Slot()
    def undo(self, _checked: bool = False) -> bool:
        """Take back the newest of what was sent and what was regrouped; False without either."""
        sent, back = self._to_undo()
        if sent is not None:
            self.wished.emit(Wish("undo", subject=sent.id))
            return True
        self._back = ()
        for wish in back:
            self.wished.emit(wish)
        if not back:
            self.say(self.tr("There is nothing to take back."), "quiet")
        self._renew()
        return bool(back)

    def _to_undo(self) -> tuple[Dispatch | None, tuple[Wish, ...]]:
        """What the next undo takes back: a dispatch, or the wishes that undo a regrouping."""
        alert = self.alert
        sent = to_undo(alert, self._operator, self.around().now) if alert else None
        if sent is None or (self._back and self._back_at > sent.sent):
            return None, self._back
        return sent, ()

    @Slot()
    def put_away(self) -> None:
        """Close whatever is open."""
        self.answers.put_away()
        self.stage.put_away()

    @Slot(object)
    def _regrouped(self, plan: Regrouping) -> None:
        self._back, self._back_at = plan.back, self.around().now
        self._renew()

    @Slot()
    def _form_left(self) -> None:
        self.camera_bar.setVisible(bool(self.cameras))
        self.left.emit()

    # --- words ----------------------------------------------------------------------------------

    def _kind(self, alert: Alert) -> AlertType:
        return self._catalogue.type_of(alert.type)

    def _fill(self) -> None:
        self._words()
        alert = self.alert
        if alert is None:
            return
        place, kind = self._places.of(alert, self._language), self._kind(alert)
        self.head.show_alert(alert, kind.label(self._language), place)
        self._response.setText(kind.response(self._language))
        news = difference(alert, self.acknowledged.of(alert.number))
        self._news.setText(news)
        self._news.setVisible(bool(news))
        self.answers.offer(offered(alert, kind, self._operator))
        self.camera_bar.show_alert(alert, self._language, self.width())
        self.camera_bar.setVisible(bool(self.cameras) and self.stage.open_form is None)
        self._renew()

    def _renew(self) -> None:
        """What changes with time and with the room."""
        alert = self.alert
        if alert is None:
            return
        around = self.around()
        place = self._places.of(alert, self._language)
        self.body.card.elsewhere = self._looks_elsewhere(around)
        self.body.show_alert(alert, self._kind(alert), place, around, self._language)
        self.stage.renew(alert, around, self._language)
        self.head.show_tags(alert, len(members_of(alert, around)))
        self._name_undo(around.now)

    def _name_undo(self, now: datetime) -> None:
        """The button says what it takes back, and for how long it can."""
        sent, back = self._to_undo()
        self.undo_button.setVisible(sent is not None or bool(back))
        what = self.tr("regrouping")
        if sent is not None:
            left = self.tr("{seconds} s").format(seconds=undo_left_s(sent, now))
            what = f"{dispatch_name(sent)} {left}"
        self.undo_button.setText(f"{act_word('undo')}: {what}  Ctrl+Z")

    def _words(self) -> None:
        self._empty.setText(self.tr("No alert chosen"))
        self.body.retranslate()
        self.setAccessibleName(self.tr("Chosen alert"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)
