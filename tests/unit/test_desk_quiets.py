"""Shelves, rules and devices out of service, through the desk (R-ALM-05..07, R-ARC-10)."""

from datetime import timedelta
from typing import Any

import pytest

from console.domain.alerts.alert import Visibility
from tests.support.desk_room import Room

HOUR = timedelta(hours=1)


def _with(kind: str = "analytics.loitering", source: str = "cam-1") -> Room:
    room = Room()
    room.event(kind, source, condition="active")
    return room


def test_that_a_shelf_needs_a_reason_and_an_end_within_a_shift_r_alm_06() -> None:
    room = _with()
    assert "end" in room.act("shelve", 1, text="wire work")
    assert "reason" in room.act("shelve", 1, until=room.now + HOUR)
    assert "8 hours" in room.act("shelve", 1, text="wire work", until=room.now + 9 * HOUR)
    assert room.act("shelve", 1, text="wire work", until=room.now + HOUR) == ""
    assert room.alert().visibility is Visibility.SHELVED
    assert room.desk.counters()["shelved"] == 1
    quieted = room.alert().handling.quieted
    assert quieted is not None
    assert (quieted.by, quieted.reason) == ("kim", "wire work")


def test_that_a_shelved_alert_returns_by_itself_even_after_a_restart_r_alm_18() -> None:
    room = _with()
    room.act("shelve", 1, text="wire work", until=room.now + HOUR)
    again = room.restarted()
    again.at(3_599)
    assert again.alert().visibility is Visibility.SHELVED
    again.at(3_600)
    assert again.alert().visibility is Visibility.NORMAL
    assert again.alert().handling.quieted is None
    assert again.desk.counters()["shelved"] == 0
    assert again.actions()[-1] == "shown_again"


def test_that_facts_are_recorded_while_shelved_and_new_alerts_of_it_are_shelved_too() -> None:
    room = _with()
    room.act("shelve", 1, text="wire work", until=room.now + HOUR)
    room.event("analytics.loitering", "cam-1", condition="cleared")
    assert room.alert().facts == 2
    room.act("close", 1, disposition="false_nuisance")
    number = room.event("analytics.loitering", "cam-1", condition="active")
    assert number == 2
    assert room.alert(2).visibility is Visibility.SHELVED
    assert room.act("unshelve", 2) == ""
    assert room.alert(2).visibility is Visibility.NORMAL
    assert "not shelved" in room.act("unshelve", 2)


@pytest.mark.parametrize("kind", ["bell.pressed", "sos.app", "sos.watch"])
def test_that_nothing_hides_a_call_for_help_r_alm_05(kind: str) -> None:
    room = Room()
    room.event(kind, "bell-1")
    until = room.now + HOUR
    assert "never" in room.act("shelve", 1, text="noise", until=until)
    assert "never" in room.act("suppress", subject=kind, text="noise", until=until)
    taken: dict[str, Any] = {"subject": "bell-1", "choice": "lee", "text": "x", "until": until}
    assert room.act("out_of_service", by="chief", **taken) == ""
    assert room.alert().visibility is Visibility.NORMAL
    room.event(kind, "bell-1")
    assert room.alert(2).visibility is Visibility.NORMAL


def test_that_a_rule_stands_only_by_the_word_of_another_r_arc_10() -> None:
    room = _with()
    more: dict[str, Any] = {
        "subject": "analytics.loitering",
        "choice": "cam-1",
        "text": "market day",
    }
    assert room.act("suppress", until=room.now + HOUR, **more) == ""
    rule = room.last_command
    assert room.desk.counters()["proposed_rules"] == 1
    assert room.alert().visibility is Visibility.NORMAL
    assert "supervisor" in room.act("approve", by="lee", subject=rule)
    assert room.act("approve", by="chief", subject=rule) == ""
    assert room.alert().visibility is Visibility.SUPPRESSED
    assert room.restarted().alert().visibility is Visibility.SUPPRESSED
    assert "supervisor" in room.act("lift", by="lee", subject=rule)
    assert room.alert().visibility is Visibility.SUPPRESSED
    assert room.act("lift", by="kim", subject=rule) == ""
    assert room.alert().visibility is Visibility.NORMAL


def test_that_a_supervisor_does_not_approve_his_own_rule_r_arc_10() -> None:
    room = _with()
    more: dict[str, Any] = {
        "subject": "analytics.loitering",
        "text": "market day",
        "until": room.now + HOUR,
    }
    assert room.act("suppress", by="chief", **more) == ""
    rule = room.last_command
    assert "another person" in room.act("approve", by="chief", subject=rule)
    # Nor by a name he makes up at his seat.
    assert "not registered" in room.act("suppress", by="nobody", **more)
    assert room.act("approve", by="boss", subject=rule) == ""


def test_that_an_author_ends_his_rule_only_from_the_seat_he_wrote_it_at() -> None:
    room = _with()
    more: dict[str, Any] = {
        "subject": "analytics.loitering",
        "text": "market day",
        "until": room.now + HOUR,
    }
    room.act("suppress", **more)
    rule = room.last_command
    assert "supervisor" in room.act("lift", by="kim", seat="B", subject=rule)
    assert room.act("lift", by="kim", subject=rule) == ""


def test_that_a_device_out_of_service_has_an_owner_and_comes_back_r_alm_07() -> None:
    room = _with()
    until = room.now + 24 * HOUR
    taken: dict[str, Any] = {"by": "chief", "subject": "cam-1", "text": "lens", "until": until}
    assert "owner" in room.act("out_of_service", **taken)
    taken["choice"] = "lee"
    assert "supervisor" in room.act("out_of_service", **{**taken, "by": "kim"})
    room.act("out_of_service", **taken)
    assert room.alert().visibility is Visibility.OUT_OF_SERVICE
    assert room.desk.counters()["out_of_service"] == 1
    assert "supervisor" in room.act("return", subject="cam-1")
    assert room.act("return", by="boss", subject="cam-1") == ""
    assert room.alert().visibility is Visibility.NORMAL


def test_that_the_flood_watch_begins_ends_and_survives_a_restart_r_alm_03() -> None:
    room = Room()
    for _ in range(10):
        room.event("bell.pressed")
    room.at(1)
    assert room.desk.counters()["flood"] == 0
    room.event("bell.pressed")
    room.at(2)
    assert room.desk.counters()["flood"] == 1
    room.at(2.5)
    room.event("bell.pressed")
    room.at(3)
    again = room.restarted()
    again.at(4)
    counters = again.desk.counters()
    assert (counters["flood"], counters["flood_alerts"], counters["alerts_in_10_min"]) == (
        1,
        12,
        12,
    )
    again.at(700)
    assert (again.desk.counters()["flood"], again.desk.counters()["floods"]) == (0, 1)
