"""Teams sent and agencies told: in order, on record, never twice, never a drill (R-CAD-02)."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from console.domain.alerts.alert import Alert
from console.domain.alerts.dispatch import (
    Dispatch,
    Step,
    advance,
    can_undo,
    nearest_teams,
    refer,
    send_team,
    walking_time,
)
from console.domain.alerts.lifecycle import Refused, Report, close, raise_alert
from console.domain.places.geo import LocalPlane, Place
from console.domain.unit import UnitPosition
from console.services.catalogue import read_catalogue

NOW = datetime(2026, 11, 21, 23, 0, tzinfo=UTC)
PLANE = LocalPlane(Place(37.5635, 127.0365))
KIND = read_catalogue().type_of("sos.app")


def alert(*, drill: bool = False) -> Alert:
    return raise_alert(7, Report("sos.app", KIND, "APP-1", None, "point", NOW, NOW, drill=drill))


def sent() -> Dispatch:
    made = send_team("d1", alert(), "PATROL-3", "OP-01", NOW, ())
    assert isinstance(made, Dispatch)
    return made


def position(unit: str, east: float, age_s: float = 1.0) -> UnitPosition:
    at = NOW - timedelta(seconds=age_s)
    return UnitPosition(unit, "D", at, at, PLANE.to_place(east, 0))


@pytest.mark.parametrize(
    ("agency", "code", "word"),
    [("112", "", "codes"), ("112", "C7", "codes"), ("119", "C1", "no codes"), ("army", "", "army")],
)
def test_that_an_agency_is_told_by_its_own_rules_r_arc_05(
    agency: str, code: str, word: str
) -> None:
    answer = refer("d1", alert(), agency, "OP-01", NOW, code, "")
    assert isinstance(answer, Refused)
    assert word in answer.reason


def test_that_a_drill_is_never_referred_r_arc_07() -> None:
    assert isinstance(refer("d1", alert(drill=True), "112", "OP-01", NOW, "C0", ""), Refused)


def test_that_a_closed_alert_sends_nobody() -> None:
    closed = close(alert(), "OP-01", NOW, "true")
    assert isinstance(closed, Alert)
    assert isinstance(send_team("d1", closed, "PATROL-3", "OP-01", NOW, ()), Refused)
    assert isinstance(refer("d1", closed, "119", "OP-01", NOW, "", ""), Refused)


def test_that_a_team_on_its_way_is_not_sent_twice() -> None:
    again = send_team("d2", alert(), "PATROL-3", "OP-02", NOW, (sent(),))
    assert isinstance(again, Refused)
    assert "alert 7" in again.reason
    ended = advance(sent(), Step.ENDED, NOW)
    assert isinstance(ended, Dispatch)
    assert isinstance(send_team("d2", alert(), "PATROL-3", "OP-02", NOW, (ended,)), Dispatch)


def test_that_steps_come_in_order_once_and_keep_their_times_r_cad_02() -> None:
    for order in permutations([Step.ACCEPTED, Step.ON_SCENE, Step.ENDED, Step.WITHDRAWN]):
        state = sent()
        for minute, step in enumerate(order, start=1):
            at = NOW + timedelta(minutes=minute)
            answer = advance(state, step, at)
            if isinstance(answer, Dispatch):
                assert answer.step is step
                state = answer
                assert isinstance(advance(state, step, at), Refused)
        times = [state.sent, state.accepted, state.on_scene, state.ended or state.withdrawn]
        known = [each for each in times if each is not None]
        assert known == sorted(known)
        assert not state.is_open


def test_that_sending_is_undone_within_ten_seconds_and_only_before_anyone_accepted() -> None:
    assert can_undo(sent(), NOW + timedelta(seconds=10))
    assert not can_undo(sent(), NOW + timedelta(seconds=11))
    accepted = advance(sent(), Step.ACCEPTED, NOW)
    assert isinstance(accepted, Dispatch)
    assert not can_undo(accepted, NOW)


def test_that_the_nearest_free_team_comes_first_and_a_stale_one_never_o11() -> None:
    place = PLANE.to_place(0, 0)
    positions = [
        position("FAR", 500),
        position("NEAR", 100),
        position("STALE", 10, age_s=61),
        position("PATROL-3", 20),
    ]
    found = nearest_teams(place, positions, (sent(),), NOW)
    assert [each.unit for each in found] == ["NEAR", "FAR"]
    assert found[0].walk == pytest.approx(timedelta(seconds=100), abs=timedelta(seconds=1))
    assert walking_time(place, place) == timedelta(0)


def test_that_a_fix_that_was_spooled_counts_by_its_own_time() -> None:
    late = UnitPosition("A", "D", NOW - timedelta(minutes=5), NOW, PLANE.to_place(5, 0))
    assert nearest_teams(PLANE.to_place(0, 0), [late], (), NOW) == []
