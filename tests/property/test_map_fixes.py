"""Fixes told a thousand at a time must be taken over as one by one they would."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.places.geo import LocalPlane, Place
from console.domain.unit import UnitPosition
from widgets.live_map.units import AGE_STEPS_S, UnitBook

NOW = datetime(2026, 1, 1, 22, 0, tzinfo=UTC)
PLANE = LocalPlane(Place(37.55, 127.04))
_places = st.sampled_from(
    (Place(37.55, 127.04), Place(37.56, 127.05, 12.0), Place(0.0, 0.0), Place(37.5, 190.0),
     Place(float("nan"), 127.0), Place(0.0, 127.0))
)  # fmt: skip
_fixes = st.builds(
    lambda unit, age, delay, place: UnitPosition(
        f"patrol-{unit}", "g", at := NOW - timedelta(seconds=age),
        at + timedelta(seconds=delay), place,
    ),
    st.integers(0, 70), st.sampled_from((0, 1, 9.9, 10, 20, 29.999999, 30, 30.000001, 3600)),
    st.sampled_from((-40.0, 0.0, 0.5)), _places,
)  # fmt: skip
_batches = st.lists(st.lists(_fixes, max_size=40), max_size=6)


@dataclass
class _OneByOne:
    """The newest fix of each unit; what has no place is passed over."""

    held: dict[str, UnitPosition] = field(default_factory=dict)

    def merge(self, batch: list[UnitPosition]) -> None:
        for fix in batch:
            held = self.held.get(fix.unit)
            if fix.place.is_plausible and (held is None or fix.time >= held.time):
                self.held[fix.unit] = fix


@given(_batches, st.booleans())
@settings(max_examples=200, deadline=None)
def test_that_fixes_taken_at_once_are_those_taken_one_by_one(
    batches: list[list[UnitPosition]], whole: bool
) -> None:
    book, plain = UnitBook(PLANE), _OneByOne()
    for batch in batches:
        before = dict(plain.held)
        plain.merge(batch)
        # A window tells all it knows each time, or only what is new.
        newer = book.merge(list(plain.held.values()) if whole else batch)
        if whole:
            assert newer == sum(before.get(unit) is not fix for unit, fix in plain.held.items())
        assert {fix.unit: fix for fix in book.fixes} == plain.held
        _compare_columns(book, plain)


def _compare_columns(book: UnitBook, plain: _OneByOne) -> None:
    for unit, fix in plain.held.items():
        row = book.row(unit)
        assert row is not None
        metres = PLANE.to_metres(fix.place.lat, fix.place.lon)
        assert book.at[row].tolist() == pytest.approx(metres, abs=1e-6)
        age = max(0.0, (NOW - min(fix.time, fix.received)).total_seconds())
        assert book.ages(NOW, np.array([row])).tolist() == pytest.approx([age], abs=1e-5)
        assert book.steps(NOW)[row] == sum(age > step for step in AGE_STEPS_S)


def test_that_a_unit_that_is_gone_from_what_is_told_stays_where_it_was() -> None:
    book = UnitBook(PLANE)
    told = [UnitPosition(f"p-{n}", "g", NOW, NOW, Place(37.55 + n / 1e3, 127.0)) for n in range(5)]
    assert book.merge(told) == 5
    later = [
        UnitPosition(fix.unit, "g", NOW + timedelta(seconds=1), NOW, Place(37.5, 127.0))
        for fix in told[::-1]
        if fix.unit != "p-2"
    ]
    assert book.merge(later) == 4
    assert book.merge(later) == 0
    assert book.fixes[2] is told[2]
    assert book.fixes[4] is later[0]
