"""The edge client at a real door: bounds, lost disks, states, tickets (R-MSG-04, R-TIM-02)."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from backends.edge_client.device import SpooledDevice
from backends.edge_client.reporter import ThreadedReporter
from backends.edge_client.spool import Spool
from backends.edge_client.stock import Bounds
from backends.zeromq.device_link import ZmqDeviceNetwork
from console.domain.errors import EnvironmentFault
from console.ports.edge_reporter import EdgeReport, Outcome, Picture, Ticket
from console.wire.sep1 import PositionReport, Reject
from tests.support.edge_stage import ENGINE, EdgeStage, RealClock
from tests.support.zeromq_peers import until

TEN = Bounds(most_events=10, keep_for=timedelta())
JPEG = b"\xff\xd8\xff\xe0" + b"x" * 100


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[EdgeStage]:
    made = EdgeStage(tmp_path)
    yield made
    made.close()


@pytest.fixture
def narrow(tmp_path: Path) -> Iterator[EdgeStage]:
    made = EdgeStage(tmp_path, bounds=TEN)
    yield made
    made.close()


def play(stage: EdgeStage, condition: Callable[[], bool], what: str) -> None:
    def turned() -> bool:
        stage.turn()
        return condition()

    until(turned, what=what)


def delivered(stage: EdgeStage) -> list[tuple[int, int]]:
    return [(event.boot, event.sequence) for event in stage.engine.arrived]


def test_that_a_full_spool_keeps_emergencies_and_tells_what_was_given_up(
    narrow: EdgeStage,
) -> None:
    narrow.report(4, "sos.app")
    narrow.report(10)
    assert (narrow.device.waiting, narrow.device.evicted) == (10, 4)
    play(narrow, lambda: narrow.device.welcomed and not narrow.device.waiting, "the receipts")
    types = Counter(event.type for event in narrow.engine.arrived)
    assert types == {"sos.app": 4, "analytics.loitering": 6, "device.fault": 1}
    told = next(event for event in narrow.engine.arrived if event.type == "device.fault")
    assert told.data["evicted"] == 4


def test_that_evictions_are_told_even_when_the_device_dies_before(narrow: EdgeStage) -> None:
    narrow.report(12)
    narrow.device.die()
    narrow.device = narrow.enter("bell-1")
    play(narrow, lambda: narrow.device.welcomed and not narrow.device.waiting, "the receipts")
    told = [event.data for event in narrow.engine.arrived if event.type == "device.fault"]
    assert [each["evicted"] for each in told] == [2]


def test_that_events_of_the_last_days_are_kept_beyond_the_number(tmp_path: Path) -> None:
    """The spool holds ten thousand events or three days, whichever is more."""
    stage = EdgeStage(tmp_path, bounds=Bounds(most_events=10, keep_for=timedelta(hours=72)))
    stage.report(50)
    assert (stage.device.waiting, stage.device.evicted) == (50, 0)
    stage.close()


def test_that_a_spool_full_of_emergencies_refuses_more_in_words(tmp_path: Path) -> None:
    stage = EdgeStage(tmp_path, bounds=Bounds(most_bytes=4_000))
    with pytest.raises(EnvironmentFault, match="full of life-safety"):
        stage.report(100, "sos.app")
    waiting = stage.device.waiting
    assert waiting > 5
    assert stage.device.evicted == 0
    play(stage, lambda: len(stage.engine.arrived) == waiting, "what was kept")
    assert delivered(stage) == [(1, number) for number in range(1, waiting + 1)]
    stage.close()


def test_that_a_device_whose_disk_was_lost_does_not_repeat_old_numbers(stage: EdgeStage) -> None:
    """The engine knows boot 1 of this device already: new events must not pass for repeats."""
    stage.engine.stored["bell-1", 1] = set(range(1, 100))
    stage.report(5)
    play(stage, lambda: stage.device.welcomed and not stage.device.waiting, "the receipts")
    boots = {boot for boot, _ in delivered(stage)}
    assert boots == {stage.device.boot}
    assert stage.device.boot > 1_700_000_000
    assert [sequence for _, sequence in delivered(stage)] == [1, 2, 3, 4, 5]
    assert [hello.boot for hello in stage.engine.hellos] == [1, stage.device.boot]


def test_that_new_numbers_survive_a_death(stage: EdgeStage) -> None:
    stage.engine.stored["bell-1", 1] = set(range(1, 100))
    stage.engine.withhold = True
    stage.report(3)
    play(stage, lambda: len(stage.engine.arrived) >= 3, "the events")
    taken = stage.device.boot
    stage.device.die()
    stage.engine.withhold = False
    stage.device = stage.enter("bell-1")
    assert (stage.device.boot, stage.device.waiting) == (taken + 1, 3)
    play(stage, lambda: stage.device.welcomed and not stage.device.waiting, "the receipts")
    assert set(delivered(stage)) == {(taken, 1), (taken, 2), (taken, 3)}


def test_that_the_same_report_made_twice_is_one_event(stage: EdgeStage) -> None:
    report = EdgeReport("bell.pressed", id="press-1")
    first = stage.device.report(report)
    assert stage.device.report(report) is first
    play(stage, lambda: first.outcome is Outcome.RECEIPTED, "the receipt")
    assert stage.device.report(report) is first
    stage.device.die()
    stage.device = stage.enter("bell-1")
    assert stage.device.report(report).outcome is Outcome.RECEIPTED, "known after a restart, too"
    assert delivered(stage) == [(1, 1)]


def test_that_a_rejected_event_is_kept_aside_with_the_reason(stage: EdgeStage) -> None:
    stage.engine.withhold = True
    told: list[Ticket] = []
    ticket = stage.device.report(EdgeReport("bell.pressed", subject="문"), told.append)
    play(stage, lambda: bool(stage.engine.arrived), "the event")
    stage.engine.say("bell-1", Reject("type_not_allowed", "not its type", boot=1, sequence=1))
    play(stage, lambda: ticket.outcome is Outcome.REJECTED, "the rejection")
    assert told == [ticket]
    assert (ticket.code, ticket.reason) == ("type_not_allowed", "not its type")
    (line,) = (stage.folder / "bell-1" / "rejected.jsonl").read_text("utf-8").splitlines()
    kept = json.loads(line)
    assert (kept["code"], kept["event"]["subject"]) == ("type_not_allowed", "문")


def test_that_what_is_no_event_takes_no_number(stage: EdgeStage) -> None:
    with pytest.raises(ValueError, match="cameras"):
        stage.device.report(EdgeReport("sos.app", data={"cameras": "CAM-1"}))
    with pytest.raises(ValueError, match="bytes"):
        stage.device.report(EdgeReport("sos.app", data={"text": "x" * 70_000}))
    with pytest.raises(ValueError, match="JSON"):
        stage.device.report(EdgeReport("sos.app", data={"text": object()}))
    assert stage.device.report(EdgeReport("sos.app")).sequence == 1


def test_that_pictures_travel_with_their_event_after_a_death(stage: EdgeStage) -> None:
    picture = Picture("image/jpeg", JPEG, "문.jpg")
    stage.device.report(EdgeReport("analytics.fall", pictures=(picture,)))
    stage.device.die()
    stage.device = stage.enter("bell-1")
    play(stage, lambda: not stage.device.waiting, "the receipt")
    (attachment,) = stage.engine.arrived[0].attachments
    assert attachment.name == "문.jpg"
    assert list((stage.folder / "bell-1" / "pictures").iterdir()) == []


def test_that_only_the_newest_state_is_said(stage: EdgeStage) -> None:
    begun = datetime.now(UTC)
    for number in range(5):
        fix = PositionReport("unit-1", begun + timedelta(seconds=number), 37.5, 127 + number / 100)
        stage.device.tell_state([fix], {"ok": number == 4})
    stage.device.tell_state([PositionReport("unit-1", begun, 37.5, 126.0)])
    play(stage, lambda: bool(stage.engine.states), "the state")
    (state,) = stage.engine.states
    assert [(each.unit, each.lon) for each in state.positions] == [("unit-1", 127.04)]
    assert state.health == {"ok": True}


def test_that_a_wall_clock_that_steps_disturbs_no_delivery(tmp_path: Path) -> None:
    """R-TIM-01: the clock changes only what the events say."""
    stage = EdgeStage(tmp_path)
    clock = SteppingClock()
    stage.device.die()
    spool = Spool(tmp_path / "bell-1")
    link = stage.network.open(stage.identities["bell-1"])
    stage.device = SpooledDevice("bell-1", link, spool, clock, bounds=TEN)
    for step in (timedelta(days=-3_650), timedelta(days=3_650), timedelta(days=-1)):
        clock.step = step
        stage.report(2)
        play(stage, lambda: stage.device.welcomed and not stage.device.waiting, "the receipts")
    assert [sequence for _, sequence in delivered(stage)] == [1, 2, 3, 4, 5, 6]
    assert stage.device.evicted == 0
    stage.close()


class SteppingClock(RealClock):
    step = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.step


def test_that_a_false_name_is_told_and_not_repeated_for_ever(stage: EdgeStage) -> None:
    stage.engine.welcome = False
    play(stage, lambda: bool(stage.engine.hellos), "the greeting")
    stage.engine.say("bell-1", Reject("identity", "the key is another's"))
    play(stage, lambda: bool(stage.device.refusal), "the refusal")
    assert stage.device.trouble == "the key is another's"


def test_that_any_thread_may_report_and_is_told_the_outcome(tmp_path: Path) -> None:
    stage = EdgeStage(tmp_path, ("bell-1", "adapter-1"))
    network = ZmqDeviceNetwork(stage.endpoint, ENGINE.public, reconnect_max_ms=300)
    link = network.open(stage.identities["adapter-1"])
    spool = Spool(tmp_path / "adapter")
    reporter = ThreadedReporter(SpooledDevice("adapter-1", link, spool, RealClock()), network)
    told: list[Ticket] = []
    tickets = [
        reporter.report(EdgeReport("analytics.crowd", subject=f"zone {number}"), told.append)
        for number in range(30)
    ]
    play(stage, lambda: len(told) == 30, "all outcomes")
    assert {ticket.outcome for ticket in tickets} == {Outcome.RECEIPTED}
    assert reporter.waiting == 0
    assert reporter.connected
    reporter.close()
    network.close()
    until(lambda: stage.engine.turn() or "adapter-1" in stage.engine.byes, what="the bye")
    stage.close()


def test_that_a_reporter_that_has_ended_says_so(tmp_path: Path) -> None:
    stage = EdgeStage(tmp_path, ("bell-1", "adapter-1"))
    network = ZmqDeviceNetwork(stage.endpoint, ENGINE.public, reconnect_max_ms=300)
    link = network.open(stage.identities["adapter-1"])
    device = SpooledDevice("adapter-1", link, Spool(tmp_path / "adapter"), RealClock())
    reporter = ThreadedReporter(device, network)
    reporter.close()
    network.close()
    with pytest.raises(EnvironmentFault, match="has ended"):
        reporter.report(EdgeReport("sos.app"))
    stage.close()
