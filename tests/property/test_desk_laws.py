"""The desk's laws under 10^5 random events, acts and ticks (R-ALM-01, -02, -05, -14, -18)."""

from collections import Counter
from random import Random

import pytest

from console.domain.alerts.alert import Alert, AlertClass, Attention, Visibility, Work
from console.domain.alerts.quieting import is_life
from console.ports.messages import AlertChanged, CommandAnswered, Decision
from console.ports.store import Restored
from console.services.catalogue import read_catalogue, read_shipped
from console.services.desk.desk import Desk
from tests.support.acts_at_random import DEVICES, KINDS, RandomShift
from tests.support.engine_doubles import MemoryStore, device

CATALOGUE, SHIPPED = read_catalogue(), read_shipped()
FACTS = {"raised", "repeated", "reactivated", "condition_cleared"}
TURNS = 2_600
"""A turn has two and a half inputs on average: 16 seeds (the long run) make more than 10^5."""


def shift_of(seed: int) -> RandomShift:
    shift = RandomShift(Random(seed), Desk(CATALOGUE, shipped=SHIPPED))
    shift.restart(shift.desk, Restored(0, 1, (), ()))
    return shift


def check(alert: Alert) -> None:
    """What holds for every alert at every moment."""
    covered = alert.acknowledged_facts == alert.facts
    assert (alert.attention is Attention.ACKNOWLEDGED) == covered
    if alert.alert_class is AlertClass.LIFE:
        assert alert.visibility is Visibility.NORMAL
    if alert.work is Work.CLAIMED:
        assert alert.claimed_by is not None
    if alert.is_open and alert.claimed_by is not None:
        assert alert.held_until is not None
    sent = [each for each in alert.handling.dispatches if each.is_open]
    assert (alert.work in {Work.DISPATCHED, Work.ON_SCENE}) == bool(sent)
    assert 0 <= alert.escalation <= 2


def check_change(before: Alert | None, change: AlertChanged) -> None:
    after = change.alert
    if before is None:
        assert change.action == "raised"
        return
    assert before.is_open
    told = 1 + len(change.earlier) if change.action in FACTS else 0
    assert after.facts - before.facts == told
    if after.facts > before.facts:
        assert after.attention is Attention.UNACKNOWLEDGED
    if change.by == "engine" and change.action not in FACTS:
        assert after.work is not Work.CLOSED
    for name in ("notes",):
        assert getattr(after, name)[: len(getattr(before, name))] == getattr(before, name)
    ticks = before.handling.ticks
    assert after.handling.ticks[: len(ticks)] == ticks
    assert len(after.handling.dispatches) >= len(before.handling.dispatches)


class Books:
    """The changes held against each other."""

    def __init__(self) -> None:
        self.alerts: dict[int, Alert] = {}
        self.granted: Counter[str] = Counter()

    def take(self, decision: Decision) -> None:
        for change in decision.changes:
            if isinstance(change, AlertChanged):
                check_change(self.alerts.get(change.alert.number), change)
                check(change.alert)
                self.alerts[change.alert.number] = change.alert
            elif isinstance(change, CommandAnswered) and change.accepted:
                self.granted[change.command.kind] += 1


def test_that_no_order_of_events_acts_and_time_breaks_a_law_r_alm_01() -> None:
    _walk(range(5))


@pytest.mark.soak
def test_that_no_order_of_100_000_inputs_breaks_a_law_r_alm_01() -> None:
    _walk(range(16))


def _walk(seeds: range) -> None:
    granted: Counter[str] = Counter()
    for seed in seeds:
        shift, books = shift_of(seed), Books()
        for turn in range(TURNS):
            decision = shift.turn()
            if turn % 7 == 3:
                shift.desk.rollback(decision)
                continue
            books.take(decision)
            shift.desk.committed(decision)
            shift.desk.learn(decision)
            if turn % 20 == 0:
                _check_life(shift)
        open_ones = {number: each for number, each in books.alerts.items() if each.is_open}
        assert {each.number: each for each in shift.desk.alerts()} == open_ones
        _check_incidents(shift)
        granted += books.granted
    # The walk is worth something only when every act succeeds now and then.
    assert set(KINDS) <= set(granted), set(KINDS) - set(granted)


def _check_life(shift: RandomShift) -> None:
    """Nothing that is or was a call for help is out of the queue (R-ALM-05)."""
    for each in shift.desk.alerts():
        if is_life(each, shift.desk.catalogue.type_of(each.type)):
            assert each.visibility is Visibility.NORMAL
    for quiet in shift.desk.room().quiets:
        assert not (quiet.type and shift.desk.catalogue.type_of(quiet.type).is_life)


def _check_incidents(shift: RandomShift) -> None:
    firsts = Counter(each.incident for each in shift.desk.alerts() if each.first_out)
    assert all(count == 1 for count in firsts.values()), firsts
    assert all(each.incident is not None for each in shift.desk.alerts())


@pytest.mark.parametrize("seed", range(4))
def test_that_the_rows_of_any_moment_give_the_same_state_back_r_alm_18(seed: int) -> None:
    store = MemoryStore([device(name) for name in DEVICES])
    shift = shift_of(seed)
    for turn in range(1_200):
        decision = shift.turn()
        store.commit(decision, shift.now)
        shift.desk.committed(decision)
        if turn % 200 == 199:
            before, counters = shift.desk.alerts(), shift.desk.counters()
            shift.restart(Desk(CATALOGUE, shipped=SHIPPED), store.restore())
            assert shift.desk.alerts() == before
            for name in ("shelved", "suppressed", "proposed_rules", "out_of_service", "flood"):
                assert shift.desk.counters()[name] == counters[name], name
