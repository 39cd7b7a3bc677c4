"""What an emulated load consists of."""

from collections import Counter

from backends.simulated.emulator.emulator import in_words
from backends.simulated.emulator.plan import LIFE, Load, Losses, makings


def test_that_a_load_has_the_events_asked_for_at_the_times_asked_for() -> None:
    made = list(makings(Load(rate=100, seconds=10, life_share=0.1)))
    assert len(made) == 1_000
    assert made[-1].at_s == 9.99
    assert 50 < sum(each.type == LIFE for each in made) < 150


def test_that_a_burst_stands_in_the_middle_with_its_emergencies() -> None:
    made = list(makings(Load(rate=10, seconds=10, burst=1_000, burst_life=20)))
    at_once = [each for each in made if each.at_s == 5.0]
    assert len(made) == 1_100
    assert len(at_once) == 1_001
    assert sum(each.type == LIFE for each in made) == 20


def test_that_faults_are_as_many_as_asked_and_the_same_for_a_seed() -> None:
    load = Load(rate=100, seconds=0, total=1_000, drop=10, repeat=20, reorder=30, seed=4)
    faults = Counter(each.fault for each in makings(load))
    assert faults == {"drop": 10, "repeat": 20, "reorder": 30, "": 940}
    assert list(makings(load)) == list(makings(load))


def test_that_what_was_never_sent_is_told_as_ranges() -> None:
    losses = Losses()
    for device, number in (("b", 7), ("a", 1), ("a", 2), ("a", 4)):
        losses.add(device, number)
    assert list(losses.ranges()) == [("a", 1, 2), ("a", 4, 4), ("b", 7, 7)]


def test_that_percentiles_are_in_milliseconds() -> None:
    assert in_words([]) is None
    assert in_words([0.5]) == {"p50": 500.0, "p95": 500.0, "p99": 500.0, "max": 500.0}
    assert in_words([each / 1_000 for each in range(1, 102)]) == {
        "p50": 51.0, "p95": 96.0, "p99": 100.0, "max": 101.0,
    }  # fmt: skip
