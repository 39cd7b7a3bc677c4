"""The queue's model keeps its order and tells Qt the truth about every change."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from console.domain.alerts.alert import Alert, Attention, Work
from console.domain.alerts.alert_types import Catalogue
from console.ports.seat_link import ActionNews
from console.services.catalogue import read_catalogue
from tests.support.seat_doubles import START, alert, small_site, varied
from widgets.models.alert_queue_model import AlertQueueModel, Column, runs
from widgets.models.alert_row import RowMaker
from widgets.models.nearby import PlaceWords, cameras_of
from widgets.models.ordering import sort_key
from widgets.models.pending import PendingActions
from widgets.words.words import age_text

CATALOGUE: Catalogue = read_catalogue()
Watched = tuple[AlertQueueModel, QAbstractItemModelTester]


@pytest.fixture
def watched() -> Watched:
    """A model that a fatal tester watches; keep both."""
    model = AlertQueueModel(RowMaker(CATALOGUE, PlaceWords(small_site()), "ko"))
    return model, QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )


def _numbers(model: AlertQueueModel) -> list[int]:
    return [row.number for row in model.rows()]


def test_that_life_waits_first_then_priority_then_the_longest_waiting() -> None:
    base = alert(1, "analytics.loitering", CATALOGUE)
    life = alert(2, "sos.app", CATALOGUE)
    life_done = replace(alert(3, "sos.app", CATALOGUE), attention=Attention.ACKNOWLEDGED)
    older = replace(base, number=4, raised=START - timedelta(hours=1))
    done = replace(older, number=5, attention=Attention.ACKNOWLEDGED)
    ordered = sorted([base, life, life_done, older, done], key=sort_key)
    assert [a.number for a in ordered] == [2, 3, 4, 1, 5]


def test_that_a_snapshot_and_changes_keep_the_order(watched: Watched) -> None:
    model, _tester = watched
    alerts = varied(CATALOGUE)
    model.replace_all(alerts)
    assert _numbers(model) == [a.number for a in sorted(alerts, key=sort_key)]
    model.apply([replace(alerts[0], attention=Attention.ACKNOWLEDGED)])
    model.apply([replace(alerts[4], work=Work.CLOSED)])
    assert 5 not in _numbers(model)
    assert _numbers(model) == [a.number for a in sorted(model.alerts(), key=sort_key)]


def _shuffled_change(rng: random.Random, alerts: dict[int, Alert]) -> list[Alert]:
    changed = []
    for _ in range(rng.randint(1, 12)):
        number = rng.randint(1, 60)
        kind = rng.choice(("sos.app", "analytics.crowd", "device.fault", "patrol.hazard"))
        fresh = alerts.get(number) or alert(number, kind, CATALOGUE)
        fresh = replace(
            fresh,
            attention=rng.choice(list(Attention)),
            work=rng.choice((Work.NEW, Work.CLAIMED, Work.CLOSED)),
            count=rng.randint(1, 9),
        )
        changed.append(fresh)
    return changed


@pytest.mark.parametrize("seed", range(3))
def test_that_any_run_of_changes_leaves_exactly_the_open_alerts_in_order(
    watched: Watched, seed: int
) -> None:
    model, _tester = watched
    rng, truth = random.Random(seed), dict[int, Alert]()
    for _ in range(50):
        changed = _shuffled_change(rng, truth)
        truth.update((a.number, a) for a in changed)
        if rng.random() < 0.1:
            model.replace_all(truth.values())
        else:
            model.apply(changed)
        open_ones = sorted((a for a in truth.values() if a.is_open), key=sort_key)
        assert model.alerts() == open_ones
        assert [model.position(a.number) for a in open_ones] == list(range(len(open_ones)))


def test_that_rows_that_keep_their_place_are_told_in_one_signal_a_run(watched: Watched) -> None:
    model, _tester = watched
    alerts = [alert(n, "analytics.loitering", CATALOGUE) for n in range(1, 101)]
    model.replace_all(alerts)
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda a, b, _roles: told.append((a.row(), b.row())))
    model.apply([replace(a, count=3) for a in alerts])
    assert told == [(0, 99)]


def test_that_an_unchanged_snapshot_is_silent(watched: Watched) -> None:
    model, _tester = watched
    model.replace_all(varied(CATALOGUE))
    told: list[object] = []
    for signal in (model.dataChanged, model.rowsInserted, model.rowsRemoved, model.modelReset):
        signal.connect(lambda *_: told.append(1))
    model.replace_all(varied(CATALOGUE))
    assert told == []


def test_that_a_snapshot_of_5000_enters_as_one_range() -> None:
    """R-ALM-15: one insertion, not five thousand."""
    model = AlertQueueModel(RowMaker(CATALOGUE, PlaceWords(small_site()), "ko"))
    told: list[int] = []
    model.rowsInserted.connect(lambda _p, first, last: told.append(last - first + 1))
    model.replace_all(alert(n, "analytics.crowd", CATALOGUE) for n in range(1, 5001))
    assert told == [5000]


def test_that_a_local_only_action_marks_its_row_until_it_is_answered(watched: Watched) -> None:
    model, _tester = watched
    model.replace_all(varied(CATALOGUE))
    pending = PendingActions()
    for state, expected in (("local_only", 1), ("sent", 1), ("accepted", 0)):
        model.set_pending(1, pending.take(ActionNews("a", 1, "claim", state)))
        row = model.find(1)
        assert row is not None
        assert row.pending == expected
    assert len(pending) == 0


def test_that_a_mark_survives_a_change_of_the_alert(watched: Watched) -> None:
    model, _tester = watched
    alerts = varied(CATALOGUE)
    model.replace_all(alerts)
    model.set_pending(2, 1)
    model.apply([replace(alerts[1], count=9)])
    row = model.find(2)
    assert row is not None
    assert (row.pending, row.count) == (1, "×9")


def test_that_an_unknown_type_is_marked_unclassified(watched: Watched) -> None:
    model, _tester = watched
    model.replace_all(varied(CATALOGUE))
    row = model.find(17)
    assert row is not None
    assert row.unclassified


def test_that_the_language_renames_every_row(watched: Watched) -> None:
    model, _tester = watched
    model.replace_all(varied(CATALOGUE))
    korean = [row.name for row in model.rows()]
    model.set_language("en")
    assert all(a != b.name for a, b in zip(korean, model.rows(), strict=True))


def test_that_ages_count_up_in_minutes_hours_and_days() -> None:
    model = AlertQueueModel(RowMaker(CATALOGUE, PlaceWords(small_site()), "en"))
    model.now = START
    model.replace_all([replace(alert(1, "sos.app", CATALOGUE), raised=START)])
    for seconds, text in ((0, "00:00"), (65, "01:05"), (3605, "1:00:05"), (90_000, "1 d 1 h")):
        model.now = START + timedelta(seconds=seconds)
        assert model.data(model.index(0, Column.AGE)) == text
    assert age_text(START + timedelta(hours=1), START) == "00:00"


def test_that_runs_are_consecutive() -> None:
    assert list(runs([1, 2, 3, 7, 9, 10])) == [(1, 3), (7, 7), (9, 10)]
    assert list(runs([])) == []


def test_that_named_cameras_come_before_near_ones_and_far_ones_never() -> None:
    site = small_site()
    near = replace(
        alert(1, "sos.app", CATALOGUE),
        source="app",
        cameras=("SD-0012",),
        place=site.cameras["SD-0003"].place,
    )
    found = [camera.id for camera in cameras_of(near, site)]
    assert found[0] == "SD-0012"
    assert len(found) == len(set(found)) == 4
    nowhere = replace(near, cameras=(), place=None)
    assert cameras_of(nowhere, site) == []


def test_that_what_the_engine_reports_of_itself_has_a_name() -> None:
    words = PlaceWords(small_site())
    own = replace(alert(1, "device.fault", CATALOGUE, source="engine"), subject="disk", cameras=())
    assert words.of(own, "ko") == "서버 디스크"
    assert words.of(own, "en") == "the engine's disk"
    theirs = replace(own, source="BELL-9")
    assert words.of(theirs, "en") == "disk · BELL-9"
