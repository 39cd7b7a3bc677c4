"""One zone for every time that people read or type."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from console.domain.alerts.sla_figures import LimitFigure, SlaFigure
from console.domain.wall_clock import in_district
from console.services.figure_rows import csv_text, figure_rows
from widgets.escorts.typed import next_time
from widgets.words.engine import engine_text
from widgets.words.words import clock_text

EVENING = datetime(2026, 11, 21, 14, 3, 20, tzinfo=UTC)


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Kolkata"])
def elsewhere(request: pytest.FixtureRequest) -> Iterator[None]:
    """This computer is set to another zone."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system sets its zone for all programs at once")
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.usefixtures("elsewhere")
def test_that_every_seat_reads_the_districts_time_whatever_its_own_zone() -> None:
    assert clock_text(EVENING) == "23:03:20"
    due = "Unit patrol-1 was due at 2026-11-21T14:03+00:00 (step 1)."
    assert "23:03" in engine_text(due)


@pytest.mark.usefixtures("elsewhere")
def test_that_a_time_typed_at_a_seat_is_the_districts() -> None:
    assert next_time("2330", EVENING) == datetime(2026, 11, 21, 14, 30, tzinfo=UTC)


def test_that_a_time_without_a_zone_is_refused_rather_than_guessed() -> None:
    with pytest.raises(ValueError, match="names no zone"):
        in_district(EVENING.replace(tzinfo=None))


def test_that_a_saved_table_names_the_zone_of_its_times() -> None:
    limit = LimitFigure(800, 10.0, 0, 0, kept=True, reached_s=None)
    figure = SlaFigure("lone", "day", EVENING, EVENING, 0, 0, (limit,))
    assert "2026-11-21T23:03:20+09:00" in csv_text(figure_rows(figure))
