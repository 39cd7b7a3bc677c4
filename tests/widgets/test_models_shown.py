"""The shown rows, the load and the filter against plain re-calculation."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from console.domain.alerts.alert import Alert, AlertClass, Attention, Work
from console.domain.alerts.flood import FloodWatch, passed, raised
from console.services.catalogue import read_catalogue
from tests.support.seat_doubles import START, alert, small_site
from widgets.models.alert_queue_model import AlertQueueModel
from widgets.models.alert_row import RowMaker
from widgets.models.load import Load
from widgets.models.nearby import PlaceWords
from widgets.models.queue_filter import QueueFilter, read_filter
from widgets.models.shown_model import ShownModel

CATALOGUE = read_catalogue()
MAKER = RowMaker(CATALOGUE, PlaceWords(small_site()), "en")
_KINDS = ("sos.app", "analytics.crowd", "device.fault", "patrol.hazard", "bell.pressed")


def random_alert(rng: random.Random) -> Alert:
    made = alert(rng.randint(1, 60), rng.choice(_KINDS), CATALOGUE)
    return replace(
        made,
        source=f"SD-{rng.randint(1, 3):04d}",
        attention=rng.choice(list(Attention)),
        work=rng.choice((Work.NEW, Work.NEW, Work.CLAIMED, Work.CLOSED)),
        claimed_by=rng.choice((None, "kim", "lee")),
    )


@pytest.mark.parametrize("seed", range(4))
def test_that_lane_rows_hidden_and_folded_are_together_every_open_alert(seed: int) -> None:
    """R-ALM-04: whatever is filtered, folded, opened or kept, nothing is dropped or doubled."""
    rng, queue = random.Random(seed), AlertQueueModel(MAKER)
    shown = ShownModel(queue, "kim")
    tester = QAbstractItemModelTester(shown, QAbstractItemModelTester.FailureReportingMode.Fatal)
    filters = (QueueFilter(), QueueFilter(lowest=2), QueueFilter(owner="mine"),
               QueueFilter(state="acknowledged"), QueueFilter(text="crowd"))  # fmt: skip
    for _ in range(150):
        queue.apply([random_alert(rng) for _ in range(rng.randint(1, 6))])
        act = rng.randint(0, 9)
        if act == 0:
            shown.set_filter(rng.choice(filters))
        elif act == 1:
            shown.set_folding(rng.random() < 0.7)
        elif act == 2 and shown.rowCount():
            shown.toggle(rng.choice(shown.rows()).number)
        elif act == 3:
            shown.keep(rng.randint(1, 60))
        _hold(queue, shown)
    del tester


def _hold(queue: AlertQueueModel, shown: ShownModel) -> None:
    lane = [row.number for row in queue.rows() if row.in_lane]
    rows = shown.rows()
    singles = [row.number for row in rows if row.number > 0]
    folds = [row.number for row in rows if row.members and not row.opened]
    closed = [member for number in folds for member in shown.members(number)]
    everything = sorted([*lane, *singles, *closed, *shown._hidden])
    assert everything == sorted(row.number for row in queue.rows())
    assert [row.order for row in rows] == sorted(row.order for row in rows)
    assert not any(row.in_lane for row in rows)
    assert sum(row.members for row in rows if not row.opened) == shown.folded


@pytest.mark.parametrize("seed", range(4))
def test_that_floods_begin_and_end_as_the_rule_says(seed: int) -> None:
    """R-ALM-03: the console's count agrees with `console.domain.alerts.flood`, alert by alert."""
    rng, load, watch, now = random.Random(seed), Load(), FloodWatch(), START
    for number in range(1, 400):
        now += timedelta(seconds=rng.choice((1, 5, 20, 200)))
        watch = passed(watch, now)
        load.pass_time(now)
        assert load.is_flood == watch.is_flood
        made = replace(alert(number, rng.choice(_KINDS), CATALOGUE), raised=now)
        watch = raised(watch, now)
        load.take([MAKER.make(made)], now)
        assert (load.rate, load.is_flood) == (watch.rate, watch.is_flood)
        if load.flood and watch.flood:
            assert (load.flood.number, load.flood.alerts, load.flood.peak) == (
                watch.flood.number, watch.flood.alerts, watch.flood.peak,
            )  # fmt: skip


def test_that_a_repeat_counts_once_and_a_drill_never() -> None:
    load, made = Load(), replace(alert(1, "sos.app", CATALOGUE), raised=START)
    for _ in range(3):
        load.take([MAKER.make(made)], START)
    load.take([MAKER.make(replace(made, number=2, drill=True))], START)
    assert load.rate == 1


@pytest.mark.parametrize(
    "wanted",
    [
        QueueFilter(),
        QueueFilter(frozenset({AlertClass.LIFE, AlertClass.FIELD}), 2, "in_work", "mine", "성수"),
    ],
)
def test_that_a_filter_survives_its_file(wanted: QueueFilter) -> None:
    assert read_filter(wanted.saved()) == wanted
