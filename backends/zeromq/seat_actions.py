"""Operators' actions on their way: first the journal, then the wire, then the answer.

Belongs to the seat link's thread. Never sends what is not durable in the journal.
"""

import logging
from collections.abc import Callable, Sequence

from console.domain.errors import EnvironmentFault
from console.ports.messages import Command, CommandResult
from console.ports.seat_journal import SeatJournal
from console.ports.seat_link import ActionNews
from console.services.seat import PendingActions, refused_here

JOURNAL_FAILED = "This seat's journal failed; nothing was sent (the log says why)."

_log = logging.getLogger("wire.seat")


class SeatActions:
    """The journal and the actions that wait for their answer."""

    def __init__(
        self,
        journal_factory: Callable[[], SeatJournal],
        tell: Callable[[Sequence[ActionNews]], None],
    ) -> None:
        self._journal_factory = journal_factory
        self._tell = tell
        self._journal: SeatJournal | None = None
        self._fault = ""
        self._pending = PendingActions()

    def open_journal(self) -> bool:
        """Open the journal and take over what it holds unconfirmed; False when it cannot be."""
        if self._journal is not None:
            return True
        try:
            journal = self._journal_factory()
            waiting = journal.unconfirmed()
        except EnvironmentFault as fault:
            self._fault = fault.sentence
            _log.error("the seat's journal cannot be opened: %s", fault.sentence)
            return False
        except Exception:  # noqa: BLE001 - an operator is owed an answer to every action
            self._fault = JOURNAL_FAILED
            _log.exception("the seat's journal cannot be opened")
            return False
        self._journal = journal
        self._tell(self._pending.restore(waiting))
        return True

    def submit(self, command: Command) -> None:
        """Make the action durable; refused with the reason when it cannot be."""
        if not self.open_journal() or self._journal is None:
            self._tell([refused_here(command, self._fault)])
            return
        try:
            self._journal.append(command)
        except EnvironmentFault as fault:
            self._tell([refused_here(command, fault.sentence)])
            return
        except Exception:  # noqa: BLE001 - an operator is owed an answer to every action
            _log.exception("an action could not be journaled")
            self._tell([refused_here(command, JOURNAL_FAILED)])
            return
        self._tell([self._pending.add(command)])

    def send_due(self, say: Callable[[Command], bool], now_ms: int) -> None:
        """Send what waits, oldest first; stop at the first that the link does not take."""
        for command in self._pending.to_send(now_ms):
            if not say(command):
                return
            news = self._pending.sent(command.id, now_ms)
            if news is not None:
                self._tell([news])

    def disconnected(self) -> None:
        """Whatever was on its way has to be sent again."""
        back = self._pending.disconnected()
        if back:
            self._tell(back)

    def answered(self, result: CommandResult) -> None:
        """Note the engine's answer in the journal and tell it; a second answer changes nothing."""
        news = self._pending.answered(result)
        if news is None or self._journal is None:
            return
        try:
            self._journal.confirm(result.command, accepted=result.accepted, reason=result.reason)
        except EnvironmentFault as fault:
            # The action is sent once more after a restart; the engine answers a repeat from memory.
            _log.error("an answer could not be noted in the seat's journal: %s", fault.sentence)
        self._tell([news])

    def close(self) -> None:
        """Close the journal when it can be closed."""
        closing = getattr(self._journal, "close", None)
        if callable(closing):
            closing()
