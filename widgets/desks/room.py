"""Carries what is quiet, the rules of the room and its figures between engine and panels.

GUI thread; decides nothing. Each wish is a command of its own, on its own record; what became of it
is said on the board it came from.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from console.domain.alerts.alert import Alert
from console.domain.alerts.alert_type_text import CatalogueFault
from console.domain.alerts.stale import stale
from console.domain.roles import Role
from console.ports.clock import Clock
from console.ports.history import FiguresLink
from console.ports.messages import CommandKind
from console.ports.seat_files import SeatFiles, TableFiles
from console.ports.seat_link import ActionNews, QueueNews, SeatLink
from console.services.catalogue import LiveCatalogue
from console.wire.room_values import FiguresPage, FiguresWanted, RoomView
from widgets.board import Board
from widgets.quiets.panel import QuietPanel
from widgets.quiets.wish import QuietWish
from widgets.status_bar.panel import QuietCounts
from widgets.supervisor.panel import SupervisorPanel
from widgets.supervisor.problem_words import problem_texts
from widgets.supervisor.wish import RuleWish
from widgets.words.reasons import reason_text
from widgets.words.words import action_word

if TYPE_CHECKING:
    from widgets.window.layout import Panels

_LOOK_MS = 2_000
_STALE_EVERY = timedelta(seconds=5)
_RULES = frozenset({"change_rules", "restore_rules"})


class RoomDesk(QObject):
    """Both boards; `quiets` and `supervisor` are shown over the pictures and the map."""

    def __init__(
        self,
        panels: "Panels",
        link: SeatLink,
        live: LiveCatalogue,
        clock: Clock,
        who: tuple[str, str, str],
        files: SeatFiles | None,
        parent: QObject,
    ) -> None:
        """`who` is seat, operator and language."""
        super().__init__(parent)
        self._panels, self._link, self._live, self._clock = panels, link, live, clock
        self._seat, self._operator, language = who
        self._files = files
        self.room = RoomView()
        self._asked: dict[str, Board] = {}
        self._figures = 0
        self._heard = False
        self._stale = 0
        self._stale_at: datetime | None = None
        window = panels.status.window()
        self.quiets = QuietPanel(live.catalogue, language, clock.now, window)
        self.supervisor = SupervisorPanel(live.shipped, live.catalogue, language, clock.now, window)
        self._ticker = QTimer(self)
        self._ticker.setInterval(_LOOK_MS)
        self._ticker.timeout.connect(self.refresh)
        self._connect()

    def _connect(self) -> None:
        self.quiets.wished.connect(self._wish)
        self.quiets.alert_chosen.connect(self._panels.queue.choose)
        self.supervisor.wished.connect(self._wish_rules)
        self.supervisor.figures_wanted.connect(self.ask_figures)
        self.supervisor.csv_wished.connect(self._write)
        for board in (self.quiets, self.supervisor):
            board.left.connect(self._panels.queue.view.setFocus)

    # --- showing --------------------------------------------------------------------------------

    @Slot()
    def toggle_quiets(self) -> None:
        """Show or put away what is kept out of the queue."""
        self._toggle(self.quiets)

    @Slot()
    def toggle_supervisor(self) -> None:
        """Show or put away the supervisor's board."""
        self._toggle(self.supervisor)
        if not self.supervisor.isHidden():
            self.ask_figures()

    def _toggle(self, board: QuietPanel | SupervisorPanel) -> None:
        if not board.isHidden():
            board.put_away()
            return
        self.refresh()
        board.open_over(self._panels.left)
        board.take_focus()
        self._ticker.start()

    def put_away(self) -> bool:
        """Hide whichever board is shown; False when none was."""
        for board in (self.quiets, self.supervisor):
            if not board.isHidden():
                board.put_away()
                return True
        return False

    def stop(self) -> None:
        """End the clock of the boards; safe to call twice."""
        self._ticker.stop()

    def counts(self, now: datetime) -> QuietCounts | None:
        """The figures of the status line; None before the engine said anything."""
        if not self._heard:
            return None
        if self._stale_at is None or now - self._stale_at > _STALE_EVERY:
            self._stale_at, self._stale = now, len(self.stale())
        quiets = self.room.quiets
        kinds = [each.kind for each in quiets]
        proposed = sum(each.is_proposed for each in quiets)
        return QuietCounts(
            shelved=kinds.count("shelf"),
            rules=kinds.count("suppression") - proposed,
            proposed=proposed,
            out_of_service=kinds.count("out_of_service"),
            stale=self._stale,
            noisy=len(self.room.actors),
        )

    def set_current(self, current: bool) -> None:
        """Whether the engine is heard: what a board shows without it is never called normal."""
        words = "" if current else self.tr("Not current: the engine is not heard")
        for board in (self.quiets, self.supervisor):
            board.mark_stale(words)
        self.quiets.set_current(current)

    @Slot()
    def refresh(self) -> None:
        """Write what the boards show at this moment."""
        if self.quiets.isHidden() and self.supervisor.isHidden():
            self._ticker.stop()
        row = self._panels.model.find(self._panels.queue.chosen or 0)
        alerts = [each.alert for each in self._panels.model.rows()]
        chosen = row.alert if row else None
        self.quiets.show_room(self.room, alerts, self.stale(), chosen)

    def stale(self) -> list[Alert]:
        """Open alerts that nothing changed for too long."""
        after = timedelta(hours=self._live.rules.pace.stale_h)
        alerts = (each.alert for each in self._panels.model.rows())
        return stale(alerts, self._clock.now(), after)

    def set_language(self, language: str) -> None:
        """Names of types in "ko" or "en"."""
        self.quiets.set_language(language)
        self.supervisor.set_language(language)

    # --- news -----------------------------------------------------------------------------------

    def take_queue(self, news: QueueNews) -> bool:
        """Take in room and rules; True when names of types changed and rows are to be made anew."""
        if news.room is not None:
            self.room, self._heard = news.room, True
            self._panels.queue.follow_flood(news.room.flood)
            role = news.room.role_of(self._seat, self._operator)
            self.quiets.role = role
            self.supervisor.set_role(role)
            here = {each.operator for each in news.room.people if each.seat == self._seat}
            stranger = bool(here) and self._operator not in here
            self._panels.top.set_standing(role, stranger=stranger)
            self.refresh()
        if news.rules is None or news.rules == self.supervisor.rules.view:
            return False
        known = self._live.content
        try:
            self._live.adopt(news.rules.content)
        except CatalogueFault as fault:  # an engine of another version: keep what is understood
            self.supervisor.say(str(fault), "fault")
        self.supervisor.show_rules(news.rules)
        return self._live.content != known

    def take_action(self, news: ActionNews) -> bool:
        """Say what became of an act of a board; False when it was none of them."""
        board = self._asked.get(news.action)
        if board is None:
            return False
        reason = reason_text(news.reason)
        if news.kind in _RULES and reason == news.reason:
            reason = problem_texts(reason)
        words = {
            "local_only": self.tr("{action}: kept on this seat, not yet at the engine"),
            "sent": self.tr("{action}: sent, waiting for the engine"),
            "accepted": self.tr("{action}: done"),
            "refused": self.tr("{action} refused: {reason}"),
        }
        text = words.get(news.state, "{action}").format(
            action=action_word(news.kind), reason=reason
        )
        tones = {"local_only": "warning", "refused": "fault", "accepted": "good"}
        board.say(text, tones.get(news.state, "quiet"))
        if news.state in {"accepted", "refused"}:
            del self._asked[news.action]
            if news.kind in _RULES:
                self.supervisor.settled(accepted=news.state == "accepted")
        return True

    @Slot(object)
    def take_figures(self, page: FiguresPage) -> None:
        """The engine's figures; an older answer is let go."""
        if page.request == self._figures:
            self.supervisor.take_figures(page)

    # --- wishes ---------------------------------------------------------------------------------

    @Slot(object)
    def _wish(self, wish: QuietWish) -> None:
        action = self._link.submit(
            wish.kind, wish.alert, text=wish.text, subject=wish.subject, choice=wish.choice,
            until=wish.until,
        )  # fmt: skip
        self._asked[action] = self.quiets

    @Slot(object)
    def _wish_rules(self, wish: RuleWish) -> None:
        kind: CommandKind = "change_rules" if wish.version is None else "restore_rules"
        subject = wish.path if wish.version is None else str(wish.version)
        action = self._link.submit(
            kind, 0, text=wish.why, subject=subject, choice=str(wish.base), content=wish.content
        )
        self._asked[action] = self.supervisor

    @Slot()
    def ask_figures(self) -> None:
        """Ask the engine for answer times and the ledger."""
        self._figures += 1
        wanted = FiguresWanted(self._figures)
        if isinstance(self._link, FiguresLink):
            self._link.ask_figures(wanted)
            return
        self.take_figures(FiguresPage(wanted.request, fault=self.tr("There is no history here.")))

    @Slot(str, str)
    def _write(self, name: str, text: str) -> None:
        files: object = self._files
        if not isinstance(files, TableFiles):
            self.supervisor.say(self.tr("This seat keeps no files."), "warning")
            return
        path = files.export_path(name, self._clock.now(), "csv")
        files.write_table(path, text)
        self.supervisor.say(self.tr("Written: {path}").format(path=path), "good")

    @property
    def is_supervisor(self) -> bool:
        """Whether this person is a supervisor at this seat."""
        return self.room.role_of(self._seat, self._operator) is Role.SUPERVISOR
