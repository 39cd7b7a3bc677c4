"""Handling, quiets, floods and stamps on a real SQLCipher file (R-ALM-18, R-ARC-01)."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import msgspec

from backends.database.readers import open_reader
from console.domain.alerts.alert import Alert, Disposition, Work
from console.domain.alerts.flood import Flood
from console.domain.alerts.handling import (
    Dispatch,
    Handling,
    Quieted,
    Step,
    Ticked,
    Verdict,
    Verified,
)
from console.domain.alerts.quieting import OutOfService, Quiet, Shelf, Suppression
from console.ports.messages import AlertChanged, Decision, FloodChanged, QuietChanged, Tick
from console.services.catalogue import read_catalogue, read_shipped
from console.services.desk.desk import Desk
from console.wire.room_values import Actor
from tests.backends.store_values import KEY, NOW, alert, burst, store_in
from tests.support.acts_at_random import RandomShift
from tests.support.engine_doubles import START, device

HOUR = timedelta(hours=1)


def _handled() -> Alert:
    handling = Handling(
        Verified(Verdict.FALSE, "kim", NOW, "그림에 아무도 없음"),
        (Ticked(1, NOW, "kim"), Ticked(2, NOW, "kim", True, "응답 없음")),
        (
            Dispatch(
                *("d1", 1, "112", True, "kim", NOW, "C1", "C0", "전화", Step.ACCEPTED, NOW),
                sent_ms=7,
                accepted_ms=8,
            ),
        ),
        NOW,
        NOW + timedelta(microseconds=1),
        None,
        "kim",
        Quieted("lee", "공사", NOW + HOUR),
        7,
    )
    return replace(
        alert(1),
        escalation=2,
        incident=1,
        first_out=True,
        unacknowledged_since=NOW,
        held_until=NOW + HOUR,
        acknowledged_until=NOW + HOUR,
        first_claimed_at=NOW,
        first_acknowledged_at=NOW,
        cleared_at=NOW,
        handling=handling,
        steady=(("received", 1_772_485_200_000), ("claimed", 1_772_485_203_000)),
    )


def test_that_everything_that_was_done_is_there_after_a_restart(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    store.commit(Decision((AlertChanged(_handled(), "raised", "engine", NOW),)), NOW)
    store.close()
    assert store_in(tmp_path).restore().alerts == (_handled(),)


def test_that_an_alert_was_durable_when_it_was_first_stored(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    store.commit(burst(1, 1), NOW)
    later = NOW + HOUR
    store.commit(Decision((AlertChanged(_handled(), "claimed", "kim", later),)), later)
    store.close()
    (row,) = open_reader(tmp_path / "sunra.db", KEY).alerts()
    assert row["stamps"]["durable"]["at"] == msgspec.to_builtins(NOW)
    assert next(iter(row["stamps"])) == "occurred"
    assert len(row["stamps"]) == 15


def test_that_quiets_and_floods_stand_until_they_end(tmp_path: Path) -> None:
    quiets: list[Quiet] = [
        Shelf("s", "cam-1", "analytics.crowd", None, "시장", "kim", NOW, NOW + HOUR),
        Suppression("r", "analytics.crowd", None, "rain", "kim", "", NOW, NOW + HOUR),
        OutOfService("o", "cam-2", "lens", "lee", "kim", NOW, NOW + HOUR),
    ]
    flood = Flood(3, NOW, 11, 11)
    store = store_in(tmp_path)
    made = [QuietChanged(each, "made", "kim", NOW) for each in quiets]
    store.commit(Decision((*made, FloodChanged(flood, "began"))), NOW)
    restored = store.restore()
    assert sorted(restored.quiets, key=lambda q: q.id) == sorted(quiets, key=lambda q: q.id)
    assert restored.flood == flood
    over = replace(flood, ended=NOW, alerts=40)
    ended = (QuietChanged(quiets[0], "ended", "engine", NOW), FloodChanged(over, "ended"))
    store.commit(Decision(ended), NOW)
    assert {each.id for each in store.restore().quiets} == {"r", "o"}
    assert store.restore().flood == over
    store.close()
    rows = list(open_reader(tmp_path / "sunra.db", KEY).quiets())
    assert {row["id"]: row["ended_by"] for row in rows} == {"s": "engine", "r": None, "o": None}


def test_that_the_ledger_counts_real_closings_and_proposes_only(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    changes = []
    for number in range(1, 11):
        ended = Disposition.FALSE_NUISANCE if number <= 8 else Disposition.TRUE
        closed = replace(
            alert(number), work=Work.CLOSED, closed_by="kim", closed_at=NOW, disposition=ended
        )
        changes.append(AlertChanged(closed, "closed", "kim", NOW))
    store.commit(Decision(tuple(changes)), NOW)
    store.close()
    reader = open_reader(tmp_path / "sunra.db", KEY)
    (entry,) = reader.ledger(read_shipped(), NOW, HOUR / timedelta(days=1))
    assert (entry.device, entry.closed, entry.false_share) == ("bell-1", 10, 0.8)
    assert entry.proposal == "inspect_device"
    assert reader.ledger(read_shipped(), NOW + 2 * HOUR, HOUR / timedelta(days=1)) == []


def _noisy(shift: RandomShift) -> set[Actor]:
    return set(shift.desk._senses.noise.actors(shift.now))


def test_that_a_restart_in_a_random_shift_changes_nothing_r_alm_18(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    shift = RandomShift(Random(5), Desk(read_catalogue()))
    shift.desk.restore(store.restore(), [device("bell-1"), device("cam-1")])
    heard = 0
    for _ in range(12):
        for _ in range(40):
            decision = shift.turn()
            store.commit(decision, START + timedelta(milliseconds=shift.ms))
            shift.desk.committed(decision)
            shift.desk.learn(decision)
        before, noisy = shift.desk.alerts(), _noisy(shift)
        counters = shift.desk.counters()
        store.close()
        store = store_in(tmp_path)
        shift.restart(Desk(read_catalogue()), store.restore())
        assert shift.desk.alerts() == before
        assert _noisy(shift) == noisy
        shift.desk.committed(shift.desk.handle([Tick(shift.now, shift.ms)]))
        heard += len(noisy)
        for name in ("shelved", "suppressed", "proposed_rules", "out_of_service", "flood"):
            assert shift.desk.counters()[name] == counters[name], name
    assert heard
    store.close()
