"""A console without a screen: the real seat link with a real journal, at a running engine."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from backends.commands.parts import keys_in, registry_of
from backends.database.seat_journal import SqlSeatJournal
from backends.system.clock import SystemClock
from backends.system.installation import Installation
from backends.zeromq.seat_link import ZmqSeatLink
from console.domain.field.record import FieldKey, FieldRecord
from console.ports.messages import CommandKind
from console.ports.seat_link import ActionNews, QueueNews
from console.wire.room_values import FiguresPage, RoomView, RulesView
from tests.support.processes import wait_until


class LinkedConsole:
    """One seat's real link, and what it was told."""

    def __init__(self, data: Path, card: dict[str, Any], name: str, folder: Path) -> None:
        home = Installation(data)
        keys = keys_in(home.keys)
        pair = keys.curve(f"seat-{name}")
        with registry_of(home, keys) as registry:
            registry.register_seat(name, pair.public)
        self.name = name
        self.alerts: set[int] = set()
        self.answers: dict[str, ActionNews] = {}
        self.fields: dict[FieldKey, FieldRecord] = {}
        self.room = RoomView()
        self.rules = RulesView()
        self.figures: FiguresPage | None = None
        self.link = ZmqSeatLink(
            card["seats"], card["server_key"], pair, name, f"op-{name}",
            lambda: SqlSeatJournal(folder / f"{name}.db", bytes(32)), SystemClock(),
        )  # fmt: skip

    def listen(self) -> None:
        for news in self.link.drain():
            if isinstance(news, QueueNews):
                self.alerts |= {alert.number for alert in news.alerts}
                self.fields.update((each.key, each) for each in news.fields)
                self.room = news.room or self.room
                self.rules = news.rules or self.rules
            elif isinstance(news, FiguresPage):
                self.figures = news
            elif isinstance(news, ActionNews) and news.state in {"accepted", "refused"}:
                self.answers[news.action] = news

    def until(self, condition: Callable[["LinkedConsole"], bool], what: str) -> None:
        """Listen until something is known here."""

        def known() -> bool:
            self.listen()
            return condition(self)

        wait_until(known, what, 30.0)

    def ask(self, kind: CommandKind, alert: int, **more: object) -> ActionNews:
        """Submit an act and wait for the engine's answer."""
        action = self.link.submit(kind, alert, **more)  # type: ignore[arg-type]

        def answered() -> bool:
            self.listen()
            return action in self.answers

        wait_until(answered, f"an answer to {kind}")
        return self.answers[action]
