"""Who may erase which record from a board: a supervisor here, what has ended. GUI thread.

Follows the engine's word on people and records, and tells what is wished. It decides nothing: the
engine judges the act again and journals it.
"""

from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.domain.field.record import field_subject
from console.domain.roles import Role
from console.ports.seat_link import ActionNews, QueueNews
from widgets.board import Board
from widgets.field.erasing import EraseBar

ERASE = "erase_record"
_LOOK_MS = 200


class ErasingBoard(Protocol):
    """What erasing needs of a board."""

    def chosen_subject(self) -> str:
        """How acts name the record in view; empty when there is none."""

    def chosen_name(self) -> str:
        """What the list of the board calls it."""

    def take_focus(self) -> None:
        """Give it the keys."""


class Erasing(QObject):
    """One bar at the foot of each board; `who` is seat and operator.

    `wished(board, subject, purpose)` is to be sent; `sent` is told of it.
    """

    wished = Signal(object, str, str)

    def __init__(self, who: tuple[str, str], parent: QObject) -> None:
        super().__init__(parent)
        self._who = who
        self._bars: list[tuple[ErasingBoard, Board, EraseBar]] = []
        self._ended: set[str] = set()
        self._erased: set[str] = set()
        self._sent: dict[str, str] = {}
        self._may = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def add(self, board: ErasingBoard, frame: Board) -> None:
        """One more board, in its frame."""
        bar = EraseBar(frame)
        frame.body.addWidget(bar)
        bar.left.connect(board.take_focus)
        bar.erase_wished.connect(partial(self.wished.emit, board))
        self._bars.append((board, frame, bar))

    def take_queue(self, news: QueueNews) -> None:
        """Which records have ended, and what this person is."""
        if news.whole:
            self._ended.clear()
        for record in news.fields:
            known = field_subject(*record.key)
            (self._ended.discard if record.is_open else self._ended.add)(known)
        if news.room is not None:
            self._may = news.room.role_of(*self._who) is Role.SUPERVISOR
            # The choice moves by keys and mouse in several ways: looking is cheaper than asking.
            self._timer.start() if self._may else self._timer.stop()
        self.look()

    def sent(self, action: str, subject: str) -> None:
        """A wish is on its way under this name."""
        self._sent[action] = subject

    def take_action(self, news: ActionNews) -> None:
        """What became of an act; what is erased is not offered again."""
        if news.state in {"accepted", "refused"} and news.action in self._sent:
            subject = self._sent.pop(news.action)
            if news.state == "accepted":
                self._erased.add(subject)
            self.look()

    def stop(self) -> None:
        """End looking; safe to call twice."""
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Offer each board's chosen record, or nothing."""
        for board, frame, bar in self._bars:
            if frame.isHidden():
                bar.forget()
            subject = board.chosen_subject() if self._may and not frame.isHidden() else ""
            offered = subject in self._ended and subject not in self._erased
            bar.offer(subject if offered else "", board.chosen_name() if offered else "")
