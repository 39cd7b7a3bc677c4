"""The seat link against a scripted engine behind a real door."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

import pytest

from backends.zeromq.curve import make_pair
from backends.zeromq.doors import ZmqDoors
from backends.zeromq.seat_link import ZmqSeatLink
from console.domain.errors import EnvironmentFault
from console.ports.door import Frames
from console.ports.messages import Command, CommandResult, QueueDelta, QueueSnapshot
from console.ports.seat_link import ActionNews, LinkNews, News, QueueNews
from console.wire.seat import SeatMalformed, decode_seat, encode_engine
from console.wire.seat_values import (
    EngineNews,
    SeatHello,
    SeatMessage,
    SeatPing,
    SeatPong,
    SeatWelcome,
    SnapshotWanted,
)
from tests.support.zeromq_peers import opened_doors, until
from tests.unit.test_seat import alert

ENGINE = make_pair()
SEAT = make_pair()
NOW = datetime(2026, 3, 1, 22, 0, tzinfo=UTC)


class RealClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def mono_ms(self) -> int:
        return time.monotonic_ns() // 1_000_000


class MemoryJournal:
    """Remembers what was made durable and in which thread; full when told so."""

    def __init__(self) -> None:
        self.rows: dict[str, Command] = {}
        self.answers: dict[str, tuple[bool, str]] = {}
        self.threads: set[int] = set()
        self.full = False
        self.broken = False
        self.held: threading.Event | None = None

    def append(self, command: Command) -> None:
        self.threads.add(threading.get_ident())
        if self.held is not None:
            assert self.held.wait(20)
        if self.broken:
            raise RuntimeError("a programming fault")
        if self.full:
            raise EnvironmentFault("The disk is full", where="seat.db")
        self.rows[command.id] = command

    def unconfirmed(self) -> Sequence[Command]:
        return [row for key, row in self.rows.items() if key not in self.answers]

    def confirm(self, command_id: str, *, accepted: bool, reason: str) -> None:
        self.answers[command_id] = (accepted, reason)


class ScriptedEngine:
    """Says what the test says; answers pings by itself unless told to be mute."""

    def __init__(self, doors: ZmqDoors) -> None:
        self.doors = doors
        doors.set_seats({SEAT.public: "seat-1"})
        self.routing = b""
        self.heard: list[SeatMessage] = []
        self.mute, self.time = False, NOW

    def turn(self) -> None:
        self.doors.wait(5)
        for frames in self.doors.seats.receive(100):
            self._take(frames)

    def _take(self, frames: Frames) -> None:
        assert frames.name == "seat-1"
        self.routing = frames.routing
        message = decode_seat(frames.frames)
        assert not isinstance(message, SeatMalformed)
        self.heard.append(message)
        if isinstance(message, SeatPing) and not self.mute:
            self.say(SeatPong(message.mono_ms, self.time))

    def say(self, message: EngineNews) -> None:
        assert self.doors.seats.send(self.routing, encode_engine(message))

    def commands(self) -> list[str]:
        return [message.id for message in self.heard if isinstance(message, Command)]

    def count(self, kind: type) -> int:
        return sum(isinstance(message, kind) for message in self.heard)


class Stage:
    """One engine, one link, one journal, and everything the link told."""

    def __init__(self, doors: ZmqDoors) -> None:
        self.engine = ScriptedEngine(doors)
        self.journal = MemoryJournal()
        self.news: list[News] = []
        self.link = self.make_link(doors.seats_endpoint)

    def make_link(self, endpoint: str) -> ZmqSeatLink:
        return ZmqSeatLink(
            endpoint, ENGINE.public, SEAT, "seat-1", "op-7", lambda: self.journal, RealClock()
        )

    def until(self, condition: Callable[[], bool], what: str, seconds: float = 8.0) -> None:
        def turned() -> bool:
            self.engine.turn()
            self.news.extend(self.link.drain())
            return condition()

        until(turned, seconds=seconds, what=what)

    def greet(self, revision: int = 3) -> None:
        greeted = self.engine.count(SeatHello)
        self.until(lambda: self.engine.count(SeatHello) > greeted, "the hello")
        self.engine.say(SeatWelcome("engine-1", "seat-1", revision))
        self.engine.say(QueueSnapshot(revision, "engine-1", NOW, (alert(1),)))
        self.until(self.current, "a current queue")

    def queue_news(self) -> list[QueueNews]:
        return [one for one in self.news if isinstance(one, QueueNews)]

    def current(self) -> bool:
        return bool(self.queue_news()) and self.queue_news()[-1].current

    def states(self, action: str) -> list[str]:
        return [
            one.state for one in self.news if isinstance(one, ActionNews) and one.action == action
        ]

    def link_states(self) -> list[str]:
        return [one.state for one in self.news if isinstance(one, LinkNews)]


@pytest.fixture
def stage() -> Iterator[Stage]:
    with opened_doors(ENGINE) as doors:
        made = Stage(doors)
        yield made
        made.link.close()


def test_that_a_snapshot_and_deltas_arrive_as_news(stage: Stage) -> None:
    stage.greet()
    stage.engine.say(QueueDelta(3, 4, NOW, (alert(2),)))
    stage.until(lambda: stage.queue_news()[-1].revision == 4, "the delta")
    assert [one.number for one in stage.queue_news()[-1].alerts] == [2]
    assert not stage.queue_news()[-1].whole
    stage.until(lambda: "up" in stage.link_states(), "the link being up")


def test_that_a_gap_asks_for_a_snapshot_and_is_not_current_until_then(stage: Stage) -> None:
    """R-ALM-16."""
    stage.greet()
    asked = stage.engine.count(SnapshotWanted)
    stage.engine.say(QueueDelta(5, 6, NOW, (alert(6),)))
    stage.until(lambda: not stage.current(), "the word that the queue is not current")
    stage.until(lambda: stage.engine.count(SnapshotWanted) > asked, "the request", seconds=1.5)
    stage.engine.say(QueueSnapshot(6, "engine-1", NOW, (alert(1), alert(6))))
    stage.until(stage.current, "a current queue")
    assert [one.number for one in stage.queue_news()[-1].alerts] == [1, 6]


def test_that_a_screen_that_doubts_itself_gets_everything_anew(stage: Stage) -> None:
    stage.greet()
    asked = stage.engine.count(SnapshotWanted)
    stage.link.fetch_whole()
    stage.until(lambda: stage.engine.count(SnapshotWanted) > asked, "the request")
    assert not stage.current()
    stage.engine.say(QueueSnapshot(3, "engine-1", NOW, (alert(1),)))
    stage.until(stage.current, "a current queue")
    assert stage.queue_news()[-1].whole


def test_that_an_action_is_durable_before_it_leaves_and_confirmed_after(stage: Stage) -> None:
    stage.greet()
    action = stage.link.submit("claim", 1)
    stage.until(lambda: stage.engine.commands() == [action], "the command")
    sent = stage.journal.rows[action]
    assert (sent.kind, sent.alert, sent.operator, sent.facts) == ("claim", 1, "op-7", 1)
    assert threading.get_ident() not in stage.journal.threads
    stage.engine.say(CommandResult(action, "seat-1", accepted=True))
    stage.until(lambda: "accepted" in stage.states(action), "the answer")
    assert stage.states(action) == ["local_only", "sent", "accepted"]
    assert stage.journal.answers == {action: (True, "")}


def test_that_a_refusal_of_the_engine_is_told_with_its_reason(stage: Stage) -> None:
    stage.greet()
    action = stage.link.submit("close", 1, disposition="test")
    stage.until(lambda: stage.engine.commands() == [action], "the command")
    stage.engine.say(CommandResult(action, "seat-1", accepted=False, reason="Held by op-2."))
    stage.until(lambda: "refused" in stage.states(action), "the answer")
    assert stage.journal.answers == {action: (False, "Held by op-2.")}


def test_that_a_full_disk_refuses_the_action_and_sends_nothing(stage: Stage) -> None:
    stage.greet()
    stage.journal.full = True
    action = stage.link.submit("claim", 1)
    stage.until(lambda: stage.states(action) == ["refused"], "the refusal")
    told = [one for one in stage.news if isinstance(one, ActionNews)][-1]
    assert told.reason == "The disk is full (seat.db)."
    stage.journal.full = False
    later = stage.link.submit("note", 1, text="늦은 기록")
    stage.until(lambda: bool(stage.engine.commands()), "the next command")
    assert stage.engine.commands() == [later]


def test_that_actions_made_without_an_engine_leave_once_and_in_order() -> None:
    with opened_doors(ENGINE) as doors:
        endpoint = doors.seats_endpoint
    port_free = Stage.__new__(Stage)
    port_free.journal, port_free.news = MemoryJournal(), []
    port_free.link = port_free.make_link(endpoint)
    try:
        actions = [port_free.link.submit("note", 1, text=str(number)) for number in range(5)]
        until(lambda: len(port_free.journal.rows) == 5, what="the journal")
        doors = ZmqDoors(ENGINE, "tcp://127.0.0.1:0", endpoint)
        try:
            port_free.engine = ScriptedEngine(doors)
            port_free.greet()
            port_free.until(lambda: len(port_free.engine.commands()) >= 5, "the commands")
            for action in actions:
                port_free.engine.say(CommandResult(action, "seat-1", accepted=True))
            port_free.until(lambda: len(port_free.journal.answers) == 5, "the answers")
            assert port_free.engine.commands() == actions
        finally:
            doors.close()
    finally:
        port_free.link.close()


def test_that_a_lost_connection_resends_what_is_unanswered_and_wants_a_new_snapshot() -> None:
    """R-ALM-16: the engine dies with an action under way and comes back on the same port."""
    with opened_doors(ENGINE) as doors:
        stage = Stage(doors)
        stage.greet()
        action = stage.link.submit("claim", 1)
        stage.until(lambda: stage.engine.commands() == [action], "the command")
        endpoint = doors.seats_endpoint
    try:
        until(lambda: self_down(stage), what="the link being down")
        assert not stage.current()
        back = ["local_only", "sent", "local_only"]
        until(lambda: self_down(stage) and stage.states(action) == back, what="the action's return")
        with opened_doors(ENGINE, endpoint) as again:
            stage.engine = ScriptedEngine(again)
            stage.greet(revision=9)
            stage.until(lambda: bool(stage.engine.commands()), "the command again")
            stage.engine.say(CommandResult(action, "seat-1", accepted=True))
            stage.until(lambda: stage.states(action)[-1] == "accepted", "the answer")
            assert stage.engine.commands() == [action]
            assert stage.queue_news()[-1].revision == 9
    finally:
        stage.link.close()


def self_down(stage: Stage) -> bool:
    stage.news.extend(stage.link.drain())
    return stage.link_states()[-1] == "down"


def test_that_an_unconfirmed_action_of_an_earlier_run_is_sent() -> None:
    with opened_doors(ENGINE) as doors:
        stage = Stage(doors)
        stage.greet()
        action = stage.link.submit("claim", 1)
        stage.until(lambda: stage.engine.commands() == [action], "the command")
        stage.link.close()
        stage.engine = ScriptedEngine(doors)
        stage.link = stage.make_link(doors.seats_endpoint)
        try:
            stage.greet()
            stage.until(lambda: stage.engine.commands() == [action], "the command again")
        finally:
            stage.link.close()


def test_that_a_mute_engine_makes_the_link_stale_and_its_return_current(stage: Stage) -> None:
    stage.greet()
    stage.engine.mute = True
    stage.until(lambda: stage.link_states()[-1] == "stale", "the word stale")
    stage.until(lambda: not stage.current(), "the word not current")
    asked = stage.engine.count(SnapshotWanted)
    stage.engine.mute = False
    stage.until(lambda: stage.engine.count(SnapshotWanted) > asked, "the request")
    stage.engine.say(QueueSnapshot(3, "engine-1", NOW, (alert(1),)))
    stage.until(lambda: stage.current() and stage.link_states()[-1] == "up", "the return")


def test_that_nonsense_of_the_engine_is_survived(stage: Stage) -> None:
    stage.greet()
    for frames in ((b"SEAT1", b"DELTA", b"{"), (b"x",), (b"SEAT1", b"SNAPSHOT", b"\xff")):
        assert stage.engine.doors.seats.send(stage.engine.routing, frames)
    stage.engine.say(QueueDelta(3, 4, NOW, (alert(2),)))
    stage.until(lambda: stage.queue_news()[-1].revision == 4, "the delta")


def test_that_an_unknown_seat_is_told_why_it_is_not_connected() -> None:
    with opened_doors(ENGINE) as doors:
        stage = Stage(doors)
        doors.set_seats({})
        try:
            stage.until(
                lambda: any(
                    isinstance(one, LinkNews) and "does not know this key" in one.reason
                    for one in stage.news
                ),
                "the reason",
            )
            assert set(stage.link_states()) == {"connecting"}
        finally:
            stage.link.close()


def test_that_closing_is_quick_and_journals_what_was_submitted() -> None:
    journal = MemoryJournal()
    link = ZmqSeatLink(
        "tcp://127.0.0.1:9", ENGINE.public, SEAT, "seat-1", "op-7", lambda: journal, RealClock()
    )
    action = link.submit("note", 1, text="마지막")
    begun = time.monotonic()
    link.close()
    link.close()
    assert time.monotonic() - begun < 2.0
    assert list(journal.rows) == [action]


def test_that_a_journal_that_cannot_be_opened_refuses_and_is_tried_again() -> None:
    journal, tries = MemoryJournal(), []

    def factory() -> MemoryJournal:
        tries.append(1)
        if len(tries) < 3:
            raise EnvironmentFault("The seat's journal cannot be opened", where="seat.db")
        return journal

    link = ZmqSeatLink(
        "tcp://127.0.0.1:9", ENGINE.public, SEAT, "seat-1", "op-7", factory, RealClock()
    )
    told: list[News] = []

    def told_of(count: int) -> bool:
        told.extend(link.drain())
        return sum(isinstance(one, ActionNews) for one in told) == count

    try:
        link.submit("claim", 1)
        until(lambda: told_of(1), what="the refusal")
        link.submit("claim", 1)
        until(lambda: told_of(2), what="the second word")
        states = [one.state for one in told if isinstance(one, ActionNews)]
        assert states == ["refused", "local_only"]
    finally:
        link.close()


def test_that_a_fault_of_the_journal_refuses_and_the_link_lives_on(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.greet()
    stage.journal.broken = True
    action = stage.link.submit("claim", 1)
    stage.until(lambda: stage.states(action) == ["refused"], "the refusal")
    stage.journal.broken = False
    later = stage.link.submit("claim", 1)
    stage.until(lambda: stage.engine.commands() == [later], "the next command")
    assert "could not be journaled" in caplog.text


def test_that_a_hanging_disk_makes_the_screen_not_current(stage: Stage) -> None:
    """The link's thread is stuck in the journal: what is shown must not look alive."""
    stage.greet()
    stage.journal.held = threading.Event()
    action = stage.link.submit("claim", 1)
    stage.until(lambda: stage.link_states()[-1] == "stale", "the word stale")
    assert not stage.current()
    stage.journal.held.set()
    stage.journal.held = None
    asked = stage.engine.count(SnapshotWanted)
    stage.until(lambda: stage.engine.count(SnapshotWanted) > asked, "the request")
    stage.engine.say(QueueSnapshot(3, "engine-1", NOW, (alert(1),)))
    stage.until(stage.current, "a current queue")
    assert action in stage.engine.commands()
