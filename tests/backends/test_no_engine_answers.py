"""Simulations without an engine: not in silence, with figures, and not as if all were well."""

import json
from pathlib import Path

import pytest

from backends.commands.answering import EngineWatch
from backends.commands.emulate import _ended_early
from backends.commands.simulate import _account
from backends.simulated.emulator.silence import Silence
from backends.system.installation import Installation, write_json


class _Time:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_that_a_missing_engine_is_told_once_and_so_is_its_return(tmp_path: Path) -> None:
    folder, time, told = Installation(tmp_path), _Time(), list[str]()
    watch = EngineWatch(folder, "nothing is sent", time, told.append)

    def pass_s(seconds: int) -> None:
        for _ in range(seconds):
            time.now += 1.0
            watch.look()

    pass_s(4)
    assert told == []
    pass_s(20)
    assert len(told) == 1
    assert str(tmp_path) in told[0]
    assert "nothing is sent" in told[0]
    assert not watch.answered
    write_json(folder.engine_card, {"pid": 1})
    pass_s(2)  # a card without its lock is that of an engine that was killed
    assert len(told) == 1
    with folder.lock("engine", holder="An engine"):
        pass_s(3)
        assert told[1:] == ["the engine answers"]
    assert watch.answered
    pass_s(6)
    assert len(told) == 3


def test_that_an_engine_that_goes_quiet_under_load_is_told_once() -> None:
    silence = Silence(0)
    assert silence.look(0, 4_900, waits=True) == ""
    assert "not answered" in silence.look(0, 5_000, waits=True)
    assert silence.look(0, 60_000, waits=True) == ""
    assert silence.look(7, 61_000, waits=True) == "the engine answers again"
    assert silence.look(7, 90_000, waits=False) == ""  # nothing is owed
    assert silence.look(7, 94_000, waits=True) == ""
    assert "not answered" in silence.look(7, 95_000, waits=True)


def test_that_a_load_that_met_no_engine_ends_with_figures_and_a_fault(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert _ended_early(40) == 1
    said = capsys.readouterr()
    assert json.loads(said.out) == {
        "devices": 40, "welcomed": 0, "made": 0, "sent": 0, "receipted": 0, "unreceipted": 0,
    }  # fmt: skip
    assert "40 devices, 0 welcomed" in said.err


@pytest.mark.parametrize(("answered", "code"), [(True, 0), (False, 1)])
def test_that_a_simulation_counts_what_it_sent_in_this_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], answered: bool, code: int
) -> None:
    path, at = tmp_path / "sent.jsonl", "2026-11-21T14:00:00+00:00"

    def line(what: str, sequence: int) -> str:
        row = {"what": what, "device": "b", "at": at, "type": "t", "boot": 1, "sequence": sequence}
        return json.dumps(row) + "\n"

    path.write_text(line("sent", 1), encoding="utf-8")  # of a run before
    before = {"sent.jsonl": path.stat().st_size, "units.jsonl": 0}
    with path.open("a", encoding="utf-8") as file:
        file.write(line("sent", 2) + line("receipted", 2) + line("sent", 3) + '{"torn')
    assert _account(tmp_path, before, answered=answered) == code
    said = capsys.readouterr()
    counts = {"sent": 2, "receipted": 1, "unreceipted": 1}
    assert json.loads(said.out) == {"ended": True, "answered": answered, **counts}
    assert ("no engine ever answered" in said.err) is not answered
