"""What a connection's packets tell, reckoned in bulk: the same as packet by packet."""

import random
import struct
import time
from typing import Any, cast

import pytest

from backends.video.pulse import CameraClock
from backends.video.vitals import Vitals
from console.domain.pictures.picture import Pace

TICKS = 1 / 90_000
Packets = list[tuple[float, int, int | None, int | None, bool]]


def packets(count: int, *, lively: bool = True, late_s: float = 0.0) -> Packets:
    """15 a second, a key picture every 30; without life all between key pictures have one size."""
    chance = random.Random(7)
    made: Packets = []
    for number in range(count):
        key = number % 30 == 0
        size = 4_000 + chance.randrange(900) if lively else (9_000 if key else 40)
        at = number / 15 + (late_s if number > count // 2 else 0.0)
        made.append((at, size, number * 6_000, None if number < 2 else number * 6_000, key))
    return made


def reckoned(given: Packets, each: int) -> Vitals:
    vitals = Vitals("h264", TICKS)
    for start in range(0, len(given), each):
        vitals.notes.extend(given[start : start + each])
        vitals.reckon()
    return vitals


@pytest.mark.parametrize("lively", [True, False])
@pytest.mark.parametrize("each", [3, 7, 50])
def test_that_notes_are_worth_the_same_however_many_are_reckoned_at_once(
    lively: bool, each: int
) -> None:
    given = packets(150, lively=lively)
    singly, in_bulk = reckoned(given, 1), reckoned(given, each)
    assert in_bulk.pace == singly.pace == (Pace.LIVELY if lively else Pace.REPEATED)
    assert in_bulk.period_s == singly.period_s == pytest.approx(1 / 15)
    assert in_bulk.group_s == singly.group_s == pytest.approx(2.0)
    assert in_bulk.backlog.behind_s == singly.backlog.behind_s


def test_that_packets_taken_late_are_told_as_behind() -> None:
    vitals = reckoned(packets(120, late_s=0.4), 5)
    assert vitals.backlog.behind_s == pytest.approx(0.4, abs=0.01)


def test_that_nothing_noted_changes_nothing() -> None:
    vitals = Vitals("h264", TICKS)
    vitals.reckon()
    assert (vitals.pace, vitals.period_s, vitals.now_fps(1.0)) == (Pace.UNSURE, 0.0, 0.0)


def test_that_notes_nobody_reckons_are_bounded() -> None:
    vitals = Vitals("h264", TICKS)
    for note in packets(20_000):
        vitals.notes.append(note)
    assert len(vitals.notes) <= 5_000


class Stamped:
    """A packet with the wall-clock time of its capture."""

    def __init__(self, captured_s: float) -> None:
        self._told = struct.pack("<q", round(captured_s * 1e6))

    def has_sidedata(self, _name: str) -> bool:
        return True

    def get_sidedata(self, _name: str) -> bytes:
        return self._told


def test_that_a_line_that_wakes_up_slowly_makes_no_camera_clock_wrong() -> None:
    """At first two pictures lay three seconds apart: no period to take off for a minute."""
    clock, begun = CameraClock("h264"), time.monotonic()
    wall = time.time() - begun
    for number, fps in enumerate((0.33, 1.0, 15.0)):
        at = begun + number
        clock.hear(cast("Any", Stamped(wall + at - 0.08)), fps, at)
    assert clock.offset_s == pytest.approx(0.0, abs=0.05)
    assert clock.delay_s == pytest.approx(1 / 15, abs=0.05)


def test_that_a_clock_that_was_set_is_followed_at_once() -> None:
    clock, begun = CameraClock("mjpeg"), time.monotonic()
    wall = time.time() - begun
    for ahead in (60.0, 0.0):
        clock.hear(cast("Any", Stamped(wall + begun + ahead)), 15.0, begun)
        assert clock.offset_s == pytest.approx(ahead, abs=0.05)
