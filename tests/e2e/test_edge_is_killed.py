"""Edge client killed, engine away: lost 0, doubled 0, against a real engine (R-MSG-04)."""

import json
import random
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests.e2e.conftest import MAIN, EngineProcess, lines, sunra
from tests.support.edge_process import EdgeProcess

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

EACH_ROUND = 60


def test_that_five_kills_of_the_edge_lose_and_double_nothing(
    engine: EngineProcess, tmp_path: Path
) -> None:
    kill_under_load(engine, tmp_path, 5)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_that_a_hundred_kills_of_the_edge_lose_and_double_nothing(
    engine: EngineProcess, tmp_path: Path
) -> None:
    kill_under_load(engine, tmp_path, 100)


def kill_under_load(engine: EngineProcess, folder: Path, rounds: int) -> None:
    """A script hands over what was not answered again, with its ids, as scripts should."""
    card = folder / "cam.json"
    card.write_text(json.dumps(engine.enrol("cam-1", "camera")))
    chance = random.Random(11)
    answered: set[str] = set()
    pending: dict[str, dict[str, object]] = {}
    for number in range(rounds):
        fresh = {f"{number}-{index}": report(number, index) for index in range(EACH_ROUND)}
        pending.update(fresh)
        edge = EdgeProcess(card, folder / "spool")
        edge.write(list(pending.values()))
        edge.wait_spooled(chance.randrange(1, min(len(pending), EACH_ROUND)))
        answered |= edge.kill()
        pending = {key: line for key, line in pending.items() if key not in answered}
    last = EdgeProcess(card, folder / "spool", "--drain")
    last.write(list(pending.values()))
    code, said = last.end()
    assert code == 0, said
    answered |= last.spooled()

    rows = [row for row in engine.events() if row["source"] == "cam-1"]
    stored = Counter(row["id"] for row in rows)
    assert answered == {f"{n}-{i}" for n in range(rounds) for i in range(EACH_ROUND)}
    assert [each for each in answered if stored[each] == 0] == [], "lost"
    assert [each for each, count in stored.items() if count > 1] == [], "doubled"
    # A device that dies every few seconds on a busy machine may leave a hole for a minute, which is
    # told as a loss; but none may stay.
    for boot in {row["boot"] for row in rows}:
        numbers = sorted(row["sequence"] for row in rows if row["boot"] == boot)
        assert numbers == list(range(1, len(numbers) + 1)), boot


def report(number: int, index: int) -> dict[str, object]:
    kind = "sos.app" if index % 10 == 0 else "patrol.checkpoint"
    return {"type": kind, "id": f"{number}-{index}", "data": {"text": "가" * 50}}


def test_that_events_wait_for_an_engine_that_is_away_and_arrive_with_drain(
    engine: EngineProcess, tmp_path: Path
) -> None:
    card = tmp_path / "bell.json"
    card.write_text(json.dumps(engine.enrol("bell-1")))
    engine.kill()
    spool = tmp_path / "spool"
    away = EdgeProcess(card, spool, "--seconds", "0.5")
    away.write([{"type": "patrol.checkpoint"} for _ in range(20)] + [{"type": "sos.app"}])
    code, words = away.end()
    assert (code, len(away.spooled())) == (0, 21), words
    assert "21 events wait in the spool" in words
    status = lines(sunra("edge", "--spool", spool, "--status"))[0]
    assert (status["waiting"], status["life"], status["in_use"]) == (21, 1, False)
    late = subprocess.Popen(
        [*MAIN, "edge", "--drain", "--device", str(card), "--spool", str(spool)],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    engine.start()
    out, errors = late.communicate(timeout=60)
    assert late.returncode == 0, (out, errors)
    stored = [row["type"] for row in engine.events()]
    assert len(stored) == 21
    assert stored[0] == "sos.app", "life-safety first when draining"
