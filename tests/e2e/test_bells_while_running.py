"""Bells imported as a map while the engine runs: presses without a place get the bell's own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import EngineProcess
from tests.support.map_files import INSIDE, MapRoom, collection, point
from tests.support.processes import wait_until
from tests.support.raw_device import RawDevice


def test_that_an_imported_bell_is_where_the_map_has_it_without_another_start(
    engine: EngineProcess, device: Callable[..., RawDevice], tmp_path: Path
) -> None:
    bell, presses = device("bell-1"), ["before"]
    bell.event("bell.pressed", subject="before")
    wait_until(lambda: len(engine.alerts()) == 1, "the first press is not on record", 30)
    named = [{"id": "bell-1", "name": "정문 비상벨"}]
    rows = collection(tmp_path / "bells.json", point(*INSIDE), properties=named)
    MapRoom(engine.data).take(rows, "bell")

    def is_placed() -> bool:
        known = engine.alerts()
        if len(known) == len(presses):  # the last press is on record: press again
            presses.append(f"press {len(presses)}")
            bell.event("bell.pressed", subject=presses[-1])
        return any(each["place"] is not None for each in known)

    wait_until(is_placed, "no press was placed", 60)
    placed = next(each for each in engine.alerts() if each["place"] is not None)
    assert placed["place"]["lat"] == pytest.approx(INSIDE[1])
    assert placed["place"]["lon"] == pytest.approx(INSIDE[0])
    assert placed["handling"]["placed_by"] == "bell-1"
    first = next(each for each in engine.alerts() if each["subject"] == "before")
    assert first["place"] is None, "what is on record stays as it was"
