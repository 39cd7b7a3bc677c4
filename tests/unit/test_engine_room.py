"""What seats are told beside alerts: whole when it changed, nothing when it did not (law 5)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from console.domain.roles import Person, Role
from console.ports.door import Frames
from console.ports.messages import Command, QueueDelta, QueueSnapshot
from console.services.catalogue import read_catalogue, read_shipped
from console.services.desk.desk import Desk
from console.services.engine.engine import Engine
from console.wire.room_values import FiguresPage, FiguresWanted, PersonView
from console.wire.seat import SeatMalformed, decode_seat, encode_engine, encode_seat
from console.wire.seat_values import CommandResult, SeatHello, SeatMessage
from tests.support.engine_doubles import MemoryDoors, MemoryStore, SetClock, device, event, frames

SEAT = b"seat-b"
CHIEF = Person("B", "chief", Role.SUPERVISOR)


class Stage:
    """An engine in memory with a chief at seat B; `restart` loses all but the store."""

    def __init__(self) -> None:
        self.store = MemoryStore([device("cam-1")], persons=[CHIEF])
        self.clock = SetClock()
        self.commands = 0
        self.restart()

    def restart(self) -> None:
        self.doors = MemoryDoors(self.clock)
        desk = Desk(read_catalogue(), shipped=read_shipped())
        self.engine = Engine(desk, self.store, self.doors, self.clock, "engine-1")
        self.engine.start()

    def say(self, *messages: SeatMessage, name: str = "B") -> list[Any]:
        for message in messages:
            self.doors.seats.inward.append(Frames(SEAT, name, encode_seat(message)))
        self.engine.step()
        return list(self.doors.seats.take_news(SEAT))

    def ask(self, kind: str, alert: int = 0, name: str = "B", **more: Any) -> list[Any]:  # noqa: ANN401
        self.commands += 1
        fields = {"seat": name, "operator": "chief", "issued": self.clock.now(), **more}
        made = Command(id=f"c{self.commands}", kind=kind, alert=alert, **fields)  # type: ignore[arg-type]
        return self.say(made, name=name)

    def news(self, kind: type) -> list[Any]:
        found = []
        for _ in range(30):
            self.engine.step()
            found += [n for n in self.doors.seats.take_news(SEAT) if isinstance(n, kind)]
        return found


def rules(stage: Stage, name: str = "B") -> list[Any]:
    fields: dict[str, Any] = {"subject": "pace/lease_s", "content": "600"}
    fields |= {"choice": "0", "text": "why"}
    return stage.ask("change_rules", name=name, **fields)


def test_that_a_snapshot_holds_room_and_rules_and_a_quiet_second_says_nothing_of_them() -> None:
    stage = Stage()
    whole = next(n for n in stage.say(SeatHello("B", "chief")) if isinstance(n, QueueSnapshot))
    assert whole.room is not None
    assert whole.room.people == (PersonView("B", "chief", Role.SUPERVISOR),)
    assert whole.rules is not None
    assert whole.rules.number == 0
    assert not [each for each in stage.news(QueueDelta) if each.room or each.rules]


def test_that_an_edit_reaches_every_seat_with_the_next_delta_and_a_restart_keeps_it() -> None:
    stage = Stage()
    stage.say(SeatHello("B", "chief"))
    news = rules(stage)
    told = [each.rules for each in news if isinstance(each, QueueDelta) and each.rules]
    assert [each.number for each in told] == [1]
    stage.restart()
    whole = next(n for n in stage.say(SeatHello("B", "chief")) if isinstance(n, QueueSnapshot))
    assert whole.rules == told[0]


def test_that_a_shelf_is_told_when_it_begins_and_when_it_ends_by_itself_r_alm_06() -> None:
    stage = Stage()
    stage.say(SeatHello("B", "chief"))
    loitering = event(1, source="cam-1", type="analytics.loitering", condition="active")
    stage.doors.edge.inward.append(frames(loitering, "cam-1"))
    stage.engine.step()
    until = stage.clock.now() + timedelta(minutes=1)
    news = stage.ask("shelve", 1, text="market", until=until)
    rooms = [n.room for n in news if isinstance(n, QueueDelta) and n.room]
    assert [q.kind for q in rooms[-1].quiets] == ["shelf"]
    stage.clock.ms += 60_000
    ended = [each.room for each in stage.news(QueueDelta) if each.room]
    assert ended[-1].quiets == ()


def test_that_the_role_is_that_of_the_key_whatever_the_message_says() -> None:
    stage = Stage()
    stage.say(SeatHello("A", "kim"), name="A")
    (result,) = [each for each in rules(stage, name="A") if isinstance(each, CommandResult)]
    assert not result.accepted
    assert "supervisor" in result.reason
    forged = Command("f", "B", "chief", "change_rules", 0, stage.clock.now(), "why",
                     subject="pace/lease_s", choice="0", content="600")  # fmt: skip
    answers = [n for n in stage.say(forged, name="A") if isinstance(n, CommandResult)]
    assert [each.accepted for each in answers] == [False]


def test_that_a_supervisor_registered_meanwhile_is_one_within_a_second() -> None:
    stage = Stage()
    stage.say(SeatHello("B", "chief"))
    stage.store.persons = []
    stage.clock.ms += 1_100
    stage.engine.step()
    (result,) = [each for each in rules(stage) if isinstance(each, CommandResult)]
    assert "none is registered" in result.reason
    stage.store.persons = [CHIEF]
    stage.clock.ms += 1_100
    stage.engine.step()
    (result,) = [each for each in rules(stage) if isinstance(each, CommandResult)]
    assert result.accepted


def test_that_an_engine_without_history_says_so_to_who_wants_figures() -> None:
    stage = Stage()
    stage.say(SeatHello("B", "chief"))
    (page,) = [n for n in stage.say(FiguresWanted(7)) if isinstance(n, FiguresPage)]
    assert (page.request, page.sla) == (7, ())
    assert "no history" in page.fault
    wrong = encode_seat(FiguresWanted(1, 9_999.0))
    assert isinstance(decode_seat(wrong), SeatMalformed)
    assert encode_engine(replace(page, request=8))[1] == b"FIGURES"
