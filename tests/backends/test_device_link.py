"""Simulated devices against a real door: nothing is lost, whatever is pulled (R-MSG-04)."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event as Flag
from threading import Thread

import pytest

from backends.simulated.devices import run_devices
from backends.simulated.edge import Report
from backends.simulated.edge_evidence import read_evidence
from backends.simulated.edge_spool import Kept, Spool
from backends.simulated.edge_window import WINDOW, Window
from backends.simulated.scenario import parse_scenario
from backends.simulated.scenario_rehearsal import rehearse
from backends.simulated.units import run_units
from backends.zeromq.curve import make_pair
from backends.zeromq.device_link import ZmqDeviceNetwork
from console.domain.errors import EnvironmentFault
from console.domain.geo import Place
from console.domain.site import Site
from console.wire.sep1 import Reject, Resend
from tests.support.edge_stage import ENGINE, EdgeStage, RealClock, SmallEngine
from tests.support.zeromq_peers import until


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[EdgeStage]:
    made = EdgeStage(tmp_path)
    yield made
    made.close()


def play(stage: EdgeStage, condition: Callable[[], bool], what: str, seconds: float = 8.0) -> None:
    def turned() -> bool:
        stage.turn()
        return condition()

    until(turned, what=what, seconds=seconds)


def delivered(stage: EdgeStage) -> list[int]:
    return [event.sequence for event in stage.engine.arrived]


def test_that_a_device_greets_first_and_gets_receipts(stage: EdgeStage) -> None:
    stage.report(3)
    play(stage, lambda: len(stage.engine.arrived) == 3 and not stage.device.waiting, "receipts")
    assert [(hello.boot, hello.spooled) for hello in stage.engine.hellos] == [(1, 3)]
    assert delivered(stage) == [1, 2, 3]
    sent = read_evidence(stage.folder / "sent.jsonl")
    assert [one.key for one in sent] == [("bell-1", 1, number) for number in (1, 2, 3)]
    assert all(one.receipted is not None and one.receipted >= one.sent for one in sent)


def test_that_events_made_without_an_engine_arrive_once_it_is_there(stage: EdgeStage) -> None:
    play(stage, lambda: stage.device.welcomed, "the welcome")
    stage.engine.close()
    play_alone(stage, lambda: not stage.device.welcomed, "the loss")
    stage.report(40)
    stage.report(1, "sos.app")
    stage.restart_engine()
    play(stage, lambda: not stage.device.waiting, "the receipts")
    assert sorted(delivered(stage)) == list(range(1, 42))
    assert stage.engine.arrived[0].type == "sos.app"


def play_alone(stage: EdgeStage, condition: Callable[[], bool], what: str) -> None:
    def turned() -> bool:
        stage.network.wait(1)
        stage.device.turn()
        return condition()

    until(turned, what=what)


def test_that_what_was_not_receipted_is_sent_again_after_a_second(stage: EdgeStage) -> None:
    stage.engine.withhold = True
    stage.report()
    play(stage, lambda: len(stage.engine.arrived) == 2, "the repeat")
    assert delivered(stage) == [1, 1]
    stage.engine.withhold = False
    play(stage, lambda: not stage.device.waiting, "the receipt")
    assert len(read_evidence(stage.folder / "sent.jsonl")) == 1


def test_that_at_most_a_window_is_in_flight(stage: EdgeStage) -> None:
    stage.engine.withhold = True
    stage.report(WINDOW + 50)
    play(stage, lambda: len(set(delivered(stage))) >= WINDOW, "a full window")
    assert set(delivered(stage)) == set(range(1, WINDOW + 1))


def test_that_a_range_asked_for_is_sent_again(stage: EdgeStage) -> None:
    stage.engine.withhold = True
    stage.report(5)
    play(stage, lambda: len(stage.engine.arrived) == 5, "five events")
    stage.engine.say("bell-1", Resend(1, 2, 3))
    play(stage, lambda: len(stage.engine.arrived) >= 7, "the range")
    assert delivered(stage)[5:7] == [2, 3]


def test_that_a_rejected_event_is_never_sent_again(stage: EdgeStage) -> None:
    stage.engine.withhold = True
    stage.report()
    play(stage, lambda: len(stage.engine.arrived) == 1, "the event")
    stage.engine.say("bell-1", Reject("malformed", "no", boot=1, sequence=1))
    play(stage, lambda: not stage.device.waiting, "the end of the event")
    sent = read_evidence(stage.folder / "sent.jsonl")
    assert [one.receipted for one in sent] == [None]


def test_that_undelivered_events_survive_a_death_and_keep_their_numbers(stage: EdgeStage) -> None:
    play(stage, lambda: stage.device.welcomed, "the welcome")
    stage.engine.withhold = True
    stage.report(3)
    play(stage, lambda: len(stage.engine.arrived) == 3, "the events")
    stage.device.die()
    stage.engine.withhold = False
    stage.engine.arrived.clear()
    stage.device = stage.enter("bell-1")
    stage.report(1)
    play(stage, lambda: not stage.device.waiting, "the receipts")
    keys = sorted((event.boot, event.sequence) for event in stage.engine.arrived)
    assert keys == [(1, 1), (1, 2), (1, 3), (2, 1)]
    assert not stage.engine.byes


def test_that_a_planned_stop_says_bye(stage: EdgeStage) -> None:
    play(stage, lambda: stage.device.welcomed, "the welcome")
    stage.device.stop()
    until(lambda: stage.engine.turn() or stage.engine.byes == ["bell-1"], what="the bye")


def test_that_an_idle_device_keeps_its_heartbeat(stage: EdgeStage) -> None:
    play(stage, lambda: stage.engine.pings >= 1, "a ping within half of five seconds", seconds=4)


def test_that_a_torn_spool_line_is_left_out(tmp_path: Path) -> None:
    spool = Spool(tmp_path, "d/1")
    spool.append(Kept(1, 1, "sos.app", "{}"))
    spool.append(Kept(1, 2, "sos.app", "{}"))
    spool.done(1, 1)
    spool.close()
    with (tmp_path / "d%2F1" / "spool.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"b": 1, "s": 3, "t": "sos')
    again = Spool(tmp_path, "d/1")
    assert [(kept.boot, kept.sequence) for kept in again.left] == [(1, 2)]
    assert again.boot == 2
    again.close()


def test_that_a_damaged_boot_counter_is_told(tmp_path: Path) -> None:
    Spool(tmp_path, "d").close()
    (tmp_path / "d" / "boot").write_text("x")
    with pytest.raises(EnvironmentFault, match="boot counter"):
        Spool(tmp_path, "d")


def test_that_an_unwritable_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvironmentFault, match="spool"):
        Spool(tmp_path / "file", "d")


def test_that_waiting_doubles_up_to_half_a_minute() -> None:
    window = Window()
    window.add(Kept(1, 1, "sos.app", "{}"))
    now, waits = 0, []
    for _ in range(8):
        (flight,) = window.due(now)
        window.left(flight, now)
        assert flight.due_ms is not None
        waits.append(flight.due_ms - now)
        now = flight.due_ms
    assert waits == [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 32_000, 32_000]


def test_that_a_full_spool_gives_up_the_oldest_that_is_not_life_safety() -> None:
    window = Window()
    window.add(Kept(1, 1, "sos.app", "{}"))
    window.add(Kept(1, 2, "analytics.crowd", "{}"))
    window.add(Kept(1, 3, "analytics.crowd", "{}"))
    given_up = window.oldest_dispensable()
    assert given_up is not None
    assert given_up.sequence == 2


def test_that_a_scenario_is_played_by_real_devices_and_units(tmp_path: Path) -> None:
    scenario = parse_scenario(json.dumps(PLAY))
    site = Site("bare", "빈 구", "Bare", Place(37.55, 127.04), "", "")
    rehearsal = rehearse(site, scenario, 3, speed=20.0)
    identities = {plan.id: make_pair() for plan in rehearsal.devices}
    engine = SmallEngine(identities)
    stop, begun = Flag(), []

    def host(run: Callable[..., None], **more: object) -> None:
        network = ZmqDeviceNetwork(engine.doors.door_endpoint, ENGINE.public, reconnect_max_ms=300)
        run(rehearsal, identities, network, RealClock(), tmp_path, stop, **more)
        network.close()

    threads = [
        Thread(target=host, args=(run_devices,), kwargs={"begun": begun.append}),
        Thread(target=host, args=(run_units,)),
    ]
    for thread in threads:
        thread.start()
    try:
        until(lambda: engine.turn() or len(units_of(engine)) >= 25, what="all units")
        until(lambda: engine.turn() or len(engine.arrived) == 14, what="all events")
    finally:
        stop.set()
        until(lambda: engine.turn() or not any(t.is_alive() for t in threads), what="the end")
        engine.turn()
        engine.close()
    assert begun == [3]
    assert Counter(event.type for event in engine.arrived) == {"sos.app": 2, "analytics.crowd": 12}
    boots = {(event.source, event.boot) for event in engine.arrived}
    assert ("APP-01", 1) in boots
    assert ("APP-01", 2) in boots
    assert len({event.id for event in engine.arrived}) == 14
    assert "APP-01" in engine.byes
    assert engine.byes.count("APP-01") == 1


def units_of(engine: SmallEngine) -> set[str]:
    return {fix.unit for state in engine.states for fix in state.positions}


PLAY = {
    "name": "test",
    "title": {"ko": "시험", "en": "test"},
    "length_s": 60,
    "cast": [
        {"role": "app", "class": "app", "at": "street", "unit": "app-1"},
        {"role": "cam", "class": "intelligent_camera", "at": "camera", "count": 2},
    ],
    "steps": [
        {"at": 2, "role": "app", "type": "sos.app"},
        {"at": 10, "role": "app", "action": "die"},
        {"at": 12, "role": "app", "type": "sos.watch"},
        {"at": 20, "role": "app", "action": "return"},
        {"at": 25, "role": "app", "type": "sos.app"},
    ],
    "rain": [{"from": 0, "to": 40, "count": 12, "roles": ["cam"], "types": ["analytics.crowd"]}],
}


def test_that_a_report_keeps_its_drill_mark(stage: EdgeStage) -> None:
    stage.device.report(Report("drill-1", "bell.pressed", drill=True, subject="문"))
    play(stage, lambda: bool(stage.engine.arrived), "the event")
    assert stage.engine.arrived[0].drill
    assert stage.engine.arrived[0].subject == "문"


def test_that_a_full_spool_keeps_emergencies_and_tells_what_was_given_up(
    stage: EdgeStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-MSG-04, with a spool of ten instead of ten thousand."""
    monkeypatch.setattr("backends.simulated.edge.MOST_EVENTS", 10)
    stage.report(4, "sos.app")
    stage.report(10)
    assert (stage.device.waiting, stage.device.evicted) == (10, 4)
    play(stage, lambda: stage.device.welcomed and not stage.device.waiting, "the receipts")
    types = Counter(event.type for event in stage.engine.arrived)
    assert types == {"sos.app": 4, "analytics.loitering": 6, "device.fault": 1}
    told = next(event for event in stage.engine.arrived if event.type == "device.fault")
    assert told.data["evicted"] == 4
