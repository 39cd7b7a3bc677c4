"""Values the store's tests write: short ways to a real event, alert and decision."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from backends.database.connection import Database
from backends.database.store import SqlStore, open_store
from console.domain.alerts.alert import Alert, AlertClass, Attention, Condition, Visibility, Work
from console.domain.places.geo import Place
from console.ports.messages import (
    AlertChanged,
    Change,
    Command,
    CommandAnswered,
    Decision,
    EventStored,
    MessageQuarantined,
    SessionChanged,
)
from console.wire.sep1 import Event

KEY = bytes(range(32))
NOW = datetime(2026, 3, 14, 13, 5, 0, 123456, tzinfo=UTC)


class SteppedClock:
    """A clock the test moves."""

    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        return self.time

    def mono_ms(self) -> int:
        return 0


def store_in(folder: Path) -> SqlStore:
    return open_store(folder / "sunra.db", KEY, SteppedClock())


def database_in(folder: Path) -> Database:
    return Database(folder / "sunra.db", KEY)


def event(sequence: int, *, source: str = "bell-1", boot: int = 1, event_id: str = "") -> Event:
    name = event_id or f"{source}-{boot}-{sequence}"
    text = (
        f'{{"id":"{name}","source":"{source}","type":"bell.pressed",'
        f'"time":"2026-03-14T22:05:00+09:00","boot":{boot},"sequence":{sequence},"mono_ms":5,'
        f'"data":{{"text":"도와주세요"}},"vendor":7}}'
    )
    return Event(name, source, "bell.pressed", NOW, boot, sequence, 5, json=text)


def stored(
    sequence: int, *, source: str = "bell-1", boot: int = 1, event_id: str = ""
) -> EventStored:
    return EventStored(
        event(sequence, source=source, boot=boot, event_id=event_id), source, NOW, sequence
    )


def alert(number: int) -> Alert:
    return Alert(
        number=number,
        type="bell.pressed",
        alert_class=AlertClass.LIFE,
        priority=1,
        source="bell-1",
        subject=None,
        condition=Condition.CLEARED,
        attention=Attention.UNACKNOWLEDGED,
        work=Work.NEW,
        visibility=Visibility.NORMAL,
        raised=NOW,
        occurred=NOW - timedelta(seconds=1),
        updated=NOW,
        place=Place(37.56, 127.04, 8.5),
        cameras=("cam-1", "cam-2"),
        text="도와주세요",
    )


def raised(number: int) -> AlertChanged:
    return AlertChanged(alert(number), "raised", "engine", NOW)


def burst(first: int, count: int, *, source: str = "bell-1") -> Decision:
    """Events `first`.. with an alert each, and the session they lead to."""
    changes: list[Change] = []
    for sequence in range(first, first + count):
        changes += [stored(sequence, source=source), raised(sequence)]
    changes.append(SessionChanged(source, 1, first + count - 1))
    return Decision(tuple(changes))


def refused(sequence: int | None, raw: bytes = b"\xff\x00junk") -> MessageQuarantined:
    boot = None if sequence is None else 1
    return MessageQuarantined("bell-1", raw, NOW, "malformed", "no JSON", boot, sequence)


def answered(command_id: str, *, accepted: bool = True) -> CommandAnswered:
    command = Command(command_id, "seat-1", "kim", "note", 1, NOW, text="현관 앞 확인")
    return CommandAnswered(command, accepted, "" if accepted else "already closed", NOW)


def noted(change: Alert, **fields: object) -> Alert:
    return replace(change, **fields)  # type: ignore[arg-type]
