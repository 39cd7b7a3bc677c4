"""200 evenings of several signals through the real engine: grouped as labelled, split exactly."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.e2e.conftest import EngineProcess
from tests.support.evenings import Signal, evening, is_grouped
from tests.support.linked_console import LinkedConsole
from tests.support.raw_device import RawDevice

pytestmark = [pytest.mark.soak, pytest.mark.e2e]
EVENINGS = 200
APART_M = 6_000.0


def _marks(engine: EngineProcess) -> dict[str, dict[str, Any]]:
    return {each["subject"]: each for each in engine.alerts()}


def _report(edge: RawDevice, name: str, signal: Signal, begun: datetime) -> None:
    place = {"lat": signal.place.lat, "lon": signal.place.lon}
    at = (begun + timedelta(seconds=signal.at_s)).isoformat()
    edge.event(signal.kind, subject=name, time=at, data={"location": place})


def test_that_200_evenings_are_grouped_as_labelled_and_splits_restore_them_o4(
    engine: EngineProcess, device: Callable[..., RawDevice], tmp_path: Path
) -> None:
    edge = device("cam-1", "camera")
    begun = datetime.now(UTC) - timedelta(seconds=540)
    labels: dict[int, dict[str, int]] = {}
    for seed in range(EVENINGS):
        signals = evening(Random(seed), apart_s=300.0, shift_m=seed * APART_M)
        names = [f"{seed}-{number}" for number in range(len(signals))]
        for name, signal in zip(names, signals, strict=True):
            _report(edge, name, signal, begun)
        labels[seed] = {n: each.label for n, each in zip(names, signals, strict=True)}
        edge.wait(lambda each: not each.unreceipted, 30)
    found = _marks(engine)
    right = sum(
        is_grouped([(found[name]["incident"], label) for name, label in of_one.items()])
        for of_one in labels.values()
    )
    assert right >= EVENINGS * 0.95, f"{right} of {EVENINGS}"
    _merge_and_split(engine, labels, tmp_path)


def _merge_and_split(
    engine: EngineProcess, labels: dict[int, dict[str, int]], folder: Path
) -> None:
    before = _marks(engine)
    seat = LinkedConsole(engine.data, engine.card, "seat-a", folder)
    try:
        for seed in range(20):
            names = list(labels[seed])
            one = before[names[0]]
            other = next(
                (before[n] for n in names if before[n]["incident"] != one["incident"]), None
            )
            if other is None:
                continue
            later = max(one, other, key=lambda each: each["incident"])
            merged = seat.ask("merge", one["number"], subject=str(other["number"]))
            assert merged.state == "accepted", merged.reason
            assert seat.ask("split", later["number"]).state == "accepted"
    finally:
        seat.link.close()
    after = _marks(engine)
    for name, each in before.items():
        assert (after[name]["incident"], after[name]["first_out"]) == (
            each["incident"],
            each["first_out"],
        )
