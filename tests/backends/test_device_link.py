"""Simulated devices against a real door: nothing is lost, whatever is pulled (R-MSG-04)."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event as Flag
from threading import Thread

import pytest

from backends.edge_client.device import SpooledDevice
from backends.edge_client.spool import Spool
from backends.simulated.scenario.devices import run_devices
from backends.simulated.scenario.edge_evidence import Evidence, read_evidence
from backends.simulated.scenario.rehearsal import DevicePlan, rehearse
from backends.simulated.scenario.scenario import parse_scenario
from backends.simulated.scenario.units import run_units
from backends.zeromq.curve import make_pair
from backends.zeromq.device_link import ZmqDeviceNetwork
from console.domain.places.geo import Place
from console.domain.site import Site
from console.ports.edge_reporter import EdgeReport
from console.services.edge_outbox import LIFE_ROOM, WINDOW
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
    room = WINDOW - LIFE_ROOM
    play(stage, lambda: len(set(delivered(stage))) >= room, "a full window")
    assert set(delivered(stage)) == set(range(1, room + 1))


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


def test_that_a_scenario_is_played_by_real_devices_and_units(tmp_path: Path) -> None:
    scenario = parse_scenario(json.dumps(PLAY))
    site = Site("bare", "빈 구", "Bare", Place(37.55, 127.04), "", "")
    rehearsal = rehearse(site, scenario, 3, speed=20.0)
    identities = {plan.id: make_pair() for plan in rehearsal.devices}
    engine = SmallEngine(identities)
    stop, begun = Flag(), []

    def host(run: Callable[..., None], **more: object) -> None:
        network = ZmqDeviceNetwork(engine.doors.door_endpoint, ENGINE.public, reconnect_max_ms=300)

        def open_device(plan: DevicePlan, evidence: Evidence) -> SpooledDevice:
            link = network.open(identities[plan.id])
            spool = Spool(tmp_path / plan.id)
            return SpooledDevice(plan.id, link, spool, RealClock(), witness=evidence)

        run(rehearsal, open_device, network, RealClock(), tmp_path, stop, **more)
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
    stage.device.report(EdgeReport("bell.pressed", drill=True, subject="문", id="drill-1"))
    play(stage, lambda: bool(stage.engine.arrived), "the event")
    assert stage.engine.arrived[0].drill
    assert stage.engine.arrived[0].subject == "문"
