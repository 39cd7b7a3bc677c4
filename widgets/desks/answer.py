"""Carries the operator's answers out of the detail panel and the engine's word back. GUI thread.

Decides nothing: each wish is a command of its own, on its own record. Tells the panel what is
around the chosen alert, and asks the history once for the past of its bell or wearer.
"""

from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Slot

from console.domain.alerts.alert import Alert, AlertClass
from console.ports.clock import Clock
from console.ports.seat_link import ActionNews, QueueNews, SeatLink
from console.services.catalogue import LiveCatalogue
from console.wire.seat_values import HistoryPage, HistoryWanted, HistoryWord
from widgets.desks.queue import QueueDesk
from widgets.detail.card_words import PAST_DAYS, Past
from widgets.detail.dispatches import unanswered_text
from widgets.detail.wish import Surroundings, Wish
from widgets.models.motion import Motions
from widgets.models.pending import PendingActions
from widgets.window.layout import Panels
from widgets.window.standing import RoomState
from widgets.words.reasons import reason_text
from widgets.words.words import action_word

PAST_MOST = 60
_PAUSE_MS = 250  # running through the queue with a held key asks nothing
_PATIENCE = timedelta(seconds=5)
_MOST_TRIES = 4
_OUTWARD = frozenset({"dispatch", "refer"})
_TONES = {"local_only": "warning", "refused": "fault"}


class AnswerDesk(QObject):
    """Connects the detail panel to the seat's link; `desk` has the way to the history."""

    def __init__(
        self, panels: Panels, link: SeatLink, room: RoomState, desk: QueueDesk, clock: Clock,
        live: LiveCatalogue, parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._panels, self._detail, self._link = panels, panels.detail, link
        self._room, self._desk, self._clock, self._live = room, desk, clock, live
        self.pending = PendingActions()
        self._motions = Motions()
        self._looked_at: Alert | None = None
        self._asked_at: datetime | None = None
        self._tries = 0
        self._people: tuple[str, ...] = ()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask_past)
        self._detail.around = self.around
        self._detail.wished.connect(self.submit)
        self._detail.opened.connect(self._opened)

    def around(self) -> Surroundings:
        """The room at this moment."""
        return Surroundings(
            self._clock.now(),
            tuple(self._panels.model.alerts()),
            self._room.positions,
            tuple(self._panels.queue.view.marked()),
            self._panels.echo.watching,
            self._panels.echo.camera,
            self._motions.stays,
            self._live.rules.agencies or {},
            self._people,
            self._detail.bound(),
        )

    @Slot(object)
    def submit(self, wish: Wish) -> None:
        """Ask for an act on the alert it names, else on the chosen one."""
        number = wish.alert or self._panels.queue.chosen
        if number is None:
            return
        self._link.submit(
            wish.kind,
            number,
            text=wish.text,
            disposition=wish.disposition,
            subject=wish.subject,
            choice=wish.choice,
        )
        if not self._detail.is_answering:
            self._panels.queue.view.setFocus()

    # --- news -----------------------------------------------------------------------------------

    def take_queue(self, news: QueueNews) -> None:
        """Follow units, people, and alerts as they are acknowledged."""
        if news.room is not None:
            self._people = tuple(sorted({each.operator for each in news.room.people}))
        self._motions.take(news.positions, whole=news.whole)
        self._detail.acknowledged.take(news.alerts)

    def take_action(self, news: ActionNews) -> int:
        """What became of an act; returns how many now wait on that alert."""
        waiting = self.pending.take(news)
        if news.alert and news.alert == self._panels.queue.chosen:
            self._say(news)
        return waiting

    def set_now(self, now: datetime) -> None:
        """Ages and deadlines go on."""
        self._detail.set_now(now)
        self._panels.notices.set("unanswered", unanswered_text(self._panels.model.alerts(), now))
        waits = self._asked_at is not None and now - self._asked_at > _PATIENCE
        if waits and self._tries < _MOST_TRIES:
            self._ask_past()  # another question of this seat may have taken its place

    def _say(self, news: ActionNews) -> None:
        words = {
            "local_only": self.tr("{action}: kept on this seat, not yet at the engine"),
            "sent": self.tr("{action}: sent, waiting for the engine"),
            "accepted": self.tr("{action}: done"),
            "refused": self.tr("{action} refused: {reason}"),
        }
        text, reason = words.get(news.state, "{action}: {reason}"), reason_text(news.reason)
        said = text.format(action=action_word(news.kind), reason=reason)
        tone = _TONES.get(news.state, "quiet")
        if news.state == "accepted" and reason:  # granted, and yet there is something to look at
            said, tone = f"{said}. {reason}", "warning"
        if news.state == "local_only" and news.kind in _OUTWARD:
            said = self.tr("{said}. Nobody sees it there: use the telephone or the radio.").format(
                said=said
            )
        self._detail.say(said, tone)

    # --- the past of a bell or wearer -----------------------------------------------------------

    @Slot(object)
    def _opened(self, alert: Alert) -> None:
        self._looked_at, self._asked_at, self._tries = alert, None, 0
        newest = self.pending.newest(alert.number)
        if newest is not None:
            self._say(newest)
        if alert.alert_class is AlertClass.LIFE:
            self._pause.start()

    @Slot()
    def _ask_past(self) -> None:
        alert = self._looked_at
        if alert is not None:
            self._asked_at, self._tries = self._clock.now(), self._tries + 1
            self._desk.ask_past(past_wanted(alert, self._clock.now()), self._take_past)

    def _take_past(self, page: HistoryPage) -> None:
        self._asked_at = None
        if self._looked_at is not None:
            past = Past(page.alerts, page.more, page.fault, known=True)
            self._detail.set_past(self._looked_at.number, past)


def past_wanted(alert: Alert, now: datetime) -> HistoryWanted:
    """The question for earlier alerts: of the wearer where there is one, else of the device."""
    since = now - timedelta(days=PAST_DAYS)
    who = alert.unit or (alert.subject if alert.source == "engine" else None)
    if who:
        words = tuple(HistoryWord(each[:120]) for each in who.casefold().split()[:6])
        return HistoryWanted(0, words, since=since, limit=PAST_MOST)
    return HistoryWanted(0, sources=(alert.source,), since=since, limit=PAST_MOST)
