"""What the journal tells, read from its first line on, is the state that stands (R-ALM-18)."""

import json
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest

from backends.database.readers import open_reader
from console.domain.journal_chain import JournalLine
from console.domain.roles import Person, Role
from console.ports.store import Restored
from console.services.catalogue import read_catalogue, read_shipped
from console.services.desk.desk import Desk
from tests.backends.store_values import KEY, store_in
from tests.support.acts_at_random import RandomShift

CATALOGUE, SHIPPED = read_catalogue(), read_shipped()


def replayed(lines: Iterable[JournalLine], kind: str) -> dict[str, Any]:
    """The newest state the journal tells of each subject of a kind."""
    found: dict[str, Any] = {}
    for line in lines:
        what, _, name = line.subject.partition(":")
        if what == kind:
            found[name] = json.loads(line.payload or "{}")
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_that_a_replay_of_the_journal_gives_the_same_state_r_alm_18(
    seed: int, tmp_path: Path
) -> None:
    store = store_in(tmp_path)
    desk = Desk(CATALOGUE, shipped=SHIPPED)
    shift = RandomShift(Random(seed), desk)
    shift.restart(desk, Restored(0, 1, (), ()))
    for _ in range(250):
        decision = shift.turn()
        store.commit(decision, shift.now)
        desk.committed(decision)
        desk.learn(decision)
    kept, room, rules = desk.alerts(), desk.room(), desk.rules_view()
    restored = store.restore()
    store.close()
    reader = open_reader(tmp_path / "sunra.db", KEY)
    agreement = reader.agreement()
    lines = list(agreement.watched(reader.journal_lines()))
    assert agreement.check() is None
    alerts = {number: each["alert"] for number, each in replayed(lines, "alert").items()}
    table = {str(each["number"]): each for each in reader.alerts()}
    reader.close()
    assert {n for n, each in alerts.items() if each["work"] != "closed"} == {
        str(each.number) for each in kept
    }
    for each in kept:
        assert alerts[str(each.number)] == json.loads(msgspec.json.encode(each))
    for number, told in alerts.items():
        assert {name: table[number][name] for name in told} == _plain(told, table[number])
    quiets = replayed(lines, "quiet")
    standing = {name for name, each in quiets.items() if each["ended_at"] is None}
    assert standing == {each.id for each in room.quiets}
    versions = replayed(lines, "rules")
    assert max((int(number) for number in versions), default=0) == rules.number
    again = Desk(CATALOGUE, shipped=SHIPPED)
    again.restore(restored, [])
    again.set_people([Person("A", "chief", Role.SUPERVISOR)])
    assert (again.alerts(), again.rules_view()) == (kept, rules)


def _plain(told: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    """The journal's words in the table's form: times as the reader gives them."""
    encoded: dict[str, Any] = json.loads(msgspec.json.encode({n: row[n] for n in told}))
    assert encoded == told
    return {name: row[name] for name in told}
