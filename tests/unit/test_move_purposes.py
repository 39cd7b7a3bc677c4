"""For what a camera is turned (R-PRV-02)."""

import pytest

from console.services.wall.move_purposes import VALID_S, MovePurposes


def test_that_an_answer_counts_for_its_incident_alone() -> None:
    purposes = MovePurposes()
    purposes.give("#3", "C1", "search", 10.0)
    assert purposes.of("#3", "C2", 99_999.0) == "search"
    assert purposes.of("#4", "C1", 11.0) is None


def test_that_without_an_alert_an_answer_counts_for_its_camera_and_for_ten_minutes() -> None:
    purposes = MovePurposes()
    purposes.give("", "C1", "check", 100.0)
    assert purposes.of("", "C1", 100.0 + VALID_S) == "check"
    assert purposes.of("", "C1", 100.1 + VALID_S) is None
    assert purposes.of("", "C2", 101.0) is None


def test_that_only_known_purposes_are_taken() -> None:
    with pytest.raises(ValueError, match="curiosity"):
        MovePurposes().give("#3", "C1", "curiosity", 0.0)
