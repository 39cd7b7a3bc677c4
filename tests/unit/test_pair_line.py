"""The line a team's way is told by, under a kind of noise (O7): against what is known exactly."""

from random import Random

import pytest

from console.domain.field.pair_doubt import allowed
from console.domain.field.pair_line import chance, cleaned, line_of, noises_of
from console.domain.field.pair_noise import KINDS, Between, Kind, noted

SLOW = Kind(60.0, 0.5, 1.0)


def moments(*ways: complex, sigma_m: float = 14.2) -> list[Between]:
    """One each ten seconds."""
    told: list[Between] = []
    for number, way in enumerate(ways):
        before = told[-1] if told else None
        told.append(noted(before, Between(10.0 * number, way.real, way.imag, sigma_m)))
    return told


@pytest.mark.parametrize("kind", [*KINDS, SLOW], ids=str)
def test_that_a_way_that_turns_is_told_whatever_the_noise(kind: Kind) -> None:
    # From (0, 40) to (40, 0), evenly.
    turned = moments(*(complex(4 * n, 40 - 4 * n) for n in range(11)))
    line = line_of(turned, kind)
    middle, gain = line.turning
    assert middle == pytest.approx(20 + 20j)
    assert gain == pytest.approx(20 - 20j)
    assert line.turning_squares == pytest.approx(line.squares)


@pytest.mark.parametrize("kind", [*KINDS, SLOW], ids=str)
def test_that_one_way_all_along_is_its_own_line(kind: Kind) -> None:
    line = line_of(moments(*[30 + 10j] * 8), kind)
    assert line.steady == pytest.approx(30 + 10j)
    assert line.steady_squares == pytest.approx(line.squares)
    assert abs(line.turning[1]) < 1e-6


def test_that_fresh_moments_are_worth_one_each_and_slow_ones_less() -> None:
    ways = moments(*[0j] * 12)
    fresh, slow = line_of(ways, KINDS[0]), line_of(ways, SLOW)
    assert fresh.ones == pytest.approx(12)
    assert 1 < slow.ones < 4


@pytest.mark.parametrize("of", [2, 4])
def test_that_the_chance_is_that_of_the_noise_itself(of: int) -> None:
    dice, worth, squares, tries = Random(of), 20, 14.0, 20_000
    more = 0
    for _ in range(tries):
        own = sum(dice.gauss(0, 1) ** 2 for _ in range(worth)) / worth
        more += sum(dice.gauss(0, 1) ** 2 for _ in range(of)) / own > squares
    assert chance(squares, of, worth) == pytest.approx(more / tries, rel=0.25)


def test_that_a_moment_that_none_of_its_neighbours_knows_is_put_among_them() -> None:
    ways = moments(5, 6, 5, 100 + 100j, 5, 7, 6, 5)
    clean = cleaned(ways)
    assert (clean[3].east, clean[3].north) == (6, 0)
    assert [each for n, each in enumerate(clean) if n != 3] == [*ways[:3], *ways[4:]]
    assert cleaned(ways[:4]) == ways[:4]


def test_that_phones_worse_than_they_claim_are_believed_by_their_tracks() -> None:
    dice = Random(3)
    ways = moments(*(complex(dice.gauss(0, 28), dice.gauss(0, 28)) for _ in range(60)))
    noises = noises_of(ways[:48], ways[48:])
    told_m = sum(each.weight * each.sigma_m for each in noises)
    assert 24 < told_m < 32


def test_that_more_is_asked_of_a_team_that_is_known_for_long() -> None:
    most = [allowed(known_s, 10.0) for known_s in (120, 300, 600, 900, 1_800)]
    assert most[0] < most[1] < most[2] > most[3] > most[4] > 0
    assert allowed(600, 30.0) < 3 * allowed(600, 10.0)
